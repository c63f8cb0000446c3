"""Legends: what a page says of signs, or words in quotes, that stand alone in cells: "● required", "“inner”: …"."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

import msgspec

from portspec.document import Block, Item, List, Paragraph, Table, Text
from portspec.extract.context.flattened import whole_text
from portspec.extract.context.paragraphs import sentences
from portspec.extract.ends.hosts import part_of
from portspec.extract.grammar.mentions import mentions
from portspec.extract.language.clauses import clauses
from portspec.extract.language.conditions import condition_in
from portspec.extract.language.keys import UNSPACED
from portspec.extract.language.need import qualify
from portspec.extract.language.polarity import negations_in, polarity, turns
from portspec.extract.language.vocabulary import words

_FIGURE = (
    r"[\u25a0-\u25ff\u2600-\u27bf\u3007√×±\u2b1b\u2b1c\u2b24\U0001f44d\U0001f44e\U0001f512\U0001f513\U0001f534\U0001f535"
    r"\U0001f6ab\U0001f7e0-\U0001f7eb]|[+–—-](?=\s*[:=]\s)|(?<=[«“\"'])[+±–—-](?=[»”\"'])"
)
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
            text = whole_text(block)
            yield from _explained(text) or _spoken_of(text) or _marking(text)
            yield from _quoted(text)
            yield from _of_rows(text)
        case List(items=items):
            found = [_explained(each.text, one=True) for each in items]
            yield from (pair for each in found for pair in each if all(found))
            yield from (pair for each in items for pair in _quoted(each.text))
            yield from _terms([pair for each in items for pair in _term(each)], len(items))
        case Table(rows=rows) if rows and len(rows[0]) == _PAIR:
            pairs = [(row[0].text.folded, row[1].text) for row in rows[1:]]
            yield from (pair for pair in pairs if all(_SIGN.fullmatch(sign) for sign, _ in pairs))
            yield from _terms(pairs, len(rows) - 1)
        case _:
            return


_PAIR = 2


def _spoken_of(text: Text) -> list[tuple[str, Text]]:
    """Return the one figure that a sentence speaks of, with all that it says: "Rows with △ are optional"."""
    figures = set(_FIGURES.findall(text.value))
    return [(figure, text) for figure in figures] if len(figures) == 1 and len(text.value) <= _LONGEST else []


def _marking(text: Text) -> Iterator[tuple[str, Text]]:
    """Yield the mark of which a sentence speaks, with what it says of it: "Entries marked (x) stay closed"."""
    for said in sentences(text.value) if len(text.value) <= _PARAGRAPH else ():
        found = {hit.group() for hit in _MARK.finditer(said)}
        if len(found) == 1 and len(said) <= _LONGEST and not mentions(said):
            mark = found.pop()
            told = msgspec.structs.replace(part_of(text, said), value=_without_rest(said.replace(mark, " ")))
            yield mark, told
            if not (bare := mark.strip("()（）[]")).isalnum():
                yield bare, told


def _term(item: Item) -> Iterator[tuple[str, Text]]:
    """Yield the word that an item begins with, and what it says of it: "inner: only the host itself connects"."""
    if item.term:
        yield item.term.folded, item.text
    elif found := _TERM.match(item.text.value):
        yield found["word"], part_of(item.text, item.text.value[found.end() :])


_WORD = r"(?P<word>[^\W\d_][^\d.,;:：=–—“”\"«»„‘’「」『』]{0,24}?)"
_TERM = re.compile(rf"[“”\"«„‚‘「『]?{_WORD}[”“\"»’‘」』]?\s*(?:[:：=]|\s[–—-]\s)\s*")


def _terms(pairs: list[tuple[str, Text]], count: int) -> Iterator[tuple[str, Text]]:
    """Yield several words with what is said of them, where all of it is understood as what is asked for."""
    said = [text.value for _, text in pairs]
    if _PAIR <= count == len(pairs) and all(asks(each) and not mentions(each) for each in said):
        yield from ((word, text) for word, text in pairs if not _SIGN.fullmatch(word))


def explains(sentence: str) -> bool:
    """Tell whether a sentence says what a word in quotes stands for in cells."""
    return any(_quoted(Text(sentence, 0, len(sentence))))


def _quoted(text: Text) -> Iterator[tuple[str, Text]]:
    """Yield the words in quotes that a text explains, one in each statement: "“inner”: only for the host itself"."""
    for said in _STATEMENT.split(text.value) if len(text.value) <= _PARAGRAPH else ():
        found = [*_QUOTED.finditer(said)]
        if len(found) == 1 and len(said) <= _LONGEST and not mentions(said):
            behind = _MEANS.match(said, found[0].end()) or words("text.means").match(said, found[0].end())
            told = said[behind.end() :] if behind else f"{said[: found[0].start()]} {said[found[0].end() :]}"
            if asks(told):
                yield found[0]["word"], msgspec.structs.replace(part_of(text, said), value=told.strip(_EDGES))


def _of_rows(text: Text) -> Iterator[tuple[str, Text]]:
    """Yield the words by which a text calls some rows, with what it says of them: "Green rows are open, red …".

    What only denies takes the verb of the statement before it: "Green rows are to be opened, those in red are not".
    """
    spoken, asked = False, ""
    for said in _statements(text.value) if len(text.value) <= _LONGEST else ():
        spoken = spoken or words("text.rows", "text.means").search(said) is not None
        told = said if asks(said) else f"{asked} {_denial(said)}" if asked and turns(said) else ""
        named = _WORDS.findall(_little().sub(" ", said)) if spoken and told and not mentions(said) else []
        for word in named if len(named) <= _FEW else ():
            bare = re.sub(rf"(?<![^\W{UNSPACED}]){word}(?![^\W{UNSPACED}])", " ", told)
            yield word, msgspec.structs.replace(part_of(text, said), value=bare.strip(_EDGES))
        asked = said if asks(said) else asked


def _statements(text: str) -> Iterator[str]:
    """Yield the statements of a text; an "and" parts two of which the second one denies by itself."""
    for said in _STATEMENT.split(text):
        halves = ((said[: joint.start()], said[joint.end() :]) for joint in words("text.and").finditer(said))
        yield from next((pair for pair in halves if asks(pair[0]) and not turns(pair[0]) and turns(pair[1])), (said,))


def _denial(said: str) -> str:
    return " ".join(hit.group() for hit in negations_in(said))


@cache
def _little() -> re.Pattern[str]:
    """Return the pattern of what such a statement holds beside the words for its rows."""
    spaced = words(
        "text.rows", "text.means", "text.topic", "peer.article", "peer.owned", "text.on", "need.copula", "need.open",
        "need.close", "need.negator",
    )  # fmt: skip
    return re.compile(rf"(?<![^\W{UNSPACED}])(?:{spaced.pattern})", re.IGNORECASE)


_WORDS = re.compile(r"[^\W\d_]{1,24}")
_FEW = 4
_QUOTED = re.compile(r"[“”\"«„‚‘「『]\s?(?P<word>[^\W_][^“”\"«»„‘’「」『』.;:]{0,24}?)\s?[”“\"»’‘」』]\s*")
_STATEMENT = re.compile(r"[.;,](?=\s)|[。；，、]|\n")


def _without_rest(said: str) -> str:
    """Return a sentence without what it says of all others."""
    found = [each for each in clauses(said) if not words("need.rest").search(each.text)]
    return "; ".join(each.text.strip() for each in found)


_MARK = re.compile(
    rf"(?<![A-Za-z\d])(?:[(（\[](?:[^\W\d_]{{1,2}}|[^\w\s()（）\[\]]{{1,2}})[)）\]]|{_FIGURE}|[†‡§])(?![A-Za-z\d])"
)
_PARAGRAPH = 1000
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


@lru_cache(maxsize=1024)
def is_key(text: str) -> bool:
    """Tell whether a line explains signs, and so is no title of what stands below it: "✓ open, ✗ closed"."""
    return bool(_explained(Text(text, 0, len(text))))


@lru_cache(maxsize=1024)
def asks(meaning: str) -> bool:
    """Tell whether what a legend says of a sign is understood as what is asked for."""
    return polarity(meaning) != 0 or qualify(meaning) is not None or condition_in(meaning) is not None


def _behind(text: str, hit: re.Match[str]) -> int | None:
    """Return where what is said of a sign begins; of a letter without brackets some sign leads there."""
    if joint := _MEANS.match(text, hit.end()):
        return joint.end()
    if joint := words("text.means").match(text, hit.end()):
        return joint.end()
    return None if hit["sign"].isalpha() and hit["end"] not in _CLOSING else hit.end()


_CLOSING = (")", "）")
