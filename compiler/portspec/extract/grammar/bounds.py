"""Bounds: two texts, one below the other, that name the first and the last port of one range."""

import re

from portspec.extract.grammar.lexer import tokens
from portspec.extract.language.masked import of_words
from portspec.extract.language.vocabulary import words
from portspec.spec import HIGHEST_PORT, PortRange


def bounds(first: str, last: str, *, alike: bool) -> PortRange | None:
    """Return the range from the one number of a text to that of the next: "RTP port min: 24000", "RTP port max: 24255".

    With `alike`, the texts must say the same but for those words. Names of settings are split into theirs.
    """
    one = _without(first, "start")
    other = _without(last, "end") if one is not None else None
    if one is None or other is None or (alike and one != other):
        return None
    low, high = _only_number(first), _only_number(last)
    if low is None or high is None or not low < high <= HIGHEST_PORT:
        return None
    return PortRange(start=low, end=high)


@of_words
def may_bound(text: str) -> bool:
    """Tell quickly whether a text may name the first port of a range."""
    return words(*_FIRST).may_stand_in(_JOINT.sub(" ", text))


_FIRST = ("header.start", "port.start")


def _only_number(text: str) -> int | None:
    numbers = [token.value for token in tokens(text) if token.kind == "number"]
    return numbers[0] if len(numbers) == 1 else None


def _without(text: str, end: str) -> str | None:
    """Return what a text says beside its number and the words for one end of a range, None where these are missing."""
    said = _JOINT.sub(" ", text)
    for path in (f"header.{end}", f"port.{end}"):
        if (bare := words(path).sub(" ", said)) != said:
            return " ".join(re.findall(r"[^\W\d]+", words("port.word").sub(" ", bare).casefold()))
    return None


_JOINT = re.compile(r"[._-]|(?<=[a-z])(?=[A-Z])")
"""What parts the words in the name of a setting."""
