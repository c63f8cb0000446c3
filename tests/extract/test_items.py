"""What words a number is a port beside, in lists and sentences of every script."""

import pytest

from tests.reading import page, reading_of

Stated = list[tuple[str, tuple[str, ...]]]
NONE, TCP, UDP = (), ("tcp",), ("udp",)


def stated(text: str) -> Stated:
    return [(",".join(map(str, each.ports)), each.transports) for each in reading_of(page(text))[0].claims]


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("使用TCP端口443进行管理", [("443", TCP)]),
        ("SSH端口22", [("22", NONE)]),
        ("`9000/TCP`和`9000/UDP`：监控", [("9000", TCP), ("9000", UDP)]),
        ("管理画面はTCPポート8443を使う", [("8443", TCP)]),
        ("TCP to the Server-Ports 8081, 8082", [("8081,8082", TCP)]),
        ("20 (data), 21 (control)", [("20,21", NONE)]),
        ("Events: 7001 (send) and 7002 (receive)", [("7001,7002", NONE)]),
        ("Sync: 7003 [note 12]", [("7003", NONE)]),
        ("Media: 7100 to 7109 (10 ports)", [("7100-7109", NONE)]),
        ("Web [port 8080]", [("8080", NONE)]),
        ("[ ] **8069** - Web, reached by browsers", [("8069", NONE)]),
        ("[x] `8070`: API (LAN only)", [("8070", NONE)]),
        ("✅ 8443 - Web", [("8443", NONE)]),
        ("❓ `5405-5412` : heartbeat (UDP)", [("5405-5412", UDP)]),
        ("✗ 9000 - Probe", []),
        ("[1] 9001 - Probe", []),
        ("Probes: tcp/7100-tcp/7109", [("7100-7109", TCP)]),
        ("Forward tcp/7100 to tcp/7109", [("7100,7109", TCP)]),
        ("The server port (8000) need not be opened to the outside", []),
        ("서버 포트(8000)를 열 필요는 없습니다", []),
    ],
)
def test_an_item_of_a_list_of_ports(item: str, expected: Stated) -> None:
    assert stated(f"# Ports\n\n- {item}\n") == expected


@pytest.mark.parametrize(
    ("sign", "need"), [("❌", "denied"), ("🛑", "denied"), ("❎", "denied"), ("❓", "optional"), ("✅", "required")]
)
def test_a_sign_before_a_port_says_whether_it_is_needed(sign: str, need: str) -> None:
    claims = reading_of(page(f"# Inbound TCP ports\n\n- {sign} 8443: relay\n- 8444: web\n"))[0].claims
    assert [claim.need for claim in claims] == [need, "required"]


LAYOUTS = """\
# Ports of the relay

- {0} 1 ({1})
  - TCP 7101
- {0} 2:
  - TCP 7102
"""


@pytest.mark.parametrize("name", ["Layout", "Variante", "トポロジ", "방식", "方案"])
def test_a_number_that_counts_titles_is_no_port(name: str) -> None:
    assert stated(LAYOUTS.format(name, "x")) == [("7101", TCP), ("7102", TCP)]


@pytest.mark.parametrize(
    "text",
    [
        "Each host needs 2 ports. Open the cabinet with its 24 ports.",
        "# Ports\n\n- Every node requires 4 ports\n",
        "| Port | Use |\n|---|---|\n| Port of the console + 1 | logs |\n",
    ],
)
def test_no_number_is_a_port_that_counts_or_is_added(text: str) -> None:
    assert stated(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "1. `22/tcp`\n   - Purpose: logins\n   - Source: admin networks\n   - Direction: inbound\n",
        "- Logins\n  - Protocol: TCP\n  - Port: 22\n  - Source: admin networks\n  - Direction: inbound\n",
    ],
)
def test_items_below_or_beside_state_the_other_facts_of_a_port(text: str) -> None:
    (claim,) = reading_of(page(f"# Ports\n\n{text}"))[0].claims

    assert (claim.source, claim.destination, claim.transports, claim.direction) == (
        "admin networks", None, TCP, "inbound",
    )  # fmt: skip


@pytest.mark.parametrize("value", ["random", "dynamic", "éphémère"])
def test_a_field_may_hold_no_number(value: str) -> None:
    (claim,) = reading_of(page(f"# Ports\n\n- Driver\n  - Port: {value}\n"))[0].claims

    assert claim.dynamic == value


def test_neighbours_state_the_transport_of_an_item() -> None:
    text = "# Ports\n\n- Console\n    - Port: 9443\n    - Protocol: TCP\n- Time\n    - Port: 123\n    - Protocol: UDP\n"

    assert stated(text) == [("9443", TCP), ("123", UDP)]


