"""Anywhere: the other ends that a plan opens to any address, and why."""

from collections.abc import Iterator, Mapping, Sequence

from portspec.analysis.networks import is_everywhere
from portspec.findings import Finding, finding
from portspec.spec import Requirement
from portspec.writers.firewall.lowering.parties import ANY, key
from portspec.writers.firewall.lowering.place import place_of
from portspec.writers.firewall.lowering.plan import Plan, Rule

NO_NETWORK = "no network was given"
NO_NAME = "the documentation names no other end"
NAMED = "the documentation says so"
ASKED = "the options ask for it"
End = tuple[str, str]
"""Why it is open, and the name of the other end or the ports of the row that names none."""


def open_ends(plan: Plan) -> dict[str, list[str]]:
    """Return every end that is open to any address, sorted, by the reason why."""
    found: dict[str, list[str]] = {NO_NETWORK: [], NO_NAME: [], NAMED: [], ASKED: []}
    for (why, name), (ways, _) in _every(plan).items():
        found[why].append(name if "in" in ways else f"{name} (outgoing only)")
    return {why: sorted(names, key=_by_number) for why, names in found.items()}


def without_network(plan: Plan) -> Iterator[Finding]:
    """Yield a finding about each party that rows name and no network narrows (PS507)."""
    for (why, name), (ways, row) in _every(plan).items():
        if why == NO_NETWORK and row:
            what = f"what comes from {name} is let in from" if "in" in ways else f"what goes to {name} may go to"
            help_ = f"Give --peer {name}=CIDR, or --peer {name}=any where that is meant."
            place = place_of(plan.spec, row)
            yield finding("PS507", f"{what} any address: no network is given for it", help_, place)


def _every(plan: Plan) -> dict[End, tuple[set[str], Requirement | None]]:
    """Return the ends that are open to any address, each with the ways and the first row that it is named by."""
    found: dict[End, tuple[set[str], Requirement | None]] = {}
    given = {key(name): texts for name, texts in plan.options.peers.items()}
    for rule in plan.rules:
        for end, row in _ends(rule, plan, given) if rule.match.anywhere else ():
            found.setdefault(end, (set(), row))[0].add(rule.match.direction)
    return found


def _ends(rule: Rule, plan: Plan, given: Mapping[str, Sequence[str]]) -> Iterator[tuple[End, Requirement | None]]:
    """Yield the other ends of a rule for any address, each with the row that names it, if any."""
    if rule.match.allowed:
        yield (ASKED, rule.match.allowed), None
    for opening in rule.openings:
        # What stays inside the host is open to no address.
        for row in (each for each in opening.requirements if each.direction != "internal"):
            what = f"{opening.ports}/{rule.match.transport}" if opening.ports else rule.match.transport
            for name in plan.ends[row.id].get(rule.match.direction, ()):
                nameless = name == key(row.id)
                # One with a network is open since another party to the same ports is.
                if name not in plan.stated and given.get(name, ANY) == ANY:
                    unasked = NO_NAME if nameless else NAMED if (name,) == ANY or is_everywhere(name) else NO_NETWORK
                    yield (ASKED if name in given else unasked, what if nameless or (name,) == ANY else name), row


def _by_number(end: str) -> tuple[bool, int, str]:
    number = end.partition("/")[0].partition("-")[0]
    return (not number.isdigit(), int(number) if number.isdigit() else 0, end)
