"""An edit of a page appears in the diff as exactly that change, and nothing else does."""

from collections.abc import Callable, Sequence
from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from portspec.diff import diff
from portspec.diff.changes import Change, Security
from portspec.pipeline import compile_sources
from portspec.spec import Basis, Spec
from tests.reading import page

ROLES = ("Storage servers", "Backup servers", "Tape servers")
IDS = {name: name.lower().removesuffix("s").replace(" ", "-") for name in ROLES}
DIRECTIONS = ("inbound", "outbound", "both", "")


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A row of a page; its number names it in every edition."""

    number: int
    role: str
    port: int
    transport: str
    direction: str

    @property
    def id(self) -> str:
        parts = (IDS[self.role], str(self.port), self.transport.lower(), self.direction)
        return ".".join(part for part in parts if part)


def spec_of(rows: Sequence[Row], words: dict[int, str] | None = None) -> Spec:
    """Compile the page that states these rows, with a table for each role."""
    lines = ["# Ports of Example", ""]
    for role in dict.fromkeys((*(row.role for row in rows), *ROLES)):
        own = [row for row in rows if row.role == role]
        if own:
            lines += [f"## {role}", "", "| Port | Protocol | Direction | Description |", "| - | - | - | - |"]
        for row in own:
            purpose = (words or {}).get(row.number, f"Purpose {row.number}.")
            lines.append(f"| {row.port} | {row.transport} | {row.direction} | {purpose} |")
        lines.append("")
    spec = compile_sources([(page("\n".join(lines)), None)], (), None, lambda _: None)
    assert len(spec.requirements) == len(rows)
    return spec


@st.composite
def rows(draw: st.DrawFn) -> list[Row]:
    """Draw rows of different ports: port 7000 plus the row's number; each role has one that no edit takes away."""
    kept = [
        Row(number=at, role=role, port=7000 + at, transport="TCP", direction="both") for at, role in enumerate(ROLES)
    ]
    size = draw(st.integers(1, 6))
    others = [
        Row(
            number=number,
            role=draw(st.sampled_from(ROLES)),
            port=7000 + number,
            transport=draw(st.sampled_from(["TCP", "UDP", ""])),
            direction=draw(st.sampled_from(DIRECTIONS)),
        )
        for number in range(len(ROLES), len(ROLES) + size)
    ]
    return kept + others


def other(draw: st.DrawFn, values: Sequence[str], value: str) -> str:
    return draw(st.sampled_from([each for each in values if each != value]))


def edited(draw: st.DrawFn, row: Row, field: str) -> Row:
    """Return a row with one field changed."""
    change: dict[str, Callable[[], Any]] = {
        "role": lambda: other(draw, ROLES, row.role),
        "port": lambda: 8000 + row.number,
        "direction": lambda: other(draw, DIRECTIONS, row.direction),
        "transport": lambda: other(draw, ["TCP", "UDP", ""], row.transport),
    }
    return msgspec.structs.replace(row, **{field: change[field]()})


FIELDS = {"role": "role", "port": "ports", "direction": "direction", "transport": "transports", "words": "purpose"}


def security(old: Row, new: Row) -> Security:
    """Return what an edit means, told from the two rows alone."""
    known = [bool(row.transport and row.direction) for row in (old, new)]
    if known[0] != known[1]:
        return "widened" if known[1] else "unknown"
    if old.direction != new.direction and (old.transport, old.port, old.role) == (new.transport, new.port, new.role):
        if new.direction == "both":
            return "widened" if old.direction else "moved"
        if old.direction == "both":
            return "narrowed" if new.direction else "moved"
    return "moved"


@given(st.data())
def test_each_edit_is_one_change(data: st.DataObject) -> None:
    before = data.draw(rows())
    loose = before[len(ROLES) :]
    edits = data.draw(
        st.dictionaries(st.sampled_from([row.number for row in loose]), st.sampled_from([*FIELDS, "gone", "new"]))
    )
    words = {number: f"Reworded {number}." for number, field in edits.items() if field == "words"}
    after: list[Row] = []
    expected: dict[str, tuple[str, list[str] | None, str, str | None]] = {}
    for row in before:
        field = edits.get(row.number)
        now = edited(data.draw, row, field) if field in FIELDS and field != "words" else row  # type: ignore[arg-type]
        if field in FIELDS:
            meaning: Security = "text" if field == "words" else security(row, now)
            expected[now.id] = ("changed", [FIELDS[str(field)]], meaning, row.id if row.id != now.id else None)
        known = bool(row.transport and row.direction)
        if field == "gone":
            expected[row.id] = ("removed", None, "narrowed", None)
        else:
            after.append(now)
        if field == "new":
            extra = msgspec.structs.replace(row, number=row.number + 100, port=9000 + row.number)
            after.append(extra)
            expected[extra.id] = ("added", None, "widened" if known else "unknown", None)
    found = diff(spec_of(before), spec_of(data.draw(st.permutations(after)), words))

    assert {each.id: told(each) for each in found.changes} == expected
    assert len(found.changes) == len(expected)
    assert sum(found.counts.values()) == len(expected)


