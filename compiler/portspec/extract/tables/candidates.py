"""Tables: each is read in the way that most speaks for, of all shapes that a table of ports can have."""

from collections.abc import Callable, Iterable

from portspec.document import Item, List, Table, Text
from portspec.extract.context.headers import is_example, tells_symptoms
from portspec.extract.grammar.port_expression import parse_ports
from portspec.extract.grammar.spans import SHORT
from portspec.extract.language.vocabulary import are_transports, words
from portspec.extract.page import Page
from portspec.extract.running.lines import lines_of
from portspec.extract.running.lists import read_list
from portspec.extract.running.prose import sentences_in
from portspec.extract.tables.candidate import Candidate
from portspec.extract.tables.cells import states_both
from portspec.extract.tables.columns import beside_transports, high_number
from portspec.extract.tables.facts import as_facts
from portspec.extract.tables.matrix import as_matrix
from portspec.extract.tables.ordinary import as_columns

SHAPES: tuple[Callable[[Table, Page], Iterable[Candidate]], ...] = (as_matrix, as_columns, as_facts)
"""Each yields the ways in which a table's form allows it to be read, in the order in which they count where they are
equally good."""
FLOOR = 1.0
"""With fewer points nothing is read."""
NEAR = 0.5
"""A way with so few points less is as good as the best one."""


def read_table(table: Table, page: Page) -> bool:
    """Read a table of ports into the page's claims, in the way that most speaks for; return False where it has none.

    Where another way is as good as the best one, a finding says so (PS220).
    """
    around = page.section.context(table.caption or page.section.caption())
    ways = candidates(table, page)
    page.tables_met.append((table, ways))
    if not ways:
        cells = {id(cell): cell.text for row in table.rows for cell in row}
        listed = {key for key, text in cells.items() if not tells_symptoms(table) and _read_lines(text, page)}
        rest = (text for key, text in cells.items() if key not in listed)
        page.sentences.extend(each for text in rest for each in sentences_in(text, page.section.titled))
        if not listed:
            _looks_like_ports(table, page)
        return bool(listed)
    best = ways[0]
    if other := next((each for each in ways[1:] if best.score - each.score <= NEAR), None):
        _two_ways(table, best, other, page)
    best.read(page, around)
    _tell_departing(table, best, page)
    return True


def candidates(table: Table, page: Page) -> tuple[Candidate, ...]:
    """Return the ways in which a table can be read, the best first; none where it states no ports."""
    found = [each for shape in SHAPES for each in shape(table, page)]
    if len(found) > 1:
        found.sort(key=lambda each: -each.score)
        found = [each for each in found if each.score >= FLOOR]
    return tuple(found)


def _read_lines(text: Text, page: Page) -> bool:
    """Read a cell as a list where several of its lines state ports with their transport; return False otherwise."""
    lines = lines_of(text, page) if "\n" in text.value else []
    stating = [line for line in lines if len(line.value.split()) <= SHORT and states_both(line.value)]
    return len(stating) > 1 and read_list(List(items=tuple(Item(depth=0, text=line) for line in lines)), page)


def _two_ways(table: Table, best: Candidate, other: Candidate, page: Page) -> None:
    cells = [cell.text for row in table.rows for cell in row if cell.text.value]
    shown = f"{best.shape} ({best.score:.1f} of 10 points) or {other.shape} ({other.score:.1f})"
    message = f"This table can be read in two ways: {shown}; it is read {best.shape}"
    help = "See whether its rows are right in the spec; headers that name the columns leave one way."
    page.say("PS220", message, help, min(cells, key=lambda text: text.start))


def _tell_departing(table: Table, best: Candidate, page: Page) -> None:
    """Report ports of clients that may be what these connect to, beside those of peers: "Client port | Peer port"."""
    named = [column for column in best.columns if column.kind == "port" and column.title]
    if not named or any(words("header.destination_port").search(each.title) for each in named):
        return
    for column in (each for each in best.columns if each.kind == "source_port"):
        fixed = any(row[column.index].text.value.strip().isdecimal() for row in table.rows)
        if fixed and column.text and words("peer.user", "text.host").search(column.title):
            message = f"The ports below “{column.title}” are taken for those that connections come from; none is opened"
            help = f"If they are listened on, as those below “{named[0].title}” are, give them rows of their own."
            page.say("PS206", message, help, column.text)


def _looks_like_ports(table: Table, page: Page) -> None:
    """Report a table that seems to be about ports but was not read."""
    if number := beside_transports(table):
        help = "Name the column “Port”, or set its rows by hand: they are not in the spec."
        page.say("PS204", "This table sets numbers beside transports, but no column of it could be read", help, number)
        return
    if page.section.is_of_ports() and (number := high_number(table)):
        help = "Name the column “Port” if these are ports, or set its rows by hand: they are not in the spec."
        message = "This table holds numbers on a page about ports, and nothing says what they are"
        page.say("PS204", message, help, number)
        return
    heads = [cell.text for row in table.rows[:1] for cell in row if _names_ports(cell.text)]
    texts = [cell.text.value for row in table.rows[1:] for cell in row]
    if heads and any(parse_ports(text).parts or are_transports(text) for text in texts):
        help = "Give the table a header row with a column “Port” whose cells hold ports."
        message = "This table seems to be about ports, but none of its columns could be read as ports"
        page.say("PS204", message, help, heads[0])


def _names_ports(text: Text) -> bool:
    named = words("port.word").search(text.value) is not None and not is_example(text.folded)
    return named and not words("header.other").whole(text.folded)
