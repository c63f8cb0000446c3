"""ufw: `ufw allow 22/tcp`, `ufw allow proto tcp from 10.0.0.0/8 to any port 80` (ufw(8))."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from portspec.extract.commands.opening import Opening, Unread, is_local, opening, service

NAMES = frozenset(("ufw",))


def read(words: Sequence[str]) -> Iterator[Opening]:
    """Yield the opening of a rule that allows or limits connections; all that ufw does beside opens nothing."""
    rest = [each for each in words[1:] if not each.startswith("--")]
    if rest[:1] == ["insert"]:
        rest = rest[2:]
    if rest[:1] == ["prepend"]:
        rest = rest[1:]
    if rest[:1] not in (["allow"], ["limit"]):
        return
    rest = _without_comment(rest[1:])
    way = rest.pop(0) if rest[:1] in (["in"], ["out"]) else "in"
    if rest[:1] == ["on"]:
        if rest[1:2] == ["lo"]:
            return
        rest = rest[2:]
    rest = [each for each in rest if each not in ("log", "log-all")]
    yield from (_with_way(each, way) for each in _allowed(rest))


def _without_comment(words: list[str]) -> list[str]:
    return words[: words.index("comment")] if "comment" in words else words


def _allowed(words: Sequence[str]) -> Iterator[Opening]:
    """Yield what the words after the direction allow: a port, a service, or the full syntax."""
    if words and words[0] not in _FULL:
        ports, _, transport = words[0].partition("/")
        if len(words) > 1:
            raise Unread(f"“{' '.join(words)}” is more than a port")
        yield from [opening(ports, transport)] if ports[:1].isdigit() else service(words[0])
        return
    said = _clauses(words)
    if said.get("from app") or said.get("to app"):
        raise Unread("a profile of an application is named, and not its ports")
    sender, host = said.get("from", ""), said.get("to", "")
    if "to port" in said and not is_local(sender):
        yield opening(said["to port"], said.get("proto", ""), source=_host(sender), destination=_host(host))


_FULL = ("proto", "from", "to", "port", "app")


def _clauses(words: Sequence[str]) -> dict[str, str]:
    """Return the values of the full syntax, those of a port or an application behind the end that they are of."""
    said: dict[str, str] = {}
    end = "to"
    for name, value in pairwise(words):
        if name in ("from", "to"):
            end = name
        if name in _FULL:
            said[f"{end} {name}" if name in ("port", "app") else name] = value
    return said


def _host(address: str) -> str:
    return "" if address == "any" else address


def _with_way(opened: Opening, way: str) -> Opening:
    return Opening(
        ports=opened.ports,
        transports=opened.transports,
        direction="outbound" if way == "out" else "inbound",
        source=opened.source,
        destination=opened.destination,
    )
