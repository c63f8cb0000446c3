"""A fleet: the host that drifted is found, and many hosts take seconds."""

import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from portspec.audit import Facts
from portspec.audit.allowed import allowed
from portspec.audit.fleet import surveyed as surveyed_hosts
from portspec.audit.listening import Listener
from portspec.audit.report.fleet import Survey
from portspec.deployment.node import Node
from portspec.findings import Finding, silent
from portspec.proof.lab import inside, is_root, laboratory
from portspec.validation import violations
from portspec.writers.firewall import Options
from tests.audit import planted
from tests.audit.real import PEERS
from tests.cli.running import run
from tests.conftest import ALL, Golden, Need, lacking
from tests.firewall.reading import reading

INVENTORY = """all:
  children:
    mds_server:
      hosts:
{hosts}
"""


def inventory(folder: Path, names: list[str]) -> Path:
    file = folder / "inventory.yml"
    file.write_text(INVENTORY.format(hosts="\n".join(f"        {name}{'' if '}' in name else ':'}" for name in names)))
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
    # No address meets another, so none of a host's peers can be told together.
    placed = [f"{name}: {{ansible_host: 10.{n // 125}.{n % 125 * 2}.{n * 37 % 250}}}" for n, name in enumerate(names)]
    found = surveyed(tmp_path, placed)
    assert len(found.parts[0].hosts) == len(names)
    assert len(found.drifts) == len(names)
    # Each lets in anybody, and so all of them the same too much.
    assert {len(each.hosts) for each in found.faults if each.fault.kind == "wider"} == {len(names)}


NODES = (
    Node(name="one", roles=("mds-server",), addresses=("10.0.0.1",)),
    Node(name="two", roles=("mds-server",), addresses=("10.0.0.2", "fd00::2")),
    Node(name="three", roles=("client",), addresses=("10.0.0.3",)),
)
ASKED: dict[str, set[str]] = {"10.0.0.2": set(), "10.0.0.3": {"wider", "blocked"}, "10.0.0.0/24": {"wider"}}
"""What is wrong on one where another MDS server is let in from here alone: from the other one, the client, the net."""


def judged(nodes: tuple[Node, ...], source: str) -> tuple[set[str], list[str]]:
    """What of a fleet is wrong on one about what MDS servers alone need of each other, and what else is said."""
    rules = f"*filter\n:INPUT DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -s {source} -p tcp --dport 2510 -j ACCEPT\n"
    given = allowed(f"{rules}COMMIT\n", "a host", silent)
    assert given
    heard = Listener(transport="tcp", address=None, port=2510, process="mds")
    found: list[Finding] = []
    facts = {"one": Facts(rulesets=(given,), listeners=(heard,))}
    options = Options(roles=("client", "mds-server"))
    fleet = surveyed_hosts(reading(), options, nodes, facts, ignored=(), report=found.append)
    assert fleet
    faults = [each for member in fleet.members for each in member.faults if (2510, 2510) in each.ports]
    return {each.kind for each in faults if each.way == "in"}, [each.code for each in found if each.code != "PS540"]


@pytest.mark.parametrize("source", ASKED)
def test_peers_are_where_the_inventory_has_them(source: str) -> None:
    assert judged(NODES, source) == (ASKED[source], [])


def test_of_a_peer_without_an_address_nothing_is_told_but_that() -> None:
    bare = tuple(msgspec.structs.replace(each, addresses=()) for each in NODES)
    for source in ASKED:
        assert judged(bare, source) == (set(), ["PS546"])
        assert judged((NODES[0], *bare[1:]), source) == (set(), ["PS546"])


def test_an_address_that_is_none_is_said() -> None:
    wrong = msgspec.structs.replace(NODES[1], addresses=("10.0.0.1/8",))
    found: list[Finding] = []
    options = Options(roles=("client", "mds-server"))
    nodes = (NODES[0], wrong)
    assert surveyed_hosts(reading(), options, nodes, {}, ignored=(), report=found.append) is None
    assert [each.code for each in found] == ["PS544"]


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
