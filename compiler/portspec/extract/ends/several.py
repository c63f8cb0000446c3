"""Several: the hosts that one cell or title names: "Store, relay", "A / B"."""

import re
from functools import lru_cache

from portspec.extract.ends.hosts import names_host
from portspec.extract.language.names import REMARK
from portspec.extract.language.vocabulary import words

_JOINT = re.compile(r"\s*(?:[,;、，；\n]|\s/\s|(?<=[^\W\d_])/(?=[^\W\d_]))\s*")
_TOLD = re.compile(r"\s*(?:[,;、，；\n]|\s/\s)\s*")
"""What stands between hosts in a text that tells much of them: "/" may be a part of a name there."""
_MUCH = 8
"""A text of more words tells much."""


@lru_cache(maxsize=4096)
def split_hosts(text: str, known: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """Return the hosts that a cell names: "Store, relay", "A / B", and "A and B" where both are `known` by themselves.

    `known` holds names in lower case. Brackets hold what is said of a host, and split nothing.
    """
    bare = REMARK.sub(lambda remark: re.sub(r"\S", "x", remark.group()), text)
    joint = _TOLD if len(bare.split()) > _MUCH else _JOINT
    cuts = [match.span() for match in joint.finditer(bare)]
    pieces = _pieces(text, cuts)
    return tuple(name for piece in pieces for name in _joined(piece, known)) or (text,)


def _pieces(text: str, cuts: list[tuple[int, int]]) -> list[str]:
    edges = [0, *(edge for cut in cuts for edge in cut), len(text)]
    found = [" ".join(text[low:high].split()) for low, high in zip(edges[::2], edges[1::2], strict=True)]
    return [each for each in found if re.search(r"\w", each)]


def _joined(piece: str, known: frozenset[str]) -> tuple[str, ...]:
    """Return the names that a word such as "and" joins, where each of them is known by itself or names a host."""
    match = words("text.and").search(piece)
    if match is None and known:
        joint = words("port.and", "port.list").search(piece)  # a Czech "a" is an article elsewhere
        both = (piece[: joint.start()].strip(), piece[joint.end() :].strip()) if joint else ("",)
        return both if all(each.casefold() in known for each in both) else (piece,)
    if not match or not piece[: match.start()].strip() or not piece[match.end() :].strip():
        leading = words("text.and").match(piece, 0)
        return (piece[leading.end() :].strip(),) if leading else (piece,)
    names = (piece[: match.start()].strip(), *_joined(piece[match.end() :].strip(), known))
    sure = all(each.casefold() in known or names_host(each) or words("need.loopback").whole(each) for each in names)
    return names if sure or any(each.casefold() in known for each in names) else (piece,)
