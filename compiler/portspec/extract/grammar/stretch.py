"""Stretches: the part of a sentence around its ports, which may name their transport elsewhere than beside them."""

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache

from portspec.extract.grammar.mentions import Mention, mentions
from portspec.extract.grammar.port_expression import Part, with_transports
from portspec.extract.language.polarity import is_negative, polarity
from portspec.extract.language.vocabulary import transports_in


def typed(said: str, mention: Mention) -> tuple[Part, ...]:
    """Return the parts of a mention with the one transport that its own stretch of the sentence names elsewhere.

    "Allow TCP traffic to the server (default port 7100)", but not "UDP is not used on port 7100".
    """
    starts, ends = _cuts(said)
    before, behind = bisect_right(ends, mention.start) - 1, bisect_left(starts, mention.end)
    stretch = said[ends[before] if before >= 0 else 0 : starts[behind] if behind < len(starts) else len(said)]
    named = _named_once(stretch)
    return tuple(with_transports(part, named) for part in mention.parts) if named else mention.parts


@lru_cache(maxsize=256)  # each mention of a stretch asks
def _named_once(stretch: str) -> tuple[str, ...]:
    """Return the one transport that a stretch names for all its ports, or nothing."""
    named = transports_in(stretch)
    if len(named) != 1 or len(mentions(stretch)) != 1:
        return ()
    return () if is_negative(stretch) and polarity(stretch) <= 0 else named  # "do not block UDP traffic to port 7100"


@lru_cache(maxsize=256)
def _cuts(said: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return where the signs begin that end a stretch, and where they end."""
    cuts = [match.span() for match in _CUT.finditer(said)]
    return tuple(start for start, _ in cuts), tuple(end for _, end in cuts)


_CUT = re.compile(r"[;,，；、\n]|\s[-–—]\s")
