"""Security: what a change means for a firewall."""

from portspec.analysis.exposure import covers, exposure
from portspec.analysis.verdict import State, condition_of, state_of
from portspec.diff.changes import Security
from portspec.spec import Requirement, Role

_BECAME: dict[tuple[State, State], Security] = {
    ("closed", "unknown"): "unknown",
    ("closed", "open"): "widened",
    ("unknown", "closed"): "narrowed",
    ("unknown", "open"): "widened",
    ("open", "closed"): "narrowed",
    ("open", "unknown"): "unknown",
}
"""What it means that a requirement became another one: what is not known cannot be opened."""


def of_requirement(old: Requirement | None, new: Requirement | None) -> Security:
    """Return what it means that one requirement became another, appeared or vanished; one of the two is given."""
    was: State = state_of(old) if old else "closed"
    now: State = state_of(new) if new else "closed"
    if was != now:
        return _BECAME[was, now]
    if old is None or new is None or was == "closed":
        return "text"
    return _compared(old, new)


def _compared(old: Requirement, new: Requirement) -> Security:
    """Return what it means that a requirement opens something else than before, or what it opened before."""
    before, after = exposure(old), exposure(new)
    wider, narrower = covers(after, before), covers(before, after)
    if old.role != new.role or not (wider or narrower):
        return "moved"
    if wider != narrower:
        return "widened" if wider else "narrowed"
    return "condition" if condition_of(old) != condition_of(new) else "text"


def of_role(old: Role | None, new: Role | None) -> Security:
    """Return what it means that a role became another one.

    A role that appeared or vanished opens nothing by itself: its requirements are changes of their own. One that
    includes another role opens what that one opens.
    """
    if old is None or new is None:
        return "text"
    before, after = set(old.includes), set(new.includes)
    if before != after:
        return "widened" if before < after else "narrowed" if after < before else "moved"
    texts = ([condition.text for condition in role.conditions] for role in (old, new))
    return "text" if next(texts) == next(texts) else "condition"
