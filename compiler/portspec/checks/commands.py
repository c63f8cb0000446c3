"""Commands against rows: what the commands of a page would open and its tables, lists and sentences do not state so."""

from collections.abc import Iterator, Sequence

from portspec.analysis.verdict import refusals_of
from portspec.checks import Review
from portspec.claims import CommandClaim
from portspec.findings import Finding, finding
from portspec.spec import HIGHEST_PORT, PortRange, Requirement

HELP = "Find out which one is right, and correct the other."


def check(review: Review) -> Iterator[Finding]:
    """Yield a finding for each row that a command of the same page contradicts, and one for what only commands open.

    Where the commands open most of what is to come in to a role, one more names the rows that they leave closed.
    """
    for document, reading in zip(review.documents, review.readings, strict=True):
        rows = [each for each in review.rows(document) if each.kind != "command"]
        if rows and reading.commands:
            yield from _contradicted(review, rows, reading.commands)
            yield from _unstated(review, rows, reading.commands)
            yield from _left_closed(review, rows, [each for each in reading.commands if not each.inside])


def _contradicted(review: Review, rows: Sequence[Requirement], commands: Sequence[CommandClaim]) -> Iterator[Finding]:
    """Yield the findings about ports that rows state, and none of them as a command opens them; each row once."""
    told: set[str] = set()
    different = {(each.ports, each.transports, each.direction): each for each in reversed(commands)}
    for command in reversed(different.values()):
        for ports in command.ports:
            near = [row for row in rows if any(_meet(ports, each) for each in row.ports)]
            row = next((each for each in near if each.id not in told), None)
            if row is None or any(_agrees(ports, command, each) for each in near):
                continue
            told.add(row.id)
            where = f"{review.at(row.provenance).words} says {_difference(ports, command, row)}"
            message = f"This command opens {_words(ports, command)}, and {where}: “{row.provenance.quote}”"
            yield finding("PS430", message, HELP, review.at(command.provenance))


def _agrees(ports: PortRange, command: CommandClaim, row: Requirement) -> bool:
    return _difference(ports, command, row) is None


def _difference(ports: PortRange, command: CommandClaim, row: Requirement) -> str | None:
    """Return what a row says else of ports that it shares with a command, or None where it says the same."""
    if not any(each.start <= ports.start and ports.end <= each.end for each in row.ports):
        return ", ".join(map(str, row.ports))
    if row.transports and not set(command.transports) & set(row.transports):
        return ", ".join(row.transports).upper()
    if refusals_of(row):
        return "that it is not to be opened"
    opposite = {"inbound": "outbound", "outbound": "inbound"}[command.direction]
    return f"that it is {opposite}" if row.direction == opposite and not row.sources else None


def _unstated(review: Review, rows: Sequence[Requirement], commands: Sequence[CommandClaim]) -> Iterator[Finding]:
    """Yield one finding for all ports that commands open and no row speaks of."""
    stated = [each for row in rows for each in row.ports]
    only = [
        (ports, command)
        for command in commands
        for ports in command.ports
        if not any(_meet(ports, each) for each in stated)
    ]
    if only:
        told = _few(list(dict.fromkeys(_words(*each) for each in only)), ", ")
        message = f"The commands of the page open {told}, which no table, list or sentence states"
        help = "State it as well, or leave it out of the command; it is not in the spec."
        yield finding("PS430", message, help, review.at(only[0][1].provenance))


def _left_closed(review: Review, rows: Sequence[Requirement], commands: Sequence[CommandClaim]) -> Iterator[Finding]:
    """Yield a finding for each role of which the commands open most rows, with those that they leave closed."""
    opened = [each for command in commands if command.direction == "inbound" for each in command.ports]
    for role in dict.fromkeys(each.role for each in rows):
        asked = [each for each in rows if each.role == role and _is_asked(each)]
        left = [each for each in asked if not any(_meet(ports, own) for ports in opened for own in each.ports)]
        if left and len(left) * 2 < len(asked) and len(asked) - len(left) > 1:
            quotes = _few([f"{review.at(each.provenance).words}: “{each.provenance.quote}”" for each in left], "; ")
            message = f"The commands of the page open the other ports of this role, and not those of {quotes}"
            yield finding("PS430", message, HELP, review.at(commands[0].provenance))


def _is_asked(row: Requirement) -> bool:
    """Tell whether a host is to accept connections to a row's ports, whatever else is the case."""
    return bool(row.ports) and row.need == "required" and row.direction != "outbound" and not refusals_of(row)


def _words(ports: PortRange, command: CommandClaim) -> str:
    return f"{ports}/{'+'.join(command.transports)}"


def _few(several: Sequence[str], between: str) -> str:
    """Return the first of several texts, and how many more there are."""
    more = f" and {len(several) - FEW} more" if several[FEW:] else ""
    return f"{between.join(several[:FEW])}{more}"


FEW = 8
"""So many texts are told at once."""


def _meet(one: PortRange, other: PortRange) -> bool:
    """Tell whether two ranges share a port; all ports at once say nothing of any of them."""
    return one.start <= other.end and other.start <= one.end and other.end - other.start < HIGHEST_PORT
