"""What a fetched page includes is fetched with it: the page's own reader says which files it wants."""

from collections.abc import Awaitable, Callable, Mapping

from portspec.findings import silent
from portspec.readers import read
from portspec.readers.opening import open_page
from portspec.source import Listing

Ask = Callable[[str], Awaitable[bytes | None]]
"""Return a file by its path from the page's folder, or None where there is none that may be taken."""
DEEPEST = 8
"""Files in files."""
MOST = 200
"""No more files are asked for."""


async def included(
    data: bytes, name: str, media_type: str, ask: Ask, listing: Listing | None = None
) -> dict[str, bytes]:
    """Return the files that a page includes, and those that these include, by their paths from the page's folder.

    `listing` is as `Source.listing`; where nobody can list the files, such as on the web, what they say is not seen.
    """
    known: dict[str, bytes | None] = {}
    for _ in range(DEEPEST):
        new = [path for path in _wanted(data, name, media_type, known, listing) if path not in known]
        if not new:
            break
        for path in new[: MOST - len(known)]:
            known[path] = await ask(path)
    return {path: each for path, each in known.items() if each is not None}


def _wanted(
    data: bytes, name: str, media_type: str, known: Mapping[str, bytes | None], listing: Listing | None
) -> list[str]:
    """Return the paths, each once, that a reader asks for when it is given what is known."""
    asked: dict[str, None] = {}

    def beside(path: str) -> bytes | None:
        asked[path] = None
        return known.get(path)

    source = open_page(data, id="page", path=name, report=silent, media_type=media_type, beside=beside, listing=listing)
    if source is not None:
        read(source, silent)
    return list(asked)
