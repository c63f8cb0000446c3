"""nftables: interval sets in the host's own table, or a table that closes all else (nft(8), version 1.0.6 or later)."""

import re
from collections.abc import Iterator

from portspec.artifact import Artifact
from portspec.spec import ErratumRecord
from portspec.writers.firewall.lowering.options import Options
from portspec.writers.firewall.lowering.plan import Ability, Match, Networks, Plan, Rule
from portspec.writers.firewall.snippet.header import about, closed, fitting, header, remarks, title
from portspec.writers.firewall.snippet.nft import ADDITIVE, ENFORCED
from portspec.writers.firewall.snippet.plain import plain
from portspec.writers.firewall.snippet.protocols import NUMBERS
from portspec.writers.firewall.snippet.shell import SESSIONS, UNMANAGED, script

WITH_PORTS = frozenset({"tcp", "udp", "sctp", "dccp", "udplite"})

TABLE = """\
add table inet portspec
delete table inet portspec
add table inet portspec"""
CLOSING = """\
add chain inet portspec @HOOK@ { type filter hook @HOOK@ priority filter; policy drop; }
add rule inet portspec @HOOK@ ct state established accept
add rule inet portspec @HOOK@ @INTERFACE@ "lo" accept
# Errors about what was sent (RFC 792, RFC 4443); without packet-too-big (2) large IPv6 packets get lost.
add rule inet portspec @HOOK@ icmp type { destination-unreachable, time-exceeded, parameter-problem } accept
add rule inet portspec @HOOK@ icmpv6 type { 1, 2, 3, 4 } accept
# Neighbour discovery (RFC 4861) and multicast listener discovery (RFC 2710, RFC 3810) never cross a router.
add rule inet portspec @HOOK@ icmpv6 type { 133, 134, 135, 136 } ip6 hoplimit 255 accept
add rule inet portspec @HOOK@ icmpv6 type { 130, 131, 132, 143 } ip6 hoplimit 1 accept"""


def ability(options: Options) -> Ability:
    """Return what nftables can say; the enforced form filters outgoing packets only where it is asked to."""
    return Ability(
        transports=WITH_PORTS,
        protocols=frozenset(NUMBERS),
        outgoing=not options.enforce or options.enforce_output,
        options=frozenset({"interface", "table", "enforce", "enforce_output"}),
    )


def write(plan: Plan) -> Iterator[Artifact]:
    """Return the rules, and the script that applies, verifies and removes them."""
    stem = "+".join(plan.options.roles) + ("-enforce" if plan.options.enforce else "")
    rules, body = _enforced(plan, stem) if plan.options.enforce else _additive(plan, stem)
    yield Artifact(path=f"nftables/{stem}.nft", data=rules.encode())
    yield Artifact(path=f"nftables/{stem}.sh", data=body.encode())


def _additive(plan: Plan, stem: str) -> tuple[str, str]:
    family, table = (plan.options.table or "inet:filter").split(":")
    product = _identifier(plan.spec.product.id) if plan.spec.product else ""
    owner = fitting(f"portspec_{product}_{'/'.join(map(_identifier, plan.options.roles))}", plan)
    where = f"{family} {table}"
    usage = [
        *_usage(stem, "apply"),
        f"  insert rule {where} input jump {owner}_input",
        f"  insert rule {where} output jump {owner}_output",
        f"Here input and output are the chains that the table {where} has at these hooks; without one for output,",
        "leave out the last line. The script jumps before all other rules of a chain; move the jump if you like.",
        "The table must already accept what belongs to established connections.",
    ]
    chains = (f"{verb} chain {where} {owner}_{hook}" for hook in ("input", "output") for verb in ("add", "flush"))
    rules = "\n".join((_comments(plan, usage), *chains, *_rules(plan, where, f"{owner}_"), ""))
    settings = {"family": family, "table": table, "owner": owner}
    return rules, script(title(plan, "nftables"), f"{stem}.nft", settings, UNMANAGED + ADDITIVE)


def _enforced(plan: Plan, stem: str) -> tuple[str, str]:
    usage = [
        *_usage(stem, "apply, then within a minute and from a new SSH session the same with: confirm"),
        *closed(plan.options),
        "What other tables drop stays dropped.",
    ]
    closing = [CLOSING.replace("@HOOK@", "input").replace("@INTERFACE@", "iifname")]
    if plan.options.enforce_output:
        closing.append(CLOSING.replace("@HOOK@", "output").replace("@INTERFACE@", "oifname"))
    rules = "\n".join((_comments(plan, usage), TABLE, *closing, *_rules(plan, "inet portspec", ""), ""))
    accepts = "\n".join(_accepts(plan))
    return rules, script(
        title(plan, "nftables"), f"{stem}.nft", {}, UNMANAGED + SESSIONS + ENFORCED.replace("@ACCEPTS@", accepts)
    )


