"""A column named "Port" may hold only names for ports; their numbers stand below "Default"."""

import pytest

from tests.reading import open_ports, page, reading_of

TABLE = """# Mill

| Service | Port used | Protocol | Default |
|---|---|---|---|
| API | `${mill.port}` | TCP | 4170 |
| Gossip | `${mill.port}` | UDP | 4170 |
| Calls | `${mill.port} + 1` | TCP | 4171 |
"""


def test_settings_to_be_filled_in_are_names() -> None:
    reading, _ = reading_of(page(TABLE))
    assert [(each.transports, str(each.ports[0])) for each in reading.claims] == [
        (("tcp",), "4170"),
        (("udp",), "4170"),
        (("tcp",), "4171"),
    ]


def test_numbers_of_its_own_count_before_a_default() -> None:
    own = TABLE.replace("`${mill.port}` |", "4180 |").replace("`${mill.port} + 1`", "4181")
    reading, _ = reading_of(page(own))
    assert [str(port) for each in reading.claims for port in each.ports] == ["4180", "4180", "4181"]


def test_what_is_written_like_an_address_holds_no_port() -> None:
    text = "# Mill\n\n| Port | Use |\n|---|---|\n| 4170 | Peers |\n| 2001:db8:85a3:0:0:8a2e:370:7334:4170 | Seeds |\n"
    reading, _ = reading_of(page(text))
    assert [str(port) for each in reading.claims for port in each.ports] == ["4170"]


def test_defaults_beside_the_protocols_of_services_are_ports() -> None:
    rows = "| API | 8080 | HTTP (behind TLS) | the server's setting |\n| Door | off | SSH | `ssh.port` |\n"
    rows += (
        "| Database | 5432 | Postgres | your database |\n| Store | `9000` (console `9001`) | HTTPS | `store.url` |\n"
    )
    reading, _ = reading_of(page(f"# Mill\n\n| Component | Default | Protocol | Moved by |\n|---|---|---|---|\n{rows}"))
    assert [str(port) for each in reading.claims for port in each.ports] == ["8080", "5432", "9000", "9001"]


def test_defaults_of_something_else_are_none() -> None:
    rows = "| Idle time | 60 | HTTP |\n| Attempts | 1024 | SSH |\n| Window | 8080 | HTTP |\n"
    assert open_ports(f"# Mill\n\n| Name | Default | Protocol |\n|---|---|---|\n{rows}") == set()


def test_options_in_a_list_give_their_ports_in_sentences_of_their_own() -> None:
    text = """# Options of the mill

- **port** - The port on which the mill waits for calls. Defaults to 8285.
- `bell-port` (int): The port of the bell. The default value is `8286`.
- `gate-port`: Port der Pforte, voreingestellt auf 8287.
- `sacks`: How many sacks a cart takes. Defaults to 2000.
- Carts per port: defaults to 7000
"""
    assert open_ports(text) == {8285, 8286, 8287}


def test_a_column_of_names_for_ports_has_their_numbers_beside_it() -> None:
    rows = "| **Gate ports** | | |\n| Bell | 7054 | Port 7054 is for the bell. |\n| Flour | 7051 | Millers call it. |\n"
    assert open_ports(f"# Mill\n\n| Port | Number | Description |\n|---|---|---|\n{rows}") == {7054, 7051}

    counted = "| Port | Number |\n|---|---|\n| Bell | 1 |\n| Flour | 2 |\n| Sack | 3 |\n"
    assert open_ports(f"# Mill\n\n{counted}") == set()


