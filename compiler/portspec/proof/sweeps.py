"""Sweeps: series of raw packets from or to one address, and which of them the host's firewall lets through."""

import socket
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from ipaddress import ip_address
from selectors import EVENT_READ, DefaultSelector
from typing import Any, cast

import msgspec

from portspec.analysis.verdict import Way
from portspec.proof.lab import IPV4, Lab, inside
from portspec.proof.packets import TAG, PacketKind, Series, packets, protocol_of, tag_of
from portspec.proof.probes import FAMILIES

ETHERTYPES = {4: 0x0800, 6: 0x86DD}
"""By the version of IP (IEEE 802 Numbers)."""
SO_SNDBUFFORCE, SO_RCVBUFFORCE = 32, 33
"""As socket(7) has them; the module socket does not name them."""
ROOM = 1 << 25
"""Bytes for packets that wait to be read."""
BATCH, ROUND = 256, 32768
"""Packets after which those that have come are read, and after which the host forgets all connections."""
QUIET = 0.1
"""Seconds without news after which no more packets come."""
ETH_P_ALL = 3
OUTGOING = 4
"""As packet(7) has them: all protocols, and what this side has sent."""
NEWS = 65536
"""Bytes of the longest packet."""
TRIES = 3
"""How often a packet is sent that must arrive: a busy machine may lose one."""


class Sweep(msgspec.Struct, frozen=True, kw_only=True):
    """Packets from an address at a cable to the host (in), or from the host to it (out)."""

    way: Way
    """As the host sees it."""
    peer: str
    """Whose cable it is."""
    address: str
    """The far end."""
    kind: PacketKind
    """What the packets are."""
    port: int
    """Where they come from, for kinds with ports."""
    hops: int
    """Time to live, or hop limit."""
    numbers: Sequence[int]
    """What tells the packets apart, as the kind says."""

    @property
    def version(self) -> int:
        """4 or 6, of IP."""
        return ip_address(self.address).version


class _Post(msgspec.Struct, frozen=True, kw_only=True):
    """What sends and receives the packets of some sweeps."""

    sweeps: Sequence[Sweep]
    """Those that are sent together."""
    far: tuple[bytes, ...]
    """Their addresses."""
    senders: Mapping[tuple[str, int], socket.socket]
    """By peer and version of IP."""
    cards: Mapping[str, bytes]
    """The host's hardware addresses, by peer."""
    news: DefaultSelector
    """Tells which socket has something to read."""


def arrived(lab: Lab, sweeps: Mapping[Sweep, frozenset[int]]) -> dict[Sweep, frozenset[int]]:
    """Return the numbers of the packets that arrive, by sweep; the given ones are those that must.

    Those are sent again where they do not arrive at once.
    """
    found: dict[Sweep, frozenset[int]] = {}
    for way in ("in", "out"):
        some = tuple(each for each in sweeps if each.way == way)
        with ExitStack() as stack:
            found |= zip(some, _arrived(lab, _post(lab, some, stack), [sweeps[each] for each in some]), strict=True)
    return {each: found[each] for each in sweeps}


def _arrived(lab: Lab, post: _Post, awaited: Sequence[frozenset[int]]) -> list[frozenset[int]]:
    found: list[set[int]] = [set() for _ in awaited]
    todo: list[Sequence[int]] = [each.numbers for each in post.sweeps]
    for _ in range(TRIES):
        for serial, number in _delivered(lab, post, todo):
            found[serial].add(number)
        todo = [sorted(must - have) for must, have in zip(awaited, found, strict=True)]
        if not any(todo):
            break
    return list(map(frozenset, found))


def _post(lab: Lab, sweeps: Sequence[Sweep], stack: ExitStack) -> _Post:
    news = stack.enter_context(DefaultSelector())
    for sock, far in _receivers(lab, sweeps):
        news.register(stack.enter_context(sock), EVENT_READ, far)
    lines = dict.fromkeys((each.way, each.peer, each.version) for each in sweeps)
    senders = {(peer, version): stack.enter_context(sender(lab, way, peer, version)) for way, peer, version in lines}
    cards = {peer: lab.card(peer) for _, peer, _ in lines}
    ends = tuple(ip_address(each.address).packed for each in sweeps)
    return _Post(sweeps=sweeps, far=ends, senders=senders, cards=cards, news=news)


