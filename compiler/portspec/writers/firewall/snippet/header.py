"""The header of a snippet: what it is made of, how it is used, and what it leaves out."""

import shlex
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256

from portspec.analysis.ranges import joined
from portspec.analysis.verdict import condition_of
from portspec.spec import Basis, ErratumRecord, Requirement
from portspec.writers.firewall.lowering.anywhere import open_ends
from portspec.writers.firewall.lowering.options import FLAGS, Options
from portspec.writers.firewall.lowering.plan import Match, Opening, Plan, Rule
from portspec.writers.firewall.snippet.plain import plain

SHOWN = 24
"""Ports and ranges that a line of the header names."""


def header(plan: Plan, dialect: str, usage: Iterable[str]) -> Iterator[str]:
    """Return the header as lines of plain text, to be put into comments.

    `usage` says how to apply, verify and remove the snippet.
    """
    yield from title(plan, dialect)
    yield ""
    yield "Open, if nothing else of the host closes it:"
    yield from (f"  {about(rule.match)}{_ports(rule)}" for rule in plan.rules)
    yield ""
    yield from usage
    yield ""
    for why, names in open_ends(plan).items():
        if names:
            yield f"Open to any address, because {why}:"
            yield from (f"  {plain(each)}" for each in names)
    if named := sorted(plan.stated & {name for place in plan.places for name in place.parties}):
        yield "Open to no other addresses than the documentation names, unless --peer gives others:"
        yield from (f"  {plain(each)}" for each in named)
    yield "Left out:" if plan.left_out else "Nothing is left out."
    for each in plan.left_out:
        yield f"  {plain(each.requirement.id)}: {plain(each.reason)}"


def _ports(rule: Rule) -> str:
    """Return the ports of a rule behind a colon, of many of them the first."""
    ports = list(map(str, joined(each.ports for each in rule.openings if each.ports)))
    more = f" and {len(ports) - SHOWN} more" if len(ports) > SHOWN else ""
    return f": {', '.join(ports[:SHOWN])}{more}" if ports else ""


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
    for each in FLAGS:
        given = getattr(options, each.field)
        if each.form in {"switch", "off"}:
            yield from [each.flag] if given == (each.form == "switch") else []
        elif each.form == "text":
            yield from [f"{each.flag} {shlex.quote(given)}"] if given else []
        else:
            values = _pairs(given) if each.form == "pairs" else given
            yield from (f"{each.flag} {shlex.quote(value)}" for value in values)


def _pairs(given: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    for name, values in given.items():
        yield from (f"{name}={value}" for value in values)


def about(match: Match) -> str:
    """Return one line about the packets of a rule: which way, which transport, who is at the other end."""
    way, end = ("Incoming", "from") if match.direction == "in" else ("Outgoing", "to")
    parts = [f"{way} {match.transport}"]
    if match.types:
        parts.append(f"of type {', '.join(match.types)}")
    named = match.networks or not match.interface
    if named and (match.anywhere or not match.allowed):
        parts.append(f"{end} {plain(match.end)}")
    if match.sources:
        parts.append(f"that comes from port {', '.join(map(str, match.sources))}")
    if match.interface:
        parts.append(f"on the interface {match.interface}")
    if match.bound:
        parts.append("on ports that the user gave")
    if match.allowed:
        parts.append(f"for --allow{'-in' if match.direction == 'in' else ''} {plain(match.allowed)}")
    if match.limited:
        parts.append("with a limit")
    return " ".join(parts)


def words_of(name: str, apply: str = "apply") -> Iterator[str]:
    """Return what each script is told."""
    yield f"Dry run: sh {name}.sh diff (shows what apply would change)"
    yield f"Apply:   sh {name}.sh {apply}"
    yield f"Verify:  sh {name}.sh verify (compares what is loaded with what stands here)"
    yield f"Remove:  sh {name}.sh remove"


def handling(name: str, options: Options, apply: str = "apply") -> Iterator[str]:
    """Return how a script is used that adds rules which nothing but the kernel keeps."""
    yield from words_of(name, apply)
    yield f"Reboot:  sh {name}.sh enable (from then on systemd loads a copy, which apply renews and remove takes away)"
    yield from PUBLISHED if options.published else (FORWARDED,)


FORWARDED = "A port that a container publishes is forwarded, and meets none of these rules."
"""What is said of them wherever they are about a host's own packets."""
PUBLISHED = (
    "What the host hands on by a translated address, as to a container that publishes a port, comes only from where",
    "the host's own port of that number is open. It is not for nodes of Kubernetes, which hand on all services so.",
)
"""The same with `--published`."""
CONFIRMED = "apply, then within a minute and from a new SSH session the same with: confirm"
"""The first words for rules that close."""
ENTERED = (
    "What belongs to established connections must be accepted already. The script enters its chains behind all",
    "that the host denies, and before the rule that denies the rest. Where it cannot tell, it stops and asks.",
)
"""Where the host's own chains lead to those of a snippet."""


def closed(options: Options) -> Iterator[str]:
    """Return what `--enforce` closes besides the ports, for those who would miss it."""
    for way, names, given in (
        ("incoming", "ping, dhcpv6, igmp and vrrp", options.allow_in),
        ("outgoing", "ping, dhcp, dhcpv6, igmp and vrrp", options.allow),
    ):
        if way == "incoming" or options.enforce_output:
            option = f"--allow{'-in' if way == 'incoming' else ''}"
            but = f" but {', '.join(map(plain, given))}" if given else f", also {names}, which {option} opens"
            yield f"All other {way} traffic is closed{but}."


def remarks(opening: Opening, plan: Plan) -> Iterator[str]:
    """Return a line about each requirement that asks for some ports."""
    yield from (remark(row, plan) for row in opening.requirements)


def remark(row: Requirement, plan: Plan) -> str:
    """Return one line about a requirement: id, purpose, condition, and what in it the page does not state itself."""
    parts = [f"{row.id}: {row.purpose or 'no purpose is stated'}"]
    if condition := condition_of(row):
        parts.append(f"(condition: {condition})")
    parts += [
        f"({field}: {_ground(basis, plan.spec.erratum(basis.erratum))})"
        for field, basis in sorted(row.corrected.items())
    ]
    return " ".join(map(plain, parts))


def _ground(basis: Basis, record: ErratumRecord | None) -> str:
    if record and record.kind == "assumption" and record.see is None:
        return "assumed, no source"
    return f"{record.kind} {basis.erratum}" if record else f"erratum {basis.erratum}"
