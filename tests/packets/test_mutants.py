"""Faults put into the rules, as a wrong writer would make them: the probes find every one of them out."""

from pathlib import Path

import pytest

from portspec.proof.bases import bases
from portspec.writers.firewall import dialects
from tests.conftest import ALL
from tests.packets.bench import bench
from tests.packets.cases import CASES
from tests.packets.conftest import Closed
from tests.packets.mutants import MUTANTS, Mutant

FAULTS = [(dialect, name) for dialect, mutants in MUTANTS.items() for name in list(mutants)[: None if ALL else 1]]
"""Every fault in every dialect, or one in each."""


@pytest.mark.parametrize(("dialect", "fault"), FAULTS)
def test_wrong_rules_are_found_out(dialect: str, fault: str, closed: Closed, tmp_path: Path) -> None:
    made = bench(closed(dialect), dialect, CASES["mds"], tmp_path)
    mutant: Mutant = MUTANTS[dialect][fault]
    made.change(mutant)
    made.apply()
    assert made.wrong()


def test_every_dialect_that_can_be_proven_has_the_same_faults() -> None:
    assert set(MUTANTS) == set(bases())
    assert len({frozenset(mutants) for mutants in MUTANTS.values()}) == 1
    assert set(bases()) <= set(dialects())
