"""iptables: chains of its own in both families' filter table, entered from INPUT and OUTPUT (iptables(8), 1.8)."""

import re
from collections.abc import Iterable, Iterator
from textwrap import wrap
from typing import Literal

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
    handling,
    header,
    remarks,
    short_name,
    stem,
    title,
)
from portspec.writers.firewall.snippet.multiport import clauses, lists, numbers
from portspec.writers.firewall.snippet.plain import plain
from portspec.writers.firewall.snippet.shell import accepting, script

Family = Literal[4, 6]
COMMENT = 255
"""Bytes of one comment (iptables-extensions(8): up to 256, with the byte that ends it)."""
TRANSLATED = "dnat"
"""What the main chain is called for packets to ports that containers publish."""
WORD = 7
"""Characters of the roles in a chain's name, which may have 28 with all that follows."""
LINE = 500
"""Characters of a line of comment: iptables-restore cuts a line after 10239 bytes and reads the rest as a command."""
LOGGED = 10
"""Packets a minute that a log takes, so that nobody fills it."""
LIMIT = (
    f" -m hashlimit --hashlimit-upto {RATE}/min --hashlimit-burst {RATE} --hashlimit-mode srcip"
    " --hashlimit-srcmask @MASK@ --hashlimit-name portspec-ssh"
)
"""For each address of IPv4, and each network of IPv6 that a site may have (RFC 6177)."""
REFUSED = {4: "icmp-admin-prohibited", 6: "icmp6-adm-prohibited"}
"""The answer to what is closed, beside TCP's own (RFC 1812, RFC 4443)."""
ERRORS = {4: ("icmp", (3, 11, 12)), 6: ("icmpv6", (1, 2, 3, 4))}
"""Types of the errors about what was sent (RFC 792, RFC 4443); without packet-too-big large IPv6 packets get lost."""
LINK = {133: 255, 134: 255, 135: 255, 136: 255, 130: 1, 131: 1, 132: 1, 143: 1}
"""Neighbour discovery (RFC 4861) and multicast listener discovery (RFC 2710, RFC 3810) by type, with the hop limit
that shows that they come from the link."""


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """A chain and the rules in it: the main one of a direction, or one for some parties."""

    chain: str
    """Its name, at most 28 characters (iptables(8))."""
    main: str
    """The chain that leads to it; its own name where it is the main one."""
    rules: tuple[Rule, ...]
    """In the plan's order."""
    entry: Match | None
    """Which packets go from the main chain into it; None for the main one."""

    @property
    def translated(self) -> bool:
        """Whether the packets that come here go to other ports by now than they were sent to."""
        return self.main.endswith(f"-{TRANSLATED}")


def ability(options: Options) -> Ability:
    """Return what iptables can say; the enforced form filters outgoing packets only where it is asked to."""
    return Ability(
        transports=WITH_PORTS,
        protocols=PORTLESS,
        outgoing=not options.enforce or options.enforce_output,
        outgoing_only=UNTRACKED,
        types=True,
        sources=True,
        options=frozenset(SPECIAL) - {"zone", "table", "pods"},
    )


def write(plan: Plan) -> Iterator[Artifact]:
    """Return the rules of both families, and the script for them."""
    options = plan.options
    name = stem(plan)
    owner = f"portspec-{'enforce' if options.enforce else _label(plan)}"
    families: tuple[Family, ...] = (4, 6)
    for family in families:
        yield Artifact(path=f"iptables/{name}.v{family}", data=_rules(plan, family, name, owner).encode())
    settings = {
        "files": f"{name}.v4\n{name}.v6",
        "unit": owner,
        "owner": owner,
        "text": "" if options.enforce else _identity(plan),
        "hooks": " ".join(_hooks(options)),
    }
    if not options.enforce:
        settings["place"] = "NUMBER|CHAIN"
    last = ("iptables-enforce", "confirm") if options.enforce else ("iptables", "entered")
    own = accepting(plan) if options.enforce else ()
    text = script(title(plan, "iptables"), name, settings, ("unmanaged", "boot", "iptables-chains", *last), own)
    yield Artifact(path=f"iptables/{name}.sh", data=text.encode())


def _label(plan: Plan) -> str:
    """Return what the chains' names say of the roles, and four digits that tell them from others."""
    roles = re.sub(r"[^a-z0-9]+", lambda _: "_", "_".join(sorted(set(plan.options.roles))))
    return f"{roles[:WORD].strip('_') or 'host'}_{short_name(plan)[:4]}"


