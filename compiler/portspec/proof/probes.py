"""Probes: one attempt each to reach a port; many at once, each from a fresh source port."""

import socket
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from resource import RLIMIT_NOFILE, getrlimit
from selectors import EVENT_READ, EVENT_WRITE, DefaultSelector, SelectorKey
from typing import Literal, cast

import msgspec

from portspec.proof.lab import Lab, inside

FAMILIES = {4: socket.AF_INET, 6: socket.AF_INET6}
KINDS = {"tcp": socket.SOCK_STREAM, "udp": socket.SOCK_DGRAM}
QUIET, PATIENT = 0.25, 1.2
"""Seconds without news after which the rest counts as blocked: less when all that is awaited has come."""
SPARE = 100
"""Files that a process may have open besides the probes' two sockets each."""


class Probe(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """From a peer to the host (in) or from the host to a peer (out)."""

    port: int
    """The destination's."""
    way: Literal["in", "out"]
    """As the host sees it."""
    peer: str
    """The peer's name in the laboratory."""
    family: int
    """4 or 6, the version of IP."""
    transport: str
    """Lower-case IP protocol name."""


def passing(lab: Lab, probes: Iterable[Probe], awaited: frozenset[Probe] = frozenset()) -> frozenset[Probe]:
    """Return the probes that arrive: TCP connections that open, UDP datagrams that are received."""
    every, size = sorted(probes), (getrlimit(RLIMIT_NOFILE)[0] - SPARE) // 2
    passed = [_passing(lab, every[start : start + size], awaited) for start in range(0, len(every), size)]
    return frozenset().union(*passed)


def _passing(lab: Lab, probes: Sequence[Probe], awaited: frozenset[Probe]) -> set[Probe]:
    passed: set[Probe] = set()
    awaited = awaited & set(probes)
    with ExitStack() as stack:
        news = stack.enter_context(DefaultSelector())
        for end in sorted({_listener(lab, probe) for probe in probes}):
            listener = stack.enter_context(_listen(*end))
            if end[2] == "udp":
                news.register(listener, EVENT_READ)
        for number, probe in enumerate(probes):
            sender = stack.enter_context(_send(lab, probe, str(number)))
            if probe.transport == "tcp":
                news.register(sender, EVENT_WRITE, probe)
        while events := news.select(QUIET if awaited <= passed else PATIENT):
            passed.update(arrived for key, _ in events for arrived in _arrived(news, key, probes))
    return passed


def _arrived(news: DefaultSelector, key: SelectorKey, probes: Sequence[Probe]) -> Iterable[Probe]:
    sock = cast("socket.socket", key.fileobj)
    if key.data is None:
        return (probes[int(sock.recv(16))],)
    news.unregister(sock)
    return (key.data,) if sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR) == 0 else ()


def _listener(lab: Lab, probe: Probe) -> tuple[str, int, str, int]:
    space = lab.host if probe.way == "in" else lab.spaces[probe.peer]
    return space, probe.family, probe.transport, probe.port


def _listen(space: str, family: int, transport: str, port: int) -> socket.socket:
    sock = _socket(space, family, transport)
    if sock.family == socket.AF_INET6:
        sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
    sock.bind(("", port))
    if transport == "tcp":
        sock.listen()
    return sock


def _send(lab: Lab, probe: Probe, text: str) -> socket.socket:
    peer = lab.peers[probe.peer]
    sock = _socket(lab.spaces[probe.peer] if probe.way == "in" else lab.host, probe.family, probe.transport)
    target = peer.host(probe.family) if probe.way == "in" else peer.address(probe.family)
    try:
        sock.connect((target, probe.port))
        if probe.transport == "udp":
            sock.send(text.encode())
    except (BlockingIOError, PermissionError, ConnectionRefusedError):
        pass  # a connection takes its time; rules may say at once that a packet is not permitted, or is refused
    return sock


def _socket(space: str, family: int, transport: str) -> socket.socket:
    with inside(space):
        sock = socket.socket(FAMILIES[family], KINDS[transport])
    sock.setblocking(False)
    return sock
