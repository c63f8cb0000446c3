"""Stretches: the part of a sentence around its ports, which may name their transport elsewhere than beside them."""

import re

from portspec.extract.mentions import Mention, mentions
from portspec.extract.need import is_negative
from portspec.extract.port_expression import Part, with_transports
from portspec.extract.vocabulary import transports_in


def typed(said: str, mention: Mention) -> tuple[Part, ...]:
    """Return the parts of a mention with the one transport that its own stretch of the sentence names elsewhere.

    "Allow TCP traffic to the server (default port 7100)", but not "UDP is not used on port 7100".
    """
    cuts = [match.span() for match in _CUT.finditer(said)]
    start = max((end for _, end in cuts if end <= mention.start), default=0)
    stretch = said[start : min((at for at, _ in cuts if at >= mention.end), default=len(said))]
    named = transports_in(stretch)
    alone = len(mentions(stretch)) == 1 and len(named) == 1 and not is_negative(stretch)
    return tuple(with_transports(part, named) for part in mention.parts) if alone else mention.parts


_CUT = re.compile(r"[;,，；、]|\s[-–—]\s")
