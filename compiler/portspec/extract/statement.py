"""Statements: what one place of a page says of ports, and the one builder that makes claims of them."""

from collections.abc import Iterable, Iterator
from typing import cast

import msgspec
from msgspec import UNSET, UnsetType

from portspec.claims import Claim
from portspec.document import Text
from portspec.extract.context.evidence import OWN, Conflict, Said, Settled, Value, of, rank, settle, str_tuple
from portspec.extract.context.inherited import Context
from portspec.extract.context.led import ends_of
from portspec.extract.ends.addresses import limits_in
from portspec.extract.ends.itself import Ends, is_partial, without_itself
from portspec.extract.ends.parties import is_among_hosts
from portspec.extract.ends.peers import ends_beside
from portspec.extract.ends.several import split_hosts
from portspec.extract.ends.titled import as_titled, is_form_of
from portspec.extract.grammar.departures import source_ports_in
from portspec.extract.grammar.exceptions import closed_among, left
from portspec.extract.grammar.icmp import icmp_types
from portspec.extract.grammar.limits import without
from portspec.extract.grammar.port_expression import Part
from portspec.extract.language.names import without_article
from portspec.extract.language.need import GRAVEST
from portspec.extract.language.partly import only_for
from portspec.extract.language.tongue import listed
from portspec.extract.language.vocabulary import words
from portspec.extract.ledger import Written
from portspec.extract.page import Page
from portspec.fields import FLAGS
from portspec.spec import CONTAINED, EVERY_PORT, Direction, Kind, Loser, Need, PortRange, Provenance
from portspec.spec import Context as Evidence


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """Ports as one place states them, with the words of its own cells or clause, before precedence decides."""

    part: Part
    """The ports."""
    said: tuple[Said, ...] = ()
    """What the row's own cells, clause and column headers say."""
    purpose: str | None = None
    """What the place says that they are for, or None."""
    wording: str = ""
    """What of it is about these ports, where the rest is about others; empty means all."""
    beside: str = ""
    """What stands beside it in the same paragraph and may name the other end."""
    peers: tuple[str, ...] = ()
    """The page's words for the hosts at the other end."""
    source_ports: tuple[PortRange, ...] = ()
    """The ports that connections come from; empty means any."""
    named: str = ""
    """Where it is a row, its cells that name ports and protocols."""
    kind: Kind
    """What the place is: a row, an item or a sentence."""
    start: int
    """Offset in the source where the port text stands."""
    end: int
    """Offset after the port text."""
    quote: str
    """The whole row, item or sentence."""
    upper: Text | None = None
    """The item that states the last port of its range, where that is another one."""


MARKUP = "markup"
"""The rule by which a row has the condition under which the page shows it."""
_CLOSED = frozenset(("denied", "retired"))
_LIMITED = frozenset(("conditional", "optional", "off"))


