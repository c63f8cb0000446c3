"""nftables: chains in the host's own table, or a table that closes all else (nft(8), version 1.0.6 or later)."""

import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from portspec.artifact import Artifact
from portspec.protocols import NUMBERS, PORTLESS, UNTRACKED, WITH_PORTS
from portspec.writers.firewall.lowering.options import SPECIAL, Options
from portspec.writers.firewall.lowering.plan import RATE, Ability, Match, Networks, Opening, Plan, Rule
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
from portspec.writers.firewall.snippet.shell import accepting, script

ENCLOSURE, ENFORCING = "inet portspec", "portspec_enforce"
"""The table that closes all else, and the unit of systemd that loads it."""
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
WIDE = 5
"""Networks on a line."""
LOGGED = 10
"""Packets a minute that a log takes, so that nobody fills it."""
COMING = "ssh-from"
"""What the sets are called that count the connections of each address."""
COUNTING = "type ipv@TYPE@_addr; size 65535; flags dynamic; timeout 1m"
LIMITED = {"4": "ip saddr", "6": "ip6 saddr & ffff:ffff:ffff:ffff::"}
"""By what connections are counted in each version of IP: by address, of IPv6 by network (RFC 6177)."""
LABEL = 60
"""Characters of what tells sets apart; longer parties get a number."""


class Form(msgspec.Struct, frozen=True, kw_only=True):
    """Where rules stand and what their names begin with."""

    table: str
    """Its family and name."""
    prefix: str
    """Of what the kernel knows by a name; empty in a table of its own."""
    hooks: tuple[str, ...]
    """The chains, each named by its hook."""


