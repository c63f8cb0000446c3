"""Pairs: items that give ports to several names: "Console port: 7101, API port: 7102"."""

import re

from portspec.extract.grammar.equated import SOCKETS
from portspec.extract.grammar.port_expression import Part, merged, parse_ports
from portspec.extract.language.need import qualify
from portspec.extract.language.phrases import direction_in
from portspec.extract.language.vocabulary import transports_in, words

_BETWEEN = re.compile(r"\s*[,;、，；]\s*(?=[^\s\d])")
_PAIR = re.compile(r"[^\d:：=]*[^\W\d][^\d:：=]*?[:：=]?\s*(?P<ports>\d{2,5}(?:\s*[-–]\s*\d{2,5})?)")
"""A name and the number or range that stands behind it, with no more."""
_LONGEST = 80
"""Such a pair has at most this many characters."""
_LEAD = re.compile(r"[^\d:：=(（]{1,60}(?:[:：]\s*|(?P<open>[(（]))(?=[^\s\d])(?=.*\d)")
"""What all of them are of: "Stores: web 7101, API 7102", "Stores (web=7101, API=7102)"."""


def paired(text: str) -> tuple[Part, ...]:
    """Return the ports that an item gives to several names; numbers of something else beside such ports are left out.

    Names say nothing of the transport, the way or the need: of these, each port may have its own.
    """
    pieces = _BETWEEN.split(_without_lead(text.strip().rstrip(".…")))
    if len(pieces) < 2 or max(map(len, pieces)) > _LONGEST:  # noqa: PLR2004
        return ()
    found = [match for match in map(_PAIR.fullmatch, pieces) if match]
    if len(found) < len(pieces) or any(map(_says_more, pieces)):
        return ()
    named = [match for match in found if words("port.word").search(match.group())]
    parts = merged(part for match in named or found for part in parse_ports(match["ports"]).parts)
    low = any(each.start <= SOCKETS for part in parts for each in part.ports)
    return () if low and not named else tuple(parts)


def _without_lead(text: str) -> str:
    """Return a text without what leads to all its names, and the brackets around these."""
    lead = _LEAD.match(text)
    if lead is None or (lead["open"] and not text.endswith((")", "）"))):
        return text
    return text[lead.end() :].rstrip(")）") if lead["open"] else text[lead.end() :]


def _says_more(piece: str) -> bool:
    return bool(transports_in(piece)) or direction_in(piece) != "unstated" or qualify(piece) is not None
