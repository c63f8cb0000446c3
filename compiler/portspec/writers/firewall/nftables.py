"""nftables: interval sets in the host's own table, or a table that closes all else (nft(8), version 1.0.6 or later)."""

import re
from collections.abc import Iterable, Iterator

import msgspec

from portspec.artifact import Artifact
from portspec.writers.firewall.lowering.options import Options
from portspec.writers.firewall.lowering.plan import Ability, Match, Networks, Plan, Rule
from portspec.writers.firewall.snippet.elements import elements
from portspec.writers.firewall.snippet.header import (
    CONFIRMED,
    ENTERED,
    about,
    closed,
    fitting,
    handling,
    header,
    remarks,
    stem,
    title,
)
from portspec.writers.firewall.snippet.plain import plain
from portspec.writers.firewall.snippet.protocols import NUMBERS, UNTRACKED
from portspec.writers.firewall.snippet.shell import script

WITH_PORTS = frozenset({"tcp", "udp", "sctp", "dccp", "udplite"})
HOOKS = {"input": "in", "output": "out"}
CLOSING = """\
type filter hook @HOOK@ priority filter; policy drop;
ct state established accept
@INTERFACE@ "lo" accept
# Errors about what was sent (RFC 792, RFC 4443); without packet-too-big (2) large IPv6 packets get lost.
icmp type { destination-unreachable, time-exceeded, parameter-problem } accept
icmpv6 type { 1, 2, 3, 4 } accept
# Neighbour discovery (RFC 4861) and multicast listener discovery (RFC 2710, RFC 3810) never cross a router.
icmpv6 type { 133, 134, 135, 136 } ip6 hoplimit 255 accept
icmpv6 type { 130, 131, 132, 143 } ip6 hoplimit 1 accept"""
TYPE = " { type @TYPE@; flags interval; }"
WIDE = 5
"""Networks on a line."""
LABEL = 60
"""Characters of what tells sets apart; longer parties get a number."""


class Form(msgspec.Struct, frozen=True, kw_only=True):
    """Where rules stand and what their names begin with."""

    table: str
    """Its family and name."""
    prefix: str
    """Of chains and sets; empty in a table of their own."""
    hooks: tuple[str, ...]
    """The chains, each named by its hook."""


def ability(options: Options) -> Ability:
    """Return what nftables can say; the enforced form filters outgoing packets only where it is asked to."""
    return Ability(
        transports=WITH_PORTS,
        protocols=frozenset(NUMBERS),
        outgoing=not options.enforce or options.enforce_output,
        outgoing_only=UNTRACKED,
        options=frozenset({"interface", "table", "enforce", "enforce_output"}),
    )


def write(plan: Plan) -> Iterator[Artifact]:
    """Return the rules, and the script that applies, verifies and removes them."""
    name = stem(plan)
    rules, body = _enforced(plan, name) if plan.options.enforce else _additive(plan, name)
    yield Artifact(path=f"nftables/{name}.nft", data=rules.encode())
    yield Artifact(path=f"nftables/{name}.sh", data=body.encode())


def _additive(plan: Plan, name: str) -> tuple[str, str]:
    family, table = (plan.options.table or "inet:filter").split(":")
    product = _identifier(plan.spec.product.id) if plan.spec.product else ""
    owner = fitting(f"portspec_{product}_{'/'.join(map(_identifier, sorted(set(plan.options.roles))))}", plan)
    usage = [*handling(name), *ENTERED]
    form = Form(table=f"{family} {table}", prefix=f"{owner}_", hooks=tuple(HOOKS))
    anew = (f"add {each}{type_}; flush {each}" for each, type_ in _objects(plan, form))
    lines = (*_comments(plan, usage), "# Emptied first, so that nothing of an earlier version is left:", *anew)
    settings = {
        "files": f"{name}.nft",
        "unit": owner.replace("/", ":"),
        "family": family,
        "table": table,
        "owner": owner,
    }
    text = script(title(plan, "nftables"), f"{name}.nft", settings, ("unmanaged", "boot", "nftables"))
    return "\n".join((*lines, "", *_table(plan, form), "")), text


