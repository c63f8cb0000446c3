"""Alone: those to whom alone a text opens a port: "restricted to the agents", "agents only"."""

import re
from collections.abc import Iterator

from portspec.extract.ends.parties import (
    hosts_or_users,
    is_host,
    is_network,
    is_party,
    name_at,
    name_end,
    names_in,
    up_to_host,
)
from portspec.extract.ends.told import name_told
from portspec.extract.language.clauses import clauses, ends_in, hits_in, outside
from portspec.extract.language.keys import UNSPACED_LETTER
from portspec.extract.language.names import without_article
from portspec.extract.language.polarity import is_negative
from portspec.extract.language.vocabulary import words


def alone_in(text: str) -> Iterator[str]:
    """Yield those to whom alone a text opens its ports."""
    for clause in clauses(text):
        if not is_negative(clause.text):
            yield from _confined(clause.text)
            yield from _only(clause.text)


def _confined(clause: str) -> Iterator[str]:
    """Yield whom a clause names behind words such as "restricted to", if that is the name of an end."""
    said = [name_at(clause[match.end() :]) for match in words("peer.confined").finditer(clause)]
    told = name_told("peer.confined_to", clause)
    for name in (each for some in (*said, told) for each in names_in(some) if each):
        known = up_to_host(name) if is_host(name) else name
        if is_party(known):
            yield known
    last = (_last_host(clause[: match.start()]) for match in words("peer.confined_behind").finditer(clause))
    yield from filter(None, last)


def _only(clause: str) -> Iterator[str]:
    """Yield the hosts or users right beside an "only"; "not only" names all."""
    for only in outside(hits_in(clause, "only"), hits_in(clause, "more")):
        before, behind = clause[: only.start()].rstrip(), clause[only.end() :]
        said = _without_lead(behind)
        names = [up_to_host(each) for each in names_in(name_at(said))]
        if all(map(is_host, names)):
            yield from names
        elif name := _last_host(before) or _network(said, before):
            yield name


def _network(behind: str, before: str) -> str:
    """Return the network that words behind an "only", or those before it, are: "LAN only", "nur im internen Netz"."""
    if ends_in("peer.article", before):  # "the only internal port"
        return ""
    aside = words("need.aside").match(behind, 0)
    last = re.split(r"[\d:：]", name_end().split(before)[-1])[-1]
    names = (without_article(each.strip()) for each in (name_at(behind[aside.end() if aside else 0 :]), last))
    return next((name for name in names if name and is_network(name) and not is_host(name)), "")


def _without_lead(behind: str) -> str:
    """Return what stands behind an "only" without a "for": 只对代理开放."""
    said = behind.lstrip()
    lead = words("peer.for", "peer.sender", "peer.by", "peer.with").match(said, 0)
    return said[lead.end() :] if lead else said


def _last_host(before: str) -> str:
    """Return the host or users in which the words before an "only" end, and nothing that says what they do."""
    piece = re.split(r"[\d:：]", name_end().split(before)[-1])[-1]
    last = [match for match in hosts_or_users().finditer(piece) if not piece[match.end() :].strip()]
    if not last:
        return ""
    if UNSPACED_LETTER.search(piece):
        return last[0].group()
    return without_article(piece) if len(piece.split()) <= _FEW else last[0].group()


_FEW = 3
