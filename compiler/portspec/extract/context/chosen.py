"""Chosen: rows of which a page opens only those with a mark, "only rows marked green", or all others than these."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache, partial

import msgspec

from portspec.document import Block, Heading, List, Paragraph, Table, Text
from portspec.extract.context.evidence import Said
from portspec.extract.context.paragraphs import placed_sentences
from portspec.extract.ends.titled import is_form_of
from portspec.extract.grammar.mentions import mentions
from portspec.extract.language.clauses import clauses, closing_in, hits_in
from portspec.extract.language.keys import UNSPACED, UNSPACED_LETTER
from portspec.extract.language.polarity import polarity
from portspec.extract.language.vocabulary import words


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence that tells by a mark which rows of its section are to be opened."""

    text: Text
    """The sentence."""
    marks: tuple[str, ...]
    """The words of which one is the mark, or the sign that it names."""
    shut: bool
    """True where those with the mark stay closed, and not those without it."""
    start: int
    """Where its section begins."""
    end: int
    """And where it ends."""


def choices_of(blocks: Sequence[Block]) -> tuple[Choice, ...]:
    """Return the choices that a page's sentences make, in its order.

    A word is a mark where the sentence says so, or where a cell or a remark in brackets of its section is that word.
    """
    found = [each for at, block in enumerate(blocks) for each in _choices(block, partial(_section, blocks, at))]
    texts = [text for block in blocks for text in _texts(block)] if found else []
    first: dict[object, tuple[Choice, bool]] = {}
    for each in found:  # a section may say the same very often
        said = _says_mark(each.text.folded)
        first.setdefault((each.marks, each.shut, each.start, each.end, said), (each, said))
    return tuple(each for each, said in first.values() if said or _is_met(each, texts))


def unchosen(texts: Iterable[Text], choices: tuple[Choice, ...]) -> Iterator[Said]:
    """Yield that a row or an item with these texts stays closed, where a choice of its section says so."""
    texts = tuple(texts) if choices else ()
    for each in choices:
        inside = [text for text in texts if each.start <= text.start < each.end and text.start != each.text.start]
        if inside and each.shut == any(_bears(text, each.marks) for text in inside):
            yield Said(field="need", value="denied", rule="footnote", text=each.text)


def _choices(block: Block, section: Callable[[], tuple[int, int]]) -> Iterator[Choice]:
    if not isinstance(block, Paragraph):
        return
    for sentence in placed_sentences(block):
        said = sentence.folded
        if words("text.rows", "port.word").may_stand_in(said) and len(said) <= _LONGEST and not mentions(said):
            marks, shut = _excepted(said) or _alone(said) or ((), False)
            signs = ("*",) if words("text.asterisk").search(said) else ()
            if marks:
                start, end = section()
                yield Choice(text=sentence, marks=(*marks, *signs), shut=shut, start=start, end=end)


_LONGEST = 120


def _excepted(said: str) -> tuple[tuple[str, ...], bool] | None:
    """Return the words of the rows that a sentence takes out of those it opens: "all rows except those marked red"."""
    for hit in words("need.but").finditer(said):
        clause = next(each for each in clauses(said) if each.start <= hit.start() <= each.end)
        rest = said[hit.end() : max(clause.end, hit.end())]
        others = f"{said[: hit.start()]} {said[hit.end() + len(rest) :]}"
        asked = polarity(others) or -bool(closing_in(others))  # "Block all rows" may be a noun elsewhere
        if asked and (named := _named(rest)):
            return named, asked > 0
    return None


def _alone(said: str) -> tuple[tuple[str, ...], bool] | None:
    """Return the words of the rows that alone a sentence opens: "only the rows marked green are to be opened"."""
    found = clauses(said)
    for clause, behind in zip(found, [*(each.text for each in found[1:]), ""], strict=True):
        if hits_in(clause.text, "only") and polarity(clause.text) > 0:
            named = _named(clause.text) or (_named(behind) if _says_mark(behind) else ())
            return (named, False) if named else None
    return None


def _named(said: str) -> tuple[str, ...]:
    """Return the words of a stretch that are neither of grammar nor ask for anything."""
    little = rf"(?<![^\W{UNSPACED}])(?:{words(*_LITTLE).pattern})"
    found = _WORDS.findall(re.sub(little, " ", said, flags=re.IGNORECASE))
    return tuple(dict.fromkeys(found)) if len(found) <= _FEW else ()


_LITTLE = (
    "text.rows", "text.means", "text.topic", "text.marked", "peer.article", "peer.owned", "text.on", "need.copula",
    "need.open", "need.negator", "need.only", "need.every", "need.must", "port.word", "text.pointing", "text.inbound",
    "text.outbound",
)  # fmt: skip
_WORDS = re.compile(r"[^\W\d_]{1,24}")
_FEW = 4


def _says_mark(said: str) -> bool:
    return words("text.marked").search(said) is not None


def _is_met(choice: Choice, texts: Iterable[Text]) -> bool:
    """Tell whether any row or item of a choice's section, of these texts of the page, has its mark."""
    return any(_bears(text, choice.marks) for text in texts if choice.start <= text.start < choice.end)


def _texts(block: Block) -> Iterator[Text]:
    match block:
        case Table(rows=rows):
            yield from (cell.text for row in rows for cell in row if not cell.header)
        case List(items=items):
            yield from (item.text for item in items)
        case _:
            return


def _bears(text: Text, marks: tuple[str, ...]) -> bool:
    """Tell whether a cell is a mark, or a text holds it in brackets, or a sign."""
    return not _signs(marks).isdisjoint(text.marks) or _holds(text.folded, marks)


@lru_cache(maxsize=4096)
def _holds(folded: str, marks: tuple[str, ...]) -> bool:
    said = [folded.strip(), *(hit[1] for hit in _BRACKETS.finditer(folded))]
    signed = any(sign in folded for sign in _signs(marks))
    return signed or any(_is_mark(each, mark) for each in said for mark in marks if mark.isalpha())


@lru_cache(maxsize=64)
def _signs(marks: tuple[str, ...]) -> frozenset[str]:
    return frozenset(each for each in marks if not each.isalpha())


def _is_mark(said: str, mark: str) -> bool:
    """Tell whether words are a mark, if in another form, or in a language without blanks without its particle."""
    return is_form_of(said, mark) or (UNSPACED_LETTER.match(said) is not None and mark.startswith(said))


_BRACKETS = re.compile(r"[(（\[]([^()（）\[\]]{1,24})[)）\]]")


def _section(blocks: Sequence[Block], at: int) -> tuple[int, int]:
    """Return where the section of a block begins and ends: at its heading, and at the next one no deeper."""
    above = next((each for each in reversed(blocks[:at]) if isinstance(each, Heading)), None)
    level = above.level if above else 0
    below = (each for each in blocks[at + 1 :] if isinstance(each, Heading) and each.level <= level)
    return (above.text.start if above else 0), next((each.text.start for each in below), _ALL)


_ALL = 1 << 62