def _enforced(plan: Plan, name: str) -> tuple[str, str]:
    usage = [
        *handling(name, CONFIRMED),
        *closed(plan.options),
        "What other tables drop stays dropped.",
    ]
    hooks = tuple(HOOKS) if plan.options.enforce_output else ("input",)
    form = Form(table="inet portspec", prefix="", hooks=hooks)
    anew = (
        "# Made anew, so that nothing of an earlier version is left:",
        "table inet portspec",
        "delete table inet portspec",
    )
    settings = {"files": f"{name}.nft", "unit": "portspec_enforce"}
    own = ("", "accepting() {", *_accepting(plan), "    return 1", "}")
    parts = ("unmanaged", "boot", "nftables-enforce", "confirm")
    text = script(title(plan, "nftables"), f"{name}.nft", settings, parts, own)
    return "\n".join((*_comments(plan, usage), *anew, "", *_table(plan, form), "")), text


def _comments(plan: Plan, usage: list[str]) -> Iterator[str]:
    yield from (f"# {line}".rstrip() for line in header(plan, "nftables", usage))
    yield ""


def _objects(plan: Plan, form: Form) -> Iterator[tuple[str, str]]:
    """Yield each chain and set as a command names it, with the type that a set is added with."""
    yield from ((f"chain {form.table} {form.prefix}{hook}", "") for hook in form.hooks)
    for networks, label in _places(plan).items():
        for version in _versions(networks):
            yield f"set {form.table} {form.prefix}{label}-v{version}", TYPE.replace("@TYPE@", f"ipv{version}_addr")
    for rule, label in _labels(plan):
        if rule.match.transport in WITH_PORTS:
            yield f"set {form.table} {form.prefix}{label}", TYPE.replace("@TYPE@", "inet_service")


def _table(plan: Plan, form: Form) -> Iterator[str]:
    errata = {each.id: each for each in plan.spec.errata}
    yield f"table {form.table} {{"
    for networks, label in _places(plan).items():
        for version, given in _versions(networks).items():
            said = " ".join(
                ("    set", f"{form.prefix}{label}-v{version}", "{ #", ", ".join(map(plain, networks.parties)))
            )
            yield from _set(said, f"ipv{version}_addr", _wrapped(given))
    for rule, label in _labels(plan):
        if rule.match.transport in WITH_PORTS:
            said = " ".join(("    set", f"{form.prefix}{label}", "{ #", about(rule.match)))
            yield from _set(said, "inet_service", elements(rule.openings, errata, ","))
    for hook in form.hooks:
        yield ""
        yield f"    chain {form.prefix}{hook} {{"
        if not form.prefix:
            closing = CLOSING.replace("@HOOK@", hook).replace(
                "@INTERFACE@", "iifname" if hook == "input" else "oifname"
            )
            yield from (f"        {line}" for line in closing.splitlines())
        yield from (f"        {line}" for line in _rules(plan, form, HOOKS[hook]))
        yield "    }"
    yield "}"


def _wrapped(networks: tuple[str, ...]) -> Iterator[str]:
    for start in range(0, len(networks), WIDE):
        yield ", ".join(networks[start : start + WIDE]) + ","


def _set(head: str, kind: str, lines: Iterable[str]) -> Iterator[str]:
    yield head
    yield f"        type {kind}; flags interval"
    yield "        elements = {"
    yield from (f"            {line}" for line in lines)
    yield "        }"
    yield "    }"