def ability(options: Options) -> Ability:
    """Return what nftables can say; the enforced form filters outgoing packets only where it is asked to."""
    return Ability(
        transports=WITH_PORTS,
        protocols=PORTLESS,
        outgoing=not options.enforce or options.enforce_output,
        outgoing_only=UNTRACKED,
        types=True,
        sources=True,
        options=frozenset(SPECIAL) - {"zone", "pods"},
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
    usage = [*handling(name, plan.options), *ENTERED]
    form = Form(table=f"{family} {table}", prefix=f"{owner}_", hooks=tuple(HOOKS))
    anew = (f"add {each}{type_}; flush {each}" for each, type_ in _objects(plan, form))
    lines = (*_comments(plan, usage), "# Emptied first, so that nothing of an earlier version is left:", *anew)
    settings = {
        "files": f"{name}.nft",
        "unit": owner.replace("/", ":"),
        "family": family,
        "table": table,
        "owner": owner,
        "place": "HANDLE|CHAIN",
    }
    text = script(
        title(plan, "nftables"),
        f"{name}.nft",
        settings,
        ("unmanaged", "boot", "nftables-listing", "nftables", "entered"),
    )
    return "\n".join((*lines, "", *_table(plan, form), "")), text


def _enforced(plan: Plan, name: str) -> tuple[str, str]:
    usage = [
        *handling(name, plan.options, CONFIRMED),
        *closed(plan.options),
        "What other tables drop stays dropped.",
    ]
    settings = {"files": f"{name}.nft", "unit": ENFORCING}
    parts = ("unmanaged", "boot", "nftables-listing", "nftables-enforce", "confirm")
    text = script(title(plan, "nftables"), f"{name}.nft", settings, parts, accepting(plan))
    return "\n".join((*_comments(plan, usage), *closing(plan), "")), text


def closing(plan: Plan) -> Iterator[str]:
    """Return the lines of a table that closes all that the plan does not open."""
    hooks = tuple(HOOKS) if plan.options.enforce_output else ("input",)
    yield "# Made anew, so that nothing of an earlier version is left:"
    yield f"table {ENCLOSURE}"
    yield f"delete table {ENCLOSURE}"
    yield ""
    yield from _table(plan, Form(table=ENCLOSURE, prefix="", hooks=hooks))


def _comments(plan: Plan, usage: list[str]) -> Iterator[str]:
    yield from (f"# {line}".rstrip() for line in header(plan, "nftables", usage))
    yield ""


def _objects(plan: Plan, form: Form) -> Iterator[tuple[str, str]]:
    """Yield each chain and set as a command names it, with the type that a set is added with."""
    yield from ((f"chain {form.table} {form.prefix}{hook}", "") for hook in form.hooks)
    for version in LIMITED if _is_limited(plan) else ():
        yield f"set {form.table} {form.prefix}{COMING}-v{version}", f" {{ {COUNTING.replace('@TYPE@', version)}; }}"


def _table(plan: Plan, form: Form) -> Iterator[str]:
    yield f"table {form.table} {{"
    for networks, label in _places(plan).items():
        for version, given in _versions(networks).items():
            said = ", ".join(map(plain, networks.parties))
            if len(given) <= WIDE:
                yield f"    define {label}-v{version} = {{ {', '.join(given)} }}  # {said}"
            else:
                yield from _defined(f"{label}-v{version}", said, _wrapped(given))
    for rule, label in _labels(plan):
        if rule.match.transport in WITH_PORTS:
            yield from _defined(label, about(rule.match), _elements(rule.openings, plan))
    for version in LIMITED if _is_limited(plan) else ():
        yield f"    set {form.prefix}{COMING}-v{version} {{"
        yield f"        {COUNTING.replace('@TYPE@', version)}"
        yield "    }"
    for hook in form.hooks:
        yield ""
        yield f"    chain {form.prefix}{hook} {{"
        if not form.prefix:
            closing = CLOSING.replace("@HOOK@", hook).replace(
                "@INTERFACE@", "iifname" if hook == "input" else "oifname"
            )
            yield from (f"        {line}" for line in closing.splitlines())
        yield from (f"        {line}" for line in _rules(plan, form, HOOKS[hook]))
        yield from (f"        {line}" for line in _ending(plan.options, hook))
        yield "    }"
    if plan.options.published:
        yield from (f"    {line}".rstrip() for line in _published(plan, form))
    yield "}"


def _published(plan: Plan, form: Form) -> Iterator[str]:
    """Yield the chains that hold new connections to ports that containers publish to the rules of the host."""
    yield ""
    yield "chain forward {"
    # Before the chains of those who publish, which let all in; what is accepted here goes on to them.
    yield "    type filter hook forward priority filter - 1; policy accept;"
    yield "    ct state new ct status dnat goto published"
    yield "}"
    yield ""
    yield "chain published {"
    for rule in plan.rules:
        if rule.match.direction == "in" and rule.match.transport in WITH_PORTS:
            for each in rule.openings:  # nft cannot read what it lists of several in one (version 1.0.6)
                ports = f"meta l4proto {rule.match.transport} ct original proto-dst {each.ports}"
                yield from (f"    {line}" for line in _accepted(rule.match, ports, form, _places(plan)))
    yield from (f"    {line}" for line in _ending(plan.options, "published"))
    if not plan.options.reject:
        yield "    drop"
    yield "}"


def _ending(options: Options, hook: str) -> Iterator[str]:
    """Yield what is said of packets that nothing above accepts."""
    if options.log:
        yield f'limit rate {LOGGED}/minute burst {LOGGED} packets log prefix "portspec {hook}: "'
        yield "counter"
    if options.reject:
        yield "meta l4proto tcp reject with tcp reset"
        yield "reject with icmpx admin-prohibited"


def _is_limited(plan: Plan) -> bool:
    return any(rule.match.limited for rule in plan.rules)


def _wrapped(networks: tuple[str, ...]) -> Iterator[str]:
    for start in range(0, len(networks), WIDE):
        yield ", ".join(networks[start : start + WIDE]) + ","


def _elements(openings: Sequence[Opening], plan: Plan) -> Iterator[str]:
    """Yield the elements of a set, one a line, each with the requirements that ask for it beside it."""
    width = max(len(f"{each.ports},") for each in openings)
    for each in openings:
        element, reasons = f"{each.ports},", list(remarks(each, plan))
        if not reasons:
            yield element
        for at, reason in enumerate(reasons):
            yield f"{('' if at else element).ljust(width)}  # {reason}"


def _defined(name: str, said: str, lines: Iterable[str]) -> Iterator[str]:
    """Yield a set that has its name in this block only: the kernel keeps no name, and nothing of an earlier version."""
    yield f"    define {name} = {{  # {said}"
    yield from (f"        {line}" for line in lines)
    yield "    }"


def _rules(plan: Plan, form: Form, way: str) -> Iterator[str]:
    for rule, label in _labels(plan):
        if rule.match.direction != way:
            continue
        if rule.match.transport not in WITH_PORTS:
            yield f"# {about(rule.match)}"
            yield from (f"#   {line}" for each in rule.openings for line in remarks(each, plan))
        ports = f"{rule.match.transport} dport ${label}"
        yield from _accepted(rule.match, ports, form, _places(plan))


def _accepted(match: Match, ports: str, form: Form, places: dict[Networks, str]) -> Iterator[str]:
    """Yield the rules that accept some packets; `ports` says which ports they go to, where they have any."""
    for version, peers in _at(match, places):
        for packets in [f"{_whence(match)}{ports}"] if match.transport in WITH_PORTS else _portless(match, version):
            for limit in _limits(version, form) if match.limited else ("",):
                yield f"{peers}{packets} {_state(match)}{limit}accept"


def _state(match: Match) -> str:
    """Return what is said of the connection: nothing for messages of ICMP, which are errors or not tracked, too."""
    return "" if match.types else "ct state new "


def _limits(version: str, form: Form) -> Iterator[str]:
    """Yield what an address of each family is held to."""
    for each, address in LIMITED.items():
        if version in {"", each}:
            rate = f"limit rate {RATE}/minute burst {RATE} packets"
            yield f"add @{form.prefix}{COMING}-v{each} {{ {address} {rate} }} "


def _portless(match: Match, version: str) -> Iterator[str]:
    transport = match.transport
    if match.types:
        plain_types = [each for each in match.types if "/" not in each]
        if plain_types:
            yield f"{transport} type {{ {', '.join(plain_types)} }}"
        for type_, _, code in (each.partition("/") for each in match.types if "/" in each):
            yield f"{transport} type {type_} {transport} code {code}"
        return
    if transport != "ah" or version != "6":
        yield f"meta l4proto {NUMBERS[transport]}"
    # In IPv6 the header of AH stands before the payload's, and nft takes the payload's for the protocol (RFC 4302).
    if transport == "ah" and version != "4":
        yield f"ip6 nexthdr {NUMBERS[transport]}"


def _whence(match: Match) -> str:
    """Return what is said of the ports that packets come from."""
    return f"{match.transport} sport {{ {', '.join(map(str, match.sources))} }} " if match.sources else ""


def _versions(networks: Networks) -> dict[str, tuple[str, ...]]:
    return {version: given for version, given in (("4", networks.v4), ("6", networks.v6)) if given}


def _places(plan: Plan) -> dict[Networks, str]:
    """Return what each party's networks are called, without the family."""
    every = [each for each in plan.places if not each.everywhere]
    names = [f"peers-{_party(each, plan)}" for each in every]
    return dict(zip(every, _distinct(names, "parties"), strict=True))


def _labels(plan: Plan) -> list[tuple[Rule, str]]:
    """Return each rule with what its ports are called."""
    names = [_label(rule.match, plan) for rule in plan.rules]
    return list(zip(plan.rules, _distinct(names, "ports"), strict=True))


def _label(match: Match, plan: Plan) -> str:
    end = ""
    if match.networks and not match.anywhere and not match.allowed:
        end = f"-{'from' if match.direction == 'in' else 'to'}-{_party(match.networks, plan)}"
    own = f"-for-{_identifier(match.allowed.partition('/')[0])}" if match.allowed else "-given" if match.bound else ""
    kind = f"{'-limited' if match.limited else ''}{'-by-source-port' if match.sources else ''}"
    return f"{match.direction}-{match.transport}{kind}{own}{end}"


def _party(networks: Networks, plan: Plan) -> str:
    """Return the parties' names where all are ids, else nothing: these names are no place for words of a page."""
    known = {each.id for each in plan.spec.roles} | {each.id for each in plan.spec.requirements}
    known |= {rule.match.allowed for rule in plan.rules if rule.match.allowed}
    return "/".join(map(_identifier, networks.parties)) if known.issuperset(networks.parties) else ""


def _distinct(names: list[str], kind: str) -> Iterator[str]:
    for number, name in enumerate(names, start=1):
        tells = len(name) <= LABEL and names.count(name) == 1 and not name.endswith("-")
        yield name if tells else f"{kind}-{number}"


def _at(match: Match, places: dict[Networks, str]) -> Iterator[tuple[str, str]]:
    """Yield the family, or an empty text for both, and what a rule says of the other end."""
    where = f'{"iif" if match.direction == "in" else "oif"}name "{match.interface}" ' if match.interface else ""
    if match.networks is None:
        yield "", where
        return
    if match.networks.everywhere:
        version = match.networks.everywhere.removeprefix("ipv")
        yield version, f"{where}meta nfproto ipv{version} "
        return
    side = "saddr" if match.direction == "in" else "daddr"
    for version in _versions(match.networks):
        family = "ip" if version == "4" else "ip6"
        yield version, f"{where}{family} {side} ${places[match.networks]}-v{version} "


def _identifier(text: str) -> str:
    """Return `text` with only what an identifier of nft(8) may hold; two texts never give the same."""
    return re.sub(r"[^a-z0-9-]", lambda found: f".{ord(found[0]):x}.", text)