def told(change: Change) -> tuple[str, list[str] | None, str, str | None]:
    names = [field.name for field in change.fields] if change.kind == "changed" else None
    return change.kind, names, change.security, change.was_id


@given(rows(), st.randoms(use_true_random=False))
def test_order_and_wording_keep_ids(before: list[Row], random: Any) -> None:
    after = random.sample(before, len(before))
    words = {row.number: f"Other words {row.number}." for row in before}
    old, new = spec_of(before), spec_of(after, words)

    assert sorted(row.id for row in old.requirements) == sorted(row.id for row in new.requirements)
    assert {each.security for each in diff(old, new).changes} == {"text"}
    assert diff(old, spec_of(after)).changes == ()


def test_renumbered_twins_are_no_change() -> None:
    """Two rows that differ in their words alone: the second one gets a number, by its words."""
    twins = [Row(number=at, role=ROLES[0], port=7000, transport="TCP", direction="both") for at in (1, 2)]
    old = spec_of(twins, {1: "Apples.", 2: "Pears."})
    new = spec_of(twins, {1: "Zebras.", 2: "Pears."})
    (change,) = diff(old, new).changes

    assert [(field.name, field.was, field.now) for field in change.fields] == [("purpose", "Apples.", "Zebras.")]


def test_rows_of_one_port_are_paired_by_their_ids() -> None:
    """Both have other words and the other order: what is left to tell them apart is the transport, in their ids."""
    tcp, udp = (
        Row(number=at, role=ROLES[0], port=7000, transport=name, direction="both")
        for at, name in ((1, "TCP"), (2, "UDP"))
    )
    found = diff(spec_of([tcp, udp], {1: "Apples.", 2: "Pears."}), spec_of([udp, tcp], {1: "Plums.", 2: "Figs."}))

    assert [[field.name for field in each.fields] for each in found.changes] == [["purpose"], ["purpose"]]


def test_a_port_without_a_number_that_gets_a_name_has_changed() -> None:
    """An erratum names it, so that users can bind it."""
    text = "# Ports\n\n| Port | Protocol | Direction |\n|---|---|---|\n| any free port | TCP | inbound |\n"
    (dynamic,) = compile_sources([(page(text), None)], (), None, lambda _: None).requirements
    assert dynamic.dynamic
    old = msgspec.structs.replace(spec_of([]), requirements=(dynamic,))
    named = msgspec.structs.replace(dynamic, dynamic=msgspec.structs.replace(dynamic.dynamic, name="callbacks"))
    (change,) = diff(old, msgspec.structs.replace(old, requirements=(named,))).changes

    assert [(field.name, field.now) for field in change.fields] == [("dynamic", "callbacks")]


def test_a_row_that_now_stands_on_errata_has_changed() -> None:
    """Its values are the same: what a page had stated is now what an erratum sets, or another one."""
    row = Row(number=1, role=ROLES[0], port=7000, transport="TCP", direction="both")
    stated = spec_of([row])
    (plain,) = stated.requirements
    first, second = (
        msgspec.structs.replace(
            stated,
            requirements=(
                msgspec.structs.replace(
                    plain, basis={name: Basis(erratum=each, was=None) for name in ("transports", "direction")}
                ),
            ),
        )
        for each in ("read-twice", "read-again")
    )
    (change,) = diff(stated, first).changes
    assert [(field.name, field.was, field.now) for field in change.fields] == [
        ("basis", (), ("direction: read-twice", "transports: read-twice"))
    ]
    (change,) = diff(first, second).changes
    assert [(field.name, field.now) for field in change.fields] == [
        ("basis", ("direction: read-again", "transports: read-again"))
    ]


@given(rows(), rows())
def test_there_and_back_are_mirrored(one: list[Row], two: list[Row]) -> None:
    there, back = diff(spec_of(one), spec_of(two)), diff(spec_of(two), spec_of(one))
    opposite = {"added": "removed", "removed": "added", "changed": "changed"}

    assert sorted(opposite[each.kind] for each in there.changes) == sorted(each.kind for each in back.changes)
    assert diff(spec_of(one), spec_of(one)).changes == ()
