"""Stands in for textwrap, whose regular expression is written for Python alone."""

from re import split

SPACE, WORD, LETTER = r"\t\n\v\f\r ", r"[\p{L}\p{N}_]", r"[\p{L}\p{Nl}\p{No}_]"
POINT = f"(?<=[{WORD[1:-1]}!\"'&.,?])"
PART = (
    f"([{SPACE}]+"
    f"|{POINT}-{{2,}}(?={WORD})"
    f"|[^{SPACE}]+?(?:-(?:(?<={LETTER}{{2}}-)|(?<={LETTER}-{LETTER}-))(?={LETTER}-?{LETTER})"
    f"|(?=[{SPACE}]|$)|{POINT}(?=-{{2,}}{WORD})))"
)
"""White space, a dash, or a word as far as its first hyphen, as in CPython's `TextWrapper.wordsep_re`."""


def wrap(text, width, drop_whitespace):
    """Return the lines of a text that holds no tabs, no line ends, and no word as long as a line."""
    lines, line = [], ""
    for part in split(PART, text):
        if len(line) + len(part) > width:
            lines.append(line)
            line = ""
        line += part
    return [*lines, line] if line else lines
