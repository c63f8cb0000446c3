"""Titles that say what to do with the rows below them, in each language and wherever a title stands."""

import tomllib
from pathlib import Path

import pytest

from tests.reading import open_ports

TITLES = tomllib.loads(Path(__file__).with_name("verdict_titles.toml").read_text(encoding="utf-8"))
ITEMS = "- 7101/tcp inbound: web\n- 7102/udp inbound: sync\n"
PLACES = {
    "heading over arrows": "# Heron\n\n## {}\n\n- Agent → Hub: 7101/tcp\n- Hub → Store: 7102/tcp\n",
    "heading over both ends": (
        "# Heron\n\n## {}\n\n| Source | Destination | Port | Protocol |\n|---|---|---|---|\n"
        "| Agent | Hub | 7101 | TCP |\n| Hub | Store | 7102 | TCP |\n"
    ),
    "heading": "# Heron\n\n## Node\n\n### {}\n\n" + ITEMS,
    "label": "# Heron\n\n## Node\n\n**{}**\n\n" + ITEMS,
    "colon": "# Heron\n\n## Node\n\n{}:\n\n" + ITEMS,
}


@pytest.mark.parametrize("tongue", TITLES)
@pytest.mark.parametrize("place", PLACES)
def test_a_title_closes_or_opens_what_stands_below(place: str, tongue: str) -> None:
    said = TITLES[tongue]
    assert [each for each in said["closed"] if open_ports(PLACES[place].format(each))] == []
    assert [each for each in said["open"] if not open_ports(PLACES[place].format(each)) >= {7101, 7102}] == []
