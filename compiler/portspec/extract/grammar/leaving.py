"""Leaving: ports from which connections go to those of another host: "from ports 1024-65535 to port 21"."""

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from itertools import pairwise

from portspec.extract.grammar.lexemes import Token, TokenKind
from portspec.extract.grammar.lexer import frozen_tokens
from portspec.extract.language.keys import UNSPACED_LETTER
from portspec.extract.language.lexicon import phrases
from portspec.extract.language.tongue import is_foreign
from portspec.extract.language.vocabulary import routes, words

Group = tuple[int, int]
"""The first and last token of numbers that stand together."""


def leaving(text: str) -> Iterator[tuple[int, int]]:
    """Yield where ports stand from which connections go, in a text that names those to which they go as well.

    One of both is a range, since "from port 7100 to port 7200" is one itself.
    """
    found = frozen_tokens(text) if words("port.word").may_stand_in(text) else ()
    groups = [*_groups(found)]
    for one, other in pairwise(groups):
        gap = found[_behind(found, one[1]) : _ground(found, other[0])]
        apart = len(gap) > _LONG or any(each.kind in _APART or text[each.start] in ".。" for each in gap)
        if apart or not any(_is_range(found, each) for each in (one, other)):
            continue
        if _leads(text, found, one, gap):
            yield _span(found, one)
        elif (
            gap
            and gap[-1].kind != "and"
            and _start(text, gap[-_FEW:]) - {*phrases("text.of"), *phrases("text.possessor")}
        ):
            yield _span(found, other)


def answering(text: str) -> Iterator[tuple[int, int]]:
    """Yield where ports stand from which answers come back, which need no rule: "Replies are sent from port 7101"."""
    found = frozen_tokens(text) if words("need.reply").may_stand_in(text) else ()
    for group in _groups(found):
        first = _ground(found, group[0])
        before, behind = text[: found[first].start], text[found[_behind(found, group[1]) - 1].end :].lstrip()
        if not words("need.reply").search(_CUT.split(before)[-1]):
            continue
        said = [text[each.start : each.end].casefold() for each in found[max(first - _FEW, 0) : first]]
        led = next((number for number in reversed(range(len(said))) if said[number] in _starts()), None)
        if (led is not None and _ends().isdisjoint(said[led + 1 :])) or any(map(behind.startswith, _particles())):
            yield _span(found, group)


_CUT = re.compile(r"[.。;；:：,，、\n]")
"""What parts the statement in which answers are spoken of from others."""
_LONG = 8
_APART: tuple[TokenKind, ...] = ("comma", "newline", "number", "arrow", "dash")


def _groups(found: Sequence[Token]) -> Iterator[Group]:
    """Yield each number, list or range of numbers that words beside it call ports."""
    at = 0
    while at < len(found):
        first = last = at
        at += 1
        if found[first].kind != "number":
            continue
        first -= first > 0 and found[first - 1].kind == "greater"
        while [each.kind for each in found[last + 1 : last + 3]] in _MORE:
            last += 2
        last += [each.kind for each in found[last + 1 : last + 2]] == ["above"]
        at = last + 1
        if _ground(found, first) < first or _behind(found, last) > last + 1:
            yield first, last


_MORE = (["dash", "number"], ["comma", "number"], ["and", "number"], ["and", "greater"])


def _is_range(found: Sequence[Token], group: Group) -> bool:
    return not {"dash", "greater", "above"}.isdisjoint(each.kind for each in found[group[0] : group[1] + 1])


def _span(found: Sequence[Token], group: Group) -> tuple[int, int]:
    return found[group[0]].start, found[_behind(found, group[1]) - 1].end


_GROUND: tuple[TokenKind, ...] = ("port", "transport")


def _ground(found: Sequence[Token], first: int) -> int:
    """Return the first of the tokens right before a group that call its numbers ports, else its own first one."""
    at = first
    while at and found[at - 1].kind in (*_GROUND, "dash", "slash", "colon"):
        at -= 1
    return at if any(each.kind in _GROUND for each in found[at:first]) else first


def _behind(found: Sequence[Token], last: int) -> int:
    """Return the token behind a group and what calls its numbers ports there: "1024-65535/tcp"."""
    at = last + 1
    while at < len(found) and found[at].kind in (*_GROUND, "slash"):
        at += 1
    return at


def _leads(text: str, found: Sequence[Token], one: Group, gap: Sequence[Token]) -> bool:
    """Tell whether words lead from a group of ports to the one behind a gap."""
    said = [text[each.start : each.end].casefold() for each in gap]
    if not said:
        return False
    first = _ground(found, one[0])
    if starts := _start(text, found[max(first - _FEW, 0) : first]):
        ends = {each.end for each in routes() if each.start in starts}
        return any(_is_end(word, ends) for word in said)
    if any(map(said[0].startswith, _particles())):
        return True
    ends = {each for each in _ends() if not any(_means(each, sense, text) for sense in ("port.and", "text.on"))}
    if gap[0].kind == "close":
        return _is_end("".join(said[1:2]), ends)
    at = next((number for number, word in enumerate(said) if word in ends), None)
    led = first > 0 and words("verb.from").whole(text[found[first - 1].start : found[first - 1].end])
    # "Forward ports 7100-7200 to port 7300" is of one host.
    owned = words("text.possessor").whole(said[0]) or (at == 0 and (led or not _is_range(found, one)))
    return at is not None and owned and all(map(words("peer.article").whole, said[at + 1 :]))


_FEW = 4


def _means(word: str, sense: str, text: str) -> bool:
    """Tell whether a word may mean another thing in the language of a text: "na" is "on" in Polish."""
    return words(sense).whole(word) and not is_foreign(word, sense, text)


def _start(text: str, said: Sequence[Token]) -> frozenset[str]:
    """Return which of the tokens are words that stand before the first end of a connection."""
    return _starts() & {text[each.start : each.end].casefold() for each in said}


@cache
def _starts() -> frozenset[str]:
    return frozenset(each.start for each in routes())


@cache
def _ends() -> frozenset[str]:
    return frozenset(each.end for each in routes())


@cache
def _particles() -> tuple[str, ...]:
    """Return what stands behind the first end of a connection in languages with particles."""
    return tuple(phrase.split("{}")[1].strip() for phrase in phrases("text.route_behind"))


def _is_end(word: str, ends: Collection[str]) -> bool:
    """Tell whether a word is one before the second end, or holds one in a script without blanks, or with its vowel."""
    joined = (each for each in ends if UNSPACED_LETTER.match(each) or each.endswith(("'", "’")))
    return word in ends or any(each in word for each in joined)
