"""Every dialect that can be proven, added to the host's own rules: real packets through real rules."""

from pathlib import Path

import pytest

from portspec.proof.bases import bases
from portspec.proof.coverage import sweeps
from portspec.proof.matrix import stated
from portspec.proof.probes import passing
from portspec.proof.sweeps import arrived
from portspec.writers.firewall import Options, meets, planned
from portspec.writers.firewall.lowering import lower, request
from portspec.writers.firewall.lowering.plan import Ability
from tests.conftest import ALL
from tests.firewall.reading import MDS, reading
from tests.packets.bench import bench
from tests.packets.cases import CASES, ENFORCED, ROLES, Case, matrix
from tests.packets.conftest import Closed, by_turns
from tests.packets.lab import PEERS, Lab

SLOW = {"firewalld": "mds alone", "ufw": "client"}
"""What is tried by day with dialects whose tools take their time; all roles are tried with the others."""
BY_DAY = [*SLOW.items(), *by_turns([each for each in bases() if each not in SLOW], ROLES)]
PAIRS = [
    (dialect, name)
    for dialect in bases()
    for name in CASES
    if meets(dialect, "interface") or not CASES[name].options.interface
]


def test_the_laboratory_lets_all_pass_without_rules(lab: Lab) -> None:
    assert passing(lab, matrix(), awaited=matrix()) == matrix()


def test_without_rules_all_ports_all_protocols_and_all_types_arrive(lab: Lab) -> None:
    """What arrives of a sweep tells of rules only where all of it arrives without them."""
    plan = planned("nftables", reading(), Options(roles=(MDS,)), lambda _: None)
    assert plan
    sent = sweeps(plan, PEERS[-1:], full=ALL)
    everything = {each: frozenset(each.numbers) for each in sent}
    assert arrived(lab, everything) == everything


@pytest.mark.parametrize("dialect", bases())
def test_a_closed_host_lets_nothing_pass(dialect: str, closed: Closed) -> None:
    assert passing(closed(dialect).lab, matrix()) == frozenset()


@pytest.mark.parametrize(("dialect", "name"), PAIRS if ALL else BY_DAY)
def test_exactly_what_is_stated_passes(dialect: str, name: str, closed: Closed, tmp_path: Path) -> None:
    """So all dialects give the same verdicts, too."""
    made = bench(closed(dialect), dialect, CASES[name], tmp_path)
    made.apply()
    assert made.wrong() == frozenset()


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
    plan = lower(request(reading(), options), every, lambda _: None)
    assert plan
    assert stated(plan, matrix(), PEERS) == case.stated()
