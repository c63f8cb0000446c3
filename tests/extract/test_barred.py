"""Barred: what somebody keeps from a port closes it, whatever the connections are called."""

import tomllib
from pathlib import Path

import pytest

from tests.reading import open_ports

SAID = tomllib.loads(Path(__file__).with_name("barred.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("language", SAID)
def test_what_is_kept_from_a_port_closes_it(language: str) -> None:
    page = "# Mill\n\n## Server\n\n{}\n"
    assert [each for each in SAID[language]["closed"] if open_ports(page.format(each))] == []
    assert [each for each in SAID[language]["open"] if open_ports(page.format(each)) != {7101}] == []
