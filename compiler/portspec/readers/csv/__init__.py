"""CSV: values with separators, commas or what spreadsheets and people use in their place, tabs among it."""

import re
from collections import Counter

from portspec.document import Document
from portspec.findings import Report
from portspec.readers.formats import Begin, Format, Likeness
from portspec.source import Source

_SAID = re.compile(r"(?:#[^\n]*\n|[ \t]*\n)*sep=[^\n]\s*\n", re.IGNORECASE)
"""The line by which spreadsheets say their separator."""
_ENOUGH = 3
"""So many lines with the same number of separators are no accident."""


def _looks(begin: Begin) -> Likeness:
    """Tell by lines that all have as many separators: semicolons, tabs, or at least two commas."""
    if _SAID.match(begin.text):
        return Likeness.CERTAIN
    lines = [line for line in begin.text.split("\n")[:50] if line.strip() and not line.startswith("#")]
    for separator, least in (("\t", 1), (";", 1), (",", 2)):
        counts = Counter(line.count(separator) for line in lines)
        if len(lines) >= _ENOUGH and len(counts) == 1 and next(iter(counts)) >= least:
            return Likeness.LIKELY
    return Likeness.NONE


def _read(source: Source, report: Report) -> Document:
    from portspec.readers.csv.page import read_csv

    return read_csv(source, report)


FORMAT = Format(
    name="CSV",
    media_type="text/csv",
    suffixes=(".csv", ".tsv", ".tab"),
    looks=_looks,
    read=_read,
)
