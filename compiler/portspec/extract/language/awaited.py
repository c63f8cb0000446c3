"""Awaited: ports that something does not work without: "Nothing works until these ports are open", "without 443"."""

import re
from functools import lru_cache

from portspec.extract.language.clauses import closing_in, does_not_work, fails, hits_in, port_behind
from portspec.extract.language.keys import UNSPACED_LETTER
from portspec.extract.language.vocabulary import words


@lru_cache(maxsize=4096)
def awaited(text: str) -> int:
    """Return 1 where a clause says that something does not work until a port is open, -1 until it is closed, else 0.

    A negation on either side is of that alone: "Rien ne fonctionne tant que ces ports ne sont pas ouverts". What does
    not work as long as a port is closed waits for it, and not what a stranger cannot do then.
    """
    if _does_not_without(text):
        return 1
    if not words("need.first").may_stand_in(text):
        return 0
    for first in words("need.first").finditer(text):
        before, behind = text[: first.start()], text[first.end() :]
        lasts = words("need.throughout").whole(first.group())
        parts = [(before, behind), *([(behind, before)] if UNSPACED_LETTER.search(text) else [])]
        if lasts and not before.strip():  # "As long as it is closed, nothing works"
            led, comma, rest = _COMMA.sub(",", behind).partition(",")
            parts = [(rest, led)] if comma else []
        for waits, asked in parts:
            denied = hits_in(waits, "negator", "nobody") if lasts else does_not_work(waits)
            closing = closing_in(asked) if denied and not hits_in(waits, "open", "close") else []
            if closing or (denied and not hits_in(waits, "open", "close") and hits_in(asked, "open")):
                return 1 if _is_wanted(waits, asked, lasts=lasts, closed=bool(closing)) else -1
    return 0


_COMMA = re.compile("[，、]")


def _is_wanted(waits: str, asked: str, *, lasts: bool, closed: bool) -> bool:
    """Tell whether what does not work before, or as long as, a port is open or closed wants it open."""
    if not lasts:
        return not closed
    return closed != bool(hits_in(asked, "negator")) and fails(waits) and not hits_in(waits, "stranger")


def _does_not_without(text: str) -> bool:
    """Tell whether a clause says that something does not work without a port: "Without TCP port 443 nothing works"."""
    without = words("need.without").match(text.strip(), 0)
    rest = text.strip()[without.end() :] if without else ""
    article = words("peer.article").match(rest.lstrip(), 0)
    thing = rest.lstrip()[article.end() if article else 0 :].lstrip()
    named = port_behind(rest, 0) or (words("port.word").match(thing, 0) and re.search(r"\d{2}", thing))
    return bool(named) and does_not_work(rest) and not (closing_in(rest) or hits_in(rest, "open"))
