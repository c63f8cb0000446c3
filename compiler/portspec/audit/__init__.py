"""The audit: whether a host is as its documentation says, by what its firewall lets pass and what listens on it."""

from collections.abc import Iterable, Mapping

import msgspec

from portspec.audit.compare import Host, compare
from portspec.audit.documented import Traffic, documented, numbered
from portspec.audit.fault import Fault, joined
from portspec.audit.ignoring import Ignored, ignoring
from portspec.audit.listening import Listener
from portspec.audit.rules import Ruleset, merged
from portspec.audit.space import Span
from portspec.audit.state import Row, states
from portspec.audit.view import FAMILIES, Ends, views
from portspec.findings import Report, finding
from portspec.spec import Spec
from portspec.writers.firewall.lowering.options import Options
from portspec.writers.firewall.lowering.parties import network


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a host."""

    rulesets: tuple[Ruleset, ...]
    """What its firewalls let pass; all of them count together."""
    listeners: tuple[Listener, ...] | None
    """What waits for connections; None where that is not known."""
    addresses: tuple[str, ...] = ()
    """Its own addresses and networks, as far as they are known."""


class Audited(msgspec.Struct, frozen=True, kw_only=True):
    """What is found on a host."""

    faults: tuple[Fault, ...]
    """The gravest first."""
    states: Mapping[Row, str]
    """What holds of each documented port, and of each other one that is told of."""


def audit(spec: Spec, options: Options, facts: Facts, ignored: tuple[Ignored, ...], report: Report) -> Audited | None:
    """Return what is found on a host with the roles of the options.

    None where options cannot be met (PS502). What no source tells is reported (PS540), and so is an entry of what is
    ignored that matches nothing (PS539).
    """
    traffic = documented(spec, options, report)
    if traffic is None:
        return None
    host = _host(traffic, facts, ignored)
    for message, help in _untold(host):
        report(finding("PS540", message, help))
    faults = joined(ignoring(compare(host), ignored, report))
    return Audited(faults=faults, states=states(host, faults))


def _host(traffic: tuple[Traffic, ...], facts: Facts, ignored: Iterable[Ignored]) -> Host:
    listeners = facts.listeners or ()
    named = {name for each in traffic for name in each.transports} | {each.transport for each in listeners}
    transports = tuple(sorted({"tcp", "udp", *named}))
    ports: list[Span] = [span for each in traffic for span in each.ports]
    ports += [(each.port, each.port) for each in listeners] + [each.span for each in ignored]
    own = numbered(map(network, facts.addresses))
    told = [own, *(each.ends for each in traffic if each.ends is not None)]
    ends: Ends = {family: tuple({span for each in told for span in each.get(family, ())}) for family in FAMILIES}
    seen = views(merged(facts.rulesets), transports, ports, ends)
    return Host(traffic=traffic, views=seen, transports=transports, listeners=facts.listeners, own=own)


def _untold(host: Host) -> Iterable[tuple[str, str]]:
    if host.listeners is None:
        yield "it is not known what listens on the host", "Give what `ss -H -lntup` prints with --listening."
    for family in FAMILIES:
        if not any(host.views[way, family].is_told for way in ("in", "out")):
            program = "iptables-save" if family == FAMILIES[0] else "ip6tables-save"
            yield (
                f"it is not known what the firewall lets pass of IPv{family}",
                f"Give what `nft -j list ruleset`, or {program}, prints with --firewall.",
            )
