"""Resolved options: the user's options, checked against the spec that they are about."""

import re
from collections.abc import Iterable, Iterator

import msgspec

from portspec.analysis.verdict import NEEDS, hosts_of
from portspec.findings import Finding, Report, finding, meant
from portspec.spec import PortRange, Requirement, Spec, role_closure
from portspec.writers.firewall.lowering.allow import read_allow
from portspec.writers.firewall.lowering.binds import Bound, bind_name, read_binds, read_sets, report_overlaps
from portspec.writers.firewall.lowering.denied import Denial, denials
from portspec.writers.firewall.lowering.options import FLAG, FLAGS, SPECIAL, Options
from portspec.writers.firewall.lowering.parties import Given, read_peers
from portspec.writers.firewall.lowering.plan import Ability, Rule
from portspec.writers.firewall.lowering.ssh import limit
from portspec.writers.firewall.lowering.stated import stated

INTERFACE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.@-]{0,14}")
"""A network interface by a name of at most 15 characters (IFNAMSIZ), without nft's wildcard and quotes. What has a
colon, as `eth0:1`, is a label of an address: no interface has such a name, and a rule for it would match nothing."""


class ResolvedOptions(msgspec.Struct, frozen=True, kw_only=True):
    """Options that are understood."""

    spec: Spec
    """What the options are about."""
    options: Options
    """As the user gave them."""
    roles: tuple[str, ...]
    """The asked roles and those that come along."""
    rows: tuple[Requirement, ...]
    """The requirements with an end on the hosts of these roles, in the spec's order."""
    given: Given
    """The networks of parties, by name: those that the user gives before those that the page states."""
    stated: frozenset[str]
    """The parties that have the networks that the page states."""
    bound: Bound
    """The ports of dynamic ports, by name."""
    chosen: Bound
    """The ports that take the place of documented ones, by the requirement's id."""
    denials: tuple[Denial, ...]
    """What the page keeps closed on the hosts of these roles."""
    problems: tuple[Finding, ...]
    """Why options cannot be met (PS502), whatever the dialect."""

    def own_ports(self, row: Requirement) -> tuple[PortRange, ...]:
        """Return the user's ports for a requirement, in the given order."""
        return self.bound.get(bind_name(row), ()) if row.dynamic else self.chosen.get(row.id, ())

    def rank(self, row: Requirement) -> int:
        """Return how many of the user's names come before that of a requirement."""
        names = (*self.bound, *self.chosen)
        name = bind_name(row) if row.dynamic else row.id
        return names.index(name) if name in names else 0


def resolve_options(spec: Spec, options: Options) -> ResolvedOptions:
    """Return the checked options; those that no dialect can meet are among the problems."""
    problems: list[Finding] = []
    report = problems.append
    roles = tuple(_roles(spec, options, report))
    asked = frozenset(roles)
    rows = tuple(each for each in spec.requirements if not asked.isdisjoint(hosts_of(each)))
    problems += _pods(spec, options)
    # Without a role no name is known, and that is said already.
    bound = read_binds(rows, options.binds, report) if roles else {}
    chosen = read_sets(rows, options.sets, report) if roles else {}
    report_overlaps(rows, bound, chosen, report)
    labelled: Given = dict.fromkeys(options.pods, ())  # a role whose pods are known is no end without a network
    problems += _conditions(rows, options) if roles else ()
    users = labelled | read_peers(rows, roles, options.peers, report) if roles else {}
    own: Given = {name: networks for name, networks in stated(rows).items() if name not in users} if roles else {}
    return ResolvedOptions(
        spec=spec,
        options=options,
        roles=roles,
        rows=rows,
        given=own | users,
        stated=frozenset(own),
        bound=bound,
        chosen=chosen,
        denials=denials(spec.requirements, roles),
        problems=tuple(problems),
    )


def unmet(options: Options, ability: Ability) -> Iterator[Finding]:
    """Yield a finding about each option that a dialect cannot meet, or not in this form (PS502)."""
    yield from _unknown(options, ability)
    yield from _form(options, ability)


def allowed(options: Options, ability: Ability, report: Report) -> tuple[Rule, ...]:
    """Return what `--allow` and `--allow-in` ask for; what a dialect cannot say of it is reported as PS502."""
    # What the dialect does not have at all is said already.
    known = msgspec.structs.replace(options, allow_in=options.allow_in if "allow_in" in ability.options else {})
    found = read_allow(known, ability, report)
    return tuple(limit(found)) if options.limit_ssh else found


