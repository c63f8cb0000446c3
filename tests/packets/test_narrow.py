"""Of packets with source ports and messages that a page names those pass, and no others."""

from collections.abc import Iterator
from importlib import import_module
from typing import Any, cast

import pytest
from msgspec.structs import replace

from portspec.proof import prove
from portspec.proof.bases import bases
from portspec.spec import Party
from portspec.writers.firewall import Dialect, Options, planned, written
from portspec.writers.firewall.lowering.plan import Plan, Rule
from tests.conftest import ALL
from tests.firewall.reading import ranges, role, row, spec_of
from tests.packets.conftest import Needed
from tests.packets.mutants import found_out, rules

SOURCES = {"iptables", "nftables", "ufw"}
"""Those that can say both ports of a packet."""
ICMP = {"firewalld", "iptables", "nftables"}
"""Those that can say types of ICMP; firewalld knows no codes."""
PEER = (Party(text="clocks"),)
SPEC = spec_of(
    row("time", "host", "both", "123", "udp", source_ports=ranges("123"), peers=PEER),
    row("data", "host", "inbound", "5000-5003, 6000", "tcp", source_ports=ranges("20, 1024-2047")),
    row("web", "host", "inbound", "443", "tcp"),
    row("echo", "host", "inbound", "", "icmp", icmp_types=("8", "3/4"), peers=PEER),
    row("neighbours", "host", "both", "", "icmpv6", icmp_types=("2", "128/0", "135"), peers=PEER),
    roles=(role("host"),),
)
OPTIONS = Options(roles=("host",), peers={"clocks": ("10.0.7.0/24", "fd00:7::/64")}, family=None if ALL else "ipv4")
DIALECTS = bases() if ALL else ["nftables"]


def plan_of(dialect: str) -> Plan:
    plan = planned(dialect, SPEC, OPTIONS, lambda _: None)
    assert plan
    return plan


@pytest.mark.parametrize("dialect", DIALECTS)
def test_only_what_is_stated_passes(dialect: str, able: Needed) -> None:
    able(dialect)
    proof = prove(dialect, SPEC, OPTIONS, lambda _: None, full=ALL)
    assert proof
    assert proof.failures == ()


WRONG: dict[str, dict[str, Any]] = {
    "all source ports": {"sources": ()},
    "some more source ports": {"sources": ranges("20, 123, 1024-2047")},
    "other source ports": {"sources": ranges("123")},
    "all messages": {"types": ()},
    "all codes": {"types": ("2", "3", "8", "128", "135")},
    "another code": {"types": ("2", "3/5", "8", "128/0", "135")},
}


def faults() -> list[tuple[str, str]]:
    every = [(dialect, fault) for dialect in DIALECTS for fault in WRONG]
    said = [(dialect, fault) for dialect, fault in every if dialect in (SOURCES if "source" in fault else ICMP)]
    return [each for each in said if each != ("firewalld", "another code")] if ALL else said[:1]


@pytest.mark.parametrize(("dialect", "fault"), faults())
def test_it_is_found_out_where_more_passes(dialect: str, fault: str, able: Needed) -> None:
    able(dialect)
    can = cast("Dialect", import_module(f"portspec.writers.firewall.{dialect}")).ability(OPTIONS)

    def changed(rule: Rule) -> Iterator[Rule]:
        here = rule.match.sources if "source" in fault else rule.match.types
        match = replace(rule.match, **WRONG[fault]) if here else rule.match
        types = tuple(each for each in match.types if can.opens(match.transport, each))
        yield replace(rule, match=replace(match, types=types))

    texts = {each.path.rpartition("/")[2]: each.data for each in written(dialect, rules(changed)(plan_of(dialect)))}
    assert found_out(dialect, SPEC, OPTIONS, texts)


@pytest.mark.parametrize("dialect", sorted(set(bases()) - SOURCES))
def test_others_leave_it_out_aloud(dialect: str) -> None:
    plan = plan_of(dialect)
    left = {each.requirement.id: each.reason for each in plan.left_out}
    assert {name for name, why in left.items() if "no word for source ports" in why} == {"time", "data"}
    assert not any(rule.match.sources for rule in plan.rules)
