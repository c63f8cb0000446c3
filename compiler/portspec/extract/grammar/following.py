"""Following: numbers that are ports since they stand right behind a way, or a verb that opens: "inbound on 443"."""

import re
from collections.abc import Iterator
from functools import cache

from portspec.extract.grammar.lexemes import YEARS, Token
from portspec.extract.language.keys import UNSPACED_LETTER
from portspec.extract.language.vocabulary import routes, words

_WAYS = ("cell.inbound", "cell.outbound", "cell.both")
_VERBS = ("need.open", "need.close")
_BESIDE = ("text.traffic", "text.on", "text.of", "peer.article", "peer.pronoun")
"""What may stand between these and a number, beside a preposition: "inbound traffic on 443", "öffnen Sie 443"."""
_BEHIND = (
    "peer.stop", "peer.for", "text.on", "text.of", "text.and", "need.must", "need.copula", "need.open",
    "need.close",
)  # fmt: skip
"""What may stand behind it, beside a preposition; a noun there is what the number counts."""
_NEAR = 48
"""A way stands at most this many characters before the number."""
_STOP = re.compile(r"[^\w\s'’*_`-]|\d|\n")
_DIGITS = re.compile(r"\d\d")
_LEAST = 4
"""Ways with fewer letters are mere prepositions, "in" and "out", in languages that set blanks."""


def may_follow_way(text: str) -> bool:
    """Tell quickly whether a number of a text could stand behind a way."""
    possible = words(*_WAYS).may_stand_in(text) and _DIGITS.search(text) is not None
    return possible and any(_ways(text, verbs=False))


def follows_way(text: str, found: list[Token], at: int, last: int, *, verbs: bool) -> bool:
    """Tell whether the numbers from one token to another stand right behind a way, and count nothing behind them.

    So they do behind a verb that opens or closes, where ports are spoken of all around (`verbs`): "allow 443 from …".
    """
    start, number = found[at].start, found[at].value
    said = _STOP.split(text[max(start - _NEAR, 0) : start])[-1]
    led = any(_is_small(said[end:], *_BESIDE) for end in _ways(said, verbs=verbs))
    return led and number not in YEARS and not counts(text, found[last + 1] if last + 1 < len(found) else None)


def _ways(text: str, *, verbs: bool) -> Iterator[int]:
    """Yield where the ways that a text names end, the verbs among them if they count."""
    for sense in (*_WAYS, *_VERBS) if verbs else _WAYS:
        for way in words(sense).finditer(text):
            bare = words("header_only.first", "header_only.alone").whole(way.group())
            if UNSPACED_LETTER.search(way.group()) or not (bare or len(way.group()) < _LEAST):
                yield way.end()


def counts(text: str, after: Token | None) -> bool:
    """Tell whether a number counts what stands behind it, its token `after`: "20 calls"."""
    if after is None or after.kind != "word" or not text[after.start].isalnum():
        return after is not None and after.kind == "unit"
    said = text[after.start : after.end]
    return not (UNSPACED_LETTER.match(said) or said.casefold() in _prepositions() or _begins(text, after.start))


def _begins(text: str, at: int) -> bool:
    return any(words(sense).match(text, at) for sense in _BEHIND)


def _is_small(said: str, *senses: str) -> bool:
    """Tell whether words are nothing but prepositions and those of some senses."""
    rest = re.findall(r"\w+", words(*senses).sub(" ", said).casefold())
    return all(word in _prepositions() for word in rest)


@cache
def _prepositions() -> frozenset[str]:
    """Return the words that lead to the ends of a connection: "from", "to"."""
    return frozenset(word for each in routes() for part in (each.start, each.end) for word in part.split()[-1:])
