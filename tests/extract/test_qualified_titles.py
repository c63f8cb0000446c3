"""Titles that name a host and the direction of ports, and qualify these behind or before."""

import tomllib
from pathlib import Path

import pytest

from tests.reading import page, reading_of

TITLES = tomllib.loads(Path(__file__).with_name("qualified_titles.toml").read_text(encoding="utf-8"))
ITEMS = "- 7101/tcp inbound: paper\n- 7102/udp inbound: passes\n"
ROWS = "| Port | Protocol | Direction |\n|---|---|---|\n{}| 7101 | TCP | inbound |\n| 7102 | UDP | inbound |\n"
PLACES = {
    "heading over a table": "# Heron\n\n## {}\n\n" + ROWS.format(""),
    "heading over a list": "# Heron\n\n## {}\n\n" + ITEMS,
    "heading over a heading": "# Heron\n\n## {}\n\n### Halls\n\n" + ITEMS,
    "label": "# Heron\n\n## Halls\n\n{}:\n\n" + ITEMS,
    "caption": "# Heron\n\n## Halls\n\n**Table 1. {}**\n\n" + ROWS.format(""),
    "group of rows": "# Heron\n\n## Halls\n\n" + ROWS.format("| {} | | |\n"),
}
MEANING = {
    "closed": {"denied", "retired", "local"},
    "limited": {"conditional", "optional", "off"},
    "open": {"required"},
}


@pytest.mark.parametrize("tongue", TITLES)
@pytest.mark.parametrize("place", PLACES)
def test_what_qualifies_ports_behind_their_host_holds_for_all_below(place: str, tongue: str) -> None:
    wrong = []
    for kind, needs in MEANING.items():
        for title in TITLES[tongue][kind]:
            found = [claim.need for claim in reading_of(page(PLACES[place].format(title)))[0].claims]
            if len(found) != len(("7101", "7102")) or not needs.issuperset(found):
                wrong.append((title, found))
    assert wrong == []


@pytest.mark.parametrize(
    "title",
    [
        "Ports for all members", "Inbound ports in all releases", "Ports in any mode", "Eingehende Ports für alle Tore",
        "Ports entrants de toutes les portes", "Porte di tutti i varchi", "Porty dla wszystkich bramek",
    ],
)  # fmt: skip
def test_a_group_of_rows_for_all_hosts_asks_for_no_port_of_its_own(title: str) -> None:
    claims = reading_of(page(PLACES["group of rows"].format(title)))[0].claims
    assert [str(port) for claim in claims for port in claim.ports] == ["7101", "7102"]


def test_a_row_of_all_ports_is_no_group() -> None:
    claims = reading_of(page(PLACES["group of rows"].format("All ports")))[0].claims
    assert [str(port) for claim in claims for port in claim.ports] == ["0-65535", "7101", "7102"]
