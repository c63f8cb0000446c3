"""Whether what came may be the page: not a login, an error with a success's status, or a remnant."""

import re

from portspec.fetch.values import Refusal, no_page
from portspec.pipeline import compile_sources
from portspec.readers.encoding import page_of
from portspec.readers.foreign import foreign
from portspec.source import Source
from portspec.spec import Spec

REMNANT = 10
"""A page with less than one part in so many of its bytes is none."""
PASSWORD = re.compile(rb"<input\b[^>]*\btype\s*=\s*[\"']?password", re.IGNORECASE)
TITLE = re.compile(r"<title[^>]*>\s*(.*?)\s*</title", re.IGNORECASE | re.DOTALL)


def objection(data: bytes, media_type: str, before: bytes | None, what: str) -> Refusal | None:
    """Return why these bytes are not taken for a page that was `before`, None where nothing speaks against them."""
    why = _plain_objection(data, before)
    if why is None and not _states_ports(data, media_type) and (before is None or _states_ports(before, media_type)):
        why = f"it states no ports{_titled(data)}"
    return no_page(what, why) if why else None


def _plain_objection(data: bytes, before: bytes | None) -> str | None:
    if not data.strip():
        return "it is empty"
    if kind := foreign(data, ""):
        return f"it is {kind[0]}"
    if PASSWORD.search(data) and not PASSWORD.search(before or b""):
        return f"it asks for a password{_titled(data)}"
    if before is not None and len(data) * REMNANT < len(before):
        return f"it has {len(data)} bytes, and the page had {len(before)}"
    return None


def _titled(data: bytes) -> str:
    found = TITLE.search(data[:10_000].decode(errors="replace"))
    return f", and its title is “{' '.join(found[1].split())[:80]}”" if found else ""


def _states_ports(data: bytes, media_type: str) -> bool:
    source = page_of(data, id="page", path="page", media_type=media_type, report=lambda _: None)
    return source is not None and bool(_spec(source).requirements)


def _spec(source: Source) -> Spec:
    return compile_sources([(source, None)], (), None, lambda _: None)
