"""Lone numbers: of a text with one number that could be a port, what it means is said by all else that stands there."""

import re
from collections.abc import Iterable

import msgspec

from portspec.extract.grammar.lexemes import YEARS, Token
from portspec.extract.grammar.names import FIRST_USER_PORT
from portspec.spec import HIGHEST_PORT

_LONE = re.compile(r"\D*+([1-9][0-9]{3,4})\D*+")
_ANY = {4: "9999", 5: "59999"}
"""Such numbers, by how many digits they have."""


def with_any_number(text: str) -> str:
    """Return a text with another number in the place of its only one; the text itself where it has more, or none.

    Of what is no year and no System Port no rule asks which number it is, but for those that compare it with another.
    """
    lone = _LONE.fullmatch(text)
    if lone is None or not FIRST_USER_PORT <= int(lone[1]) <= HIGHEST_PORT or int(lone[1]) in YEARS:
        return text
    return text[: lone.start(1)] + _ANY[len(lone[1])] + text[lone.end(1) :]


def with_number(found: Iterable[Token], text: str) -> tuple[Token, ...]:
    """Return the tokens of such a text with the number that stands there in its place."""
    return tuple(
        each if each.value is None else msgspec.structs.replace(each, value=int(text[each.start : each.end]))
        for each in found
    )
