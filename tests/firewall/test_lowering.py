"""Laws of the lowering: all that is stated is opened or left out aloud, and nothing else is opened."""

from itertools import chain
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from portspec.analysis.flow import flows
from portspec.findings import Finding
from portspec.spec import Dynamic, Party, Requirement, Spec
from portspec.writers.firewall.lowering import lower, request
from portspec.writers.firewall.lowering.options import Options
from portspec.writers.firewall.lowering.plan import Ability, Plan
from tests.firewall.reading import MDS, STANDALONE, reading, role, row, spec_of

ALL = Ability(transports=frozenset({"tcp", "udp"}), protocols=frozenset({"gre"}), outgoing=True)
WAYS: dict[str, tuple[str, ...]] = {"inbound": ("in",), "outbound": ("out",), "both": ("in", "out")}

PORTS = st.tuples(st.integers(1, 60), st.integers(0, 9)).map(lambda pair: f"{pair[0]}-{pair[0] + pair[1]}")


@st.composite
def requirements(draw: st.DrawFn) -> list[Requirement]:
    rows = []
    for number in range(draw(st.integers(1, 8))):
        dynamic = draw(st.booleans()) and draw(st.booleans())
        more: dict[str, Any] = {
            "negated": draw(st.integers(0, 9)) == 0,
            "reserved": draw(st.integers(0, 9)) == 0,
            "dynamic": Dynamic(text="any free port") if dynamic else None,
        }
        ports = "" if dynamic else ", ".join(draw(st.lists(PORTS, min_size=1, max_size=3)))
        direction = draw(st.sampled_from(["inbound", "outbound", "both", "internal", "unstated"]))
        transports = " ".join(sorted(draw(st.sets(st.sampled_from(["tcp", "udp", "gre"])))))
        rows.append(row(f"r{number}", "host", direction, ports, transports, **more))
    return rows


def lowered(spec: Spec, options: Options, ability: Ability = ALL) -> tuple[Plan | None, list[Finding]]:
    said: list[Finding] = []
    return lower(request(spec, options), ability, said.append), said


def openable(row: Requirement) -> bool:
    return row.direction in WAYS and not (row.negated or row.reserved or row.dynamic)


def stated(rows: list[Requirement]) -> set[tuple[str, str, int]]:
    """All that is stated, but for what another row denies inside of a range that is wider."""
    return {
        (way, transport, port)
        for row in rows
        if openable(row)
        for way in WAYS[row.direction]
        for transport in {"tcp", "udp"} & set(row.transports)
        for ports in row.ports
        for port in range(ports.start, ports.end + 1)
        if not any(
            denied.start <= port <= denied.end and not (denied.start <= ports.start and ports.end <= denied.end)
            for other in rows
            if is_denied(other) and way in WAYS.get(other.direction, ("in", "out") if other.negated else ("in",))
            if not other.transports or transport in other.transports
            for denied in other.ports
        )
    }


def is_denied(row: Requirement) -> bool:
    return row.negated or row.direction == "internal"


def opened(plan: Plan) -> list[tuple[str, str, int]]:
    """Every opened port; one that is opened twice stands there twice."""
    return [
        (rule.match.direction, rule.match.transport, port)
        for rule in plan.rules
        for each in rule.openings
        if each.ports
        for port in range(each.ports.start, each.ports.end + 1)
    ]


@given(requirements())
def test_what_is_opened_is_what_is_stated_each_port_once(rows: list[Requirement]) -> None:
    plan, _ = lowered(spec_of(*rows, roles=(role("host"),)), Options(roles=("host",)))
    # Rows without peers go to anybody: all of one way and transport meet in one rule.
    ports = opened(plan) if plan else []
    assert len(ports) == len(set(ports))
    assert set(ports) == stated(rows)


@given(requirements())
def test_every_requirement_is_opened_or_left_out_aloud(rows: list[Requirement]) -> None:
    plan, said = lowered(spec_of(*rows, roles=(role("host"),)), Options(roles=("host",)))
    aloud = {each.message.split()[0] for each in said}
    rules = plan.rules if plan else ()
    named = {row.id for rule in rules for each in rule.openings for row in each.requirements}
    assert {each.code for each in said} <= {"PS501"}
    assert named | aloud >= {row.id for row in rows}
    for one in rows:
        if openable(one) and set(one.transports) <= {"tcp", "udp"} and one.transports:
            told = [each.message for each in said if each.message.split()[0] == one.id]
            assert all(each.endswith("keeps closed") for each in told)


