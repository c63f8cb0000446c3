"""Titles that name a release: it is no host, and the title above names it; heads that ask for a permission."""

import pytest

from tests.reading import open_ports, page, reading_of

TABLE = "| Port | Protocol | Direction | Service |\n|---|---|---|---|\n| 7101 | TCP | inbound | A |\n"


@pytest.mark.parametrize(
    ("title", "host"),
    [
        ("Release 7", "Relay server"), ("Version 7.2", "Relay server"), ("New in release 7", "Relay server"),
        ("Since version 7", "Relay server"), ("Versión 7", "Relay server"), ("Versione 7", "Relay server"),
        ("Ab Version 7", "Relay server"), ("バージョン 7", "Relay server"), ("Relay 7", "Relay 7"),
        ("Release server", "Release server"), ("Rack 7", "Rack 7"),
    ],
)  # fmt: skip
def test_a_release_is_no_host(title: str, host: str) -> None:
    reading, _ = reading_of(page(f"# Mill\n\n## Relay server\n\n### {title}\n\n{TABLE}"))
    assert [claim.role for claim in reading.claims] == [host]


@pytest.mark.parametrize(
    ("head", "yes", "no"),
    [
        ("Permission", "yes", "no"), ("Clearance", "yes", "no"), ("Erlaubnis", "ja", "nein"),
        ("Autorisation", "oui", "non"), ("Permiso", "sí", "no"), ("Permesso", "sì", "no"),
        ("Permissão", "sim", "não"), ("Toestemming", "ja", "nee"), ("Разрешение", "да", "нет"),
        ("许可", "是", "否"), ("許可", "はい", "いいえ"),
    ],
)  # fmt: skip
def test_a_no_below_a_permission_closes(head: str, yes: str, no: str) -> None:
    rows = f"| 7101 | TCP | inbound | {yes} |\n| 7102 | TCP | inbound | {no} |\n"
    assert open_ports(f"# Mill\n\n## Hubs\n\n| Port | Protocol | Direction | {head} |\n|---|---|---|---|\n{rows}") == {
        7101
    }
