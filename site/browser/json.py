"""Stands in for json, whose escapes of unusual characters are no JSON in Brython."""

from javascript import JSON


def dumps(text):
    """Return a text as a string of JSON, in ASCII alone."""
    return "".join([each if " " <= each <= "~" else _escaped(ord(each)) for each in JSON.stringify(text)])


def _escaped(code):
    """Return a character as JSON has it: one beyond U+FFFF is a pair of surrogates (RFC 8259, 7)."""
    above = code - 0x10000
    return f"\\u{code:04x}" if above < 0 else f"\\u{0xD800 + (above >> 10):04x}\\u{0xDC00 + (above & 0x3FF):04x}"