def claim_of(statement: Statement, context: Context, page: Page) -> Claim:
    """Return the claim that a statement makes in its context, by the one order of precedence (`evidence.RULES`).

    Every value that stands elsewhere than in the row brings its evidence. Where two places of equal rank disagree, the
    value is unstated and a finding shows both.
    """
    said = (*statement.said, *(each for each in context.said if not _is_otherwise(statement, each, page)))
    said += tuple(ends_of(statement.said, context.said))
    stated = _by_field(said)
    if not stated.keys().isdisjoint(_OF_OTHERS):
        statement = msgspec.structs.replace(statement, part=_spared(statement.part, said))
        said += tuple(_kept_closed(statement.part, said))
        said += tuple(_closed_else(said))
        stated = _by_field(said)
    values: dict[str, Value] = {}
    evidence: dict[str, Evidence] = {}
    for field in (each for each in _FIELDS if each in stated):
        settled = _settled(field, stated[field], page)
        if settled is None:
            continue
        values[field] = settled.won.value
        if settled.won.rule not in OWN:
            evidence[field] = _evidence(settled, page)
    source = page.document.source.text
    meant = left(listed(statement.part.ports, source[statement.start : statement.end], source), statement.quote)
    part = statement.part if meant == statement.part.ports else msgspec.structs.replace(statement.part, ports=meant)
    ported = bool(part.ports or part.dynamic)
    if part.transports or not ported:
        values["transports"] = part.transports
        evidence.pop("transports", None)
    direction = _let(cast("Direction", values.get("direction", "unstated")), statement, stated, page)
    need = cast("Need", values.get("need", "required"))
    if shown := page.conditions(statement.start):
        values["condition"] = "; ".join(filter(None, (_text(values.get("condition")), *(each.value for each in shown))))
        evidence["condition"] = Evidence(rule=MARKUP, provenance=_provenance(shown[-1], page))
    transports = str_tuple(values.get("transports", ()))
    types = UNSET if ported else _icmp_types(statement, transports)
    departures = statement.source_ports or _departures(statement, direction)
    closed = (PortRange(start=each, end=each) for each in closed_among(statement.part.ports, statement.quote))
    numbers = (*part.ports, *closed, *departures, *_numbers(types or ()))
    upper = statement.upper
    page.written.append(Written(start=statement.start, upper=upper.start if upper else None, ports=numbers))
    ends = tuple(_text(values.get(field)) for field in ("source", "destination"))
    named = any(ends)
    named_there = statement.kind != "table" or "role" in evidence
    titles = context.headings if named_there else ()  # a row's own cell keeps its own words
    roles = _hosts(values.get("role"), evidence.get("role"), said, titles, page)
    met = without_itself(
        Ends(
            sources=_ends(values.get("source"), page),
            destinations=_ends(values.get("destination"), page),
            peers=statement.peers or _beside(statement, direction, roles, named=named),
        ),
        direction,
        roles[0] if roles else None,
    )
    need = "local" if met.inside and need not in _CLOSED else need
    if roles and _is_for(str(values.get("condition") or ""), roles):  # "Only the hub needs this port", of the hub
        need, values["condition"] = "required", ""
    partial = tuple(dict.fromkeys(each for each in (*ends, *met.peers) if each and is_partial(each)))
    if partial and not met.inside:
        values["condition"] = "; ".join(filter(None, (_text(values.get("condition")), *partial)))
    local = need == "local" or any(each.value == "local" and each.rule in OWN for each in stated.get("need", ()))
    return Claim(
        role=roles[0] if roles else None,
        roles=roles if len(roles) > 1 else (),
        direction="internal" if local else met.direction or direction,
        ports=part.ports,
        dynamic=part.dynamic,
        transports=transports,
        source=None if met.direction else ends[0],
        destination=ends[1],
        sources=met.sources,
        destinations=met.destinations,
        peers=met.peers,
        purpose=statement.purpose,
        condition=_text(values.get("condition")) if need in _LIMITED or need == "required" else None,
        need="conditional" if need == "required" and values.get("condition") else need,
        negated=need == "denied",
        source_ports=departures,
        icmp_types=types,
        evidence=evidence,
        headings=context.headings,
        table=page.tables + 1 if statement.kind == "table" else 0,
        kind=statement.kind,
        provenance=_quoted(statement, page),
        **{flag: True for flag in _SAID_FLAGS if values.get(flag)},
    )


def _let(direction: Direction, statement: Statement, stated: dict[str, list[Said]], page: Page) -> Direction:
    """Return a direction that no words of its own row bar; of one that they bar, report both."""
    barred = next((each for each in stated.get("barred", ()) if direction in (each.value, "both")), None)
    if barred is None:
        return direction
    whole = Text(statement.quote, statement.start, statement.end)
    one = Said(field="direction", value=direction, rule="cell", text=stated["direction"][0].text or whole)
    page.disagree(
        Conflict(
            one=one, other=Said(field="direction", value=f"not {barred.value}", rule="row", text=barred.text or whole)
        )
    )
    return "unstated"


_OF_OTHERS = ("excepted", "kept")
"""What places say of all ports but some, or for whom alone they are open."""


