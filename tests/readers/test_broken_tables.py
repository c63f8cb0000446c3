"""Tables that Markdown's rules end early are read to their end, with a finding that says so."""

import pytest

from portspec.document import List, Table
from portspec.findings import Finding
from portspec.readers import read
from tests.reading import page

HEAD = "| Port | Protocol | Use |\n|---|---|---|\n"
INDENTED = f"{HEAD}| 80 | TCP | pages for the\n                 console\n| 53 | UDP | names |\n\nThe end.\n"
STARRED = "Port|From|Use\n---|---|---\n80|a|pages\n*   | b | all\n53|c|names\n\nThe end.\n"
LISTED = f"{HEAD}| 80 | TCP | pages |\n- an item\n- another one | with a bar\n"


@pytest.mark.parametrize(
    ("text", "column", "cells"),
    [(INDENTED, 2, ["pages for the console", "names"]), (STARRED, 0, ["80", "*", "53"])],
)
def test_a_table_goes_on(text: str, column: int, cells: list[str]) -> None:
    findings: list[Finding] = []
    table, after = read(page(text), findings.append).blocks

    assert isinstance(table, Table)
    assert [row[column].text.value for row in table.rows[1:]] == cells
    assert not isinstance(after, Table | List)
    assert [each.code for each in findings] == ["PS103"]


def test_a_list_below_a_table_is_a_list() -> None:
    table, items = read(page(LISTED), lambda found: pytest.fail(found.message)).blocks

    assert isinstance(table, Table)
    assert len(table.rows) == 2
    assert isinstance(items, List)
