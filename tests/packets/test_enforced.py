"""With everything else closed: what is stated passes, the administrator stays in, and there is a way back."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from signal import SIGHUP, SIGKILL, SIGTERM, Signals

import pytest
from msgspec.structs import replace

from portspec.proof.bases import base
from portspec.proof.probes import FAMILIES
from portspec.writers.firewall import dialects, meets
from tests.conftest import ALL
from tests.packets.bench import Bench, bench
from tests.packets.cases import CASES, ENFORCED, Case
from tests.packets.conftest import by_turns
from tests.packets.lab import FOREIGN, Lab, inside

ENFORCING = [name for name in dialects() if meets(name, "enforce")]
CONFIRM = "20"
"""Seconds, more than a test takes."""
SOON = "4"
"""Seconds, more than one command takes on a busy machine."""
PATIENCE = 60
"""Seconds that are waited for what comes at once on an idle machine."""


@pytest.fixture(params=ENFORCING)
def dialect(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture
def mds(lab: Lab, dialect: str, tmp_path: Path) -> Bench:
    lab.load(FOREIGN)
    return bench(base(dialect).default_accept(lab), dialect, ENFORCED["mds"], tmp_path)


@pytest.fixture(params=FAMILIES)
def ssh(lab: Lab, request: pytest.FixtureRequest) -> Iterator[tuple[socket.socket, socket.socket]]:
    """The client's and the server's end of a connection from the outsider to the host's port 22."""
    outsider, family = lab.peers["outsider"], request.param
    with inside(lab.host):
        listener = socket.create_server((outsider.host(family), 22), family=FAMILIES[family])
    with inside(lab.spaces["outsider"]):
        client = socket.create_connection((outsider.host(family), 22), timeout=PATIENCE)
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


def unconfirmed(bench: Bench, before: str) -> None:
    """Enforce for a second, or where a busy machine has let it pass, for some more."""
    for seconds in ("1", "4", "16"):
        enforce(bench, seconds)
        if lines(bench) != sorted(before.splitlines()):
            return
    pytest.fail("nothing is enforced")


def restored(bench: Bench, before: str) -> bool:
    """Whether the state comes back; chains may stand in another order."""
    end = time.monotonic() + PATIENCE
    while lines(bench) != sorted(before.splitlines()) and time.monotonic() < end:
        time.sleep(0.05)
    return lines(bench) == sorted(before.splitlines())


def lines(bench: Bench) -> list[str]:
    return sorted(bench.host.state().splitlines())


@pytest.mark.parametrize(("dialect", "name"), by_turns(ENFORCING, ENFORCED))
def test_exactly_what_is_stated_passes(lab: Lab, dialect: str, name: str, tmp_path: Path) -> None:
    made = bench(base(dialect).default_accept(lab), dialect, ENFORCED[name], tmp_path)
    made.apply(CONFIRM)
    lab.forget()  # so that neighbours have to be found through the rules
    assert made.wrong() == frozenset()


def test_the_running_ssh_connection_lives_on(mds: Bench, ssh: tuple[socket.socket, socket.socket]) -> None:
    client, server = ssh
    enforce(mds, SSH_CONNECTION=connection(server))
    for sender, receiver in (ssh, (server, client)):
        sender.sendall(b"alive")
        receiver.settimeout(PATIENCE)
        assert receiver.recv(5) == b"alive"
    mds.script("confirm")


def test_the_error_about_a_datagram_comes_in(mds: Bench) -> None:
    enforce(mds)
    mds.script("confirm")
    outsider = mds.host.lab.peers["outsider"]
    for family, kind in FAMILIES.items():
        with inside(mds.host.lab.host):
            sock = socket.socket(kind, socket.SOCK_DGRAM)
        with sock:
            sock.settimeout(PATIENCE)
            sock.connect((outsider.address(family), 9))
            sock.send(b"nobody listens")
            with pytest.raises(ConnectionRefusedError):
                sock.recv(1)


@pytest.mark.parametrize("connection", ["10.99.4.130 50000 10.99.4.1 2222", "fd99:4::1:0:0:2 50000 fd99:4::1 2222"])
def test_an_ssh_connection_that_nothing_accepts_stops_it(mds: Bench, connection: str) -> None:
    before = mds.host.state()
    done = mds.script("apply", SSH_CONNECTION=connection)
    assert done.returncode == 1
    assert "SSH connection" in done.stderr
    assert mds.host.state() == before


