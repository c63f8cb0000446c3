"""A fleet: the host that drifted is found, and many hosts take seconds."""

import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from portspec.audit.report.fleet import Survey
from portspec.proof.lab import inside, is_root, laboratory
from portspec.validation import violations
from tests.audit import planted
from tests.audit.real import PEERS
from tests.cli.running import run
from tests.conftest import ALL, Golden, Need, lacking

INVENTORY = """all:
  children:
    mds_server:
      hosts:
{hosts}
"""


def inventory(folder: Path, names: list[str]) -> Path:
    file = folder / "inventory.yml"
    file.write_text(INVENTORY.format(hosts="\n".join(f"        {name}:" for name in names)))
    return file


def facts(folder: Path, name: str, sockets: str, rules: str) -> None:
    (folder / name).mkdir(parents=True)
    (folder / name / "sockets.txt").write_text(sockets)
    (folder / name / "iptables.txt").write_text(rules)
    (folder / name / "ip6tables.txt").write_text("")


def surveyed(folder: Path, names: list[str]) -> Survey:
    words = ("--from", str(folder / "facts"), "--inventory", str(inventory(folder, names)), "--format", "json")
    result = run("audit", *planted.PRODUCT, *words)
    assert result.exit_code == 1
    told = msgspec.json.decode(result.stdout, type=Survey)
    assert list(violations(msgspec.structs.replace(told, parts=told.parts[:1]), "fleet")) == []
    return told


def test_the_host_that_drifted_is_found(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)
    names = ["one", "three", "two"]
    for name in names:
        sockets = planted.ss(header=False)
        if name == "three":
            sockets = sockets.replace(f"{planted.ANY}:80 ", "127.0.0.1:80 ")
        facts(tmp_path / "facts", name, sockets, planted.iptables())
    found = surveyed(tmp_path, names)
    (drift,) = found.drifts
    assert (drift.hosts, drift.row.requirement, drift.state) == (
        ("three",),
        "standalone-server.80.both",
        "allowed, local",
    )
    assert drift.usual == "allowed, listening"
    both = {each.fault.kind: each.hosts for each in found.faults if each.fault.ports[0].start != 80}
    assert both == dict.fromkeys(planted.FAULTS, tuple(names))
    assert [each.hosts for each in found.faults if each.fault.ports[0].start == 80] == [("three",)]


def test_the_page_has_a_matrix(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, golden: Golden) -> None:
    monkeypatch.chdir(root)
    names = ["one", "two"]
    for name in names:
        facts(tmp_path / "facts", name, planted.ss(header=False)[: 300 if name == "two" else None], planted.iptables())
    words = ("--from", str(tmp_path / "facts"), "--inventory", str(inventory(tmp_path, names)), "--format", "markdown")
    golden("audit/fleet.md", run("audit", *planted.PRODUCT, *words).stdout)


def test_many_hosts_take_seconds(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The runner ends a command after ten seconds of the processor; no two hosts are alike."""
    monkeypatch.chdir(root)
    names = [f"host-{number}" for number in range(500 if ALL else 100)]
    for number, name in enumerate(names):
        more = f"tcp LISTEN 0 9 *:{20000 + number} *:*\n"
        facts(tmp_path / "facts", name, planted.ss(header=False) + more, planted.iptables())
    found = surveyed(tmp_path, names)
    assert len(found.parts[0].hosts) == len(names)
    assert len(found.drifts) == len(names)


LOCAL = f"ansible_connection: local, ansible_become: false, ansible_python_interpreter: {sys.executable}"


def played(folder: Path, *words: str) -> None:
    play = [str(Path(sys.executable).parent / "ansible-playbook"), "-i", "inventory.yml", "ansible-audit.yml", *words]
    done = subprocess.run(play, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_playbook_gathers(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, need: Need) -> None:
    """Each host of the inventory is a network namespace; in the last one a service listens on localhost only."""
    if not is_root():
        lacking("only root can make network namespaces")
    monkeypatch.chdir(root)
    assert run("emit", "ansible-audit", *planted.PRODUCT, "-o", str(tmp_path)).exit_code == 0
    names = ["one", "three", "two"]
    inventory(tmp_path, [f"{name}: {{{LOCAL}}}" for name in names])
    text = (tmp_path / "inventory.yml").read_text().replace("}:", "}")
    (tmp_path / "inventory.yml").write_text(text)
    monkeypatch.setenv("PWD", str(tmp_path))
    if not ALL:  # each run takes seconds
        played(tmp_path, "--syntax-check")
        return
    with laboratory(PEERS) as lab:
        for name, space in zip(("one", "two", "three"), (lab.host, *lab.spaces.values()), strict=True):
            with inside(space), planted.sockets(space, {"127.0.0.1": 80} if name == "three" else {}):
                subprocess.run([need("nft"), "-f", "-"], input=planted.nftables(), text=True, check=True)
                played(tmp_path, "--limit", name)
    words = ("--from", str(tmp_path / "facts"), "--inventory", str(tmp_path / "inventory.yml"), "--format", "json")
    (drift,) = msgspec.json.decode(run("audit", *planted.PRODUCT, *words).stdout, type=Survey).drifts
    assert (drift.hosts, drift.row.requirement) == (("three",), "standalone-server.80.both")
