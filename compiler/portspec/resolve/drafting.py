"""A draft of errata: what the rows of a page leave open, in groups, as YAML to be accepted or filled in."""

import json
from collections.abc import Collection, Iterator, Sequence
from typing import cast

from portspec.analysis.verdict import reasons_of, refusals_of
from portspec.registry import registrations
from portspec.source import shortened
from portspec.spec import Requirement, Spec
from portspec.unseen import visible

Lines = Iterator[str]
Item = dict[str, object]


SCHEMA = "../../../build/schemas/v1/errata.schema.json"
"""The schema that a build writes, from the folder where the errata of a product stand."""


def draft(spec: Spec, product: str, release: str, rows: Collection[str] | None = None) -> str:
    """Return errata for all that the rows leave open, as YAML with TODO for what a person decides; "" for none.

    Rows that lack a transport are one entry for each answer of the registry, which is only a suggestion; those that
    lack a direction are one for each role. Rows that the page itself keeps closed lack nothing. Where `rows` are given,
    by their ids, the errata are about no others, and have names of their own.
    """
    wanted = [each for each in spec.requirements if (rows is None or each.id in rows) and not refusals_of(each)]
    items = [*_transports(spec, wanted, alone=rows is not None), *_directions(spec, wanted), *_names(spec, wanted)]
    if not items:
        return ""
    head = [
        f"# yaml-language-server: $schema={SCHEMA}",
        f"# What the page leaves open, for spec/errata/{product}/: decide every TODO, or delete the entry.",
        f"releases: [{json.dumps(release)}]",
        "errata:",
    ]
    return "\n".join([*head, *items, ""])


def _transports(spec: Spec, wanted: Sequence[Requirement], *, alone: bool) -> Lines:
    """Yield an entry for all rows without a transport whose ports the registry has for the same ones."""
    groups: dict[tuple[str, ...], list[Requirement]] = {}
    for each in wanted:
        if not each.transports and not each.dynamic and each.ports:
            groups.setdefault(suggested(each), []).append(each)
    for transports, rows in sorted(groups.items()):
        why = f"The registry has these ports for {' and '.join(transports)}." if transports else "TODO"
        name = "-".join(("transports", *(transports or ("unknown",))))
        name += f"-{rows[0].id}" * alone
        value = f"transports: [{', '.join(transports) or 'TODO'}]"
        yield from _entry(name, _together(spec, rows), value, why, rows[0])


def _together(spec: Spec, rows: Sequence[Requirement]) -> list[Item]:
    """Return what matches rows without a transport: all by their ports, or each where others have such ports too."""
    among = {str(ranges): None for each in rows for ranges in each.ports}
    unstated = (each for each in spec.requirements if _stated(each, "transports") == () and each.ports)
    same = sum({str(ranges) for ranges in each.ports} <= set(among) for each in unstated)
    if same != len(rows):
        return _each(spec, rows)
    return [{"among": ", ".join(among), "transports": [], "count": same}]


def _stated(row: Requirement, field: str) -> object:
    """Return what the page states, whatever an erratum has set."""
    return row.corrected[field].was if field in row.corrected else getattr(row, field)


def suggested(row: Requirement) -> tuple[str, ...]:
    """Return the transports, of those that firewalls name most, for which the registry has all ports of a row.

    None for a port that is one service's over TCP and another's over UDP: the row means one of the two.
    """
    singles = [each.start for each in row.ports if each.start == each.end]
    if len(singles) < len(row.ports):
        return ()
    common = {"tcp", "udp"}.intersection(*({*_transports_of(port)} for port in singles))
    one = all(any(common <= {*entry.transports} for entry in registrations(port)) for port in singles)
    return tuple(sorted(common)) if one else ()


def _transports_of(port: int) -> Iterator[str]:
    return (name for entry in registrations(port) for name in entry.transports)


