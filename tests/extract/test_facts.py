"""Facts: ports that stand as values of a name, in one column or several, and as addresses of services."""

import pytest

from tests.reading import page, reading_of


def ports(text: str) -> list[int]:
    reading, _ = reading_of(page(text))
    return [each.start for claim in reading.claims for each in claim.ports]


@pytest.mark.parametrize(
    ("head", "name", "values", "expected"),
    [
        ("Requirement | Minimum | Recommended", "Ports", "8765 (pages) | 8765 + 8100 (health)", [8765, 8100]),
        ("Feature | 5.x | 6.x", "Web port", "443 | 8443", [443, 8443]),
        ("Item | Value | Notes", "Network ports", "443, 8443 | Open on the firewall", [443, 8443]),
        ("Requisito | Mínimo | Recomendado", "Puertos", "443, 8443 | 443, 8443, 9443", [443, 8443, 9443]),
        ("項目 | 最小 | 推奨", "ポート", "443, 8443 | 443, 8443, 9443", [443, 8443, 9443]),
        ("Category | Requirement | Details", "Network | Open ports", "TCP 443, 8443", [443, 8443]),
        ("Item | Need | How", "Ports", "443, 8443 | firewall-cmd --add-port=9443/tcp --permanent", [443, 8443]),
        ("需求项 | 要求 | 参考", "端口", "443、8443 | firewall-cmd --add-port=443/tcp", [443, 8443]),
    ],
)
def test_a_name_that_speaks_of_ports_has_them_in_each_case(
    head: str, name: str, values: str, expected: list[int]
) -> None:
    memory = f"Memory | 4 GB | {'8 GB' if name.count('|') == 0 else ''}"

    assert ports(f"# Needs\n\n| {head} |\n|---|---|---|\n| {memory} |\n| {name} | {values} |\n") == expected


@pytest.mark.parametrize("row", ["Ports | 24 | 48", "Uplink ports | 2 | 4", "Port speed | 1000 | 10000"])
def test_the_ports_of_a_device_are_counted(row: str) -> None:
    assert ports(f"# Models\n\n| Model | A | B |\n|---|---|---|\n| Memory | 4 GB | 8 GB |\n| {row} |\n") == []


def test_the_other_rows_of_such_a_table_are_about_something_else() -> None:
    _, findings = reading_of(
        page("# Needs\n\n| Item | Least | Best |\n|---|---|---|\n| Engine | 20 | 24 |\n| Ports | 8765 | 8765 |\n")
    )

    assert "PS208" not in [each.code for each in findings]


ADDRESSES = "| {} | Purpose |\n|---|---|\n| http://192.0.2.12:3001 | Charts |\n| http://192.0.2.12:9443/ | Console |\n"


@pytest.mark.parametrize(
    ("title", "head"),
    [
        ("# Port registry\n\n## Published", "URL"),
        ("# Access\n\n## Service endpoints", "Address"),
        ("# 服务地址", "网址"),
    ],
)
def test_addresses_state_ports_where_the_page_speaks_of_them_or_of_services(title: str, head: str) -> None:
    assert ports(f"{title}\n\n{ADDRESSES.format(head)}") == [3001, 9443]


def test_addresses_elsewhere_and_those_of_one_service_are_links() -> None:
    assert ports(f"# Links\n\n{ADDRESSES.format('URL')}") == []
    assert ports(f"# Endpoints\n\n{ADDRESSES.format('URL').replace('3001', '9443')}") == []


def test_numbers_with_names_are_ports_on_a_page_about_ports() -> None:
    items = "**Production:**\n\n- **8080** - pages\n- **9000** - console\n"

    assert ports(f"# Port overview\n\n## Notes\n\n### For users\n\n{items}") == [8080, 9000]
    assert ports(f"# Overview\n\n## Notes\n\n### For users\n\n{items}") == []


def test_a_name_of_a_direction_and_a_transport_has_both_for_the_port_of_its_value() -> None:
    rows = "| Outbound UDP | Port 7103 to relay servers |\n| Inbound TCP | Port 7104 from agents |\n"
    reading, _ = reading_of(page(f"# Network requirements\n\n| Item | Value |\n|---|---|\n{rows}"))
    said = [(each.direction, each.transports, each.source, each.destination) for each in reading.claims]
    assert said == [("outbound", ("udp",), None, "relay servers"), ("inbound", ("tcp",), "agents", None)]


@pytest.mark.parametrize("name", ["Firewall", "Network", "Ports"])
def test_a_blank_column_between_names_and_values_is_none(name: str) -> None:
    value = "The mesh port must be open to incoming traffic:<br>- Source: any<br>- Destination: 7541, 7542 TCP"
    table = f"| Part | | What it takes |\n|---|---|---|\n| Memory | | 4 GB |\n| {name} | | {value} |\n"
    claims = reading_of(page(f"# Needs\n\n{table}"))[0].claims
    found = [(each.transports, each.direction, [port.start for port in each.ports]) for each in claims]
    assert found == [(("tcp",), "inbound", [7541, 7542])]


RESERVED = [
    "예약됨",
    "예약",
    "예약 포트",
    "향후 사용을 위해 예약됨",
    "관리자용 예약",
    "予約",
    "予約済み",
    "reserviert",
    "reserved",
]
BOOKINGS = [
    "예약 전송",
    "예약 서비스",
    "予約送信",
    "予約システム",
    "预订服务",
    "Reservierungsdienst",
    "reservation transfer",
]


def test_a_word_for_a_booking_holds_no_port() -> None:
    for words_, held in ((RESERVED, True), (BOOKINGS, False)):
        texts = {said: f"# Mill\n\n## Hub servers\n\n- 7101/tcp inbound: {said}\n" for said in words_}
        found = {said: [each.reserved for each in reading_of(page(text))[0].claims] for said, text in texts.items()}
        assert found == {said: [held] for said in words_}