def _by_field(said: Iterable[Said]) -> dict[str, list[Said]]:
    found: dict[str, list[Said]] = {}
    for each in said:
        found.setdefault(each.field, []).append(each)
    return found


def _is_for(condition: str, roles: tuple[str, ...]) -> bool:
    """Tell whether a case is no more than that the row is about a host of those roles."""
    name = only_for(condition)
    return bool(name) and is_among_hosts(without_article(name), roles)


def _quoted(statement: Statement, page: Page) -> Provenance:
    """Return where a statement stands, with its words; the row of the last port of its range is a part of it."""
    if statement.upper is None:
        return page.provenance(statement.start, statement.end, statement.quote)
    return page.provenance(statement.start, statement.upper.end, f"{statement.quote} … {statement.upper.folded}")


def _departures(statement: Statement, direction: Direction) -> tuple[PortRange, ...]:
    """Return the ports that connections come from, as running text says; in a table that is what columns are for."""
    return () if statement.kind == "table" else source_ports_in(statement.wording or statement.quote, direction)


def _icmp_types(statement: Statement, transports: tuple[str, ...]) -> tuple[str, ...] | UnsetType:
    """Return the messages to which a statement limits ICMP; what else stands in a row counts where its cells do not."""
    found: dict[str, None] = {}
    for name in transports:
        # The number in a row's own cell needs no name before it.
        cells = f"{name} {statement.named}" if statement.named else ""
        own = icmp_types(cells or statement.quote, name, listed=bool(cells))
        found |= dict.fromkeys(own or icmp_types(statement.quote, name, loose=False))
    return tuple(found) or UNSET


def _numbers(types: tuple[str, ...]) -> Iterator[PortRange]:
    """Yield the numbers of types and codes, by which the ledger knows that they were read."""
    for number in (int(each) for type_ in types for each in type_.split("/")):
        yield PortRange(start=number, end=number)


def _around(statement: Statement) -> str:
    """Return the words in which a statement may name the other end."""
    said = statement.wording or statement.purpose or ""
    return f"{said}. {statement.beside}" if statement.beside else said


def _beside(statement: Statement, direction: Direction, roles: tuple[str, ...], *, named: bool) -> tuple[str, ...]:
    """Return who is at the other end, as a statement's words say, or in which networks those are that it names."""
    if named:
        return limits_in(_around(statement)) if direction != "outbound" else ()
    return ends_beside(_around(statement), direction, roles)


def _is_otherwise(statement: Statement, said: Said, page: Page) -> bool:
    """Tell whether a row is no case of what stands above it: all traffic is more than that of the transports there."""
    if said.field != "transports" or statement.part.ports != (EVERY_PORT,):
        return False
    cell = page.document.source.text[statement.start : statement.end]
    return words("text.traffic").search(cell) is not None


def _spared(part: Part, said: tuple[Said, ...]) -> Part:
    """Return a part without the ports that its own note takes out of it, if some are left: "* Except 3260"."""
    own = (each for each in of("excepted", said) if each.rule == "footnote")
    taken = [(ends[0], ends[-1]) for each in own for ends in map(_ends_of, str_tuple(each.value))]
    found = (without(each.start, each.end, taken) for each in part.ports) if taken else ()
    left_ = tuple(PortRange(start=low, end=high) for ranges in found for low, high in ranges)
    return msgspec.structs.replace(part, ports=left_) if left_ else part


def _kept_closed(part: Part, said: tuple[Said, ...]) -> Iterator[Said]:
    """Yield that a part is to stay closed where a place above takes its ports out of all that it asks for."""
    for each in of("excepted", said):
        taken = [PortRange(start=ends[0], end=ends[-1]) for ends in map(_ends_of, str_tuple(each.value))]
        if any(one.start <= port.end and port.start <= one.end for one in taken for port in part.ports):
            yield msgspec.structs.replace(each, field="need", value="denied")


def _closed_else(said: tuple[Said, ...]) -> Iterator[Said]:
    """Yield that a row stays closed whose own ends are not those for whom alone a place above leaves it open."""
    for kept in of("kept", said):
        ends = [each for field in str_tuple(kept.value) for each in of(field, said)]
        if len({each.value for each in ends}) > 1:
            yield msgspec.structs.replace(kept, field="need", value="denied")


