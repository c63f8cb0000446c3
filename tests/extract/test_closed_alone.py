"""Words that close one port beside another: in a sentence, an item, the cell of both, and a cell beside it."""

import pytest

from tests.reading import open_ports

HEAD = "# Mill\n\n## Relay server: inbound ports\n\n"
SHAPES = {
    "sentence": "{}.\n",
    "item": "- {}\n",
    "cell": "| Port | Direction | Notes |\n|---|---|---|\n| {} | inbound | jobs |\n",
    "beside": "| Port | Direction | Notes |\n|---|---|---|\n| TCP 7101, TCP 7102 | inbound | {} |\n",
}
ALONE = (
    "TCP 7101 is required and TCP 7102 is not",
    "TCP 7101 must be open and TCP 7102 must not",
    "Open TCP 7101 and not TCP 7102",
    "TCP-Port 7101 muss offen sein und TCP-Port 7102 nicht",
    "El puerto TCP 7101 es necesario y el puerto TCP 7102 no",
    "La porta TCP 7101 è necessaria e la porta TCP 7102 no",
    "A porta TCP 7101 é necessária e a porta TCP 7102 não",
    "TCP-poort 7101 is vereist en TCP-poort 7102 niet",
    "TCP-порт 7101 нужен, а TCP-порт 7102 нет",
    "Port TCP 7101 jest wymagany, a port TCP 7102 nie",
)
BOTH = (
    "TCP 7101 and TCP 7102 are not required",
    "TCP 7101 is not required and TCP 7102 is not either",
    "Do not open TCP 7101 and TCP 7102",
    "TCP 7101 and TCP 7102 must be closed",
    "TCP-Port 7101 und TCP-Port 7102 sind nicht nötig",
)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("said", ALONE)
def test_a_denial_behind_and_closes_the_port_beside_it_alone(said: str, shape: str) -> None:
    assert open_ports(HEAD + SHAPES[shape].format(said)) == {7101}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("said", BOTH)
def test_a_denial_of_both_closes_both(said: str, shape: str) -> None:
    assert not open_ports(HEAD + SHAPES[shape].format(said))


@pytest.mark.parametrize(
    ("cell", "note", "found"),
    [
        ("TCP 7101, TCP 7102 (blocked)", "jobs", {7101}),
        ("TCP 7101 (blocked), TCP 7102", "jobs", {7102}),
        ("TCP 7101, 7102 (blocked)", "jobs", set()),
        ("TCP 7101, TCP 7102 (both blocked)", "jobs", set()),
        ("TCP 7101, TCP 7102", "7102 is blocked", {7101}),
        ("TCP 7101, UDP 7102", "both must stay closed", set()),
        ("TCP 7101, TCP 7102", "not 7110, but these", {7101, 7102}),
    ],
)
def test_a_remark_closes_the_port_that_it_is_about(cell: str, note: str, found: set[int]) -> None:
    rows = f"| Port | Direction | Notes |\n|---|---|---|\n| {cell} | inbound | {note} |\n"
    assert open_ports(HEAD + rows) == found
