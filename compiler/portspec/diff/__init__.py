"""Diff: what a new spec opens, closes and says otherwise than an old one; `diff` is the one verb."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from portspec.diff.changes import SECURITIES, Change, Diff, Field, Security
from portspec.diff.fields import changed, fields_of
from portspec.diff.pairs import paired, pairs
from portspec.diff.security import of_requirement, of_role
from portspec.spec import Note, Requirement, Role, Spec


def diff(old: Spec, new: Spec) -> Diff:
    """Return all changes from one spec to another: the gravest first, then in the order of the new spec.

    The order of rows, their places and a renumbered twin are no changes; neither is what errata give as their
    reasons, nor any finding.
    """
    changes = (*_requirements(old, new), *_roles(old, new), *_notes(old, new))
    counts = Counter(each.security for each in changes)
    return Diff(
        old=old.product,
        new=new.product,
        counts={name: counts[name] for name in SECURITIES},
        changes=tuple(sorted(changes, key=lambda each: SECURITIES.index(each.security))),
    )


def history(specs: Sequence[Spec]) -> tuple[Diff, ...]:
    """Return the diff of each release of one product with the one before it, the newest first."""
    return tuple(diff(old, new) for old, new in pairwise(specs))[::-1]


def _requirements(old: Spec, new: Spec) -> Iterator[Change]:
    order = {row.id: at for at, row in enumerate(new.requirements)}
    every = pairs(old.requirements, new.requirements)
    for was, now in sorted(every, key=lambda pair: order[pair[1].id] if pair[1] else len(order)):
        yield from _change(was, now, of_requirement(was, now))


def _roles(old: Spec, new: Spec) -> Iterator[Change]:
    for was, now in paired(old.roles, new.roles, (lambda role: role.id,)):
        yield from _change(was, now, of_role(was, now))


def _notes(old: Spec, new: Spec) -> Iterator[Change]:
    """Yield the notes that changed: those of the same words or commands are the same."""
    keys = (lambda note: (note.text, note.commands), lambda note: note.text, lambda note: note.commands or None)
    for was, now in paired(old.notes, new.notes, keys):
        yield from _change(was, now, "text")


def _change(
    was: Requirement | Role | Note | None, now: Requirement | Role | Note | None, security: Security
) -> Iterator[Change]:
    """Yield the change from one value to another, if there is any; one of the two is given."""
    fields = changed(fields_of(was) if was else {}, fields_of(now) if now else {})
    if not fields and was and now and isinstance(now, Requirement) and was.provenance.quote != now.provenance.quote:
        fields = (Field(name="quote", was=was.provenance.quote, now=now.provenance.quote),)
    given = now or was
    if not fields or given is None:
        return
    ids = [getattr(each, "id", None) for each in (was, now)]
    yield Change(
        security=security,
        kind="changed" if was and now else "added" if now else "removed",
        subject="role" if isinstance(given, Role) else "note" if isinstance(given, Note) else "requirement",
        id=ids[1] if now else ids[0],
        was_id=ids[0] if was and now and ids[0] != ids[1] else None,
        fields=fields,
        was=was.provenance if was else None,
        now=now.provenance if now else None,
    )
