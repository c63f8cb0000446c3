"""Remarks that ask for a port though it is given up, or was optional once, or that forbid to close it."""

import tomllib
from pathlib import Path

import pytest

from tests.reading import open_ports, page, reading_of

SAID = tomllib.loads(Path(__file__).with_name("lasting.toml").read_text(encoding="utf-8"))
HEAD = "# Mill\n\n## Server\n\n"
ROW = f"{HEAD}| Port | Protocol | Direction | Remarks |\n|---|---|---|---|\n| 7101 | TCP | inbound | {{}} |\n"
ITEM = f"{HEAD}- TCP 7101 inbound: {{}}\n- TCP 7103 inbound: web\n"


@pytest.mark.parametrize("language", SAID)
def test_what_is_asked_for_all_the_same_is_open_in_any_case(language: str) -> None:
    for said in SAID[language]["asked"]:
        for text in (ROW, ITEM):
            claims = reading_of(page(text.format(said)))[0].claims
            assert [claim.need for claim in claims if claim.ports[0].start == 7101] == ["required"], (said, text)


@pytest.mark.parametrize("language", SAID)
def test_what_is_given_up_stays_closed(language: str) -> None:
    for said in SAID[language]["closed"]:
        for text in (ROW, ITEM):
            assert 7101 not in open_ports(text.format(said)), (said, text)


@pytest.mark.parametrize(
    "said",
    [
        "reads the history of jobs", "deleted items are kept here", "TLS 1.0 is not supported", "cancelled jobs",
        "replaced parts are listed here", "void contracts", "merges logs",
    ],
)  # fmt: skip
def test_what_is_said_of_another_thing_gives_up_nothing(said: str) -> None:
    assert open_ports(ROW.format(said)) == {7101}


def test_what_was_required_once_and_is_optional_now_is_optional() -> None:
    claims = reading_of(page(ROW.format("Required in release 2, optional now")))[0].claims
    assert [claim.need for claim in claims] == ["optional"]
