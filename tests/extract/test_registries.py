"""Registries: on a page about ports each list with numbers is read or told, whatever stands above it."""

import pytest

from tests.reading import open_ports, page, reading_of

TITLES = [
    "Port registry",
    "ports_registry.md",
    "PORT_MAP",
    "Реестр портов",
    "Dienste und Ports",
    "Portas dos serviços",
    "Liste des ports",
    "Puertos del proyecto",
    "端口分配",
    "ポート一覧",
]
NESTED = "# {}\n\n## Ranges\n\n### 5400-5499 Core\n\n{}\n\n### 5600-5699 Other\n\n- 5601: Metrics\n- 5602: Charts\n"


@pytest.mark.parametrize("title", TITLES)
def test_numbers_with_names_are_read_below_titles_of_their_own(title: str) -> None:
    text = NESTED.format(title, "- 5410: Store (host -> container)")

    assert open_ports(text) == {5410, 5601, 5602}


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("item", ["Store: {}", "Store - {}", "Store ({})", "`{}` Store", "{} = Store"])
def test_what_a_list_of_such_a_page_leaves_open_is_told(title: str, item: str) -> None:
    items = "\n".join(f"- {item.format(number)}" for number in (5410, 5411))
    reading, findings = reading_of(page(NESTED.format(title, items)))

    claimed = {each.start for claim in reading.claims for each in claim.ports}
    told = {each.place.line for each in findings if each.place}
    assert all(number in claimed or line in told for line, number in ((7, 5410), (8, 5411)))


@pytest.mark.parametrize("title", ["Store guide", "Portable store", "Import_portal", "Transportliste"])
def test_no_other_page_is_asked_for_its_numbers(title: str) -> None:
    _, findings = reading_of(page(NESTED.format(title, "- Rows: 5410\n- Columns: 5411")))

    assert [each.code for each in findings if each.code in ("PS204", "PS208")] == []


def test_quantities_of_such_a_page_are_no_numbers_of_ports() -> None:
    items = "- 1024 MB of memory\n- 5 years\n- Since 2023: a new store"
    _, findings = reading_of(page(f"# Ports\n\n## Store\n\n### Needs\n\n{items}\n"))

    assert [each.code for each in findings if each.code in ("PS204", "PS208")] == []


@pytest.mark.parametrize(
    "item",
    [
        "Activated at: 2025-09-17 22:17",
        "Letzte Änderung: 2025-09-17 20:22:05",
        "Actualizado: 2025-09-17T20:22",
        "Protokol řízení front (AMQP) 1,0 (AMQP)",
        "HTTP 1,1 s TLS (HTTPS)",
    ],
)
def test_times_of_dates_and_versions_are_no_ports(item: str) -> None:
    text = f"# Ports\n\n## Broker ports\n\n- Port: 7101\n- {item}\n"

    assert open_ports(text) == {7101}
    assert [each.code for each in reading_of(page(text))[1] if each.code == "PS208"] == []


@pytest.mark.parametrize("said", ["TCP/HTTP", "HTTP/TCP", "TCP (HTTPS)"])
def test_a_transport_with_what_runs_above_it_is_one(said: str) -> None:
    reading, _ = reading_of(page(f"# Ports\n\n### Console\n\n- Port: 7101\n- Protocol: {said}\n"))

    assert [claim.transports for claim in reading.claims] == [("tcp",)]


@pytest.mark.parametrize("head", ["admin_port", "Admin_Port", "port_admin"])
def test_a_header_may_be_a_name(head: str) -> None:
    text = f"# Agents\n\n| sink | port | {head} |\n|---|---|---|\n| a | 7101 | 7201 |\n| b | 7102 | 7202 |\n"

    assert open_ports(text) == {7101, 7102, 7201, 7202}


WAYS = [
    ("Incoming", "Outgoing", "Blocked (Default)", "Open (Default)", "Outbound only."),
    ("Inbound", "Outbound", "No", "Yes", "Configure outbound traffic."),
    ("Eingehend", "Ausgehend", "Nein", "Ja", "Nur ausgehend."),
    ("Entrant", "Sortant", "Non", "Oui", "Connexions sortantes."),
    ("Bejövő", "Kimenő", "Letiltva (alapértelmezett)", "Megnyitás (alapértelmezett)", "Kimenő kapcsolatok."),
]


@pytest.mark.parametrize(("inbound", "outbound", "no", "yes", "told"), WAYS)
def test_a_no_both_ways_closes_whatever_the_row_tells(
    inbound: str, outbound: str, no: str, yes: str, told: str
) -> None:
    rows = f"| TCP | 7101 | {no} | {no} | {told} |\n| TCP | 7102 | {no} | {yes} | {told} |\n"
    head = f"| Protocol | Port | {inbound} | {outbound} | Guidance |\n|---|---|---|---|---|\n"
    reading, _ = reading_of(page(f"# Firewall\n\n{head}{rows}"))

    assert [(claim.direction, claim.need) for claim in reading.claims] == [("both", "denied"), ("outbound", "required")]


COUNTED = [
    "1. rdp/7101<br><br>2. https/7102",
    "1.tcp/7101<br>2.udp/7102",
    "1) 7101<br>2) 7102<br>",
    "1. TCP 7101<br>2. UDP 7102",
]


@pytest.mark.parametrize("cell", COUNTED)
def test_numbers_that_count_the_lines_of_a_cell_are_no_ports(cell: str) -> None:
    assert open_ports(f"# Ports\n\n| Service | Port |\n|---|---|\n| Store | {cell} |\n") == {7101, 7102}


@pytest.mark.parametrize(
    ("cell", "ports"),
    [("7<br>9", {7, 9}), ("1<br>2", {1, 2}), ("13) daytime", {13})],
)
def test_small_ports_on_lines_of_a_cell_are_ports(cell: str, ports: set[int]) -> None:
    assert open_ports(f"# Ports\n\n| Service | Port |\n|---|---|\n| Store | {cell} |\n| Mail | 25 |\n") == {*ports, 25}
