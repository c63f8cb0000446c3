"""Stands in for unicodedata, whose tables are large; the browser has its own, perhaps of another version of Unicode."""

from browser import self as worker

OTHER = worker.RegExp.new(r"\p{C}", "u")


def category(character):
    """Return the first letter of a character's category: C for what is seen by nobody, X for all others."""
    return "C" if OTHER.test(character) else "X"
