"""The parts of a page that an engine has nothing to do on, HTML and code: it can be kept from reading them."""

import re
from html import escape

_PARTS = re.compile(
    r"""^(?P<indent>\ *)(?P<fence>`{3,})(?P<info>[^`\n]*)\n(?P<code>.*?)^(?P=indent)(?P=fence)`*$
    | ^<(?P<name>div|dl|figure|nav)\ class="(?:ports|facts|quote|drawing|pager|changes)".*?^</(?P=name)>$""",
    re.MULTILINE | re.DOTALL | re.VERBOSE,
)
_PLACE = re.compile("<!--block ([0-9]+)-->|\ufffe([0-9]+)\ufffe")
"""No text of a page can look like these: its `<` is escaped, and in code, where it is not, U+FFFE is named."""


def without_blocks(page: str) -> str:
    """Return a page's Markdown with a comment, which every engine passes on as it is, in the place of each block.

    A line stands for all the code in a fence, but where the fence names a language for the engine to colour.
    """
    number = iter(range(len(page)))
    return _PARTS.sub(lambda found: _place(found, next(number)), page)


def with_blocks(html: str, page: str) -> str:
    """Return the HTML made of `without_blocks(page)` with the page's blocks and code where they belong."""
    parts = [_html(found) for found in _PARTS.finditer(page)]
    return _PLACE.sub(lambda found: parts[int(found[1] or found[2])], html)


def _place(found: re.Match[str], number: int) -> str:
    if found["name"]:
        return f"<!--block {number}-->"
    if found["info"]:
        return found[0]
    return (
        f"{found['indent']}{found['fence']}\n{found['indent']}\ufffe{number}\ufffe\n{found['indent']}{found['fence']}"
    )


def _html(found: re.Match[str]) -> str:
    if found["name"]:
        return found[0]
    indent = len(found["indent"])
    code = "\n".join(line[indent:] for line in found["code"].split("\n")).rstrip("\n")
    return escape(code, quote=False)