FACTS = "| Property | Value |\n|---|---|\n| Memory | 2 GB |\n| Disks | 4 |\n| {} |\n"


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("Firewall ports | SSH 22, API 8000", [("22,8000", NONE)]),
        ("Puertos | 80/tcp, 53/udp", [("80", TCP), ("53", UDP)]),
        ("Default port | 8080", [("8080", NONE)]),
        ("Ports | 24", []),
        ("Ports | 2 x 1 GbE", []),
        ("Number of ports | 4096", []),
        ("http.port | 9200", [("9200", NONE)]),
    ],
)
def test_a_row_of_facts(row: str, expected: Stated) -> None:
    assert stated(FACTS.format(row)) == expected


def test_an_item_that_states_ports_names_no_host_of_the_table_below() -> None:
    reading, _ = reading_of(page("# Ports\n\n- TCP 99\n- 1000/udp\n\n| Port | Protocol |\n|---|---|\n| 443 | TCP |\n"))
    assert [each.role for each in reading.claims] == [None, None, None]


GLOSSED = {
    "For the console: `8100` (http), `6101` (sockets), and `22` (SSH, or a custom port)": [8100, 6101, 22],
    "The relay needs 1935 (streams), 8188 (tunnel), 5180-5189 (admin)": [1935, 8188, 5180],
    "Für die Konsole: 8100 (Web), 6101 (Terminal) und 2222 (SSH)": [8100, 6101, 2222],
    "Tested with 2019 (Standard), 2022 (Datacenter)": [],
    "Sizes: 512 (small), 1024 (large) MB": [],
}


@pytest.mark.parametrize(("item", "ports"), GLOSSED.items())
def test_numbers_with_their_services_in_brackets(item: str, ports: list[int]) -> None:
    reading, _ = reading_of(page(f"# Console\n\nOpen these ports on your firewall:\n\n- {item}\n- 443/tcp: web\n"))
    first = [each for claim in reading.claims[:-1] for each in claim.ports]
    assert [each.start for each in first] == ports


@pytest.mark.parametrize(
    ("item", "transports", "dynamic"),
    [
        ("Dynamic RPC ports", (), True),
        ("Puertos dinámicos RPC", (), True),
        ("ICMP (for health checks of the nodes)", ("icmp",), False),
        ("ICMPv4 e ICMPv6 (si se usa el módulo)", ("icmpv6",), False),
    ],
)
def test_what_has_no_number_is_an_item_of_its_own(item: str, transports: tuple[str, ...], *, dynamic: bool) -> None:
    reading, _ = reading_of(page(f"# Hub ports\n\n- TCP 445\n- {item}\n"))
    claim = reading.claims[-1]
    assert (claim.ports, claim.transports, claim.dynamic is not None) == ((), transports, dynamic)


@pytest.mark.parametrize(
    "said",
    [
        "This page describes the TCP ports that the hub uses.", "Diese Seite beschreibt die TCP-Ports des Hubs.",
        "Cette page décrit les ports TCP du hub.", "En esta página se describen los puertos TCP.",
        "На этой странице описаны порты TCP.", "このページでは TCP ポートについて説明します。", "本页列出 TCP 端口。",
    ],
)  # fmt: skip
def test_what_a_page_says_that_it_is_about_holds_for_all_of_it(said: str) -> None:
    assert stated(
        f"# Hub\n\n## Overview\n\n{said}\n\n## Calls\n\n| Service | Port |\n|---|---|\n| Calls | 4170 |\n"
    ) == [("4170", TCP)]


@pytest.mark.parametrize(
    "item", ["4170/tcp, inbound: jobs", "4170/tcp, entrada: pedidos", "4170/tcp (eingehend): Anrufe"]
)
def test_a_direction_before_a_colon_is_of_the_ports_before_it_where_none_follow(item: str) -> None:
    reading, _ = reading_of(page(f"# Hub ports\n\n- {item}\n"))
    assert [claim.direction for claim in reading.claims] == ["inbound"]


@pytest.mark.parametrize(
    "said",
    ["Port 443 is used in the examples since 443 is the default port for calls.", "Der Port 443 dient als Beispiel."],
)
def test_a_port_of_examples_is_not_asked_for(said: str) -> None:
    assert stated(f"# Hub\n\n{said}\n") == []


