"""Addresses at the other end: those that a sentence or a purpose names, so that no rule is open to all others."""

import re
from collections.abc import Iterator

from portspec.extract.grammar.digits import ADDRESS
from portspec.extract.language.clauses import ends_in
from portspec.extract.language.mentioned import is_mention
from portspec.extract.language.vocabulary import words
from portspec.spec import Direction

_NAMED = re.compile(
    r"(?<![\w@./-])(?P<scheme>\w+://)?(?P<host>(?:\*\.)?[\w-]+(?:\.[\w-]+)+)(?P<net>/\d{1,2}(?![\w/]|\.\w))?"
)
_NUMBERED = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}")
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
    told = (each for part in _PART.split(text) if not words("peer.refers").search(part) for each in found(part))
    return tuple(dict.fromkeys(told))


_PART = re.compile(r"[,;()。，；（）]|\.\s")


def _all_in(text: str) -> Iterator[str]:
    """Yield all addresses and domains of a text but those from which connections come."""
    named = (each for each in _NAMED.finditer(text) if _NUMBERED.fullmatch(each["host"]) or _is_domain(each))
    for match in (*named, *ADDRESS.finditer(text)):
        said = match.group().partition("://")[2] or match.group()
        if not _OWN.match(said) and not ends_in("peer.sender", text[: match.start()]):
            yield said


def _senders_in(text: str) -> Iterator[str]:
    """Yield the addresses of a text where the host does not listen."""
    for match in (*_NAMED.finditer(text), *ADDRESS.finditer(text)):
        said, before = match.group(), text[: match.start()]
        if _OWN.match(said) and not _sends(said, before):
            continue
        number = match.re is ADDRESS or _NUMBERED.match(said)
        ported = re.match(r":\d", text[match.end() :])
        if number and not ported and not any(ends_in(path, before) for path in _HERE):
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
