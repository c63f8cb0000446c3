"""A row of some messages of ICMP states these, and a row of ICMP alone states all."""

import pytest
from msgspec import UNSET

from portspec.extract.grammar.icmp import icmp_types
from tests.reading import page as source
from tests.reading import reading_of

NAMED = {
    ("ICMP type 8", "icmp"): ("8",),
    ("ICMP 8/0", "icmp"): ("8/0",),
    ("ICMP types 0, 3, 8 and TCP 22", "icmp"): ("0", "3", "8"),
    ("ICMP type 8, 443/tcp", "icmp"): ("8",),
    ("ICMP type 3 code 4", "icmp"): ("3/4",),
    ("ICMP (type 3, code 4)", "icmp"): ("3/4",),
    ("ICMPv6 135-136", "icmpv6"): ("135", "136"),
    ("echo request (ICMP)", "icmp"): ("8",),
    ("ICMPv6 echo request", "icmpv6"): ("128",),
    ("ICMP echo reply", "icmp"): ("0",),
    ("ping", "icmp"): ("8",),
    ("ICMPv6 packet-too-big", "icmpv6"): ("2",),
    ("ICMPv6 neighbor discovery", "icmpv6"): ("133", "134", "135", "136"),
    ("ICMP Typ 8", "icmp"): ("8",),
    ("ICMP-Echo-Anforderungen", "icmp"): ("8",),
    ("ICMP tipo 8", "icmp"): ("8",),
    ("requêtes d'écho ICMP", "icmp"): ("8",),
    ("ICMP 类型 8", "icmp"): ("8",),
}
ALL = ["ICMP", "ICMP (1)", "1 (ICMP)", "Allow ICMP", "ICMP, TCP 8", "ICMP: any", "ICMP 0-255", "ICMP, 8 hosts"]


@pytest.mark.parametrize(("said", "types"), NAMED.items())
def test_the_messages_that_a_text_names(said: tuple[str, str], types: tuple[str, ...]) -> None:
    assert icmp_types(*said) == types


@pytest.mark.parametrize("text", ALL)
def test_a_text_that_names_none(text: str) -> None:
    assert icmp_types(text, "icmp") == ()


@pytest.mark.parametrize(
    ("port", "protocol", "purpose", "types"),
    [
        ("ICMP type 8", "ICMP", "Alive", ("8",)),
        ("8", "ICMP", "Alive", ("8",)),
        ("-", "ICMP", "Echo requests of the monitoring", ("8",)),
        ("-", "ICMP", "Ping and path MTU", UNSET),
        ("-", "ICMP", "Alive", UNSET),
    ],
)
def test_a_row_states_what_its_cells_name(port: str, protocol: str, purpose: str, types: object) -> None:
    rows = f"| {port} | {protocol} | {purpose} |\n| 443 | TCP | Web |\n"
    reading, _ = reading_of(source(f"# Widget\n\n| Port | Protocol | Purpose |\n|---|---|---|\n{rows}"))
    claim, _ = reading.claims
    assert (claim.transports, claim.icmp_types) == (("icmp",), types)


@pytest.mark.parametrize(
    ("cells", "types"),
    [("0, 8 | ICMP", ("0", "8")), ("0, 8 * | ICMP", ("0", "8")), ("8 | ICMP", ("8",)), ("0 | ICMP", UNSET)],
)
def test_a_cell_of_numbers_lists_the_types(cells: str, types: object) -> None:
    reading, findings = reading_of(source(f"# Ports\n\n| Port | Protocol |\n|---|---|\n| 22 | TCP |\n| {cells} |\n"))
    assert [each.icmp_types for each in reading.claims if each.transports == ("icmp",)] == [types]
    assert not [each for each in findings if each.code == "PS208"]


def test_a_list_in_running_text_begins_with_one_type_at_most() -> None:
    assert icmp_types("ICMP 8, 22", "icmp") == ("8",)
    assert icmp_types("ICMP 0, 22", "icmp") == ()