@pytest.mark.parametrize(
    ("item", "opened", "needs"),
    [
        ("80 and optionally 443 for the mill", {80: "required", 443: "optional"}, 2),
        ("80 und optional 443 für die Mühle", {80: "required", 443: "optional"}, 2),
        ("80 et éventuellement 443 pour le moulin", {80: "required", 443: "optional"}, 2),
        ("80 e opcionalmente 443 para o moinho", {80: "required", 443: "optional"}, 2),
        ("80 e facoltativamente 443 per il mulino", {80: "required", 443: "optional"}, 2),
        ("80 en eventueel 443 voor de molen", {80: "required", 443: "optional"}, 2),
        ("80 i opcjonalnie 443 dla młyna", {80: "required", 443: "optional"}, 2),
        ("80 и при необходимости 443 для мельницы", {80: "required", 443: "optional"}, 2),
        ("80 a volitelně 443 pro mlýn", {80: "required", 443: "optional"}, 2),
        ("80 ve isteğe bağlı olarak 443", {80: "required", 443: "optional"}, 2),
        ("80，可选 443", {80: "required", 443: "optional"}, 2),
        ("TCP 9080, 9081 (optional), 9082", {9080: "required", 9081: "optional", 9082: "required"}, 2),
        ("TCP 9080 (if LDAP is used), 9082", {9080: "conditional", 9082: "required"}, 2),
        ("TCP 9080, 9081 (optional)", {9080: "optional", 9081: "optional"}, 1),
        ("TCP 9080 and 9081", {9080: "required", 9081: "required"}, 1),
    ],
)
def test_what_is_said_of_one_of_several_ports_is_said_of_it_alone(
    item: str, opened: dict[int, str], needs: int
) -> None:
    claims = reading_of(page(f"# Ports\n\n- {item}\n"))[0].claims
    assert {each.start: claim.need for claim in claims for each in claim.ports} == opened
    assert len(claims) == needs


def test_ways_in_brackets_are_those_of_the_ports_before_them() -> None:
    claims = reading_of(page("# Ports\n\n- UDP 9080 (inbound), 9082 (outbound)\n"))[0].claims
    assert {each.start: claim.direction for claim in claims for each in claim.ports} == {
        9080: "inbound",
        9082: "outbound",
    }


def test_several_names_may_have_their_ports_in_brackets() -> None:
    text = "# Ports\n\nThese TCP ports are used:\n\n- heron (4101) or wren (4102, 4103)\n- mill (3 nodes)\n"
    assert stated(text) == [("4101,4102,4103", TCP)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("For each of them, the 'TCP' forwarding is needed.", TCP),
        ("They all use UDP.", UDP),
        ("Für jeden davon ist TCP nötig.", TCP),
        ("Todos ellos usan UDP.", UDP),
        ("いずれもTCPです。", TCP),
        ("它们都使用TCP协议。", TCP),
        ("Not all of them are TCP.", NONE),
        ("The mill talks TCP to the hub.", NONE),
    ],
)
def test_a_word_for_all_of_them_stands_for_the_ports_below(sentence: str, expected: tuple[str, ...]) -> None:
    assert stated(f"# Ports\n\nForward the ports below. {sentence}\n\n- Web: 80\n") == [("80", expected)]


def test_the_first_of_a_list_may_stand_right_behind_letters_without_blanks() -> None:
    assert stated("# 防火墙\n\n至少要放通22、80、8080 端口。\n") == [("22,80,8080", NONE)]
    assert stated("# 防火墙\n\n服务器1、2需要开放端口 8080。\n") == [("8080", NONE)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("监听端口，默认为8443", [("8443", NONE)]),
        ("监听端口默认为80", [("80", NONE)]),
        ("服务器1需要开放端口 8443", [("8443", NONE)]),
        ("サーバー1はポート8443を使う", [("8443", NONE)]),
        ("网页服务器2019", []),
        ("交换机24口", []),
    ],
)
def test_a_number_behind_letters_without_blanks_is_no_part_of_a_name_that_it_ends_or_that_goes_on(
    text: str, expected: Stated
) -> None:
    assert stated(f"# 端口\n\n- {text}\n") == expected


def test_a_list_of_ports_that_is_indented_as_code_is_one() -> None:
    text = (
        "# Ports of Mill\n\n## All nodes\n\nThe following ports must be open:\n\n    TCP/7122 for consoles\n\n"
        "* store\n\n        TCP/7380\n        UDP/7400-7410\n"
    )
    reading, _ = reading_of(page(text))
    found = [(claim.transports, claim.ports[0].start, claim.provenance.line) for claim in reading.claims]
    assert found == [(("tcp",), 7122, 7), (("tcp",), 7380, 11), (("udp",), 7400, 12)]


@pytest.mark.parametrize(
    "code",
    [
        "    telnet hub 7122/tcp\n",
        "    tcp        0      0 0.0.0.0:7122  LISTEN\n",
        "    7122\n",
        "    100005 1 udp 7122 mountd\n",
        "```text\nTCP/7122\nlistening\n```\n",
    ],
)
def test_other_code_is_no_list_of_ports(code: str) -> None:
    reading, _ = reading_of(page(f"# Ports of Mill\n\n## All nodes\n\nTest the ports:\n\n{code}"))
    assert reading.claims == ()


