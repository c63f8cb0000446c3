"""The law of the firewall texts: a host's text opens what the rules of the verdict say for it, and nothing else."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from portspec.findings import silent
from portspec.pipeline import compile_sources
from portspec.proof.grounds import ungrounded
from portspec.protocols import ICMP, NUMBERS, WITH_PORTS
from portspec.spec import Party, PortRange, Requirement, Spec
from portspec.workspace import find_workspace
from portspec.writers.firewall import Options
from portspec.writers.firewall.lowering import lower, request
from portspec.writers.firewall.lowering.plan import Ability, Networks, Plan, Rule
from tests.conftest import ALL, REQUIRED, ROOT, examples
from tests.corpus.score import sources
from tests.firewall.reading import role, row, spec_of
from tests.strategies import specs

EVERY = Ability(
    transports=frozenset(WITH_PORTS),
    protocols=frozenset({*NUMBERS, *ICMP}),
    outgoing=True,
    types=True,
    sources=True,
    options=frozenset({"enforce", "allow_in"}),
)


def plans(spec: Spec, **more: Any) -> Iterator[Plan]:
    """What each role of a spec opens where all can be said, with the conditions that the page names."""
    for each in spec.roles:
        for includes in (True, False):
            options = Options(roles=(each.id,), includes=includes, when=("all",), accept_assumptions=True, **more)
            plan = lower(request(spec, options), EVERY, silent)
            if plan:
                yield plan


def faults(spec: Spec, **more: Any) -> list[str]:
    return [fault for plan in plans(spec, **more) for fault in ungrounded(plan)]


HOSTS = ("backup", "proxy", "store")
PARTIES = st.sampled_from([*(Party(role=each, text=each) for each in HOSTS), Party(text="anyone"), Party(text="LAN")])


@st.composite
def requirements(draw: st.DrawFn) -> list[Requirement]:
    """Rows that can be opened, listed under a host or none, between any ends."""
    some = st.lists(PARTIES, max_size=2, unique_by=lambda each: each.text).map(tuple)
    return [
        row(
            f"r{number}",
            draw(st.sampled_from([None, *HOSTS])),
            draw(st.sampled_from(["inbound", "outbound", "both", "unstated", "internal"])),
            draw(st.sampled_from(["22", "5-9", "7-12, 80"])),
            draw(st.sampled_from(["tcp", "tcp udp"])),
            sources=draw(some),
            destinations=draw(some),
            peers=draw(some),
            roles=draw(st.sampled_from([(), (), HOSTS[:2]])),
        )
        for number in range(draw(st.integers(1, 3)))
    ]


@given(requirements())
@examples(200)
def test_any_rows_are_opened_as_their_rules_say(rows: list[Requirement]) -> None:
    spec = spec_of(*rows, roles=(role("backup", "store"), role("proxy"), role("store")))
    assert faults(spec) == []
    assert faults(spec, enforce=True, internal_interface="virbr0", allow_in={"ssh": ("any",)}) == []
    assert faults(spec, peers={"proxy": ("10.0.0.0/8",), "store": ("10.1.0.0/16", "fd00::/8"), "lan": ("none",)}) == []


@given(specs())
def test_any_spec_is_opened_as_its_rules_say(spec: Spec) -> None:
    assert faults(spec) == []


def test_the_catalog_is_opened_as_its_rules_say() -> None:
    workspace = find_workspace(ROOT)
    assert workspace
    known = workspace.compiled_specs()
    assert sum(len([*plans(each)]) for each in known) > 10
    assert [fault for each in known for fault in faults(each)] == []


@pytest.mark.full
def test_the_labelled_pages_are_opened_as_their_rules_say() -> None:
    tried = islice(sources(), 0, None, 1 if ALL or REQUIRED else 3)
    found = {each.id: faults(compile_sources([(each, None)], (), None, silent)) for each in tried}
    assert {name: some for name, some in found.items() if some} == {}


def test_what_stands_between_other_hosts_is_left_out_aloud() -> None:
    between = row("data", "backup", "both", "2500", "tcp", sources=(PROXY,), destinations=(STORE,))
    own = row("console", "backup", "inbound", "9392", "tcp", peers=(Party(text="consoles"),))
    spec = spec_of(between, own, roles=(role("backup"), role("proxy"), role("store")))
    plan = next(plans(spec))
    assert plan.roles == ("backup",)
    assert [each.match.networks for each in plan.rules] == [None]
    assert [str(opening.ports) for each in plan.rules for opening in each.openings] == ["9392"]
    assert [(each.requirement.id, each.reason, each.help) for each in plan.left_out] == [
        ("data", "its ends are other hosts: proxy, store", "Give --role proxy or --role store for a text of theirs.")
    ]


def test_who_is_meant_only_in_part_is_let_in_from_a_network_alone() -> None:
    some = Party(text="Any except guests")
    rows = (
        row("web", "store", "inbound", "8443", "tcp", sources=(some,), condition=some.text, need="conditional"),
        row("api", "store", "inbound", "8444", "tcp", sources=(PROXY,), condition="if used", need="conditional"),
    )
    spec = spec_of(*rows, roles=(role("store"), role("proxy")))
    for when in (("all",), ("web", "api")):
        plan = lower(request(spec, Options(roles=("store",), when=when)), EVERY, silent)
        assert plan
        assert [str(opening.ports) for each in plan.rules for opening in each.openings] == ["8444"]
        assert [(each.requirement.id, each.reason, each.help) for each in plan.left_out] == [
            ("web", "not all of the other end are meant: Any except guests", "Give --peer any-except-guests=CIDR.")
        ]
    for network in ("10.0.0.0/8", "any"):
        options = Options(roles=("store",), when=("all",), peers={"any-except-guests": (network,)})
        plan = lower(request(spec, options), EVERY, silent)
        assert plan
        assert plan.left_out == ()


PROXY, STORE = Party(role="proxy", text="Proxies"), Party(role="store", text="Stores")


def opened(**change: Any) -> Plan:
    """The plan of a host with a network for its peer, whose rules are all changed in one thing."""
    spec = spec_of(row("data", "store", "inbound", "2500-2510", "tcp", sources=(PROXY,)), roles=(role("store"),))
    plan = lower(request(spec, Options(roles=("store",), peers={"proxy": ("10.0.0.0/8",)})), EVERY, silent)
    assert plan
    assert list(ungrounded(plan)) == []
    rules = tuple(
        Rule(
            match=msgspec.structs.replace(each.match, **{name: new for name, new in change.items() if name != "ports"}),
            openings=tuple(
                msgspec.structs.replace(opening, ports=change.get("ports", opening.ports)) for opening in each.openings
            ),
        )
        for each in plan.rules
    )
    return msgspec.structs.replace(plan, rules=rules)


@pytest.mark.parametrize(
    "change",
    [
        {"direction": "out"},
        {"transport": "udp"},
        {"networks": None},
        {"networks": Networks(parties=("store",), v4=("10.0.0.0/8",), v6=())},
        {"ports": PortRange(start=2500, end=2511)},
        {"ports": PortRange(start=2500, end=2509)},
        {"ports": None},
    ],
    ids=str,
)
def test_a_plan_that_says_another_thing_is_found_out(change: dict[str, Any]) -> None:
    assert list(ungrounded(opened(**change)))


def test_a_plan_that_says_nothing_of_a_row_is_found_out() -> None:
    plan = msgspec.structs.replace(opened(), rules=())
    assert list(ungrounded(plan)) == ["does not open what a rule says: in tcp 2500-2510 for data"]
