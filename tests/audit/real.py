"""Real packets beside the model: what the kernel lets pass under some rules, and what the model says of it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from ipaddress import ip_address

import msgspec
import pytest

from portspec.audit.judge import judge
from portspec.audit.rules import Ruleset
from portspec.audit.space import OTHER, Space, space
from portspec.audit.view import named
from portspec.proof import probes
from portspec.proof.lab import EPHEMERAL, Lab, Peer, laboratory
from portspec.proof.probes import Probe, passing
from tests.audit.random_nft import DEVICES, PORTS, V4, V6

PEERS = tuple(
    Peer(name=device, device=device, number=number, v4=V4[number - 1], v6=V6[number - 1])
    for number, device in enumerate(DEVICES, start=1)
)
TRIED = (*PORTS, 81)
"""The ports that rules name, and one that they do not."""
PROBES = frozenset(
    Probe(port=port, way=way, peer=peer.name, family=family, transport=transport)
    for port in TRIED
    for way in ("in", "out")
    for peer in PEERS
    for family in (4, 6)
    for transport in ("tcp", "udp")
)
Verdicts = Mapping[Probe, str]
"""`allowed`, `closed` or `unknown`."""


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """What the kernel did under some rules."""

    saved: str
    """The rules, as the firewall's own programs print them."""
    passed: frozenset[Probe]


@contextmanager
def host() -> Iterator[Lab]:
    """A host between two peers, whose packets do not take long."""
    with laboratory(PEERS) as lab, pytest.MonkeyPatch.context() as patch:
        patch.setattr(probes, "QUIET", 0.02)
        yield lab


def sent(lab: Lab, expected: frozenset[Probe]) -> frozenset[Probe]:
    """Return which packets arrive; those that are expected are waited for."""
    lab.forget_connections()
    return passing(lab, PROBES, expected)


def verdicts(rules: Ruleset) -> Verdicts:
    """Return what the model says of each packet."""
    found: dict[Probe, str] = {}
    for way in ("in", "out"):
        for family in (4, 6):
            whole = _space(rules, way, family)
            judged = judge(rules, whole)
            for probe in (each for each in PROBES if (each.way, each.family) == (way, family)):
                packet = _packet(whole, probe)
                assert packet
                kinds = ("allowed", "closed", "unknown")
                (found[probe],) = [each for each in kinds if getattr(judged, each) & packet]
    return found


def _ends(probe: Probe) -> tuple[int, int]:
    """Return the source and the destination of a packet."""
    peer = next(each for each in PEERS if each.name == probe.peer)
    here, there = peer.host(probe.family), peer.address(probe.family) or ""
    pair = (there, here) if probe.way == "in" else (here, there)
    return int(ip_address(pair[0])), int(ip_address(pair[1]))


def _space(rules: Ruleset, way: str, family: int) -> Space:
    cuts = named(rules, "in" if way == "in" else "out")
    ends = [_ends(each) for each in PROBES if (each.way, each.family) == (way, family)]
    cuts["source"] |= {(source, source) for source, _ in ends}
    cuts["destination"] |= {(destination, destination) for _, destination in ends}
    cuts["dport"] |= {(port, port) for port in TRIED}
    cuts.setdefault("in" if way == "in" else "out", set()).update(DEVICES)
    cuts["sport"] |= {(EPHEMERAL.start, EPHEMERAL.stop - 1)}
    return space("in" if way == "in" else "out", 4 if family == 4 else 6, ("tcp", "udp"), cuts)


def _packet(whole: Space, probe: Probe) -> int:
    source, destination = _ends(probe)
    names = whole.axes["in" if probe.way == "in" else "out"].names
    device = probe.peer if probe.peer in names else OTHER
    return (
        whole.where("source", ((source, source),))
        & whole.where("destination", ((destination, destination),))
        & whole.where("sport", ((EPHEMERAL.start, EPHEMERAL.stop - 1),))
        & whole.where("dport", ((probe.port, probe.port),))
        & whole.where("transport", (probe.transport,))
        & whole.where("in" if probe.way == "in" else "out", (device,))
    )
