"""Every dialect that can be proven, added to the host's own rules: real packets through real rules."""

import os
from pathlib import Path

import pytest

from portspec.proof.bases import bases
from portspec.proof.matrix import stated
from portspec.proof.probes import passing
from portspec.writers.firewall import Options, dialects, meets
from portspec.writers.firewall.lowering import lower
from portspec.writers.firewall.lowering.plan import Ability
from tests.firewall.reading import reading
from tests.packets.bench import Bench, bench
from tests.packets.cases import CASES, ENFORCED, ROLES, Case, matrix
from tests.packets.conftest import Closed
from tests.packets.lab import FOREIGN, PEERS, Lab
from tests.packets.mutants import MUTANTS, Mutant

ALL = os.environ.get("PORTSPEC_REQUIRE_ALL") == "1"
"""Whether every case is probed in every dialect, or one of each role."""

PAIRS = [
    (dialect, name)
    for dialect in bases()
    for name in (CASES if ALL else ROLES)
    if meets(dialect, "interface") or not CASES[name].options.interface
]
FAULTS = [(dialect, name) for dialect, mutants in MUTANTS.items() for name in list(mutants)[: None if ALL else 1]]


@pytest.fixture(params=bases())
def dialect(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture
def mds(dialect: str, closed: Closed, tmp_path: Path) -> Bench:
    host = closed(dialect)
    host.lab.load(FOREIGN)
    return bench(host, dialect, CASES["mds"], tmp_path)


def test_the_laboratory_lets_all_pass_without_rules(lab: Lab) -> None:
    assert passing(lab, matrix(), awaited=matrix()) == matrix()


def test_a_closed_host_lets_nothing_pass(dialect: str, closed: Closed) -> None:
    assert passing(closed(dialect).lab, matrix()) == frozenset()


@pytest.mark.parametrize(("dialect", "name"), PAIRS)
def test_exactly_what_is_stated_passes(dialect: str, name: str, closed: Closed, tmp_path: Path) -> None:
    """So all dialects give the same verdicts, too."""
    made = bench(closed(dialect), dialect, CASES[name], tmp_path)
    made.apply()
    assert made.wrong() == frozenset()


def test_applied_twice_it_is_there_once_beside_what_was_there_and_removed_it_is_gone(mds: Bench) -> None:
    before, rules = mds.host.state(), mds.host.lab.ruleset().splitlines()
    assert mds.script("verify").returncode == 1
    mds.apply()
    once, after = mds.host.state(), iter(mds.host.lab.ruleset().splitlines())
    assert once != before
    assert [line for line in rules if line not in after] == []  # foreign rules stay, in their order
    mds.apply()
    assert mds.host.state() == once
    assert mds.script("verify").returncode == 0
    assert mds.script("remove").returncode == 0
    assert mds.host.state() == before
    assert mds.script("remove").returncode == 0


def test_new_options_replace_the_old_ones(dialect: str, mds: Bench, tmp_path: Path) -> None:
    """What only the earlier options opened is closed, and nothing of theirs is left."""
    alone = bench(mds.host, dialect, CASES["mds alone"], tmp_path / "alone")
    alone.apply()
    expected = mds.host.state()
    assert alone.script("remove").returncode == 0
    mds.apply()
    alone.apply()
    assert mds.host.state() == expected


def test_two_roles_live_side_by_side(dialect: str, mds: Bench, tmp_path: Path) -> None:
    mds.apply()
    once = mds.host.state()
    client = bench(mds.host, dialect, CASES["client"], tmp_path)
    client.apply()
    assert client.script("remove").returncode == 0
    assert mds.host.state() == once


def test_what_the_script_does_not_know_it_refuses(mds: Bench) -> None:
    before = mds.host.state()
    for words in ((), ("install",), ("Apply",)):
        done = mds.script(*words)
        assert done.returncode == 1
        assert "apply, verify or remove" in done.stderr
    assert mds.host.state() == before


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


@pytest.mark.parametrize(
    "case", [*CASES.values(), *ENFORCED.values()], ids=[*CASES, *(f"{n} enforced" for n in ENFORCED)]
)
def test_what_a_plan_is_held_to_is_what_is_written_down_by_hand(case: Case) -> None:
    """`portspec verify` has no such cases; it takes the plan's word for what must pass."""
    options: Options = case.options
    every = Ability(
        transports=frozenset({"tcp", "udp"}),
        protocols=frozenset(),
        outgoing=not options.enforce or options.enforce_output,
        options=frozenset({"interface", "enforce", "enforce_output"}),
    )
    plan = lower(reading(), options, every, lambda _: None)
    assert plan
    assert stated(plan, matrix(), PEERS) == case.stated()
