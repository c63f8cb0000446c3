"""Errata: what is corrected, assumed or made clear about a page's claims, and why."""

import re
from typing import Annotated, Any, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType

from portspec.findings import Code, Finding, finding
from portspec.source import Place
from portspec.spec import HIGHEST_PORT, Direction, ErratumRecord, IcmpType, Id, Need, Transport

StatedValue = str | bool | tuple[str, ...] | None
"""A claim's value in the form of a spec's `was`: ports and peers as texts."""
Words = Annotated[str, Meta(min_length=1)]
ErratumKind = Literal["correction", "assumption", "clarification"]


class Selector(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What one claim must state to be the one that is meant."""

    role: Id | UnsetType = UNSET
    """Id of its role."""
    ports: str | UnsetType = UNSET
    """As an erratum writes them, such as `80, 443, 5700-6900`; all of the claim's."""
    dynamic: str | UnsetType = UNSET
    """The page's placeholder."""
    direction: Direction | UnsetType = UNSET
    """As the page states it."""
    transports: tuple[Transport, ...] | UnsetType = UNSET
    """As the page states them; empty for none."""
    purpose: Words | UnsetType = UNSET
    """Words that its purpose contains."""
    section: Words | UnsetType = UNSET
    """A heading that it stands below."""
    table: Annotated[int, Meta(ge=1)] | UnsetType = UNSET
    """Number of its table of ports on the page."""
    document: Id | UnsetType = UNSET
    """The document that states it."""
    among: str | UnsetType = UNSET
    """Ports of which its own are some."""
    count: Annotated[int, Meta(ge=1)] = 1
    """How many claims are meant, so that it is not wider tomorrow without a word."""


class Expected(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the page is known to state in some of a claim's fields."""

    transports: tuple[Transport, ...] | UnsetType = UNSET
    """Empty where the page states none."""
    direction: Direction | UnsetType = UNSET
    """`unstated` where the page states none."""
    dynamic: str | UnsetType = UNSET
    """What stands in place of a number."""
    ports: str | UnsetType = UNSET
    """As an erratum writes them, such as `80, 443, 5700-6900`."""
    peers: tuple[Words, ...] | UnsetType = UNSET
    """The page's words, all of them."""
    source: str | UnsetType | None = UNSET
    """None where the page states none."""
    destination: str | UnsetType | None = UNSET
    """None where the page states none."""
    purpose: str | UnsetType | None = UNSET
    """None where the page states none."""
    condition: str | UnsetType | None = UNSET
    """None where the page states none."""
    need: Need | UnsetType = UNSET
    """As the page's words ask for it."""
    negated: bool | UnsetType = UNSET
    """Whether the port is not used."""
    reserved: bool | UnsetType = UNSET
    """Whether the port is only held for something."""
    configurable: bool | UnsetType = UNSET
    """Whether another port can be chosen."""
    source_ports: str | UnsetType = UNSET
    """As an erratum writes ports; `0-65535` for any."""
    icmp_types: tuple[IcmpType, ...] | UnsetType = UNSET
    """Empty where the page means all messages."""


class Setting(Expected, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What some of a claim's fields are set to."""

    dynamic: Id | UnsetType = UNSET
    """A name for the port, by which it can be bound; requirements of one name mean the same port."""
    role: Id | UnsetType = UNSET
    """The host that the claims concern, by its id; one that the page does not name is a role by that."""


class Erratum(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is to be changed about some claims."""

    id: Id
    """No other erratum of the product has it."""
    kind: ErratumKind
    """What it is: a correction, an assumption or a clarification."""
    match: Annotated[tuple[Selector, ...], Meta(min_length=1)]
    """Each matches as many claims as it counts, as the page states them."""
    expect: Expected = Expected()
    """What each of these claims must state."""
    set: Setting
    """What these claims get."""
    why: Words
    """The reason, shown wherever the value is."""
    see: Words | None
    """Where the reason can be looked up; None only for an assumption."""
    place: Place
    """Where it stands in its file."""


class RoleName(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Id and name of a role."""

    id: Id
    """Stands in addresses and ids, so it is to last."""
    name: Words
    """As people are to read it."""


class RoleErratum(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An id and a name for a role, so that one role keeps them through all releases."""

    id: Id
    """No other erratum of the product has it."""
    kind: ErratumKind
    """What it is: a correction, an assumption or a clarification."""
    role: Words
    """The page's words for the role."""
    set: RoleName
    """What the role gets."""
    why: Words
    """The reason, shown with the role."""
    see: Words | None
    """Where the reason can be looked up; None only for an assumption."""
    place: Place
    """Where it stands in its file."""


class Acknowledgement(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Why some findings may stay: nothing is changed about any claim."""

    id: Id
    """No other erratum of the product has it."""
    finding: Code
    """The code of the findings, none of which is an error."""
    says: Words | UnsetType = UNSET
    """Words that the message or the quote of each contains."""
    count: Annotated[int, Meta(ge=1)] = 1
    """How many findings are meant, so that it does not hide one more tomorrow."""
    why: Words
    """The reason, shown in place of the finding's help."""
    place: Place
    """Where it stands in its file."""


Change = Erratum | RoleErratum
"""An erratum that the spec shows where it has set a value."""
AnyErratum = Change | Acknowledgement


class Errata(msgspec.Struct, frozen=True, kw_only=True):
    """The errata of one file, for the releases that it names."""

    releases: tuple[str, ...]
    """Ids of the product's releases."""
    errata: tuple[AnyErratum, ...]
    """In the file's order."""
    place: Place
    """Of the list of releases."""


def given(fields: Selector | Expected) -> dict[str, StatedValue]:
    """Return the fields that are given, each in the form of a spec's `was`.

    Raises ValueError where the ports are none.
    """
    values: dict[str, Any] = {name: getattr(fields, name) for name in fields.__struct_fields__ if name != "count"}
    values = {name: value for name, value in values.items() if value is not UNSET}
    for name in ("ports", "among", "source_ports"):
        if name in values:
            values[name] = ports_of(values[name])
    if "transports" in values:
        values["transports"] = tuple(sorted(set(values["transports"])))
    if "icmp_types" in values:
        values["icmp_types"] = tuple(sorted(set(values["icmp_types"]), key=_number))
    if "table" in values:
        values["table"] = str(values["table"])
    return values


def _number(type_: str) -> tuple[int, ...]:
    return tuple(map(int, type_.split("/")))


def ports_of(text: str) -> tuple[str, ...]:
    """Return the ports of a text such as `647, 847` or `5700-6900`, one text for each range.

    Raises ValueError where the text is no list of ports from 0 to 65535 (RFC 6335).
    """
    ranges = tuple(part.strip() for part in text.split(","))
    for each in ranges:
        numbers = [int(number) for number in each.split("-")] if re.fullmatch(r"[0-9]{1,5}(-[0-9]{1,5})?", each) else []
        if not numbers or numbers != sorted(numbers) or numbers[-1] > HIGHEST_PORT:
            raise ValueError(f"`{text}` is no list of ports such as `647, 847` or `5700-6900`")
    return ranges


def record(erratum: Change) -> ErratumRecord:
    """Return what a spec says about an erratum that was applied."""
    return ErratumRecord(id=erratum.id, kind=erratum.kind, why=" ".join(erratum.why.split()), see=erratum.see)


def problem(erratum: AnyErratum, code: str, message: str, help: str) -> Finding:
    """Return a finding at the erratum's place."""
    return finding(code, f"The erratum {erratum.id} {message}", help, erratum.place)
