"""Shapes of tables and lists, each as small as it can be: what stands there, and what must be read."""

import pytest

from tests.reading import page, reading_of

Stated = tuple[str, tuple[str, ...], str, str | None, str | None]

GRID = """+------+-----+---------+
| Port | TCP/UDP | Use |
+------+-----+---------+
| 13   | UDP | time    |
+------+-----+---------+
"""
SHORT = """| From | To | Protocol | Port | Notes |
|---|---|---|---|---|
| Worker | Master | TCP | 8006 | a |
| Backup | TCP | 2500 to 3300 | b |
| UDP | 6162 | c |
"""
TITLED = """| Ports of the edge |
|---|
| Source Port | Destination Port | Protocol |
| ephemeral | 5060 - 5070 | TCP |
"""
MATRIX = """The first column is the source, the header the destination of each port.

| | Web | Data |
|---|---|---|
| Client | 80, 443 | |
| Web | | 5432, UDP 53 |
| Data | | 7000 |
"""
RANGES = """| Name | Start port | End port | Protocol |
|---|---|---|---|
| a | 2379 | 2380 | TCP |
| b | 22 | | TCP |
"""
TICKS = "| Port | Inbound | Outbound |\n|---|---|---|\n| 1 | ✓ | |\n| 2 | | x |\n| 3 | ✓ | ✓ |\n"
TRANSPORTS = "| Service | TCP port | UDP port |\n|---|---|---|\n| DNS | 53 | 53 |\n| NTP | | 123 |\n"
ARROWS = """### Agent --> Manager

| Port | Protocol |
|---|---|
| 1514 | TCP |

### A <--> B

| Port |
|---|
| 9 |
"""
PAIRED = "| Port | Protocol |\n|---|---|\n| 53<br>88 | UDP<br>TCP |\n"
PORTLESS = "| Protocol | Port |\n|---|---|\n| ICMP | |\n| ESP | n/a |\n| TCP | 22 |\n"
ADMONITION = "!!! note\n\n    | Port | Use |\n    |---|---|\n    | 22/tcp | logins |\n"
LIST = "## Ports\n\n- Inbound:\n    - SSH: 22/TCP\n    - 1317 - REST\n- Outbound:\n    - **SMTP (25)**: mail\n"
DEFINITIONS = "<h2>Ports</h2><dl><dt>Syslog</dt><dd>UDP 514 from agents</dd></dl>"


def stated(text: str) -> list[Stated]:
    """Return what a page states, one line a claim."""
    claims = reading_of(page(text, "text/html" if text.startswith("<") else "text/markdown"))[0].claims
    return [
        (",".join(map(str, each.ports)), each.transports, each.direction, each.source, each.destination)
        for each in claims
    ]


NONE, TCP, UDP = (), ("tcp",), ("udp",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (GRID, [("13", UDP, "unstated", None, None)]),
        (
            SHORT,
            [
                ("8006", TCP, "unstated", "Worker", "Master"),
                ("2500-3300", TCP, "unstated", "Worker", "Backup"),
                ("6162", UDP, "unstated", "Worker", "Backup"),
            ],
        ),
        (TITLED, [("5060-5070", TCP, "unstated", None, None)]),
        (
            MATRIX,
            [
                ("80,443", NONE, "unstated", "Client", "Web"),
                ("5432", NONE, "unstated", "Web", "Data"),
                ("53", UDP, "unstated", "Web", "Data"),
                ("7000", NONE, "unstated", "Data", "Data"),
            ],
        ),
        (RANGES, [("2379-2380", TCP, "unstated", None, None), ("22", TCP, "unstated", None, None)]),
        (TICKS, [(str(n), NONE, said, None, None) for n, said in enumerate(("inbound", "outbound", "both"), 1)]),
        (
            TRANSPORTS,
            [(port, (name,), "unstated", None, None) for port, name in (("53", "tcp"), ("53", "udp"), ("123", "udp"))],
        ),
        (ARROWS, [("1514", TCP, "unstated", "Agent", "Manager"), ("9", NONE, "both", "A", "B")]),
        (PAIRED, [("53", UDP, "unstated", None, None), ("88", TCP, "unstated", None, None)]),
        (
            PORTLESS,
            [("", (name,), "unstated", None, None) for name in ("icmp", "esp")] + [("22", TCP, "unstated", None, None)],
        ),
        (ADMONITION, [("22", TCP, "unstated", None, None)]),
        (
            LIST,
            [
                ("22", TCP, "inbound", None, None),
                ("1317", NONE, "inbound", None, None),
                ("25", NONE, "outbound", None, None),
            ],
        ),
        (DEFINITIONS, [("514", UDP, "unstated", None, None)]),
    ],
)
def test_a_shape_is_read(text: str, expected: list[Stated]) -> None:
    assert stated(text) == expected


