"""The header of a snippet: what it is made of, how it is used, and what it leaves out."""

import shlex
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256

from portspec.analysis.verdict import condition_of
from portspec.spec import Basis, ErratumRecord, Requirement
from portspec.writers.firewall.lowering.options import Options
from portspec.writers.firewall.lowering.parties import ends, key
from portspec.writers.firewall.lowering.plan import Match, Opening, Plan, Rule
from portspec.writers.firewall.snippet.plain import plain

NO_NETWORK = "no network was given"
NO_NAME = "the documentation names no other end"
ASKED = "the options ask for it"


def header(plan: Plan, dialect: str, usage: Iterable[str]) -> Iterator[str]:
    """Return the header as lines of plain text, to be put into comments.

    `usage` says how to apply, verify and remove the snippet.
    """
    yield from title(plan, dialect)
    yield ""
    yield from usage
    yield ""
    for why, names in open_ends(plan).items():
        if names:
            yield f"Open to any address, because {why}:"
            yield from (f"  {plain(each)}" for each in names)
    yield "Left out:" if plan.left_out else "Nothing is left out."
    for each in plan.left_out:
        yield f"  {plain(each.requirement.id)}: {plain(each.reason)}"


def open_ends(plan: Plan) -> dict[str, list[str]]:
    """Return every end that is open to any address, sorted, by the reason why."""
    ways: dict[tuple[str, str], set[str]] = {}
    for rule in plan.rules:
        if rule.match.networks is None:
            for end in _ends(rule, plan):
                ways.setdefault(end, set()).add(rule.match.direction)
    found: dict[str, list[str]] = {NO_NETWORK: [], NO_NAME: [], ASKED: []}
    for (why, name), seen in ways.items():
        found[why].append(name if "in" in seen else f"{name} (outgoing only)")
    return {why: sorted(names, key=_by_number) for why, names in found.items()}


def _ends(rule: Rule, plan: Plan) -> Iterator[tuple[str, str]]:
    """Yield the other ends of a rule for any address, each with the reason why it is open."""
    given = {key(name): texts for name, texts in plan.options.peers.items()}
    if rule.match.allowed:
        yield ASKED, rule.match.allowed
    for opening in rule.openings:
        # What stays inside the host is open to no address.
        for row in (each for each in opening.requirements if each.direction != "internal"):
            what = f"{opening.ports}/{rule.match.transport}" if opening.ports else rule.match.transport
            for name in ends(row, plan.roles).get(rule.match.direction, ()):
                nameless = name == key(row.id)
                # One with a network is open since another party to the same ports is.
                if given.get(name, ("any",)) == ("any",):
                    why = ASKED if name in given else NO_NAME if nameless else NO_NETWORK
                    yield why, what if nameless else name


def _by_number(end: str) -> tuple[bool, int, str]:
    number = end.partition("/")[0].partition("-")[0]
    return (not number.isdigit(), int(number) if number.isdigit() else 0, end)


def title(plan: Plan, dialect: str) -> Iterator[str]:
    """Return the lines that tell this snippet from all others."""
    product = plan.spec.product
    name = f"{product.name} {product.release}" if product else "A page of no product"
    yield f"{plain(name)}: firewall rules for {dialect}"
    yield f"Roles: {', '.join(map(plain, plan.roles))}"
    yield f"Options: {' '.join(map(plain, words(plan.options)))}"
    yield f"Spec: sha256 {plan.spec.digest}"


def short_name(plan: Plan) -> str:
    """Return eight digits that tell the product and the roles, where a format has no room for their names."""
    names = (plan.spec.product.id if plan.spec.product else "", *sorted(set(plan.options.roles)))
    return sha256("/".join(names).encode()).hexdigest()[:8]


NAME_BYTES = 180
"""Bytes of a name that others are made of. What follows it makes names for nft and for files such as `.xml.old`, both
of which may have 255."""


def fitting(name: str, plan: Plan) -> str:
    """Return a name made of the product and the roles, or a short one in its place where it is too long for them."""
    return name if len(name.encode()) <= NAME_BYTES else f"portspec_{short_name(plan)}"


