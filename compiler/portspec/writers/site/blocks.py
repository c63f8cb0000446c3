"""The blocks of a page that are HTML already: an engine that reads Markdown slowly can be kept from reading them."""

import re

_PARTS = re.compile(
    r"""^(?P<fence>`{3,})[^`\n]*\n.*?^(?P=fence)`*$  # code, whatever it looks like
    | ^<(?P<name>div|dl|figure|nav)\ class="(?:ports|facts|quote|drawing|pager)".*?^</(?P=name)>$""",
    re.MULTILINE | re.DOTALL | re.VERBOSE,
)
_PLACE = re.compile(r"<!--block (\d+)-->")
"""No text of a page can look like this, since its `<` is escaped."""


def without_blocks(page: str) -> str:
    """Return a page's Markdown with a comment in the place of each block, which every engine passes on as it is."""
    number = iter(range(len(page)))
    return _PARTS.sub(lambda found: found[0] if found["fence"] else f"<!--block {next(number)}-->", page)


def with_blocks(html: str, page: str) -> str:
    """Return the HTML made of `without_blocks(page)` with the page's blocks where they belong."""
    blocks = [found[0] for found in _PARTS.finditer(page) if not found["fence"]]
    return _PLACE.sub(lambda found: blocks[int(found[1])], html)
