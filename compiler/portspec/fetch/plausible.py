"""Whether what came may be the page: not a login, an error with a success's status, or a remnant."""

import re

from portspec.fetch.values import Refusal, no_page
from portspec.findings import silent
from portspec.pipeline import compile_sources
from portspec.readers.foreign import by_begin
from portspec.readers.opening import open_page
from portspec.source import Beside

REMNANT = 10
"""A page with less than one part in so many of its bytes is none."""
PASSWORD = re.compile(rb"<input\b[^>]*\btype\s*=\s*[\"']?password", re.IGNORECASE)
TITLE = re.compile(r"<title[^>]*>(.*?)</title", re.IGNORECASE | re.DOTALL)


def objection(
    data: bytes, before: bytes | None, *, name: str, media_type: str, what: str, beside: Beside | None = None
) -> Refusal | None:
    """Return why these bytes are not taken for a page that was `before`, None where nothing speaks against them.

    `beside` reads what the page includes.
    """
    why = _plain_objection(data, before)
    if why is None and not _states_ports(data, name, media_type, beside):
        stated = before is None or _states_ports(before, name, media_type, beside)
        why = f"it states no ports{_titled(data)}" if stated else None
    return no_page(what, why) if why else None


def _plain_objection(data: bytes, before: bytes | None) -> str | None:
    if not data.strip():
        return "it is empty"
    if kind := by_begin(data):
        return f"it is {kind[0]}"
    if PASSWORD.search(data) and not PASSWORD.search(before or b""):
        return f"it asks for a password{_titled(data)}"
    if before is not None and len(data) * REMNANT < len(before):
        return f"it has {len(data)} bytes, and the page had {len(before)}"
    return None


def _titled(data: bytes) -> str:
    found = TITLE.search(data[:10_000].decode(errors="replace"))
    return f", and its title is “{' '.join(found[1].split())[:80]}”" if found else ""


def _states_ports(data: bytes, name: str, media_type: str, beside: Beside | None) -> bool:
    source = open_page(data, id="page", path=name, report=silent, media_type=media_type, beside=beside)
    return source is not None and bool(compile_sources([(source, None)], (), None, silent).requirements)
