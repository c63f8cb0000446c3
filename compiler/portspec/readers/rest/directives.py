"""Directives: what each holds is read in place, whatever its name; none is executed and no file is read."""

import re
from collections.abc import Callable, Iterator
from re import Match
from typing import Any

import msgspec
from docutils import nodes
from docutils.statemachine import StringList

from portspec.readers.rest.lines import Lines, leaf, starts
from portspec.readers.rest.names import CODE, NAMELESS, SPOKEN, UNSEEN
from portspec.readers.rest.values import values

_OPTION = re.compile(r":(?P<name>[a-z][\w-]*):(?:\s+(?P<value>.*))?$")


_FILE = re.compile(r"\S+\.(?:rst|txt|inc|csv|tsv|md|json|ya?ml|xml|html?|xlsx?|ods)")
"""The name of a file that may hold rows or text."""


class Directive(msgspec.Struct, frozen=True, kw_only=True):
    """A directive, taken apart."""

    name: str
    """What stands before its two colons."""
    argument: StringList
    """The lines behind the two colons."""
    options: dict[str, StringList]
    """The value of each, on the lines where it stands."""
    content: StringList
    """The lines below, without their indent."""
    offset: int
    """The number of lines before the content, as docutils counts."""
    place: int
    """Offset in the page where its argument would begin."""


def directive(state: Any, match: Match[str]) -> tuple[list[nodes.Node], bool]:
    """Return what the directive that begins in a line gives, and whether a blank line ends it."""
    machine = state.state_machine
    end = machine.get_source_and_line(machine.abs_line_number())[1] - 1
    indented, _, offset, blank = machine.get_first_known_indented(match.end(), strip_top=0)
    taken = _taken_apart(match.group(1), indented, offset, end - len(match.string.rstrip()) + match.start(1))
    made = list(_MADE.get(taken.name, _other)(state, taken))
    return made, blank or machine.is_next_line_blank()


def _taken_apart(name: str, lines: StringList, offset: int, place: int) -> Directive:
    """Return a directive's parts: an argument and options up to the first blank line, then the content."""
    name = name.lower()
    above = next((at for at, line in enumerate(lines) if not line.strip() and at), len(lines))
    first = next((at for at in range(above) if _OPTION.match(lines[at])), above)
    last = next((at for at in range(first, above) if not _is_option(lines[at])), above)
    options = dict(_options(lines[first:last]))
    argument, content = lines[:first], lines[last:]
    if name in SPOKEN:
        argument, content, last = lines[:0], lines[:first] + lines[last:], 0 if first else last
    return Directive(name=name, argument=argument, options=options, content=content, offset=offset + last, place=place)


def _options(lines: StringList) -> Iterator[tuple[str, StringList]]:
    """Yield the options with their values, which may go on in the next lines."""
    begun = [at for at, line in enumerate(lines) if _OPTION.match(line)]
    for at, end in zip(begun, [*begun[1:], len(lines)][: len(begun)], strict=True):
        found = _OPTION.match(lines[at])
        value = lines[at:end]
        if found:
            value.data = [found["value"] or "", *(line.strip() for line in value.data[1:])]
            yield found["name"], value


def _is_option(line: str) -> bool:
    """Tell whether a line of an option block is an option or goes on with one."""
    return bool(_OPTION.match(line)) or line[:1] == " "


def _other(state: Any, each: Directive) -> Iterator[nodes.Node]:
    """Yield a container: the argument, which is its title, and the content."""
    if each.name in UNSEEN:
        return
    if each.name in CODE:
        yield _code(each)
        return
    if each.options.keys() & {"file", "url"} or (_FILE.fullmatch(_joined(each.argument)) and not any(each.content)):
        yield from _elsewhere(state, each)
        return
    title = _joined(each.argument)
    if title and each.name not in NAMELESS:
        yield _lead(state, each.argument)
    yield _container(state, each)


def _container(state: Any, each: Directive) -> nodes.Element:
    node = nodes.container()
    state.nested_parse(each.content, each.offset, node)
    return node


def _lead(state: Any, lines: StringList) -> nodes.Element:
    """Return a title as a paragraph of bold text."""
    inline, _ = state.inline_text(_joined(lines), 0)
    bold = nodes.strong("", "", *inline)
    return leaf(nodes.paragraph, _raw(lines), [bold], starts(lines))


def _code(each: Directive) -> nodes.Element:
    raw = _raw(each.content)
    node = leaf(nodes.literal_block, raw, [nodes.Text(raw)], starts(each.content) or (each.place,))
    node["language"] = _joined(each.argument) or None
    return node


def _raw(lines: StringList) -> str:
    return "\n".join(line.rstrip() for line in lines)


def _joined(lines: StringList | None) -> str:
    return " ".join(line.strip() for line in lines or () if line.strip())


def _conditional(state: Any, each: Directive) -> Iterator[nodes.Node]:
    """Yield what is shown under a condition, and the condition."""
    node = _container(state, each)
    node["condition"], node["places"] = _joined(each.argument), starts(each.argument) or (each.place,)
    node["end"] = each.content.items[-1][1] if len(each.content) else each.place
    yield node


