"""nftables with everything else closed: what is stated passes, the administrator stays in, and there is a way back."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.packets.bench import Bench, bench
from tests.packets.cases import CASES, ENFORCED, Case
from tests.packets.lab import FOREIGN, Lab, inside
from tests.packets.probes import FAMILIES

CONFIRM = "20"
"""Seconds, more than a test takes."""


@pytest.fixture
def mds(lab: Lab, tmp_path: Path) -> Bench:
    lab.load(FOREIGN)
    return bench(lab, ENFORCED["mds"], tmp_path)


@pytest.fixture(params=FAMILIES)
def ssh(lab: Lab, request: pytest.FixtureRequest) -> Iterator[tuple[socket.socket, socket.socket]]:
    """The client's and the server's end of a connection from the outsider to the host's port 22."""
    outsider, family = lab.peers["outsider"], request.param
    with inside(lab.host):
        listener = socket.create_server((outsider.host(family), 22), family=FAMILIES[family])
    with inside(outsider.space):
        client = socket.create_connection((outsider.host(family), 22), timeout=3)
    server, _ = listener.accept()
    listener.close()
    with client, server:
        yield client, server


def enforce(bench: Bench, *words: str, **env: str) -> None:
    done = bench.script("apply", *(words or (CONFIRM,)), **env)
    assert (done.returncode, done.stderr) == (0, "")


def connection(server: socket.socket) -> str:
    """What sshd tells its sessions (ssh(1), SSH_CONNECTION)."""
    (client, port), (here, there) = server.getpeername()[:2], server.getsockname()[:2]
    return f"{client} {port} {here} {there}"


def gone(lab: Lab, what: str) -> bool:
    """Whether the ruleset loses some text within a few seconds."""
    end = time.monotonic() + 8
    while what in lab.ruleset() and time.monotonic() < end:
        time.sleep(0.05)
    return what not in lab.ruleset()


@pytest.mark.parametrize("case", ENFORCED.values(), ids=list(ENFORCED))
def test_exactly_what_is_stated_comes_in(lab: Lab, case: Case, tmp_path: Path) -> None:
    made = bench(lab, case, tmp_path)
    enforce(made)
    assert made.script("confirm").returncode == 0
    lab.forget()  # so that neighbours have to be found through the rules
    assert made.wrong() == frozenset()


MUTANTS: dict[str, tuple[str, str]] = {
    "nothing is dropped": ("policy drop", "policy accept"),
    "a port is dropped": ("\n    80,", ""),
    "answers are dropped": ("ct state established accept", "ct state established drop"),
    "neighbours are not found": ("icmpv6 type { 133, 134, 135, 136 } ip6 hoplimit 255 accept", "counter"),
    "what is inside is open outside": ('iifname "client" ', ""),
}


@pytest.mark.parametrize(("text", "instead"), MUTANTS.values(), ids=list(MUTANTS))
def test_wrong_rules_are_found_out(lab: Lab, tmp_path: Path, text: str, instead: str) -> None:
    made = bench(lab, ENFORCED["standalone with an interface inside"], tmp_path)
    rules = made.rules.read_text()
    assert text in rules
    lab.load(rules.replace(text, instead))
    lab.forget()
    assert made.wrong()


def test_the_running_ssh_connection_lives_on(mds: Bench, ssh: tuple[socket.socket, socket.socket]) -> None:
    client, server = ssh
    enforce(mds, SSH_CONNECTION=connection(server))
    for sender, receiver in (ssh, (server, client)):
        sender.sendall(b"alive")
        receiver.settimeout(3)
        assert receiver.recv(5) == b"alive"
    mds.script("confirm")


def test_the_error_about_a_datagram_comes_in(mds: Bench) -> None:
    enforce(mds)
    mds.script("confirm")
    outsider = mds.lab.peers["outsider"]
    for family, kind in FAMILIES.items():
        with inside(mds.lab.host):
            sock = socket.socket(kind, socket.SOCK_DGRAM)
        with sock:
            sock.settimeout(3)
            sock.connect((outsider.address(family), 9))
            sock.send(b"nobody listens")
            with pytest.raises(ConnectionRefusedError):
                sock.recv(1)


