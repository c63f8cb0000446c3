"""Lacking: what forbids to leave ports out asks for them, and says their direction as any line above them does."""

import tomllib
from pathlib import Path

import pytest

from tests.reading import open_ports, page, reading_of

SAID = tomllib.loads(Path(__file__).with_name("lacking.toml").read_text(encoding="utf-8"))
LIST = "# Mill\n\n## Server\n\n{}\n\n- 7101/tcp: web\n- 7103/udp: alarms\n"


def _asked(text: str) -> set[int]:
    """Return the ports that a page asks for in any case, for what comes in."""
    claims = reading_of(page(text))[0].claims
    return {each.ports[0].start for each in claims if (each.need, each.direction) == ("required", "inbound")}


@pytest.mark.parametrize("language", SAID)
def test_none_may_be_missing(language: str) -> None:
    assert [each for each in SAID[language]["asked"] if _asked(LIST.format(each)) != {7101, 7103}] == []
    assert [each for each in SAID[language]["denied"] if open_ports(LIST.format(each))] == []


@pytest.mark.parametrize(
    ("said", "ports"),
    [
        ("Inbound TCP port 7101 may not be missing from the rules.", {7101}),
        ("Inbound TCP port 7101 is missing from the rules.", set()),
        ("Nobody should ever drop inbound TCP port 7101.", {7101}),
        ("The same goes for inbound TCP port 7101, which nobody should ever drop.", {7101}),
        ("The same goes for inbound TCP port 7101, which everybody should drop.", set()),
        ("7101/tcp inbound cannot be retired before the last probe is gone, keep it open.", {7101}),
        ("Deprecated clients must not reach the server on inbound TCP port 7101.", set()),
    ],
)
def test_a_sentence_that_forbids_to_leave_a_port_out_asks_for_it(said: str, ports: set[int]) -> None:
    assert open_ports(f"# Mill\n\n## Server\n\n{said}\n") == ports


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Always required (inbound):", "These inbound ports are required only if federation is enabled:"),
        ("These inbound ports are always required:", "These inbound ports are required only if federation is enabled:"),
        ("Altijd nodig (inkomend):", "Alleen nodig als u zelfscankiosken gebruikt (inkomend):"),
        ("Immer nötig (eingehend):", "Diese eingehenden Ports sind nur bei Replikation nötig:"),
    ],
)
def test_a_line_that_leads_to_a_list_says_nothing_of_the_one_above(first: str, second: str) -> None:
    text = f"# Mill\n\n## Server\n\n{first}\n\n- 7101/tcp: web\n\n{second}\n\n- 7102/tcp: links\n"
    assert _asked(text) == {7101}
    assert open_ports(text) == {7101, 7102}


def test_a_line_above_a_list_without_ports_is_about_those_before_it() -> None:
    text = "# Mill\n\n## Server\n\n- 7101/tcp inbound: web\n\nThese ports must not be opened on:\n\n- relays\n- hubs\n"
    assert open_ports(text) == set()
