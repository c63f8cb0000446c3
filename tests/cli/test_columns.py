"""Tables keep within a terminal, and are one line a row for everybody else."""

import json
import sys
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from portspec.cli._columns import in_columns
from portspec.spec import Requirement
from tests.cli.running import run
from tests.conftest import ROOT

WORDS = st.text(st.sampled_from("ab 22-[]/ポート–\t\x1b"), max_size=40)
ROWS = st.integers(1, 6).flatmap(lambda n: st.lists(st.tuples(*[WORDS] * n), min_size=1, max_size=4))


class Terminal:
    """A terminal as far as a table asks."""

    def isatty(self) -> bool:
        return True


def at_width(rows: Sequence[Sequence[str]], width: int) -> list[str]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdout", Terminal())
        patch.setenv("COLUMNS", str(width))
        patch.setenv("TERM", "xterm")
        return in_columns(rows, "  ").splitlines()


@given(ROWS, st.integers(40, 120))
def test_no_line_is_wider_and_no_character_is_lost(rows: list[tuple[str, ...]], width: int) -> None:
    narrow, wide = at_width(rows, width), in_columns(rows, "  ").splitlines()
    assert max(map(cell_len, narrow), default=0) <= width
    assert sorted("".join("".join(narrow).split())) == sorted("".join("".join(wide).split()))


def test_a_cell_goes_on_below_itself() -> None:
    lines = at_width([("PORT", "PURPOSE"), ("22", "Carries logins of all administrators [of the shop]")], 40)
    assert lines == ["  PORT  PURPOSE", "  22    Carries logins of all", "        administrators [of the shop]"]


def test_what_is_shown_can_be_had_as_json(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    done = run("show", "--product", "virtuozzo-hybrid-server", "--role", "mds-server", "--format", "json")
    rows = json.loads(done.stdout)
    text = run("show", "--product", "virtuozzo-hybrid-server", "--role", "mds-server").stdout
    assert [row["id"] for row in rows] == [line.split()[0] for line in text.splitlines()[1:]]
    assert set(rows[0]) <= set(Requirement.__struct_fields__)
