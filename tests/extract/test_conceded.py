"""What makes no difference says nothing of a port, and what is said beside it counts: "closed regardless of …"."""

import tomllib
from pathlib import Path

import pytest

from tests.reading import open_ports, page, reading_of

SAID = tomllib.loads(Path(__file__).with_name("conceded.toml").read_text(encoding="utf-8"))
HEAD = "# Mill\n\n## Hub servers\n\n"
SHAPES = (
    "| Port | Protocol | Direction | Remarks |\n|---|---|---|---|\n| 7101 | TCP | inbound | {} |\n",
    "- 7101/tcp (inbound): {}\n",
)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("language", SAID)
def test_what_is_conceded_closes_no_port(language: str, shape: str) -> None:
    found = {said: open_ports(HEAD + shape.format(said)) for said in SAID[language]["open"]}
    assert {said for said, ports in found.items() if ports != {7101}} == set()


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("language", SAID)
def test_what_is_closed_all_the_same_stays_closed(language: str, shape: str) -> None:
    found = {said: open_ports(HEAD + shape.format(said)) for said in SAID[language]["closed"]}
    assert {said for said, ports in found.items() if ports} == set()


@pytest.mark.parametrize("language", SAID)
def test_a_sentence_closes_its_port_whatever_it_concedes(language: str) -> None:
    asked = " Inbound TCP port 7102 must be open.\n"
    found = {said: open_ports(HEAD + said.format(7101) + asked) for said in SAID[language]["sentences"]}
    assert {said for said, ports in found.items() if 7101 in ports} == set()


@pytest.mark.parametrize(
    "title",
    [
        "Inbound ports that must stay closed regardless of the edition",
        "Inbound ports to keep closed with or without mirroring",
        "Inbound ports of the hub that must stay closed",
        "Eingehende Ports, die unabhängig von der Edition geschlossen bleiben",
    ],
)
def test_a_title_closes_its_ports_whatever_it_concedes(title: str) -> None:
    assert open_ports(f"{HEAD}### {title}\n\n| Port | Protocol |\n|---|---|\n| 7101 | TCP |\n") == set()


def test_a_title_says_of_hosts_what_closes_no_port() -> None:
    title = "Inbound ports for servers that do not belong to a cluster"
    assert open_ports(f"{HEAD}### {title}\n\n| Port | Protocol |\n|---|---|\n| 7101 | TCP |\n") == {7101}


@pytest.mark.parametrize(
    "said",
    [
        "needed independently of the agents", "erforderlich unabhängig von den Agenten",
        "wymagany niezależnie od agentów", "нужен независимо от агентов",
    ],
)  # fmt: skip
def test_what_is_conceded_is_no_end(said: str) -> None:
    (claim,) = reading_of(page(f"{HEAD}- 7101/tcp (inbound): {said}\n"))[0].claims
    assert (claim.source, claim.peers) == (None, ())
