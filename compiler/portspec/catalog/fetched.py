"""What is remembered of the fetching of pages: `spec/fetched.json`, so that an unchanged page is not sent again."""

from collections.abc import Mapping
from datetime import date
from typing import Final, Literal

import msgspec

from portspec.findings import Report, finding
from portspec.spec import Digest

SCHEMA: Final = "urn:portspec:schema:fetched:1"


class Record(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """The last fetching of one page."""

    origin: str
    """From where, on one line; what is remembered of another origin does not count."""
    sha256: Digest
    """Of the page that came, as it is stored."""
    address: str | None = None
    """Where redirects led to, without its query."""
    etag: str | None = None
    """The entity tag of the page (RFC 9110, 8.8.3)."""
    modified: str | None = None
    """Its Last-Modified, as it was sent (RFC 9110, 8.8.2)."""
    commit: str | None = None
    """The commit that a repository's page is of."""
    compared: date | None = None
    """The day on which the origin was asked last."""


class Taking(msgspec.Struct, frozen=True, kw_only=True):
    """When a document was taken down, and where from."""

    recorded: date
    """The day on which it was taken down."""
    origin: str = ""
    """From where, on one line; empty where that is not known."""
    link: str = ""
    """The address at which a browser shows it; empty where there is none."""
    compared: date | None = None
    """The day on which it was compared with its origin last."""


Takings = Mapping[tuple[str, str], Mapping[str, Taking]]
"""By the ids of product and release, and then by the document's."""


class Fetched(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All that is remembered."""

    schema: Literal["urn:portspec:schema:fetched:1"] = msgspec.field(name="$schema", default=SCHEMA)
    """Says which contract the file keeps."""
    schema_version: Literal["1.0"] = "1.0"
    """Grows in its second part when fields are added, in its first when old readers would be misled."""
    pages: dict[str, Record] = {}
    """By the page's path below `spec/sources`."""


def parse_fetched(data: bytes, path: str, report: Report) -> dict[str, Record]:
    """Return the records in a file's bytes; none after reporting that it is not valid (PS305)."""
    try:
        return msgspec.json.decode(data, type=Fetched).pages
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        report(finding("PS305", f"{path} is not valid: {error}", "Remove it; then all pages are sent once more."))
        return {}


def to_json(pages: dict[str, Record]) -> bytes:
    """Return records as indented JSON with a final newline, sorted by path."""
    fetched = Fetched(pages=dict(sorted(pages.items())))
    return msgspec.json.format(msgspec.json.encode(fetched), indent=2) + b"\n"
