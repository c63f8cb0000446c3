"""Stands in for re: the browser's own regular expressions are right and at once there, where Brython's are neither.

A pattern must mean the same to both; nobody asks a match for its groups.
"""

from browser import self as worker


class Pattern:
    """A regular expression."""

    def __init__(self, text):
        self.text = text

    def fullmatch(self, text):
        """Tell whether all of a text matches."""
        return worker.RegExp.new(f"^(?:{self.text})$", "u").test(text)


def compile(pattern):
    """Return the regular expression of a pattern."""
    return Pattern(pattern)


def fullmatch(pattern, text):
    """Tell whether all of a text matches."""
    return Pattern(pattern).fullmatch(text)


def sub(pattern, replace, text):
    """Return a text with each match replaced by what `replace` returns, to which `found[0]` is the match."""
    parts = split(f"({pattern})", text)
    return "".join([replace([part]) if at % 2 else part for at, part in enumerate(parts)])


def split(pattern, text):
    """Return the parts of a text between its matches, with what the pattern's one group holds between them."""
    return worker.Reflect.apply(worker.String.prototype.split, text, [worker.RegExp.new(pattern, "u")])
