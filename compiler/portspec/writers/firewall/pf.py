"""pf: the rules of an anchor, for FreeBSD and OpenBSD (pf.conf(5)); not executed."""

from collections.abc import Iterator

from portspec.artifact import Artifact
from portspec.protocols import BEHIND_HEADERS, NUMBERS, PORTLESS
from portspec.spec import PortRange
from portspec.writers.firewall.lowering.options import Options
from portspec.writers.firewall.lowering.plan import Ability, Match, Networks, Plan, Rule
from portspec.writers.firewall.snippet.header import about, header, remarks, short_name, stem
from portspec.writers.firewall.snippet.plain import plain

NAMED = {"icmp": ("inet", "icmp", "icmp-type"), "icmpv6": ("inet6", "icmp6", "icmp6-type")}
HOST, GROUPS = "(self)", "{ (self) 255.255.255.255 224.0.0.0/4 ff00::/8 }"
"""The host as packets name it that go to it alone, and as others do that go to groups as well."""
LOWEST = 1
ANCHOR = 60
"""Characters of an anchor's name; pf takes 63."""


def ability(options: Options) -> Ability:  # noqa: ARG001 (the same under all options)
    """Return what a rule can say."""
    return Ability(
        transports=frozenset({"tcp", "udp"}),
        protocols=PORTLESS,
        outgoing=True,
        ipv4_only=BEHIND_HEADERS,
        lowest=LOWEST,
        types=True,
        sources=True,
        options=frozenset({"interface", "allow_in"}),
    )


def write(plan: Plan) -> Iterator[Artifact]:
    """Return the rules of one anchor; text from a page stands in their comments only."""
    name = stem(plan)
    anchor = f"portspec/{name if len(name) <= ANCHOR and name.isascii() else short_name(plan)}"
    tables = {networks: f"<peers{number}>" for number, networks in enumerate(plan.places, start=1)}
    lines = [f"# {line}" for line in header(plan, "pf", _usage(name, anchor))]
    for networks, table in tables.items():
        if not networks.everywhere:
            lines += ["", f"# {', '.join(map(plain, networks.parties))}"]
            lines += _ended(f"table {table} const {{ {' '.join((*networks.v4, *networks.v6))} }}")
    for rule in plan.rules:
        lines += ["", f"# {about(rule.match)}"]
        lines += [f"#   {line}" for each in rule.openings for line in remarks(each, plan)]
        lines += _ended(*_rules(rule, tables))
    yield Artifact(path=f"pf/{name}.conf", data="\n".join((*map(str.rstrip, lines), "")).encode())


def _usage(name: str, anchor: str) -> Iterator[str]:
    yield 'Before:  the main rules of the host need the line: anchor "portspec/*"'
    yield f"Dry run: pfctl -n -a '{anchor}' -f {name}.conf"
    yield f"Apply:   pfctl -a '{anchor}' -f {name}.conf"
    yield f"Verify:  pfctl -a '{anchor}' -s rules"
    yield f"Remove:  pfctl -a '{anchor}' -F all"
    yield f'Reboot:  let the main rules load it: load anchor "{anchor}" from "/etc/{name}.conf"'
    yield "Not executed: no host has loaded this. What it says is read back in tests."
    yield "What a rule with the word quick denies before the anchor stays denied. What the text of other roles has"
    yield "opened stays open until its anchor is emptied. A broadcast to the host's own network is not let in."


def _ended(*rules: str) -> list[str]:
    # A line that ends with a backslash goes on in the next, even a comment (pf.conf(5)): so that one is no rule.
    return ["#", *rules]


def _rules(rule: Rule, tables: dict[Networks, str]) -> Iterator[str]:
    match = rule.match
    family, protocol, kind = NAMED.get(match.transport, ("", _protocol(match.transport), ""))
    start = " ".join(filter(None, ("pass", match.direction, "quick", _on(match), _family(match) or family)))
    peers = "any" if match.anywhere or match.networks is None else tables[match.networks]
    whence = f" port {_ports(match.sources)}" if match.sources else ""
    target = HOST if match.transport == "tcp" else GROUPS
    ends = f"from {HOST}{whence} to {peers}" if match.direction == "out" else f"from {peers}{whence} to {target}"
    numbers = tuple(each.ports for each in rule.openings if each.ports)
    line = f"{start} proto {protocol} {ends}"
    if match.types:
        yield f"{line} {kind} {{ {', '.join(each.replace('/', ' code ') for each in match.types)} }}"
    else:
        yield f"{line} port {_ports(numbers)}" if numbers else line


def _on(match: Match) -> str:
    return f"on {match.interface}" if match.interface else ""


def _family(match: Match) -> str:
    return {"ipv4": "inet", "ipv6": "inet6"}.get((match.networks and match.networks.everywhere) or "", "")


def _protocol(name: str) -> str:
    return name if name in {"tcp", "udp"} else str(NUMBERS[name])


def _ports(ports: tuple[PortRange, ...]) -> str:
    return f"{{ {' '.join(str(each).replace('-', ':') for each in ports)} }}"
