"""Numbers that are ports, numbers that only look so, and ports that have no number."""

import pytest

from portspec.extract.grammar.port_expression import parse_ports
from tests.reading import open_ports, page, reading_of

LONG = "9" * 5000
"""Python reads no number of so many digits."""
Stated = list[tuple[list[str], tuple[str, ...]]]


def stated(text: str) -> Stated:
    return [([str(each) for each in claim.ports], claim.transports) for claim in reading_of(page(text))[0].claims]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("from tcp/70 to tcp/90", [(["70-90"], ("tcp",))]),
        ("da udp/70 a udp/90", [(["70-90"], ("udp",))]),
        ("tcp/70 to udp/90", [(["70"], ("tcp",)), (["90"], ("udp",))]),
        ("TCP 70 (or change it to 90)", [(["70"], ("tcp",))]),
        ("70/tcp ~ 90/tcp", [(["70-90"], ("tcp",))]),
        ("TCP 90, source ports 1024-65535", [(["90"], ("tcp",))]),
        ("70 (Windows Server 2022)", [(["70"], ())]),
        ("70 (Windows Server 2016 and later)", [(["70"], ())]),
        ("2003 (Graphite)", [(["2003"], ())]),
        ("2003 relay, 70 (spare)", [(["2003", "70"], ())]),
        ("80 (siehe Anmerkung 2)", [(["80"], ())]),
        ("80（注 2 を参照）", [(["80"], ())]),
        ("80 (see entries 2 and 3, pages)", [(["80"], ())]),
        ("80 or 8530 (2. entry)", [(["80", "8530"], ())]),
        ("7 (echo), 9 (discard)", [(["7", "9"], ())]),
        ("80 (FTP 20)", [(["80", "20"], ())]),
        ("UDP 7, 9 (wake-up)", [(["7", "9"], ("udp",))]),
        ("80 (or 9)", [(["80", "9"], ())]),
        ("between 10000 and 50000", [(["10000-50000"], ())]),
        ("UDP-Ports zwischen 10000 und 50000", [(["10000-50000"], ("udp",))]),
        ("-1", [(["0-65535"], ())]),
        ("-1/-1", [(["0-65535"], ())]),
        ("80, 443\n5000-6000 TCP", [(["80", "443"], ()), (["5000-6000"], ("tcp",))]),
        ("80\n443\nTCP", [(["80", "443"], ("tcp",))]),
        ("70/tcp, 90/tcp", [(["70", "90"], ("tcp",))]),
        ("70/tcp - 90/udp", [(["70"], ("tcp",)), (["90"], ("udp",))]),
        ("70{0,1,12} tcp", [(["700", "701", "7012"], ("tcp",))]),
        ("udp 70{80..83}, 90", [(["7080-7083", "90"], ("udp",))]),
        ("700[0-3]", [(["7000-7003"], ())]),
    ],
)
def test_the_transport_may_be_named_again(text: str, found: Stated) -> None:
    assert [([str(each) for each in part.ports], part.transports) for part in parse_ports(text).parts] == found


def test_a_sentence_states_such_a_range() -> None:
    assert stated("# Ports\n\nOpen the ports from tcp/70 to tcp/90.\n") == [(["70-90"], ("tcp",))]


@pytest.mark.parametrize(
    "cell",
    [
        "Vendor-specific",
        "depends on the backend",
        "Provider dependent",
        "Defined by the trunk",
        "según el destino",
        "Konfigurierbar",
        "Custom",
        "Various",
        "WEB_PORTS",
        "Port of the job",
    ],
)
def test_a_cell_may_name_a_port_without_its_number(cell: str) -> None:
    reading, _ = reading_of(page(f"| Use | Port | Protocol |\n|---|---|---|\n| a | 7 | TCP |\n| b | {cell} | TCP |\n"))

    assert [(claim.dynamic, claim.transports) for claim in reading.claims] == [(None, ("tcp",)), (cell, ("tcp",))]


@pytest.mark.parametrize("cell", ["see below", "unknown", "customers", "Port of the whole job that runs"])
def test_other_words_are_a_finding(cell: str) -> None:
    reading, findings = reading_of(page(f"| Use | Port |\n|---|---|\n| a | 7 |\n| b | {cell} |\n"))

    assert (len(reading.claims), reading.unread, [each.code for each in findings]) == (1, 1, ["PS201"])


CLASSES = [
    "| Class | Ports |\n|---|---|\n| system | 0-1023 |\n| user | 1024-49151 |\n| dynamic | 49152-65535 |\n",
    "# Ports\n\n- System ports: 0-1023\n- User ports: 1024-49151\n",
    "# Ports\n\nThe ports 0-1023 need the rights of an administrator.\n",
]