def test_services_above_columns_may_have_one_port_alone() -> None:
    head = "| Node | calls-internal | calls-external | visits |\n|---|---|---|---|\n"
    rows = "| mill | 5080<sup>1</sup> | | 6080 |\n| bell | 7080 | 9080 | |\n"
    assert open_ports(f"# Default ports\n\n{head}{rows}") == {5080, 6080, 7080, 9080}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Specify the query port with `--query-port`. The default is `30403`.", [(30403, "required")]),
        ("Set the HTTP and RPC ports by `--http-port` and `--rpc-port`. The defaults are 8645 and 8646.",
         [(8645, "required")]),
        ("Den Port der Abfragen setzt `--query-port`. Vorgabe ist 30403.", [(30403, "required")]),
        ("查询端口由 `--query-port` 指定。默认值为 30403。", [(30403, "required")]),
        ("Порт запросов задаётся параметром `--query-port`. По умолчанию 30403.", [(30403, "required")]),
        ("The debug port must not be opened. The default is 30403.", [(30403, "denied")]),
        ("The debug port is set by `--debug-port`. The default is 30403. Never open it.", [(30403, "denied")]),
        ("The port is bound to localhost only. The default is 30403.", [(30403, "local")]),
        ("Set the port with `--port` and the delay with `--delay`. The default is 3000.", []),
        ("The port must be free. The number of threads is set by `--threads`. The default is 2000.", []),
        ("Set the store with `--port-store`. The default is 4096.", []),
        ("Set the port of the exporter. The default is 3000 seconds.", []),
        ("For example, set the port of the exporter. The default is 9645.", []),
    ],
)  # fmt: skip
def test_a_sentence_gives_the_port_that_the_one_before_speaks_of(text: str, expected: list[tuple[int, str]]) -> None:
    reading, _ = reading_of(page(f"# Quarry\n\n## Inbound TCP ports\n\n{text}\n"))
    assert [(each.ports[0].start, each.need) for each in reading.claims] == expected


CHOSEN = (
    ("configurable", "Default: 7101"), ("Configurable", "The console. By default 7101."), ("custom", "7101 by default"),
    ("konfigurierbar", "Standard: 7101"), ("frei wählbar", "Standardport 7101"), ("configurable", "Par défaut : 7101"),
    ("configurable", "Por defecto: 7101"), ("configurabile", "Predefinito: 7101"), ("configurável", "Padrão: 7101"),
    ("instelbaar", "Standaard: 7101"), ("настраивается", "По умолчанию: 7101"), ("可配置", "默认：7101"),
)  # fmt: skip


@pytest.mark.parametrize(("cell", "note"), CHOSEN)
def test_the_default_of_a_port_that_is_chosen_stands_in_another_cell(cell: str, note: str) -> None:
    text = (
        f"| Use | Port | Protocol | Notes |\n|---|---|---|---|\n| a | {cell} | TCP | {note} |\n| b | 7102 | TCP | b |\n"
    )

    assert open_ports(f"# Mill\n\n{text}") == {7101, 7102}


@pytest.mark.parametrize(
    ("cell", "note"),
    [
        ("configurable", "Default timeout: 7101"),
        ("configurable", "See page 7101"),
        ("7103", "Default: 7101"),
        ("-", "Default: 7101"),
    ],
)
def test_what_else_a_cell_says_is_no_such_default(cell: str, note: str) -> None:
    text = (
        f"| Use | Port | Protocol | Notes |\n|---|---|---|---|\n| a | {cell} | TCP | {note} |\n| b | 7102 | TCP | b |\n"
    )

    assert 7101 not in open_ports(f"# Mill\n\n{text}")


@pytest.mark.parametrize(
    ("head", "cell", "default"),
    [("Protocol", "Configurable", "Default"), ("Protokol", "Yapılandırılabilir", "Varsayılan")],
)
def test_a_column_of_chosen_ports_alone_is_one_of_ports(head: str, cell: str, default: str) -> None:
    rows = f"| {cell} | Modbus Slave | {default}: 7101 (a) |\n| {cell} | MMS Server | b |\n"
    reading, _ = reading_of(page(f"# Mill\n\n| Port | {head} | Use |\n|---|---|---|\n{rows}"))

    assert [([str(port) for port in each.ports], each.dynamic) for each in reading.claims] == [
        (["7101"], None),
        ([], cell),
    ]
