"""Processes: a port between the processes of one host is inside it, whatever that host is called."""

import tomllib
from pathlib import Path

import pytest

from tests.reading import open_ports

SAID = tomllib.loads(Path(__file__).with_name("processes.toml").read_text("utf-8"))
SHAPES = (
    "| Port | Protocol | Direction | Remarks |\n|---|---|---|---|\n| 7101 | TCP | inbound | {} |\n",
    "- 7101/tcp (inbound): {}\n",
)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("tongue", SAID)
def test_what_processes_of_one_host_use_stays_inside_it(tongue: str, shape: str) -> None:
    opened = {
        each: bool(open_ports(f"# Heron\n\n## Node\n\n{shape.format(each)}"))
        for said in SAID[tongue].values()
        for each in said
    }
    assert opened == {each: key == "others" for key, said in SAID[tongue].items() for each in said}
