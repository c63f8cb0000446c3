"""Values with separators: records of fields, each with its place (RFC 4180, and what spreadsheets make of it)."""

import re
from collections.abc import Iterator
from functools import cache

import msgspec


class Field(msgspec.Struct, frozen=True, gc=False):
    """One value."""

    value: str
    """Without quotes, doubled ones once, and without white space around it."""
    start: int
    """Offset of its first character, inside the quotes."""
    end: int
    """Offset after its last one."""


@cache
def _pattern(separator: str, quote: str) -> re.Pattern[str]:
    """Return the pattern of a field up to what ends it; a quote that is not closed, or not at the end, is a character.

    Without quotes a backslash takes from the next character what it means.
    """
    ends = re.escape(separator)
    if not quote:
        return re.compile(rf"(?P<quoted>(?!))|(?P<plain>(?:\\.|[^\\\n{ends}])*)")
    blanks = "[ \t]*".replace(separator, "")
    quoted = rf"{blanks}{quote}(?P<quoted>(?>(?:[^{quote}]|{quote}{quote})*)){quote}{blanks}(?={ends}|\n|\Z)"
    return re.compile(rf"{quoted}|(?P<plain>[^\n{ends}]*)")


def records(text: str, separator: str, quote: str = '"') -> Iterator[list[Field]]:
    """Yield the records of a text; one that is a blank line has one empty field."""
    pattern, at, record = _pattern(separator, quote), 0, list[Field]()
    while at < len(text) or record:
        found = pattern.match(text, at)
        if found is None:  # a backslash at the end of the text
            return
        record.append(_field(found, quote))
        at = found.end() + 1
        if at > len(text) or text[at - 1] == "\n":
            yield record
            record = []


def _field(found: re.Match[str], quote: str) -> Field:
    name = "plain" if found["quoted"] is None else "quoted"
    raw, start = found[name], found.start(name)
    value = raw.strip()
    start += raw.find(value) if value else 0
    end = start + len(value)
    if name == "quoted":
        return Field(value.replace(quote * 2, quote), start, end)
    return Field(value if quote else re.sub(r"\\(.)", r"\1", value), start, end)
