"""In use: columns that ask whether ports are used still, or may be let in: a no below them keeps its port closed."""

import tomllib
from pathlib import Path

import pytest

from tests.reading import open_ports, page, reading_of

SAID = tomllib.loads(Path(__file__).with_name("in_use.toml").read_text(encoding="utf-8"))
TABLE = (
    "# Mill\n\n## Server\n\n| Port | Direction | {} |\n|---|---|---|\n"
    "| 7101/tcp | inbound | {} |\n| 7102/tcp | inbound | {} |\n"
)
PROSE = "# Mill\n\n## Server\n\n{}\n"


@pytest.mark.parametrize("language", SAID)
def test_a_no_keeps_a_port_closed_that_is_not_in_use(language: str) -> None:
    titles, answers = SAID[language]["titles"], SAID[language]["answers"]
    assert [each for each in titles if open_ports(TABLE.format(each, *answers)) != {7101}] == []


@pytest.mark.parametrize(
    ("title", "yes", "no"),
    [
        ("Expose?", "by all means", "by no means"), ("Freigeben?", "unbedingt", "auf keinen Fall"),
        ("À ouvrir ?", "bien sûr", "en aucun cas"), ("¿Abrir?", "por supuesto", "en ningún caso"),
        ("Aprire?", "certamente", "in nessun caso"), ("Abrir?", "com certeza", "em caso algum"),
    ],
)  # fmt: skip
def test_an_answer_may_be_said_in_other_words_than_yes_and_no(title: str, yes: str, no: str) -> None:
    assert open_ports(TABLE.format(title, yes, no)) == {7101}


@pytest.mark.parametrize(
    ("said", "ports"),
    [
        ("Inbound uploads no longer go to TCP port 7101 but to TCP port 7102.", {7102}),
        ("Uploads no longer come in on TCP port 7101 but on TCP port 7102.", {7102}),
        ("Ab Version 6 gehen die Daten nicht mehr an TCP-Port 7101, sondern an TCP-Port 7102.", {7102}),
        ("The server no longer asks for a password on inbound TCP port 7101.", set()),
        ("Without inbound TCP port 7101 the server does not work.", {7101}),
        ("Without inbound TCP ports 7101 and 7102, nothing works.", {7101, 7102}),
        ("Sans les ports TCP entrants 7101 et 7102, la balance ne fonctionne pas.", {7101, 7102}),
        ("Ohne den eingehenden TCP-Port 7101 funktioniert die Waage nicht.", {7101}),
        ("Without inbound TCP port 7101 the server works as before.", set()),
        ("Inbound TCP port 7101 is needed. The same is true of inbound TCP port 7102.", {7101, 7102}),
        ("Inbound TCP port 7101 must be closed. The same is true of inbound TCP port 7102.", set()),
        ("Der eingehende TCP-Port 7101 ist nötig. Das Gleiche gilt für den eingehenden UDP-Port 7102.", {7101, 7102}),
        ("The only thing that has to get in is TCP port 7101.", {7101}),
    ],
)
def test_a_sentence_asks_for_what_is_used(said: str, ports: set[int]) -> None:
    assert open_ports(PROSE.format(said)) == ports


def test_what_is_needed_whether_or_not_a_thing_is_there_has_no_condition() -> None:
    said = "Inbound TCP port 7101 is needed whether the media pack is installed or not."
    (claim,) = reading_of(page(PROSE.format(said)))[0].claims
    assert (claim.need, claim.condition) == ("required", None)
