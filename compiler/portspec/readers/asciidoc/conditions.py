"""Conditions of AsciiDoc: what `ifdef`, `ifndef` and `ifeval` say, as far as it can be told."""

import re

import msgspec

from portspec.readers.asciidoc.attributes import Attributes

DIRECTIVE = re.compile(r"(?P<kind>ifn?def|ifeval|endif)::(?P<names>[^\[\s]*)\[(?P<inside>.*)\]$")
"""A line that begins or ends a condition (AsciiDoc Language, Conditionals)."""
_COMPARED = re.compile(r"\s*+(.+?)\s*+(==|!=|<=|>=|<|>)(.+)$")


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a condition."""

    shown: bool | None
    """None where it depends on what the page does not know."""
    words: str
    """The condition in words."""


def choose(found: re.Match[str], attributes: Attributes) -> Choice:
    """Return what is known of the condition that a directive begins.

    Nothing is left out but what is told from outside: a name that only the page itself sets shows what needs it, and
    what needs it unset stays a condition.
    """
    if found["kind"] == "ifeval":
        return _compare(found["inside"], attributes)
    every = "+" in found["names"]
    names = [each for each in re.split(r"[,+]", found["names"]) if each]
    negative = found["kind"] == "ifndef"
    shown = _together([_is_set(each, attributes) for each in names], every=every)
    listed = (" and " if every else " or ").join(names)
    words = f"{'unless' if negative else 'if'} {listed} {'is' if len(names) == 1 or not every else 'are'} set"
    if not negative:
        return Choice(shown=shown, words=words)
    told = all(each.lower() in attributes.given for each in names)
    return Choice(shown=(not shown if told or not shown else None) if shown is not None else None, words=words)


def _is_set(name: str, attributes: Attributes) -> bool | None:
    if attributes.is_set(name):
        return True
    return False if name.lower() in attributes.given else None


def _together(values: list[bool | None], *, every: bool) -> bool | None:
    """Return whether all of the values hold, or any of them, as far as that is known."""
    decisive = not every
    if decisive in values:
        return decisive
    return None if None in values or not values else every


def _compare(expression: str, attributes: Attributes) -> Choice:
    """Return what is known of a comparison; one that does not hold by the page's own values stays a condition."""
    words = f"if {expression.strip()}"
    found = _COMPARED.match(expression)
    if found is None:
        return Choice(shown=None, words=words)
    one, other = (_operand(attributes.resolve(each)) for each in (found[1], found[3].strip()))
    if "{" in f"{one}{other}" or type(one) is not type(other):
        return Choice(shown=None, words=words)
    holds = _HOLDS[found[2]]((one > other) - (one < other))  # type: ignore[operator]
    names = re.findall(r"\{([\w-]+)\}", expression)
    told = all(each.lower() in attributes.given for each in names)
    return Choice(shown=holds if holds or told else None, words=words)


_HOLDS = {
    "==": lambda order: order == 0,
    "!=": lambda order: order != 0,
    "<": lambda order: order < 0,
    "<=": lambda order: order <= 0,
    ">": lambda order: order > 0,
    ">=": lambda order: order >= 0,
}


def _operand(text: str) -> str | float:
    if text[:1] == text[-1:] and text[:1] in ("'", '"') and len(text) > 1:
        return text[1:-1]
    try:
        return float(text)
    except ValueError:
        return text
