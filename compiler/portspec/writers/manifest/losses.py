"""Losses: what a component definition of OSCAL has no place for, and whether a property of ours holds it."""

from collections.abc import Callable, Mapping
from typing import Final, Literal

import msgspec

from portspec.analysis.verdict import state_of
from portspec.spec import Id, Product, Requirement, Spec
from portspec.writers.manifest import data_version, product

SCHEMA: Final = "urn:portspec:schema:losses:1"
TRANSPORTS = {"tcp": "TCP", "udp": "UDP"}
"""The only two that OSCAL knows."""

Kept = Literal["property", "nowhere"]


class Loss(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something that OSCAL has no place for."""

    what: str
    """What is lost, in a few words."""
    kept: Kept
    """Whether a property of our namespace holds it, which other tools do not know."""
    why: str
    """What OSCAL lacks."""
    requirements: tuple[Id, ...]
    """The requirements that it concerns; empty where it is about the whole release."""


class LossReport(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All losses of one release."""

    schema: Literal["urn:portspec:schema:losses:1"] = msgspec.field(name="$schema", default=SCHEMA)
    """Says which contract the file keeps."""
    schema_version: Literal["1.0"] = "1.0"
    """Grows in its second part when fields are added, in its first when old readers would be misled."""
    data_version: str
    """As of `manifest.data_version`."""
    product: Product
    """Whose release it is."""
    losses: tuple[Loss, ...]
    """In the order of the file."""


def loss_report(spec: Spec) -> LossReport:
    """Return what OSCAL cannot hold of a spec, with the requirements concerned."""
    rows = (
        Loss(what=what, kept=kept, why=why, requirements=tuple(each.id for each in spec.requirements if concerns(each)))
        for what, (kept, why, concerns) in OF_ROWS.items()
    )
    release = (
        Loss(what=what, kept="nowhere", why=why, requirements=())
        for what, why in OF_RELEASES.items()
        if getattr(spec, what)
    )
    found = (*(each for each in rows if each.requirements), *release)
    return LossReport(data_version=data_version(spec), product=product(spec), losses=found)


OF_ROWS: Mapping[str, tuple[Kept, str, Callable[[Requirement], bool]]] = {
    "direction": ("property", "a protocol has no direction", lambda _: True),
    "other end": (
        "property",
        "a protocol has no other end",
        lambda row: bool(row.peers or row.source or row.destination),
    ),
    "condition": ("property", "a protocol has no condition", lambda row: bool(row.condition)),
    "unstated transport": (
        "property",
        "a port range without a transport may be read as one of any",
        lambda row: not row.transports,
    ),
    "other transport": (
        "property",
        "a port range knows TCP and UDP only",
        lambda row: not {*row.transports} <= TRANSPORTS.keys(),
    ),
    "dynamic port": ("property", "a port range has numbers", lambda row: row.dynamic is not None),
    "refused port": (
        "property",
        "a port range cannot say that it is not to be opened",
        lambda row: state_of(row) == "closed",
    ),
    "erratum": ("property", "a protocol does not say how its values are known", lambda row: bool(row.corrected)),
    "stated value": ("nowhere", "what an erratum corrected stands in the JSON file", lambda row: bool(row.corrected)),
    "provenance": ("property", "a protocol has no place in a document", lambda _: True),
    "column and last line": ("nowhere", "the first line leads to the row", lambda _: True),
    "white space": (
        "nowhere",
        "a text of a protocol or property is one line",
        lambda row: any(_folds(text) for text in (row.purpose, row.condition, row.source, row.destination)),
    ),
}
OF_RELEASES = {
    "notes": "a paragraph without ports is no protocol",
    "errata": "reasons have no place; properties name the ids",
    "findings": "a component definition makes no remarks about its sources",
    "sources": "documents have no place; properties name the ids",
    "counts": "rows are not counted",
}
"""By field of the spec."""


def _folds(text: str | None) -> bool:
    return bool(text) and text != " ".join((text or "").split())
