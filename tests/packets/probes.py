"""Probes: one attempt each to reach a port; all of them at once, each from a fresh source port."""

import socket
from collections.abc import Iterable
from contextlib import ExitStack
from selectors import EVENT_READ, EVENT_WRITE, DefaultSelector
from typing import Literal

import msgspec

from tests.packets.lab import Lab, inside

FAMILIES = {4: socket.AF_INET, 6: socket.AF_INET6}
KINDS = {"tcp": socket.SOCK_STREAM, "udp": socket.SOCK_DGRAM}
QUIET, PATIENT = 0.25, 1.2
"""Seconds without news after which the rest counts as blocked: less when all that is awaited has come."""


class Probe(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """From a peer to the host (in) or from the host to a peer (out)."""

    way: Literal["in", "out"]
    peer: str
    family: int
    transport: str
    port: int
    """The destination's."""


def passing(lab: Lab, probes: Iterable[Probe], awaited: frozenset[Probe] = frozenset()) -> frozenset[Probe]:
    """Return the probes that arrive: TCP connections that open, UDP datagrams that are received."""
    every = sorted(probes)
    passed: set[Probe] = set()
    with ExitStack() as stack:
        news = stack.enter_context(DefaultSelector())
        for end in sorted({_listener(lab, probe) for probe in every}):
            listener = stack.enter_context(_listen(*end))
            if end[2] == "udp":
                news.register(listener, EVENT_READ)
        for number, probe in enumerate(every):
            sender = stack.enter_context(_send(lab, probe, str(number)))
            if probe.transport == "tcp":
                news.register(sender, EVENT_WRITE, probe)
        while events := news.select(QUIET if awaited <= passed else PATIENT):
            for key, _ in events:
                sock = key.fileobj
                assert isinstance(sock, socket.socket)
                if key.data is None:
                    passed.add(every[int(sock.recv(16))])
                else:
                    news.unregister(sock)
                    if sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR) == 0:
                        passed.add(key.data)
    return frozenset(passed)


def _listener(lab: Lab, probe: Probe) -> tuple[str, int, str, int]:
    space = lab.host if probe.way == "in" else lab.peers[probe.peer].space
    return space, probe.family, probe.transport, probe.port


def _listen(space: str, family: int, transport: str, port: int) -> socket.socket:
    sock = _socket(space, family, transport)
    if family == 6:
        sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
    sock.bind(("", port))
    if transport == "tcp":
        sock.listen()
    return sock


def _send(lab: Lab, probe: Probe, text: str) -> socket.socket:
    peer = lab.peers[probe.peer]
    sock = _socket(peer.space if probe.way == "in" else lab.host, probe.family, probe.transport)
    try:
        sock.connect(((peer.host if probe.way == "in" else peer.address)(probe.family), probe.port))
        if probe.transport == "udp":
            sock.send(text.encode())
    except (BlockingIOError, PermissionError):
        pass  # a connection takes its time; an output chain that drops says that the datagram is not permitted
    return sock


def _socket(space: str, family: int, transport: str) -> socket.socket:
    with inside(space):
        sock = socket.socket(FAMILIES[family], KINDS[transport])
    sock.setblocking(False)
    return sock
