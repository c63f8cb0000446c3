"""Plain text: words from a page that can do nothing but be read."""

LIMIT = 200
"""Longer text is cut: a comment is there to be read."""


def plain(text: str) -> str:
    """Return `text` on one line, every control, format and bidirectional character spelled out as `<U+202E>`.

    These are the characters of the category Other (Unicode, table 4-4); Python calls them not printable, as it does
    separators, which have become single spaces by then.

    The result holds no line end, so it stays inside a comment that reaches to the end of its line (nft(8), sh(1),
    and the other formats with `#`). It is not escaped for use between quotes, where no text of a page is ever put.
    """
    folded = " ".join(text.split())
    shown = folded if len(folded) <= LIMIT else folded[: LIMIT - 1] + "…"
    if shown.isprintable():  # as nearly every text is
        return shown
    return "".join(each if each.isprintable() else f"<U+{ord(each):04X}>" for each in shown)
