"""A sentence may name another host for each of its ports: none of them is opened on another's."""

import tomllib
from pathlib import Path

import pytest

from tests.reading import page, reading_of

HOSTED = tomllib.loads((Path(__file__).parent / "hosted.toml").read_text("utf-8"))


def let_in(sentence: str) -> list[str]:
    """Return the host and the port of each rule that lets connections in by a sentence."""
    reading, _ = reading_of(page(f"# Heron\n\n## Ports\n\n{sentence}\n"))
    claims = [
        each for each in reading.claims if each.direction == "inbound" and not each.source and each.need == "required"
    ]
    hosts = ((host, port.start) for each in claims for host in each.roles or (each.role,) for port in each.ports)
    return sorted(f"{host} {port}" for host, port in hosts)


@pytest.mark.parametrize("tongue", HOSTED)
def test_each_port_is_on_its_own_host(tongue: str) -> None:
    found = {sentence: let_in(sentence) for sentence in HOSTED[tongue]}
    assert found == {sentence: sorted(wanted) for sentence, wanted in HOSTED[tongue].items()}


@pytest.mark.parametrize(
    "sentence",
    [
        "The agents connect to the hub on TCP port 7101 and the archive on TCP port 7102.",
        "The hub listens on TCP port 7101 for agents and the console on TCP port 7102.",
    ],
)
def test_another_end_is_no_host_of_the_ports_beside_it(sentence: str) -> None:
    assert not {"archive 7102", "console 7102"} & {*let_in(sentence)}


def test_ports_are_on_no_host_that_another_may_have() -> None:
    reading, told = reading_of(page("# Heron\n\nOpen TCP port 7101 on the feeder, and on the grinder UDP port 7102.\n"))
    assert [each.role for each in reading.claims] == [None, None]
    assert {each.text for each in reading.roles} == {"feeder", "grinder"}
    assert "PS207" in {each.code for each in told}
