"""A laboratory: a host and its peers in throw-away network namespaces, with cables between them."""

import ctypes
import os
import re
import shutil
import socket
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from ipaddress import ip_address
from pathlib import Path
from signal import SIGKILL
from struct import pack
from subprocess import PIPE
from tempfile import TemporaryDirectory, gettempdir
from typing import cast

import msgspec

LIBC = ctypes.CDLL(None, use_errno=True)
CLONE_NEWNET = 0x40000000  # setns(2)
EPHEMERAL = range(61000, 65000)
"""Where senders take their ports from, far from what documents name."""
SWITCHES = {
    "ipv4/ip_local_port_range": f"{EPHEMERAL.start} {EPHEMERAL.stop - 1}",
    # Else a router does not ask for its neighbours in the first seconds, for want of an address of the link (RFC 4862).
    "ipv6/conf/default/accept_dad": "0",
}
"""What is set in each namespace, by its path below /proc/sys/net."""
NAMESPACES = Path("/run/netns")
PREFIX = "portspec-"
"""What the names of namespaces and folders begin with; then comes the id of the process that made them."""
NETLINK_NETFILTER = 12
FLUSH = pack("=IHHIIBBH", 20, 1 << 8 | 2, 0x1 | 0x4, 1, 0, 0, 0, 0)
"""A request to delete all tracked connections, which is acknowledged (linux/netfilter/nfnetlink_conntrack.h)."""
NEWS = 4096
"""Bytes of an answer, and more."""
PATIENCE = 180
"""Seconds that a program on the host may take; firewalld's take several on a busy machine, and a script calls many."""


class Peer(msgspec.Struct, frozen=True, kw_only=True):
    """A peer; a cable of its own leads to the host."""

    name: str
    """What the plan and the cases call it."""
    device: str
    """The host's network interface at the cable."""
    number: int
    """From 1; gives the host its addresses on the cable."""
    v4: str | None
    """Its address; None where it has none of this family."""
    v6: str | None
    """The same of IP version 6."""

    def address(self, family: int) -> str | None:
        """Return the peer's address of a family, 4 or 6."""
        return self.v4 if family == IPV4 else self.v6

    def host(self, family: int) -> str:
        """Return the host's address on the cable, out of the networks for benchmarks (RFC 2544, RFC 5180)."""
        return f"198.18.{self.number}.1" if family == IPV4 else f"2001:2:0:{self.number:x}::1"


class Lab(msgspec.Struct, frozen=True, kw_only=True):
    """The host under test and all peers."""

    host: str
    """The host's network namespace."""
    spaces: Mapping[str, str]
    """The peers' network namespaces, by the peers' names."""
    peers: Mapping[str, Peer]
    """By name."""
    folder: Path
    """Empty in the beginning, and gone in the end."""

    def run(self, *command: str, given: str = "", **env: str) -> subprocess.CompletedProcess[str]:
        """Run a program on the host, with `given` as its standard input and `env` added to its environment.

        One that takes too long is ended, with all that it started, and its status is not 0.
        """
        with inside(self.host):
            process = subprocess.Popen(  # noqa: S603 (the programs are those that the user asks to prove)
                command, stdin=PIPE, stdout=PIPE, stderr=PIPE, text=True, env=os.environ | env, start_new_session=True
            )
        try:
            output, errors = process.communicate(given, timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, SIGKILL)
            output, errors = process.communicate()
            errors += f"ended after {PATIENCE} seconds"
        return subprocess.CompletedProcess(command, process.returncode, output, errors)

    def load(self, rules: str) -> None:
        """Load rules with nft; raises CalledProcessError where it refuses them."""
        self.run("nft", "-f", "-", given=rules).check_returncode()

    def ruleset(self) -> str:
        """Return all rules that the kernel holds, without counters, sorted by table.

        The kernel lists a table that was made anew last, as firewalld makes its own with each reload.
        """
        listed = self.run("nft", "-s", "list", "ruleset").stdout
        return "".join(sorted(re.split(r"^(?=table )", listed, flags=re.MULTILINE)))

    def write(self, path: str, data: bytes) -> Path:
        """Write a file below the laboratory's folder."""
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
        return file

    def card(self, peer: str) -> bytes:
        """Return the hardware address of the host at a peer's cable."""
        with inside(self.host), socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, 0) as sock:
            sock.bind((self.peers[peer].device, 0))
            return cast("bytes", sock.getsockname()[4])

    def lead(self, addresses: Mapping[str, str]) -> None:
        """Let the host send to more addresses by the cables of peers, as behind routers; each with its peer."""
        for version in (IPV4, IPV6):
            cables = {to: self.peers[by] for to, by in addresses.items() if ip_address(to).version == version}
            behind = [(to, by.address(version), by.device) for to, by in cables.items()]
            routes = (f"route replace {to} via {gate} dev {by}\n" for to, gate, by in behind if to != gate)
            _ip("".join(routes), self.host, version)

    def forget_connections(self) -> None:
        """Make the host's kernel forget all connections that it tracks."""
        with inside(self.host), socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, NETLINK_NETFILTER) as sock:
            sock.send(FLUSH)
            sock.recv(NEWS)

    def forget(self) -> None:
        """Make all forget the link-layer addresses of their neighbours."""
        for space in (self.host, *self.spaces.values()):
            _ip("neighbour flush all\n", space)


