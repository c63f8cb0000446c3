"""Footnotes: the notes of a page by their marks, and the marks that stand at a text."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence

import msgspec

from portspec.document import Block, Item, List, Paragraph, Table, Text
from portspec.extract.context.evidence import Said
from portspec.extract.context.legends import legend_in
from portspec.extract.context.titles import need_said
from portspec.extract.ends.titled import is_form_of
from portspec.extract.language.phrases import is_configurable
from portspec.extract.language.vocabulary import words

_SIGNS = r"\*{1,3}|[†‡§¹²³⁴⁵⁶⁷⁸⁹]{1,2}"
_NOTE = re.compile(
    rf"\s*(?:\[\^(?P<name>[^\]\s]+)\]:|\\?(?P<sign>{_SIGNS})(?![*\w])|<sup>\s*[\[(]?(?P<raised>[\w*†‡§]{{1,3}})[\])]?\s*</sup>"
    r"|\^[\[(]?(?P<caret>[\w*†‡§]{1,3})[\])]?\^|[\[(](?P<number>\d{1,2}|[a-z]|\*{1,3}|[†‡§#]|[¹²³⁴⁵⁶⁷⁸⁹]{1,2})[\])]|(?P<letter>\d{1,2}|[a-z])\)\s)"
)
_SHOWN = re.compile(r"\[([^\]\s]{1,20})\] ")
"""A mark as readers show one whose markup is of another kind, or that is not written at all."""
_MARKED = re.compile(r"(?<=[\w ])\s\*(?=[\s,.;:)])")
"""An asterisk that a sentence speaks of."""
_TRAILING = re.compile(rf"({_SIGNS})$|[\[(](\d{{1,2}}|[a-z]|\*{{1,3}}|[†‡§#]|[¹²³⁴⁵⁶⁷⁸⁹]{{1,2}})[\])]$")


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """What a page says at a mark."""

    mark: str
    """Such as `*`, `1` or `†`."""
    text: Text
    """The words behind the mark."""
    alone: bool = False
    """True for a sign of a legend, which stands alone in a cell."""


def notes_of(blocks: Sequence[Block], source: str) -> tuple[Note, ...]:
    """Return the notes of a page in its order: the paragraphs and items that begin with a mark.

    `source` is the page's text, since a reader shows no mark of Markdown's own footnotes. A list of one item with an
    asterisk is a note as well: Markdown takes the sign for that of a list.
    """
    found = [note for block in blocks for note in (*_notes(block, source), *_explained(block))]
    return (*found, *_numbered(blocks, source, {note.mark for note in found}))


def _explained(block: Block) -> Iterator[Note]:
    """Yield the signs of a legend; one that stands before several lines adorns them, and means nothing by itself."""
    found = [*legend_in(block)]
    often = Counter(sign for sign, _ in {(sign, text.start) for sign, text in found})
    yield from (Note(mark=sign, text=text, alone=True) for sign, text in found if often[sign] == 1)


def _numbered(blocks: Sequence[Block], source: str, known: Collection[str]) -> Iterator[Note]:
    """Yield the items of a numbered list below a table as the notes of its marks, where the page has no others."""
    table, between = None, 0
    for block in blocks:
        match block:
            case Table():
                table, between = block, 0
            case List() if table and between <= 1:  # "Notes:" may stand there
                items = [item for item in block.items if item.depth == 0 and _is_numbered(item, source)]
                numbers = {
                    mark for row in table.rows for cell in row for mark in marks_at(cell.text) if mark.isdecimal()
                }
                if numbers and numbers.isdisjoint(known) and max(map(int, numbers)) <= len(items):
                    yield from (Note(mark=str(at), text=item.text) for at, item in enumerate(items, 1))
                table = None
            case _:
                between += 1


def _is_numbered(item: Item, source: str) -> bool:
    """Tell whether the page numbers an item, by Markdown's number before it or by the list of HTML that holds it."""
    begin = source.rfind("\n", 0, item.text.start) + 1
    ordered = source.rfind("<ol", 0, item.text.start) > source.rfind("<ul", 0, item.text.start)
    return ordered or re.match(r"\s*\d{1,2}[.)]\s", source[begin : item.text.start]) is not None