@pytest.mark.parametrize("connection", ["10.99.4.130 50000 10.99.4.1 2222", "fd99:4::1:0:0:2 50000 fd99:4::1 2222"])
def test_an_ssh_connection_that_nothing_accepts_stops_it(mds: Bench, connection: str) -> None:
    before = mds.lab.ruleset()
    done = mds.script("apply", SSH_CONNECTION=connection)
    assert done.returncode == 1
    assert "SSH connection" in done.stderr
    assert mds.lab.ruleset() == before


def test_an_ssh_connection_from_outside_the_given_network_stops_it(lab: Lab, tmp_path: Path) -> None:
    network = lab.peers["client"].network(4)
    options = CASES["standalone"].options
    options = type(options)(roles=options.roles, enforce=True, peers={"standalone-server.22.both": (network,)})
    made = bench(lab, Case(options=options, flows=""), tmp_path)
    for name, status in (("outsider", 1), ("client", 0)):
        peer = lab.peers[name]
        done = made.script("apply", CONFIRM, SSH_CONNECTION=f"{peer.address(4)} 50000 {peer.host(4)} 22")
        assert done.returncode == status, name
    made.script("confirm")


def test_without_its_variable_the_running_ssh_connection_is_found(lab: Lab, mds: Bench, tmp_path: Path) -> None:
    """As under sudo: the connection of a process named sshd counts."""
    daemon, outsider = tmp_path / "sshd", lab.peers["outsider"]
    daemon.symlink_to(sys.executable)
    serve = "import socket; s = socket.create_server(('', 2222)); print(flush=True); c = s.accept(); print(flush=True)"
    with inside(lab.host):
        process = subprocess.Popen([daemon, "-c", f"{serve}; input()"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    with process:
        assert process.stdout
        process.stdout.readline()
        with inside(outsider.space):
            client = socket.create_connection((outsider.host(4), 2222), timeout=3)
        with client:
            process.stdout.readline()
            done = mds.script("apply")
        process.kill()
    assert done.returncode == 1
    assert f"{outsider.address(4)} to port 2222" in done.stderr


def test_unconfirmed_it_is_undone(mds: Bench) -> None:
    before = mds.lab.ruleset()
    enforce(mds, "1")
    assert "policy drop" in mds.lab.run("nft", "list", "table", "inet", "portspec").stdout
    assert gone(mds.lab, "table inet portspec")
    assert mds.lab.ruleset() == before


def test_unconfirmed_it_gives_way_to_what_was_enforced_before(lab: Lab, mds: Bench, tmp_path: Path) -> None:
    enforce(mds)
    mds.script("confirm")
    before = lab.ruleset()
    client = bench(lab, ENFORCED["client"], tmp_path / "client")
    enforce(client, "1")
    assert lab.ruleset() != before
    assert gone(lab, "unconfirmed")
    assert lab.ruleset() == before


def test_confirmed_it_stays_and_twice_is_once(mds: Bench) -> None:
    enforce(mds, "1")
    assert mds.script("confirm").returncode == 0
    once = mds.lab.ruleset()
    time.sleep(1.5)
    assert mds.lab.ruleset() == once
    enforce(mds)
    assert mds.script("apply").returncode == 1
    assert mds.script("confirm").returncode == 0
    assert mds.script("confirm").returncode == 1
    assert mds.lab.ruleset() == once
    mds.lab.load(mds.rules.read_text())
    assert mds.lab.ruleset() == once


def test_removal_leaves_what_was_there_before(mds: Bench) -> None:
    before = mds.lab.ruleset()
    assert mds.script("verify").returncode == 1
    enforce(mds)
    mds.script("confirm")
    assert mds.script("verify").returncode == 0
    assert mds.script("remove").returncode == 0
    assert mds.lab.ruleset() == before
    assert mds.script("remove").returncode == 0


@pytest.mark.parametrize("words", [(), ("apply", "soon"), ("apply", "-1"), ("undo",), ("sessions",)])
def test_what_the_script_does_not_know_it_refuses(mds: Bench, words: tuple[str, ...]) -> None:
    before = mds.lab.ruleset()
    done = mds.script(*words)
    assert done.returncode == 1
    assert "seconds" in done.stderr.casefold()
    assert mds.lab.ruleset() == before