def _given_up(state: Any, each: Directive) -> Iterator[nodes.Node]:
    """Yield rows that are only for older releases, or not yet published, with that as their condition."""
    node = _container(state, each)
    if each.name == "deprecated" and not any(map(str.isalpha, _joined(each.content))):
        yield leaf(nodes.paragraph, each.name, [nodes.Text(each.name)], (each.place,))
    if each.name == "todo" or any(isinstance(n, (nodes.table, nodes.bullet_list)) for n in node.children):
        node["condition"], node["places"] = each.name, (each.place,)
        node["end"] = each.content.items[-1][1] if len(each.content) else each.place
    yield node


def _raw_html(state: Any, each: Directive) -> Iterator[nodes.Node]:  # noqa: ARG001
    """Yield the place of HTML; what is for printers is not shown."""
    if _joined(each.argument).casefold() == "html" and len(each.content):
        node = nodes.raw()
        node["places"] = (starts(each.content)[0], each.content.items[-1][1])
        yield node


def _elsewhere(state: Any, each: Directive) -> Iterator[nodes.Node]:  # noqa: ARG001
    """Yield the mark of a file that is not read."""
    name = _joined(each.options.get("file", each.options.get("url", each.argument)))
    mark = nodes.Element()
    mark["file"], mark["places"] = name, (each.place,)
    yield mark


def _replaced(state: Any, each: Directive) -> Iterator[nodes.Node]:
    """Yield the text that stands for a name."""
    inline, _ = state.inline_text(_joined(each.content), 0)
    yield from inline


def _table(state: Any, each: Directive) -> Iterator[nodes.Node]:
    """Yield the table inside, with the argument as its title."""
    node = _container(state, each)
    for table in node.findall(nodes.table):
        _title(state, each, table)
        break
    yield node


def _title(state: Any, each: Directive, table: nodes.Element) -> None:
    if _joined(each.argument):
        inline, _ = state.inline_text(_joined(each.argument), 0)
        table.insert(0, leaf(nodes.title, _raw(each.argument), inline, starts(each.argument)))


def _list_table(state: Any, each: Directive) -> Iterator[nodes.Node]:
    """Yield the table whose rows are the items of a list, and their cells those of a list inside; else the list."""
    node = _container(state, each)
    rows = [row for rows in node.children if isinstance(rows, nodes.bullet_list) for row in rows.children]
    cells = [[cell for inner in row.children if isinstance(inner, nodes.bullet_list) for cell in inner] for row in rows]
    if not cells or not all(cells):
        yield node
        return
    table = _table_of(each, [[nodes.entry("", *cell.children) for cell in row] for row in cells])
    _title(state, each, table)
    yield table


def _table_of(each: Directive, rows: list[list[nodes.Element]], headed: int = 0) -> nodes.table:
    headers = headed + _number(each.options.get("header-rows"))
    table = nodes.table()
    table["headers"], table["stubs"] = headers, _number(each.options.get("stub-columns"))
    table += [nodes.row("", *row) for row in rows]
    return table


def _number(lines: StringList | None) -> int:
    """Return the number of an option; what is none counts as 0."""
    text = _joined(lines)
    return int(text) if re.fullmatch("[0-9]{1,3}", text) else 0


def _csv_table(state: Any, each: Directive) -> Iterator[nodes.Node]:
    """Yield the table of values with separators; `includes` has put those of a file below it, if it is there."""
    if each.options.keys() & {"file", "url"}:
        yield from _elsewhere(state, each)
        return
    delimiter, quote = _joined(each.options.get("delim")) or ",", _joined(each.options.get("quote")) or '"'
    delimiter = {"tab": "\t", "space": " "}.get(delimiter, delimiter[0])
    head = each.options.get("header", each.content[:0])
    heads, rows = (_rows(state, values(lines, delimiter, quote[0])) for lines in (head, each.content))
    table = _table_of(each, [*heads, *rows], headed=len(heads))
    _title(state, each, table)
    yield table


def _rows(state: Any, rows: list[list[Lines]]) -> list[list[nodes.Element]]:
    return [[_entry(state, value) for value in row] for row in rows]


def _entry(state: Any, value: Lines) -> nodes.Element:
    entry = nodes.entry()
    if any(value):
        state.nested_parse(value, 0, entry)
    return entry


_MADE: dict[str, Callable[[Any, Directive], Iterator[nodes.Node]]] = {
    **dict.fromkeys(("include", "literalinclude"), _elsewhere),
    **dict.fromkeys(("todo", "deprecated", "versionremoved"), _given_up),
    "raw": _raw_html,
    **dict.fromkeys(("only", "ifconfig"), _conditional),
    **dict.fromkeys(("list-table", "flat-table"), _list_table),
    "csv-table": _csv_table,
    "replace": _replaced,
    "table": _table,
}
"""What makes the directives that are no containers."""