def _notes(block: Block, source: str) -> Iterator[Note]:
    match block:
        case Paragraph(lead=None, text=text):
            if several := tuple(_lines(text, source)):
                yield from several
            elif shown := _SHOWN.match(text.value):
                yield Note(mark=shown[1], text=_without(text, shown[1]))
            elif words("text.asterisk").search(text.value) or _MARKED.search(text.value):
                yield Note(mark="*", text=text)
        case List(items=(item,)):
            before = source[source.rfind("\n", 0, item.text.start) + 1 : item.text.start]
            if before.strip() == "*" and item.term is None:
                yield Note(mark="*", text=item.text)
        case _:
            return


def _lines(text: Text, source: str) -> Iterator[Note]:
    """Yield the notes of a paragraph that begins with one; each line with a mark begins another one."""
    begin = source.rfind("\n", 0, text.start) + 1
    if _NOTE.match(source, begin) is None:
        yield from _shown_lines(text, source, begin)
        return
    starts = [begin, *(match.end() for match in _BREAK.finditer(source, begin, text.end))]
    found = [mark for start in starts if (mark := _NOTE.match(source, start))]
    ends = [*(mark.start() for mark in found[1:]), text.end]
    for match, end in zip(found, ends, strict=True):
        mark = next(filter(None, match.groups()))
        shown = text if len(found) == 1 else Text(_plain(source[match.end() : end]), match.end(), end)
        yield Note(mark=mark, text=_without(shown, mark))


def _shown_lines(text: Text, source: str, begin: int) -> Iterator[Note]:
    """Yield the notes of a paragraph that begins with markup, whose marks stand in it or in what is shown."""
    breaks = [*_BREAK_OF_HTML.finditer(source, text.start, text.end)]
    lines = text.value.split("\n")
    if len(lines) != len(breaks) + 1:
        breaks, lines = [], [text.value]
    starts, ends = [text.start, *(each.end() for each in breaks)], [*(each.start() for each in breaks), text.end]
    notes: list[Note] = []
    for line, start, end in zip(lines, starts, ends, strict=True):
        before = _RAISED.search(source, max(begin, text.start - _NEAR), text.start) if start == text.start else None
        found = before or _RAISED_FIRST.match(source, start, end) or _NOTE.match(line)
        here = text if len(lines) == 1 else msgspec.structs.replace(text, value=line, start=start, end=end)
        if mark := next(filter(None, found.groups()), None) if found else None:
            notes.append(Note(mark=mark, text=_without(here, mark)))
        elif not notes:
            return
        else:
            last = notes[-1].text
            whole = msgspec.structs.replace(last, value=f"{last.value} {line}", end=end)
            notes[-1] = msgspec.structs.replace(notes[-1], text=whole)
    yield from notes


_BREAK_OF_HTML = re.compile(r"<br\b[^<>]*>")
_BREAK = re.compile(rf"\n|{_BREAK_OF_HTML.pattern}\s*")
_RAISED_BODY = r"<sup\b[^<>]*>(?:<[^<>]*>|\s)*[\[(]?([\w*†‡§]{1,3})[\])]?(?:<[^<>]*>|\s)*</sup>"
_RAISED = re.compile(rf"{_RAISED_BODY}(?:\s|&\w+;|</?\w+>)*$")
"""A mark of HTML right before the words of its note."""
_RAISED_FIRST = re.compile(rf"(?:\s|&\w+;|</?\w+>)*?{_RAISED_BODY}")
"""One that a line begins with."""
_NEAR = 200
"""What stands before a note and belongs to it has at most so many characters."""