def _ends_of(ports: str) -> list[int]:
    return [*map(int, ports.split("-"))]


_SAID_FLAGS = tuple(flag for flag in FLAGS if flag != "negated")
"""What a place says that is true; `negated` follows from `need`."""
_FIELDS = ("role", "direction", "transports", "source", "destination", "need", "condition", *_SAID_FLAGS)


def _settled(field: str, found: list[Said], page: Page) -> Settled | None:
    """Return the statement about a field that counts; two that disagree are reported, once."""
    if len(found) == 1:
        return Settled(won=found[0])
    if field == "condition":
        return Settled(won=min(found, key=rank))
    if field == "need" and any(each.value == "denied" and each.rule not in OWN for each in found):
        found = [each for each in found if each.value != "required"]
    inner = [each for each in found if each.rule == CONTAINED]
    own = inner or [each for each in found if each.rule in OWN]
    if field == "need" and own:
        return Settled(won=min(own, key=_gravity))
    settled = settle(found)
    if isinstance(settled, Conflict):
        if field == "need":
            return Settled(won=min((settled.one, settled.other), key=_gravity))
        page.disagree(settled)
        if field == "role":  # hosts of the page all the same, so that a row of neither is on no other one
            for each in (settled.one, settled.other):
                page.name_role(Text(str(each.value), *((each.text.start, each.text.end) if each.text else (0, 0))))
        return None
    return settled


def _gravity(said: Said) -> int:
    return GRAVEST.index(cast("Need", said.value))


def _evidence(settled: Settled, page: Page) -> Evidence:
    return Evidence(
        rule=settled.won.rule,
        provenance=_place(settled.won, page),
        against=tuple(
            Loser(value=each.value, rule=each.rule, provenance=_place(each, page)) for each in settled.lost if each.text
        ),
    )


def _place(said: Said, page: Page) -> Provenance:
    return _provenance(said.text or Text("", 0, 0), page)


def _provenance(text: Text, page: Page) -> Provenance:
    return page.provenance(text.start, text.end, text.folded)


def _text(value: Value | None) -> str | None:
    return value if isinstance(value, str) else None


def _hosts(
    value: Value | None, evidence: Evidence | None, said: tuple[Said, ...], titles: tuple[str, ...], page: Page
) -> tuple[str, ...]:
    """Return the words for each host that a row is about, as its titles have them, each remembered as a role."""
    if not isinstance(value, str):
        return ()
    place = next((each.text for each in of("role", said) if each.value == value and each.text), None)
    several = evidence is None or evidence.rule in ("group-row", "label")
    names = _both(value, page) or (split_hosts(value, page.known_hosts) if several else (value,))
    names = tuple(page.spelled(without_article(name) if len(names) > 1 else name) for name in names)
    spot = place or Text("", 0, 0)
    return tuple(page.name_role(Text(as_titled(name, titles), spot.start, spot.end)) for name in names)


def _both(value: str, page: Page) -> tuple[str, ...]:
    """Return the two hosts named before that words call both: "Both relays" behind "North relay" and "South relay"."""
    led = words("need.both", "party.everyone").match(value, 0)
    kind = without_article(value[led.end() :].strip()) if led else ""
    alike = [name for name in page.roles if kind and any(is_form_of(each, kind) for each in _edges(name))]
    return tuple(alike) if len(alike) == _TWO else ()


def _edges(name: str) -> tuple[str, ...]:
    """Return the first and the last word of a name of several, one of which is the kind of host."""
    said = name.split()
    return (said[0], said[-1]) if len(said) > 1 else ()


_TWO = 2


def _ends(value: Value | None, page: Page) -> tuple[str, ...]:
    if not isinstance(value, str):
        return ()
    names = (value,) if is_partial(value) else split_hosts(value, page.known_hosts)  # "Any, excluding guests" is one
    return tuple(map(page.spelled, names))
