"""What `fetch` and `update` share: they ask the origins of documents, and take all that came or nothing."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, NoReturn

import click
import msgspec

from portspec.catalog import Catalog
from portspec.catalog.edit import Key
from portspec.catalog.fetched import Record, to_json
from portspec.cli._clock import local_day
from portspec.cli._given import a_day
from portspec.cli._session import Session, counted
from portspec.cli._streams import say, say_json, say_value
from portspec.update import Entry
from portspec.workspace import FETCHED, Workspace


class Compared(msgspec.Struct, frozen=True, kw_only=True):
    """A document and the page at its origin, as `portspec fetch --format json` says it."""

    document: str
    """PRODUCT/RELEASE/ID."""
    path: str
    """The page's path in the project."""
    origin: str
    """Where it was asked for, on one line."""
    moved: str | None
    """Where redirects led to, without the query; None where there were none."""
    changed: bool
    """Whether the page there, or what it includes, is not the recorded one."""


class Fetched(msgspec.Struct, frozen=True, kw_only=True):
    """What stands at the origins."""

    chosen: Sequence[Entry]
    """The documents that were asked for."""
    pages: Mapping[Key, bytes]
    """Those that are not the recorded ones, or include something else than before."""
    included: Mapping[str, bytes]
    """What they include, by path, where it is new."""
    records: Mapping[Key, Record]
    """What is remembered of it."""
    before: Mapping[str, Record]
    """What was remembered."""

    @property
    def compared(self) -> list[Compared]:
        """All documents that were asked for, and what came of it."""
        return [self._compared(each, self.records[each.key]) for each in self.chosen]

    def _compared(self, entry: Entry, record: Record) -> Compared:
        return Compared(
            document="/".join(entry.key),
            path=entry.path,
            origin=record.origin,
            moved=record.address,
            changed=entry.key in self.pages,
        )

    @property
    def changed(self) -> list[Entry]:
        """The documents whose page is not the recorded one."""
        return [each for each in self.chosen if each.key in self.pages]

    def files(self, catalog: Catalog) -> dict[str, bytes]:
        """Return the file of what is remembered, by its path; none where nothing was asked."""
        from portspec.update import remembered

        known = remembered(catalog, {entry.document.origin: self.records[entry.key] for entry in self.chosen})
        return {FETCHED: to_json({**self.before, **known})} if self.chosen else {}


def fetch_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of all that fetches."""
    timeout = click.option(
        "--timeout", type=click.FloatRange(min=0, min_open=True), default=60, show_default=True, metavar="SECONDS",
        help="For each answer.",
    )  # fmt: skip
    return day_option(timeout(command))


def day_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add --recorded."""
    help = "The day that is recorded; today unless given."
    return click.option("--recorded", metavar="DATE", callback=a_day, help=help)(command)


def day_of(recorded: str | None) -> date:
    """Return the day that is given, or today."""
    return date.fromisoformat(recorded) if recorded else local_day()


def fetched(workspace: Workspace, names: Sequence[str], session: Session, timeout: float, day: date) -> Fetched:
    """Return what stands at the origins of documents, or leave where any is not there or is no page."""
    from portspec.fetch import fetch
    from portspec.fetch.values import Limits
    from portspec.update import followed, news, wanted

    records = workspace.fetched(session.report)
    chosen = followed(workspace.catalog, names, session.report)
    if session.errors:
        session.end(usable=False)
    asked = wanted(workspace, chosen, records)
    results = fetch(asked, workspace.root, Limits(seconds=timeout), session.report)
    taken = [each for each in results if each is not None]
    pages, included = ({}, {}) if session.errors else news(workspace, chosen, taken, session.report)
    if session.errors:
        session.end("Nothing was touched.", usable=False)
    now = {
        entry.key: msgspec.structs.replace(each.record, compared=day) for entry, each in zip(chosen, taken, strict=True)
    }
    return Fetched(chosen=chosen, pages=pages, included=included, records=now, before=records)


def remember(found: Fetched, workspace: Workspace, session: Session) -> NoReturn:
    """Write down when the origins were asked, where that is all that is to be done, and leave."""
    from portspec.diff.changes import to_json as to_changes
    from portspec.files import write_all

    files = {workspace.root / path: data for path, data in found.files(workspace.catalog).items()}
    with session.alone(workspace.root):
        write_all({}, files, session.report, within=workspace.root)
    session.findings[:] = session.errors
    if session.shown == "json":
        say_json(to_changes(()).decode())
    session.end("Nothing has changed.")


def tell(found: Fetched, session: Session, *, result: bool = True) -> None:
    """Say what has changed; only people are told of it where it is not the result that they asked for."""
    if session.shown == "json":
        if result:
            say_value(found.compared)
        return
    if not found.chosen:
        say("No document has an origin: give one in the catalog, or add a page by `portspec add ADDRESS`.", err=True)
        return
    for each in found.compared:
        moved = f", which has moved to {each.moved}" if each.moved else ""
        if each.changed:
            say(f"{each.path}: changed{moved}", err=not result)
    say(f"{counted(len(found.chosen), 'page')} compared, {len(found.pages)} changed", err=True)
