"""A trial: a snippet applied to a host, all kinds of packets sent at it, and the snippet removed again."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

import msgspec

from portspec.proof.bench import Bench
from portspec.proof.coverage import EVERY, HOPS, ICMP_NAMES, MANY, PORT, Expected, sweeps, whence
from portspec.proof.enclosure import inner, told, ways_back
from portspec.proof.lab import Lab, Peer
from portspec.proof.matrix import clear, described, ports, probes_of, stated
from portspec.proof.probes import Probe, passing
from portspec.proof.sweeps import Sweep, arrived
from portspec.spec import PortRange
from portspec.writers.firewall.lowering.plan import Plan

PASSES, LOST = "passes, and must not", "does not pass, and must"


Came = Mapping[Sweep, frozenset[int]]
"""What arrived."""


class Trial(msgspec.Struct, frozen=True, kw_only=True):
    """What came of it."""

    passed: tuple[str, ...]
    """What arrived, a line for each peer, way, family and transport."""
    failures: tuple[str, ...]
    """What is wrong."""
    packets: int
    """How many were sent."""


def tried(bench: Bench, plan: Plan, peers: Sequence[Peer], *, full: bool) -> Trial:
    """Apply a snippet twice, send packets, and remove it; not `full` sends a sample of the ports."""
    probes, sent = clear(plan, probes_of(ports(plan), peers)), sweeps(plan, peers, full=full)
    expected = stated(plan, probes, peers)
    before = bench.host.state()
    failures = [*_ways_back(bench, plan), bench.run("apply")]
    once = bench.host.state()
    connected, came = _sent(bench.host.lab, probes, expected, sent)
    failures += _lives_on(bench)
    failures += [bench.run("apply"), "" if bench.host.state() == once else "applying twice changes what once did"]
    failures += [bench.run("verify"), bench.run("remove")]
    failures += ["" if bench.host.state() == before else "removal does not leave what was there before"]
    failures += [f"{PASSES}: {line}" for line in described(connected - expected)]
    failures += [f"{LOST}: {line}" for line in described(expected - connected)]
    failures += _overrun(came)
    without = _without(bench, sent, came)
    came = {each: numbers - without.get(each, frozenset()) for each, numbers in came.items()}
    failures += _wrong(sent, came)
    return Trial(
        passed=tuple(_reached(came, peers, {PORT, *whence(plan)})),
        failures=tuple(dict.fromkeys(each for each in failures if each)),
        packets=len(probes) + sum(len(each.numbers) for each in sent),
    )


def _ways_back(bench: Bench, plan: Plan) -> Iterator[str]:
    if bench.sessions:
        taken = {
            port
            for rule in plan.rules
            for each in rule.openings
            if each.ports
            for port in range(each.ports.start, each.ports.end + 1)
        }
        yield from ways_back(bench, bench.sessions[0], next(port for port in EVERY[1024:] if port not in taken))


def _lives_on(bench: Bench) -> Iterator[str]:
    for session in bench.sessions[:1]:
        yield from inner(bench.host.lab, session)
    for session in {each.version: each for each in reversed(bench.sessions)}.values():
        yield from told(bench.host.lab, session)


def _sent(
    lab: Lab, probes: frozenset[Probe], expected: frozenset[Probe], sent: Mapping[Sweep, Expected]
) -> tuple[frozenset[Probe], Came]:
    lab.lead({each.address: each.peer for each in sent})
    return passing(lab, probes, expected), arrived(lab, {each: right.must for each, right in sent.items()})


def _without(bench: Bench, sent: Mapping[Sweep, Expected], came: Came) -> Came:
    """Return what of the unexpected packets the host lets pass without the snippet."""
    more = {each: numbers - sent[each].may for each, numbers in came.items()}
    again = {each: msgspec.structs.replace(each, numbers=tuple(sorted(some))) for each, some in more.items() if some}
    if bench.sessions:  # a host that closes nothing itself
        return {}
    own = arrived(bench.host.lab, dict.fromkeys(again.values(), frozenset[int]()))
    return {each: own[repeated] for each, repeated in again.items()}


def _overrun(came: Came) -> Iterator[str]:
    """Yield from where more connections are opened than a limit lets pass."""
    opened: dict[str, int] = {}
    for each, numbers in came.items():
        if each.port in MANY:
            opened[each.address] = opened.get(each.address, 0) + len(numbers)
    for address, number in opened.items():
        if number > len(MANY) // 2:
            yield f"{PASSES}: {number} of {len(MANY)} connections from {address} at once"


def _wrong(sent: Mapping[Sweep, Expected], came: Came) -> Iterator[str]:
    for each, right in sent.items():
        yield from (f"{PASSES}: {line}" for line in _line(each, came[each] - right.may))
        yield from (f"{LOST}: {line}" for line in _line(each, right.must - came[each]))


def _reached(came: Came, peers: Sequence[Peer], whence: Container[int]) -> Iterator[str]:
    """Yield a line for all that came from or to the peers' own addresses, from the ports that tell something."""
    own = {address: peer.name for peer in peers for address in (peer.v4, peer.v6)}
    for each, numbers in came.items():
        if each.address in own and each.port in whence and each.hops == HOPS:
            yield from _line(each, numbers, own[each.address])


def _line(sweep: Sweep, numbers: frozenset[int], name: str | None = None) -> Iterator[str]:
    """Yield a line about some packets of a sweep, where there are any."""
    if numbers:
        what = {"answer": "tcp without a connection", "icmp": f"{ICMP_NAMES[sweep.version]} type"}.get(
            sweep.kind, sweep.kind
        )
        more = f" from port {sweep.port}" * (sweep.port != PORT) + f" with {sweep.hops} hops" * (sweep.hops != HOPS)
        end = "from" if sweep.way == "in" else "to"
        yield f"{sweep.way:3} {end} {name or sweep.address} IPv{sweep.version} {what}{more} {_said(sweep, numbers)}"


def _said(sweep: Sweep, numbers: frozenset[int]) -> str:
    """Return numbers in words, messages of ICMP as types, or as `3/4` where they have a code."""
    if sweep.kind != "icmp":
        return _spans(numbers)
    types = _spans(each >> 8 for each in numbers if each % 256 == 0)
    return ", ".join(filter(None, (types, *(f"{each >> 8}/{each % 256}" for each in sorted(numbers) if each % 256))))


def _spans(numbers: Iterable[int]) -> str:
    """Return numbers as `22, 80, 5700-6900`."""
    found: list[PortRange] = []
    for each in sorted(numbers):
        if found and found[-1].end == each - 1:
            found[-1] = PortRange(start=found[-1].start, end=each)
        else:
            found.append(PortRange(start=each, end=each))
    return ", ".join(map(str, found))
