"""The verdict: which rules a row gives at which host, which way and to whom, and why it gives none that opens."""

from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from portspec.analysis.verdict import (
    REASONS,
    Reason,
    Rule,
    contradicts,
    hosts_of,
    reasons_of,
    rules_of,
    seen_from,
    state_of,
    verdict,
)
from portspec.cli._rules import Rules
from portspec.spec import CONTAINED, Context, Dynamic, Need, Party, PortRange, Requirement, Spec
from portspec.validation import validator, violations
from tests.firewall.reading import row as plain_row
from tests.strategies import specs

R, S, D = (Party(role=id, text=f"{id}s") for id in "rsd")
ANY, SITE = Party(text="Any"), Party(text="updates.example.com")


def row(role: str | None, direction: str, sources: Any = (), destinations: Any = (), **more: Any) -> Requirement:
    return plain_row("id", role, direction, "80", "tcp", sources=sources, destinations=destinations, **more)


def ends(each: Requirement) -> list[tuple[str | None, str | None, str | None]]:
    return [(rule.host, rule.direction, rule.peer or rule.peer_text) for rule in rules_of(each, {})]


SEEN = {
    "as it states": (row("r", "inbound", (S,)), "r", "inbound"),
    "inside": (row("r", "internal"), "r", "internal"),
    "it is the source": (row("r", "unstated", (R,), (D,)), "r", "outbound"),
    "it is the destination": (row("r", "unstated", (S,), (R,)), "r", "inbound"),
    "it is both": (row("r", "unstated", (R,), (R,)), "r", "both"),
    "it is the other end of what is unstated": (row("r", "unstated", (R,), (D,)), "d", "inbound"),
    "it is the other end of what is stated": (row("r", "inbound", (S,), (R,)), "s", "outbound"),
    "it is neither end": (row("r", "unstated", (S,), (D,)), "r", "between"),
    "no role is asked for": (row(None, "unstated", (S,), (D,)), None, "between"),
    "one end alone": (row("r", "unstated", (S,)), "r", "inbound"),
    "no end": (row("r", "unstated"), "r", "unstated"),
    "outsiders at both ends": (row("r", "unstated", (ANY,), (SITE,)), "r", "unstated"),
}


@pytest.mark.parametrize(("each", "host", "seen"), SEEN.values(), ids=SEEN)
def test_which_way_a_row_goes_at_a_host(each: Requirement, host: str | None, seen: str) -> None:
    assert seen_from(each, host) == seen


ROWS = {
    "both ends are hosts, whatever the heading's role": (
        row("r", "unstated", (S,), (D,)),
        [("s", "out", "d"), ("d", "in", "s")],
    ),
    "both ways at both ends": (
        row(None, "both", (S,), (D,)),
        [("s", "out", "d"), ("d", "in", "s"), ("s", "in", "d"), ("d", "out", "s")],
    ),
    "an outsider is only a peer": (row(None, "unstated", (ANY,), (D,)), [("d", "in", "Any")]),
    "a domain name is only a peer": (row(None, "unstated", (S,), (SITE,)), [("s", "out", "updates.example.com")]),
    "outsiders at both ends leave the role": (
        row("r", "outbound", (ANY,), (SITE,)),
        [("r", "out", "updates.example.com")],
    ),
    "a source alone sends to the role": (row("r", "unstated", (S,)), [("r", "in", "s")]),
    "a source alone, inbound": (row("r", "inbound", (ANY,)), [("r", "in", "Any")]),
    "a destination alone accepts from the role": (row("r", "unstated", (), (D,)), [("r", "out", "d")]),
    "a role that its own kind alone connects to": (row("r", "unstated", (R,)), [("r", "out", "r"), ("r", "in", "r")]),
    "a role that sends to a peer": (row("r", "unstated", (R,), peers=(D,)), [("r", "out", "d")]),
    "the role is the destination": (row("r", "unstated", (), (R,)), [("r", "in", None)]),
    "no role and one end": (row(None, "unstated", (), (D,)), [("d", "in", None)]),
    "the column before the description": (row("r", "inbound", (S,), peers=(D,)), [("r", "in", "s")]),
    "a role among its own peers": (row("r", "inbound", (R,), peers=(D,)), [("r", "in", "r")]),
    "a role that reaches its own kind": (row("r", "outbound", (), (R,)), [("r", "out", "r")]),
    "several peers, a rule for each": (
        row("r", "outbound", peers=(D, SITE)),
        [("r", "out", "d"), ("r", "out", SITE.text)],
    ),
    "several hosts": (row("r", "inbound", roles=("r", "s")), [("r", "in", None), ("s", "in", None)]),
    "words for all hosts are one peer": (
        row(None, "unstated", (Party(role="s", text="All"), Party(role="d", text="All")), (D,)),
        [("s", "out", "d"), ("d", "out", "d"), ("d", "in", "All")],
    ),
    "words for all hosts are not the role's own": (
        row("r", "unstated", (Party(role="r", text="All"), Party(role="s", text="All"))),
        [("r", "in", "All")],
    ),
    "a direction that nobody states": (row("r", "unstated", peers=(D,)), [("r", None, "d")]),
    "nothing leaves the host": (row("r", "internal"), [("r", None, None)]),
}


