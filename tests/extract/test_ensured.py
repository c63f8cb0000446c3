"""Sentences that have a firewall keep a port closed, or open, and those that ask to open what is closed by default."""

import tomllib
from pathlib import Path

import pytest

from portspec.extract.language.lexicon import languages
from tests.reading import open_ports, page, reading_of

SAID = tomllib.loads(Path(__file__).with_name("ensured.toml").read_text(encoding="utf-8"))
HEAD = "# Mill\n\n## Server\n\n"


def test_each_language_has_its_words() -> None:
    assert set(SAID) == set(languages()) - {"mul"}


@pytest.mark.parametrize("mark", ["", "- "])
@pytest.mark.parametrize("language", SAID)
def test_what_a_firewall_is_to_block_stays_closed(language: str, mark: str) -> None:
    found = {said: open_ports(f"{HEAD}{mark}{said.format(7101)}\n") for said in SAID[language]["shuts"]}
    assert {said: ports for said, ports in found.items() if ports} == {}


@pytest.mark.parametrize("mark", ["", "- "])
@pytest.mark.parametrize("language", SAID)
def test_what_it_is_not_to_block_is_asked_for(language: str, mark: str) -> None:
    read = {said: reading_of(page(f"{HEAD}{mark}{said.format(7101)}\n"))[0] for said in SAID[language]["asks"]}
    found = {said: [(claim.ports[0].start, claim.need) for claim in each.claims] for said, each in read.items()}
    assert {said: each for said, each in found.items() if each != [(7101, "required")]} == {}


@pytest.mark.parametrize(
    "said",
    [
        "the hub reads blocks of data", "drops of the queue are counted here", "the agent rejects jobs without a key",
        "the node refuses wrong passwords", "the relay filters the log", "the console shuts itself down after an hour",
    ],
)  # fmt: skip
def test_what_says_so_of_another_thing_closes_nothing(said: str) -> None:
    assert open_ports(f"{HEAD}- TCP 7101 inbound: {said}\n- TCP 7102 inbound: web\n") == {7101, 7102}
