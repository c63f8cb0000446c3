"""Stands in for shlex: Brython's `quote` fails."""

import re


def quote(text):
    """Return a text as one word of a shell (the same as CPython's)."""
    if re.fullmatch(r"[A-Za-z0-9_@%+=:,./-]+", text):
        return text
    return "'" + text.replace("'", "'\"'\"'") + "'"
