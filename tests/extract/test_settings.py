"""A table of settings holds many values; those count whose name, or the remark on it, says that they are ports."""

import pytest

from tests.reading import open_ports, page, reading_of

TABLE = """# Mill

| Variable | {head} | {about} |
|---|---|---|
| `MILL_NAME` | `mill` | - |
| `MILL_ZONE` | `UTC` | - |
| `{name}` | `{value}` | {remark} |
| `MILL_TIMEOUT` | `30` | s |
| `MILL_DEBUG` | `false` | - |
"""


def _table(name: str, remark: str = "-", value: str = "4170", head: str = "Default", about: str = "Description") -> str:
    return TABLE.format(name=name, remark=remark, value=value, head=head, about=about)


@pytest.mark.parametrize(
    "name", ["MILL_PORT", "mill.http.port", "PORT_DISCOVERY", "millPort", "PORT_V2", "service.ports.http", "--api-port"]
)
def test_a_setting_named_for_a_port_sets_one(name: str) -> None:
    assert open_ports(_table(name)) == {4170}


@pytest.mark.parametrize(
    ("name", "remark", "value"),
    [
        ("EXPORT_LIMIT", "Rows of an export", "4170"),
        ("SUPPORT_LEVEL", "-", "2"),
        ("PORT_SCAN_TIMEOUT", "Seconds", "90"),
        ("PORT_COUNT", "-", "4170"),
        ("--max-ports", "How many are opened", "100"),
        ("TRANSPORT", "-", "tcp"),
        ("MILL_PORT", "-", '""'),
        ("BATCH", "Reports in a batch", "4170"),
    ],
)
def test_another_setting_sets_none(name: str, remark: str, value: str) -> None:
    assert open_ports(_table(name, remark, value)) == set()


def test_a_remark_that_begins_with_the_port_says_so() -> None:
    assert open_ports(_table("listen", "The HTTP port of the mill", "80")) == {80}
    assert open_ports(_table("PORT_API", "Port of the interface", "80")) == {80}
    assert open_ports(_table("listen", "Port count of the mill", "80")) == set()


@pytest.mark.parametrize(
    ("head", "about", "remark"),
    [
        ("Standardwert", "Beschreibung", "TCP-Port der Mühle"),
        ("Valeur par défaut", "Explication", "port TCP d'écoute"),
        ("Valor", "Descripción", "puerto TCP"),
        ("Значение", "Описание", "порт TCP"),
        ("デフォルト値", "説明", "待ち受けるTCPポート"),
        ("Wartość", "Opis", "port TCP"),
        ("القيمة", "الوصف", "منفذ TCP"),
    ],
)
def test_values_have_a_name_in_each_language(head: str, about: str, remark: str) -> None:
    reading, findings = reading_of(page(_table("MILL_PORT", remark, head=head, about=about)))
    assert [(str(each.ports[0]), each.transports) for each in reading.claims] == [("4170", ("tcp",))]
    assert "PS208" not in {each.code for each in findings}, "no other setting is asked for"


def test_names_may_stand_behind_numbers_of_the_rows() -> None:
    rows = "| 1 | mill.name | mill |\n| 2 | mill.port | 4170 |\n| 3 | mill.zone | UTC |\n| 4 | mill.wait | 30 |\n"
    assert open_ports(f"# Mill\n\n| # | Setting | Default value (if unset) |\n|---|---|---|\n{rows}") == {4170}


@pytest.mark.parametrize(
    ("name", "value", "remark", "opened"),
    [
        ("mill.backup.listen_address", "0.0.0.0:4170", "Where the backup listens", {4170}),
        ("mill.http.advertised", ":4170", "Host name and port of the web pages", {4170}),
        ("mill.bind", "[::]:4170", "-", {4170}),
        ("mill.store", "store:4170", "Rechnername und Port des Speichers", {4170}),
        ("mill.store", "store:4170", "Nom d'hôte et port de la base", {4170}),
        ("mill.store", "store:4170", "The store", set()),
        ("mill.endpoint", "https://store.example.com:4170/", "The store", set()),
    ],
)
def test_an_address_is_a_setting_for_a_port_where_its_name_or_remark_says_so(
    name: str, value: str, remark: str, opened: set[int]
) -> None:
    assert open_ports(_table(name, remark, value)) == opened


@pytest.mark.parametrize(
    ("remark", "opened"),
    [
        ("Port of the mill. Defaults to 4170.", {4170}),
        ("The number where pages are served, 4170 by default.", {4170}),
        ("Port der Mühle. Standardmäßig 4170.", {4170}),
        ("Port du moulin. Par défaut : 4170.", {4170}),
        ("Порт мельницы. По умолчанию 4170.", {4170}),
        ("RPC 服务所用端口。默认端口为 4170。", {4170}),
        ("ポート。デフォルトは 4170。", {4170}),
        ("Port of the mill; any number up to 6000.", set()),
    ],
)
def test_a_description_tells_the_default_where_no_column_has_it(remark: str, opened: set[int]) -> None:
    rows = (
        f"| mill_name | text | Name. |\n| mill_port | number | {remark} |\n| mill_wait | number | Default is 600. |\n"
    )
    text = f"# Mill\n\n| Parameter | Type | Description |\n|---|---|---|\n{rows}"
    assert open_ports(text) == opened
    if opened:
        _, findings = reading_of(page(text))
        assert "PS208" not in {each.code for each in findings}, "no other setting is asked for"


@pytest.mark.parametrize("head", ["Destination", "Ziel", "Destino"])
def test_ports_stand_below_the_name_of_an_end(head: str) -> None:
    table = f"| From | To | {head} |\n|---|---|---|\n| Heron | Mill | tcp/4170 |\n| Mill | Wren | udp/4171 |\n"
    assert open_ports(f"# Flows\n\n{table}") == {4170, 4171}
    named = table.replace("tcp/4170", "hub").replace("udp/4171", "hub 4171")
    assert open_ports(f"# Flows\n\n{named}") == set()


def test_addresses_beside_transports_state_ports() -> None:
    rows = "| Portal | https://hub.example.com:9131/ | TCP |\n| Mail | 192.0.2.40:9132 | TCP |\n"
    reading, _ = reading_of(page(f"# Mill\n\n| Service | Address | Protocol |\n|---|---|---|\n{rows}"))
    assert [(claim.ports[0].start, claim.transports) for claim in reading.claims] == [
        (9131, ("tcp",)),
        (9132, ("tcp",)),
    ]
