"""Where another program keeps the host's firewall, a script stops and names that program's dialect."""

from pathlib import Path

import pytest

from tests.packets.bench import bench
from tests.packets.cases import CASES
from tests.packets.conftest import Closed

KEEPERS = {"firewalld": ("firewall-cmd", "exit 0"), "ufw": ("ufw", "echo Status: active")}
PAIRS = [("nftables", "firewalld"), ("nftables", "ufw"), ("iptables", "firewalld"), ("iptables", "ufw")]


@pytest.mark.parametrize(("dialect", "keeper"), [*PAIRS, ("ufw", "firewalld")])
def test_another_keeper_of_the_firewall_stops_it(dialect: str, keeper: str, closed: Closed, tmp_path: Path) -> None:
    made = bench(closed(dialect), dialect, CASES["mds"], tmp_path)
    program, behaviour = KEEPERS[keeper]
    fake = tmp_path / "bin" / program
    fake.parent.mkdir()
    fake.write_text(f"#!/bin/sh\n{behaviour}\n")
    fake.chmod(0o755)
    before = made.host.state()
    done = made.script("apply", PATH=f"{fake.parent}:/usr/sbin:/usr/bin:/sbin:/bin")
    assert done.returncode == 1
    assert f"the dialect {keeper}" in done.stderr
    assert made.host.state() == before