@pytest.mark.parametrize("word", ["Deny", "Block", "Verweigern", "Bloquer", "拒绝"])
def test_a_rule_that_denies_is_negated(word: str) -> None:
    head = "| Name | Port | Protocol | Action |\n|---|---|---|---|\n| web | 443 | TCP | Allow |\n"
    text = f"{head}| db | 3306 | TCP | {word} |\n"
    reading, _ = reading_of(page(text))

    assert [claim.negated for claim in reading.claims] == [False, True]


def test_a_table_in_a_comment_is_not_there() -> None:
    assert stated("<!--\n| Port |\n|---|\n| 22 |\n-->\n\nNothing else.\n") == []


@pytest.mark.parametrize(
    ("heading", "direction"),
    [
        ("Binnenkomende poorten", "inbound"),
        ("Regras predefinidas de saída", "outbound"),
        ("Puertos de entrada", "inbound"),
        ("Ports ouverts en sortie", "outbound"),
        ("Ausgangsregeln", "outbound"),
        ("受信トラフィックのポート", "inbound"),
        ("Ports des mails entrants", "unstated"),
    ],
)
def test_a_heading_of_entry_or_exit_states_the_direction(heading: str, direction: str) -> None:
    assert stated(f"## {heading}\n\n| Port |\n|---|\n| 22 |\n") == [("22", NONE, direction, None, None)]


def test_an_aim_is_no_destination_beside_one() -> None:
    text = "| Doel | Doel-URL | Poorten | Bronnetwerk |\n|---|---|---|---|\n| tijd | klok.example | 123 | kantoor |\n"
    assert stated(text) == [("123", NONE, "unstated", "kantoor", "klok.example")]


def test_an_arrow_both_ways_in_one_cell_states_both() -> None:
    assert stated("| 源 | 目标端口 |\n|---|---|\n| 甲 ↔ 乙 | 7/tcp |\n") == [("7", TCP, "both", "甲", "乙")]


def test_a_sentence_adds_only_the_ports_that_stand_nowhere_else() -> None:
    text = "# Ports\n\n- TCP 443\n\nThe bridge needs TCP/443 or TCP/4443.\n"
    assert [ports for ports, *_ in stated(text)] == ["443", "4443"]


def test_a_table_below_an_item_takes_that_items_direction() -> None:
    table = "<table><tr><th>Port</th></tr><tr><td>{}</td></tr></table>"
    text = f"# Rules\n\n* Inbound:\n\n{table.format(22)}\n\n* Outbound:\n\n{table.format(443)}\n"
    assert stated(text) == [("22", NONE, "inbound", None, None), ("443", NONE, "outbound", None, None)]


@pytest.mark.parametrize(
    "cells", [("50", "57", "E0", "E8", "F8", "FB"), ("Eth1/1", "Eth1/10", "Eth1/5", "Eth1/6", "Gi0/1", "Gi0/2")]
)
def test_ports_of_devices_are_no_ports_of_a_network(cells: tuple[str, ...]) -> None:
    rows = "".join(f"| {start} | {end} | x |\n" for start, end in zip(cells[::2], cells[1::2], strict=True))
    assert stated(f"| Start port | End port | Use |\n|---|---|---|\n{rows}") == []


@pytest.mark.parametrize(
    "title", ["To/From", "From / To", "Service tag Source / Destination", "Vers/À partir de", "源/目标"]
)
def test_a_column_of_both_ends_goes_by_the_direction(title: str) -> None:
    rows = f"| {title} | Port | Direction |\n|---|---|---|\n| A | 1 | Inbound |\n| B | 2 | Outbound |\n"

    assert stated(rows) == [("1", (), "inbound", "A", None), ("2", (), "outbound", None, "B")]


