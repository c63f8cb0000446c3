"""The account of a page: each number of its blocks about ports, entered in the ledger and closed."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter

import msgspec

from portspec.document import Heading, Item, List, Paragraph, Table
from portspec.extract.grammar.limits import UNREAD
from portspec.extract.ledger import Outcome, Unit, ends, outcomes, units
from portspec.extract.page import Page


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """How the numbers of a page ended."""

    outcomes: tuple[Outcome, ...]
    """In the page's order."""

    @property
    def totals(self) -> Counter[str]:
        """How many numbers ended for each reason."""
        return Counter(each.reason for each in self.outcomes)


def account(page: Page) -> Account:
    """Return how each number of the blocks that speak of ports ended; one that nothing explains is reported."""
    numbers = [ends(each.ports) for each in page.written]
    everywhere = frozenset[int]().union(*numbers)
    rows = sorted(
        (
            (at, said)
            for each, said in zip(page.written, numbers, strict=True)
            for at in (each.start, each.upper)
            if at is not None
        ),
        key=itemgetter(0),
    )
    starts = [at for at, _ in rows]
    found: list[Outcome] = []
    for unit, running in _units(page, starts):
        own = rows[bisect_left(starts, unit.start) : bisect_left(starts, unit.end + 1)]
        closed = outcomes(unit, everywhere if running else frozenset[int]().union(*(said for _, said in own)))
        if left := [each for each in closed if each.reason == "open"]:
            found += [each for each in closed if each.reason != "open"]
            found += _report(left, page, told=_is_told(unit, page))
        else:
            found += closed
    return Account(outcomes=tuple(found))


def _units(page: Page, starts: Sequence[int]) -> Iterator[tuple[Unit, bool]]:
    """Yield the units of the blocks that speak of ports, and whether they are running text.

    So does a column of a table of other things where a sentence in one of its cells states ports, which begin at
    `starts`, the offsets of all that does.
    """
    for block, ported in page.spoken:
        running = isinstance(block, Paragraph | Heading) or (isinstance(block, List) and not ported)
        yield from ((unit, running or unit.start in page.restating) for unit in units(block, ported=ported))
        if isinstance(block, Table) and not ported:
            cells = dict.fromkeys(row[index].text for index in _stating(block, starts) for row in block.rows)
            items = tuple(Item(depth=0, text=text) for text in cells if text.value)
            yield from ((unit, True) for unit in units(List(items=items), ported=True))


def _stating(table: Table, starts: Sequence[int]) -> list[int]:
    """Return the columns of a table in which something begins."""
    return [
        index
        for index in range(len(table.rows[0]) if table.rows else 0)
        if any(
            bisect_left(starts, text.start) < bisect_left(starts, max(text.end, text.start + 1))
            for text in (row[index].text for row in table.rows)
            if text.value
        )
    ]


def _is_told(unit: Unit, page: Page) -> bool:
    first, _ = page.document.source.position(unit.start)
    last, _ = page.document.source.position(max(unit.start, unit.end - 1))
    return not page.told_lines.isdisjoint(range(first, last + 1))


def _report(left: list[Outcome], page: Page, *, told: bool) -> list[Outcome]:
    """Report the numbers of one unit that nothing explains, at the first of each line; `told` where that is done."""
    placed = [] if told else [(page.document.part(e.text, e.start, e.end), e) for e in (o.entry for o in left)]
    for _, group in groupby(placed, key=lambda each: page.document.source.position(each[0].start)[0]):
        places, entries = zip(*group, strict=True)
        numbers = list(dict.fromkeys(str(each.value) for each in entries if not each.made))
        for place, each in zip(places, entries, strict=True):
            if each.made:
                what = f"“{each.text.value[each.start : each.end]}” {UNREAD['template']}"
                page.say("PS208", what, "State the numbers or their range: “3200-3299”; it is not in the spec.", place)
        if not numbers:
            continue
        stand, they = ("stands", "it is") if len(numbers) == 1 else ("stand", "they are")
        what = f"{', '.join(numbers)} {stand} where ports are spoken of, and nothing says what {they}"
        help = "If it is a port, say so beside it: “port 22”, “22/tcp”; it is not in the spec."
        page.say("PS208", what, help, places[0])
    return [msgspec.structs.replace(each, reason="reported") for each in left]
