"""Flows: who connects to whom, where both ends' rows meet, whatever the order of the rows."""

import csv
import io
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from portspec.analysis.flow import Flow, flows, left_out
from portspec.spec import Party, PortRange, Requirement, Spec
from portspec.validation import violations
from portspec.writers import write
from portspec.writers.flows import FlowMatrix
from tests.writers.example import ROLES, SPEC, requirement
from tests.writers.test_manifests import few, hostile, nothing, unguarded, with_product

TCP = ("tcp",)


def spec_of(*rows: Requirement) -> Spec:
    return replace(SPEC, requirements=rows, errata=())


def row(role: str | None, ports: str | None, direction: str, **given: Any) -> Requirement:
    made = requirement(1, role or "client", ports, direction, "Traffic.", transports=TCP, **given)
    return replace(made, role=role, id=f"{made.id}.{given['peers'][0] if 'peers' in given else 'nobody'}".lower())


def shown(flow: Flow) -> tuple[str | None, str | None, str]:
    initiator, responder = ((it.role or it.text) if it else None for it in (flow.initiator, flow.responder))
    return initiator, responder, ", ".join(map(str, flow.ports))


def test_both_ends_meet_in_one_flow() -> None:
    found = {shown(each): each for each in flows(SPEC)}
    both = found["client", "mds-server", "2511"]
    assert both.initiator_requirements == ("client.2511.outbound",)
    assert both.responder_requirements == ("mds-server.2511.both",)
    assert both.errata == ("storage-tcp",)
    alone = found["mds-server", "client", "2511"]
    assert (alone.initiator_requirements, alone.responder_requirements) == (("mds-server.2511.both",), ())
    itself = found["mds-server", "mds-server", "2510"]
    assert itself.initiator_requirements == itself.responder_requirements == ("mds-server.2510.both",)


def test_a_dynamic_port_meets_where_it_has_one_name() -> None:
    named = next(each for each in flows(SPEC) if each.dynamic)
    assert named.initiator_requirements == ("client.dynamic.outbound",)
    assert named.responder_requirements == ("chunk-server.dynamic.inbound",)
    unnamed = [replace(each, dynamic=each.dynamic and replace(each.dynamic, name=None)) for each in SPEC.requirements]
    apart = [each for each in flows(spec_of(*unnamed)) if each.dynamic]
    assert [len(each.initiator_requirements + each.responder_requirements) for each in apart] == [1, 1]


def test_what_is_no_flow_is_named_with_its_reason() -> None:
    assert {each.requirement: each.reason for each in left_out(SPEC)} == {
        "standalone-server.67": "negated",
        "standalone-server.dynamic": "direction unstated",
        "standalone-server.647+847": "reserved",
    }


def test_a_shared_part_of_two_ranges_is_a_flow_of_its_own() -> None:
    server = row("mds-server", "100-200", "inbound", peers=("clients",))
    client = row("client", "150-250", "outbound", peers=("MDS servers",))
    found = {shown(each)[2]: each for each in flows(spec_of(server, client))}
    ends = {
        ports: (bool(each.initiator_requirements), bool(each.responder_requirements)) for ports, each in found.items()
    }
    assert ends == {"100-149": (False, True), "150-200": (True, True), "201-250": (True, False)}


@pytest.mark.parametrize("words", ["MDS Servers", "mds server"])
def test_a_column_may_name_a_role(words: str) -> None:
    named = row("client", "1", "outbound", destination=words)
    assert shown(flows(spec_of(named))[0]) == ("client", "mds-server", "1")


def test_columns_alone_may_name_both_ends() -> None:
    between = row(None, "1", "unstated", source="Clients", destination="the LDAP server")
    (flow,) = flows(spec_of(between))
    assert shown(flow) == ("client", "the LDAP server", "1")
    assert flow.initiator_requirements == flow.responder_requirements == (between.id,)


def test_an_unstated_transport_meets_no_stated_one() -> None:
    server = replace(row("mds-server", "1", "inbound", peers=("clients",)), transports=())
    client = row("client", "1", "outbound", peers=("MDS servers",))
    assert [each.transport for each in flows(spec_of(server, client))] == [None, "tcp"]


@few
@given(with_product, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(spec: Spec, random: Any) -> None:
    rows = list(spec.requirements)
    random.shuffle(rows)
    assert flows(replace(spec, requirements=tuple(rows))) == flows(spec)


PEERS = st.sampled_from(["clients", "MDS servers", "SDK"])
ROWS = st.builds(
    row,
    st.sampled_from([each.id for each in ROLES]),
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 9)), min_size=1, max_size=3).map(
        lambda pairs: ", ".join(f"{start}-{start + more}" for start, more in pairs)
    ),
    st.sampled_from(["inbound", "outbound", "both"]),
    peers=st.tuples(PEERS),
)


@given(st.lists(ROWS, max_size=6, unique_by=lambda each: each.id))
def test_each_row_states_what_it_stated(rows: list[Requirement]) -> None:
    """The flows that name a row hold its ports, each once for each way, and no others."""
    found = flows(spec_of(*rows))
    for each in rows:
        stated = {port for ports in each.ports for port in range(ports.start, ports.end + 1)}
        for end in ("initiator", "responder"):
            own = [flow.ports for flow in found if each.id in getattr(flow, f"{end}_requirements")]
            ports = [port for ranges in own for it in ranges for port in range(it.start, it.end + 1)]
            way = {"initiator": "outbound", "responder": "inbound"}[end]
            assert sorted(ports) == (sorted(stated) if each.direction in (way, "both") else [])


def test_a_range_within_a_row_s_own_range_is_counted_once() -> None:
    (flow,) = flows(spec_of(row("client", "1-9, 3", "outbound")))
    assert flow.ports == (PortRange(start=1, end=2), PortRange(start=3, end=3), PortRange(start=4, end=9))


@few
@given(with_product, hostile)
def test_the_matrix_fits_its_schema_and_comes_back(spec: Spec, text: str) -> None:
    first = replace(spec.requirements[0], peers=(Party(text=text),), direction="both", negated=False, reserved=False)
    spec = replace(spec, requirements=(first, *spec.requirements[1:]))
    made = {file.path: file for file in write("flows", spec, nothing)}
    for path in (path for path in made if path.endswith(".json")):
        matrix = msgspec.json.decode(made[path].data, type=FlowMatrix)
        assert list(violations(matrix, "flows")) == []
        table = list(csv.DictReader(io.StringIO(made[path.replace(".json", ".csv")].data.decode(), newline="")))
        assert [unguarded(each["initiator"]) for each in table] == [
            (each.initiator.text or "empty") if each.initiator else "unstated" for each in matrix.flows
        ]
        assert all(all(each.values()) for each in table)
        if matrix.role is None:
            named = {id for each in matrix.flows for id in (*each.initiator_requirements, *each.responder_requirements)}
            assert named | {each.requirement for each in matrix.left_out} == {each.id for each in spec.requirements}


def test_a_role_s_matrix_holds_what_concerns_it_and_what_it_includes() -> None:
    made = {file.path: file.data for file in write("flows", SPEC, nothing)}
    matrix = msgspec.json.decode(made["flows/v1/example/2.0/client.json"], type=FlowMatrix)
    whole = msgspec.json.decode(made["flows/v1/example/2.0.json"], type=FlowMatrix)
    ends = {"client", "standalone-server"}
    concerned = [each for each in whole.flows if {p.role for p in (each.initiator, each.responder) if p} & ends]
    assert list(matrix.flows) == concerned
