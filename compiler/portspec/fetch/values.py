"""The values of fetching: what is wanted, what came, within which limits, and why something is refused."""

from collections.abc import Mapping
from typing import Any

import msgspec

from portspec.catalog.fetched import Record
from portspec.catalog.origin import Origin
from portspec.findings import finding
from portspec.spec import MediaType

LARGEST = 25_000_000
"""Bytes of the largest page that is taken, unpacked; the largest known one has a fifth of them."""


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """How long is waited, and how much is taken."""

    seconds: float = 60
    """For one answer, from the connection to its last byte, and for each command of git."""
    pauses: tuple[float, ...] = (1, 2, 4)
    """Seconds before each further attempt where a server is busy or fails."""
    patience: float = 120
    """The most seconds that a server may ask to wait (RFC 9110, 10.2.3)."""
    bytes: int = LARGEST
    """Of a page, unpacked."""


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """A page that is to be fetched."""

    origin: Origin
    """Where it is."""
    media_type: MediaType | None = None
    """What kind of text it must be; None for a new page."""
    record: Record | None = None
    """Of its last fetching, where the page that is stored is still that one."""
    data: bytes | None = None
    """That page; what it includes may have changed all the same."""


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """What stands at an origin."""

    data: bytes | None
    """The page as it is to be stored; None where it is the one that came last."""
    name: str = ""
    """The page's own name, for its id and the end of its file's name."""
    media_type: str | None = None
    """What the server says that it is; None where it does not say."""
    record: Record
    """What is to be remembered of this fetching."""
    included: Mapping[str, bytes] = {}
    """What the page includes, by path from its folder; what has not changed may be missing."""

    def listing(self, end: str) -> list[str]:
        """Return the paths of what the page includes whose names end so, as `Source.listing` does."""
        return sorted(path for path in self.included if path.endswith(end))


class Refusal(Exception):  # noqa: N818 - the page is refused; no program has failed
    """A page that is not taken, with what is to be said about it."""

    def __init__(self, code: str, message: str, help: str) -> None:
        super().__init__(message)
        self.finding = finding(code, message, help)


def unreachable(
    what: str, why: object, help: str = "Check the origin, or try again later; nothing was touched."
) -> Refusal:
    """Return the refusal of what cannot be fetched (PS910)."""
    return Refusal("PS910", f"{what} cannot be fetched: {why}", help)


def no_page(what: str, why: str) -> Refusal:
    """Return the refusal of what is not the page (PS911)."""
    return Refusal("PS911", f"What stands at {what} is not the page: {why}", AT_HAND)


AT_HAND = "Look at it; if the page is meant, save it in spec/sources by hand, and run `portspec record`."

Json = Any
"""What a JSON text holds."""
