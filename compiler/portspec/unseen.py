"""Characters that change a text without being seen, and their names."""

import re

_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\ud800-\udfff\ufeff\ufff9-\ufffc\ufffe\uffff]"
)
"""Controls, directional formatting (UAX #9) and other characters that change a text without being seen."""


def visible(value: str) -> str:
    """Return the text with each unseen character but tab and newline named, as in `<U+202E>`."""
    return _UNSEEN.sub(lambda found: f"<U+{ord(found[0]):04X}>", value.replace("\r\n", "\n"))


def escaped(json: str) -> str:
    """Return the text of a JSON value with each unseen character in its strings escaped (RFC 8259, 7)."""
    return _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", json)
