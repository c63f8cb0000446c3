"""Following: numbers that are ports since they stand right behind a way, or a verb that opens: "inbound on 443"."""

import re
from collections.abc import Iterator
from functools import cache

from portspec.extract.grammar.lexemes import YEARS, Token
from portspec.extract.grammar.names import FIRST_USER_PORT
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


def is_in_range(text: str, found: list[Token], at: int, last: int) -> bool:
    """Tell whether a range is that of the ports that its clause is about: "the ports of metrics are in the range …"."""
    named = next((n for n in range(at - 1, -1, -1) if found[n].kind == "port" or not _goes_on(text, found[n])), None)
    if [each.kind for each in found[at : last + 1]] != _RANGE or named is None or found[named].kind != "port":
        return False
    low, behind = found[at], text[found[last].end :].lstrip()
    near = text[found[named].end : low.start]
    said = words("port.ranged", "port.between").search(near) or words("port.ranged").match(behind, 0)
    verb = near[: said.start()] if said and said.string is near else near
    if len(verb.split()) > 1 and not words("need.copula", "port.placed").search(verb):
        return False
    return said is not None and low.value is not None and low.value >= FIRST_USER_PORT


_RANGE = ["number", "dash", "number"]


def _goes_on(text: str, token: Token) -> bool:
    """Tell whether a token may stand between a word for ports and their range; "in" is also a unit, of length."""
    return token.kind in _SPEAKING or words("text.on", "text.of").whole(text[token.start : token.end])


_SPEAKING = ("word", "transport", "any", "at_least", "and")


def are_needed(text: str, found: list[Token], at: int, last: int) -> bool:
    """Tell whether several numbers are what somebody needs: "with a store, 3055 and 3056 are needed"."""
    numbers = [each.value for each in found[at : last + 1] if each.kind == "number"]
    if len(numbers) < _SEVERAL or not all(
        value and value >= FIRST_USER_PORT and value not in YEARS for value in numbers
    ):
        return False
    before = text[found[at - 1].start : found[at - 1].end] if at else ""
    if words("text.of").whole(before) or (at and found[at - 1].kind in ("label", "unit", "at_least", "greater")):
        return False
    behind = text[found[last].end :].lstrip()
    verb = words("need.copula").match(behind, 0)
    behind = behind[verb.end() :].lstrip() if verb else behind
    return words("need.required_verb", "need.must").match(behind, 0) is not None


_SEVERAL = 2


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
