"""The spec: the one value from which every artifact is made, with `schemas/spec.schema.json` as its contract."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from hashlib import sha256
from typing import Annotated, Final, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType

from portspec.artifact import encode
from portspec.findings import Finding
from portspec.source import Ordinal, Spot

SCHEMA: Final = "urn:portspec:schema:spec:2"
SCHEMA_VERSION: Final = "2.0"

Direction = Literal["inbound", "outbound", "both", "internal", "unstated"]
Kind = Literal["table", "list", "prose", "command"]
Need = Literal["required", "conditional", "optional", "off", "retired", "denied", "local"]
"""How firmly a page asks: always, under a condition, not for all that the product does, only once something is switched
on; or not any more, never, inside the host alone."""
HIGHEST_PORT: Final = 65535
"""A port has 16 bits (RFC 6335, section 6)."""
Port = Annotated[int, Meta(ge=0, le=HIGHEST_PORT)]
Count = Annotated[int, Meta(ge=0)]
Digest = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}$(?!\n)")]
"""A SHA-256 in lower-case hex."""
MediaType = Annotated[str, Meta(pattern=r"^[a-z]+/[a-z0-9][a-z0-9.+-]*$(?!\n)")]
"""The name of a format (RFC 6838, 4.2); the folders of `readers` say which there are."""
Transport = Annotated[str, Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$(?!\n)")]
_BYTE = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])"
IcmpType = Annotated[str, Meta(pattern=rf"^{_BYTE}(/{_BYTE})?$(?!\n)")]
"""A type of ICMP, or a type with a code."""
IcmpTypes = Annotated[tuple[IcmpType, ...], Meta(min_length=1)]
Id = Annotated[str, Meta(pattern=r"^(?![-+._])[^\x00-*,/:-^`{-\xa0\u2000-\u206f\u3000\ufeff]+$(?!\n)")]
"""Of ASCII only `+`, `-`, `.`, `_`, digits and small letters, so that it may stand in a path, a URL's fragment and a
comment as it is; letters of other scripts are allowed, their spaces and invisible controls are not.
`(?!\\n)` because Python's `$` also matches before a line end."""
_FIELDS = (
    "role|direction|ports|dynamic|transports|source|destination|peers|purpose|condition|negated|reserved|configurable"
)
Field = Annotated[str, Meta(pattern=rf"^({_FIELDS}|need|roles|sources|destinations|source_ports|icmp_types)\Z")]
"""A field of a requirement that says what it requires."""


class PortRange(msgspec.Struct, frozen=True, kw_only=True, order=True, forbid_unknown_fields=True):
    """Ports from `start` to `end`, both included; a single port is a range of one. 0 to 65535 (RFC 6335)."""

    start: Port
    """The lowest port."""
    end: Port
    """The highest port, not below `start`."""

    def __str__(self) -> str:
        return str(self.start) if self.start == self.end else f"{self.start}-{self.end}"


EVERY_PORT = PortRange(start=0, end=HIGHEST_PORT)
"""What a page means by all ports."""


