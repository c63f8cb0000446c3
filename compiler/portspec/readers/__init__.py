"""Readers turn a source into a document: `read` is the stage's one verb, each folder here is a format."""

from portspec.document import Document
from portspec.findings import Report
from portspec.readers.budget import excess, within
from portspec.readers.formats import format_of
from portspec.source import Source


def read(source: Source, report: Report) -> Document:
    """Return the document of a source; its media type says which reader is asked.

    A page that is larger than the budget has no blocks, after it is reported; what its parts have too much of is left
    out.

    Raises KeyError for a media type without a reader; the workspace makes no such source.
    """
    format = format_of(source.media_type)
    if format is None:
        raise KeyError(source.media_type)
    if over := excess(source):
        report(over)
        return Document(source=source, blocks=())
    return within(format.read(source, report), report)
