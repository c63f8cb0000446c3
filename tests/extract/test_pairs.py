"""Items that give ports to several names, a way in brackets before a transport, items of all ports, arrows at ports."""

import pytest

from tests.reading import page, reading_of

LIST = "# Mill\n\nThe following ports must be open:\n\n- Login: 22/tcp\n- {}\n"


def stated(item: str) -> list[tuple[str, str, str]]:
    claims = reading_of(page(LIST.format(item)))[0].claims[1:]
    return [(",".join(map(str, each.ports)), "/".join(each.transports), each.direction) for each in claims]


@pytest.mark.parametrize(
    ("item", "ports"),
    [
        ("3000 for http and 1443 for https - pages of the mill", "3000,1443"),
        ("Ports 80 for http, 443 for https and 8080 for the console", "80,443,8080"),
        ("80: http, 443: https", "80,443"),
        ("80 http / 443 https", "80,443"),
        ("80 für http und 443 für https", "80,443"),
        ("3000 для http и 1443 для https - для доступа к мельнице", "3000,1443"),
        ("80 pour http et 443 pour https", "80,443"),
        ("80端口用于HTTP，443端口用于HTTPS", "80,443"),
        ("http için 80 ve https için 443", "80,443"),
        ("LDAP 389 or LDAPS 636", "389,636"),
        ("Console port 7101 oder API-Port 7102", "7101,7102"),
    ],
)
def test_each_of_several_names_has_a_port(item: str, ports: str) -> None:
    assert stated(item) == [(ports, "", "unstated")]


@pytest.mark.parametrize(
    "item", ["8080 users and 900 groups", "2019 for http and 2022 for https", "Console, 8443 users and 12 groups"]
)
def test_numbers_that_count_are_no_ports(item: str) -> None:
    assert stated(item) == []


def test_a_condition_of_one_name_is_not_that_of_another() -> None:
    claims = reading_of(page(LIST.format("443 for agents, if TLS is on, and 80 for others")))[0].claims
    assert [(str(port), each.need) for each in claims for port in each.ports] == [
        ("22", "required"),
        ("443", "conditional"),
    ]


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("5060 (inbound, UDP) and 5070 (inbound, TCP)", [("5060", "udp", "inbound"), ("5070", "tcp", "inbound")]),
        ("5060 (inbound UDP), 5070 (outbound TCP)", [("5060", "udp", "inbound"), ("5070", "tcp", "outbound")]),
        ("Ports 7101 und 7102 (ausgehend, TCP) für Berichte", [("7101,7102", "tcp", "outbound")]),
        ("порты 7101 и 7102 (исходящие, TCP)", [("7101,7102", "tcp", "outbound")]),
        ("ports 7101 et 7102 (sortant, TCP)", [("7101,7102", "tcp", "outbound")]),
        ("443 in/out TCP", [("443", "tcp", "both")]),
    ],
)
def test_a_way_in_brackets_leads_to_a_transport(item: str, expected: list[tuple[str, str, str]]) -> None:
    assert stated(item) == expected


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("All TCP ports", [("0-65535", "tcp", "unstated")]),
        ("Outbound UDP: all", [("0-65535", "udp", "outbound")]),
        ("Alle TCP-Ports", [("0-65535", "tcp", "unstated")]),
        ("Tous les ports TCP", [("0-65535", "tcp", "unstated")]),
        ("все порты TCP", [("0-65535", "tcp", "unstated")]),
        ("所有TCP端口", [("0-65535", "tcp", "unstated")]),
        ("All nodes", []),
        ("All TCP ports listed above", []),
    ],
)
def test_an_item_may_be_nothing_but_all_ports(item: str, expected: list[tuple[str, str, str]]) -> None:
    assert stated(item) == expected


@pytest.mark.parametrize("item", ["All traffic", "All inbound traffic", "Any", "所有流量"])
def test_an_item_of_all_traffic_is_told(item: str) -> None:
    reading, findings = reading_of(page(LIST.format(item)))
    assert len(reading.claims) == 1
    assert "PS206" in [each.code for each in findings]


@pytest.mark.parametrize(
    ("item", "ends"),
    [
        ("8443 → web console", (None, None)),
        ("Web console => 8443/tcp", (None, None)),
        ("agents → 8443/tcp", ("agents", None)),
        ("agents → hub: 8443/tcp", ("agents", "hub")),
    ],
)
def test_a_port_beside_an_arrow_is_no_end(item: str, ends: tuple[str | None, str | None]) -> None:
    claim = reading_of(page(LIST.format(item)))[0].claims[-1]
    assert (claim.source, claim.destination) == ends
