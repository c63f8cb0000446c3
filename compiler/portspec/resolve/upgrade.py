"""Upgrade: a spec of schema version 1.0 as one of version 2.0, with what can be known without its pages."""

from collections.abc import Sequence
from typing import Any

import msgspec

from portspec.claims import Claim, RoleClaim
from portspec.resolve.correct import Corrected
from portspec.resolve.need import need_of
from portspec.resolve.parties import ends_of, hosts_of
from portspec.resolve.roles import Roles, name_roles
from portspec.resolve.subject import HOST, RULE
from portspec.spec import SCHEMA, SCHEMA_VERSION, Basis, Context, Direction, Kind, Provenance, Role, Spec

OLD = "urn:portspec:schema:spec:1"


class _Named(msgspec.Struct, frozen=True, kw_only=True):
    """How a file begins to say what it is."""

    schema: str = msgspec.field(name="$schema", default="")
    """Says which version the file is of; empty where it does not say."""


class _Row(msgspec.Struct, frozen=True, kw_only=True):
    """What a requirement of version 1.0 says of its need and its ends."""

    id: str
    """As it was."""
    role: str | None
    """None where the page names none."""
    direction: Direction
    """Seen from the role."""
    source: str | None
    """The page's words, or None."""
    destination: str | None
    """The page's words, or None."""
    condition: str | None
    """The words that limit when it holds, or None."""
    negated: bool
    """True where the page says that it is not used."""
    kind: Kind
    """Where on the page it stands."""
    basis: dict[str, Basis]
    """What errata set."""
    provenance: Provenance
    """Where it stands."""

    @property
    def corrected(self) -> Corrected:
        """The row as a claim without ports; the role is known by its id."""
        claim = Claim(
            role=None,
            direction=self.direction,
            ports=(),
            dynamic=None,
            transports=(),
            source=self.source,
            destination=self.destination,
            condition=self.condition,
            negated=self.negated,
            kind=self.kind,
            provenance=self.provenance,
        )
        return Corrected(claim=claim, basis=self.basis)


class _Source(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked of a document."""

    id: str
    """Of the document."""
    path: str
    """As people know it."""
    title: str
    """Of the page."""


class _Old(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked of a spec of version 1.0."""

    roles: tuple[Role, ...]
    """With their ids, which ends are given."""
    requirements: tuple[_Row, ...]
    """In the spec's order."""
    sources: tuple[_Source, ...]
    """The documents."""


def is_old(data: bytes) -> bool:
    """Tell whether a JSON document calls itself a spec of version 1.0; raises msgspec.DecodeError for others."""
    return msgspec.json.decode(data, type=_Named).schema == OLD


def upgraded(data: bytes) -> Spec:
    """Return a spec of version 1.0 as one of 2.0; raises msgspec.ValidationError where it is not valid."""
    return msgspec.convert(_upgraded(msgspec.json.decode(data), msgspec.json.decode(data, type=_Old)), Spec)


def _upgraded(raw: dict[str, Any], old: _Old) -> dict[str, Any]:
    stated = [RoleClaim(text=each.stated, id=each.id, provenance=each.provenance) for each in old.roles]
    claims = [row.corrected.claim for row in old.requirements]
    nameless = not stated and not any(map(hosts_of, claims))
    titles = [each for each in old.sources if any(row.provenance.source == each.id for row in old.requirements)]
    stated += [_subject(each) for each in titles] if nameless else []
    named = name_roles(stated, claims, (), lambda _: None)
    new = [_new(row, named) | (_about(row, stated) if nameless else {}) for row in old.requirements]
    known = {each.id for each in old.roles}
    added = [msgspec.to_builtins(role) for role in named.roles if role.id not in known]
    rows = [before | after for before, after in zip(raw["requirements"], new, strict=True)]
    version = {"$schema": SCHEMA, "schema_version": SCHEMA_VERSION}
    return raw | version | {"roles": [*raw["roles"], *added], "requirements": rows}


def _new(row: _Row, roles: Roles) -> dict[str, Any]:
    """Return what version 2.0 says of a requirement besides."""
    sources, destinations = ends_of(row.corrected.claim)
    ends = {"sources": roles.ends(sources, destinations), "destinations": roles.ends(destinations, sources)}
    built: dict[str, Any] = msgspec.to_builtins(ends)
    return built | {"need": need_of(row.corrected)}


def _subject(source: _Source) -> RoleClaim:
    place = Provenance(source=source.id, line=1, end_line=1, column=1, quote=source.title)
    title = HOST if source.title == source.path else source.title
    return RoleClaim(text=title, id=HOST, provenance=place)


def _about(row: _Row, subjects: Sequence[RoleClaim]) -> dict[str, Any]:
    """Return what is other in a row of pages that name no host."""
    place = next(each.provenance for each in subjects if each.provenance.source == row.provenance.source)
    basis = {"role": Context(rule=RULE, provenance=place), **row.basis}
    id = HOST if row.id == "portless" else f"{HOST}.{row.id}"
    return {"id": id, "role": HOST, "basis": msgspec.to_builtins(basis)}
