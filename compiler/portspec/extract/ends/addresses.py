"""Addresses at the other end: those that a sentence or a purpose names, so that no rule is open to all others."""

import re
from collections.abc import Iterator

from portspec.extract.grammar.digits import ADDRESS
from portspec.extract.language.clauses import ends_in
from portspec.extract.language.mentioned import is_mention
from portspec.extract.language.polarity import is_negative
from portspec.extract.language.tongue import is_foreign
from portspec.extract.language.vocabulary import Words, words
from portspec.spec import Direction

_NAMED = re.compile(
    r"(?<![\w@./-])(?P<scheme>\w+://)?(?P<host>(?:\*\.)?[\w-]+(?:\.[\w-]+)+)(?P<net>/\d{1,2}(?![\w/]|\.\w))?"
)
_NUMBERED = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}")
_NUMBERS = re.compile(rf"(?<![A-Za-z0-9_@./-]){_NUMBERED.pattern}(?:/\d{{1,2}})?(?![\w/]|\.\w)", re.ASCII)
"""An address or a network of numbers, which may stand right behind a word that no space ends."""
_OWN = re.compile(r"0\.0\.0\.0(?!/0)|127\.|169\.254\.|255\.|::1?$")
"""What stands for the host itself or for none (RFC 6890): all of its interfaces, loopback."""
_LABELS = 3
"""A name of so many labels is one of a host: `updates.example.com`; a shorter one may be that of a file."""


def addresses_in(text: str, direction: Direction) -> tuple[str, ...]:
    """Return the addresses and domains that words about ports name, each once: who connects, or who accepts it.

    What is only an example names nobody. Inbound connections come from an address, unless the host listens there; the
    domain may be its own.
    """
    if direction not in ("inbound", "outbound") or is_mention(text):
        return ()
    found = _all_in if direction == "outbound" else _senders_in
    parts = (part for part in _PART.split(text) if not _refers(part, text))
    told = ((part, each) for part in parts for each in found(part))
    return tuple(dict.fromkeys(_but(part, each) if leaves_out(part) else each for part, each in told))


def _refers(part: str, text: str) -> bool:
    """Tell whether a part of a text sends the reader elsewhere, "see docs.example.com", in the language of the text."""
    return any(not is_foreign(hit.group().lower(), "peer.refers", text) for hit in words("peer.refers").finditer(part))


_PART = re.compile(r"[,;()。，；（）]|\.\s")


def limits_in(text: str) -> tuple[str, ...]:
    """Return the addresses to which words limit those that a column names, or which they leave out of these."""
    if "." not in text and ":" not in text:  # no address is without
        return ()
    limits = words("need.only", "peer.confined", "peer.sender", "party.except").search(text) or is_negative(text)
    return tuple(each for each in addresses_in(text, "inbound") if not _OWN.match(each)) if limits else ()


def has_address(text: str) -> bool:
    """Tell whether a text has an address or a network."""
    return bool(_NUMBERS.search(text) or ADDRESS.search(text))


def leaves_out(text: str) -> bool:
    """Tell whether a text with an address leaves it out: "except 10.0.0.0/8", "not from 10.0.0.0/8"."""
    return words("party.except").search(text) is not None or is_negative(text)


def _but(part: str, address: str) -> str:
    """Return the words that leave an address out, with all that stands behind them."""
    starts = [part.find(address), *(each.start() for each in _leaving().finditer(part))]
    return part[min(starts) :].strip()


def _leaving() -> Words:
    return words("party.except", "need.negator")


def _all_in(text: str) -> Iterator[str]:
    """Yield all addresses and domains of a text but those from which connections come."""
    named = (each for each in _NAMED.finditer(text) if _NUMBERED.fullmatch(each["host"]) or _is_domain(each))
    for match in (*named, *ADDRESS.finditer(text)):
        said = match.group().partition("://")[2] or match.group()
        if not _OWN.match(said) and not ends_in("peer.sender", text[: match.start()]):
            yield said


def _senders_in(text: str) -> Iterator[str]:
    """Yield the addresses of a text where the host does not listen."""
    for match in (*_NUMBERS.finditer(text), *ADDRESS.finditer(text)):
        said, before = match.group(), text[: match.start()]
        if _OWN.match(said) and not _sends(said, before):
            continue
        ported = re.match(r":\d", text[match.end() :])
        here = any(ends_in(path, before) for path in _HERE) and not ends_in("peer.confined", before)
        if not (ported or here):
            yield said


def _sends(said: str, before: str) -> bool:
    """Tell whether an address is the loopback one from which connections come: "from localhost / 127.0.0.1"."""
    behind = ends_in("peer.sender", before) or ends_in("need.loopback", before.rstrip(" /(,"))
    return behind and said.startswith(("127.", "::1"))


_HERE = ("need.bound", "text.listening", "text.on", "port.word")
"""Before an address of the host itself: "listens on 10.0.0.5"."""


def _is_domain(match: re.Match[str]) -> bool:
    """Tell whether a dotted name is the domain of a host, and no setting, file or version."""
    labels = match["host"].lstrip("*.").split(".")
    if not labels[-1].isalpha() or words("port.word").whole(labels[-1]):
        return False
    return bool(match["scheme"]) or len(labels) >= _LABELS or words("peer.top").whole(labels[-1])
