"""Columns of marks below the names of hosts tell which hosts a row is about."""

from collections.abc import Sequence

import pytest

from tests.reading import page, reading_of


def hosts(text: str) -> Sequence[tuple[str | None, ...]]:
    reading, _ = reading_of(page(text))
    return [each.roles or (each.role,) for each in reading.claims]


def table(heads: tuple[str, ...], rows: Sequence[tuple[str, ...]], above: str = "") -> str:
    lines = [heads, tuple("---" for _ in heads), *rows]
    return f"# Loom\n\n## Mesh\n\n{above}\n\n" + "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


@pytest.mark.parametrize(
    ("heads", "marks"),
    [
        (("Port", "Protocol", "Controller nodes", "Worker nodes", "Purpose"), ("X", "")),
        (("Port", "Protocol", "Controller nodes", "Worker nodes", "Purpose"), ("✓", "-")),
        (("Port", "Protokoll", "Steuerserver", "Datenserver", "Zweck"), ("ja", "nein")),
        (("Port", "Protocole", "Serveur central", "Serveur de relais", "Usage"), ("●", "")),
        (("Puerto", "Protocolo", "Servidor central", "Nodo trabajador", "Uso"), ("sí", "no")),
        (("端口", "协议", "控制节点", "计算节点", "用途"), ("是", "否")),
        (("ポート", "プロトコル", "管理サーバー", "計算ノード", "用途"), ("○", "－")),
    ],
)
def test_each_row_has_the_hosts_that_it_marks(heads: tuple[str, ...], marks: tuple[str, str]) -> None:
    yes, no = marks
    rows = [("6671", "TCP", yes, no, "a"), ("6672", "TCP", yes, yes, "b"), ("6673", "TCP", no, yes, "c")]
    assert hosts(table(heads, rows)) == [(heads[2],), (heads[2], heads[3]), (heads[3],)]


def test_a_sentence_may_say_that_they_are_hosts() -> None:
    rows = [("6671", "TCP", "●", ""), ("6672", "TCP", "", "●")]
    above = "A dot marks the hosts on which the port has to be open."
    assert hosts(table(("Port", "Protocol", "Console", "Vault"), rows, above)) == [("Console",), ("Vault",)]
    assert hosts(table(("Port", "Protocol", "Console", "Vault"), rows)) == [("Mesh",), ("Mesh",)]


@pytest.mark.parametrize(
    ("heads", "rows"),
    [
        (("Community edition", "Encrypted"), [("X", ""), ("", "X")]),
        (("Agent nodes", "Required"), [("X", "yes"), ("X", "yes")]),
        (("TCP", "UDP"), [("X", ""), ("", "X")]),
        (("Worker nodes", "Relay nodes"), [("X", ""), ("", "")]),
    ],
)
def test_other_marks_name_no_host(heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
    text = table(("Port", *heads), [(str(6671 + number), *row) for number, row in enumerate(rows)])
    assert {name for names in hosts(text) for name in names} == {"Mesh"}


@pytest.mark.parametrize(
    ("heads", "ways"),
    [
        (("Port", "Protocol", "Sonde", "Vault", "Purpose"), ("in", "out", "in/out")),
        (("Port", "Protokoll", "Sonde", "Tresor", "Zweck"), ("eingehend", "ausgehend", "beide")),
        (("Port", "Protocole", "Sonde", "Coffre", "Usage"), ("entrant", "sortant", "les deux")),
        (("Puerto", "Protocolo", "Sonda", "Bóveda", "Uso"), ("entrante", "saliente", "ambos")),
        (("端口", "协议", "Sonde", "Vault", "用途"), ("入站", "出站", "双向")),
        (("Port", "Protocol", "Sonde", "Vault", "Purpose"), ("←", "→", "↔")),
    ],
)
def test_ways_below_the_names_of_hosts_are_those_of_each(heads: tuple[str, ...], ways: tuple[str, str, str]) -> None:
    into, out, both = ways
    rows = [("6671", "TCP", into, out, "a"), ("6672", "TCP", "-", into, "b"), ("6673", "TCP", both, "", "c")]
    reading, _ = reading_of(page(table(heads, rows)))
    assert [(each.ports[0].start, each.role, each.direction) for each in reading.claims] == [
        (6671, heads[2], "inbound"),
        (6671, heads[3], "outbound"),
        (6672, heads[3], "inbound"),
        (6673, heads[2], "both"),
    ]


def test_what_a_way_is_limited_to_is_kept() -> None:
    rows = [("6671", "TCP", "in (optional)", "out"), ("6672", "TCP", "in – not to be opened", "-")]
    reading, _ = reading_of(page(table(("Port", "Protocol", "Agent nodes", "Vault nodes"), rows)))
    assert [(each.role, each.need) for each in reading.claims] == [
        ("Agent nodes", "optional"),
        ("Vault nodes", "required"),
        ("Agent nodes", "denied"),
    ]


def test_what_a_cell_says_beside_its_direction_counts() -> None:
    rows = [("6671", "in (optional)"), ("6672", "inbound, not to be opened"), ("6673", "inbound only")]
    reading, _ = reading_of(page(table(("Port", "Direction"), rows)))
    assert [(each.need, each.direction) for each in reading.claims] == [
        ("optional", "inbound"),
        ("denied", "inbound"),
        ("required", "inbound"),
    ]


def test_columns_of_ways_below_any_names_are_those_of_hosts_and_never_of_one_host() -> None:
    rows = "| TCP 6443 | in | out | API |\n| TCP 2380 | internal | – | quorum |\n"
    reading, _ = reading_of(page(f"# Heron\n\n| Port | Control plane | Worker | Purpose |\n|---|---|---|---|\n{rows}"))
    said = [(each.role, each.direction, each.need) for each in reading.claims]
    assert said == [
        ("Control plane", "inbound", "required"),
        ("Worker", "outbound", "required"),
        ("Control plane", "internal", "local"),
    ]


OPEN_OR_CLOSED = ["open/closed", "ouvert/fermé", "offen/geschlossen", "abierto/cerrado", "открыт/закрыт", "開放/閉鎖"]


@pytest.mark.parametrize("words", OPEN_OR_CLOSED)
def test_open_and_closed_are_marks_in_each_language(words: str) -> None:
    yes, no = words.split("/")
    rows = f"| 7101 | TCP | {yes} | {no} |\n| 7102 | TCP | {no} | {yes} |\n"
    text = f"# Heron\n\n## Inbound ports\n\n| Port | Protocol | Collector | Directory |\n|---|---|---|---|\n{rows}"
    said = [(each.ports[0].start, each.role) for each in reading_of(page(text))[0].claims]
    assert said == [(7101, "Collector"), (7102, "Directory")]