@pytest.mark.parametrize("text", CLASSES)
def test_the_classes_of_all_ports_are_no_requirement(text: str) -> None:
    reading, findings = reading_of(page(text))

    assert (reading.claims, reading.rows, [each.code for each in findings]) == ((), 0, ["PS206"])


def test_dynamic_ports_by_themselves_are_one() -> None:
    assert stated("| Use | Port |\n|---|---|\n| RPC | 49152-65535 |\n") == [(["49152-65535"], ())]


@pytest.mark.parametrize(("name", "count"), [("Ports (default)", 1), ("Ports", 0)])
def test_a_fact_may_count_ports(name: str, count: int) -> None:
    assert len(stated(f"# Images\n\n| Name | Value |\n|---|---|\n| {name} | 104 |\n")) == count


@pytest.mark.parametrize(
    ("text", "count"), [("Never expose port 7 to the world: allow nobody.", 0), ("Open port 7.", 1)]
)
def test_a_warning_requires_nothing(text: str, count: int) -> None:
    assert len(stated(f"# Ports\n\n{text}\n")) == count


@pytest.mark.parametrize(
    ("item", "found"),
    [
        ("Open ports 1614/1615 between the nodes.", [(["1614", "1615"], ())]),
        ("Open ports 1614/7 between the nodes.", [(["1614"], ())]),
        ("80/443 端口已开放", [(["80", "443"], ())]),
        ("Port: 986 (IPC, with rights) or 104 (without)", [(["986", "104"], ())]),
        ("Port: 0 (a dynamic port) or 45454", [([], ()), (["45454"], ())]),
        ("Port: 45454. If the port is 0 it starts on a free port.", [(["45454"], ())]),
        ("TCP-Zielport 44 eingehend; dann wird auch TCP-Port 62 benötigt", [(["44", "62"], ("tcp",))]),
        ("Source port 70, TCP destination port 90", [(["90"], ("tcp",))]),
        ("1. External server ports", []),
        ("UDP ports between 100 and 500 must be open.", [(["100-500"], ("udp",))]),
        ("The host must be able to reach the others on port 44.", [(["44"], ())]),
    ],
)
def test_an_item_of_a_list(item: str, found: Stated) -> None:
    assert stated(f"# Ports\n\n- {item}\n") == found


@pytest.mark.parametrize(
    ("item", "protocol"),
    [
        ("IP protocol 50", "esp"),
        ("IP-Protokoll 50", "esp"),
        ("Protocole IP 47 (GRE)", "gre"),
        ("Протокол IP 51", "ah"),
        ("Protocol 41 inbound and outbound", "ipv6"),
    ],
)
@pytest.mark.parametrize("heading", ["Ports", "Firewallausnahmen"])
def test_the_number_of_a_protocol_is_no_port(item: str, protocol: str, heading: str) -> None:
    assert stated(f"# {heading}\n\n- {item}\n") == [([], (protocol,))]


@pytest.mark.parametrize(
    ("heading", "found", "codes"),
    [
        ("TCP 443", [(["443"], ("tcp",))], []),
        ("Port 8080 (HTTP)", [(["8080"], ())], []),
        ("53/udp - names", [(["53"], ("udp",))], []),
        ("Ports 5000-5010: media", [(["5000-5010"], ())], []),
        ("Port 80 is already in use", [], ["PS206"]),
        ("Changing port 8443", [], ["PS206"]),
        ("Version 8.1 of 2024", [], []),
    ],
)
def test_a_heading_may_be_the_title_of_a_port(heading: str, found: Stated, codes: list[str]) -> None:
    text = f"# Network\n\n## {heading}\n\nSome words.\n"

    assert stated(text) == found
    assert [each.code for each in reading_of(page(text))[1]] == codes


def test_a_heading_states_only_what_nothing_below_it_does() -> None:
    assert stated("## TCP 443\n\n| Port | Protocol |\n|---|---|\n| 443 | TCP |\n") == [(["443"], ("tcp",))]


@pytest.mark.parametrize("heading", ["Ingress", "Firewall rules", "Ports"])
@pytest.mark.parametrize("item", ["**443:** pages", "443 - pages", "`443` (pages)"])
def test_numbers_head_the_items_of_a_list_about_traffic(heading: str, item: str) -> None:
    assert stated(f"# Site\n\n## {heading}\n\n- {item}\n- 8800: tables\n") == [(["443"], ()), (["8800"], ())]


