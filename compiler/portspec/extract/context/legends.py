"""Legends: what a page says of the signs that stand alone in its cells: "● required, ○ optional", "M: must; C: can"."""

import re
from collections.abc import Iterator

from portspec.document import Block, List, Paragraph, Table, Text
from portspec.extract.context.flattened import whole_text
from portspec.extract.ends.hosts import part_of
from portspec.extract.grammar.mentions import mentions
from portspec.extract.language.vocabulary import words

_FIGURE = r"[\u25a0-\u25ff\u2600-\u27bf\u3007√×±]|(?<=[«“\"'])[+±–—-](?=[»”\"'])"
_SIGN = re.compile(
    rf"(?:^|(?<=[\s,;.、，；。/／|:：(（«“\"']))(?P<sign>[(（]?(?:{_FIGURE})[)）]?|(?:[^\W\d_a-z]|[A-Z]{{2,4}}(?=\s*[=＝]))(?![\w.]))(?P<end>[»”\"')）]?)\s*"
)
"""A sign by itself: a figure, a capital letter, or a few of them before what they stand for, "IDX = indexer"."""
_MEANS = re.compile(r"[:：=＝–—-]\s*")
_EDGES = " \t\n,;.、，；。/／|("
_LEAD = 24
"""What stands before the first sign of a legend is no longer than this: "Legend:"."""
_LONGEST = 120
"""What a legend says of one sign is no longer."""


def legend_in(block: Block) -> Iterator[tuple[str, Text]]:
    """Yield the signs that a block explains, each with what it says of it."""
    match block:
        case Paragraph():
            yield from _explained(whole_text(block)) or _spoken_of(whole_text(block))
        case List(items=items):
            found = [_explained(each.text, one=True) for each in items]
            yield from (pair for each in found for pair in each if all(found))
        case Table(rows=rows) if rows and len(rows[0]) == _PAIR:
            pairs = [(row[0].text.folded, row[1].text) for row in rows[1:]]
            yield from (pair for pair in pairs if all(_SIGN.fullmatch(sign) for sign, _ in pairs))
        case _:
            return


_PAIR = 2


def _spoken_of(text: Text) -> list[tuple[str, Text]]:
    """Return the one figure that a sentence speaks of, with all that it says: "Rows with △ are optional"."""
    figures = set(_FIGURES.findall(text.value))
    return [(figure, text) for figure in figures] if len(figures) == 1 and len(text.value) <= _LONGEST else []


_FIGURES = re.compile(r"[\u25a0-\u25ff\u2605\u2606]")


def _explained(text: Text, *, one: bool = False) -> list[tuple[str, Text]]:
    """Return what a text explains: several signs, or `one` that it begins with."""
    value = text.value
    found = [
        (hit["sign"], hit.start(), end) for hit in _SIGN.finditer(value) if (end := _behind(value, hit)) is not None
    ]
    if len({sign for sign, _, _ in found}) < len(found) or not found or len(found) + one < _PAIR or found[0][1] > _LEAD:
        return []
    stops = [*(start for _, start, _ in found[1:]), len(value)]
    said = [value[end:stop].strip(_EDGES) for (_, _, end), stop in zip(found, stops, strict=True)]
    if mentions(value) or not all(0 < len(each) <= _LONGEST for each in said):
        return []
    return [(sign, part_of(text, each)) for (sign, _, _), each in zip(found, said, strict=True)]


def _behind(text: str, hit: re.Match[str]) -> int | None:
    """Return where what is said of a sign begins; of a letter without brackets some sign leads there."""
    if joint := _MEANS.match(text, hit.end()):
        return joint.end()
    if joint := words("text.means").match(text, hit.end()):
        return joint.end()
    return None if hit["sign"].isalpha() and hit["end"] not in _CLOSING else hit.end()


_CLOSING = (")", "）")
