"""A deployment on hosts: real packets from the inventory's hosts, and the way back where something fails."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pytest

from portspec.deployment import deployed
from portspec.deployment.node import Node
from portspec.findings import silent
from portspec.proof.bases import base, bases
from portspec.proof.host import Host
from portspec.proof.lab import Lab, inside, is_root, laboratory
from portspec.proof.probes import Probe, passing
from portspec.resources import resource
from portspec.writers.firewall import Options
from tests.audit.real import PEERS as OTHERS
from tests.conftest import ALL, Need, lacking
from tests.firewall.reading import CHUNK, CLIENT, MDS, reading
from tests.packets.conftest import Closed
from tests.packets.lab import PEERS

PEER_ROLES = {"mds": MDS, "chunk": CHUNK, "client": CLIENT}
BIND = {"chunk-server.random-port": ("30000-30100",)}
DIALECTS = bases() if ALL else ("nftables",)


def written(folder: Path, nodes: Iterable[Node], dialect: str = "ansible", *, enforce: bool = False) -> Path:
    """Write a deployment of the first document to a folder."""
    options = Options(roles=(MDS, CHUNK, CLIENT), binds=BIND, enforce=enforce)
    for each in deployed(dialect, reading(), options, tuple(nodes), silent):
        path = folder / each.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(each.data)
    return folder


class Deployment:
    """The deployment of one host: the MDS server under test, between peers of which each plays a role."""

    def __init__(self, host: Host, dialect: str, folder: Path) -> None:
        self.host = host
        self.dialect = dialect
        self.folder = folder
        self.kept = folder / "kept"
        self.number = 0

    def text(self, *peers: str, enforce: bool = False) -> Path:
        """The folder of the text for the host beside some peers."""
        self.number += 1
        here = Node(name="here", roles=(MDS,), addresses=("192.0.2.1",))
        there = [
            Node(name=each.name, roles=(PEER_ROLES[each.name],), addresses=tuple(filter(None, (each.v4, each.v6))))
            for each in PEERS
            if each.name in peers
        ]
        folder = written(self.folder / str(self.number), [here, *there], self.dialect, enforce=enforce)
        return folder / "hosts/here"

    def run(self, *words: str | Path) -> tuple[int, str]:
        """Run the host's script; return its status and what it says."""
        script = str(resource("deployment/deploy.sh"))
        done = self.host.run("sh", script, *map(str, words), PORTSPEC_BOOT="no")
        return done.returncode, done.stdout + done.stderr

    def rules(self) -> list[str]:
        """All lines of the host's rules, in any order, since ufw adds again at the end what it takes back."""
        return sorted(self.host.lab.ruleset().splitlines())

    def let_in(self) -> set[str]:
        """The peers from which the MDS server's own ports are reached, over IPv4."""
        probes = {
            Probe(way="in", peer=peer, family=4, transport="tcp", port=port)
            for peer in PEER_ROLES
            for port in (2510, 2511)
        }
        return {each.peer for each in passing(self.host.lab, probes)}


@pytest.fixture(params=DIALECTS)
def deployment(request: pytest.FixtureRequest, closed: Closed, tmp_path: Path) -> Deployment:
    return Deployment(closed(request.param), request.param, tmp_path)


def test_who_comes_is_let_in_and_who_goes_is_not(deployment: Deployment) -> None:
    before = deployment.host.state()
    first = deployment.text("mds")
    assert deployment.run("diff", first, deployment.kept)[0] == 1
    assert deployment.host.state() == before
    assert deployment.run("apply", first, deployment.kept)[0] == 0
    assert deployment.let_in() == {"mds"}
    assert deployment.run("diff", first, deployment.kept) == (0, "")
    once = deployment.host.state()
    second = deployment.text("mds", "client")
    status, shown = deployment.run("diff", second, deployment.kept)
    assert status == 1
    assert any(each.startswith("+") for each in shown.splitlines())
    assert deployment.run("apply", second, deployment.kept)[0] == 0
    assert deployment.let_in() == {"mds", "client"}
    assert deployment.run("previous", deployment.kept)[0] == 0
    assert deployment.let_in() == {"mds"}
    assert deployment.host.state() == once
    assert deployment.run("remove", deployment.kept)[0] == 0
    assert deployment.host.state() == before
    assert not deployment.kept.exists()


@pytest.mark.parametrize("fault", ["the rules are broken", "it does not hold"])
def test_what_fails_leaves_all_as_it_was(deployment: Deployment, fault: str) -> None:
    before = deployment.rules()
    bad = deployment.text("client")
    (script,) = bad.glob("*/*.sh")
    call = {"the rules are broken": "apply", "it does not hold": "verify"}[fault]
    script.write_text(script.read_text().replace("set -eu", f'set -eu\nif [ "$1" = {call} ]; then exit 1; fi', 1))
    assert deployment.run("apply", bad, deployment.kept)[0] == 2
    assert deployment.rules() == before
    assert deployment.run("apply", deployment.text("mds"), deployment.kept)[0] == 0
    once = deployment.rules()
    assert deployment.run("apply", bad, deployment.kept)[0] == 2
    assert deployment.rules() == once
    assert deployment.let_in() == {"mds"}


