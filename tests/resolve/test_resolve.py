"""What is read becomes a spec that keeps its contract, whatever is read."""

from pathlib import Path
from time import thread_time
from typing import get_args

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from portspec.claims import Claim, NoteClaim, Reading, RoleClaim
from portspec.findings import Finding
from portspec.resolve import resolve
from portspec.resolve.errata import AnyErratum
from portspec.resolve.parse import parse_errata
from portspec.spec import Counts, Direction, Kind, Spec, role_closure
from portspec.validation import breaches
from tests.resolve.statements import READING, SOURCE, at, row, silent
from tests.strategies import ALPHABET, port_ranges, tuples

WORDS = st.one_of(
    st.text(ALPHABET, max_size=9), st.sampled_from(["MDS Servers", "the mds server", "Clients", "clients"])
)
MAYBE = st.none() | WORDS


def readings(source: str) -> st.SearchStrategy[Reading]:
    """Return a strategy of readings of one source."""
    places = st.integers(1, 99).map(lambda line: msgspec.structs.replace(at(line), source=source))
    claims = st.builds(
        Claim,
        role=MAYBE,
        direction=st.sampled_from(get_args(Direction)),
        ports=tuples(port_ranges()),
        dynamic=MAYBE,
        transports=st.sampled_from([(), ("udp", "tcp", "tcp")]),
        source=MAYBE,
        destination=MAYBE,
        peers=tuples(WORDS),
        kind=st.sampled_from(get_args(Kind)),
        provenance=places,
    )
    roles = st.builds(
        RoleClaim, text=WORDS, includes=tuples(WORDS), conditions=tuples(st.tuples(WORDS, places)), provenance=places
    )
    notes = st.builds(NoteClaim, text=WORDS, commands=tuples(WORDS), provenance=places)
    return st.builds(
        Reading,
        claims=st.lists(claims, max_size=6).map(tuple),
        roles=tuples(roles),
        notes=tuples(notes),
        rows=st.integers(9, 20),
        unread=st.integers(0, 9),
    )


@given(readings("one"), readings("two"))
def test_every_reading_gives_a_spec_that_keeps_the_contract(one: Reading, two: Reading) -> None:
    sources = [msgspec.structs.replace(SOURCE, id=id) for id in ("one", "two")]

    spec = resolve(list(zip(sources, (one, two), strict=True)), (), None, silent)

    assert list(breaches(spec)) == []
    assert [each.provenance for each in spec.requirements] == [each.provenance for each in one.claims + two.claims]
    assert [each.text for each in spec.notes] == [each.text for each in one.notes + two.notes]
    assert spec.counts.rows == one.rows + two.rows


def resolved(root: Path, *names: str) -> tuple[Spec, list[Finding]]:
    """Return the fifteen rows, resolved with errata of this repository."""
    findings: list[Finding] = []
    errata: list[AnyErratum] = []
    for name in names:
        path = root / "spec/errata/virtuozzo-hybrid-server" / name
        file = parse_errata(path.read_bytes(), name, findings.append)
        errata += file.errata if file else ()
    return resolve([(SOURCE, READING)], errata, None, findings.append), findings


def test_the_fifteen_rows_with_their_errata(root: Path) -> None:
    spec, findings = resolved(root, "both-releases.yaml", "7.1-beta.yaml")
    kinds = {each.id: each.kind for each in spec.errata}
    found = [
        (
            each.id,
            "+".join(each.transports),
            each.direction,
            each.dynamic.name if each.dynamic else None,
            " ".join(sorted({field for field, it in each.corrected.items() if kinds[it.erratum] == "assumption"})),
        )
        for each in spec.requirements
    ]

    assert findings == []
    assert list(breaches(spec)) == []
    assert found == [
        ("standalone-server.22.both", "tcp", "both", None, ""),
        ("standalone-server.80.both", "tcp", "both", None, ""),
        ("standalone-server.443.outbound", "tcp", "outbound", None, ""),
        ("standalone-server.5224.outbound", "tcp", "outbound", None, "transports"),
        ("standalone-server.64000.both", "tcp", "both", None, "transports"),
        ("standalone-server.67", "udp", "internal", None, ""),
        ("standalone-server.dynamic", "", "unstated", "standalone-server.rpc-ports", ""),
        ("standalone-server.647+847", "tcp", "unstated", None, ""),
        ("standalone-server.5700-6900", "tcp", "inbound", None, "direction transports"),
        ("mds-server.2510.both", "tcp", "both", None, "transports"),
        ("mds-server.2511.both", "tcp", "both", None, "transports"),
        ("chunk-server.2511.outbound", "tcp", "outbound", None, "transports"),
        ("chunk-server.dynamic.inbound", "tcp", "inbound", "chunk-server.random-port", "transports"),
        ("client.2511.outbound", "tcp", "outbound", None, "transports"),
        ("client.dynamic.outbound", "tcp", "outbound", "chunk-server.random-port", "dynamic transports"),
    ]


def test_what_was_stated_is_kept(root: Path) -> None:
    spec, _ = resolved(root, "both-releases.yaml", "7.1-beta.yaml")
    was = {each.id: {field: basis.was for field, basis in each.corrected.items()} for each in spec.requirements}

    assert was["standalone-server.67"] == {"direction": "unstated", "transports": ()}
    assert was["standalone-server.dynamic"] == {"dynamic": "ports>"}


def test_without_errata_nothing_is_added() -> None:
    spec = resolve([(SOURCE, READING)], (), None, silent)

    assert {(each.transports, *each.corrected) for each in spec.requirements} == {((),)}
    assert spec.errata == ()
    assert spec.counts == Counts(rows=15, read=15, unread=0, tables=0)


def test_roles_include_each_other_and_name_their_peers() -> None:
    spec = resolve([(SOURCE, READING)], (), None, silent)
    peers = {each.id: [party.role or party.text for party in each.peers] for each in spec.requirements}

    assert [(each.id, each.name, each.includes) for each in spec.roles] == [
        ("standalone-server", "Standalone server", ()),
        ("mds-server", "MDS server", ("standalone-server",)),
        ("chunk-server", "Chunk server", ("standalone-server",)),
        ("client", "Client", ("standalone-server",)),
    ]
    assert role_closure(spec, "mds-server") == ("mds-server", "standalone-server")
    assert peers["mds-server.2511.both"] == ["chunk-server", "client"]
    assert peers["standalone-server.5224.outbound"] == ["Key Administrator server"]


def test_many_rows_take_time_in_proportion() -> None:
    """Twenty thousand twins would take minutes if any step compared each with each."""
    claims = tuple(
        row("Servers", "80", "inbound", "clients", line=line, purpose=str(line)) for line in range(1, 20_001)
    )
    reading = Reading(claims=claims, roles=(), notes=(), rows=20_000, unread=0)
    start = thread_time()

    spec = resolve([(SOURCE, reading)], (), None, silent)

    assert thread_time() - start < 5
    assert len({each.id for each in spec.requirements}) == 20_000
