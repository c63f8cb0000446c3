"""Footnotes: the notes of a page by their marks, and the marks that stand at a text."""

import re
from collections.abc import Collection, Iterable, Iterator

import msgspec

from portspec.document import Block, List, Paragraph, Text
from portspec.extract.context.evidence import Said
from portspec.extract.context.legends import legend_in
from portspec.extract.context.titles import need_said
from portspec.extract.language.phrases import is_configurable
from portspec.extract.language.vocabulary import words

_SIGNS = r"\*{1,3}|[†‡§¹²³⁴⁵⁶⁷⁸⁹]{1,2}"
_NOTE = re.compile(
    rf"\s*(?:\[\^(?P<name>[^\]\s]+)\]:|\\?(?P<sign>{_SIGNS})(?![*\w])|<sup>\s*[\[(]?(?P<raised>[\w*†‡§]{{1,3}})[\])]?\s*</sup>"
    r"|\^[\[(]?(?P<caret>[\w*†‡§]{1,3})[\])]?\^|[\[(](?P<number>\d{1,2}|[a-z]|\*{1,3}|[†‡§#])[\])]|(?P<letter>\d{1,2}|[a-z])\)\s)"
)
_SHOWN = re.compile(r"\[([^\]\s]{1,20})\] ")
"""A mark as readers show one whose markup is of another kind, or that is not written at all."""
_MARKED = re.compile(r"(?<=[\w ])\s\*(?=[\s,.;:)])")
"""An asterisk that a sentence speaks of."""
_TRAILING = re.compile(rf"({_SIGNS})$|[\[(](\d{{1,2}}|[a-z]|\*{{1,3}}|[†‡§#])[\])]$")


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """What a page says at a mark."""

    mark: str
    """Such as `*`, `1` or `†`."""
    text: Text
    """The words behind the mark."""
    alone: bool = False
    """True for a sign of a legend, which stands alone in a cell."""


def notes_of(blocks: Iterable[Block], source: str) -> tuple[Note, ...]:
    """Return the notes of a page in its order: the paragraphs and items that begin with a mark.

    `source` is the page's text, since a reader shows no mark of Markdown's own footnotes. A list of one item with an
    asterisk is a note as well: Markdown takes the sign for that of a list.
    """
    return tuple(note for block in blocks for note in (*_notes(block, source), *_explained(block)))


def _explained(block: Block) -> Iterator[Note]:
    yield from (Note(mark=sign, text=text, alone=True) for sign, text in legend_in(block))


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
    first = _NOTE.match(source, begin)
    if first is None:
        raised = _RAISED.search(source, max(begin, text.start - _NEAR), text.start) or _NOTE.match(text.value)
        if mark := next(filter(None, raised.groups()), None) if raised else None:
            yield Note(mark=mark, text=_without(text, mark))
        return
    found = [mark for line in _LINE.finditer(source, begin, text.end) if (mark := _NOTE.match(source, line.start()))]
    ends = [*(mark.start() for mark in found[1:]), text.end]
    for match, end in zip(found, ends, strict=True):
        mark = next(filter(None, match.groups()))
        shown = text if len(found) == 1 else Text(_plain(source[match.end() : end]), match.end(), end)
        yield Note(mark=mark, text=_without(shown, mark))


_LINE = re.compile(r"^.", re.MULTILINE)
_RAISED = re.compile(
    r"<sup\b[^<>]*>(?:<[^<>]*>|\s)*[\[(]?([\w*†‡§]{1,3})[\])]?(?:<[^<>]*>|\s)*</sup>(?:\s|&\w+;|</?\w+>)*$"
)
"""A mark of HTML right before the words of its note."""
_NEAR = 200
"""What stands before a note and belongs to it has at most so many characters."""


def _plain(written: str) -> str:
    """Return Markdown's text without the signs of emphasis and code."""
    return " ".join(re.sub(r"[*`]", "", written).split())


def _without(text: Text, mark: str) -> Text:
    """Return a note's text without its mark."""
    value = re.sub(rf"^\s*[\[(]?\\?{re.escape(mark)}[\])]?[:.]?\s*|^:\s*", "", text.value)
    return msgspec.structs.replace(text, value=value)


def marks_at(text: Text) -> tuple[str, ...]:
    """Return the marks that stand at a text: those that its markup raises, and the sign it ends with."""
    sign = _TRAILING.search(text.folded)
    return (*text.marks, *(filter(None, sign.groups()) if sign else ()))


def sign_at(text: Text, signs: Collection[str]) -> str | None:
    """Return the sign of a legend that a text is, or that it begins or ends with where the sign is no letter."""
    words_ = text.folded.split()
    close = _CLOSE.search(text.folded) if signs else None
    ends = (each for each in (*words_[:1], *words_[-1:], *([close.group()] if close else [])) if not each.isalpha())
    return next((each for each in (text.folded, *ends) if each in signs), None)


_CLOSE = re.compile(r"(?:[(（\[][^()（）\[\]\s]{1,2}[)）\]]|[^\w\s()（）\[\]])$")
"""A mark that stands close to what it is at: "7101(x)"."""


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
        yield from (note for text in texts for note in text.notes)
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