def test_numbers_of_steps_are_no_ports() -> None:
    assert stated("# Site\n\n## Firewall\n\n- 1: open it\n- 2: close it\n") == []


def test_a_fact_may_be_ports_with_their_transports() -> None:
    rows = "| Part | Needs |\n|---|---|\n| CPU | 4 cores |\n| Network | Inbound TCP 80 and TCP 443 |\n"

    assert stated(rows) == [(["80", "443"], ("tcp",))]


def test_the_name_of_the_suite_is_no_transport_beside_another() -> None:
    rows = "| Name | Port | Use |\n|---|---|---|\n| Browser | 7 | UDP port that returns which TCP/IP port is used |\n"

    assert stated(rows) == [(["7"], ("udp",))]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (LONG, "a number this long is above 65535, the highest port"),
        (f"{LONG} MB", "a number this long is a quantity"),
        (f"{LONG}-80", "the range runs backwards, a number this long to 80"),
        (f"80-{LONG}", "a number this long is above 65535, the highest port"),
        (f"> {LONG}", "a number this long is above 65535, the highest port"),
    ],
)
def test_a_number_with_more_digits_than_any_is_no_port(text: str, reason: str) -> None:
    found = parse_ports(text)
    assert not found.parts
    assert [fault.reason for fault in found.faults] == [reason]


def test_what_a_number_this_long_takes_out_stays_closed() -> None:
    table = f"| Port | Protocol |\n|---|---|\n| 1-90 except 80-{LONG} | TCP |\n"
    assert stated(f"# Ports\n\n{table}") == [(["1-79"], ("tcp",))]


@pytest.mark.parametrize(
    "text",
    [
        "The metrics ports are in the range 19000-19200 for ease", "Metrics ports range from 19000 to 19200",
        "Metrics ports lie between 19000 and 19200", "Die Metrik-Ports liegen im Bereich 19000-19200",
        "Les ports de métriques sont dans la plage 19000-19200", "As portas de métricas ficam na faixa 19000-19200",
        "Los puertos de métricas están en el rango 19000-19200", "Порты метрик находятся в диапазоне 19000-19200",
        "指标端口位于 19000-19200 范围内", "メトリクスポートは 19000-19200 の範囲です",
    ],
)  # fmt: skip
def test_the_range_of_the_ports_that_a_clause_is_about_is_theirs(text: str) -> None:
    assert {19000, 19200} <= open_ports(f"# Notes\n\n- {text}\n")


@pytest.mark.parametrize(
    "text",
    [
        "Ports are open. The IDs of stores range from 2000 to 3000.",
        "The ports are open; VLANs in the range 1100-1200.",
        "The ports of the switch have MTUs in the range 1500-9000.",
        "These ports serve addresses in the range 3000-4000.",
        "At least 16384 and 32768 are required.", "Ports: a memory of 4096 or 8192 is needed.",
    ],
)  # fmt: skip
def test_other_ranges_and_amounts_are_none(text: str) -> None:
    assert open_ports(f"# Notes\n\n- {text}\n") == set()


@pytest.mark.parametrize(
    "text",
    [
        "With a store, 3055 and 3056 are needed.", "3055 and 3056 are required for the store.", "3055 ve 3056 gerekir.",
        "Bei Bedarf werden 3055 und 3056 benötigt.",
    ],
)  # fmt: skip
def test_several_numbers_that_are_needed_where_ports_are_spoken_of_are_ports(text: str) -> None:
    assert open_ports(f"# Ports\n\n- Forward port 3050 to the host. {text}\n") == {3050, 3055, 3056}


@pytest.mark.parametrize(
    "text",
    [
        "Connection port: unless changed **3055**", "Verbindungs-Port: sofern nicht geändert **3055**",
        "Bağlantı portu: değiştirilmediyse **3055**", "Puerto de conexión: si no se ha cambiado **3055**",
        "接続ポート：変更していない場合 **3055**",
    ],
)  # fmt: skip
def test_a_port_unless_it_was_changed_is_the_default(text: str) -> None:
    assert open_ports(f"# Console\n\n- **Host:** its address. {text}.\n") == {3055}


