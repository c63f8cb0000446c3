"""The page of a release about what has changed since the release before it."""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import pairwise
from typing import Any

from markupsafe import Markup

from portspec.analysis.releases import latest
from portspec.artifact import Artifact
from portspec.diff import diff
from portspec.diff.changes import Change, Value
from portspec.diff.text import HEADINGS, name, say
from portspec.writers.changes import folder
from portspec.writers.site.labels import FIELDS
from portspec.writers.site.release import Release
from portspec.writers.site.template import address, render
from portspec.writers.site.words import Words

PAGE = "changes"
"""The page's name in the folder of its release."""


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
            about=partial(_about, release.words),
            say=partial(_said, release.words),
            label=partial(_label, release.words),
            link=_links(older, release),
            files=folder(release.product.id),
        )


def _about(words: Words, change: Change) -> str:
    """Return what a change is about, with the kind of thing that it is, where that is no requirement."""
    said = name(change)
    known = change.subject != "requirement"
    return f"{words(change.subject)} {said.removeprefix(f'{change.subject} ')}" if known else said


def _said(words: Words, value: Value) -> str:
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
