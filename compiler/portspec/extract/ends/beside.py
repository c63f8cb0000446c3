"""Routes beside ports: the ends of the connections of an item or a sentence, "TCP 443 from agents to the hub"."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from portspec.extract.ends.hosts import names_host
from portspec.extract.ends.parties import is_among_hosts, is_host, is_party, names_in
from portspec.extract.ends.routes import ELIDED, bare_route, name_of_end, worded, worded_behind
from portspec.extract.grammar.mentions import mentions
from portspec.extract.language.keys import UNSPACED_LETTER
from portspec.extract.language.polarity import is_negative
from portspec.extract.language.vocabulary import routes, words

Ends = tuple[str, str]

_PIECE = re.compile(r"[:：;,，、()（）。]|\s[-–—]\s|\.\s|\.$")
"""What parts the words of an item."""


@lru_cache(maxsize=256)  # each port of a text asks
def route_beside(text: str, role: str = "", *, directed: bool = True) -> Ends | None:
    """Return who connects to whom where a text says it beside its ports, once, and denies nothing.

    The words stand by themselves, or open what is said: of "copies files from clients to the store" nobody knows who
    opens the connection. One end at least is a kind of host, but where nothing else says whose the ports are: where no
    title names one (`role`), or it names one of the ends or no kind of host, and no direction is stated (`directed`).
    """
    if is_negative(text):
        return None
    found = [ends for piece in _pieces(text) if (ends := _route(piece))]
    sure = not role or (len(found) == 1 and is_among_hosts(role, found[0])) or not (directed or names_host(role))
    return found[0] if len(found) == 1 and (sure or any(map(_is_host, found[0]))) else None


def route_barred(text: str) -> Ends | None:
    """Return from whom to whom a sentence lets nothing pass, where it says so once: "Block traffic from A to B"."""
    found = [tuple(map(name_of_end, ends[:2])) for piece in _pieces(text) if (ends := worded(piece))]
    return (found[0][0], found[0][1]) if len(found) == 1 and all(found[0]) else None


def _pieces(text: str) -> Iterator[str]:
    """Yield what stands before, between and behind ports, parted at signs."""
    edges = [0, *(edge for each in mentions(text) for edge in (each.start, each.end)), len(text)]
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        yield from (piece.strip() for piece in _PIECE.split(text[start:end]))


def route_alone(text: str) -> Ends | None:
    """Return who connects to whom where a text says nothing else: "From the probes to the display"."""
    ends = _route(text)
    return ends if ends and _opens(text) else None


def _opens(piece: str) -> bool:
    """Tell whether a piece begins with the words that lead from an end, or has them behind both."""
    return _opening().match(piece) is not None or worded_behind(piece) is not None


def _route(piece: str) -> Ends | None:
    if not _opens(piece):
        bare = bare_route(_without_ports(piece))
        placed = bare and words("text.on").match(bare[0], 0)  # "on the agents to the hub" may be open for the hub
        return bare[:2] if bare and not placed and all(map(names_host, bare[:2])) else None
    led = _opening().match(piece)
    found = worded(piece[led.end() :] if led else piece)
    ends = [name_of_end(each) for each in found[:2]] if found else []
    known = all(_is_host(each) or is_party(each) or words("party.outsider").whole(each) for each in ends)
    whole = all(each.endswith(names_in(each)[-1]) for each in ends)  # another route goes on behind an "and"
    apart = len({each.casefold() for each in ends}) > 1 or any(map(_is_host, ends))
    return (ends[0], ends[1]) if ends and known and whole and apart else None


def _is_host(name: str) -> bool:
    return is_host(name) or names_host(name)


@cache
def _opening() -> re.Pattern[str]:
    """Return the pattern of what a route begins with, at most verbs of opening, traffic or a firewall before it."""
    glued = {each.start for each in routes() if UNSPACED_LETTER.match(each.start) or each.start.endswith(ELIDED)}
    starts = {re.escape(each.start) + ("" if each.start in glued else r"\s") for each in routes()}
    before = words("text.traffic", "need.must", "need.copula", "need.open", "peer.article", "need.object").pattern
    article, aside, firewall = (words(each).pattern for each in ("peer.article", "need.aside", "text.firewall"))
    through = rf"(?:(?:{aside})\s+(?:(?:{article})\s+)?(?:{firewall})\s+)?"
    return re.compile(rf"(?:(?:{before})\s+){{0,4}}{through}(?={'|'.join(sorted(starts))})", re.IGNORECASE)


def _without_ports(piece: str) -> str:
    """Return a piece without a word for ports at its end: "agents to hub servers, ports"."""
    last = [match for match in words("port.word").finditer(piece) if match.end() == len(piece)]
    return piece[: last[-1].start()].strip() if last else piece
