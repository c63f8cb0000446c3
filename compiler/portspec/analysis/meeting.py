"""Meetings: who connects to whom by one requirement, in words for people."""

from collections.abc import Iterator

from portspec.analysis.verdict import seen_from
from portspec.spec import Requirement

Meeting = tuple[str, str]
"""Who connects, and to whom."""
THIS = "this host"
"""The role of a row that is about none."""


def meetings(row: Requirement, role: str, unnamed: str = "hosts not named") -> tuple[Meeting, ...]:
    """Return who connects to whom, once for each way; `unnamed` stands for an end that nobody names.

    The words of the documentation's own columns come first; else the role is one end, the peers are the other.
    """
    return tuple(dict.fromkeys(_meetings(row, role, unnamed)))


def _meetings(row: Requirement, role: str, unnamed: str) -> Iterator[Meeting]:
    peers = ", ".join(dict.fromkeys(each.text for each in row.peers)) or unnamed
    match seen_from(row, row.role):
        case "outbound":
            yield row.source or role, row.destination or peers
        case "inbound":
            yield row.source or peers, row.destination or role
        case "both" if row.direction == "unstated" and row.source and row.destination:
            yield row.source, row.destination
        case "both":
            yield row.source or peers, row.destination or role
            yield row.destination or role, row.source or peers
        case "unstated" | "between" if row.source or row.destination:
            yield row.source or unnamed, row.destination or unnamed
        case _:
            pass


def names_other_end(row: Requirement) -> bool:
    """Tell whether a requirement names anybody besides its role."""
    return bool(row.peers or row.source or row.destination)
