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