@pytest.mark.parametrize("name", ROWS)
def test_where_the_rules_of_a_row_stand(name: str) -> None:
    each, expected = ROWS[name]
    assert ends(each) == expected


INSIDE = Context(rule=CONTAINED, provenance=row(None, "unstated").provenance)
CLOSED: dict[Reason, Requirement] = {
    "negated": row("r", "inbound", need="denied"),
    "retired": row("r", "inbound", need="retired"),
    "reserved": row("r", "inbound", reserved=True),
    "internal": row("r", "internal"),
    "local": row("r", "inbound", need="local"),
    "contained": replace(row("r", "internal", need="local"), basis={"need": INSIDE}),
    "contradiction": row("r", "inbound", (R,), (D,)),
    "direction unstated": row("r", "unstated"),
    "host unstated": row(None, "inbound"),
    "dynamic unbound": replace(row("r", "inbound"), ports=(), dynamic=Dynamic(text="any")),
    "transport unstated": replace(row("r", "inbound"), transports=()),
    "port unstated": replace(row("r", "inbound"), ports=()),
}


@pytest.mark.parametrize("reason", get_args(Reason))
def test_why_a_row_is_closed(reason: Reason) -> None:
    each = CLOSED[reason]
    assert reasons_of(each) == (reason,)
    assert {(rule.verdict, rule.reasons) for rule in rules_of(each, {})} == {("closed", (reason,))}
    assert REASONS[reason]


NEEDED: dict[Need, tuple[str, str | None]] = {
    "required": ("open", None),
    "conditional": ("conditional", "conditional"),
    "optional": ("conditional", "optional"),
    "off": ("conditional", "disabled by default"),
}


@pytest.mark.parametrize("need", NEEDED)
def test_a_need_is_a_verdict_with_its_condition(need: Need) -> None:
    (rule,) = rules_of(row("r", "inbound", need=need), {})
    assert (rule.verdict, rule.condition) == NEEDED[need]
    (said,) = rules_of(row("r", "inbound", need=need, condition="if you use it"), {})
    assert said.condition == "if you use it"


@pytest.mark.parametrize(
    ("each", "expected"),
    [
        (row("r", "inbound", (R,), (D,)), True),
        (row("r", "outbound", (S,), (R,)), True),
        (row("r", "outbound", (S,)), True),
        (row("r", "inbound", (), (D,)), True),
        (row("r", "inbound", (R,), (R,)), False),
        (row("r", "inbound", (R,)), False),
        (row("r", "outbound", (), (R,)), False),
        (row("r", "inbound", (S,), (D,)), False),
        (row("r", "both", (S,), (R,)), False),
        (row("r", "unstated", (R,), (D,)), False),
    ],
)
def test_a_direction_may_contradict_the_ends(each: Requirement, *, expected: bool) -> None:
    assert contradicts(each) == expected


def test_each_transport_and_range_is_a_rule_of_its_own() -> None:
    each = replace(row("r", "inbound"), transports=("tcp", "udp"), source_ports=(PortRange(start=53, end=53),))
    each = replace(each, ports=(PortRange(start=1, end=9), PortRange(start=5, end=5)))
    found = [(rule.transport, *map(str, rule.ports), *map(str, rule.source_ports)) for rule in rules_of(each, {})]
    assert found == [("tcp", "1-9", "53"), ("tcp", "5", "53"), ("udp", "1-9", "53"), ("udp", "5", "53")]


def test_all_ports_are_no_limit_and_only_icmp_has_types() -> None:
    every = (PortRange(start=1, end=65535), PortRange(start=0, end=9))
    each = replace(row("r", "inbound"), transports=("icmp", "tcp"), source_ports=every, icmp_types=("8",))
    assert [(rule.source_ports, rule.icmp_types) for rule in rules_of(each, {})] == [((), ("8",)), ((), None)]


@given(specs())
def test_the_laws_of_rules(spec: Spec) -> None:
    """Every row has rules, and each of them says all that a reader needs."""
    rules = verdict(spec)
    assert list(violations(Rules(rules=rules), "rules")) == []
    assert list(dict.fromkeys(rule.requirement for rule in rules)) == [each.id for each in spec.requirements]
    for rule in rules:
        assert bool(rule.reasons) == (rule.verdict == "closed")
        if rule.verdict != "closed":
            assert rule.host
            assert rule.direction
            assert rule.transport
        if rule.verdict == "conditional":
            assert rule.condition
    rows = {each.id: each for each in spec.requirements}
    assert all(rule.host in hosts_of(rows[rule.requirement]) for rule in rules if rule.host)


@given(st.sampled_from(list(CLOSED.values())))
def test_what_the_page_refuses_is_not_merely_unknown(each: Requirement) -> None:
    refused = {"negated", "retired", "reserved", "internal", "local", "contained"}
    assert state_of(each) == ("closed" if refused & {*reasons_of(each)} else "unknown")


def test_the_schema_knows_every_reason() -> None:
    schema: Any = validator("rules").schema
    stated = schema["$defs"]["rule"]["properties"]
    assert stated["reasons"]["items"]["enum"] == list(get_args(Reason)) == list(REASONS)
    assert list(stated) == list(Rule.__struct_fields__)
