"""Confluence's storage format is XHTML with `ac:` elements; its code macros hide text in CDATA, which HTML ignores."""

import re

_STAND_IN = str.maketrans("<&", "\ue000\ue001")
_ORIGINAL = str.maketrans("\ue000\ue001", "<&")
_CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_BEFORE, _AFTER = " " * len("<![CDATA["), " " * len("]]>")
_UNSEEN = re.compile(
    r"<ac:placeholder\b.*?</ac:placeholder>"
    r"|<ac:structured-macro\b[^>]*>(?:\s*<ac:parameter\b[^>]*>[^<]*</ac:parameter>)*?"
    r"\s*<ac:parameter\s+ac:name=\"hidden\"\s*>true</ac:parameter>.*?</ac:structured-macro>",
    re.DOTALL,
)
"""What is only shown to who edits the page, and macros that are hidden."""
_SELF_CLOSED = re.compile(r"<((?:ac|ri):[\w-]+)((?:\s[^<>]*?)?)/>")


def unwrap(text: str) -> str:
    """Return the page with CDATA as plain text, each character at its old offset.

    In CDATA `<` and `&` are plain characters, so stand-ins of the same length take their place; `restore` undoes that.
    A self-closed `ac:` or `ri:` element would swallow the rest of the page in HTML; it becomes blank,
    except a tick, which is what a table says with it.
    """
    if "<ac:" not in text and "<![CDATA[" not in text:
        return text
    text = _CDATA.sub(lambda found: _BEFORE + found.group(1).translate(_STAND_IN) + _AFTER, text)
    text = _UNSEEN.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
    return _SELF_CLOSED.sub(_blank, text)


def _blank(found: re.Match[str]) -> str:
    ticked = found.group(1) == "ac:emoticon" and re.search(r'ac:name="(?:tick|check)"', found.group(2))
    return ("✓" if ticked else " ").ljust(len(found.group()))


def restore(text: str) -> str:
    """Return text from CDATA as it stands in the source."""
    return text if text.isascii() else text.translate(_ORIGINAL)


def unwrapped(text: str) -> str:
    """Return the text of an element that is one CDATA section, without the blanks that stand for its marks."""
    return text.removeprefix(_BEFORE).removesuffix(_AFTER)
