"""The words in which pages speak of requirements; nothing here knows Markdown."""

from collections.abc import Iterable, Iterator

from portspec import fields
from portspec.analysis.verdict import REASONS, State, reasons_of
from portspec.spec import HIGHEST_PORT, Basis, Direction, ErratumRecord, Field, Requirement

DIRECTIONS: dict[Direction, str] = {
    "inbound": "inbound",
    "outbound": "outbound",
    "both": "inbound and outbound",
    "internal": "inside the host",
    "unstated": "unstated",
}

FIELDS: dict[Field, str] = {field: each.label for field, each in fields.FIELDS.items()}
"""What the fields of a requirement are called."""

STATUSES: dict[State, str] = {
    "open": "to open",
    "unknown": "not known well enough to open",
    "closed": "not to be opened",
}


UNNAMED = "hosts not named"
"""Who is at an end for which the documentation names nobody."""


def reasons(requirement: Requirement) -> tuple[str, ...]:
    """Return why the ports are not opened; empty where nothing speaks against it."""
    return tuple(REASONS[each] for each in reasons_of(requirement))


def number(requirement: Requirement) -> str:
    """Return the ports as `647, 847`, or the dynamic port's name."""
    if requirement.dynamic:
        return requirement.dynamic.name or "a port without number or name"
    return ", ".join(map(str, requirement.ports)) or "no port"


def transports(requirement: Requirement) -> str:
    """Return the transports as `TCP, UDP`."""
    return ", ".join(requirement.transports).upper() or "unstated"


def ends(requirement: Requirement, role: str) -> Iterator[tuple[str, str]]:
    """Yield who connects to whom, once for each way; an end that nobody names is `UNNAMED`.

    The words of the documentation's own columns come first; else the role is one end, the peers are the other.
    """
    peers = ", ".join(peer.text for peer in requirement.peers) or UNNAMED
    source, destination = requirement.source, requirement.destination
    match requirement.direction:
        case "outbound":
            yield source or role, destination or peers
        case "inbound":
            yield source or peers, destination or role
        case "both":
            yield source or peers, destination or role
            yield destination or role, source or peers
        case "unstated" if source or destination:
            yield source or UNNAMED, destination or UNNAMED
        case _:
            pass


def stated(basis: Basis) -> str:
    """Return what the documentation says itself where an erratum set something else."""
    match basis.was:
        case bool():
            return "yes" if basis.was else "no"
        case tuple():
            return ", ".join(basis.was) or "unstated"
        case _:
            return basis.was or "unstated"


def mark(basis: Basis, erratum: ErratumRecord) -> str:
    """Return the word that stands beside a value which an erratum set."""
    if erratum.kind == "assumption":
        return "assumed"
    return "added" if stated(basis) == "unstated" else "corrected"


def value(requirement: Requirement, field: str) -> str:
    """Return a field's value as `stated` would say it, so that the two can stand side by side."""
    match getattr(requirement, field):
        case None:
            return "unstated"
        case bool() as truth:
            return "yes" if truth else "no"
        case tuple() as several:
            return ", ".join(getattr(each, "text", str(each)) for each in several) or "unstated"
        case other:
            return getattr(other, "name", None) or str(other)


def by_number(requirements: Iterable[Requirement]) -> list[Requirement]:
    """Return the requirements by their first port, those without a number last, else in the given order."""
    return sorted(requirements, key=lambda each: each.ports[0].start if each.ports else HIGHEST_PORT + 1)
