"""No row of a table whose header says Port is lost: it is read or counted as unread, with a finding."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reading import MARKDOWN, page, reading_of

READ = "# Web\n\n| Port | Protocol |\n|---|---|\n| 22 | TCP |\n\n# Other\n\n"


def kept(cells: list[str], header: str = "Port | Protocol", more: str = "TCP") -> tuple[set[int], int, list[str]]:
    """Return the ports that a table of these cells states below one that is read, its unread rows, and the findings."""
    rows = "".join(f"| {cell} | {more} |\n" for cell in cells)
    reading, found = reading_of(page(f"{READ}| {header} |\n|---|---|\n{rows}", MARKDOWN))
    assert reading.rows == 1 + len(cells)
    ports = {port for claim in reading.claims for each in claim.ports for port in range(each.start, each.end + 1)}
    return ports - {22}, reading.unread, [each.code for each in found]


@pytest.mark.parametrize(
    ("cells", "ports", "unread"),
    [
        (["70000", "80000"], set(), 2),
        (["70000", "80000", "443"], {443}, 2),
        (["４４３", "５３"], set(), 2),
        (["four hundred"], set(), 1),
        (["not 23", "24", "up to 1024"], {24}, 2),
        (["90-80"], set(), 1),
    ],
    ids=["too high", "too high but one", "full width", "words", "limits", "backwards"],
)
def test_rows_below_port_are_read_or_unread(cells: list[str], ports: set[int], unread: int) -> None:
    assert kept(cells) == (ports, unread, ["PS201"] * unread)


@pytest.mark.parametrize("header", ["Port | Use", "Use | Port"])
def test_numbers_need_no_column_of_transports(header: str) -> None:
    cells, more = (["70000", "80000"], "pages") if header.startswith("Port") else (["pages", "names"], "70000")
    assert kept(cells, header, more)[1:] == (2, ["PS201", "PS201"])


@given(st.lists(st.sampled_from(["443", "70000", "４４", "x y", "1-2-3", "not 9", "9-8", "53, 99999"]), min_size=1))
def test_every_row_is_accounted_for(cells: list[str]) -> None:
    ports, unread, codes = kept(cells)
    assert unread == sum(cell not in ("443", "53, 99999") for cell in cells)
    assert codes.count("PS201") == unread
    assert codes.count("PS203") == cells.count("53, 99999")
    assert ports <= {443, 53}
