"""Readers turn a source into a document: `read` is the stage's one verb, each folder here is a format."""

from portspec.document import Document
from portspec.findings import Report
from portspec.readers.formats import format_of
from portspec.source import Source


def read(source: Source, report: Report) -> Document:
    """Return the document of a source; its media type says which reader is asked.

    Raises KeyError for a media type without a reader; the workspace makes no such source.
    """
    format = format_of(source.media_type)
    if format is None:
        raise KeyError(source.media_type)
    return format.read(source, report)
