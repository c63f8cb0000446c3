"""Faults put into the rules, as a wrong writer would make them: the proof finds every one of them out."""

from collections.abc import Callable, Iterable
from importlib import import_module
from typing import cast

import pytest

from portspec.artifact import Artifact
from portspec.proof.bases import bases
from portspec.writers.firewall import Dialect, Options, dialects, meets, planned, written
from portspec.writers.firewall.lowering.plan import Plan
from tests.conftest import ALL
from tests.firewall.reading import reading
from tests.packets.conftest import Needed
from tests.packets.mutants import ENCLOSING, ENFORCED, OPENED, OPTIONS, OUTGOING, PLANS, TEXTS, Text, found_out


def plan_of(dialect: str, options: Options) -> Plan:
    plan = planned(dialect, reading(), options, lambda _: None)
    assert plan
    return plan


def names(files: Iterable[Artifact]) -> dict[str, bytes]:
    return {each.path.rpartition("/")[2]: each.data for each in files}


def is_caught(dialect: str, options: Options, texts: dict[str, bytes]) -> bool:
    assert texts != names(written(dialect, plan_of(dialect, options)))
    return found_out(dialect, reading(), options, texts)


def can_say(dialect: str, fault: str) -> bool:
    """Whether the text of a dialect can have it."""
    plan = plan_of(dialect, OPTIONS)
    module = cast("Dialect", import_module(f"portspec.writers.firewall.{dialect}"))
    can = module.ability(OPTIONS)
    return {rule.match.transport for rule in PLANS[fault](plan).rules}.issubset(can.transports | can.protocols)


def faults(dialects: Iterable[str], by_day: str, of: Callable[[str], Iterable[str]]) -> list[tuple[str, str]]:
    """All faults of the dialects; by day the first one of one dialect, which is another for each kind of fault."""
    return [(each, fault) for each in (dialects if ALL else [by_day]) for fault in list(of(each))[: None if ALL else 1]]


@pytest.mark.parametrize(
    ("dialect", "fault"), faults(bases(), "ufw", lambda each: [fault for fault in PLANS if can_say(each, fault)])
)
def test_a_wrong_plan_is_found_out(dialect: str, fault: str, able: Needed) -> None:
    able(dialect)
    wrong = PLANS[fault](plan_of(dialect, OPTIONS))
    assert is_caught(dialect, OPTIONS, names(written(dialect, wrong)))


@pytest.mark.parametrize(("dialect", "fault"), faults(TEXTS, "iptables", TEXTS.__getitem__))
def test_a_wrong_text_is_found_out(dialect: str, fault: str, able: Needed) -> None:
    able(dialect)
    assert is_caught(dialect, OPTIONS, changed(dialect, OPTIONS, TEXTS[dialect][fault]))


@pytest.mark.parametrize(("dialect", "fault"), faults(ENCLOSING, "nftables", ENCLOSING.__getitem__))
def test_a_wrong_enclosure_is_found_out(dialect: str, fault: str, able: Needed) -> None:
    able(dialect)
    assert is_caught(dialect, ENFORCED, changed(dialect, ENFORCED, ENCLOSING[dialect][fault]))


@pytest.mark.parametrize(("dialect", "fault"), faults(ENCLOSING, "iptables", lambda _: OPENED))
@pytest.mark.parametrize(
    "options", [ENFORCED, OUTGOING][: None if ALL else 1], ids=["in", "in and out"][: None if ALL else 1]
)
def test_what_an_enclosure_opens_is_found_out(dialect: str, fault: str, options: Options, able: Needed) -> None:
    able(dialect)
    wrong = PLANS[fault](plan_of(dialect, options))
    assert is_caught(dialect, options, names(written(dialect, wrong)))


def changed(dialect: str, options: Options, change: Text) -> dict[str, bytes]:
    files = names(written(dialect, plan_of(dialect, options)))
    return {name: change(data.decode()).encode() for name, data in files.items()}


def test_every_dialect_that_can_be_proven_has_its_faults() -> None:
    assert set(TEXTS) == set(bases())
    assert set(ENCLOSING) == {each for each in dialects() if meets(each, "enforce")}
    assert set(bases()) <= set(dialects())
