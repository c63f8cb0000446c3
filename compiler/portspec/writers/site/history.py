"""The page of a release about what has changed since the release before it."""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import pairwise
from typing import Any

from markupsafe import Markup

from portspec.analysis.releases import latest
from portspec.analysis.verdict import seen_from
from portspec.artifact import Artifact
from portspec.diff import diff
from portspec.diff.changes import Change, Field, Value
from portspec.diff.text import HEADINGS, SIGNS, name, plain_field, say
from portspec.writers.changes import folder
from portspec.writers.site.labels import DIRECTIONS, FIELDS, number, transports
from portspec.writers.site.release import Release
from portspec.writers.site.template import address, render
from portspec.writers.site.words import Words

PAGE = "changes"
"""The page's name in the folder of its release."""
BRIEF = 48
"""Letters of two values that a line names; longer ones stand below it."""


def changes_pages(history: Sequence[Release]) -> Iterator[Artifact]:
    """Yield the page of each release of one product that has one before it."""
    for older, release in pairwise(history):
        yield render(
            "changes",
            f"{release.folder}{PAGE}.md",
            release.words,
            release=release,
            older=older,
            latest=latest(history),
            history=history,
            name=PAGE,
            diff=diff(older.spec, release.spec),
            headings={security: release.words(heading) for security, heading in HEADINGS.items()},
            signs=SIGNS,
            about=partial(_about, release.words, older, release),
            said=partial(_said, release.words),
            label=partial(_label, release.words),
            link=_links(older, release),
            files=folder(release.product.id),
        )


def _about(words: Words, older: Release, release: Release, change: Change) -> str:
    """Return in one line what has changed: a requirement by its ports and its host, and what of it is another."""
    fields = [each for each in change.fields if not plain_field(change, each)]
    if change.subject != "requirement":
        return f"{words(change.subject)} {name(change).removeprefix(f'{change.subject} ')}"
    side = older if change.kind == "removed" else release
    row = side.requirements[change.id or ""]
    host = side.roles[row.role].name if row.role else words("Without a role")
    transport = transports(words, row) if row.transports else words("transport unstated")
    way = words("direction unstated" if (seen := seen_from(row, row.role)) == "unstated" else DIRECTIONS[seen])
    told = [_brief(words, each) for each in fields] if change.kind == "changed" else [row.purpose or ""]
    return f"{number(words, row)} {transport}, {way}, {host}: {'; '.join(told)}"


def _brief(words: Words, field: Field) -> str:
    """Return what a field was and is where both are a few words, else that it is another."""
    values = f"{_value(words, field.was)} → {_value(words, field.now)}"
    return f"{_label(words, field.name)} {values}" if len(values) <= BRIEF else _label(words, field.name)


def _said(words: Words, change: Change, field: Field) -> str:
    """Return a field of a change in words: one value where something was added or removed, else both."""
    if change.kind == "changed":
        return f"{_value(words, field.was)} → {_value(words, field.now)}"
    return _value(words, field.now if change.kind == "added" else field.was)


def _value(words: Words, value: Value) -> str:
    """Return a value in words; the documentation's own stay as they are."""
    return words(say(value)) if isinstance(value, bool) or not value else say(value)


def _label(words: Words, field: str) -> str:
    """Return what a field is called."""
    return words(FIELDS.get(field, field))


def _links(older: Release, release: Release) -> Any:
    """Return a function that gives the address of the requirement that a change is about, None if it is about none."""
    there = {each.id: each for each in release.spec.requirements}
    gone = {each.id: each for each in older.spec.requirements}

    def link(change: Change) -> Markup | None:
        if change.subject != "requirement" or change.id is None:
            return None
        if change.kind == "removed":
            return Markup("../../") + Markup(older.folder) + address(older, gone[change.id])  # noqa: S704
        return address(release, there[change.id])

    return link
