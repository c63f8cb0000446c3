"""A host and its peers in throw-away network namespaces, and probes that find out what passes between them."""

import ctypes
import os
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import msgspec

PEERS = ("mds", "chunk", "client", "outsider")
CLONE_NEWNET = 0x40000000  # setns(2)
EPHEMERAL = "40000 60000"  # no probed port lies in between

BASE = """
table inet filter {
    chain input {
        type filter hook input priority filter; policy drop;
        ct state established accept
        icmpv6 type { 133, 134, 135, 136 } accept
    }
    chain output {
        type filter hook output priority filter; policy drop;
        ct state established accept
        icmpv6 type { 133, 134, 135, 136 } accept
    }
}
"""
"""Denies what comes in and what goes out, but for what was let through before and for finding the neighbours."""

FOREIGN = """
table ip nat {
    chain DOCKER { }
    chain PREROUTING {
        type nat hook prerouting priority dstnat; policy accept;
        fib daddr type local counter packets 0 bytes 0 jump DOCKER
    }
}
table inet monitoring {
    set seen { type inet_service; elements = { 2510 } }
    chain forward { type filter hook forward priority filter; policy drop; tcp dport @seen accept; }
}
"""
"""What other programs keep on the host."""


class Peer(msgspec.Struct, frozen=True, kw_only=True):
    """A peer and its cable to the host; the host's end of it is the interface with the peer's name."""

    name: str
    space: str
    """Its network namespace."""
    number: int

    def address(self, family: int) -> str:
        return f"10.99.{self.number}.130" if family == 4 else f"fd99:{self.number}::1:0:0:2"

    def host(self, family: int) -> str:
        """The host's address on this cable; it is not in the peer's network."""
        return f"10.99.{self.number}.1" if family == 4 else f"fd99:{self.number}::1"

    def network(self, family: int) -> str:
        return f"10.99.{self.number}.128/25" if family == 4 else f"fd99:{self.number}::1:0:0:0/80"


class Lab(msgspec.Struct, frozen=True, kw_only=True):
    """The host under test and all peers."""

    host: str
    """The host's network namespace."""
    peers: Mapping[str, Peer]

    def run(self, *command: str, given: str = "", **env: str) -> subprocess.CompletedProcess[str]:
        """Run a program on the host, with `given` as its standard input and `env` added to its environment."""
        with inside(self.host):
            return subprocess.run(
                command, input=given, env=os.environ | env, capture_output=True, text=True, check=False, timeout=20
            )

    def load(self, rules: str) -> None:
        """Load rules with nft, which must accept them."""
        done = self.run("nft", "-f", "-", given=rules)
        assert done.returncode == 0, done.stderr

    def forget(self) -> None:
        """Make all forget the link-layer addresses of their neighbours."""
        for space in (self.host, *(peer.space for peer in self.peers.values())):
            _ip("neighbour flush all\n", space)

    def ruleset(self) -> str:
        """What nft holds."""
        return self.run("nft", "list", "ruleset").stdout


@contextmanager
def inside(space: str) -> Iterator[None]:
    """Make sockets and start programs in a network namespace; sockets stay there."""
    libc = ctypes.CDLL(None, use_errno=True)
    home = os.open("/proc/thread-self/ns/net", os.O_RDONLY | os.O_CLOEXEC)
    there = os.open(f"/run/netns/{space}", os.O_RDONLY | os.O_CLOEXEC)
    try:
        if libc.setns(there, CLONE_NEWNET) != 0:
            raise OSError(ctypes.get_errno(), f"cannot enter {space}")
        yield
    finally:
        assert libc.setns(home, CLONE_NEWNET) == 0
        os.close(there)
        os.close(home)


@contextmanager
def laboratory() -> Iterator[Lab]:
    """Build the namespaces and cables, and take them away in the end."""
    names = {name: f"portspec-{os.getpid()}-{name}" for name in ("host", *PEERS)}
    try:
        _ip("".join(f"netns add {space}\n" for space in names.values()))
        peers = {name: Peer(name=name, space=names[name], number=number) for number, name in enumerate(PEERS, start=1)}
        for peer in peers.values():
            _cable(names["host"], peer)
        for space in names.values():
            _ip("link set lo up\n", space)
            with inside(space):
                Path("/proc/sys/net/ipv4/ip_local_port_range").write_text(EPHEMERAL)
        yield Lab(host=names["host"], peers=peers)
    finally:
        _ip("".join(f"netns delete {space}\n" for space in names.values()), force=True)


def _cable(host: str, peer: Peer) -> None:
    _ip(f"link add {peer.name} netns {host} type veth peer name host netns {peer.space}\n")
    ends = (host, peer.name, peer.host), (peer.space, "host", peer.address)
    for space, device, address in ends:
        _ip(
            f"address add {address(4)}/24 dev {device}\n"
            f"address add {address(6)}/64 dev {device} nodad\n"
            f"link set {device} up\n",
            space,
        )


def _ip(batch: str, space: str | None = None, *, force: bool = False) -> None:
    command = ["ip", *(["-force"] if force else []), *(["-n", space] if space else []), "-batch", "-"]
    subprocess.run(command, input=batch, text=True, check=not force, capture_output=True)