@contextmanager
def inside(space: str) -> Iterator[None]:
    """Make sockets and start programs in a network namespace; sockets stay there."""
    home = os.open("/proc/thread-self/ns/net", os.O_RDONLY | os.O_CLOEXEC)
    there = os.open(NAMESPACES / space, os.O_RDONLY | os.O_CLOEXEC)
    try:
        _enter(there)
        yield
    finally:
        _enter(home)
        os.close(there)
        os.close(home)


def is_root() -> bool:
    """Tell whether this process may make network namespaces."""
    return os.geteuid() == 0


def missing(tools: Iterable[str]) -> tuple[str, ...]:
    """Return those of some programs that this machine does not have."""
    path = os.environ.get("PATH", os.defpath) + os.pathsep + "/usr/sbin:/sbin"
    return tuple(tool for tool in tools if shutil.which(tool, path=path) is None)


@contextmanager
def laboratory(peers: Iterable[Peer]) -> Iterator[Lab]:
    """Build the namespaces and cables, and take them away in the end; needs root."""
    every = {peer.name: peer for peer in peers}
    _clear_leftovers()
    with (
        TemporaryDirectory(prefix=f"{PREFIX}{os.getpid()}-") as folder,
        _namespaces(Path(folder).name, every.values()) as (host, *others),
    ):
        lab = Lab(host=host, spaces=dict(zip(every, others, strict=True)), peers=every, folder=Path(folder))
        _connect(lab)
        yield lab


def _clear_leftovers() -> None:
    """Take away the namespaces of processes that were killed, with all that runs in them, and their folders."""
    for place in (NAMESPACES, Path(gettempdir())):
        for path in place.glob(f"{PREFIX}*-*"):
            owner = re.match(rf"{PREFIX}(\d+)-", path.name)
            if owner and not Path("/proc", owner[1]).exists():
                if place == NAMESPACES:
                    _end_all(path.name)
                    _ip(f"netns delete {path.name}\n", force=True)
                else:
                    shutil.rmtree(path, ignore_errors=True)


def _end_all(space: str) -> None:
    """End all that runs in a network namespace."""
    found = subprocess.run(["ip", "netns", "pids", space], capture_output=True, text=True, check=False)  # noqa: S603, S607
    for process in map(int, found.stdout.split()):
        with suppress(ProcessLookupError):
            os.kill(process, SIGKILL)


@contextmanager
def _namespaces(prefix: str, peers: Iterable[Peer]) -> Iterator[tuple[str, ...]]:
    """Make the host's namespace and those of the peers, without cables."""
    names = (f"{prefix}-host", *(f"{prefix}-{peer.number}" for peer in peers))
    try:
        _ip("".join(f"netns add {name}\n" for name in names))
        for name in names:
            with inside(name):
                for switch, value in SWITCHES.items():
                    Path("/proc/sys/net", switch).write_text(value)
        yield names
    finally:
        _ip("".join(f"netns delete {name}\n" for name in names), force=True)


def _connect(lab: Lab) -> None:
    """Make the cables, and give both ends of each their addresses; one program does all in a namespace."""
    ends = [(lab.spaces[name], peer) for name, peer in lab.peers.items()]
    _ip("".join(f"link add {at.device} netns {lab.host} type veth peer name host netns {to}\n" for to, at in ends))
    for space, some in ((lab.host, ends), *((end[0], [end]) for end in ends)):
        lines = (line for _, peer in some for line in _side(peer, host=space == lab.host))
        _ip("".join(("link set lo up\n", *lines)), space)


def _side(peer: Peer, *, host: bool) -> Iterator[str]:
    """Yield what sets up a cable at the side of the host, or of the peer."""
    device = peer.device if host else "host"
    yield f"link set {device} up\n"
    for family in (IPV4, IPV6):
        here, there = peer.host(family), peer.address(family)
        if there:
            own, other = (here, there) if host else (there, here)
            # Each address by itself, so that the peer may have any.
            yield f"address add {own} dev {device}\nroute add {other} dev {device}\n"


def _enter(namespace: int) -> None:
    if LIBC.setns(namespace, CLONE_NEWNET) != 0:
        raise OSError(ctypes.get_errno(), "cannot enter a network namespace")


def _ip(batch: str, space: str | None = None, family: int | None = None, *, force: bool = False) -> None:
    command = ["ip", *(["-force"] if force else []), *(["-n", space] if space else [])]
    command += [f"-{family}"] if family else []
    subprocess.run([*command, "-batch", "-"], input=batch, text=True, check=not force, capture_output=True)  # noqa: S603


IPV4, IPV6 = 4, 6
