"""Ways: whom the cell of a direction names beside it, so that no rule loses its other end: "Inbound from clients"."""

import re
from functools import cache, lru_cache

from portspec.extract.ends.hosts import is_generic
from portspec.extract.ends.parties import is_party, names_end, names_in
from portspec.extract.language.names import REMARK, without_article
from portspec.extract.language.phrases import is_direction
from portspec.extract.language.vocabulary import words
from portspec.spec import Direction


@lru_cache(maxsize=4096)
def ends_with_way(cell: str, direction: Direction) -> tuple[str, ...]:
    """Return whom a cell names beside the direction that it says: "Inbound from clients", "out (the database)".

    Words that are no names of hosts or users count behind "from", "to" or "between" only: "in (default)" names nobody.
    "Inbound to the server" names the host itself.
    """
    found: list[str] = []
    for part in _SIDES.split(_without_way(cell)):
        name = part.strip(" -–—")
        lead = next((match for path in _LEADS if (match := words(path).match(name, 0))), None)
        joint = lead or words("peer.stop").match(name, 0)  # "both ways with clients"
        if lead and direction in _OWN and words(_OWN[direction]).whole(lead.group()):
            continue
        names = names_in(words("need.only").sub("", name[joint.end() if joint else 0 :]))
        if any(words(each).whole(name) for name in names for each in _ALL):
            return ()
        found += [each for each in names if is_party(each) and (lead or names_end(each))]
    return tuple(dict.fromkeys(found))


def without_way(cell: str) -> str:
    """Return the end that a cell names without the way in brackets behind it: "hub (inbound)"."""
    remark = _REMARKED.search(cell)
    return cell[: remark.start()].rstrip() if remark and is_direction(remark[1]) else cell


_REMARKED = re.compile(r"[(（]([^()（）]+)[)）]\s*$")


def hosts_between(cell: str) -> tuple[str, str] | None:
    """Return the two hosts that a cell below "Between" names, "Relay and store"; one kind of hosts is both of them."""
    between = words("port.between").match(cell, 0)
    parts = _BETWEEN.split(cell[between.end() if between else 0 :])
    names = [name for part in parts for name in names_in(part) if name]
    return (
        (names[0], names[-1]) if 0 < len(names) <= _PAIR and all(len(each.split()) <= _FEW for each in names) else None
    )


_PAIR = 2
_BETWEEN = re.compile(r"\s*[/&＆、；;]\s*|\s[-–—]\s")


@lru_cache(maxsize=4096)
def titled_between(title: str) -> tuple[str, str] | None:
    """Return the hosts between which a title says that connections are opened: "Traffic between relays and stores"."""
    between = words("port.between").search(title)
    if between is None or not is_generic(title[: between.start()]):
        return None
    ends = hosts_between(_traffic_behind().sub("", REMARK.sub("", title[between.start() :]).rstrip(" :：")))
    return ends if ends and all(map(_is_host, ends)) else None


def _is_host(name: str) -> bool:
    return words("text.any_host").whole(name) or (is_party(name) and names_end(name))


@cache
def _traffic_behind() -> re.Pattern[str]:
    return re.compile(rf"\s+(?:{words('text.traffic').pattern})\s*$", re.IGNORECASE)


def is_among(cell: str) -> bool:
    """Tell whether a cell names hosts that connect to each other, "between the nodes", and no two kinds of them."""
    between = words("port.between").match(cell, 0)
    name = without_article(cell[between.end() :].strip()) if between else ""
    one = 0 < len(name.split()) <= _FEW and len(names_in(cell)) == 1
    return one and not words("port.word").search(name)


_FEW = 4
"""A name has at most this many words."""


_ALL = ("party.outsider", "party.everyone", "text.any_host")
"""Whose names mean all the world, so that the others name no limit."""


def _without_way(cell: str) -> str:
    """Return a cell without its words for a direction, but with those before a name: "from", "to"."""
    for way in ("cell.both", "cell.inbound", "cell.outbound"):
        for match in reversed([*words(way).finditer(cell)]):
            if not any(words(each).whole(match.group()) for each in ("cell.first", "cell.alone")):
                cell = f"{cell[: match.start()]},{cell[match.end() :]}"
    return cell


_LEADS = (
    "peer.sender",
    "peer.receiver",
    "peer.by",
    "text.starts",
    "port.between",
    "header.source",
    "header.destination",
)
"""What stands before a name at the other end, or before the host's own."""
_OWN: dict[Direction, str] = {"inbound": "peer.receiver", "outbound": "peer.sender"}
"""What stands before the host's own name, by the direction."""
_SIDES = re.compile(r"[():,;/（），：；、]|\s[-–—]\s")
