"""Markdown: CommonMark with tables, front matter and HTML; a text in no other format is taken for it."""

from portspec.document import Document
from portspec.findings import Report
from portspec.readers.formats import Begin, Format, Likeness
from portspec.source import Source


def _looks(_: Begin) -> Likeness:
    return Likeness.POSSIBLE


def _read(source: Source, report: Report) -> Document:
    from portspec.readers.markdown.page import read_markdown

    return read_markdown(source, report)


FORMAT = Format(
    name="Markdown",
    media_type="text/markdown",
    suffixes=(".md", ".markdown", ".mdown", ".mdx"),
    looks=_looks,
    read=_read,
)
