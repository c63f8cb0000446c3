"""Stands in for re: the browser's own regular expressions are right and at once there, where Brython's are neither.

A pattern must mean the same to both, and its groups have no names.
"""

from browser import self as worker

LETTER = r"[^\W\d_]"
"""What Python says for a letter of any script; to a browser it is one of English."""


class Match:
    """What matches."""

    def __init__(self, parts):
        self.parts = parts

    def groups(self):
        """Return the text of each group, None for one that is not in it."""
        return tuple([each if isinstance(each, str) else None for each in self.parts[1:]])


class Pattern:
    """A regular expression."""

    def __init__(self, text):
        self.text = text.replace(LETTER, r"\p{L}")

    def fullmatch(self, text):
        """Return the match of all of a text, or None."""
        found = worker.RegExp.new(f"^(?:{self.text})$", "u").exec(text)
        return Match(list(found)) if found else None


def compile(pattern):
    """Return the regular expression of a pattern."""
    return Pattern(pattern)


def fullmatch(pattern, text):
    """Return the match of all of a text, or None."""
    return Pattern(pattern).fullmatch(text)


def sub(pattern, replace, text):
    """Return a text with each match replaced by what `replace` returns, to which `found[0]` is the match."""
    parts = split(f"({pattern})", text)
    return "".join([replace([part]) if at % 2 else part for at, part in enumerate(parts)])


def split(pattern, text):
    """Return the parts of a text between its matches, with what the pattern's one group holds between them."""
    return worker.Reflect.apply(worker.String.prototype.split, text, [worker.RegExp.new(pattern, "u")])
