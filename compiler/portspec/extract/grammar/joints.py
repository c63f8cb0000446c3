"""Joints: what joins a number to the word for a port, or to a transport, behind it: "8443. porton", "7101 over TCP"."""

import re

from portspec.extract.language.vocabulary import transport_at, transports, words
from portspec.protocols import WITH_PORTS


def joint_at(text: str, at: int) -> int:
    """Return where what joins the number before an offset to what makes it a port ends, 0 where nothing does."""
    return _numbered(text, at) or _carried(text, at)


def _numbered(text: str, at: int) -> int:
    """Return where what joins a number to the word for a port behind it ends, 0 where nothing does: "8443. porton"."""
    blanks = _SPACE.match(text, at)
    joint = _ORDINAL.match(text, at) or words("port.numbered").match(text, blanks.end() if blanks else at)
    if joint is None:
        return 0
    end = _behind(text, joint.end())  # Japanese has no blank: 8443番ポート
    transport = transport_at(text, end)
    ported = _behind(text, transport.end()) if transport else end
    return end if words("port.word").match(text, ported) else 0


def _carried(text: str, at: int) -> int:
    """Return where what leads from a number to its transport ends, 0 where nothing does: "7101 over TCP", ", both TCP".

    In brackets its way may lead to it: "7101 (inbound, TCP)". A transport that a number or a word for ports follows is
    theirs.
    """
    end = start = _behind(text, at)
    marked = text[start : start + 1] in _COMMAS
    opened = text[start : start + 1] in _OPENED
    leading = (*_BOTH, "cell.inbound", "cell.outbound") if opened else _BOTH
    if all_of := words(*leading).match(text, _behind(text, start + 1) if marked else start):
        comma = _BEHIND_WAY.match(text, all_of.end()) if opened else None
        end = _behind(text, comma.end() if comma else all_of.end())
    over = words("port.over").match(text, end)
    end = _behind(text, over.end()) if over else end
    transport = transport_at(text, end) if over or all_of else None
    if transport is None or WITH_PORTS.isdisjoint(transports()[" ".join(transport.group().casefold().split())]):
        return 0
    gap = _JOINED.match(text, transport.end())  # "7101 en UDP-poort 7102"
    rest = gap.end() if gap else transport.end()
    return 0 if text[rest : rest + 1].isdecimal() or words("port.word").match(text, rest) else end


def _behind(text: str, at: int) -> int:
    """Return where the blanks at an offset end."""
    blanks = _SPACE.match(text, at)
    return blanks.end() if blanks else at


_SPACE = re.compile(r"\s+")
_BOTH = ("need.both", "cell.both")
_OPENED = ("(", "（")
_COMMAS = (",", "，", "、", *_OPENED)
_BEHIND_WAY = re.compile(r"\s*[,，、;/]")
_ORDINAL = re.compile(r"\.(?=\s+[a-z])")
_JOINED = re.compile(r"\s*[-‐‑]?\s*")
