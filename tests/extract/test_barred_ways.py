"""Barred ways: a port of incoming connections of which a remark says that none come in has no direction."""

import tomllib
from pathlib import Path

import pytest

from tests.reading import page, reading_of

SAID = tomllib.loads(Path(__file__).with_name("barred_ways.toml").read_text(encoding="utf-8"))
ROW = "# Mill\n\n| Port | Direction | Remarks |\n|---|---|---|\n| 7101/tcp | inbound | {} |\n"
ITEM = "# Mill\n\n- TCP 7101 inbound: {}\n"


def _told(text: str) -> tuple[str, bool]:
    """Return the direction of the only port of a page, and whether two places of the page are told to disagree."""
    reading, findings = reading_of(page(text))
    (claim,) = reading.claims
    return claim.direction, any(each.code == "PS207" for each in findings)


@pytest.mark.parametrize("language", SAID)
def test_what_bars_the_way_of_its_row_disagrees_with_it(language: str) -> None:
    for said in SAID[language]["barred"]:
        for text in (ROW, ITEM):
            assert _told(text.format(said)) == ("unstated", True), (said, text)


@pytest.mark.parametrize("language", SAID)
def test_what_bars_the_other_way_agrees(language: str) -> None:
    for said in SAID[language]["let"]:
        for text in (ROW, ITEM):
            assert _told(text.format(said)) == ("inbound", False), (said, text)


def test_one_port_of_several_is_barred_alone() -> None:
    said = "- TCP 7101 inbound (not inbound), TCP 7102 (inbound), TCP 7103 outbound (not inbound)\n"
    found = {each.ports[0].start: each.direction for each in reading_of(page(f"# Mill\n\n{said}"))[0].claims}
    assert found == {7101: "unstated", 7102: "inbound", 7103: "outbound"}


def test_one_that_only_a_title_lets_in_is_barred_too() -> None:
    claims = reading_of(page("# Mill: inbound ports\n\n- TCP 7101\n- TCP 7102 (not inbound)\n"))[0].claims
    assert [each.direction for each in claims] == ["inbound", "unstated"]
