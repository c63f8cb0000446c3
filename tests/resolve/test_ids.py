"""Laws of the ids: unique, safe, and moved by nothing that a new edition of a page changes lightly."""

import re
from collections.abc import Sequence

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from portspec.claims import Claim
from portspec.resolve.ids import requirement_ids, slug
from portspec.spec import Id, PortRange
from tests.resolve.statements import READING, at

PORTS = st.sampled_from([(), (PortRange(start=2, end=2),), (PortRange(start=2, end=2), PortRange(start=80, end=90))])
FEW = st.sampled_from([None, "a", "2", "Any host"])
# Few values for each field, so that many claims are twins, and some look like a numbered twin (port 2 of role `a`).
CLAIMS = st.builds(
    Claim,
    role=FEW,
    ports=PORTS,
    dynamic=st.sampled_from([None, None, "", "<any>"]),
    transports=st.sampled_from([(), ("tcp",), ("udp", "tcp")]),
    direction=st.sampled_from(["unstated", "inbound"]),
    source=FEW,
    destination=st.none(),
    purpose=FEW,
    condition=FEW,
    peers=st.sampled_from([(), ("a",)]),
    negated=st.booleans(),
    kind=st.just("table"),
    provenance=st.builds(at, st.integers(1, 9), st.sampled_from(["", "x"])),
)
TABLES = st.lists(st.tuples(CLAIMS, st.sampled_from([None, "a", "ä-server"])), max_size=12)
Table = list[tuple[Claim, str | None]]


def ids(table: Sequence[tuple[Claim, str | None]]) -> tuple[str, ...]:
    return requirement_ids([claim for claim, _ in table], [role for _, role in table])


def content(claim: Claim) -> Claim:
    return msgspec.structs.replace(claim, provenance=at(1, claim.provenance.quote))


@given(TABLES)
def test_ids_are_unique_and_safe(table: Table) -> None:
    found = ids(table)

    assert len(set(found)) == len(found) == len(table)
    assert [msgspec.convert(id, Id) for id in found] == list(found)


@given(TABLES.flatmap(lambda table: st.tuples(st.just(table), st.permutations(table))))
def test_the_order_of_rows_changes_no_id(tables: tuple[Table, Table]) -> None:
    said = [
        sorted((repr((content(claim), role)), id) for (claim, role), id in zip(table, ids(table), strict=True))
        for table in tables
    ]

    assert said[0] == said[1]


@given(TABLES, st.lists(FEW, min_size=12, max_size=12))
def test_reworded_purposes_change_only_the_numbers_of_twins(table: Table, purposes: list[str | None]) -> None:
    reworded = [
        (msgspec.structs.replace(claim, purpose=purpose), role)
        for (claim, role), purpose in zip(table, purposes, strict=False)
    ]
    stems = [ids([each])[0] for each in table]

    assert sorted(ids(table)) == sorted(ids(reworded))
    for stem, old, new in zip(stems, ids(table), ids(reworded), strict=True):
        assert re.fullmatch(rf"{re.escape(stem)}(\.\d+)?", old)
        assert re.fullmatch(rf"{re.escape(stem)}(\.\d+)?", new)
        assert old == new or stems.count(stem) > 1


def test_ids_say_what_the_page_states() -> None:
    roles = [slug(claim.role or "") for claim in READING.claims]

    assert requirement_ids(READING.claims, roles) == (
        "standalone-servers.22.both",
        "standalone-servers.80.both",
        "standalone-servers.443.outbound",
        "standalone-servers.5224.outbound",
        "standalone-servers.64000.both",
        "standalone-servers.67",
        "standalone-servers.dynamic",
        "standalone-servers.647+847",
        "standalone-servers.5700-6900",
        "mds-servers.2510.both",
        "mds-servers.2511.both",
        "chunk-servers.2511.outbound",
        "chunk-servers.dynamic.inbound",
        "clients.2511.outbound",
        "clients.dynamic.outbound",
    )


@given(st.text())
def test_a_slug_is_an_id_or_empty_and_stays_what_it_is(text: str) -> None:
    found = slug(text)

    assert slug(found) == found
    assert not found or msgspec.convert(found, Id) == found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("MDS Servers", "mds-servers"),
        ("  A/B  (c)_d ", "a-b-c-d"),
        ("Straße", "strasse"),
        ("सर्वर", "सर्वर"),
        ("サーバー", "サーバー"),
        ("***", ""),
    ],
)
def test_slugs(text: str, expected: str) -> None:
    assert slug(text) == expected