def _identity(plan: Plan) -> str:
    """Return what the main chains say of themselves: product and roles, as far as a comment takes them."""
    product = plan.spec.product.id if plan.spec.product else "-"
    names = ["portspec", *map(_word, (product, *sorted(set(plan.options.roles))))]
    while len(" ".join(names)) > COMMENT:
        names.pop()
    return " ".join(names)


def _word(text: str) -> str:
    return re.sub(r"[^a-z0-9.-]", lambda found: f"_{ord(found[0]):x}_", text)


def _usage(plan: Plan, name: str) -> Iterator[str]:
    if plan.options.enforce:
        yield from handling(name, plan.options, CONFIRMED)
        yield from closed(plan.options)
        if plan.options.published:
            yield "Packets that are handed on come from DOCKER-USER, the chain that Docker leaves to others."
        yield "The script enters the chains before all other rules; those that follow see no packet any more."
    else:
        yield from handling(name, plan.options)
        yield from ENTERED


def _rules(plan: Plan, family: Family, name: str, owner: str) -> str:
    places = [place for place in _places(plan, owner) if place.entry is None or _networks(place.entry, family)]
    mains = [place.chain for place in places if place.entry is None]
    enforce = plan.options.enforce
    lines = (
        *_comments((*header(plan, f"iptables, IPv{family}", _usage(plan, name)), "")),
        "*filter",
        *(f":{place.chain} - [0:0]" for place in places),
        *(f'-A {chain} -m comment --comment "{_identity(plan)}"' for chain in mains if not enforce),
        *(line for chain in mains if enforce for line in _closing(chain, family)),
        *(line for place in places for line in _place(place, family, plan)),
        *(line for chain in mains if enforce for line in _ending(chain, family, plan.options)),
        "COMMIT",
        "",
    )
    return "\n".join(lines)