def _roles(spec: Spec, options: Options, report: Report) -> tuple[str, ...]:
    known = [role.id for role in spec.roles]
    wrong = [role for role in options.roles if role not in known]
    help_ = f"The roles are {', '.join(known) or 'none'}."
    for role in wrong:
        report(finding("PS502", f"there is no role {role}", f"{meant(role, known)}{help_}"))
    if not options.roles:
        report(finding("PS502", "no role is given", help_))
    if wrong or not options.includes:
        return () if wrong else tuple(dict.fromkeys(options.roles))
    return tuple(dict.fromkeys(each for role in options.roles for each in role_closure(spec, role)))


def _unknown(options: Options, ability: Ability) -> Iterator[Finding]:
    known = ability.options | ({"enforce"} if ability.encloses else set())
    for name in SPECIAL:
        if getattr(options, name) and name not in known:
            yield finding("PS502", f"this dialect has no {FLAG[name]}", "Leave it out, or take a dialect that has it.")


def _conditions(rows: Iterable[Requirement], options: Options) -> Iterator[Finding]:
    known = [ALL, *(each.id for each in rows if each.need in NEEDS)]
    for name in options.when:
        if name not in known:
            message = f"--when {name} names no requirement of these roles that is needed only under a condition"
            yield finding("PS502", message, f"Those that are: {', '.join(known[1:]) or 'none'}.")


def _pods(spec: Spec, options: Options) -> Iterator[Finding]:
    known = [role.id for role in spec.roles]
    for role, labels in options.pods.items():
        if role not in known:
            yield finding("PS502", f"--pods {role}: there is no such role", f"The roles are {', '.join(known)}.")
        for each in (each for each in labels if not LABEL.fullmatch(each)):
            yield finding("PS502", f"--pods {role}={each} is no label", "Give a key and a value such as app=web.")
    own = tuple(label for role in options.roles for label in options.pods.get(role, ()))
    for labels in dict.fromkeys((*options.pods.values(), own)):
        said: dict[str, str] = {}
        for each in labels:
            other = said.setdefault(each.partition("=")[0], each)
            if other != each:
                help_ = "Give one value of each key, and roles that run in pods apart a policy each."
                yield finding("PS502", f"--pods: no pod has both {other} and {each}", help_)


LABEL = re.compile(
    r"(?:[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?/)?"
    + r"=".join([r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,61}[A-Za-z0-9])?"] * 2)
)
"""A label of Kubernetes: a key of at most 63 characters, which may stand below a domain, and a value likewise."""
ALL = "all"
"""The word for everything that is needed only under a condition."""


def _form(options: Options, ability: Ability) -> Iterator[Finding]:
    options = msgspec.structs.replace(options, enforce=options.enforce or ability.encloses)
    for one, other, why in EXCLUSIVE:
        if getattr(options, one) and getattr(options, other):
            yield finding("PS502", f"{FLAG[one]} and {FLAG[other]} exclude each other", f"Leave out one: {why}.")
    for one, other, why in TOGETHER:
        if getattr(options, one) and not getattr(options, other):
            yield finding("PS502", f"{FLAG[one]} without {FLAG[other]} {why}", f"Give {FLAG[other]} as well.")
    for each in FLAGS:
        given = getattr(options, each.field)
        if "|" in each.value and given and given not in each.value.split("|"):
            message = f"{each.flag} {given} is none of {each.value.replace('|', ' and ')}"
            yield finding("PS502", message, "Give one of them, or leave it out.")
    for name, (pattern, what, help_) in SHAPES.items():
        text = getattr(options, name)
        if text is not None and not pattern.fullmatch(text):
            yield finding("PS502", f"{FLAG[name]} {text} names no {what}", help_)


EXCLUSIVE = (("table", "enforce", "--enforce brings its own table"),)
"""Options of which only one may be given, and why."""
TOGETHER = (
    ("internal_interface", "enforce", "opens nothing"),
    ("published", "enforce", "closes nothing"),
    ("enforce_output", "enforce", "closes nothing"),
    ("allow", "enforce_output", "opens nothing"),
    ("log", "enforce", "closes nothing that could be logged"),
    ("reject", "enforce", "closes nothing that could be rejected"),
)
"""Options that only the other gives a meaning."""
SHAPES = {
    "table": (
        re.compile(r"inet:[A-Za-z_][A-Za-z0-9_.-]*"),
        "table of the family inet",
        "Give a table of the family inet, which carries IPv4 and IPv6, such as inet:filter.",
    ),
    "internal_interface": (INTERFACE, "interface", "Give its name as `ip link` shows it."),
    "interface": (INTERFACE, "interface", "Give its name as `ip link` shows it."),
    "zone": (
        re.compile(r"[A-Za-z0-9_-]{1,17}"),
        "zone",
        "Give a name of at most 17 letters, digits, hyphens and underscores.",
    ),
}
"""What a name must look like, by option: for a table a name that nft reads without quotes (nft(8), LEXICAL
CONVENTIONS), for a zone see firewalld.zones(5)."""
