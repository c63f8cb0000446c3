"""Rows in columns: one line a row, but at a terminal within its width, where a cell goes on below itself."""

import sys
from collections.abc import Sequence

from portspec.unseen import visible

GAP = "  "
"""What stands between two columns."""


def in_columns(rows: Sequence[Sequence[str]], indent: str = "") -> str:
    """Return rows, each of as many cells, as lines whose columns stand below each other."""
    shown = [[visible(cell) for cell in row] for row in rows]
    if sys.stdout.isatty():
        return "\n".join(_wrapped(shown, len(indent)))
    widths = [max(map(len, column)) for column in zip(*shown, strict=True)]
    return "\n".join(indent + GAP.join(map(str.ljust, row, widths)).rstrip() for row in shown)


def _wrapped(rows: Sequence[Sequence[str]], indent: int) -> list[str]:
    """Return the same within a width; rich knows how wide a character is (UAX #11), and which column can give way."""
    from rich.console import Console
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, len(GAP), 0, 0), pad_edge=False)
    for _ in rows[0]:
        table.add_column(overflow="fold")
    for row in rows:
        table.add_row(*map(Text, row))
    lines = Console(legacy_windows=False).render_lines(Padding(table, (0, 0, 0, indent)), pad=False)
    return ["".join(part.text for part in line).rstrip() for line in lines]
