"""The trace of an extraction: how each table was read and why, and how each number ended."""

from collections import Counter
from collections.abc import Iterator

from portspec.document import Document, Table, Text
from portspec.extract import walk
from portspec.extract.account import account
from portspec.extract.ledger import Outcome
from portspec.extract.page import Page
from portspec.extract.tables.candidate import Candidate
from portspec.findings import silent

ENDED = ("claimed", "reported")
"""How a number ends that is not set aside."""


def trace(document: Document) -> Iterator[str]:
    """Yield the lines of the trace: each table with the ways to read it, then the ledger, then its totals."""
    page = walk(document, silent)
    for table, ways in page.tables_met:
        yield from _table(table, ways, page)
    outcomes = sorted(account(page).outcomes, key=_offset)
    for each in outcomes:
        said = each.reason if each.reason in ENDED else f"set aside: {each.reason}"
        yield f"{_place(_offset(each), page)} {each.entry.value} {said}"
    yield from _totals(Counter(each.reason for each in outcomes))


def _totals(totals: Counter[str]) -> Iterator[str]:
    aside = {reason: count for reason, count in totals.items() if reason not in ENDED}
    total = totals.total()
    parts = f"{totals['claimed']} claimed + {sum(aside.values())} set aside + {totals['reported']} reported"
    yield f"ledger: {total} {'number' if total == 1 else 'numbers'} = {parts}"
    if aside:
        yield f"set aside: {', '.join(f'{count} {reason}' for reason, count in sorted(aside.items()))}"


def _table(table: Table, ways: tuple[Candidate, ...], page: Page) -> Iterator[str]:
    """Yield how a table is read, with the points for each way, the best first."""
    texts = [cell.text for row in table.rows for cell in row if cell.text.value]
    place = _place(min(text.start for text in texts), page) if texts else ""
    yield f"{place} table: {f'read {ways[0].shape}' if ways else 'no way to read ports in it'}"
    for way in ways:
        points = "; ".join(f"{e.about} {e.found} of {e.of}: {e.points:.1f}" for e in way.evidence)
        yield f"    {way.shape}: {way.score:.1f} of 10 points ({points})"
    if ways and ways[0].columns:
        columns = (f"{each.kind} “{each.title}”" for each in ways[0].columns)
        yield f"    columns: {', '.join(columns)}"


def _offset(outcome: Outcome) -> int:
    """Return where a number stands; with markup before it in its text, where the text begins."""
    text: Text = outcome.entry.text
    return text.start + (outcome.entry.start if text.end - text.start == len(text.value) else 0)


def _place(offset: int, page: Page) -> str:
    source, at = page.document.source.origin(offset)
    line, column = source.position(at)
    return f"{source.path}:{line}:{column}:"
