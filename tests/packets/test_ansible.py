"""The playbook, run by Ansible against a firewalld: real packets through what it opened."""

import re
import sys
from pathlib import Path

import msgspec
import pytest

from portspec.proof.host import Host
from portspec.proof.probes import Probe, passing
from portspec.writers.firewall import emit
from tests.conftest import ALL
from tests.firewall.reading import reading
from tests.packets.cases import CASES, matrix
from tests.packets.conftest import Closed

INVENTORY = """
[mds_server]
host ansible_connection=local ansible_become=false ansible_python_interpreter=/usr/bin/python3
"""
"""The host under test; its own Python has firewalld's library, and the tests run as root already."""


class Play(msgspec.Struct, frozen=True, kw_only=True):
    """A playbook beside a running firewalld."""

    host: Host
    path: Path

    def run(self, *words: str) -> str:
        """Run it; return how many tasks changed something, and how many said ok."""
        program = Path(sys.executable).parent / "ansible-playbook"
        command = [str(program), "-i", str(self.path.parent / "inventory"), str(self.path), *words]
        done = self.host.run("env", f"ANSIBLE_HOME={self.path.parent}", "ANSIBLE_PIPELINING=1", *command)
        assert done.returncode == 0, done.stdout
        return " ".join(re.findall(r"(?:ok|changed|failed)=\d+", done.stdout))


CASE = CASES["mds" if ALL else "mds alone"]
"""Ansible takes half a second for each port of a task."""


@pytest.fixture
def play(closed: Closed, tmp_path: Path) -> Play:
    (made,) = emit("ansible", reading(), CASE.options, lambda _: None)
    path = tmp_path / "mds-server.yml"
    path.write_bytes(made.data)
    (tmp_path / "inventory").write_text(INVENTORY)
    return Play(host=closed("firewalld"), path=path)


@pytest.mark.full
def test_a_second_run_changes_nothing_and_removal_leaves_nothing(play: Play) -> None:
    host, before = play.host, play.host.state()
    tasks = play.path.read_text().count("- name: Accept")
    assert play.run("--check") == f"ok={tasks} changed={tasks} failed=0"
    assert host.state() == before
    assert play.run() == f"ok={tasks} changed={tasks} failed=0"
    once = host.state()
    stated = frozenset(each for each in CASE.stated() if each.way == "in")
    assert passing(host.lab, matrix(), awaited=stated) == stated
    assert play.run() == f"ok={tasks} changed=0 failed=0"
    assert host.state() == once
    host.done("firewall-cmd", "--reload")
    assert host.state() == once
    assert play.run("-e", "portspec_state=disabled") == f"ok={tasks} changed={tasks} failed=0"
    assert host.state() == before


@pytest.mark.night
def test_a_rule_of_the_administrator_outlives_the_removal(play: Play) -> None:
    host = play.host
    for words in ("--permanent",), ():
        host.done("firewall-cmd", *words, '--add-rich-rule=rule port port="22" protocol="tcp" accept')
        host.done("firewall-cmd", *words, '--add-rich-rule=rule family="ipv4" source address="10.99.4.130" drop')
    before = host.state()
    play.run()
    probes = {Probe(way="in", peer=peer, family=4, transport="tcp", port=80) for peer in ("client", "outsider")}
    assert {each.peer for each in passing(host.lab, probes)} == {"client"}
    play.run("-e", "portspec_state=disabled")
    assert host.state() == before


@pytest.mark.night
def test_networks_and_zone_are_variables(play: Play) -> None:
    host = play.host
    for words in ("--new-zone=storage",), ("--zone=storage", "--add-interface=mds"):
        host.done("firewall-cmd", "--permanent", *words)
    host.done("firewall-cmd", "--reload")
    play.run("-e", "portspec_zone=storage", "-e", '{"portspec_from_mds_server": ["0.0.0.0/0"]}')
    probes = {
        Probe(way="in", peer=peer, family=family, transport="tcp", port=port)
        for peer in ("mds", "client")
        for family in (4, 6)
        for port in (22, 2510)
    }
    passed = {(each.peer, each.family, each.port) for each in passing(host.lab, probes)}
    assert passed == {("mds", 4, 22), ("mds", 6, 22), ("mds", 4, 2510)}
