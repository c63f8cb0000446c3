"""Routes beside ports: the ends of the connections of an item or a sentence, "TCP 443 from agents to the hub"."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from portspec.extract.ends.hosts import names_host
from portspec.extract.ends.parties import is_host, is_party, name_end
from portspec.extract.ends.routes import ELIDED, bare_route, worded
from portspec.extract.grammar.mentions import mentions
from portspec.extract.language.keys import UNSPACED_LETTER
from portspec.extract.language.names import without_article
from portspec.extract.language.polarity import is_negative
from portspec.extract.language.vocabulary import routes, words

Ends = tuple[str, str]

_PIECE = re.compile(r"[:：;,，、()（）。]|\s[-–—]\s|\.\s|\.$")
"""What parts the words of an item."""


@lru_cache(maxsize=256)  # each port of a text asks
def route_beside(text: str) -> Ends | None:
    """Return who connects to whom where a text says it beside its ports, once, and denies nothing.

    The words stand by themselves, or open what is said: of "copies files from clients to the store" nobody knows who
    opens the connection. One end at least is a kind of host.
    """
    if is_negative(text):
        return None
    found = [ends for piece in _pieces(text) if (ends := _route(piece))]
    return found[0] if len(found) == 1 else None


def _pieces(text: str) -> Iterator[str]:
    """Yield what stands before, between and behind ports, parted at signs."""
    edges = [0, *(edge for each in mentions(text) for edge in (each.start, each.end)), len(text)]
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        yield from (piece.strip() for piece in _PIECE.split(text[start:end]))


def _route(piece: str) -> Ends | None:
    if _opening().match(piece) is None:
        bare = bare_route(_without_ports(piece))
        placed = bare and words("text.on").match(bare[0], 0)  # "on the agents to the hub" may be open for the hub
        return bare[:2] if bare and not placed and all(map(names_host, bare[:2])) else None
    found = worded(piece)
    ends = [_name(each) for each in found[:2]] if found else []
    hosts = [is_host(each) or names_host(each) for each in ends]
    known = (host or is_party(end) or words("party.outsider").whole(end) for host, end in zip(hosts, ends, strict=True))
    return (ends[0], ends[1]) if any(hosts) and all(known) else None


@cache
def _opening() -> re.Pattern[str]:
    """Return the pattern of what a route begins with, nothing but a word for traffic before it."""
    glued = {each.start for each in routes() if UNSPACED_LETTER.match(each.start) or each.start.endswith(ELIDED)}
    starts = {re.escape(each.start) + ("" if each.start in glued else r"\s") for each in routes()}
    return re.compile(rf"(?:(?:{words('text.traffic').pattern})\s+)?(?:{'|'.join(sorted(starts))})", re.IGNORECASE)


def _name(end: str) -> str:
    name = name_end().split(end, maxsplit=1)[0]
    verb = words("text.verb", "text.uses").search(name)
    return without_article(name[: verb.start()] if verb else name)


def _without_ports(piece: str) -> str:
    """Return a piece without a word for ports at its end: "agents to hub servers, ports"."""
    last = [match for match in words("port.word").finditer(piece) if match.end() == len(piece)]
    return piece[: last[-1].start()].strip() if last else piece
