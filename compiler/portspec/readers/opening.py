"""Opening a page: its bytes become a source in its format, or a finding says what the file is instead."""

from collections.abc import Mapping

import msgspec

from portspec.findings import Finding, Report, finding
from portspec.readers.encoding import begin_of, page_of
from portspec.readers.foreign import by_begin, by_name
from portspec.readers.formats import Begin, Format, format_of, named_as, recognise
from portspec.source import Beside, Listing, Place, Source, source_of


def open_page(
    data: bytes,
    *,
    id: str,
    path: str,
    report: Report,
    media_type: str | None = None,
    beside: Beside | None = None,
    listing: Listing | None = None,
    attributes: Mapping[str, str | None] | None = None,
) -> Source | None:
    """Return the source made of a file's bytes, or None after reporting that nothing reads it (PS101).

    Where a file certainly is in another format than its media type or name says, that one counts; it is reported
    (PS110).
    """
    begin = Begin(data=data, text=begin_of(data))
    found, certain = recognise(begin, path)
    if not certain and (kind := by_begin(data) or (None if named_as(path) else by_name(path))):
        what, help = kind
        report(finding("PS101", f"{path} is {what}, which is not read", help, _start(path)))
        return None
    stated = format_of(media_type) if media_type else None
    format = found if certain or stated is None else stated
    if format not in ((stated,) if stated else named_as(path) or (format,)):
        report(_lying(path, format, stated))
    source = _opened(format, data, id, path, report)
    return source and msgspec.structs.replace(source, beside=beside, listing=listing, attributes=dict(attributes or {}))


def _lying(path: str, format: Format, stated: Format | None) -> Finding:
    """Return the finding about a file that is in another format than is said."""
    said = stated or named_as(path)[0]
    message = f"{path} is {format.name}, not {said.name}, and is read as what it is"
    in_catalog = f'Let the catalog say media_type = "{format.media_type}".'
    help = in_catalog if stated else f"Let its name end in {format.suffixes[0]}."
    return finding("PS110", message, help, _start(path))


def _opened(format: Format, data: bytes, id: str, path: str, report: Report) -> Source | None:
    if format.rendered is None:
        label = format.declared(data) if format.declared else None
        return page_of(data, id=id, path=path, media_type=format.media_type, label=label, report=report)
    made = format.rendered(data, path, report)
    if made is None:
        return None
    source = source_of(made.text.encode(), id=id, path=path, media_type=format.media_type, digest_of=data)
    return msgspec.structs.replace(source, spots=made.spots)


def _start(path: str) -> Place:
    """Return the place of a file of which nothing is shown."""
    return Place(source=path, line=1, column=1, end_line=1, end_column=1, quote="")