def stem(plan: Plan) -> str:
    """Return what the names of a host's files begin with: its roles, or a short name where these are too long."""
    return fitting("+".join(plan.options.roles), plan) + ("-enforce" if plan.options.enforce else "")


def words(options: Options) -> Iterator[str]:
    """Return the options as words of a command line."""
    for role in options.roles:
        yield f"--role {shlex.quote(role)}"
    if not options.includes:
        yield "--no-includes"
    for flag, given in (("--peer", options.peers), ("--bind", options.binds), ("--set", options.sets)):
        yield from _pairs(flag, given)
    yield from (f"--when {shlex.quote(each)}" for each in options.when)
    if options.accept_assumptions:
        yield "--accept-assumptions"
    if options.enforce:
        yield "--enforce"
    if options.enforce_output:
        yield "--enforce-output"
    yield from _pairs("--allow", options.allow)
    for flag, name in (
        ("--table", options.table),
        ("--zone", options.zone),
        ("--interface", options.interface),
        ("--internal-interface", options.internal_interface),
    ):
        if name:
            yield f"{flag} {name}"


def _pairs(flag: str, given: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    for name, values in given.items():
        yield from (f"{flag} {shlex.quote(f'{name}={value}')}" for value in values)


def about(match: Match) -> str:
    """Return one line about the packets of a rule: which way, which transport, who is at the other end."""
    way, end = ("Incoming", "from") if match.direction == "in" else ("Outgoing", "to")
    parts = [f"{way} {match.transport}"]
    if match.networks or not match.interface:
        parts.append(f"{end} {', '.join(map(plain, match.networks.parties)) if match.networks else 'any address'}")
    if match.interface:
        parts.append(f"on the interface {match.interface}")
    if match.bound:
        parts.append("on ports that the user gave")
    if match.allowed:
        parts.append(f"for --allow {plain(match.allowed)}")
    return " ".join(parts)


def handling(name: str, apply: str = "apply") -> Iterator[str]:
    """Return how a script is used that adds rules which nothing but the kernel keeps."""
    yield f"Apply:   sh {name}.sh {apply}"
    yield f"Verify:  sh {name}.sh verify (compares what is loaded with what stands here)"
    yield f"Remove:  sh {name}.sh remove"
    yield f"Reboot:  sh {name}.sh enable (from then on systemd loads a copy, which apply renews and remove takes away)"


CONFIRMED = "apply, then within a minute and from a new SSH session the same with: confirm"
"""The first words for rules that close."""
ENTERED = (
    "What belongs to established connections must be accepted already. The script enters its chains behind all",
    "that the host denies, and before the rule that denies the rest. Where it cannot tell, it stops and asks.",
)
"""Where the host's own chains lead to those of a snippet."""


def closed(options: Options) -> Iterator[str]:
    """Return what `--enforce` closes besides the ports, for those who would miss it."""
    yield "All other incoming traffic is closed, also ping, DHCPv6 replies (udp 546) and IGMP."
    if options.enforce_output:
        yield "All other outgoing traffic is closed, also ping, DHCPv6 requests (udp 547) and IGMP."


def remarks(opening: Opening, errata: dict[str, ErratumRecord]) -> Iterator[str]:
    """Return a line about each requirement that asks for some ports."""
    yield from (remark(row, errata) for row in opening.requirements)


def remark(row: Requirement, errata: dict[str, ErratumRecord]) -> str:
    """Return one line about a requirement: id, purpose, condition, and what in it the page does not state itself."""
    parts = [f"{row.id}: {row.purpose or 'no purpose is stated'}"]
    if condition := condition_of(row):
        parts.append(f"(condition: {condition})")
    parts += [f"({field}: {_ground(basis, errata)})" for field, basis in sorted(row.corrected.items())]
    return " ".join(map(plain, parts))


def _ground(basis: Basis, errata: dict[str, ErratumRecord]) -> str:
    record = errata.get(basis.erratum)
    if record and record.kind == "assumption" and record.see is None:
        return "assumed, no source"
    return f"{record.kind} {basis.erratum}" if record else f"erratum {basis.erratum}"