def test_another_role_takes_the_place_of_the_first(deployment: Deployment) -> None:
    """Nothing is left of the text of a role that the host plays no more, and it comes back where that fails."""
    before = deployment.host.state()
    assert deployment.run("apply", deployment.text("mds"), deployment.kept)[0] == 0
    once = deployment.rules()
    here = Node(name="here", roles=(CLIENT,), addresses=("192.0.2.1",))
    there = Node(name="there", roles=(CHUNK,), addresses=("192.0.2.2",))
    other = written(deployment.folder / "other", [here, there], deployment.dialect) / "hosts/here"
    assert deployment.run("diff", other, deployment.kept) == (
        1,
        f"{deployment.dialect}/mds-server.sh is taken away, {deployment.dialect}/client.sh comes\n",
    )
    script = other / deployment.dialect / "client.sh"
    good = script.read_text()
    script.write_text(good.replace("set -eu", 'set -eu\nif [ "$1" = apply ]; then exit 1; fi', 1))
    assert deployment.run("apply", other, deployment.kept)[0] == 2
    assert deployment.rules() == once
    script.write_text(good)
    assert deployment.run("apply", other, deployment.kept)[0] == 0
    assert "mds-server" not in deployment.host.state()
    assert deployment.run("remove", deployment.kept)[0] == 0
    assert deployment.host.state() == before


@pytest.mark.parametrize("dialect", [each for each in ("nftables", "iptables") if ALL or each in DIALECTS])
def test_what_closes_all_else_holds_when_it_is_confirmed(dialect: str, lab: Lab, tmp_path: Path) -> None:
    deployment = Deployment(base(dialect).default_accept(lab), dialect, tmp_path)
    before = deployment.host.state()
    assert deployment.let_in() == set(PEER_ROLES)
    first = deployment.text("mds", enforce=True)
    assert deployment.run("diff", first, deployment.kept)[0] == 1
    assert deployment.run("apply", first, deployment.kept)[0] == 0
    assert not (deployment.kept / "now").exists()
    assert deployment.run("confirm", deployment.kept)[0] == 0
    assert deployment.let_in() == {"mds"}
    assert deployment.run("diff", first, deployment.kept) == (0, "")
    assert deployment.run("confirm", deployment.kept) == (0, "")  # nothing waits
    assert deployment.run("apply", deployment.text("mds", "client", enforce=True), deployment.kept)[0] == 0
    assert deployment.run("confirm", deployment.kept)[0] == 0
    assert deployment.let_in() == {"mds", "client"}
    assert deployment.run("previous", deployment.kept)[0] == 0
    assert deployment.run("confirm", deployment.kept)[0] == 0
    assert deployment.let_in() == {"mds"}
    # What cannot be applied leaves the one that is enforced, and lets in no more than that.
    bad = deployment.text("client", enforce=True)
    (script,) = bad.glob("*/*.sh")
    script.write_text(script.read_text().replace("set -eu", 'set -eu\nif [ "$1" = apply ]; then exit 1; fi', 1))
    assert deployment.run("apply", bad, deployment.kept)[0] == 2
    assert deployment.let_in() == {"mds"}
    assert deployment.run("remove", deployment.kept)[0] == 0
    assert deployment.host.state() == before


WRAPPER = """#!/bin/sh
exec nsenter --net=/run/netns/{space} /bin/sh "$@"
"""
"""What Ansible takes for the shell of a host, so that each host of its inventory is a network namespace."""
CLOSED = """
table inet filter {
    chain input {
        type filter hook input priority filter; policy drop;
        ct state established accept
    }
}
"""


