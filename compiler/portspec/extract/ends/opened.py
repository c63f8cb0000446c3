"""Opened: clauses that have a port opened on a host, which lets connections in there: "Open TCP 443 on the hub"."""

import re
from functools import lru_cache

from portspec.document import Text
from portspec.extract.ends.addresses import addresses_in
from portspec.extract.ends.hosts import HOST_WORDS, host_called, host_in_lead, is_generic, names_host
from portspec.extract.ends.peers import peers_in
from portspec.extract.ends.told import place_told
from portspec.extract.grammar.departures import source_ports_in
from portspec.extract.language.clauses import clauses, ends_in, hits_in
from portspec.extract.language.names import without_article
from portspec.extract.language.polarity import polarity
from portspec.extract.language.vocabulary import transport_words, words


@lru_cache(maxsize=256)  # each port of a text asks
def opened_on(text: str) -> str | None:
    """Return the host on which a text has its ports opened, empty for any host, None where it says nothing of that.

    What is open on a firewall may let out as well as in, and so may what a host needs that connects from there.
    """
    if _leads_out(text) or peers_in(text) or addresses_in(text, "outbound") or source_ports_in(text):
        return None
    said = [each.text for each in clauses(text) if hits_in(each.text, "opening") and polarity(each.text) > 0]
    host = next((host for clause in said if (host := _host_in(clause)) is not None), None)
    leads = said and host is None and words("text.on").match(text, 0) and _DIGIT.search(said[0])
    return _host_in(text[: text.index(said[0])]) if leads else host  # "On the hub, open TCP 443"


_DIGIT = re.compile(r"\d")


@lru_cache(maxsize=256)  # each port of a text asks
def placed_on(text: str) -> str | None:
    """Return the host that a text names right behind its ports and their way: "7101/tcp, inbound, on the hub"."""
    for on in words("text.on").finditer(text):
        before = text[: on.start()]
        if re.search(r"\d", before) and is_generic(transport_words().sub(" ", before)):
            host = host_in_lead(Text(text[on.start() :], 0, len(text) - on.start()), "text.on")
            return host.folded if host else None
    return None


def _leads_out(text: str) -> bool:
    """Tell whether words may be about what connects from a host, or what passes a firewall: "open 443 to the hub"."""
    led = any(not words("peer.for").whole(match.group()) for match in words("peer.receiver").finditer(text))
    return led or any(words(sense).search(text) for sense in _OUTWARDS) or _leads_from_there(text)


def _leads_from_there(text: str) -> bool:
    """Tell whether it is from a host that a text opens the access to others: "open the access to the sites on hubs"."""
    for access in words("need.access").finditer(text):
        led = words("verb.to", "text.on").match(text, access.end() + 1)
        number = _DIGIT.search(text, led.end()) if led else None
        to = transport_words().sub("", text[led.end() : number.start() if number else None]) if led else ""
        others = (text[: access.start()], text[number.end() :] if number else "")
        if any(map(_names_host, others)) and _LETTER.search(words("peer.article", "port.word").sub("", to)):
            return True
    return False


def _names_host(text: str) -> bool:
    return any(_begins_with_host(text[on.end() :]) for on in words("text.on").finditer(text))


_LETTER = re.compile(r"[^\W\d]")
_OUTWARDS = ("peer.connect", "peer.final", "peer.mutual", "text.firewall", "text.undirected")


def _host_in(clause: str) -> str | None:
    if place := place_told(clause):
        return "" if words("text.any_host").whole(place) else place
    if _names_host(clause):
        host = host_in_lead(Text(clause, 0, len(clause)), "text.on")
        return host.folded if host else ""
    if called := host_called(Text(clause, 0, len(clause))):
        return called.folded
    return "" if any(_is_bare(clause[: at.start()]) for at in words("peer.at").finditer(clause)) else None


def _begins_with_host(text: str) -> bool:
    named = without_article(re.split(r"\d", text, maxsplit=1)[0].strip()).split()[:HOST_WORDS]
    names = (" ".join(named[:end]) for end in range(1, len(named) + 1))
    return any(names_host(name) or words("text.any_host").whole(name) for name in names)


def _is_bare(before: str) -> bool:
    """Tell whether no word that belongs to a host stands before it: "7101/TCP portot a kiszolgálón"."""
    said = before.rstrip()
    return not said or not said[-1].isalpha() or any(ends_in(path, said) for path in ("peer.article", "port.word"))