def _rules(plan: Plan, form: Form, way: str) -> Iterator[str]:
    errata = {each.id: each for each in plan.spec.errata}
    for rule, label in _labels(plan):
        if rule.match.direction != way:
            continue
        if rule.match.transport not in WITH_PORTS:
            yield f"# {about(rule.match)}"
            yield from (f"#   {line}" for each in rule.openings for line in remarks(each, errata))
        for version, peers in _at(rule.match, form.prefix, _places(plan)):
            for packets in _packets(rule.match.transport, f"{form.prefix}{label}", version):
                yield f"{peers}{packets} ct state new accept"


def _packets(transport: str, ports: str, version: str) -> Iterator[str]:
    if transport in WITH_PORTS:
        yield f"{transport} dport @{ports}"
        return
    if transport != "ah" or version != "6":
        yield f"meta l4proto {NUMBERS[transport]}"
    # In IPv6 the header of AH stands before the payload's, and nft takes the payload's for the protocol (RFC 4302).
    if transport == "ah" and version != "4":
        yield f"ip6 nexthdr {NUMBERS[transport]}"


def _versions(networks: Networks) -> dict[str, tuple[str, ...]]:
    return {version: given for version, given in (("4", networks.v4), ("6", networks.v6)) if given}


def _places(plan: Plan) -> dict[Networks, str]:
    """Return what the sets of each party's networks are called, without the family."""
    every = dict.fromkeys(rule.match.networks for rule in plan.rules if rule.match.networks)
    names = [f"peers-{_party(each, plan)}" for each in every]
    return dict(zip(every, _distinct(names, "parties"), strict=True))


def _labels(plan: Plan) -> list[tuple[Rule, str]]:
    """Return each rule with what the set of its ports is called."""
    names = [_label(rule.match, plan) for rule in plan.rules]
    return list(zip(plan.rules, _distinct(names, "ports"), strict=True))


def _label(match: Match, plan: Plan) -> str:
    end = f"-{'from' if match.direction == 'in' else 'to'}-{_party(match.networks, plan)}" if match.networks else ""
    own = "-given" if match.bound else "-allowed" if match.allowed else ""
    return f"{match.direction}-{match.transport}{own}{end}"


def _party(networks: Networks, plan: Plan) -> str:
    """Return the parties' names where all are ids, else nothing: names of sets are no place for words of a page."""
    known = {each.id for each in plan.spec.roles} | {each.id for each in plan.spec.requirements}
    return "/".join(map(_identifier, networks.parties)) if known.issuperset(networks.parties) else ""


def _distinct(names: list[str], kind: str) -> Iterator[str]:
    for number, name in enumerate(names, start=1):
        tells = len(name) <= LABEL and names.count(name) == 1 and not name.endswith("-")
        yield name if tells else f"{kind}-{number}"


def _at(match: Match, prefix: str, places: dict[Networks, str]) -> Iterator[tuple[str, str]]:
    """Yield the family, or an empty text for both, and what a rule says of the other end."""
    where = f'{"iif" if match.direction == "in" else "oif"}name "{match.interface}" ' if match.interface else ""
    if match.networks is None:
        yield "", where
        return
    side = "saddr" if match.direction == "in" else "daddr"
    for version in _versions(match.networks):
        family = "ip" if version == "4" else "ip6"
        yield version, f"{where}{family} {side} @{prefix}{places[match.networks]}-v{version} "


def _accepting(plan: Plan) -> Iterator[str]:
    # For the script: does a rule accept TCP from the address $1 to the port $2?
    places = _places(plan)
    for rule, label in _labels(plan):
        match = rule.match
        if match.transport == "tcp" and match.direction == "in" and match.interface is None:
            peers = places.get(match.networks) if match.networks else None
            place = f' && {{ holds {peers}-v4 "$1" || holds {peers}-v6 "$1"; }}' if peers else ""
            yield f'    if holds {label} "$2"{place}; then return 0; fi'


def _identifier(text: str) -> str:
    """Return `text` with only what an identifier of nft(8) may hold; two texts never give the same."""
    return re.sub(r"[^a-z0-9-]", lambda found: f".{ord(found[0]):x}.", text)
