"""Sentences that except a port from all others: one is open where these are closed, and closed where these are open."""

import tomllib
from pathlib import Path

import pytest

from tests.reading import page, reading_of

SAID = tomllib.loads(Path(__file__).with_name("all_but.toml").read_text(encoding="utf-8"))
HEAD = "# Mill\n\n## Server\n\n"


def _needs(text: str) -> list[tuple[str, str]]:
    """Return how the page asks for the port, and which way."""
    claims = reading_of(page(text))[0].claims
    return [(each.need, each.direction) for each in claims if any(p.start <= 7101 <= p.end for p in each.ports)]


@pytest.mark.parametrize("mark", ["", "- "])
@pytest.mark.parametrize("language", SAID)
def test_what_all_others_are_closed_but_is_asked_for(language: str, mark: str) -> None:
    found = {said: _needs(f"{HEAD}{mark}{said.format(7101)}\n") for said in SAID[language]["kept"]}
    assert {said: needs for said, needs in found.items() if needs != [("required", "inbound")]} == {}


@pytest.mark.parametrize("mark", ["", "- "])
@pytest.mark.parametrize("language", SAID)
def test_what_all_others_are_opened_but_stays_closed(language: str, mark: str) -> None:
    found = {said: _needs(f"{HEAD}{mark}{said.format(7101)}\n") for said in SAID[language]["shut"]}
    assert {said: needs for said, needs in found.items() if any(need != "denied" for need, _ in needs)} == {}


BLOCKS = ("- TCP 7101\n", "| Port | Protocol | Direction |\n|---|---|---|\n| 7101 | TCP | inbound |\n")


@pytest.mark.parametrize("language", [each for each in SAID if "leads_shut" in SAID[each]])
def test_what_stands_below_is_taken_out_of_all_that_is_opened_or_closed(language: str) -> None:
    opened = {said: _needs(f"{HEAD}{said}\n\n{block}") for said in SAID[language]["leads_shut"] for block in BLOCKS}
    assert {said: needs for said, needs in opened.items() if [need for need, _ in needs] != ["denied"]} == {}
    closed = {said: _needs(f"{HEAD}{said}\n\n{block}") for said in SAID[language]["leads_kept"] for block in BLOCKS}
    assert {said: needs for said, needs in closed.items() if needs != [("required", "inbound")]} == {}


@pytest.mark.parametrize(
    "said",
    [
        "Open all inbound ports except the following: TCP 7101, UDP 7102.",
        "Öffnen Sie alle eingehenden Ports außer den folgenden: TCP 7101, UDP 7102.",
        "Ouvrez tous les ports entrants sauf les suivants : TCP 7101, UDP 7102.",
    ],
)
def test_so_is_what_a_colon_leads_to(said: str) -> None:
    assert {need for need, _ in _needs(f"{HEAD}{said}\n")} <= {"denied"}


@pytest.mark.parametrize("said", ["Block TCP ports 7000-7200 except 7101.", "Open TCP ports 7000-7200 except 7101."])
def test_what_is_taken_out_of_a_range_is_not_asked_for(said: str) -> None:
    assert [need for need, _ in _needs(f"{HEAD}{said}\n") if need != "denied"] == []


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("All inbound ports are blocked. Exceptions: TCP 7101, UDP 7102.", True),
        ("All inbound ports are blocked. The only exceptions are TCP 7101 and UDP 7102.", True),
        ("Alle eingehenden Ports sind gesperrt. Ausnahmen: TCP 7101, UDP 7102.", True),
        ("すべての受信ポートは閉じています。例外：TCP 7101。", True),
        ("All inbound ports are open. Exceptions: TCP 7101, UDP 7102.", False),
        ("All inbound ports are open with the exceptions TCP 7101 and UDP 7102.", False),
        ("Todos los puertos entrantes están abiertos. Excepciones: TCP 7101 y UDP 7102.", False),
        ("所有入站端口均已开放。例外：TCP 7101、UDP 7102。", False),
    ],
)
def test_so_is_what_a_sentence_calls_an_exception(said: str, *, asked: bool) -> None:
    assert [need for need, _ in _needs(f"{HEAD}{said}\n") if need != "denied"] == ["required"] * asked