def test_a_list_of_addresses_states_ports_on_a_page_about_ports() -> None:
    items = "## Access\n\n1. **Portal**: `http://hub.example:7101`\n2. **Admin** (web): `https://hub.example:7102/a`\n"

    assert open_ports(f"# Port map\n\n{items}") == {7101, 7102}
    assert open_ports(f"# Guide\n\n{items}") == set()


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("7101 (HTTP) / 7102 (TCP)", [(["7101"], ()), (["7102"], ("tcp",))]),
        ("7101（HTTP）、7102（TCP）", [(["7101"], ()), (["7102"], ("tcp",))]),
        ("7101, 7102 (TCP)", [(["7101", "7102"], ("tcp",))]),
        ("7101 (HTTP), 7102 (HTTPS), both TCP", [(["7101", "7102"], ("tcp",))]),
    ],
)
def test_a_transport_in_brackets_is_of_no_number_with_a_remark_of_its_own(cell: str, expected: Stated) -> None:
    assert stated(f"| Use | Port |\n|---|---|\n| hub | {cell} |\n") == expected


@pytest.mark.parametrize(
    "cell",
    [
        "SSH/port from configuration (`SftpPort`)", "SSH/porta da configurazione", "SSH/Port laut Konfiguration",
        "TCP/configured", "HTTPS/custom", "DB_PORT/tcp",
    ],
)  # fmt: skip
def test_a_port_that_is_configured_behind_its_service_has_no_number(cell: str) -> None:
    rows = "| web | TCP/7101 |\n| api | TCP/7102 |\n"
    reading, _ = reading_of(page(f"| Use | Protocol/port |\n|---|---|\n{rows}| files | {cell} |\n"))

    assert [bool(each.dynamic) for each in reading.claims] == [False, False, True]


def test_an_address_is_no_port_again_beside_the_port_that_it_has() -> None:
    items = "- **Port**: `7101`\n- **URL**: http://hub.example:7101\n- **API**: https://hub.example:7102/v1\n"

    assert stated(f"# Ports\n\n## Hub\n\n{items}") == [(["7101"], ()), (["7102"], ())]


@pytest.mark.parametrize(
    "text",
    [
        "Open the TCP AirPlay 2 port.", "The PostgreSQL 14 TCP port must be open.", "- Log4j 2 port (TCP)",
        "- The Windows 11 port must be open (TCP).", "PostgreSQL 14 端口必须开放（TCP）。",
        "AirPlay 2 ポート（TCP）を開放してください。",
        "AirPlay 2 포트(TCP)를 여십시오.", "Der AirPlay-2-Port (TCP) muss offen sein.",
        "De AirPlay 2-poort (TCP) moet open zijn.",
    ],
)  # fmt: skip
def test_the_version_of_what_has_a_port_is_no_port(text: str) -> None:
    assert stated(f"# Mill\n\n## Node\n\n{text}\n") == []


@pytest.mark.parametrize(
    "text", ["- PostgreSQL 14 port: 5433/tcp", "- Sensor 4 port: 5433/tcp", "- Node 2 port 5433/tcp"]
)
def test_the_port_of_a_version_or_a_numbered_host_is_read(text: str) -> None:
    assert stated(f"# Mill\n\n## Node\n\n{text}\n") == [(["5433"], ("tcp",))]


@pytest.mark.parametrize(
    ("text", "port"),
    [
        ("The TCP 7 port must be open.", "7"),
        ("The Echo 7 port (TCP) must be open.", "7"),
        ("Open 17 port (TCP).", "17"),
    ],
)
def test_a_low_port_with_no_name_of_another_thing_is_read(text: str, port: str) -> None:
    assert stated(f"# Mill\n\n## Node\n\n{text}\n") == [([port], ("tcp",))]


@pytest.mark.parametrize(
    "said",
    [
        "TCP on roughly 100 common ports", "TCP auf etwa 100 üblichen Ports", "TCP sur environ 100 ports courants",
        "TCP en aproximadamente 100 puertos", "TCP su circa 100 porte comuni", "TCP em cerca de 100 portas",
        "TCP op ongeveer 100 poorten", "TCP на примерно 100 портах", "TCP na około 100 portach",
        "TCP na přibližně 100 portech", "TCP på ungefär 100 portar", "TCP 大约 100 个常用端口", "TCP yaklaşık 100 port",
    ],
)  # fmt: skip
def test_about_how_many_ports_there_are_is_no_port(said: str) -> None:
    text = f"# Ports\n\n| Host | Port |\n|---|---|\n| names | 7101/udp |\n| nodes | {said} |\n"
    reading, findings = reading_of(page(text))
    assert [str(port) for each in reading.claims for port in each.ports] == ["7101"]
    assert any(each.place and said in each.place.quote for each in findings)


@pytest.mark.parametrize(
    "said", ["tüm bağlantı noktaları", "herhangi bir bağlantı noktası", "az összes port", "все порты"]
)
def test_all_ports_of_an_end_are_named_behind_it(said: str) -> None:
    assert [str(each) for part in parse_ports(f"relay: {said}").parts for each in part.ports] == ["0-65535"]
