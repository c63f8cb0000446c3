"""Digits: where a number is written plainly, and what numbers stand among: dates, addresses, unseen characters."""

import re
from functools import lru_cache

_UNSEEN = (
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff]"
)
"""A character that shows nothing (Unicode, Default_Ignorable_Code_Point)."""
_UNSEEN_RUN = re.compile(f"{_UNSEEN}+")
_DIGITS = re.compile(rf"\d(?:(?:{_UNSEEN}|\ufffd)*\d)*\ufffd?")
_TURNED = frozenset("\u202d\u202e\ufffd")
"""A number behind one is not what it seems: shown in another order (Unicode Bidirectional Algorithm, 2.2), or cut."""
ADDRESS = re.compile(
    r"(?<![\w:])(?:[0-9a-f]{1,4}(?::[0-9a-f]{1,4}){4,}|(?:[0-9a-f]{1,4}(?::[0-9a-f]{1,4}){0,6})?::(?!:)[0-9a-f:]*)(?:/\d+)?(?![\w:])",
    re.IGNORECASE,
)
"""An IPv6 address (RFC 4291, section 2.2), that of an interface, or what is written like one and too long."""
DECIMAL = re.compile(r"(?<![\d,])[12],[0-3](?![\d,])")
"""A version as languages with a decimal comma write it: "HTTP 1,1"."""
DOTTED = re.compile(
    r"24\s?/\s?7(?!\d)|\d+(?:\.\d+)+(?:/\d+)?|(?:0?[1-9]|[12]\d|3[01])/(?:0?[1-9]|1[0-2])/(?:19|20)\d\d(?!\d)"
    rf"|\d{{4}}-\d{{2}}-\d{{2}}(?:[ T]\d{{2}}:\d{{2}}(?::\d{{2}})?(?!\d))?|{DECIMAL.pattern}"
)
"""A number of several parts, a date, also with its time of day."""
_BOUND = re.compile(r"(?<![\w:\[])::1?(?=:\d{4,5}(?![\w:.]))")
"""The loopback address or that of all interfaces, a port behind it, without the brackets that it should have (RFC 5952,
section 6): no longer address is meant."""
_ADDRESSED = frozenset(":0123456789abcdefABCDEF")


def unseen_at(text: str, at: int) -> int:
    """Return where the unseen characters that begin at an offset end, 0 where none do."""
    match = None if text[at : at + 1].isascii() else _UNSEEN_RUN.match(text, at)
    return match.end() if match else 0


def address_at(text: str, at: int) -> int:
    """Return where the IPv6 address that begins at an offset ends, 0 where none does."""
    match = (_BOUND.match(text, at) or ADDRESS.match(text, at)) if text[at] in _ADDRESSED else None
    return match.end() if match else 0


def digits_at(text: str, at: int) -> tuple[int, bool]:
    """Return where the digits that begin at an offset end, and whether they read as they are shown.

    They do not where unseen characters stand between them, or digits of another script, which look like other ones.
    """
    match = _DIGITS.match(text, at)
    end = match.end() if match else at + 1
    return end, text[at:end].isascii() and text[max(at - 1, 0) : at] not in _TURNED


@lru_cache(maxsize=256)
def counting(text: str) -> dict[int, int]:
    """Return where numbers begin that only count a text's lines, from one on, each with where it ends: "1. TCP 22"."""
    found = [*_COUNTING.finditer(text)]
    in_turn = [int(each[1]) for each in found] == [*range(1, len(found) + 1)]
    return dict(each.span(1) for each in found) if len(found) > 1 and in_turn else {}


COUNTER = re.compile(r"[^\S\n]*(\d{1,2})[.)、．）](?:[^\S\n]+(?=\w)|(?=[^\W\d]))")
"""A number that may only count a line, where it begins, with its mark."""
_COUNTING = re.compile(rf"(?m:^){COUNTER.pattern}")
