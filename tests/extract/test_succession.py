"""A port whose place another takes stays closed; words for "instead of" name what goes, and not what comes."""

import pytest

from tests.reading import open_ports, page, reading_of

HOST = "# Ports\n\n## Hub server\n\nInbound ports:\n\n"


@pytest.mark.parametrize(
    "item",
    [
        "TCP 7032: use 8443 instead", "TCP 7032 is superseded; open 8443 instead", "TCP 7032. Instead, use TCP 8443.",
        "TCP 7032 – stattdessen TCP 8443 öffnen", "TCP 7032 ; ouvrez plutôt TCP 8443", "TCP 7032 、代わりに TCP 8443",
        "TCP 8443 replaces TCP 7032", "TCP 8443, which replaces the TCP port 7032", "TCP 8443 – ersetzt TCP 7032",
        "TCP 8443 – remplace TCP 7032", "TCP 8443 instead of TCP 7032", "7032の代わりに TCP 8443", "TCP 7032 대신 8443",
    ],
)  # fmt: skip
def test_what_another_port_replaces_is_not_opened(item: str) -> None:
    assert 7032 not in open_ports(f"{HOST}- {item}\n")


@pytest.mark.parametrize("remark", ["use port 8443 instead", "stattdessen 8443", "utilisez plutôt le port 8443"])
def test_nor_does_the_remark_of_a_row_open_it(remark: str) -> None:
    table = f"| Port | Protocol | Comment |\n|---|---|---|\n| 7032 | TCP | {remark} |\n| 9000 | TCP | agents |\n"

    assert open_ports(HOST + table) - {8443} == {9000}


@pytest.mark.parametrize(
    "item",
    [
        "TCP 8443: reports; use it instead of 7032",
        "TCP 8443 – agents. Do not open 7032 instead.",
        "TCP 8443 (TLS is used instead of plain text)",
        "TCP 8443: replaces the serial line",
        "TCP 9000, TCP 7032: use TCP 8443 instead. TCP 8443: agents",
    ],
)
def test_what_takes_its_place_is_opened(item: str) -> None:
    assert open_ports(f"{HOST}- {item}\n") & {8443, 7032} == {8443}


@pytest.mark.parametrize(
    "said", ["you can use port 2022 instead of 22", "Clients may connect to TCP port 2022 instead of TCP port 22"]
)
def test_another_port_that_may_be_chosen_is_not_asked_for(said: str) -> None:
    assert open_ports(f"# Hub server\n\nAllow inbound TCP port 22 from clients. Optionally, {said}.\n") == {22}


def test_a_port_that_gives_place_under_a_condition_depends_on_it() -> None:
    reading, _ = reading_of(page(f"{HOST}- TCP 8080: console. If TLS is on, TCP 8443 is used instead.\n"))
    needs = {port.start: (claim.need, claim.condition) for claim in reading.claims for port in claim.ports}

    assert needs[8080] == ("conditional", "If TLS is on, TCP 8443 is used instead")