@pytest.mark.parametrize(("source", "destination"), [("De", "Hasta"), ("Von", "An"), ("Источник", "Назначение")])
def test_ends_have_these_names_too(source: str, destination: str) -> None:
    rows = f"| {source} | {destination} | Port | Назначение потока |\n|---|---|---|---|\n| A | B | 1 | proxy |\n"

    assert stated(rows) == [("1", (), "unstated", "A", "B")]


def test_a_row_of_an_html_table_is_a_head_if_only_one_of_its_cells_is_known() -> None:
    rows = "<table><tr><td>Port</td><td>Where</td></tr><tr><td>80</td><td>a</td></tr></table>"

    assert [each[0] for each in stated(rows)] == ["80"]


def test_each_column_that_states_ports_with_transports_counts() -> None:
    rows = "| Site | HTTP | HTTPS |\n|---|---|---|\n| A | 80/tcp | 443/tcp |\n| B | - | 8443/tcp |\n"

    assert [(ports, transports) for ports, transports, *_ in stated(rows)] == [
        ("80", ("tcp",)), ("443", ("tcp",)), ("8443", ("tcp",)),
    ]  # fmt: skip


@pytest.mark.parametrize(("title", "read"), [("Used ports", 1), ("Products", 0)])
def test_a_title_holds_for_sections_of_its_own_level(title: str, read: int) -> None:
    assert len(stated(f"# {title}\n\nAll of them.\n\n# Base services\n\n- 222 - ssh\n")) == read


def test_a_section_with_rows_is_no_title_of_the_next() -> None:
    text = "# Inbound ports\n\n- TCP 1\n\n# Other ports\n\n- TCP 2\n"

    assert [each[2] for each in stated(text)] == ["inbound", "unstated"]


SIDE = "| Setting | Value |\n|---|---|\n| Port | 443 |\n| Protocol | TCP |\n| Direction | Inbound |\n| Source | A |\n"
FACTS = {"Port": "443", "Protocol": "TCP", "Direction": "Inbound", "Source": "A"}
SIDE_IN_HTML = "".join(f"<tr><th>{name}</th><td>{value}</td></tr>" for name, value in FACTS.items())


@pytest.mark.parametrize("rows", [SIDE, f"<table>{SIDE_IN_HTML}</table>"])
def test_a_table_on_its_side_is_turned(rows: str) -> None:
    assert stated(rows) == [("443", ("tcp",), "inbound", "A", None)]


def test_a_table_on_its_side_may_state_several() -> None:
    rows = "| Port | 80 | 53 |\n|---|---|---|\n| Protocol | TCP | UDP |\n"

    assert [each[:2] for each in stated(rows)] == [("80", ("tcp",)), ("53", ("udp",))]


def test_a_table_on_its_side_may_begin_with_anything() -> None:
    rows = (
        "| Component | store |\n|---|---|\n| Source device | A |\n| Destination device | B |\n"
        "| Destination port (listening) | 2379 |\n| Protocol | TCP |\n"
    )

    assert stated(rows) == [("2379", ("tcp",), "unstated", "A", "B")]


@pytest.mark.parametrize("arrow", ["-->", "-- >", "-- &gt;", "- >", "→"])
def test_an_arrow_may_have_a_gap(arrow: str) -> None:
    rows = "| Description | UDP | TCP |\n|---|---|---|\n| pages | -- | 80 |\n| wake | 9 | -- |\n"

    assert stated(f"# Ports used\n\n### Client {arrow} Server\n\n{rows}") == [
        ("80", ("tcp",), "unstated", "Client", "Server"), ("9", ("udp",), "unstated", "Client", "Server"),
    ]  # fmt: skip


def test_a_head_may_stand_below_a_blank_one() -> None:
    rows = "||||\n|-|-|-|\n| Description | UDP | TCP |\n| pages | -- | 80 |\n"

    assert stated(rows) == [("80", ("tcp",), "unstated", None, None)]


def test_the_other_end_may_be_named_with_the_ports() -> None:
    rows = "| Use | From | To |\n|---|---|---|\n| a | X | Edge: 454, 455 |\n| b | Y | Edge: all ports |\n"

    assert [each[0] for each in stated(rows)] == ["454,455", "0-65535"]


