"""Pairs: items that give ports to several names: "Console port: 7101, API port: 7102", "80 for web, 443 for API"."""

import re
from collections.abc import Iterator, Sequence

from portspec.extract.grammar.equated import SOCKETS
from portspec.extract.grammar.lexemes import YEARS
from portspec.extract.grammar.port_expression import Part, merged, parse_ports
from portspec.extract.language.conditions import condition_in
from portspec.extract.language.names import REMARK
from portspec.extract.language.need import qualify
from portspec.extract.language.phrases import direction_in
from portspec.extract.language.vocabulary import transports_in, words

_BETWEEN = re.compile(r"\s*[,;、，；]\s*(?=[^\s\d])")
_SIGN = re.compile(r"\s*[,;、，；]\s*|\s+[/|]\s+")
_PORTS = r"\d{2,5}(?:\s*[-–]\s*\d{2,5})?"
_PAIR = re.compile(rf"(?=[^\d:：=]*?[^\W\d])[^\d:：=]*+(?:[:：=]\s*+)?(?P<ports>{_PORTS})")
"""A name and the number or range that stands behind it, with no more."""
_TURNED = re.compile(rf"(?P<ports>{_PORTS})(?![\d.%])\s*[-–—:：=/]?\s*(?P<name>[^\W\d][^\d:：=]*)")
"""A number or range and the name of what it is for."""
_LONGEST = 80
"""Such a pair has at most this many characters."""
_LEAD = re.compile(r"[^\d:：=(（]{1,60}(?:[:：]\s*|(?P<open>[(（]))(?=[^\s\d])(?=.*\d)")
"""What all of them are of: "Stores: web 7101, API 7102", "Stores (web=7101, API=7102)"."""


def paired(text: str) -> tuple[Part, ...]:
    """Return the ports that an item gives to several names; numbers of something else beside such ports are left out.

    Names say nothing of the transport, the way or the need: of these, each port may have its own.
    """
    text = text.strip().rstrip(".…")
    for pieces in (_BETWEEN.split(_without_lead(text)), [*_pieces(text, _NAME)]):
        if found := _matched(_PAIR, pieces):
            named = [match for match in found if words("port.word").search(match.group())]
            parts = merged(part for match in named or found for part in parse_ports(match["ports"]).parts)
            low = any(each.start <= SOCKETS for part in parts for each in part.ports)
            return () if low and not named else tuple(parts)
    return _turned(text)


def _matched(pattern: re.Pattern[str], pieces: Sequence[str]) -> list[re.Match[str]]:
    """Return the matches of several pieces, nothing where one is no pair or says more of its port."""
    if len(pieces) < 2 or max(map(len, pieces)) > _LONGEST or any(map(_says_more, pieces)):  # noqa: PLR2004
        return []
    found = [match for match in map(pattern.fullmatch, pieces) if match]
    return found if len(found) == len(pieces) else []


def _turned(text: str) -> tuple[Part, ...]:
    """Return the ports of an item in which the name of each stands behind it: "80 for http and 443 for https"."""
    found = _matched(_TURNED, [*_pieces(_without_port(REMARK.sub("", text)).strip(), _NUMBER)])
    if any(map(_counts, found)):
        return ()
    return tuple(merged(part for match in found for part in parse_ports(match["ports"]).parts))


def _pieces(text: str, behind: re.Pattern[str]) -> Iterator[str]:
    """Yield what stands between signs and words that join two ports, and behind which one begins as it should."""
    at = 0
    for joint in sorted((*_SIGN.finditer(text), *words("port.and").finditer(text)), key=re.Match.start):
        if behind.match(text, joint.end()) and joint.start() > at:
            yield text[at : joint.start()].strip()
            at = joint.end()
    yield text[at:].strip()


_NUMBER, _NAME = re.compile(r"\s*\d"), re.compile(r"\s*[^\s\d]")


def _without_port(text: str) -> str:
    """Return a text without the word for ports that it begins with: "Ports 80 for http and 443 for https"."""
    ported = words("port.word").match(text, 0)
    return text[ported.end() :].lstrip(" :：") if ported else text


def _counts(pair: re.Match[str]) -> bool:
    """Tell whether the number of a pair counts what stands behind it, or may be no port: "80 users", "2024 edition"."""
    low = int(re.split(r"\D", pair["ports"])[0])
    return low in YEARS or low < _FEWEST or words("port.unit").match(pair["name"], 0) is not None


_FEWEST = 20
"""A lower number is seldom a port where only a name beside it says so, but for those of the oldest services."""


def _without_lead(text: str) -> str:
    """Return a text without what leads to all its names, and the brackets around these."""
    lead = _LEAD.match(text)
    if lead is None or (lead["open"] and not text.endswith((")", "）"))):
        return text
    return text[lead.end() :].rstrip(")）") if lead["open"] else text[lead.end() :]


def _says_more(piece: str) -> bool:
    if transports_in(piece) or direction_in(piece) != "unstated":
        return True
    return qualify(piece) is not None or condition_in(piece) is not None
