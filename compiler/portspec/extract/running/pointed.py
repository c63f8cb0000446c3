"""Pointed: the ends beside an arrow in running words, without what stands between it and their names."""

import re
from collections.abc import Iterable
from functools import lru_cache

from portspec.extract.ends.hosts import names_host
from portspec.extract.ends.itself import is_itself
from portspec.extract.grammar.mentions import mentions
from portspec.extract.language.phrases import arrow_ends
from portspec.extract.language.vocabulary import are_transports, transport_words, words


def pointed(text: str, said: Iterable[str]) -> tuple[str, str, str] | None:
    """Return the ends beside the arrow of a text, or of one of its clauses as `said`, and the way that it states.

    Of "agents → 8443" only who connects is known; then the other one is empty.
    """
    bare = _arriving(text)
    shown = (bare,) if bare != text else (*_remarked(text), *said)
    ends = next(filter(None, map(arrow_ends, shown)), None)
    if ends is None or _is_port(ends[0]):
        return None
    if _is_port(ends[1]):
        return (ends[0], "", ends[2]) if names_host(ends[0]) else None
    return _without_ports(ends[0]), _without_ports(ends[1]), ends[2]


def _is_port(end: str) -> bool:
    """Tell whether what stands beside an arrow is a port, which leads to its purpose: "8443 → web console"."""
    said = transport_words().sub(" ", words("port.word").sub(" ", end))
    return any(map(str.isdecimal, said)) and not any(map(str.isalpha, said))


_POINTING = "(?:-{1,3}>|={1,2}>|[→⇒➔➜⟶])"
_LEFT_FROM = re.compile(rf"\s*[:(（]\s*(?:\d{{1,5}}(?:\s*[-–]\s*\d{{1,5}}|\+)?|\*)\s*[)）]?(?=\s*{_POINTING})")
"""The ports that connections come from, behind the source in front of an arrow: "clients:49152-65535 → gateway"."""


@lru_cache(maxsize=256)  # each part of a text asks
def _arriving(text: str) -> str:
    """Return a text without the ports that connections come from, in front of an arrow."""
    return _LEFT_FROM.sub("", text)


@lru_cache(maxsize=256)  # each part of a text asks
def _remarked(text: str) -> tuple[str, ...]:
    """Return the one arrow of a text with both ends, where a remark is behind the source, or one that means itself."""
    found = [*_REMARKED.finditer(text)] if len(re.findall(_POINTING, text)) == 1 else []
    if len(found) != 1 or mentions(found[0]["source"]):
        return ()
    said, behind = found[0].group(), found[0]["behind"]
    told = found[0]["before"] or (behind and is_itself(behind.strip("()（）")))
    return (said,) if told else ()


_REMARK = r"[(（][^()（）\d]*[)）]"
_REMARKED = re.compile(
    rf"(?<![^:：;；,，、()（）])(?P<source>[^:：;；,，、()（）]+)(?P<before>{_REMARK})?\s*{_POINTING}[^:：;；,，、(（]*(?P<behind>{_REMARK})?"
)


def _without_ports(end: str) -> str:
    """Return a name without the ports that go on behind it: "Hub" of "Hub TCP port 8443"."""
    found = mentions(end)
    name = end[: found[0].start].rstrip(" (:,").split() if found else [end]
    while name and (are_transports(name[-1]) or words("port.word").whole(name[-1])):
        name.pop()
    return " ".join(name) or end
