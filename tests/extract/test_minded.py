"""Sentences with two negations ask for a port, "do not forget it", or keep it closed, "do not forget to close it"."""

import tomllib
from pathlib import Path

import pytest

from tests.reading import open_ports, page, reading_of

SAID = tomllib.loads(Path(__file__).with_name("minded.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("mark", ["", "- "])
@pytest.mark.parametrize("language", SAID)
def test_what_is_not_to_be_missing_is_asked_for(language: str, mark: str) -> None:
    for said in SAID[language]["asks"]:
        reading, _ = reading_of(page(f"# Mill\n\n## {SAID[language]['host']}\n\n{mark}{said}\n"))
        found = [(claim.direction, claim.transports, claim.need) for claim in reading.claims]
        assert found == [("inbound", ("tcp",), "required")], said


@pytest.mark.parametrize("mark", ["", "- "])
@pytest.mark.parametrize("language", SAID)
def test_what_is_not_to_be_left_open_stays_closed(language: str, mark: str) -> None:
    for said in SAID[language]["shuts"]:
        assert open_ports(f"# Mill\n\n## {SAID[language]['host']}\n\n{mark}{said}\n") == set(), said
