"""Unnumbered: ports that a cell only names, or of which it says that somebody chooses them: "Custom", "WEB_PORT"."""

import re
from collections.abc import Iterable, Iterator

from portspec.extract.grammar.port_expression import Expression, Part
from portspec.extract.language.names import REMARK
from portspec.extract.language.vocabulary import transports_in, words
from portspec.protocols import WITH_PORTS
from portspec.spec import HIGHEST_PORT, PortRange

_SYMBOL = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+")
_FEW = 4
"""A port's name has at most this many words."""


def without_number(text: str, protocol: str) -> Expression:
    """Return a port that a cell only names: "Custom", or beside its transport "Port of the service", "WEB_PORTS"."""
    stated = transports_in(f"{protocol} {text}")
    ported = not WITH_PORTS.isdisjoint(stated)
    if is_chosen(text) or (ported and _names_one(text)):
        return Expression(parts=(Part(dynamic=text, transports=stated if ported else ()),))
    return Expression(parts=())


def default_beside(text: str, others: Iterable[str], protocol: str) -> Expression | None:
    """Return the default of a port that is chosen, as another cell of its row has it: "Default: 8443"."""
    if not is_chosen(text):
        return None
    found = [said for other in others for piece in _PIECE_END.split(other) if (said := _is_default(piece))]
    stated = tuple(name for name in transports_in(protocol) if name in WITH_PORTS)
    ports = tuple(PortRange(start=port, end=port) for port in dict.fromkeys(found))
    return Expression(parts=(Part(ports=ports, transports=stated),)) if len(ports) == 1 else None


def _is_default(piece: str) -> int | None:
    """Return the number of a text that says nothing but that it is the default; None for any other text."""
    numbers = re.findall(r"\d+", piece)
    if (
        len(numbers) != 1
        or not 0 < int(numbers[0][:_DIGITS]) <= HIGHEST_PORT
        or not words("port.default").search(piece)
    ):
        return None
    rest = words("port.default", "port.equals", "port.word", "port.copula", "peer.article").sub(" ", piece)
    return None if re.search(r"[^\W\d]", rest) else int(numbers[0])


_DIGITS = 6
_PIECE_END = re.compile(r"[.;,、。；，]\s*|\n|[()（）]")


def is_chosen(text: str) -> bool:
    """Tell whether a cell says that its port is chosen: "Custom", "SSH/port from configuration (SftpPort)"."""
    bare = REMARK.sub("", text).rpartition("/")[2].strip()
    named = words("port.word").match(bare, 0)
    said = (text, bare, bare[named.end() :].strip() if named else "")
    return any(map(words("port.chosen").whole, said))


def other_choice(text: str, parts: tuple[Part, ...]) -> Iterator[Part]:
    """Yield the port that somebody chooses, which a cell names beside the usual one: "443 / custom"."""
    for chosen in words("port.chosen").finditer(text) if parts and not text.isdecimal() else ():
        before = text[: chosen.start()].split()[-1:]
        if before and chosen.end() == len(text) and (before[0].endswith("/") or words("port.and").whole(before[0])):
            yield Part(dynamic=chosen.group(), transports=parts[-1].transports, start=chosen.start())


def is_every(protocol: str) -> bool:
    """Tell whether a protocol cell means every protocol: "All", "Any protocol", "All traffic", "-1"."""
    said = protocol.strip()
    every = words("port.any").match(said, 0) or _EVERY.match(said)
    rest = words("peer.article").sub(" ", said[every.end() :]).strip(" ()") if every else ""
    return every is not None and (not rest or words("text.traffic", "header.protocol", "port.any").whole(rest))


_EVERY = re.compile(r"-1(?!\d)")
"""How interfaces of clouds say "all protocols"."""


def _names_one(text: str) -> bool:
    """Tell whether a cell beside a transport names the port or who chooses it: "Operator-configured"."""
    if re.search(r"\d", text) or len(text.split()) > _FEW:
        return False
    chosen = words("port.chosen").search(text) and not words("need.negator").search(text)
    return bool(chosen or _SYMBOL.fullmatch(text.partition("/")[0]) or words("port.word").search(text))
