"""Allowances: what a host must reach that no page documents, once everything else that goes out is closed."""

from collections.abc import Iterator, Mapping

from portspec.findings import Report, finding
from portspec.spec import PortRange
from portspec.writers.firewall.lowering.binds import read_range
from portspec.writers.firewall.lowering.parties import Given, networks, read_networks
from portspec.writers.firewall.lowering.plan import Match, Opening, Rule

SERVICES: dict[str, tuple[tuple[str, int], ...]] = {
    "dns": (("tcp", 53), ("udp", 53)),
    "ntp": (("udp", 123),),
    "updates": (("tcp", 80), ("tcp", 443)),
}
"""The paths that each host needs: the ports of `domain` (RFC 1035), `ntp` (RFC 5905), `http` and `https` (RFC 9110)."""


def read_allow(allow: Mapping[str, tuple[str, ...]], report: Report) -> tuple[Rule, ...]:
    """Return a rule for each allowance and transport; what is missing or not understood is reported as PS502."""
    for name in SERVICES:
        if name not in allow:
            help_ = f"Give --allow {name}=CIDR, {name}=any, or {name}=none where the host needs no such path."
            report(finding("PS502", f"--enforce-output closes {name}, and no path is given", help_))
    return tuple(rule for name, texts in allow.items() for rule in _rules(name, texts, report))


def _rules(name: str, texts: tuple[str, ...], report: Report) -> Iterator[Rule]:
    found = _ports(name)
    if not found:
        help_ = f"Give {', '.join(SERVICES)} or ports such as 3128/tcp."
        report(finding("PS502", f"--allow {name} names no service and no ports", help_))
    if texts == ("none",):
        return
    given: Given = {name: read_networks(f"--allow {name}", texts, report)}
    for transport, ranges in found.items():
        openings = tuple(Opening(ports=ports, requirements=()) for ports in ranges)
        match = Match(direction="out", transport=transport, networks=networks((name,), given), allowed=name)
        yield Rule(match=match, openings=openings)


def _ports(name: str) -> dict[str, tuple[PortRange, ...]]:
    text, _, transport = name.partition("/")
    ports = read_range(text)
    if ports and transport in {"tcp", "udp"}:
        return {transport: (ports,)}
    found: dict[str, tuple[PortRange, ...]] = {}
    for each, port in SERVICES.get(name, ()):
        found[each] = (*found.get(each, ()), PortRange(start=port, end=port))
    return found