def _comments(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        parts = wrap(line, LINE, drop_whitespace=False) if len(line) > LINE else [line]
        yield from (f"# {part}".rstrip() for part in parts)


def _places(plan: Plan, owner: str) -> Iterator[Place]:
    for hook in _hooks(plan.options):
        main = f"{owner}-{hook}"
        rules = [rule for rule in plan.rules if _meets(rule.match, hook)]
        anywhere = tuple(rule for rule in rules if rule.match.networks is None)
        yield Place(chain=main, main=main, rules=anywhere, entry=None)
        parties = [_parties(rule) for rule in rules if rule.match.networks]
        for number, each in enumerate(dict.fromkeys(parties), start=1):
            own = tuple(rule for rule in rules if _parties(rule) == each)
            yield Place(chain=f"{main}-{number}", main=main, rules=own, entry=own[0].match)


def _hooks(options: Options) -> Iterator[str]:
    """Yield what the main chains are called: what comes in, goes out, or comes to a port that is handed on."""
    yield "in"
    if options.enforce_output or not options.enforce:
        yield "out"
    if options.published:
        yield TRANSLATED


def _meets(match: Match, hook: str) -> bool:
    """Tell whether packets of a rule come to a main chain."""
    if hook == TRANSLATED:
        return match.direction == "in" and match.transport in WITH_PORTS
    return match.direction == hook


def _parties(rule: Rule) -> tuple[Networks | None, str | None]:
    return rule.match.networks, rule.match.interface


def _networks(match: Match, family: Family) -> tuple[str, ...]:
    if match.networks is None:
        return ()
    return match.networks.v4 if family == 4 else match.networks.v6  # noqa: PLR2004 (IPv4)


def _closing(chain: str, family: Family) -> Iterator[str]:
    if chain.endswith(f"-{TRANSLATED}"):
        yield from (f"-A {chain} -m conntrack ! --ctstate {each} -j RETURN" for each in ("DNAT", "NEW"))
        return
    yield f"-A {chain} -m conntrack --ctstate ESTABLISHED -j ACCEPT"
    yield f"-A {chain} {'-i' if chain.endswith('-in') else '-o'} lo -j ACCEPT"
    name, types = ERRORS[family]
    yield from (f"-A {chain} -p {name} --{name}-type {number} -j ACCEPT" for number in types)
    if family == 6:  # noqa: PLR2004 (IPv6)
        for number, limit in LINK.items():
            yield f"-A {chain} -p icmpv6 --icmpv6-type {number} -m hl --hl-eq {limit} -j ACCEPT"


def _ending(chain: str, family: Family, options: Options) -> Iterator[str]:
    """Yield what becomes of packets that nothing above accepts."""
    if options.log:
        limit = f"-m limit --limit {LOGGED}/min --limit-burst {LOGGED}"
        yield f'-A {chain} {limit} -j LOG --log-prefix "portspec {chain.rpartition("-")[2]}: "'
    if options.reject:
        yield f"-A {chain} -p tcp -j REJECT --reject-with tcp-reset"
        yield f"-A {chain} -j REJECT --reject-with {REFUSED[family]}"
    else:
        yield f"-A {chain} -j DROP"


def _place(place: Place, family: Family, plan: Plan) -> Iterator[str]:
    entry = place.entry
    if entry and entry.networks:
        yield from _comments([f"{place.chain}: {plain(entry.end)}"])
        side = "-s" if entry.direction == "in" else "-d"
        for network in _networks(entry, family):
            yield f"-A {place.main}{_interface(entry)} {side} {network} -j {place.chain}"
    for rule in place.rules:
        yield from _comments([about(rule.match)])
        where = f"{place.chain}{'' if entry else _interface(rule.match)}"
        if place.translated:
            yield from _translated(where, rule, family)
        elif rule.match.transport in WITH_PORTS:
            yield from _with_ports(where, rule, family, plan)
        elif not rule.match.types or ERRORS[family][0] == rule.match.transport:
            openings = rule.openings
            lines = (line for each in openings for line in remarks(each, plan))
            yield from _comments(lines)
            # Messages of ICMP are errors or not tracked, too: their types say all.
            state = "" if rule.match.types else " -m conntrack --ctstate NEW"
            for protocol in _protocols(rule.match, family):
                yield f"-A {where} {protocol}{state}{_note(openings)} -j ACCEPT"


def _protocols(match: Match, family: Family) -> Iterator[str]:
    name = match.transport
    if match.types:
        yield from (f"-p {name} --{name}-type {each}" for each in match.types)
    else:
        yield _protocol(name, family)


def _protocol(name: str, family: Family) -> str:
    # In IPv6 the header of AH stands before the payload's, whose protocol is the packet's (RFC 4302, section 3.1.1).
    return "-m ah" if name == "ah" and family == 6 else f"-p {NUMBERS[name]}"  # noqa: PLR2004 (IPv6)


def _interface(match: Match) -> str:
    if match.interface is None:
        return ""
    return f" {'-i' if match.direction == 'in' else '-o'} {match.interface}"


def _with_ports(where: str, rule: Rule, family: Family, plan: Plan) -> Iterator[str]:
    for openings in clauses(rule.openings):
        lines = (f"  {line}" for each in openings for line in remarks(each, plan))
        yield from _comments(lines)
        for whence in _whence(rule.match):
            ports = f"{whence} -m multiport --dports {numbers(openings)}"
            match = f"-p {rule.match.transport} -m conntrack --ctstate NEW{ports}{_limit(rule.match, family)}"
            yield f"-A {where} {match}{_note(openings)} -j ACCEPT"


def _translated(where: str, rule: Rule, family: Family) -> Iterator[str]:
    """Yield what is accepted by the ports that packets were sent to, a range in each rule (iptables-extensions(8))."""
    for opening in rule.openings:
        for whence in _whence(rule.match):
            ports = f"--ctorigdstport {numbers([opening])}{whence}{_limit(rule.match, family)}"
            yield f"-A {where} -p {rule.match.transport} -m conntrack {ports}{_note([opening])} -j ACCEPT"


def _limit(match: Match, family: Family) -> str:
    return LIMIT.replace("@MASK@", "32" if family == 4 else "64") if match.limited else ""  # noqa: PLR2004 (IPv4)


def _whence(match: Match) -> Iterator[str]:
    """Yield what is said of the ports that packets come from, as many together as one rule takes."""
    if not match.sources:
        yield ""
    yield from (f" -m multiport --sports {each}" for each in lists(match.sources))


def _note(openings: Iterable[Opening]) -> str:
    ids = ",".join(dict.fromkeys(row.id for each in openings for row in each.requirements))
    return f' -m comment --comment "{ids}"' if ids and len(ids.encode()) <= COMMENT else ""
