"""Enclosure: what has to go on where `--enforce` closes everything else, and the ways back for the administrator."""

import socket
from collections.abc import Iterable, Iterator
from contextlib import suppress
from ipaddress import ip_address
from struct import pack

import msgspec

from portspec.proof.bench import Bench, Session
from portspec.proof.coverage import ERRORS
from portspec.proof.host import Host
from portspec.proof.lab import IPV4, IPV6, Lab, Peer, inside
from portspec.proof.matrix import is_at
from portspec.proof.packets import ICMP, TRANSPORTS, checksum, header
from portspec.proof.probes import FAMILIES, KINDS
from portspec.proof.sweeps import ETHERTYPES, sender
from portspec.writers.firewall.lowering.plan import Plan

PATIENT = 1.0
"""Seconds after which what should have come is lost."""
UNCONFIRMED, PAUSE, LOOKS = "1", "0.1", 80
"""Seconds that an unconfirmed text is given, those between two looks whether it is gone, and how many there are."""
LOST = 'sh "$1" apply "$2"; kill -s KILL 0'
"""A session of the administrator, the arguments being the script and the time; all in it is ended, as by logind(8)."""
MTU = 1280
"""Bytes that an error about the size of a packet names, the least that IPv6 allows (RFC 8200)."""


def sessions(plan: Plan, peers: Iterable[Peer]) -> Iterator[Session]:
    """Yield a session for each family of each peer that a rule accepts."""
    for peer in peers:
        for version in FAMILIES:
            address = peer.address(version)
            for rule in plan.rules:
                ports = [each.ports.start for each in rule.openings if each.ports]
                way = (rule.match.direction, rule.match.transport, rule.match.interface)
                if address and way == ("in", "tcp", None) and is_at(rule.match, address, peer.device):
                    yield Session(peer=peer, version=version, port=ports[0])


def ways_back(bench: Bench, session: Session, closed: int) -> Iterator[str]:
    """Yield what is wrong where the administrator would be locked out, and where the connection is lost.

    `closed` is a port that nothing accepts.
    """
    before = bench.host.state()
    elsewhere = msgspec.structs.replace(session, port=closed)
    bench.host.run("sh", bench.script, "apply", UNCONFIRMED, SSH_CONNECTION=elsewhere.variable())
    if bench.host.state() != before:
        yield "it is applied over an SSH connection that it cuts"
    _restored(bench.host, before)
    told = bench.host.run("sh", "-c", LOST, "sh", bench.script, UNCONFIRMED, SSH_CONNECTION=session.variable())
    if bench.host.state() == before:
        yield f"it is not applied over an SSH connection that it accepts: {' '.join(told.stderr.split())}"
    if not _restored(bench.host, before):
        yield "it is not undone when the connection is lost before it is confirmed"


def _restored(host: Host, before: str) -> bool:
    """Tell whether the state comes back within some seconds; chains may stand in another order."""
    wanted = sorted(before.splitlines())
    for _ in range(LOOKS):
        if sorted(host.state().splitlines()) == wanted:
            return True
        host.run("sleep", PAUSE)
    return False


def inner(lab: Lab, session: Session) -> Iterator[str]:
    """Yield what does not come through inside the host, by its loopback device."""
    own = [(each, session.peer.host(each)) for each in FAMILIES if session.peer.address(each)]
    for version, address in ((IPV4, "127.0.0.1"), (IPV6, "::1"), *own):
        for transport in KINDS:
            if not _connects(lab, version, address, transport):
                yield f"does not pass, and must: inside the host to {address} {transport}"


def _connects(lab: Lab, version: int, address: str, transport: str) -> bool:
    with inside(lab.host), socket.socket(FAMILIES[version], KINDS[transport]) as server:
        server.settimeout(PATIENT)
        server.bind((address, 0))
        with suppress(OSError), socket.socket(FAMILIES[version], KINDS[transport]) as client:
            client.settimeout(PATIENT)
            if transport == "tcp":
                server.listen()
            client.connect(server.getsockname())
            client.send(b"hello")
            return transport == "tcp" or server.recv(5) == b"hello"
    return False


def told(lab: Lab, session: Session) -> Iterator[str]:
    """Yield the types of the ICMP errors about a running connection that do not come in (RFC 792, RFC 4443)."""
    version, here = session.version, session.peer.host(session.version)
    with inside(lab.host):
        server = socket.create_server((here, session.port), family=FAMILIES[version])
    with server, inside(lab.spaces[session.peer.name]):
        try:
            client = socket.create_connection((here, session.port), timeout=PATIENT)
        except OSError:
            return  # which the probes tell
    with client:
        for number in sorted(ERRORS[version]):
            if not _comes_in(lab, session, _error(session, client.getsockname()[1], number)):
                name = "icmp" if version == IPV4 else "icmpv6"
                yield f"does not pass, and must: an error about a connection, {name} type {number}"


def _error(session: Session, port: int, number: int) -> bytes:
    """Return an error about a packet of the host to a port of its peer, which the error quotes."""
    source, target = (
        (ip_address(session.peer.address(session.version) or "")),
        ip_address(session.peer.host(session.version)),
    )
    quoted = header(target, source, TRANSPORTS["tcp"], 64, 20)
    quoted += pack("!HHIIBBHHH", session.port, port, 1000, 1000, 5 << 4, 0x10, 8192, 0, 0)
    body = pack("!BBHI", number, 0, 0, MTU) + quoted
    pseudo = source.packed + target.packed + pack("!II", len(body), ICMP[6]) if session.version == IPV6 else b""
    body = body[:2] + pack("!H", checksum(pseudo + body)) + body[4:]
    return header(source, target, ICMP[session.version], 64, len(body)) + body


def _comes_in(lab: Lab, session: Session, packet: bytes) -> bool:
    name, version = session.peer.name, session.version
    with inside(lab.host):
        receiver = socket.socket(FAMILIES[version], socket.SOCK_RAW, ICMP[version])
    receiver.settimeout(PATIENT)
    with receiver, sender(lab, "in", name, version) as sock, suppress(TimeoutError):
        sock.sendto(packet, ("host", ETHERTYPES[version], 0, 0, lab.card(name)))
        while not receiver.recv(len(packet)).endswith(packet[40:]):
            pass
        return True
    return False
