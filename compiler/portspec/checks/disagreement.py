"""Contradictions between documents of one product: a comparison document states a role's port in another way."""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from portspec.checks import Review
from portspec.findings import Finding, finding
from portspec.resolve.roles import words
from portspec.spec import Requirement, Role, SourceRecord, Spec


class PortFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What a document states about one port of a role, all rows together."""

    spec: Spec
    """The document's."""
    rows: tuple[Requirement, ...]
    """The requirements that state it, in the spec's order."""
    ways: frozenset[str]
    """Empty where a row leaves the direction unstated."""
    peers: frozenset[str]
    """Ids of roles; empty where a row names none."""
    transports: frozenset[str]
    """Empty where a row leaves them unstated."""

    def contradicts(self, other: "PortFacts") -> bool:
        """Return whether both state something and not the same."""
        return any(
            getattr(self, name) and getattr(other, name) and getattr(self, name) != getattr(other, name)
            for name in ("ways", "peers", "transports")
        )


def check(review: Review) -> Iterator[Finding]:
    """Yield a finding for each port of a role that two documents know and state differently, or one does not know.

    Only what the pages state counts, not what errata set, and only what both of them state: silence is no
    contradiction. A comparison document may be about some of the roles only; of those it should have no port that
    the page lacks.
    """
    for other in review.comparisons:
        names = {word: role for role in other.roles for word in _named(role)}
        for role in review.spec.roles:
            same = next((names[word] for word in _named(role) if word in names), None)
            if same is not None:
                yield from _compared(review, role, other, same.id)


def _named(role: Role) -> tuple[tuple[str, ...], ...]:
    return words(role.stated), words(role.name), words(role.id)


def _compared(review: Review, role: Role, other: Spec, same: str) -> Iterator[Finding]:
    """Yield the findings about one role, in the order of the comparison document."""
    ours, theirs = _by_port(review.spec, role.id), _by_port(other, same)
    for port, rows in theirs.items():
        if port not in ours:
            yield _missing(review, role, port, other, rows)
            continue
        here, there = _said(review.spec, ours[port], review.spec.roles), _said(other, rows, review.spec.roles)
        if here.contradicts(there):
            yield _contradiction(review, role, port, here, there)


def _by_port(spec: Spec, role: str) -> dict[str, list[Requirement]]:
    """Return a role's rows by each port that they state; all dynamic ports of a role stand together."""
    found: dict[str, list[Requirement]] = {}
    for row in spec.requirements:
        if row.role == role:
            for port in map(str, _stated(row, "ports")):
                found.setdefault(f"port {port}", []).append(row)
            if row.dynamic:
                found.setdefault("the dynamic port", []).append(row)
    return found


def _stated(row: Requirement, field: str) -> Any:
    """Return what the page states for a field, before errata."""
    return row.corrected[field].was if field in row.corrected else getattr(row, field)


def _said(spec: Spec, rows: list[Requirement], roles: tuple[Role, ...]) -> PortFacts:
    mentions = {said: role.id for role in roles for said in _named(role)}
    peers = [{mentions.get(words(getattr(peer, "text", peer)), "") for peer in _stated(row, "peers")} for row in rows]
    return PortFacts(
        spec=spec,
        rows=tuple(rows),
        ways=_joined([STATED.get(_stated(row, "direction"), ()) for row in rows]),
        peers=_joined([each - {""} for each in peers]),
        transports=_joined([_stated(row, "transports") for row in rows]),
    )


STATED = {"inbound": ("inbound",), "outbound": ("outbound",), "both": ("inbound", "outbound")}
"""The ways that a direction states, in the words in which they are compared and told."""


def _joined(values: list[Any]) -> frozenset[str]:
    """Return all values of all rows, none where a row has none."""
    return frozenset(each for several in values for each in several) if all(values) else frozenset()


def _contradiction(review: Review, role: Role, port: str, here: PortFacts, there: PortFacts) -> Finding:
    """Return the finding with what both documents say, and both quotes."""
    said = " but ".join(_tell(each, review.spec.roles) for each in (here, there))
    help = "Find out which one is right and correct the other; portspec follows the first and decides nothing."
    return finding("PS418", f"About {port} of {role.name} {said}", help, review.place(here.rows[0]))


def _tell(said: PortFacts, roles: tuple[Role, ...]) -> str:
    names = [role.name for role in roles if role.id in said.peers]
    parts = (" and ".join(sorted(said.ways)), ", ".join(sorted(said.transports)).upper(), ", ".join(names))
    source = _source(said.spec, said.rows[0])
    return f"“{source.title}” says {'; '.join(part for part in parts if part)}: {_quotes(said.rows, source)}"


def _missing(review: Review, role: Role, port: str, other: Spec, rows: list[Requirement]) -> Finding:
    source = _source(other, rows[0])
    message = f"“{source.title}” states {port} of {role.name}, which the page does not: {_quotes(rows, source)}"
    help = "Find out which one is right and correct the other; portspec adds nothing from it."
    row = next(iter(review.spec.rows_of(role.id)), None)
    return finding("PS418", message, help, review.place(row) if row else None)


def _quotes(rows: Iterable[Requirement], source: SourceRecord) -> str:
    return ", ".join(
        f"“{row.provenance.quote}” ({source.path}:{row.provenance.at or row.provenance.line})" for row in rows
    )


def _source(spec: Spec, row: Requirement) -> SourceRecord:
    return next(each for each in spec.sources if each.id == row.provenance.source)
