"""Settings: tables of a program's settings, and which of their rows set a port."""

import re
from collections.abc import Sequence
from functools import lru_cache

import msgspec

from portspec.document import Cell
from portspec.extract.context.headers import concepts
from portspec.extract.grammar.assigned import ends_in_port, segments
from portspec.extract.grammar.mentions import default_ports
from portspec.extract.grammar.port_expression import SYSTEM, is_none, parse_ports
from portspec.extract.grammar.spans import FEW
from portspec.extract.language.vocabulary import words
from portspec.extract.tables.cells import is_address
from portspec.extract.tables.layout import Column, ColumnKind

_REMARK = re.compile(r"\s*[(（][^()（）]*[)）]")
_NAME = re.compile(r"-{0,2}[A-Za-z][\w.\[\]-]*")
_JOINED = re.compile(r"\w[._-]\w|[a-z][A-Z]")
_Rows = Sequence[Sequence[Cell]]


def values_of(columns: Sequence[Column], body: _Rows) -> Column | None:
    """Return the column with the values of settings where one of them sets a port; defaults count before others.

    Where no column is headed so, that of the descriptions which tell the default: "Port of the mill, 4170 by default".
    """
    for sense in ("port.default", "port.value"):
        titled = (c for c in columns if c.kind == "other" and words(sense).whole(_REMARK.sub("", c.title)))
        column = next(titled, None)
        if column and any(sets_port(row, column) and _numbers(row[column.index].text.value) for row in body):
            return column
    if not any(all(_is_setting(row[c.index].text.value) for row in body) for c in columns):
        return None
    told = (msgspec.structs.replace(c, told=True) for c in columns if c.kind in _TELLING)
    return next((c for c in told if any(sets_port(row, c) for row in body)), None)


_TELLING: tuple[ColumnKind, ...] = ("purpose", "other")


def sets_port(row: Sequence[Cell], column: Column) -> bool:
    """Tell whether a row is that of a setting for a port, whose value stands in the column.

    The setting's name ends in "port", or names it elsewhere above a number that is no System Port (RFC 6335, section
    6), or the remark on it begins with "port". A lone small number below "ports" counts them. An address with a port is
    that of a service where the name says so, or the remark speaks of a port.
    """
    value = row[column.index].text.value
    if is_none(value) or not re.search(r"\w", value):
        return False
    others = [cell.text.value for index, cell in enumerate(row) if index != column.index]
    names = [name for text in others for name in _names(text)]
    if column.told:
        return any(map(ends_in_port, names)) and bool(default_ports(value))
    if names and is_address(value) and "//" not in value:
        return any(map(_listens, names)) or any(words("port.word").search(each) for each in others)
    numbers = _numbers(value)
    if any(map(_ends_in_ports, names)) and len(numbers) == 1 and numbers[0] <= SYSTEM:
        return False
    if any(map(ends_in_port, names)):
        return True
    remarked = any(map(_is_about_port, others))
    high = bool(numbers) and min(numbers) > SYSTEM
    return (high and any(map(_names_port, names))) or (bool(names) and value.isdecimal() and remarked)


def _numbers(value: str) -> list[int]:
    return [each.start for part in parse_ports(value).parts for each in part.ports]


def _is_setting(text: str) -> bool:
    """Tell whether a cell is nothing but the name of a setting, and no word of the language: `rpc_port`, `port`."""
    return bool(_names(text)) and (text.islower() or _JOINED.search(text) is not None)


@lru_cache(maxsize=4096)
def _names(text: str) -> tuple[tuple[str, ...], ...]:
    """Return the words of each name of a setting in a cell of nothing else: `service.port`, `-p, --http-port`."""
    found = re.split(r"[\s,/|]+", text.strip())
    if len(found) > 2 or not all(map(_NAME.fullmatch, found)):  # noqa: PLR2004
        return ()
    return tuple(map(segments, found))


def _listens(name: Sequence[str]) -> bool:
    """Tell whether the name of a setting is that of an address on which something listens: `api.listen_address`."""
    return "listening" in concepts(" ".join(name))


def _ends_in_ports(name: Sequence[str]) -> bool:
    return any(words("port.plural").whole(word) for word in name[-1:])


def _names_port(name: Sequence[str]) -> bool:
    """Tell whether a name speaks of a port, and of nothing else of it: no `PORT_TIMEOUT`."""
    at = next((index for index, word in enumerate(name) if words("port.word").whole(word)), None)
    return at is not None and "other" not in concepts(" ".join(name[at:]))


def _is_about_port(remark: str) -> bool:
    """Tell whether a remark begins with the port that it is about: "The HTTP port of the mill"."""
    begin = " ".join(remark.split()[: FEW + 1])
    found = words("port.word").search(begin)
    if found is None or words("port.plural").whole(found.group()):
        return False
    return "other" not in concepts(" ".join(begin[found.start() :].split()[:2]))