def _directions(spec: Spec, wanted: Sequence[Requirement]) -> Lines:
    """Yield an entry for all rows of a role that have no direction, and whose ends tell none."""
    groups: dict[str | None, list[Requirement]] = {}
    for each in wanted:
        if "direction unstated" in reasons_of(each):
            groups.setdefault(each.role, []).append(each)
    for role, rows in groups.items():
        item: Item = {"role": role} if role else {}
        item["direction"] = "unstated"
        if [each for each in spec.requirements if _fits(each, item)] == rows:
            items, name = [item | {"count": len(rows)}], role or "rows"
        else:
            items, name = _each(spec, rows), rows[0].id
        yield from _entry(f"direction-{name}", items, "direction: TODO", "TODO", *rows)


def _names(spec: Spec, wanted: Sequence[Requirement]) -> Lines:
    """Yield an entry for each port without a number, and what else its row lacks."""
    for each in wanted:
        if each.dynamic and not each.dynamic.name:
            unset = ["dynamic: TODO", *([] if each.transports else ["transports: [TODO]"])]
            yield from _entry(f"name-{each.id}", _each(spec, [each]), ", ".join(unset), "TODO", each)


def _each(spec: Spec, rows: Sequence[Requirement]) -> list[Item]:
    """Return what matches each of some rows and no other; those that state the same are matched by one, and counted."""
    alike: dict[object, list[Requirement]] = {}
    for row in spec.requirements:
        alike.setdefault(_matched(row, "ports"), []).append(row)
    left = {each.id: each for each in rows}
    items: list[Item] = []
    while left:
        row = next(iter(left.values()))
        item, ids = _one(row, alike[_matched(row, "ports")] if row.ports else spec.requirements, left)
        items.append(item | ({"count": len(ids)} if len(ids) > 1 else {}))
        left = {id: each for id, each in left.items() if id not in ids}
    return items


def _one(row: Requirement, others: Sequence[Requirement], meant: Collection[str]) -> tuple[Item, list[str]]:
    """Return what matches a row, with as few keys as none but meant ones have, and the ids of all that it matches."""
    item: Item = {}
    ids: list[str] = []
    for field in FIELDS:
        if (value := _matched(row, field)) or value == []:
            item[field] = value
        ids = [each.id for each in others if _fits(each, item)]
        if field not in ALWAYS and all(id in meant for id in ids):
            break
    return item, ids


ALWAYS = ("role", "ports")
"""The keys that an entry has in any case: they say to a person what it is about."""
FIELDS = ("role", "ports", "dynamic", "transports", "direction", "document", "purpose")
"""The keys by which rows are told apart, the plainest first; those of one port mostly differ in their host."""


def _fits(row: Requirement, item: Item) -> bool:
    """Tell whether a row states all that an item says, as errata are matched."""
    purpose = str(item.get("purpose", "")).casefold()
    exact = (field for field in item if field not in ("purpose", "count"))
    return purpose in (row.purpose or "").casefold() and all(_matched(row, field) == item[field] for field in exact)


def _matched(row: Requirement, field: str) -> object:
    """Return what a row states in a field, as an erratum writes it; None for nothing."""
    match field:
        case "ports":
            return ", ".join(map(str, cast("tuple[object, ...]", _stated(row, field))))
        case "dynamic":
            return row.dynamic.text if row.dynamic else None
        case "document":
            return row.provenance.source
        case "transports":
            return list(cast("tuple[str, ...]", _stated(row, field)))
        case _:
            return _stated(row, field)


def _entry(name: str, items: Sequence[Item], unset: str, why: str, first: Requirement, *others: Requirement) -> Lines:
    """Yield the lines of an erratum; its kind is always left to the person who accepts it.

    What is set alike for several rows is right for all of them or must be parted: each is quoted.
    """
    yield f"  - id: {json.dumps(name, ensure_ascii=False)}"
    yield "    kind: TODO  # assumption, correction or clarification"
    yield f"    match: [{', '.join(map(_written, items))}]"
    yield f"    set: {{{unset}}}"
    quote = shortened(visible(first.provenance.quote))
    yield f"    why: {why if why == 'TODO' else json.dumps(why)}  # the first row says: {quote}"
    yield from (f"    # and so it is set for: {shortened(visible(each.provenance.quote))}" for each in others)
    yield "    see: null"


def _written(item: Item) -> str:
    given = ((key, value) for key, value in item.items() if value or value == [])
    return f"{{{', '.join(f'{key}: {json.dumps(value, ensure_ascii=False)}' for key, value in given)}}}"
