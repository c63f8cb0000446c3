"""Marks at entries that a sentence above explains, marks below the word for a firewall, and circles beside crosses."""

import tomllib
from pathlib import Path

import pytest

from tests.reading import open_ports, page, reading_of

SAID = tomllib.loads(Path(__file__).with_name("marks.toml").read_text(encoding="utf-8"))
HEAD = "# Mill\n\n## Server\n\n"


@pytest.mark.parametrize("language", SAID)
def test_what_a_sentence_above_says_of_marked_entries_is_said_of_these_alone(language: str) -> None:
    port, protocol = SAID[language]["words"][:2]
    listed = "- TCP 7101\n- TCP 7102 (x)\n- UDP 7103\n"
    rows = f"| {port} | {protocol} |\n|---|---|\n| 7101 | TCP |\n| 7102 (x) | TCP |\n| 7103 | UDP |\n"
    for said in SAID[language]["marked"]:
        for block in (listed, rows):
            assert open_ports(f"{HEAD}{said}\n\n{block}") == {7101, 7103}, (said, block)


@pytest.mark.parametrize("mark", ["[x]", "(!)", "†", "✗", "(B)", "(–)"])
def test_a_mark_may_be_any_sign(mark: str) -> None:
    text = (
        f"{HEAD}Inbound ports of a server. Entries with {mark} must not be opened.\n\n- TCP 7101\n- TCP 7102 {mark}\n"
    )
    assert open_ports(text) == {7101}


def test_a_sentence_of_several_marks_or_of_an_ending_marks_nothing() -> None:
    text = f"{HEAD}Do not open the port(s) by hand; use the installer.\n\n- TCP 7101 inbound: port(s)\n"
    assert open_ports(text) == {7101}


@pytest.mark.parametrize("language", SAID)
def test_below_the_word_for_a_firewall_a_cross_keeps_a_port_closed(language: str) -> None:
    *head, inbound, firewall = SAID[language]["words"]
    top = f"| {' | '.join((*head, firewall))} |\n|---|---|---|---|\n"
    rows = f"{top}| 7101 | TCP | {inbound} | ✓ |\n| 7102 | TCP | {inbound} | ✗ |\n"
    for said in ("", *SAID[language]["explained"]):
        assert open_ports(f"{HEAD}{said}\n\n{rows}") == {7101}, said


@pytest.mark.parametrize("marks", [("O", "X"), ("o", "x"), ("◎", "×"), ("○", "×"), ("◯", "✕"), ("⭕", "❌")])
@pytest.mark.parametrize("title", ["Open", "Allowed", "Firewall", "開放"])
def test_a_cross_beside_a_circle_is_a_no(title: str, marks: tuple[str, str]) -> None:
    head = f"{HEAD}| Port | Protocol | Direction | {title} |\n|---|---|---|---|\n"
    rows = f"| 7101 | TCP | inbound | {marks[0]} |\n| 7102 | TCP | inbound | {marks[1]} |\n"
    reading, _ = reading_of(page(head + rows))
    assert [(claim.ports[0].start, claim.need) for claim in reading.claims] == [(7101, "required"), (7102, "denied")]


def test_a_cross_alone_is_a_yes() -> None:
    head = f"{HEAD}| Port | Protocol | Direction | Open |\n|---|---|---|---|\n"
    assert open_ports(f"{head}| 7101 | TCP | inbound | x |\n| 7102 | TCP | inbound | |\n") == {7101}


@pytest.mark.parametrize("said", ["Inbound ports of a relay.", "The table gives the state of each inbound port."])
def test_a_sentence_right_above_calls_its_ports_by_their_direction(said: str) -> None:
    reading, _ = reading_of(page(f"{HEAD}{said}\n\n| Port | Protocol |\n|---|---|\n| 7101 | TCP |\n"))
    assert [claim.direction for claim in reading.claims] == ["inbound"]


@pytest.mark.parametrize(
    "said", ["It has no inbound ports.", "Inbound port 7102 is of another host.", "Ports of a relay."]
)
def test_a_sentence_that_calls_others_so_tells_none(said: str) -> None:
    reading, _ = reading_of(page(f"{HEAD}{said}\n\n| Port | Protocol |\n|---|---|\n| 7101 | TCP |\n"))
    assert {claim.direction for claim in reading.claims if claim.ports[0].start == 7101} == {"unstated"}


@pytest.mark.parametrize("marks", ["✓✗", "✅❌", "🔓🔒", "🟢🔴"])
def test_items_begin_with_a_yes_or_a_no(marks: str) -> None:
    assert open_ports(f"{HEAD}- {marks[0]} TCP 7101 inbound\n- {marks[1]} TCP 7102 inbound\n") == {7101}
    assert open_ports(f"{HEAD}- {marks[1]} TCP 7101 inbound\n- {marks[1]} TCP 7102 inbound\n") in ({7101, 7102}, set())


@pytest.mark.parametrize("said", ["TCP 7102 inbound → block", "TCP 7102 inbound => deny"])
def test_a_verb_behind_an_arrow_says_what_is_done(said: str) -> None:
    assert open_ports(f"{HEAD}- TCP 7101 inbound → allow\n- {said}\n") == {7101}


@pytest.mark.parametrize("rows", ["- TCP {} inbound\n", "| Port | Direction |\n|---|---|\n| {}/tcp | inbound |\n"])
@pytest.mark.parametrize(
    "said", ["Do not open the following ports:", "None of the ports below may be opened.", "Never open these ports:"]
)
def test_what_leads_to_two_blocks_without_a_word_between_closes_both(said: str, rows: str) -> None:
    blocks = (rows.format(7101), "| Port | Direction |\n|---|---|\n| 7102/tcp | inbound |\n")
    assert open_ports(f"{HEAD}{said}\n\n{blocks[0]}\n{blocks[1]}") == set()
    assert open_ports(f"{HEAD}{said}\n\n{blocks[0]}\nThese are needed:\n\n{blocks[1]}") == {7102}


def test_nobody_may_open_what_none_may() -> None:
    assert open_ports(f"{HEAD}| Port | Direction | From |\n|---|---|---|\n| 7101/tcp | inbound | nowhere |\n") == set()
    head = "| Port | Direction | Allowed sources |\n|---|---|---|\n"
    assert open_ports(f"{HEAD}{head}| 7101/tcp | inbound | none |\n| 7102/tcp | inbound | agents |\n") == {7102}