FIELDS = [
    ("Required", "no", "optional"),
    ("Required", "only with replication", "conditional"),
    ("Required", "yes", "required"),
    ("Erforderlich", "nein", "optional"),
    ("Exposed", "no", "denied"),
    ("Öffentlich", "nein", "denied"),
    ("Blocked", "yes", "denied"),
    ("Scope", "localhost", "local"),
    ("Deprecated", "yes", "retired"),
    ("Obsolète", "oui", "retired"),
]


@pytest.mark.parametrize(("name", "value", "need"), FIELDS)
def test_what_a_nested_item_answers_is_said_of_the_port_beside_it(name: str, value: str, need: str) -> None:
    text = f"# Hub ports\n\n- Console\n  - Port: 7101\n  - Protocol: TCP\n  - {name}: {value}\n- Log\n  - Port: 7102\n"
    reading, _ = reading_of(page(text))
    assert [(each.ports[0].start, each.need) for each in reading.claims] == [(7101, need), (7102, "required")]


def test_items_that_begin_with_an_answer_say_nothing_of_each_other() -> None:
    reading, _ = reading_of(page("# Hub\n\n- Required: TCP 7101 inbound\n- Optional: TCP 7102 inbound\n"))
    assert [each.need for each in reading.claims] == ["required", "optional"]


@pytest.mark.parametrize(
    ("title", "above", "role"),
    [
        ("Members", "Votes (inbound)", "Members"),
        ("Relay servers", "Metrics (inbound):", "Relay servers"),
        ("Knoten", "Messwerte (eingehend)", "Knoten"),
        ("Relay servers", "Cache nodes (inbound)", "Cache nodes"),
    ],
)
def test_an_item_above_others_names_no_host_below_the_title_of_one(title: str, above: str, role: str) -> None:
    text = f"# Heron\n\n## {title}\n\n- {above}\n  - TCP 7101-7103 and TCP 7105\n  - UDP 7101\n"
    reading, _ = reading_of(page(text))
    assert {(claim.role, claim.direction) for claim in reading.claims} == {(role, "inbound")}


@pytest.mark.parametrize(
    ("title", "item", "ports"),
    [
        ("Hub ports", "Console port: 7101, API port: 7102", "7101,7102"),
        ("Hub ports", "Console: 7101, API: 7102", "7101,7102"),
        ("Hub ports", "Console 7101; API 7102-7109.", "7101,7102-7109"),
        ("Hub ports", "Peers port 7101, clients port 7102", "7101,7102"),
        ("Hub ports", "Delay: 7199, port: 7101", "7101"),
        ("Hub-Ports", "Konsole: 7101, Zugang: 7102", "7101,7102"),
        ("Ports du hub", "Console : 7101, accès : 7102", "7101,7102"),
        ("Порты узла", "Консоль: 7101, доступ: 7102", "7101,7102"),
        ("端口", "控制台：7101，接口：7102", "7101,7102"),
        ("ポート", "コンソール：7101、管理：7102", "7101,7102"),
        ("Hub ports", "Stores: console=7101, API=7102", "7101,7102"),
        ("Puertos", "Servicios: consola 7101, acceso 7102", "7101,7102"),
        ("端口", "服务：控制台 7101，接口 7102", "7101,7102"),
    ],
)
def test_an_item_may_give_ports_to_several_names(title: str, item: str, ports: str) -> None:
    assert stated(f"# Hub\n\n## {title}\n\n- {item}\n") == [(ports, NONE)]


@pytest.mark.parametrize("item", ["Open port 7101, block port 7102", "Web 7101, unused: 7102"])
def test_a_name_may_say_what_not_to_open(item: str) -> None:
    reading, _ = reading_of(page(f"# Hub\n\n## Hub ports\n\n- {item}\n"))
    assert [(each.ports[0].start, each.need) for each in reading.claims] == [(7102, "denied")]


NAMED = [
    ("exposed port: `7070`", [7070]),
    ("port diekspose: `7070`", [7070]),
    ("port diekspose(kibana): `7070`, `7071`", [7070, 7071]),
    ("Port des Dienstes: 7070", [7070]),
    ("порт для веб: 7070", [7070]),
    ("Number of ports: 7070", []),
    ("Ports per node: 100", []),
    ("Serial port: 9600", []),
    ("Anzahl der Ports: 24", []),
    ("Последовательный порт: 9600", []),
    ("串口：9600", []),
]


@pytest.mark.parametrize(("item", "ports"), NAMED)
def test_a_name_that_speaks_of_a_port_states_the_numbers_behind_it(item: str, ports: list[int]) -> None:
    for above in ("", "Open these inbound TCP ports:\n\n- web port: 8080\n"):
        reading, _ = reading_of(page(f"# Mill\n\n## Hub\n\n{above}* {item}\n"))
        found = [each.start for claim in reading.claims for each in claim.ports]
        assert [each for each in found if each != 8080] == ports
