"""The values of a diff: what has changed between two specs; `schemas/changes.schema.json` is their contract."""

from typing import Final, Literal

import msgspec

from portspec.spec import Count, Id, Product, Provenance

SCHEMA: Final = "urn:portspec:schema:changes:1"

Security = Literal["widened", "moved", "narrowed", "condition", "unknown", "text"]
"""What a change means for a firewall, the gravest first.

More is open; something else is open; less is open; it is open under other conditions; what is open is not known any
more; nothing is open otherwise than before."""
SECURITIES: tuple[Security, ...] = ("widened", "moved", "narrowed", "condition", "unknown", "text")
Value = str | bool | tuple[str, ...] | None
"""A field as a spec's `was` holds it: ports and peers as texts."""


class Field(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One field that is not what it was."""

    name: str
    """A field of a requirement, a role or a note; `quote` where only the words of the row are others."""
    was: Value
    """None as well where there was nothing of the kind."""
    now: Value
    """None as well where there is nothing of the kind any more."""


class Change(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One requirement, role or note that is not what it was."""

    security: Security
    """Whether more is open by it, less, or something other."""
    kind: Literal["added", "removed", "changed"]
    """What became of it."""
    subject: Literal["requirement", "role", "note"]
    """What it is."""
    id: Id | None
    """Its id in the new spec, or in the old one if it was removed; a note has none."""
    was_id: Id | None = None
    """Its id in the old spec if that was another."""
    fields: tuple[Field, ...]
    """The fields that changed; all that are stated if it was added or removed."""
    was: Provenance | None = None
    """Where it stood."""
    now: Provenance | None = None
    """Where it stands."""


class Diff(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All changes between two specs, the gravest first."""

    old: Product | None
    """None for a page without a release."""
    new: Product | None
    """None for a page without a release."""
    counts: dict[Security, Count]
    """How many changes of each kind there are; all kinds are listed."""
    changes: tuple[Change, ...]
    """The gravest first, then in the new spec's order."""


class Changes(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A file of diffs."""

    schema: Literal["urn:portspec:schema:changes:1"] = msgspec.field(name="$schema", default=SCHEMA)
    """Says which contract the file keeps."""
    schema_version: Literal["1.0"] = "1.0"
    """Grows in its second part when fields are added, in its first when old readers would be misled."""
    diffs: tuple[Diff, ...]
    """The newest release's first."""


def to_json(diffs: tuple[Diff, ...]) -> bytes:
    """Return diffs as indented JSON with a final newline."""
    return msgspec.json.format(msgspec.json.encode(Changes(diffs=diffs)), indent=2) + b"\n"