def _plain(written: str) -> str:
    """Return Markdown's text without the signs of emphasis and code, and without breaks of lines."""
    return " ".join(re.sub(r"[*`]", "", _BREAK_OF_HTML.sub(" ", written)).split())


def _without(text: Text, mark: str) -> Text:
    """Return a note's text without its mark."""
    value = re.sub(rf"^\s*[\[(]?\\?{re.escape(mark)}[\])]?[:.]?\s*|^:\s*", "", text.value)
    return msgspec.structs.replace(text, value=value)


def marks_at(text: Text) -> tuple[str, ...]:
    """Return the marks that stand at a text: those that its markup raises, and the sign it ends with."""
    said = text.value.rstrip()
    sign = None if said[-1:].isalnum() and said[-1:].isascii() else _TRAILING.search(said)
    return (*text.marks, *filter(None, sign.groups())) if sign else text.marks


def sign_at(text: Text, signs: Collection[str]) -> str | None:
    """Return the sign of a legend that a text is, or that it begins or ends with where the sign is no letter."""
    words_ = text.folded.split()
    close = _CLOSE.search(text.folded) if signs else None
    ends = (each for each in (*words_[:1], *words_[-1:], *([close.group()] if close else [])) if not each.isalpha())
    return next((each for each in (text.folded, *ends) if each in signs), None) or _in_another_form(text.folded, signs)


def _in_another_form(cell: str, signs: Collection[str]) -> str | None:
    """Return the word of a legend of which a cell is another form: "green" of "Green rows are open"."""
    words_ = (each for each in signs if len(each) >= _WORD and each.isalpha()) if cell.isalpha() else ()
    return next((each for each in words_ if is_form_of(_single(cell), _single(each))), None)


_WORD = 3


def _single(word: str) -> str:
    """Return a word with its double vowels written once, as other forms have them: "rood", "rode"."""
    return _DOUBLE.sub(r"\1", word)


_DOUBLE = re.compile(r"([aeou])\1")


_CLOSE = re.compile(r"(?:[(（\[][^()（）\[\]\s]{1,2}[)）\]]|[^\w\s()（）\[\]])$")
"""A mark that stands close to what it is at: "7101(x)"."""


def astray(text: Text, notes: tuple[Note, ...]) -> tuple[str, ...]:
    """Return the marks at a text to which the page has no note; "1st" has none."""
    marks = () if text.notes else marks_at(text)
    if not marks:
        return ()
    known = {note.mark for note in notes}
    return tuple(mark for mark in marks if mark not in known and (not mark.isalpha() or len(mark) == 1))


def noted(texts: Iterable[Text], notes: tuple[Note, ...]) -> Iterator[Said]:
    """Yield what the footnotes say to which texts of one row, item or sentence point."""
    for note in _pointed_at(texts, notes):
        yield from need_said(note, "footnote", 0)
        if is_configurable(note.folded):
            yield Said(field="configurable", value=True, rule="footnote", text=note)


def _pointed_at(texts: Iterable[Text], notes: tuple[Note, ...]) -> Iterator[Text]:
    """Yield the notes in texts of one row, and those to which marks point: of several with a mark the first behind.

    Signs of a legend in several cells are no marks of the row: each is said of what its column is about.
    """
    if not notes:
        yield from (note for text in texts if text.notes for note in text.notes)
        return
    texts = tuple(texts)
    signs = {note.mark for note in notes if note.alone}
    found = [sign_at(text, signs) for text in texts]
    single = sum(sign is not None for sign in found) == 1
    for text, sign in zip(texts, found, strict=True):
        yield from text.notes
        for mark, legend in (*((each, False) for each in marks_at(text)), *([(sign, True)] if single and sign else [])):
            same = [note.text for note in notes if note.mark == mark and note.alone == legend]
            below = [each for each in same if each.start > text.start]
            yield from (below or same)[:1]