@pytest.mark.parametrize(("title", "read"), [("Ports", ["110", "81"]), ("Addresses", [])])
def test_addresses_state_ports_where_ports_are_spoken_of(title: str, read: list[str]) -> None:
    rows = "| Service | Address |\n|---|---|\n| mail | 127.0.0.1:110 |\n| pages | http://localhost:81/webmail/ |\n"

    assert [each[0] for each in stated(f"# {title}\n\n{rows}")] == read


@pytest.mark.parametrize(
    "rows",
    [
        "| Protocol type | Protocol number | Port |\n|---|---|---|\n| TCP | 6 | 80 |\n",
        "| Use | Source | Source ports | Target ports | Protocol |\n|---|---|---|---|---|\n| a | b | * | 80 | TCP |\n",
        "| Источник | Исходные порты | Порты назначения | Протокол |\n|---|---|---|---|\n| b | * | 80 | TCP |\n",
        "| Service | ICMP type | Port | Protocol |\n|---|---|---|---|\n| a | 8 | 80 | TCP |\n",
    ],
)
def test_numbers_beside_the_ports_are_none(rows: str) -> None:
    assert [each[:2] for each in stated(rows)] == [("80", ("tcp",))]


def test_a_note_that_slipped_below_the_ports_is_moved_back() -> None:
    rows = (
        "| From | To | Protocol | Port | Notes |\n|---|---|---|---|---|\n| A | B | TCP | 8006 | x |\n"
        "| C | TCP | 6162 | The range 2500-3300 is used if port 6162 is not free. |\n"
    )

    assert stated(rows) == [("8006", ("tcp",), "unstated", "A", "B"), ("6162", ("tcp",), "unstated", "A", "C")]


def test_a_device_with_ports_is_no_table_on_its_side() -> None:
    assert stated("| Name | Value |\n|---|---|\n| Ports | 24 |\n| Type | Gigabit |\n| Description | a switch |\n") == []


def test_a_heading_in_brackets_names_the_ends() -> None:
    text = "## Outbound (from server to internet)\n\n| Port |\n|---|\n| TCP 7 |\n"

    assert stated(text) == [("7", ("tcp",), "outbound", "server", "internet")]


@pytest.mark.parametrize(
    ("symptom", "cause"),
    [
        ("Symptom", "Likely cause"),
        ("Symptôme", "Cause probable"),
        ("Fehlerbild", "Mögliche Ursache"),
        ("症状", "可能原因"),
    ],
)
def test_a_table_of_what_goes_wrong_asks_for_no_port(symptom: str, cause: str) -> None:
    rows = "| No page | 80/tcp or 443/tcp |\n| No image | 69/udp |\n"
    reading, findings = reading_of(page(f"# Widget\n\n| {symptom} | {cause} |\n|---|---|\n{rows}"))
    assert reading.claims == ()
    assert {each.code for each in findings} == {"PS206"}


LINED = """# Hardening of the relay

| {} | {} |
|---|---|
| Services | Enable the relay <br/> Keep the console enabled |
| | TCP 7101, TCP 7102 <br/> Index - TCP 7110-7119 (farm only) <br/> Block TCP 7103 <br/> Names: UDP 7104 |
| Files | Nothing more |
"""


@pytest.mark.parametrize("heads", [("Category", "Characteristic"), ("Bereich", "Merkmale")])
def test_lines_of_a_cell_that_state_ports_are_a_list(heads: tuple[str, str]) -> None:
    claims = reading_of(page(LINED.format(*heads)))[0].claims
    found = {(each.start, each.end): (claim.transports, claim.need) for claim in claims for each in claim.ports}

    assert found == {
        (7101, 7101): (("tcp",), "required"),
        (7102, 7102): (("tcp",), "required"),
        (7110, 7119): (("tcp",), "required"),
        (7103, 7103): (("tcp",), "denied"),
        (7104, 7104): (("udp",), "required"),
    }


def test_lines_of_what_goes_wrong_are_none() -> None:
    text = LINED.format("Symptom", "Cause")
    assert reading_of(page(text))[0].claims == ()
