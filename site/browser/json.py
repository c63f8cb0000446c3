"""Stands in for json, whose escapes of unusual characters are no JSON in Brython."""

from javascript import JSON


def dumps(value, *, indent=0, ensure_ascii=True):
    """Return a text, a whole number, or lists and maps of them as JSON, with so many blanks a level."""
    return _written(value, "\n", " " * indent, _ascii if ensure_ascii else JSON.stringify)


def _written(value, line, indent, string):
    """Return a value as JSON; `line` is how a line begins where it stands."""
    inner = line + indent
    if isinstance(value, dict):
        parts = [f"{string(key)}: {_written(each, inner, indent, string)}" for key, each in value.items()]
        return "{" + inner + f",{inner}".join(parts) + line + "}" if parts else "{}"
    if isinstance(value, (list, tuple)):
        parts = [_written(each, inner, indent, string) for each in value]
        return "[" + inner + f",{inner}".join(parts) + line + "]" if parts else "[]"
    return string(value) if isinstance(value, str) else str(value)


def _ascii(text):
    """Return a text as a string of JSON, in ASCII alone."""
    return "".join([each if " " <= each <= "~" else _escaped(ord(each)) for each in JSON.stringify(text)])


def _escaped(code):
    """Return a character as JSON has it: one beyond U+FFFF is a pair of surrogates (RFC 8259, 7)."""
    above = code - 0x10000
    return f"\\u{code:04x}" if above < 0 else f"\\u{0xD800 + (above >> 10):04x}\\u{0xDC00 + (above & 0x3FF):04x}"
