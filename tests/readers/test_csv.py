"""Values with separators: whatever separates them, each value stands where it is written."""

import pytest

from portspec.document import Paragraph, Table
from tests.reading import document_of, page, reading_of

CSV = "text/csv"


def shape(text: str) -> list[str]:
    """Return what stands on a page: paragraphs, and rows with the line of each cell; header rows end in a colon."""
    shown: list[str] = []
    for block in document_of(text, CSV).blocks:
        if isinstance(block, Paragraph):
            shown.append((block.lead or block.text).value)
        elif isinstance(block, Table):
            for number, row in enumerate(block.rows):
                cells = (f"{cell.text.value!r}@{text.count(chr(10), 0, cell.text.start) + 1}" for cell in row)
                shown.append(f"{' '.join(cells)}{':' * (number < block.headers)}")
    return shown


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_what_separates_the_values_is_told_by_the_records(separator: str) -> None:
    records = (("Port", "Use"), ("443", '"Web, and; more|\ttoo"'), (), ('"8080\n8443"', '"says ""yes"""'))
    text = "".join(f"{separator.join(each)}\n" for each in records)
    assert shape(text) == [
        "'Port'@1 'Use'@1:",
        "'443'@2 'Web, and; more|\\ttoo'@2",
        "'8080\\n8443'@4 'says \"yes\"'@5",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("443,TCP\n53,UDP\n", ["'443'@1 'TCP'@1", "'53'@2 'UDP'@2"]),
        ("Port,Use\n22\n80,Web,x\n", ["'Port'@1 'Use'@1 ''@1:", "'22'@2 ''@2 ''@2", "'80'@3 'Web'@3 'x'@3"]),
        ("# All of it\nsep=;\nPort;Use\n80;a,b,c\n", ["All of it", "'Port'@3 'Use'@3:", "'80'@4 'a,b,c'@4"]),
        ("#,Port\n1,80\n", ["'#'@1 'Port'@1:", "'1'@2 '80'@2"]),
        ("All,,\n,,\nPort,Use\n80,Web\n", ["All", "'Port'@3 'Use'@3:", "'80'@4 'Web'@4"]),
        (
            "Port,Use\n80,Web\n\nOther,\nPort,Use\n81,Web\n",
            ["'Port'@1 'Use'@1:", "'80'@2 'Web'@2", "Other", "'Port'@5 'Use'@5:", "'81'@6 'Web'@6"],
        ),
        ("Port,Use\nNodes,\n80,Web\n", ["'Port'@1 'Use'@1:", "'Nodes'@2 ''@2", "'80'@3 'Web'@3"]),
        ('Port,Use\n80,"open\n81,"a"b\n', ["'Port'@1 'Use'@1:", "'80'@2 '\"open'@2", "'81'@3 '\"a\"b'@3"]),
        ("Port\n80\n", ["'Port'@1:", "'80'@2"]),
        ("", []),
    ],
)
def test_records_are_tables_and_what_stands_above_them(text: str, expected: list[str]) -> None:
    assert shape(text) == expected


def test_a_first_row_of_values_is_no_header() -> None:
    reading, _ = reading_of(page("443,TCP,Web\n53,UDP,DNS\n", CSV))
    assert [(str(*each.ports), each.transports, each.purpose) for each in reading.claims] == [
        ("443", ("tcp",), "Web"),
        ("53", ("udp",), "DNS"),
    ]
