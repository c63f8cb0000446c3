"""What a sentence that leads to ports says of all of them: who connects to whom, and that nobody does any more."""

import tomllib
from pathlib import Path

import pytest

from portspec.claims import Claim
from tests.reading import open_ports, page, reading_of

TOLD = tomllib.loads(Path(__file__).with_name("led.toml").read_text("utf-8"))
PAGE = "# Mill\n\n## {title}\n\n{lead}\n\n- TCP port 7101 ({aside})\n"


def read(lead: str, aside: str = "jobs") -> Claim:
    """Return the claim of the port to which a sentence leads."""
    return reading_of(page(PAGE.format(title="Server", lead=lead, aside=aside)))[0].claims[0]


@pytest.mark.parametrize(("lead", "ends"), TOLD["ends"].items())
def test_a_sentence_names_the_ends_of_the_connections_to_all_ports_below(lead: str, ends: list[str]) -> None:
    claim = read(lead)
    source, destination = ends
    assert claim.source == source
    assert not destination or destination in (claim.destination, claim.role)
    assert claim.need == "required"


def test_an_item_with_a_way_or_an_end_of_its_own_shares_none_of_these() -> None:
    lead = "Agents connect to the store server on:"
    assert (read(lead).source, read(lead).destination) == ("Agents", "store server")
    claim = read(lead, "outbound")
    assert (claim.source, claim.destination, claim.direction) == (None, None, "outbound")
    assert read(lead, "from probes").direction == "inbound"


@pytest.mark.parametrize("lead", TOLD["inbound"]["lets"])
def test_a_sentence_lets_connections_in_to_a_host(lead: str) -> None:
    assert read(lead).direction == "inbound"


@pytest.mark.parametrize("lead", TOLD["inbound"]["leaves"])
def test_a_sentence_about_any_host_a_case_or_an_example_lets_none_in(lead: str) -> None:
    claim = read(lead)
    assert (claim.direction, claim.source, claim.destination) == ("unstated", None, None)


@pytest.mark.parametrize("lead", TOLD["closed"]["denied"])
def test_ports_to_which_nobody_connects_stay_closed_below_a_title_that_lets_in(lead: str) -> None:
    assert not open_ports(PAGE.format(title="Inbound ports of the relay server", lead=lead, aside="jobs"))


@pytest.mark.parametrize("lead", TOLD["closed"]["open"])
def test_a_negation_of_something_else_closes_none(lead: str) -> None:
    assert open_ports(PAGE.format(title="Inbound ports of the relay server", lead=lead, aside="jobs")) == {7101}


@pytest.mark.parametrize(("lead", "case"), TOLD["conditional"].items())
def test_a_case_before_the_sentence_limits_all_ports_below(lead: str, case: str) -> None:
    claim = read(lead)
    assert (claim.need, claim.condition) == ("conditional", case)


@pytest.mark.parametrize(
    ("head", "row", "ends"),
    [
        ("Port | Direction", "7101/tcp | outbound", (None, None, "outbound")),
        ("Port | Source", "7101/tcp | probes", ("probes", None, "unstated")),
        ("Port | Destination", "7101/tcp | store server", (None, "store server", "unstated")),
        ("Port | Use", "7101/tcp | jobs", ("Agents", "relay server", "unstated")),
    ],
)
def test_a_row_with_columns_for_ends_shares_none(head: str, row: str, ends: tuple[str | None, str | None, str]) -> None:
    lead = "Agents connect to the relay server on:"
    text = f"# Mill\n\n## Server\n\n{lead}\n\n| {head} |\n|---|---|\n| {row} |\n"
    claim = reading_of(page(text))[0].claims[0]
    assert (claim.source, claim.destination, claim.direction) == ends


@pytest.mark.parametrize(("item", "ends"), TOLD["elided"].items())
def test_an_item_that_begins_with_its_verb_is_about_its_host_and_a_request_about_the_reader(
    item: str, ends: list[str]
) -> None:
    claim = reading_of(page(f"# Mill\n\n## Gateway\n\n- {item}\n"))[0].claims[0]
    assert [claim.source or "", claim.destination or ""] == ends