class Provenance(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Where a value was read."""

    source: str
    """Id of one of the spec's sources."""
    line: Ordinal
    """The line where the port text (or the named text) stands, from 1."""
    end_line: Ordinal
    """The line where the row ends."""
    column: Ordinal
    """The column where the port text starts, from 1, in characters."""
    quote: str
    """The row's cells, joined by ` | `, white space folded."""
    at: Spot | None = None
    """Where the port text stands in a file without lines; the lines are then those of the text that stands for it."""

    @property
    def words(self) -> str:
        """The place in words, without the file: `line 5`, `Ports!C5`, `table 2, row 5, column 3`."""
        return str(self.at) if self.at else f"line {self.line}"

    @property
    def mark(self) -> str:
        """The place as it stands behind the file's name."""
        return str(self.at) if self.at else f"{self.line}:{self.column}"


class Party(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The other end: a role of the spec, or a named outsider."""

    role: Id | None = None
    """Id of a role, or None for an outsider."""
    text: str
    """The page's words."""


class Dynamic(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A port without a number on the page."""

    name: Id | None = None
    """Given by an erratum; requirements of one name mean the same port. Users bind it by this name."""
    text: str
    """What stands on the page in place of a number."""


class Basis(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind", tag="erratum"):
    """A value that an erratum set."""

    erratum: Id
    """Id of one of the spec's errata."""
    was: str | bool | tuple[str, ...] | None
    """What the page states: the value as written in the spec, ports and peers as texts."""


class Loser(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A statement of the page that did not count, since a nearer one says something else."""

    value: str | bool | tuple[str, ...]
    """In the form that the field has."""
    rule: str
    """Name of the rule by which it would have counted."""
    provenance: Provenance
    """Where it stands."""


CONTAINED = "container"
"""The rule of a context by which a row is about ports inside of a container."""


class Context(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind", tag="context"):
    """A value that the row does not state itself: it stands in a header, a heading or a sentence of the page."""

    rule: str
    """Name of the rule that took the value from there, such as `heading` or `column-header`."""
    provenance: Provenance
    """Where it stands."""
    against: tuple[Loser, ...] = ()
    """What lost against it, the nearest first."""


class Requirement(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One documented row: who needs which ports open, which way, to whom."""

    id: Id
    """Stable: made of what the page states, not of its place."""
    role: Id | None
    """Id of one of the spec's roles, or None where the page names none."""
    direction: Direction
    """Seen from the role."""
    ports: tuple[PortRange, ...]
    """Sorted as on the page; empty for a dynamic port and for a protocol without ports."""
    dynamic: Dynamic | None
    """What stands for a number; None where the page gives numbers, or a protocol without ports."""
    transports: tuple[Transport, ...]
    """Lower-case IP protocol names, sorted; empty where unstated."""
    source: str | None
    """The page's words, where it has a column or a heading for them."""
    destination: str | None
    """The same for the other end."""
    peers: tuple[Party, ...]
    """Who is at the other end, as the description says."""
    purpose: str | None
    """What the port is for, in the page's words."""
    condition: str | None
    """The words that limit when the requirement holds."""
    negated: bool
    """True where the page says that the port is not used."""
    reserved: bool
    """True where the page says that the port is only held for something."""
    configurable: bool = False
    """True where the page says that another port can be chosen."""
    need: Need = "required"
    """How firmly the page asks for it."""
    roles: tuple[Id, ...] = ()
    """Ids of all roles that the row names, `role` first; empty where it names no more than that."""
    sources: tuple[Party, ...] = ()
    """Who `source` names, each by itself; empty where the row names none."""
    destinations: tuple[Party, ...] = ()
    """Who `destination` names."""
    source_ports: tuple[PortRange, ...] = ()
    """The ports that connections come from, where the page limits them; empty means any."""
    icmp_types: IcmpTypes | UnsetType = UNSET
    """The only messages of ICMP or ICMPv6 that are meant, by type, `8`, or type and code, `3/4` (RFC 792, RFC 4443);
    absent means all."""
    kind: Kind
    """Where on the page it stands."""
    basis: dict[Field, Basis | Context]
    """For each field whose value an erratum set, or that another place of the page states than the row."""
    provenance: Provenance
    """Where the port text stands, with the whole row as its quote."""

    @property
    def corrected(self) -> dict[str, Basis]:
        """The fields that an erratum set."""
        return {field: each for field, each in self.basis.items() if isinstance(each, Basis)}


class Condition(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A sentence that says when a role's ports are opened."""

    text: str
    """The page's words."""
    provenance: Provenance
    """Where it stands."""


class Role(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A kind of host that requirements concern."""

    id: Id
    """Made of the page's words, or given by an erratum; stands in the requirements' ids."""
    name: str
    """As people read it: the page's words, or an erratum's."""
    stated: str
    """The page's words."""
    includes: tuple[Id, ...]
    """Ids of the roles whose requirements hold as well ("in addition to …")."""
    conditions: tuple[Condition, ...]
    """When its ports are opened, in the page's order."""
    erratum: Id | None
    """Id of the erratum that gave it its id."""
    provenance: Provenance
    """Where the page names it first."""


class Note(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A paragraph about ports that states none."""

    text: str
    """The paragraph, without markup."""
    commands: tuple[str, ...]
    """Its code blocks."""
    provenance: Provenance
    """Where it stands."""


class Product(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What the spec is about."""

    id: Id
    """From the catalog, as all of these."""
    name: str
    """As people know the product."""
    release: Id
    """Id of the release."""
    release_name: str
    """As people know the release."""
    recorded: date
    """The day when the documents were taken down, from the catalog."""
    preview: bool = False
    """True where the release is not final, so that it is not the latest one while another is."""


class Original(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The page that a restated document restates."""

    title: str
    """As the vendor has it."""
    sha256: Digest
    """Of the bytes that were restated."""


class SourceRecord(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A document that the spec was compiled from."""

    id: str
    """No other document of the release has it."""
    path: str
    """Below `spec/sources`; as it was given, for a page without a catalog."""
    title: str
    """As people know it."""
    media_type: MediaType
    """Which format read it."""
    sha256: Digest
    """Of the file's bytes."""
    lines: Count
    """How many the text has that was read."""
    restated: bool = False
    """True where it tells an original in our own words, so that no quote is the vendor's."""
    original: Original | None = None
    """The page that it restates, or None."""


class ErratumRecord(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An erratum that was applied."""

    id: Id
    """Named by the `basis` of what it set."""
    kind: Literal["correction", "assumption", "clarification"]
    """How much is known: an assumption is the least."""
    why: str
    """The reason, in one sentence or more."""
    see: str | None
    """Where the reason can be looked up; None for an assumption without a source."""


class Counts(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The accounting by the ledger: rows = read + unread, numbers = claimed + aside + reported."""

    rows: Count
    """Rows of port tables, items of port lists and sentences that state ports."""
    read: Count
    """Those that became requirements, or that only tell of others."""
    unread: Count
    """Those that were not understood; each has a finding."""
    tables: Count
    """Tables that rows were read from."""
    numbers: Count = 0
    """Numbers that could be ports, in blocks that speak of ports."""
    claimed: Count = 0
    """Those that a requirement states."""
    aside: Count = 0
    """Those that the words around them show to be something else, such as a year or a size."""
    reported: Count = 0
    """Those that a finding points at."""


class Spec(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, dict=True):
    """Everything one release documents."""

    schema: Literal["urn:portspec:schema:spec:2"] = msgspec.field(name="$schema", default=SCHEMA)
    """Says which contract the file keeps."""
    schema_version: Literal["2.0"] = SCHEMA_VERSION
    """Grows in its second part when fields are added, in its first when old readers would be misled."""
    product: Product | None
    """None for a page without a catalog."""
    sources: tuple[SourceRecord, ...]
    """The primary documents, in the catalog's order."""
    roles: tuple[Role, ...]
    """In the order in which the pages name them; those that only errata give come last."""
    requirements: tuple[Requirement, ...]
    """In the order of the pages."""
    notes: tuple[Note, ...]
    """In the order of the pages."""
    errata: tuple[ErratumRecord, ...]
    """Those that were applied, in the order of their files."""
    findings: tuple[Finding, ...]
    """All that was said while it was compiled, in that order; those that an erratum acknowledges say so."""
    counts: Counts
    """How much of the pages was read."""

    @property
    def preview(self) -> bool:
        """Whether it is of a release that is not final."""
        return self.product is not None and self.product.preview

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the spec's JSON without white space, its fields in the order of the types, in hex."""
        return sha256(msgspec.json.encode(self, order="deterministic")).hexdigest()

    @cached_property
    def file_digest(self) -> str:
        """SHA-256 of the spec's JSON file, in hex."""
        return sha256(encode(self)).hexdigest()

    def rows_of(self, *roles: str | None) -> tuple[Requirement, ...]:
        """Return the requirements about some roles, in their order; None means those about none."""
        places = sorted(place for role in roles for place in self._places.get(role, ()))
        return tuple(self.requirements[place] for place in places)

    def erratum(self, id: str) -> ErratumRecord | None:
        """Return an erratum that was applied, or None where there is none of that id."""
        return self._errata.get(id)

    @cached_property
    def _errata(self) -> dict[str, ErratumRecord]:
        return {each.id: each for each in self.errata}

    @cached_property
    def _places(self) -> dict[str | None, list[int]]:
        """By role, the places of the requirements about it in `requirements`, from 0 and in order."""
        found: dict[str | None, list[int]] = {}
        rows = ((place, role) for place, each in enumerate(self.requirements) for role in each.roles or (each.role,))
        for place, role in rows:
            found.setdefault(role, []).append(place)
        return found


def role_closure(spec: Spec, role: str) -> tuple[str, ...]:
    """Return `role` and every role it includes, directly or not, each once, `role` first."""
    return closure({each.id: each.includes for each in spec.roles}, role)


def closure(includes: Mapping[str, Sequence[str]], role: str) -> tuple[str, ...]:
    """Return what `role_closure` returns, of roles given by id with the ids that they include."""
    found: dict[str, None] = {}
    todo = [role]
    while todo:
        name = todo.pop(0)
        if name not in found:
            found[name] = None
            todo.extend(includes.get(name, ()))
    return tuple(found)