@given(requirements())
def test_every_opened_port_names_its_requirements(rows: list[Requirement]) -> None:
    plan, _ = lowered(spec_of(*rows, roles=(role("host"),)), Options(roles=("host",)))
    for each in chain.from_iterable(rule.openings for rule in (plan.rules if plan else ())):
        assert each.ports
        for port in range(each.ports.start, each.ports.end + 1):
            assert any(ports.start <= port <= ports.end for row in each.requirements for ports in row.ports)


@given(requirements(), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(rows: list[Requirement], random: Any) -> None:
    plan, _ = lowered(spec_of(*rows, roles=(role("host"),)), Options(roles=("host",)))
    random.shuffle(rows)
    again, _ = lowered(spec_of(*rows, roles=(role("host"),)), Options(roles=("host",)))
    assert (plan and plan.rules) == (again and again.rules)


def test_a_protocol_without_ports_is_one_opening_of_all_who_ask() -> None:
    rows = [row(name, "host", "inbound", "", "gre") for name in ("tunnel", "backup")]
    plan, _ = lowered(spec_of(*rows, roles=(role("host"),)), Options(roles=("host",)))
    assert plan
    (rule,) = plan.rules
    (opening,) = rule.openings
    assert (rule.match.transport, opening.ports) == ("gre", None)
    assert [each.id for each in opening.requirements] == ["backup", "tunnel"]


def test_bound_ports_stand_as_given_and_apart() -> None:
    options = Options(roles=("chunk-server",), binds={"chunk-server.random-port": ("30001", "30000", "22")})
    plan, _ = lowered(reading(), options)
    assert plan
    (bound,) = (rule for rule in plan.rules if rule.match.bound)
    assert [str(each.ports) for each in bound.openings] == ["30001", "30000", "22"]


def test_chosen_ports_take_the_place_of_documented_ones_in_the_given_order() -> None:
    rows = [row(name, "host", "inbound", ports, "tcp", configurable=True) for name, ports in (("a", "1-9"), ("b", "5"))]
    rows.append(row("c", "host", "inbound", "6000", "tcp"))
    options = Options(roles=("host",), sets={"b": ("7000", "6000-6002"), "a": ("5999",)})
    plan, _ = lowered(spec_of(*rows, roles=(role("host"),)), options)
    assert plan
    found = [
        [(str(each.ports), [row.id for row in each.requirements]) for each in rule.openings] for rule in plan.rules
    ]
    assert found == [[("6000", ["c"])], [("7000", ["b"]), ("6000-6002", ["b"]), ("5999", ["a"])]]
    assert [rule.match.bound for rule in plan.rules] == [False, True]


def test_on_an_interface_every_rule_is_on_it() -> None:
    ability = msgspec.structs.replace(ALL, options=frozenset({"interface"}))
    plan, _ = lowered(reading(), Options(roles=(MDS,), interface="eth1", peers={MDS: ("10.0.0.0/24",)}), ability)
    assert plan
    assert {rule.match.interface for rule in plan.rules} == {"eth1"}
    assert {rule.match.direction for rule in plan.rules} == {"in", "out"}


def test_what_is_allowed_goes_out_to_its_networks() -> None:
    allow = {"dns": ("192.0.2.53/32", "2001:db8::53/128"), "ntp": ("none",), "updates": ("any",), "25-26/tcp": ("any",)}
    options = Options(roles=(STANDALONE,), enforce=True, enforce_output=True, allow=allow)
    ability = msgspec.structs.replace(ALL, options=frozenset({"enforce", "enforce_output"}))
    plan, _ = lowered(reading(), options, ability)
    assert plan
    found = [
        (each.match.transport, [str(opening.ports) for opening in each.openings], each.match.networks is None)
        for each in plan.rules
        if each.match.allowed
    ]
    assert found == [
        ("tcp", ["53"], False),
        ("udp", ["53"], False),
        ("tcp", ["80", "443"], True),
        ("tcp", ["25-26"], True),
    ]
    assert {each.match.direction for each in plan.rules if each.match.allowed} == {"out"}


def test_networks_inside_one_another_are_one() -> None:
    networks = ("10.0.0.128/25", "10.0.0.0/24", "fd00::/64", "10.0.1.0/24")
    plan, _ = lowered(reading(), Options(roles=(MDS,), peers={"MDS-Server": networks, "mds-server ": ("any",)}))
    assert plan is None
    plan, _ = lowered(reading(), Options(roles=(MDS,), peers={"MDS-Server": networks}))
    assert plan
    found = {rule.match.networks for rule in plan.rules} - {None}
    assert [(each.v4, each.v6) for each in found if each] == [(("10.0.0.0/23",), ("fd00::/64",))]


def test_rows_with_their_own_ends_take_networks_by_way() -> None:
    rows = [row("sync", "host", "both", "873", "tcp", source="Backup  Host", destination="Mirror")]
    options = Options(roles=("host",), peers={"backup-host": ("10.0.0.0/24",), "mirror": ("10.0.1.0/24",)})
    plan, _ = lowered(spec_of(*rows, roles=(role("host"),)), options)
    assert plan
    networks = [(rule.match.direction, rule.match.networks and rule.match.networks.v4) for rule in plan.rules]
    assert networks == [("in", ("10.0.0.0/24",)), ("out", ("10.0.1.0/24",))]


def test_a_column_says_more_about_the_other_end_than_a_description() -> None:
    peers = (Party(role="client", text="clients"), Party(text="mirrors"))
    one = row("web", "host", "both", "443", "tcp", source="Admin network", peers=peers)
    spec = spec_of(one, roles=(role("host"), role("client")))
    (both,) = flows_in(spec)
    assert both == "Admin network"
    given = {"admin-network": ("10.0.0.0/24",), "client": ("10.0.1.0/24",), "mirrors": ("10.0.2.0/24",)}
    plan, _ = lowered(spec, Options(roles=("host",), peers=given))
    assert plan
    parties = {rule.match.direction: rule.match.networks and rule.match.networks.parties for rule in plan.rules}
    assert parties == {"in": ("admin-network",), "out": ("client", "mirrors")}
    del given["mirrors"]
    plan, said = lowered(spec, Options(roles=("host",), peers=given))
    assert plan is None
    assert [each.message for each in said] == ["web names client, mirrors, but mirrors has no network"]


def flows_in(spec: Spec) -> set[str]:
    """Who connects to the host, as the flow matrix says."""
    return {flow.initiator.text for flow in flows(spec) if flow.initiator and flow.responder_requirements}


def test_ports_below_the_lowest_one_are_left_out_aloud() -> None:
    rows = [row(name, "host", "both", ports, "tcp udp") for name, ports in (("all", "0-65535"), ("none", "0"))]
    ability = msgspec.structs.replace(ALL, lowest=1)
    plan, said = lowered(spec_of(*rows, roles=(role("host"),)), Options(roles=("host",)), ability)
    assert plan
    assert {str(each.ports) for rule in plan.rules for each in rule.openings} == {"1-65535"}
    assert [each.message.split()[0] for each in said] == ["all", "none"]


def test_what_no_rule_matches_where_it_comes_in_is_left_out_aloud_and_goes_out() -> None:
    ability = msgspec.structs.replace(ALL, outgoing_only=frozenset({"udp"}))
    rows = [row("b", "host", "both", "7", "tcp udp"), row("i", "host", "inbound", "8", "udp")]
    plan, said = lowered(spec_of(*rows, roles=(role("host"),)), Options(roles=("host",)), ability)
    assert plan
    assert [(each.match.direction, each.match.transport) for each in plan.rules] == [
        ("in", "tcp"),
        ("out", "tcp"),
        ("out", "udp"),
    ]
    why = "no rule of this format matches udp that comes in"
    assert [each.message for each in said] == [
        f"b is left out: only its incoming half, because {why}",
        f"i is left out: {why}",
    ]


@pytest.mark.parametrize("family", [None, "ipv4", "ipv6"])
def test_what_a_format_matches_over_one_version_of_ip_only_is_said(family: Any) -> None:
    spec = spec_of(row("r", "host", "inbound", "", "ah"), roles=(role("host"),))
    ability = Ability(transports=frozenset(), protocols=frozenset({"ah"}), outgoing=True, ipv4_only=frozenset({"ah"}))
    plan, said = lowered(spec, Options(roles=("host",), family=family), ability)
    places = [each.match.networks for each in plan.rules] if plan else []
    assert [each and (each.v4, each.v6) for each in places] == [(("0.0.0.0/0",), ())][: family != "ipv6"]
    told = [each.message for each in said if "only over IPv6" in each.message]
    assert bool(told) == (family != "ipv4")


def test_a_finding_points_at_the_row() -> None:
    spec = reading()
    rows = tuple(
        msgspec.structs.replace(row, provenance=msgspec.structs.replace(row.provenance, line=line))
        for line, row in enumerate(spec.requirements, start=20)
    )
    _, said = lowered(msgspec.structs.replace(spec, requirements=rows), Options(roles=(STANDALONE,)))
    places = {each.message.split()[0]: (each.place and (each.place.source, each.place.line)) for each in said}
    assert places["standalone-server.67"] == ("page.md", 25)
