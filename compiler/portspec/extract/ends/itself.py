"""Ends inside: the words for the host itself at an end of a connection, and whether it never leaves that host."""

import re
from functools import lru_cache
from ipaddress import ip_network

import msgspec

from portspec.extract.ends.addresses import has_address
from portspec.extract.ends.titled import is_form_of
from portspec.extract.language.inside import is_local
from portspec.extract.language.names import REMARK, without_article
from portspec.extract.language.polarity import is_negative
from portspec.extract.language.vocabulary import words
from portspec.spec import Direction


class Ends(msgspec.Struct, frozen=True, kw_only=True):
    """Who stands at the ends of what a row states."""

    sources: tuple[str, ...]
    """The page's words for those who open the connection."""
    destinations: tuple[str, ...]
    """The page's words for those who accept it."""
    peers: tuple[str, ...]
    """Its words for the other end, where no end is named."""
    inside: bool = False
    """Whether it never leaves the host."""
    direction: Direction | None = None
    """Which way it goes, where the words for the host itself tell."""


def without_itself(ends: Ends, direction: Direction, host: str | None) -> Ends:
    """Return the ends without the words for the host itself beside others; where these are all, it stays inside.

    "This server" is the host that rows are about: between it and another host there are packets. "Localhost" may be
    that too, where it connects to another one; nothing is opened there for what may be its own.
    """
    if not any(map(is_itself, (*ends.sources, *ends.destinations, *ends.peers))):
        return ends
    sources, destinations, peers = (_others(each) for each in (ends.sources, ends.destinations, ends.peers))
    one = _are_one(ends.sources, ends.destinations)
    left = msgspec.structs.replace(ends, sources=sources, destinations=destinations, peers=peers)
    inside = msgspec.structs.replace(ends, inside=True)
    sends, accepts = bool(ends.sources) and not sources, bool(ends.destinations) and not destinations
    if (ends.peers and not peers) or one:
        return inside
    if not sends and not accepts:
        return left
    near, far = (ends.sources, ends.destinations) if sends else (ends.destinations, ends.sources)
    own: Direction = "outbound" if sends else "inbound"
    alone = direction == own and (sends or _is_pointed(near))
    if (sends and accepts) or not (_is_met(near, far, host) if far else alone):
        return inside
    named = tuple(bare if (bare := REMARK.sub(" ", each).strip()) and not is_itself(bare) else host for each in near)
    met = tuple(dict.fromkeys(filter(None, named))) or near
    if far and not _is_pointed(near):
        return inside if accepts or direction == "inbound" else msgspec.structs.replace(left, direction="outbound")
    return msgspec.structs.replace(left, **{"sources" if sends else "destinations": met})


def _are_one(sources: tuple[str, ...], destinations: tuple[str, ...]) -> bool:
    """Tell whether all ends are one kind of host, of which a remark at one says that it is the host itself."""
    both = (*sources, *destinations)
    local = any(REMARK.search(each) and is_itself(each) for each in both)
    if not (local and sources and destinations) or any(map(words("whose.remote").search, both)):
        return False
    names = [REMARK.sub(" ", each).strip() for each in both]
    return all(is_form_of(each, names[0]) for each in names[1:])


def _is_met(near: tuple[str, ...], far: tuple[str, ...], host: str | None) -> bool:
    """Tell whether another host is at the other end of what words for the host itself name."""
    if any(map(words("whose.remote").search, far)):
        return True
    known = host is not None or _is_pointed(near)
    return known and not any(host and is_form_of(each, host) for each in far) and not any(map(_is_inside, near))


def _is_pointed(near: tuple[str, ...]) -> bool:
    """Tell whether words point at the host that is spoken of: "this server", "the node itself"."""
    named = [part for each in near for part in _parts(each) if _means_itself(part)]
    return all(words("need.own").search(each) and not words("need.local_end").whole(each) for each in named)


def _others(ends: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(each for each in ends if not is_itself(each))


def _is_inside(end: str) -> bool:
    """Tell whether words for the host itself say of the other end that it is there too: "same host", no "this host"."""
    return any(_says_same(part) for part in _parts(end) if _means_itself(part))


def _says_same(said: str) -> bool:
    if words("need.same").search(said):
        return True
    return words("need.own").search(said) is None and not words("need.local_end").whole(without_article(said))


@lru_cache(maxsize=4096)
def is_itself(end: str) -> bool:
    """Tell whether the words for an end mean the host itself: "localhost", "127.0.0.1", "same host", "node (local)"."""
    return any(map(_means_itself, _parts(end)))


def _parts(end: str) -> list[str]:
    """Return the words for an end, those without remarks in brackets, and each remark."""
    remarks = [each.group()[1:-1].strip() for each in REMARK.finditer(end)]
    return [*filter(None, (end, REMARK.sub(" ", end).strip(), *remarks))] if remarks else [end]


def _means_itself(said: str) -> bool:
    if _is_loopback(said) or is_local(said):
        return True
    known = words("need.loopback", "need.local_cell", "need.local_end", "need.self")
    return any(map(known.whole, (said, without_article(said))))


def _is_loopback(said: str) -> bool:
    """Tell whether a text is nothing but an address that only the host itself can reach (RFC 1122, RFC 4291)."""
    try:
        return ip_network(said.strip("[]"), strict=False).is_loopback
    except ValueError:
        return False


@lru_cache(maxsize=4096)
def is_partial(end: str) -> bool:
    """Tell whether some of those whom an end means are left out: "any except guests"; no rule says that.

    So they are behind words for all hosts where a "not" follows, "any (not guests)", and addresses behind one.
    """
    if words("party.except").search(end):
        return True
    outside = words("party.outsider")  # "outside 10.0.0.0/8"
    if any(has_address(part) and (is_negative(part) or outside.match(part, 0)) for part in _STRETCH.split(end)):
        return True
    all_, _, rest = re.sub(r"\s*[,(（，]\s*", "\n", end, count=1).partition("\n")
    wide = words("party.outsider", "party.everyone").whole(all_)
    return wide and words("excluded.not", "need.negator").match(rest, 0) is not None


_STRETCH = re.compile(r"[,;(（，；]")
