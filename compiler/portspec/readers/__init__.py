"""Readers turn a source into a document: `read` is the stage's one verb."""

from portspec.document import Document
from portspec.findings import Report
from portspec.source import Source


def read(source: Source, report: Report) -> Document:
    """Return the document of a source; its media type says which reader is asked.

    Raises KeyError for a media type without a reader; the workspace makes no such source.
    """
    if source.media_type == "text/html":
        from portspec.readers.html import read_html

        return read_html(source, report)
    from portspec.readers.markdown import read_markdown

    return {"text/markdown": read_markdown}[source.media_type](source, report)