def _usage(stem: str, apply: str) -> Iterator[str]:
    yield f"Apply:   sh {stem}.sh {apply}"
    yield f"Verify:  sh {stem}.sh verify"
    yield f"Remove:  sh {stem}.sh remove"
    yield "Reboot:  copy this file to /etc/portspec/, enable the service nftables, and end the file that it loads"
    yield "(/etc/nftables.conf on Debian, /etc/sysconfig/nftables.conf on RHEL; it begins with: flush ruleset) with:"
    yield f'  include "/etc/portspec/{stem}.nft"'


def _comments(plan: Plan, usage: list[str]) -> str:
    return "\n".join((*(f"# {line}".rstrip() for line in header(plan, "nftables", usage)), ""))


def _rules(plan: Plan, where: str, prefix: str) -> Iterator[str]:
    places = _places(plan)
    for networks, name in places.items():
        yield ""
        yield f"# {name}: {', '.join(map(plain, networks.parties))}"
        for version, each in (("4", networks.v4), ("6", networks.v6)):
            if each:
                elements = [f"    {network}," for network in each]
                yield from _set(f"{where} {prefix}{name}-v{version}", f"ipv{version}_addr", elements)
    errata = {each.id: each for each in plan.spec.errata}
    for rule, name in _named(plan):
        yield ""
        yield f"# {about(rule.match)}"
        elements = list(_elements(rule, errata))
        if rule.match.transport in WITH_PORTS:
            yield from _set(f"{where} {prefix}{name}", "inet_service", elements)
            packets = f"{rule.match.transport} dport @{prefix}{name}"
        else:
            yield from elements
            packets = f"meta l4proto {NUMBERS[rule.match.transport]}"
        chain = f"{where} {prefix}{'input' if rule.match.direction == 'in' else 'output'}"
        for place in _at(rule.match, prefix, places):
            yield f"add rule {chain} {place}{packets} ct state new accept"


def _places(plan: Plan) -> dict[Networks, str]:
    every = dict.fromkeys(rule.match.networks for rule in plan.rules if rule.match.networks)
    return {networks: f"peers-{number}" for number, networks in enumerate(every, start=1)}


def _named(plan: Plan) -> Iterator[tuple[Rule, str]]:
    for number, rule in enumerate(plan.rules, start=1):
        yield rule, f"{rule.match.direction}-{rule.match.transport}-{number}"


def _set(name: str, kind: str, elements: list[str]) -> Iterator[str]:
    yield f"add set {name} {{ type {kind}; flags interval; }}"
    yield f"flush set {name}"
    yield f"add element {name} {{"
    yield from elements
    yield "}"


def _elements(rule: Rule, errata: dict[str, ErratumRecord]) -> Iterator[str]:
    for opening in rule.openings:
        yield from (f"    # {line}" for line in remarks(opening, errata))
        if opening.ports:
            yield f"    {opening.ports},"


def _at(match: Match, prefix: str, places: dict[Networks, str]) -> Iterator[str]:
    where = f'{"iif" if match.direction == "in" else "oif"}name "{match.interface}" ' if match.interface else ""
    if match.networks is None:
        yield where
        return
    side = "saddr" if match.direction == "in" else "daddr"
    if match.networks.v4:
        yield f"{where}ip {side} @{prefix}{places[match.networks]}-v4 "
    if match.networks.v6:
        yield f"{where}ip6 {side} @{prefix}{places[match.networks]}-v6 "


def _accepts(plan: Plan) -> Iterator[str]:
    # For the script: does a rule accept TCP from the address $2 to the port $3?
    places = _places(plan)
    for rule, name in _named(plan):
        match = rule.match
        if match.transport == "tcp" and match.direction == "in" and match.interface is None:
            peers = places.get(match.networks) if match.networks else None
            place = f' && {{ holds {peers}-v4 "$2" || holds {peers}-v6 "$2"; }}' if peers else ""
            yield f'if holds {name} "$3"{place}; then exit 0; fi'


def _identifier(text: str) -> str:
    """Return `text` with only what an identifier of nft(8) may hold; two texts never give the same."""
    return re.sub(r"[^a-z0-9-]", lambda found: f".{ord(found[0]):x}.", text)
