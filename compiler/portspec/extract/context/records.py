"""Records: lists whose items give values to the names of columns, put together as the tables that they are."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain, groupby

import msgspec

from portspec.document import Block, Cell, Document, Item, List, Paragraph, Table, Text
from portspec.extract.context.flattened import whole_text
from portspec.extract.context.headers import concepts
from portspec.extract.context.keyed import unkeyed
from portspec.extract.ends.hosts import part_of
from portspec.extract.grammar.mentions import mentions
from portspec.extract.language.vocabulary import are_transports, words

_NAME = re.compile(
    r"(?:^|[,;|、，；·•\n]\s*|\s[-–—/]\s+|(?P<title>(?<=[:：])\s+))"
    r"(?P<name>[^\W\d](?:(?!\s[-–—/]\s)[^\d:：=,;|、，；·•\n]){0,40}?)\s*(?:[:：](?=\s)|：|=)"
)
"""The name of a value, where an item or a line begins, or behind a title or what ends the value before: ", Port: "."""
_PORTS = frozenset(("port", "destination_port"))

_Record = tuple[tuple[Text, Text], ...]
"""Names, each with its value."""


def recorded(block: Block, document: Document) -> Iterator[Block]:
    """Yield a block; of a list, items such as "Protocol: TCP, Port: 443, Source: agents" as the rows of a table.

    A paragraph whose lines give values to names, one of them to ports, is a list of these. Lines behind bullets are
    items, where a format takes them for words of the paragraph or the item above: signs of their own, as in text that
    was copied, hyphens that are indented too far (CommonMark 0.31.2, 4.4), or without the blank line that
    reStructuredText wants.
    """
    if isinstance(block, Paragraph):
        yield from _bulleted(block, document) or _aligned(block, document) or _listed(block, document)
        return
    if not isinstance(block, List):
        yield unkeyed(block) if isinstance(block, Table) else block
        return
    items = chain.from_iterable(_unfolded(item, document) for item in block.items)
    read = [(item, _record(item)) for item in items]
    for found, run in groupby(read, lambda each: bool(each[1])):
        each = list(run)
        yield _table([record for _, record in each]) if found else List(items=tuple(item for item, _ in each))


def _bulleted(block: Paragraph, document: Document) -> tuple[Block, ...]:
    """Return a paragraph as the list that its bullets make, "• 22 SSH • 25 SMTP"; what stands before them stays one."""
    lead, items = _split(whole_text(block), 0, document)
    if not items:
        return ()
    return (*((Paragraph(text=lead),) if lead.value else ()), List(items=items))


def _unfolded(item: Item, document: Document) -> tuple[Item, ...]:
    """Return an item, and those that its lines behind bullets are, one level deeper."""
    lead, items = _split(item.text, item.depth + 1, document)
    return (msgspec.structs.replace(item, text=lead), *items) if items and lead.value else (item,)


def _split(text: Text, depth: int, document: Document) -> tuple[Text, tuple[Item, ...]]:
    """Return what a text says before its lines behind bullets, and these as items; further to the right is deeper."""
    source = document.source.text
    start = source.rfind("\n", 0, text.start) + 1
    before = source[start : text.start]
    found: list[tuple[re.Match[str], int]] = []
    shown = _BULLET.finditer(text.value)
    for line in _LINE_OF_BULLET.finditer(source, text.start if before.strip() else start, text.end):
        begins = line.group("sign", "word")
        bullet = next((each for each in shown if each.group("sign", "word") == begins), None)
        if bullet is None:
            return text, ()
        found.append((bullet, len(line["indent"])))
    bullets, indents = [bullet for bullet, _ in found], [indent for _, indent in found]
    if not _are_items(text.value, bullets, deeper=max(indents, default=0) > len(before) - len(before.lstrip())):
        return text, ()
    levels, items = sorted({*indents}), list[Item]()
    ends = [*(each.start() for each in bullets[1:]), len(text.value)]
    for bullet, indent, end in zip(bullets, indents, ends, strict=True):
        parts = _items(text, [(bullet.end(), end)], document)
        items.extend(msgspec.structs.replace(each, depth=depth + levels.index(indent)) for each in parts)
    return Text(text.value[: bullets[0].start()].strip(), text.start, text.end), tuple(items)


def _are_items(said: str, bullets: list[re.Match[str]], *, deeper: bool) -> bool:
    """Tell whether lines behind bullets are items, and none goes on with a range: "7100 / - 7200"."""
    ends = (said[max(each.start() - _DIGITS, 0) : each.end() + 1] for each in bullets if each["sign"] == "-")
    if any(map(_RANGE.search, ends)):
        return False
    return len(bullets) > 1 or (bool(bullets) and (deeper or said[: bullets[0].start()].rstrip().endswith((":", "："))))


_RANGE = re.compile(r"(?<!\w)\d+\s-\s+\d$")
_DIGITS = 5
_SIGNS = "•‣▪●◦∙"
_BULLET = re.compile(rf"(?:^|\s)(?P<sign>[{_SIGNS}*+-])\s+(?=\W*(?P<word>\w+))")
_LINE_OF_BULLET = re.compile(
    rf"^(?P<indent>[^\w\n{_SIGNS}*+-]*)(?P<sign>[{_SIGNS}]|[*+-](?=[ \t]))[^\w\n]*(?P<word>\w+)", re.MULTILINE
)


def _aligned(block: Paragraph, document: Document) -> tuple[Block, ...]:
    """Return a paragraph of lines "443      Console", set in columns by blanks, as a list; "TCP" above stays one."""
    text = whole_text(block)
    source = document.source.text[text.start : text.end]
    lines = [(each.start(), each.group()) for each in _LINE.finditer(source)]
    if not lines or not _ALIGNED.match(lines[-1][1]):
        return ()
    lead = lines[:1] if len(lines) > 1 and are_transports(lines[0][1]) else []
    rows = lines[len(lead) :]
    if not all(_ALIGNED.match(line) for _, line in rows) or " ".join(source.split()) != text.folded:
        return ()  # markup stands in it
    above, items = (
        [Text(" ".join(line.split()), text.start + at, text.start + at + len(line)) for at, line in part]
        for part in (lead, rows)
    )
    return (*(Paragraph(text=each) for each in above), List(items=tuple(Item(depth=0, text=each) for each in items)))


_ALIGNED = re.compile(r"\s*\d{2,5}(?:\s?[,;/–-]\s?\d{1,5}){0,9}(?: {2,}|\t+)[^\W\d_]")


def _listed(block: Paragraph, document: Document) -> tuple[Block, ...]:
    """Return a paragraph as a list of its lines where each is a name with its value: "Image: db", "Ports: 3306"."""
    text = whole_text(block)
    lines = [match.span() for match in _LINE.finditer(text.value)]
    fields = [_FIELD.fullmatch(text.value, *line) for line in lines]
    if len(lines) < 2 or None in fields:  # noqa: PLR2004
        return (block,)
    if not any(field and words("port.word").search(field[1]) and re.search(r"\d\d", field[2]) for field in fields):
        return (block,)
    return (List(items=_items(text, lines, document)),)


_LINE = re.compile(r"[^\n]+")
_FIELD = re.compile(r"\s*([^\W\d][^:：]{0,40})[:：]\s*(\S.*)")


def _items(text: Text, spans: Iterable[tuple[int, int]], document: Document) -> tuple[Item, ...]:
    """Return parts of a text as items, each at the place of its first number."""
    said = ((text.value[start:end].strip(), document.part(text, start, end)) for start, end in spans)
    return tuple(Item(depth=0, text=Text(each, at.start, at.end)) for each, at in said if each)


def _record(item: Item) -> _Record:
    """Return the values that an item gives to names, one of them of ports, another of what else a column may hold.

    A title before the first of these has no name: "Rule 1: Protocol: TCP, Port: 443".
    """
    said = item.text.value
    names = [match for match in _NAME.finditer(said) if not match["title"] or concepts(match["name"])]
    told = [concepts(match["name"]) for match in names]
    first = next((number for number, each in enumerate(told) if each), len(told))
    names, told = names[first:], told[first:]
    if item.term or sum(map(bool, told)) < 2 or sum(not _PORTS.isdisjoint(each) for each in told) != 1:  # noqa: PLR2004
        return ()
    title = said[: names[0].start()].strip(" \t:：,;-–—")
    if mentions(title):
        return ()
    ends = [*(match.start() for match in names[1:]), len(said)]
    return (
        *([(Text("", item.text.start, item.text.start), part_of(item.text, title))] if title else []),
        *(
            (part_of(item.text, match["name"]), part_of(item.text, said[match.end() : end].strip()))
            for match, end in zip(names, ends, strict=True)
        ),
    )


def _table(records: list[_Record]) -> Table:
    """Return a table of records, with a column for each name, the first to be named first."""
    heads: dict[str, Text] = {}
    for name, _ in (pair for record in records for pair in record):
        heads.setdefault(name.value.casefold(), name)
    rows = [{name.value.casefold(): Cell(text=value) for name, value in record} for record in records]
    blanks = [Cell(text=Text("", record[0][0].start, record[0][0].start), missing=True) for record in records]
    head = tuple(Cell(text=text, header=True) for text in heads.values())
    body = (tuple(row.get(name, blank) for name in heads) for row, blank in zip(rows, blanks, strict=True))
    return Table(rows=(head, *body), headers=1)
