"""Settings stand with their values in cells, items and sentences; those of ports state one, and no others do."""

import pytest

from tests.reading import open_ports, page, reading_of

ITEMS = "# Inbound TCP ports of the hub\n\n- {said}\n- 7199: desk\n"
CELLS = "# Inbound TCP ports of the hub\n\n| Service | {head} |\n|---|---|\n| Desk | {said} |\n| Jobs | 7199/tcp |\n"
SENTENCE = "# Hub\n\nThe hub accepts inbound TCP connections on {said}.\n"


@pytest.mark.parametrize(
    "said",
    [
        '`DESK_PORT="7101"`', "`desk.port=7101`", "`desk_port: 7101`", "`deskPort = 7101`", "`DESK_PORT=7101`",
        "`--desk-port 7101`", "`--port=7101`", "`--listen=:7101`", "`--listen 0.0.0.0:7101`", "`desk-port: '7101'`",
        "`--bind-address=0.0.0.0:7101`", "`desk.http.port: 7101`",
    ],
)  # fmt: skip
def test_a_setting_of_a_port_states_it(said: str) -> None:
    assert open_ports(ITEMS.format(said=said)) == {7101, 7199}
    assert open_ports(CELLS.format(head="Port", said=said)) == {7101, 7199}
    assert open_ports(CELLS.format(head="Setting", said=said)) == {7101, 7199}
    assert open_ports(SENTENCE.format(said=said)) == {7101}


@pytest.mark.parametrize(
    "said",
    [
        "`max_connections: 7101`", "`DESK_PORT_TIMEOUT=7101`", "`desk.cache.size=7101`", "`--max-connections 7101`",
        "`--workers=7101`", "`desk.port=-1`", "`DESK_PORT: -1`", '`desk_threads="7101"`',
    ],
)  # fmt: skip
def test_a_setting_of_something_else_states_no_port(said: str) -> None:
    assert open_ports(ITEMS.format(said=said)) == {7199}
    assert open_ports(CELLS.format(head="Port", said=said)) == {7199}
    assert open_ports(CELLS.format(head="Setting", said=said)) == {7199}
    assert open_ports(SENTENCE.format(said=said)) == set()


@pytest.mark.parametrize("said", ["`--listen=127.0.0.1:7101`", "`--bind localhost:7101`", "`--listen=[::1]:7101`"])
def test_a_setting_may_keep_a_port_to_the_host(said: str) -> None:
    assert open_ports(ITEMS.format(said=said)) == {7199}
    assert open_ports(CELLS.format(head="Port", said=said)) == {7199}


@pytest.mark.parametrize("said", ["`desk_port: 0`", "`DESK_PORT=0`", "`desk.port = 0`"])
def test_without_a_number_the_system_chooses_one(said: str) -> None:
    for text in (ITEMS.format(said=said), CELLS.format(head="Port", said=said)):
        reading, _ = reading_of(page(text))
        assert [(bool(each.dynamic), [port.start for port in each.ports]) for each in reading.claims] == [
            (True, []),
            (False, [7199]),
        ]


@pytest.mark.parametrize(
    "said", ["node_a: 7101", "web-interface: 7101", "session_store: 7101", "hub.example.com: 7101"]
)
def test_the_name_of_a_service_with_a_colon_is_no_setting(said: str) -> None:
    assert open_ports(ITEMS.format(said=said)) == {7101, 7199}


def test_minus_one_is_a_sign_for_all_ports_of_all_protocols_only() -> None:
    table = "# Inbound ports of the hub\n\n| Port | Protocol |\n|---|---|\n| 7199 | tcp |\n| -1 | {} |\n"
    assert [len(open_ports(table.format(each))) for each in ("tcp", "udp", "-", "")] == [1, 1, 1, 1]
    assert [len(open_ports(table.format(each))) for each in ("all", "any")] == [65536, 65536]


@pytest.mark.parametrize(
    "said",
    [
        "Do not set `desk.port=7101` on the hub: inbound TCP port 7101 must stay closed.",
        "Inbound TCP port 7101 is closed on the hub unless `DESK_PORT=7101` is set.",
    ],
)
def test_a_setting_opens_nothing_that_a_sentence_keeps_closed(said: str) -> None:
    reading, _ = reading_of(page(f"# Hub\n\n{said}\n"))
    assert all(each.need == "denied" or each.condition for each in reading.claims)


LIST = "# Hub configuration\n\n- {said}\n"


@pytest.mark.parametrize(
    "said",
    [
        "desk_port (default 7101)", "hub/desk_port (default: `7101`)", "`desk.port`: default `7101`",
        "deskPort (7101 by default)", "`desk-port` (integer, defaults to 7101) – where desks meet",
        "desk_port (Standard: 7101)", "desk_port (par défaut 7101)", "desk_port (7101 par défaut)",
        "desk_port (por defecto: 7101)", "desk_port (padrão 7101)", "desk_port (predefinito: 7101)",
        "desk_port (standaard 7101)", "desk_port (по умолчанию 7101)", "desk_port（默认 7101）",
        "desk_port（デフォルト：7101）", "desk_port (기본값 7101)", "desk_port (domyślnie 7101)",
        "desk_port (výchozí 7101)", "desk_port (mặc định 7101)", "desk_port (varsayılan 7101)",
    ],
)  # fmt: skip
def test_a_setting_of_a_port_may_have_a_default(said: str) -> None:
    assert open_ports(LIST.format(said=said)) == {7101}
    assert open_ports(ITEMS.format(said=said)) == {7101, 7199}
    assert open_ports(LIST.format(said=f"{said}, never open it")) == set()


@pytest.mark.parametrize(
    "said",
    [
        "workers (default 7101)", "cache_size (default: 7101)", "max_ports (default 7101)", "desk_port (see page 7101)",
        "desk_port_timeout (default 7101)", "desk_port (since 7101)", "queue.size: default 7101",
    ],
)  # fmt: skip
def test_the_default_of_something_else_is_no_port(said: str) -> None:
    assert open_ports(LIST.format(said=said)) == set()
