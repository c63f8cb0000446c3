"""A negation that is of another thing, or turns a word for closing, leaves a port asked for; a denial stays one."""

import tomllib
from pathlib import Path

import pytest

from tests.reading import open_ports, page, reading_of

SAID = tomllib.loads(Path(__file__).with_name("double_negations.toml").read_text(encoding="utf-8"))
HEAD = "# Mill\n\n## Hub servers\n\n"


@pytest.mark.parametrize("language", SAID)
def test_what_is_denied_is_another_thing(language: str) -> None:
    found = {said: open_ports(f"{HEAD}- 7101/tcp inbound: {said}\n") for said in SAID[language]["open"]}
    assert {said for said, ports in found.items() if ports != {7101}} == set()


@pytest.mark.parametrize("language", SAID)
def test_what_keeps_a_port_closed(language: str) -> None:
    found = {said: open_ports(f"{HEAD}- 7101/tcp inbound: {said}\n") for said in SAID[language]["closed"]}
    assert {said for said, ports in found.items() if ports} == set()


@pytest.mark.parametrize(
    ("lead", "ports"),
    [
        ("Leave none of these inbound ports closed:", {7101}),
        ("None of these inbound ports may be blocked:", {7101}),
        ("Lassen Sie keinen dieser eingehenden Ports geschlossen:", {7101}),
        ("Ne laissez aucun de ces ports entrants fermé :", {7101}),
        ("Leave none of these inbound ports open:", set()),
        ("Leave all of these inbound ports closed:", set()),
        ("Leave inbound ports not in use closed:", set()),
    ],
)
def test_a_lead_that_closes_none(lead: str, ports: set[int]) -> None:
    assert open_ports(f"{HEAD}{lead}\n\n- Editing\n  - TCP 7101: projects\n") == ports


@pytest.mark.parametrize(
    "said",
    [
        "A vat monitor does not start unless its inbound TCP port 7101 is open.",
        "Der Monitor startet nicht, es sei denn, sein eingehender TCP-Port 7101 ist offen.",
        "De monitor start niet tenzij de inkomende TCP-poort 7101 open is.",
    ],
)
def test_what_does_not_start_unless_a_port_is_open_asks_for_it(said: str) -> None:
    assert open_ports(f"{HEAD}{said}\n") == {7101}


@pytest.mark.parametrize("said", ["is closed", "is blocked", "is not open", "is open; never open it", "is only local"])
def test_what_does_not_start_unless_a_port_is_shut_asks_for_none(said: str) -> None:
    assert open_ports(f"{HEAD}A monitor does not start unless its inbound TCP port 7101 {said}.\n") == set()


@pytest.mark.parametrize(
    "said",
    [
        "is needed only where the live map is used; otherwise it may remain closed",
        "has to be open if the live map is used, and may stay closed otherwise",
    ],
)
def test_the_case_is_what_limits_and_not_what_is_otherwise(said: str) -> None:
    reading, _ = reading_of(page(f"{HEAD}Inbound TCP port 7101 {said}.\n"))
    assert [("live map" in str(each.condition), "otherwise" in str(each.condition)) for each in reading.claims] == [
        (True, False)
    ]
