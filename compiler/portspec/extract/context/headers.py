"""Headers: what the words above a column name, and which rows of a table are its head."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from portspec.document import Cell, Table
from portspec.extract.grammar.lexer import tokens
from portspec.extract.grammar.mentions import mentions
from portspec.extract.grammar.port_expression import parse_ports
from portspec.extract.grammar.spans import says_only_ports
from portspec.extract.language.lexicon import senses
from portspec.extract.language.longest import longest
from portspec.extract.language.masked import of_words
from portspec.extract.language.names import REMARK
from portspec.extract.language.vocabulary import Words, headers, words

HOSTS = frozenset(("role", "source", "destination", "peer", "caller"))
"""What the header of a column may name that is the name of a host: "Store nodes"."""


@of_words
def concepts(title: str) -> tuple[str, ...]:
    """Return what a header's words name, longer phrases before the shorter ones inside them; a long text is none.

    The words of a name are a header's as well: "admin_port".
    """
    title = title.replace("_", " ")
    return longest(title, headers(), _counts) if len(title) <= _HEADER_CHARACTERS and _all().may_stand_in(title) else ()


@cache
def _all() -> Words:
    return words(*senses("header"))


_HEADER_CHARACTERS = 500
_FEW_WORDS = 3


def _counts(title: str, start: int, end: int, name: str) -> bool:
    """Tell whether a phrase counts where it stands in a title.

    Prepositions are a header only by themselves, or in front of a word or two ("From host"). Other words for the ends
    begin or end the title, or stand beside an "and" or before a slash: "Source / Target network", "From/To".
    """
    phrase = title[start:end]
    if words("header_only.alone").whole(phrase):
        return not re.search(r"\w", title[:start] + title[end:])
    if words("header_only.first").whole(phrase):
        others = words("header_only.first").sub("", title[:start])
        return not re.search(r"\w", others) and len(REMARK.sub("", title).split()) <= _FEW_WORDS
    if name in ("source", "destination"):
        before = re.search(r"\w+\s*$", title[:start])
        rest = title[end:].lstrip()
        last = rest.startswith("/") or words("port.and").match(rest, 0) or not re.search(r"\w", rest)
        return before is None or words("port.and").whole(before.group()) or bool(last)
    return True


def is_example(title: str) -> bool:
    """Tell whether a column is headed as examples: "Example with port"; no port in it is asked for."""
    return words("text.example").match(title, 0) is not None


def title_of(rows: Sequence[Sequence[Cell]], index: int) -> str:
    """Return the words above a column: the texts of its header cells, each once."""
    return " ".join(dict.fromkeys(row[index].text.folded for row in rows if row[index].text.value))


def head_of(table: Table) -> tuple[int, Sequence[Sequence[Cell]]]:
    """Return how many rows stand above the body, and those of them that name the columns.

    A row of nothing but header words is one wherever the markup ends the head; what stands above it is a title. So is
    the row below a blank head. A head that holds a port above other ports is the first row of a table without one.
    """
    count = _without_groups(table)
    if count == 1 and _is_data(table):
        return 0, ()
    blank = not any(cell.text.value for row in table.rows[:count] for cell in row)
    if count and blank and count < len(table.rows) and not _holds_digit(table.rows[count]):
        return count + 1, table.rows[count : count + 1]
    named = any(concepts(cell.text.folded) for row in table.rows[:count] for cell in row)
    if count < len(table.rows) and is_header_only(table.rows[count]):
        return count + 1, table.rows[count : count + 1]
    if not named and count < len(table.rows) and _is_header(table.rows[count]):
        return count + 1, table.rows[: count + 1]
    return count, table.rows[:count]


def _without_groups(table: Table) -> int:
    """Return how many rows are marked as headers, without one cell across the table right above the first rows.

    Below a row that names columns it is the title of the rows under it, however it is marked.
    """
    count = table.headers
    while count > 1 and all(cell is table.rows[count - 1][0] for cell in table.rows[count - 1]):
        if not any(concepts(cell.text.folded) for cell in table.rows[count - 2]):
            break
        count -= 1
    return count


def _is_data(table: Table) -> bool:
    """Tell whether the row that is marked as the head names no column, and holds a port where the next row has one."""
    if len(table.rows) == 1 or any(concepts(cell.text.folded) for cell in table.rows[0]):
        return False
    return any(_is_port(one) and _is_port(two) for one, two in zip(*table.rows[:2], strict=True))


def _is_port(cell: Cell) -> bool:
    return says_only_ports(tokens(cell.text.value))


def tells_symptoms(table: Table) -> bool:
    """Tell whether a table says what goes wrong and why; the ports in it are hints then, and none is asked for."""
    _, above = head_of(table)
    return any("symptom" in concepts(cell.text.folded) for row in above for cell in row)


def is_header_only(row: Sequence[Cell]) -> bool:
    """Tell whether a row holds nothing but the words of headers, one of them "port"."""
    if _holds_digit(row):
        return False
    texts = [cell.text.folded for cell in row if cell.text.value]
    if len(texts) < 2:  # noqa: PLR2004
        return False
    return all(_is_named(text) for text in texts) and _is_header(row)


def _holds_digit(row: Sequence[Cell]) -> bool:
    return any(_DIGIT.search(cell.text.value) for cell in row)


_DIGIT = re.compile(r"\d")


@lru_cache(maxsize=4096)
def _is_named(text: str) -> bool:
    """Tell whether a text is one header's words and nothing else."""
    return any(phrases.whole(text) for _, phrases in headers())


def _is_header(row: Sequence[Cell]) -> bool:
    """Tell whether a row's words are headers, no number beside them: two or more, one of them "port", or just that."""
    cells = list({id(cell): cell.text.folded for cell in row}.values())
    named = [found for text in cells if text and len(text.split()) <= 5 and (found := concepts(text))]  # noqa: PLR2004
    ported = any(name.endswith("port") or name in ("port", "start") for found in named for name in found)
    plain = (text for text in cells if text.strip("*").isdigit())
    numbers = any(part.ports for text in plain for part in parse_ports(text).parts) or any(map(mentions, cells))
    alone = len(cells) > 1 and any(words("header.port").whole(text) for text in cells) and not _holds_digit(row)
    return (alone or (len(named) >= 2 and ported)) and not numbers  # noqa: PLR2004
