"""Attributes: the names that a page gives values, which count from where they are given."""

import re
from collections.abc import Mapping

ENTRY = re.compile(r":(?P<unset>!?)(?P<name>\w[\w-]*)(?P<unset_too>!?):(?:[ \t]+(?P<value>.*))?$")
"""A line that gives a name its value, or takes it away."""
_REFERENCE = re.compile(r"(\\?)\{(\w[\w-]*)\}")
_CHARACTERS = {
    "amp": "&", "apos": "'", "asterisk": "*", "backslash": "\\", "backtick": "`", "blank": "", "brvbar": "¦",
    "caret": "^", "cpp": "C++", "cxx": "C++", "deg": "°", "empty": "", "endsb": "]", "gt": ">", "ldquo": "“",
    "lsquo": "‘", "lt": "<", "nbsp": " ", "plus": "+", "quot": '"', "rdquo": "”", "rsquo": "’", "sp": " ",
    "startsb": "[", "tilde": "~", "two-colons": "::", "two-semicolons": ";;", "vbar": "|", "wj": "", "zwsp": "",
}  # fmt: skip
"""The characters that have names (AsciiDoc Language, Character Replacement Attributes Reference)."""


class Attributes:
    """What names mean on a page; those that are given from outside cannot be changed by it."""

    def __init__(self, given: Mapping[str, str | None]) -> None:
        self.given = {name.lower(): value for name, value in given.items()}
        self.values: dict[str, str | None] = dict(self.given)
        self.changes: list[tuple[int, str, str | None]] = []
        """The page's own changes by the offset from which they count, for a second way through the page."""

    def enter(self, offset: int, line: str) -> bool:
        """Take a line that is an entry; tell whether it is one."""
        found = ENTRY.match(line)
        if found is None:
            return False
        name, unset = found["name"].lower(), found["unset"] or found["unset_too"]
        if name not in self.given:
            value = None if unset else self.resolve(found["value"] or "")
            self.values[name] = value
            self.changes.append((offset, name, value))
        return True

    def rewind(self) -> None:
        """Go back to where the page begins: names have the values that they are given from outside."""
        self.values = dict(self.given)
        self.changes.reverse()

    def advance(self, offset: int) -> None:
        """Go on to an offset of the page, with the changes up to there."""
        while self.changes and self.changes[-1][0] <= offset:
            _, name, value = self.changes.pop()
            self.values[name] = value

    def is_set(self, name: str) -> bool:
        """Tell whether a name has a value, be it empty."""
        return self.values.get(name.lower()) is not None

    def resolve(self, text: str) -> str:
        """Return a text with the values of the names in braces; a name without a value stays as it is written."""
        return _REFERENCE.sub(self._value, text) if "{" in text else text

    def _value(self, found: re.Match[str]) -> str:
        escaped, name = found.groups()
        if escaped:
            return found.group()[1:]
        value = self.values.get(name.lower(), _CHARACTERS.get(name.lower()))
        return found.group() if value is None else value
