"""How pages speak of requirements; the phrases stand here in English, and nothing here knows Markdown."""

from collections.abc import Iterable, Iterator

from msgspec.structs import asdict as to_dict

from portspec import fields
from portspec.analysis.assumed import asks_first
from portspec.analysis.derivation import RULES
from portspec.analysis.meeting import meetings
from portspec.analysis.verdict import REASONS, Seen, State, condition_of, reasons_of, state_of, verdict_of
from portspec.proofs import Proof, tools
from portspec.source import AtParagraph, AtTable, Spot
from portspec.spec import HIGHEST_PORT, Basis, Context, ErratumRecord, Field, Loser, Requirement, Spec
from portspec.writers.site.words import Words

DIRECTIONS: dict[Seen, str] = {
    "inbound": "inbound",
    "outbound": "outbound",
    "both": "inbound and outbound",
    "internal": "inside the host",
    "between": "between other hosts",
    "unstated": "unstated",
}

FIELDS: dict[Field, str] = {field: each.label for field, each in fields.FIELDS.items()}
"""What the fields of a requirement are called."""

STATUSES: dict[State, str] = {
    "open": "to open",
    "unknown": "not known well enough to open",
    "closed": "not to be opened",
}


CONDITIONAL = "to open only under a condition"
"""The status of what is open only at times."""
ASSUMED = "to open only on an assumption"
"""The status of what firewall texts leave out, since its direction is an assumption."""

UNNAMED = "hosts not named"
"""Who is at an end for which the documentation names nobody."""


def status(words: Words, requirement: Requirement, spec: Spec) -> str:
    """Return whether the ports are to be opened, only on an assumption, only at times or not."""
    if asks_first(requirement, spec):
        return words(ASSUMED)
    return words(CONDITIONAL if verdict_of(requirement) == "conditional" else STATUSES[state_of(requirement)])


def reasons(words: Words, requirement: Requirement) -> tuple[str, ...]:
    """Return why the ports are not opened; empty where nothing speaks against it."""
    return tuple(words(REASONS[each]) for each in reasons_of(requirement))


def condition(words: Words, requirement: Requirement) -> str:
    """Return when the ports are needed, in the page's words where it has some; empty where they always are."""
    return requirement.condition or words(condition_of(requirement) or "")


def because(words: Words, ground: Context | Loser) -> str:
    """Return the rule by which a value counts."""
    return words(RULES.get(ground.rule, "by the rule {rule}"), rule=ground.rule)


def place(words: Words, at: Spot | None, line: int, column: int | None = None) -> str:
    """Return where on a page something stands: the spot, where it has one, else the line."""
    match at:
        case AtTable():
            return words("table {table}, row {row}, column {column}", **to_dict(at))
        case AtParagraph():
            return words("paragraph {paragraph}", paragraph=at.paragraph)
        case None if column:
            return words("line {line}, column {column}", line=line, column=column)
        case None:
            return words("line {line}", line=line)
        case _:
            return str(at)


def probed(words: Words, proof: Proof) -> str:
    """Return with what a proof was made."""
    return words("{count} probes with {tools}", count=words.count(proof.probes), tools=tools(proof))


def number(words: Words, requirement: Requirement) -> str:
    """Return the ports as `647, 847`, or the dynamic port's name."""
    if requirement.dynamic:
        return requirement.dynamic.name or words("a port without number or name")
    return ", ".join(map(str, requirement.ports)) or words("no port")


def transports(words: Words, requirement: Requirement) -> str:
    """Return the transports as `TCP, UDP`."""
    return ", ".join(requirement.transports).upper() or words("unstated")


def ends(words: Words, requirement: Requirement, role: str) -> Iterator[tuple[str, str]]:
    """Yield who connects to whom, once for each way; an end that nobody names is `UNNAMED`."""
    yield from meetings(requirement, role, words(UNNAMED))


def stated(words: Words, basis: Basis) -> str:
    """Return what the documentation says itself where an erratum set something else."""
    match basis.was:
        case bool():
            return words("yes" if basis.was else "no")
        case tuple():
            return ", ".join(basis.was) or words("unstated")
        case _:
            return basis.was or words("unstated")


def mark(words: Words, basis: Basis, erratum: ErratumRecord) -> str:
    """Return the word that stands beside a value which an erratum set."""
    if erratum.kind == "assumption":
        return words("assumed")
    return words("added" if basis.was in (None, "", (), "unstated") else "corrected")


def value(words: Words, requirement: Requirement, field: str) -> str:
    """Return a field's value as `stated` would say it, so that the two can stand side by side."""
    match getattr(requirement, field):
        case None:
            return words("unstated")
        case bool() as truth:
            return words("yes" if truth else "no")
        case tuple() as several:
            return ", ".join(getattr(each, "text", str(each)) for each in several) or words("unstated")
        case other:
            return getattr(other, "name", None) or str(other)


def by_number(requirements: Iterable[Requirement]) -> list[Requirement]:
    """Return the requirements by their first port, those without a number last, else in the given order."""
    return sorted(requirements, key=lambda each: each.ports[0].start if each.ports else HIGHEST_PORT + 1)
