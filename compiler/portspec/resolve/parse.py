"""Errata are written in YAML 1.2; each finding about them points at the line it is about."""

from collections.abc import Iterator
from typing import Annotated, Any, get_args

import msgspec
from msgspec import UNSET, UnsetType

from portspec.faults import fault
from portspec.findings import SEVERITIES, Report, finding, meant
from portspec.protocols import NUMBERS
from portspec.resolve.errata import (
    Acknowledgement,
    AnyErratum,
    Errata,
    Erratum,
    ErratumKind,
    Expected,
    RoleErratum,
    Selector,
    given,
    ports_of,
)
from portspec.resolve.ids import ROLE_BYTES
from portspec.resolve.located import Located, located
from portspec.spec import Direction, Id, Need

HELP = "`portspec explain PS305` shows the form of errata."
FORMS: dict[str, type[AnyErratum]] = {"role": RoleErratum, "finding": Acknowledgement}
"""The key that each form of errata but the commonest has alone."""
CHOICES = {"kind": get_args(ErratumKind), "direction": get_args(Direction), "need": get_args(Need)}


class _Written(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A file of errata as it is written."""

    releases: Annotated[tuple[Id, ...], msgspec.Meta(min_length=1)]
    """The releases of the product that it is for."""
    errata: tuple[dict[str, Any], ...]
    """Each is decoded by itself, so that one that is wrong does not hide the others."""


def parse_errata(data: bytes, path: str, report: Report) -> Errata | None:
    """Return the errata written in a file's bytes, without those that are not valid, each of which is reported (PS305).

    None where the file as a whole cannot be read.
    """
    read = located(data, path, "PS305", report)
    if read is None:
        return None
    written = read.converted(_Written, CHOICES, HELP, report)
    if written is None:
        return None
    errata = [_erratum(raw, read, f"$.errata[{at}]", report) for at, raw in enumerate(written.errata)]
    place = read.place("$.releases")
    return Errata(releases=written.releases, errata=tuple(each for each in errata if each is not None), place=place)


def _erratum(raw: dict[str, Any], read: Located, path: str, report: Report) -> AnyErratum | None:
    """Return one erratum, or None after reporting all that is wrong with it."""
    wanted = next((form for key, form in FORMS.items() if key in raw), Erratum)
    faults = [(".place", "Object contains unknown field `place`")] if "place" in raw else []
    try:
        erratum = msgspec.convert(raw | {"place": read.place(path)}, wanted)
    except msgspec.ValidationError as error:
        message, where = fault(error, CHOICES)
        faults.append((where.removeprefix("$"), message))
    else:
        faults += _faults(erratum)
        if not faults:
            return erratum
    for where, message in faults:
        report(finding("PS305", f"This erratum is not valid: {message}", HELP, read.place(path + where)))
    return None


def _faults(erratum: AnyErratum) -> Iterator[tuple[str, str]]:
    """Yield path and message for each rule that a type cannot say."""
    if isinstance(erratum, Acknowledgement):
        yield from _unacknowledged(erratum.finding)
        return
    if erratum.see is None and erratum.kind != "assumption":
        yield ".see", f"a {erratum.kind} says where its reason can be looked up; only an assumption may leave that out"
    name, given_id = (".id", erratum.set.id) if isinstance(erratum, RoleErratum) else (".dynamic", erratum.set.dynamic)
    if given_id is not UNSET and len(given_id.encode()) > ROLE_BYTES:
        yield f".set{name}", f"it has more than {ROLE_BYTES} bytes, and names of files are made of it"
    if isinstance(erratum, RoleErratum):
        return
    parts: dict[str, Selector | Expected] = {f".match[{at}]": item for at, item in enumerate(erratum.match)}
    parts |= {".set": erratum.set, ".expect": erratum.expect}
    for path, fields in parts.items():
        yield from _unknown(path, fields.transports)
        try:
            empty = not given(fields) and path != ".expect"
        except ValueError as error:
            yield f"{path}.{_ported(fields)}", str(error)
        else:
            if empty:
                yield path, "it names no field"


def _unknown(path: str, transports: tuple[str, ...] | UnsetType) -> Iterator[tuple[str, str]]:
    """Yield path and message for each transport that is no protocol."""
    for at, name in enumerate(transports or ()):
        if name not in NUMBERS:
            known = f"{meant(name, NUMBERS)}The protocols are {', '.join(NUMBERS)}"
            yield f"{path}.transports[{at}]", f"there is no protocol “{name}”. {known}"


def _unacknowledged(code: str) -> Iterator[tuple[str, str]]:
    """Yield path and message where findings of a code cannot be acknowledged."""
    if SEVERITIES.get(code, "error") == "error":
        yield ".finding", f"{code} is an error, which must be mended" if code in SEVERITIES else f"there is no {code}"


def _ported(fields: Selector | Expected) -> str:
    """Return the field of which the ports are no list."""
    among = getattr(fields, "among", UNSET)
    try:
        ports_of("0" if among is UNSET else among)
    except ValueError:
        return "among"
    return "ports"
