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


@pytest.mark.parametrize(
    "said",
    [
        "Until release 6 they also needed 7101/tcp; this port is not used any more.",
        "Until release 6 they also needed 7101/tcp; this port is not used at all today.",
        "Until release 6 they also needed 7101/tcp; the port is closed to any host.",
        "Bis Version 6 brauchten sie auch 7101/tcp; dieser Port wird nicht mehr verwendet.",
        "Jusqu'à la version 6, ils avaient aussi besoin de 7101/tcp ; ce port n'est plus utilisé.",
        "Hasta la versión 6 también necesitaban 7101/tcp; este puerto ya no se usa.",
        "Fino alla versione 6 serviva anche 7101/tcp; questa porta non è più usata.",
        "До версии 6 также требовался 7101/tcp; этот порт больше не используется.",
        "在版本 6 之前还需要 7101/tcp；该端口已不再使用。",
    ],
)
def test_a_port_of_older_releases_that_is_given_up_stays_closed(said: str) -> None:
    assert 7101 not in open_ports(f"{HEAD}- TCP 7103 inbound: web. {said}\n")
    assert 7101 not in open_ports(f"{HEAD}The server listens on TCP port 7103. {said}\n")


def test_a_port_of_older_releases_that_is_used_on_is_not_given_up() -> None:
    said = "Until release 6 all agents needed 7101/tcp; this port is still used by old ones."
    assert 7101 in open_ports(f"{HEAD}- TCP 7103 inbound: web. {said}\n")