class Fleet:
    """Hosts of an inventory, each in a network namespace, and the files of a deployment."""

    def __init__(self, folder: Path, spaces: dict[str, str], nft: str) -> None:
        self.folder = folder
        self.spaces = spaces
        self.nft = nft
        for name, space in spaces.items():
            shell = folder / f"{name}.shell"
            shell.write_text(WRAPPER.format(space=space))
            shell.chmod(0o755)
            with inside(space):
                subprocess.run([nft, "-f", "-"], input=CLOSED, text=True, check=True)

    def write(self, *names: str, gone: Sequence[str] = ()) -> None:
        """Write the deployment of some hosts, all of them MDS servers, and of some that are none any more."""
        shutil.rmtree(self.folder / "hosts", ignore_errors=True)
        nodes = [Node(name=each, roles=(MDS,), addresses=(ADDRESSES[each],)) for each in names]
        written(self.folder, [*nodes, *(Node(name=each, roles=(), addresses=()) for each in gone)])
        common = f"ansible_connection=local ansible_become=false ansible_python_interpreter={sys.executable}"
        lines = [
            f"{each} {common} portspec_boot=false portspec_dialect=nftables portspec_kept={self.folder}/{each}.kept "
            f"ansible_shell_executable={self.folder}/{each}.shell"
            for each in (*names, *gone)
        ]
        (self.folder / "inventory").write_text("[mds_server]\n" + "\n".join(lines))

    def play(self, *words: str) -> dict[str, str]:
        """Run the playbook; return what became of each host: `ok`, `changed` or `failed`."""
        program = [str(Path(sys.executable).parent / "ansible-playbook"), "-i", "inventory", "deploy.yml", *words]
        environment = {**os.environ, "ANSIBLE_HOME": str(self.folder / "ansible"), "ANSIBLE_NOCOLOR": "1"}
        done = subprocess.run(program, cwd=self.folder, env=environment, capture_output=True, text=True, check=False)
        found = re.findall(r"^(\w+) +: ok=\d+ +changed=(\d+) .*failed=(\d+)", done.stdout, re.MULTILINE)
        assert found, done.stdout + done.stderr
        return {
            name: "failed" if failed != "0" else "changed" if changed != "0" else "ok"
            for name, changed, failed in found
        }

    def state(self, name: str) -> str:
        """The rules of a host; the kernel lists a set that was made anew last."""
        with inside(self.spaces[name]):
            done = subprocess.run([self.nft, "-s", "list", "ruleset"], capture_output=True, text=True, check=True)
        return "".join(sorted(re.split(r"^(?=\t\S)", done.stdout, flags=re.MULTILINE)))


ADDRESSES = {"one": "198.51.100.1", "two": "198.51.100.2", "three": "198.51.100.3"}


@pytest.fixture
def fleet(tmp_path: Path, need: Need) -> Iterator[Fleet]:
    if not is_root():
        lacking("only root can make network namespaces")
    need("ip")
    need("nsenter")
    with laboratory(OTHERS) as lab:
        yield Fleet(tmp_path, dict(zip(ADDRESSES, (lab.host, *lab.spaces.values()), strict=True)), need("nft"))


@pytest.mark.night
def test_the_playbook_applies_in_batches_and_stops_where_a_host_fails(fleet: Fleet) -> None:
    fleet.write("one", "two")
    before = {name: fleet.state(name) for name in ADDRESSES}
    changed = {"one": "changed", "two": "changed"}
    assert fleet.play("--check") == changed
    assert {name: fleet.state(name) for name in ADDRESSES} == before
    assert fleet.play() == changed
    assert ADDRESSES["two"] in fleet.state("one")
    assert fleet.play() == {"one": "ok", "two": "ok"}
    assert fleet.play("--check") == {"one": "ok", "two": "ok"}
    once = {name: fleet.state(name) for name in ADDRESSES}
    # The first batch is the first host: where that fails nothing is done on the others, and on itself neither.
    fleet.write("one", "two", "three")
    script = fleet.folder / "hosts/one/nftables/mds-server.sh"
    script.write_text(script.read_text().replace("set -eu", 'set -eu\nif [ "$1" = verify ]; then exit 1; fi', 1))
    assert fleet.play() == {"one": "failed"}
    assert {name: fleet.state(name) for name in ADDRESSES} == once
    fleet.write("one", "two", "three")
    assert fleet.play() == dict.fromkeys(ADDRESSES, "changed")
    assert ADDRESSES["three"] in fleet.state("two")
    # Who goes is let in no more, and keeps nothing.
    fleet.write("one", "two", gone=["three"])
    assert fleet.play("--check") == {**changed, "three": "changed"}
    assert fleet.play("--check", "-e", "portspec_state=previous")["three"] == "ok"
    assert fleet.play() == {**changed, "three": "changed"}
    assert fleet.state("three") == before["three"]
    assert fleet.play() == dict.fromkeys(ADDRESSES, "ok")
    assert {name: fleet.state(name) for name in ("one", "two")} == {name: once[name] for name in ("one", "two")}
    assert fleet.play("-e", "portspec_state=previous") == {**changed, "three": "ok"}
    assert ADDRESSES["three"] in fleet.state("two")
    assert fleet.play("-e", "portspec_state=remove") == {**changed, "three": "ok"}
    assert {name: fleet.state(name) for name in ("one", "two")} == {name: before[name] for name in ("one", "two")}


def test_ansible_reads_the_playbook(tmp_path: Path) -> None:
    nodes = (Node(name="one", roles=(MDS,), addresses=("192.0.2.1",)), Node(name="two", roles=(), addresses=()))
    written(tmp_path, nodes)
    program = Path(sys.executable).parent / "ansible-playbook"
    command = [str(program), "-i", "one,two,", "deploy.yml", "--syntax-check"]
    environment = {**os.environ, "ANSIBLE_HOME": str(tmp_path / "ansible")}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
