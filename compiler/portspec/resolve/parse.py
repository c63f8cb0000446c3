"""Errata are written in YAML 1.2; each finding about them points at the line it is about."""

import re
from collections.abc import Iterable, Iterator
from typing import Annotated, Any, get_args

import msgspec
from msgspec import UNSET

from portspec.findings import SEVERITIES, Report, finding
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
from portspec.resolve.faults import fault
from portspec.resolve.ids import ROLE_BYTES
from portspec.source import Place, Source, source_of
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
    try:
        source = source_of(data, id="errata", path=path, media_type="application/yaml")
    except UnicodeDecodeError:
        report(finding("PS305", f"{path} is not UTF-8 text", "Save it as UTF-8."))
        return None
    read = _load(source, report)
    if read is None:
        return None
    value, root = read
    try:
        written = msgspec.convert(value, _Written)
    except msgspec.ValidationError as error:
        message, where = fault(error, CHOICES)
        report(finding("PS305", f"{path} is not valid: {message}", HELP, _place(source, root, where)))
        return None
    errata = [_erratum(raw, source, root, f"$.errata[{at}]", report) for at, raw in enumerate(written.errata)]
    place = _place(source, root, "$.releases")
    return Errata(releases=written.releases, errata=tuple(each for each in errata if each is not None), place=place)


def _load(source: Source, report: Report) -> tuple[Any, Any] | None:
    """Return a YAML text's value, and its nodes, which know their places; None after reporting that it is no YAML."""
    # Slow to import, and needed only where there are errata.
    from ruamel.yaml import YAML  # noqa: PLC0415
    from ruamel.yaml.error import YAMLError  # noqa: PLC0415

    try:
        if _refers(source, YAML(typ="safe", pure=True).parse(source.text), report):
            return None
        value = YAML(typ="safe", pure=True).load(source.text)
        return value, YAML(typ="safe", pure=True).compose(source.text)
    except (YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        at = mark.index if mark else getattr(error, "position", 0)
        reason = getattr(error, "problem", None) or getattr(error, "reason", None) or error
        place = source.place(at, min(at + 1, len(source.text)))
        report(finding("PS305", f"{source.path} is not valid YAML: {reason}", "Mend the line.", place))
    return None


def _refers(source: Source, events: Iterable[Any], report: Report) -> bool:
    """Tell whether a text repeats parts of itself, by aliases (YAML 1.2, 7.1) or merge keys, and report where (PS305).

    A few lines of those can mean more than any memory holds.
    """
    if "*" not in source.text and "<<" not in source.text:
        return False
    for each in events:
        if type(each).__name__ == "AliasEvent" or (getattr(each, "value", "") == "<<" and each.style is None):
            place = source.place(each.start_mark.index, each.end_mark.index)
            report(finding("PS305", f"{source.path} repeats a part of itself", "Write the part out.", place))
            return True
    return False


def _erratum(raw: dict[str, Any], source: Source, root: Any, path: str, report: Report) -> AnyErratum | None:
    """Return one erratum, or None after reporting all that is wrong with it."""
    wanted = next((form for key, form in FORMS.items() if key in raw), Erratum)
    faults = [(".place", "Object contains unknown field `place`")] if "place" in raw else []
    try:
        erratum = msgspec.convert(raw | {"place": _place(source, root, path)}, wanted)
    except msgspec.ValidationError as error:
        message, where = fault(error, CHOICES)
        faults.append((where.removeprefix("$"), message))
    else:
        faults += _faults(erratum)
        if not faults:
            return erratum
    for where, message in faults:
        report(finding("PS305", f"This erratum is not valid: {message}", HELP, _place(source, root, path + where)))
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
        try:
            empty = not given(fields) and path != ".expect"
        except ValueError as error:
            yield f"{path}.{_ported(fields)}", str(error)
        else:
            if empty:
                yield path, "it names no field"


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


def _place(source: Source, root: Any, path: str) -> Place:
    """Return the place, at most a line long, that a path such as `$.errata[1].set` leads to, as far as it leads."""
    node = root
    for key, number in re.findall(r"\.(\w+)|\[(\d+)\]", path):
        inner = _inner(node, key, int(number) if number else -1)
        if inner is None:
            break
        node = inner
    start, end = (node.start_mark.index, node.end_mark.index) if node is not None else (0, 0)
    line_end = source.text.find("\n", start)
    return source.place(start, end if line_end < 0 else min(end, line_end))


def _inner(node: Any, key: str, number: int) -> Any:
    """Return the node of a mapping's key or of a list's item, or None."""
    if key:
        pairs = node.value if node.id == "mapping" else ()
        return next((value for name, value in pairs if name.value == key), None)
    items = node.value if node.id == "sequence" else ()
    return items[number] if number < len(items) else None