def test_an_ssh_connection_from_outside_the_given_network_stops_it(lab: Lab, dialect: str, tmp_path: Path) -> None:
    network = lab.peers["client"].address(4)
    options = CASES["standalone"].options
    options = type(options)(
        roles=options.roles, enforce=True, peers={"standalone-server.22.both": (f"{network}/32", "fd99:3::/64")}
    )
    made = bench(base(dialect).default_accept(lab), dialect, Case(options=options, flows=""), tmp_path)
    for name, status in (("outsider", 1), ("client", 0)):
        peer = lab.peers[name]
        for family in FAMILIES:
            sender = f"{peer.address(family)} 50000 {peer.host(family)} 22"
            done = made.script("apply", CONFIRM, SSH_CONNECTION=sender)
            assert done.returncode == status, sender
            if status == 0:
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
        with inside(lab.spaces["outsider"]):
            client = socket.create_connection((outsider.host(4), 2222), timeout=PATIENCE)
        with client:
            process.stdout.readline()
            done = mds.script("apply")
        process.kill()
    assert done.returncode == 1
    assert f"{outsider.address(4)} to port 2222" in done.stderr


def test_unconfirmed_it_is_undone(mds: Bench) -> None:
    before = mds.host.state()
    unconfirmed(mds, before)
    assert restored(mds, before)


@pytest.mark.parametrize("how", [SIGHUP, SIGKILL, SIGTERM] if ALL else [SIGHUP])
def test_the_end_of_the_session_does_not_end_the_way_back(mds: Bench, how: Signals) -> None:
    """The whole process group of the session is ended, as at the end of an administrator's login."""
    before = mds.host.state()
    with inside(mds.host.lab.host):
        process = subprocess.Popen(
            # Who runs the tests by nohup(1) hands on that HUP ends nothing.
            ["/usr/bin/env", "--default-signal=HUP", "sh", "-c", 'sh "$0" apply "$1"; exec sleep 60', mds.path, SOON],
            start_new_session=True,
            stdout=subprocess.DEVNULL,
        )
    end = time.monotonic() + PATIENCE
    while "until confirmed" not in mds.host.state() and time.monotonic() < end:
        time.sleep(0.05)
    os.killpg(process.pid, how)
    process.wait()
    assert mds.host.state() != before
    assert restored(mds, before)
    enforce(mds)
    assert mds.script("confirm").returncode == 0


def test_removal_ends_what_waits_to_be_confirmed(mds: Bench, dialect: str, tmp_path: Path) -> None:
    before = mds.host.state()
    enforce(mds)
    mds.script("confirm")
    client = bench(mds.host, dialect, ENFORCED["client"], tmp_path / "client")
    enforce(client, SOON)
    assert client.script("remove").returncode == 0
    assert mds.host.state() == before
    time.sleep(int(SOON) + 1)
    assert mds.host.state() == before


def test_connections_that_nothing_tracked_before_live_on(mds: Bench) -> None:
    """The other side speaks first, on a port that nothing opens."""
    lab, outsider = mds.host.lab, mds.host.lab.peers["outsider"]
    with inside(lab.spaces["outsider"]):
        listener = socket.create_server((str(outsider.address(4)), 8080))
    with inside(lab.host):
        client = socket.create_connection((str(outsider.address(4)), 8080), timeout=PATIENCE)
    server, _ = listener.accept()
    with listener, client, server:
        enforce(mds)
        for turn in (b"before", b"behind"):
            server.sendall(turn)
            client.settimeout(PATIENCE)
            assert client.recv(9) == turn
            mds.script("confirm")


def test_unconfirmed_it_gives_way_to_what_was_enforced_before(mds: Bench, dialect: str, tmp_path: Path) -> None:
    """Also where that closed more ways than what is tried."""
    case = ENFORCED["client with nothing else going out"]
    case = replace(case, options=replace(case.options, published=True))
    client = bench(mds.host, dialect, case, tmp_path / "client")
    client.apply(CONFIRM)
    before = mds.host.state()
    unconfirmed(mds, before)
    assert restored(mds, before)


def test_confirmed_it_stays_and_twice_is_once(mds: Bench) -> None:
    enforce(mds, SOON)
    assert mds.script("confirm").returncode == 0
    once = mds.host.state()
    time.sleep(int(SOON) + 0.5)
    assert mds.host.state() == once
    enforce(mds)
    assert mds.script("apply").returncode == 1
    assert mds.script("confirm").returncode == 0
    assert mds.script("confirm").returncode == 1
    assert mds.host.state() == once


def test_removal_leaves_what_was_there_before(mds: Bench) -> None:
    before = mds.host.state()
    assert mds.script("verify").returncode == 1
    enforce(mds)
    mds.script("confirm")
    assert mds.script("verify").returncode == 0
    assert mds.script("remove").returncode == 0
    assert mds.host.state() == before
    assert mds.script("remove").returncode == 0


@pytest.mark.parametrize("words", [(), ("apply", "soon"), ("apply", "-1"), ("undo",), ("sessions",)])
def test_what_the_script_does_not_know_it_refuses(mds: Bench, words: tuple[str, ...]) -> None:
    before = mds.host.state()
    done = mds.script(*words)
    assert done.returncode == 1
    assert "seconds" in done.stderr.casefold()
    assert mds.host.state() == before
