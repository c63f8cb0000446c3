"""Encoding: the text of a page's bytes, by the encoding that it declares or else must have."""

import re

import webencodings

from portspec.findings import Report, finding
from portspec.source import Source, source_of

_BEGIN = 65536
"""How many bytes of a file are looked at to tell its format."""
_MARKS = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16le", b"\xfe\xff": "utf-16be"}
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]")
"""Characters that no text has; a form feed is white space."""
ASIDE = "\ufffd"
"""What stands for a character that is set aside: the text keeps its length, and digits beside it do not meet."""
BINARY = 0.05
"""With a larger share of control characters it is no text."""
_UTF_8 = "Save the page as UTF-8; `iconv -t UTF-8` converts it if you know its encoding."


def page_of(
    data: bytes, *, id: str, path: str, media_type: str, report: Report, label: str | None = None
) -> Source | None:
    """Return the source made of a page's bytes, or None after reporting that they are no text (PS101).

    `label` is the encoding that the page declares. What is guessed or set aside is reported (PS105). Control
    characters become U+FFFD.
    """
    encoding, why = _encoding(data, label)
    text, _ = webencodings.decode(data, encoding, errors="replace")
    found = [match.start() for match in _CONTROL.finditer(text)]
    replaced = _CONTROL.sub(ASIDE, text)
    source = source_of(replaced.encode(), id=id, path=path, media_type=media_type, digest_of=data)
    if len(found) > len(text) * BINARY:
        help = "Give the page as text, or as an office document; export other files as HTML first."
        report(finding("PS101", f"{path} is not text", help, source.place(0, 0, "")))
        return None
    if why:
        odd = _odd(source, data, encoding)
        report(finding("PS105", f"{why}; it is read as {encoding}", _UTF_8, source.place(odd, odd + 1)))
    if found:
        at = source.text.index(ASIDE)
        count = "1 character that is" if len(found) == 1 else f"{len(found)} characters that are"
        help = "Remove them from the page; a number with one inside is not read."
        report(finding("PS105", f"The page holds {count} no text, the first one here", help, source.place(at, at + 1)))
    return source


def _odd(source: Source, data: bytes, encoding: str) -> int:
    """Return the offset of the first character that gave a guess away."""
    if encoding == "windows-1252":  # each byte is a character
        try:
            data.decode()
        except UnicodeDecodeError as error:
            return error.start - data.count(b"\r\n", 0, error.start)
    return max(source.text.find(ASIDE), 0)


def begin_of(data: bytes) -> str:
    """Return the first characters of a page with line ends as in a source; those outside ASCII may be wrong."""
    text, _ = webencodings.decode(data[:_BEGIN], "utf-8", errors="replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def is_guess(data: bytes, label: str | None) -> bool:
    """Return whether a page's bytes, and the encoding that it declares, do not tell its encoding."""
    return _encoding(data, label)[1] is not None


def _encoding(data: bytes, label: str | None) -> tuple[str, str | None]:
    """Return the name of a page's encoding, and why it is guessed where it is.

    A byte order mark counts before a declaration (Encoding Standard, 6; `webencodings.decode` minds it); without both
    it is UTF-8 or, as for most old pages, windows-1252 (HTML Living Standard, 13.2.3.2).
    """
    declared = webencodings.lookup(label) if label else None
    if marked := next((name for mark, name in _MARKS.items() if data.startswith(mark)), None):
        return marked, None if _fits(data, marked) else f"The page is not the {marked} that its first bytes mark"
    if label and declared is None:
        return _plain(data), f"The page declares the encoding “{label}”, which is unknown"
    # UTF-16 it cannot be, where the declaration could be read.
    if declared and declared.name not in ("utf-8", "utf-16le", "utf-16be"):
        fits = _fits(data, declared.name)
        return declared.name, None if fits else f"The page is not the {declared.name} that it declares"
    plain = _plain(data)
    return plain, None if plain == "utf-8" else "The page is not UTF-8 and declares no other encoding"


def _plain(data: bytes) -> str:
    return "utf-8" if _fits(data, "utf-8") else "windows-1252"


def _fits(data: bytes, encoding: str) -> bool:
    try:
        webencodings.decode(data, encoding, errors="strict")
    except UnicodeDecodeError:
        return False
    return True
