"""Headless: rows between bars without a delimiter row or a head, below a title that speaks of ports."""

import pytest

from tests.reading import page, reading_of


def ports_of(text: str) -> list[list[int]]:
    """Return the ports of each claim of a page."""
    return [[each.start for each in claim.ports] for claim in reading_of(page(text))[0].claims]


@pytest.mark.parametrize("title", ["Required ports", "Erforderliche Ports", "Ports requis", "必要なポート", "所需端口"])
def test_rows_below_a_list_of_attributes_are_a_table(title: str) -> None:
    rows = "| 40404 | Designer to box |\n| 5671 (TLS) | Hub |\n| 32NN | Mill |\n"

    assert ports_of(f"# Mill\n\n### {title}\n\n{{: .wide }}\n{rows}") == [[40404], [5671]]
    assert ports_of(f"# Mill\n\n### {title}\n\n{rows}{{: .wide }}\n") == [[40404], [5671]]


def test_one_row_may_stand_alone_there() -> None:
    assert ports_of("# Mill\n\n### Optional ports\n\n{: .wide }\n| 5985-5986 | Remote shell |\n") == [[5985]]


@pytest.mark.parametrize(
    "rows",
    [
        "| 1 | Up |\n| 2 | Down |\n",
        "| 7101 | 7102 |\n| 7103 | 7104 |\n",
        "| 7101 | heron |\n| 7101 | crane |\n",
        "| heron 7101 | a |\n| crane | b |\n",
    ],
    ids=["they count", "two columns", "the same again", "a name"],
)
def test_other_rows_state_none(rows: str) -> None:
    assert ports_of(f"# Mill\n\n### Ports\n\n{{: .wide }}\n{rows}") == []


def test_rows_are_no_part_of_the_item_above_them() -> None:
    text = "# Ports\n\nOpen these incoming ports.\n- Note\nOld players differ.\n{}You must also open UDP port 5005.\n"
    rows = "| Protocol | Port |\n| MMST | TCP port 1755 |\n| MMSU | UDP port 1756 |\n| RTSP | TCP port 554 |\n"

    assert sorted(ports_of(text.format(rows))) == [[554], [1755], [1756], [5005]]


@pytest.mark.parametrize("row", ["Mill | 7101, 7102 | UDP |", "| Mill | 7101, 7102 | UDP |"])
def test_one_row_below_its_head_is_a_table_among_other_lines(row: str) -> None:
    head = row.replace("Mill", "Name").replace("7101, 7102", "Port number").replace("UDP", "Protocol")

    assert ports_of(f"# Mill\n\nTools\n{head}\n{row}\n\nBackup\n{head}\n{row.replace('710', '810')}\n") == [
        [7101, 7102],
        [8101, 8102],
    ]


def test_rows_without_a_head_below_a_table_of_ports_are_read_or_told() -> None:
    head = "Which tools are there?\nNote\nTools\nName | Port | Protocol |\nMill | 7101 | UDP |\n7102 (web) |\nTCP |\n"
    rows = "Jobs | 7103 | TCP |\nFeed | 7104, 7109 (if over TLS) | TCP |\n7105 (old logs) | TCP | |\n"
    reading, findings = reading_of(page(head + rows))
    told = {each.place.line for each in findings if each.code == "PS208" and each.place}
    assert told | {each.provenance.line for each in reading.claims} >= {8, 9, 10}
