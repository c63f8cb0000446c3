"""Remarks that say that a port is not used yet, or not any more: it stays closed, and what is used now stays open."""

import tomllib
from pathlib import Path

import pytest

from tests.reading import open_ports

SAID = tomllib.loads(Path(__file__).with_name("overtaken_remarks.toml").read_text(encoding="utf-8"))
HEAD = "# Kiosk\n\n## Kiosks\n\n| Port | Protocol | Direction | Remarks |\n|---|---|---|---|\n"


@pytest.mark.parametrize("tongue", SAID["closed"])
def test_what_is_used_later_or_was_once_stays_closed(tongue: str) -> None:
    found = [said for said in SAID["closed"][tongue] if open_ports(f"{HEAD}| 7101 | TCP | inbound | {said} |\n")]
    assert found == []


@pytest.mark.parametrize("said", SAID["open"])
def test_what_is_used_now_is_open(said: str) -> None:
    assert open_ports(f"{HEAD}| 7101 | TCP | inbound | {said} |\n") == {7101}


@pytest.mark.parametrize("item", SAID["succeeded"])
def test_what_points_to_its_successor_stays_closed(item: str) -> None:
    assert open_ports(f"# Kiosk\n\n## Kiosks\n\nOpen these inbound ports:\n\n- {item}\n- 7102/tcp: orders\n") == {7102}


@pytest.mark.parametrize("label", SAID["denied_ways"])
def test_a_label_that_denies_a_direction_closes_its_ports(label: str) -> None:
    terms = f"<dl><dt>Inbound</dt><dd>TCP 7100</dd><dt>{label}</dt><dd>TCP 7101</dd></dl>"
    assert open_ports(f"<h1>Kiosk</h1><h2>Kiosks</h2>{terms}", "text/html") == {7100}
    assert open_ports(f"# Kiosk\n\n## Kiosks\n\n- Inbound: 7100/tcp\n- {label}: 7101/tcp\n") == {7100}