def _delivered(lab: Lab, post: _Post, todo: Sequence[Sequence[int]]) -> Iterator[tuple[int, int]]:
    """Send what is still to be sent of each sweep; yield serial and number of what arrives."""
    for serial, (sweep, numbers) in enumerate(zip(post.sweeps, todo, strict=True)):
        here = lab.peers[sweep.peer].host(sweep.version)
        source, target = (sweep.address, here) if sweep.way == "in" else (here, sweep.address)
        series = Series(kind=sweep.kind, source=source, target=target, port=sweep.port, hops=sweep.hops, serial=serial)
        for start in range(0, len(numbers), BATCH):
            if start % ROUND == 0:
                lab.forget_connections()
            _send(post, sweep, packets(series, numbers[start : start + BATCH]))
            yield from _read(post, 0)
    yield from _read(post, QUIET)


def _send(post: _Post, sweep: Sweep, data: Iterable[bytes]) -> None:
    sock = post.senders[sweep.peer, sweep.version]
    to = ("host", ETHERTYPES[sweep.version], 0, 0, post.cards[sweep.peer]) if sweep.way == "in" else (sweep.address, 0)
    for each in data:
        with suppress(OSError):  # rules may say at once that a packet is not permitted, or is refused
            sock.sendto(each, to)


def _read(post: _Post, patience: float) -> Iterator[tuple[int, int]]:
    """Yield serial and number of each packet that has come; leave after some seconds without any."""
    while events := post.news.select(patience):
        for key, _ in events:
            with suppress(BlockingIOError):
                while True:
                    data, about = cast("socket.socket", key.fileobj).recvfrom(NEWS)
                    serial, number = tag_of(data) if len(data) >= TAG else (len(post.far), 0)
                    if serial < len(post.far) and key.data(data, about) == post.far[serial]:
                        yield serial, number


def sender(lab: Lab, way: Way, peer: str, version: int) -> socket.socket:
    """Return a socket for packets with their IP header: at the host, or at a peer, past its own routes."""
    with inside(lab.host if way == "out" else lab.spaces[peer]):
        if way == "out":
            sock = socket.socket(FAMILIES[version], socket.SOCK_RAW, socket.IPPROTO_RAW)
        else:
            sock = socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, 0)
    # Where no neighbour is found, packets wait for it and would fill what there is.
    sock.setsockopt(socket.SOL_SOCKET, SO_SNDBUFFORCE, ROOM)
    sock.setblocking(False)
    return sock


Far = Callable[[bytes, Any], bytes]
"""Returns the far end of what a socket has received, given what recvfrom(2) says about it."""


def _receivers(lab: Lab, sweeps: Sequence[Sweep]) -> Iterator[tuple[socket.socket, Far]]:
    """Yield sockets for all that passes the firewall: one a protocol at the host (raw(7)), or one a peer's cable."""
    for version, protocol in sorted({each for sweep in sweeps if sweep.way == "in" for each in _protocols(sweep)}):
        with inside(lab.host):
            sock = socket.socket(FAMILIES[version], socket.SOCK_RAW, protocol)
        yield _patient(sock), SOURCES[version]
    for peer in sorted({sweep.peer for sweep in sweeps if sweep.way == "out"}):
        with inside(lab.spaces[peer]):
            sock = socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, socket.htons(ETH_P_ALL))
        sock.bind(("host", ETH_P_ALL))
        yield _patient(sock), _target


def _patient(sock: socket.socket) -> socket.socket:
    sock.setsockopt(socket.SOL_SOCKET, SO_RCVBUFFORCE, ROOM)
    sock.setblocking(False)
    return sock


def _protocols(sweep: Sweep) -> Iterator[tuple[int, int]]:
    for number in sweep.numbers if sweep.kind == "protocol" else (0,):
        yield sweep.version, protocol_of(sweep.kind, sweep.version, number)


SOURCES: Mapping[int, Far] = {
    4: lambda data, _: data[12:16],
    6: lambda _, about: socket.inet_pton(socket.AF_INET6, about[0].partition("%")[0]),
}


def _target(data: bytes, about: Any) -> bytes:
    if about[2] == OUTGOING:
        return b""
    return data[16:20] if data[0] >> 4 == IPV4 else data[24:40]
