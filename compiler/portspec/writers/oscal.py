"""OSCAL component definitions (NIST, version 1.1.3): one component a role, and a report of what OSCAL cannot hold.

A protocol there has a name and port ranges, nothing else. What more is known of a requirement stands in properties of
its component, in a namespace of our own, related to the protocol by their `group`.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from portspec.analysis.verdict import state_of
from portspec.artifact import Artifact, encode
from portspec.fields import FLAGS
from portspec.findings import Report
from portspec.spec import Requirement, Role, Spec
from portspec.writers.manifest import data_version, product
from portspec.writers.manifest.losses import SCHEMA, TRANSPORTS, loss_report

VERSION = "1.1.3"
NAMESPACE = "urn:portspec:oscal:1"
IDS = uuid5(NAMESPACE_URL, NAMESPACE)
"""The name space of our UUIDs (RFC 9562, 5.5): the same names always give the same UUIDs."""

Props = list[dict[str, str]]


def write(spec: Spec, _report: Report, /) -> Iterator[Artifact]:
    """Yield the component definition of a release, and what it lacks."""
    about = product(spec)
    folder = f"oscal/v1/{about.id}/{about.release}"
    yield Artifact(path=f"{folder}/component-definition.json", data=encode({"component-definition": _definition(spec)}))
    yield Artifact(path=f"{folder}/losses.json", data=encode(loss_report(spec)), schema=SCHEMA)


def _definition(spec: Spec) -> dict[str, Any]:
    about, version = product(spec), data_version(spec)
    title = f"Network ports of {about.name} {about.release_name}"
    rows: dict[str | None, list[Requirement]] = {role.id: [] for role in spec.roles}
    for each in spec.requirements:
        rows.setdefault(each.role, []).append(each)
    roles: dict[str | None, Role] = {role.id: role for role in spec.roles}
    return {
        "uuid": _uuid("definition", about.id, about.release, version),
        "metadata": {
            "title": _line(title),
            "last-modified": f"{about.recorded.isoformat()}T00:00:00Z",
            "version": version,
            "oscal-version": VERSION,
        },
        "components": [_component(about.id, roles.get(id), several) for id, several in rows.items()],
    }


def _component(about: str, role: Role | None, rows: Sequence[Requirement]) -> dict[str, Any]:
    props = [_prop("role", role.id)] if role else []
    props += [_prop("includes", each) for each in role.includes] if role else []
    for each in rows:
        props += _props(each, f"protocol-{_protocol_uuid(about, each)}")
    conditions = "\n\n".join(each.text for each in role.conditions) if role else ""
    parts = {"props": props, "protocols": [_protocol(about, each) for each in rows], "remarks": conditions}
    return {
        "uuid": _uuid("component", about, role.id if role else ""),
        "type": "service",
        "title": _line(role.name if role else "") or "Requirements without a role",
        "description": f"What the documentation says of the network ports of: {role.stated if role else 'any host'}",
        **{name: values for name, values in parts.items() if values},  # OSCAL allows no empty arrays and texts
    }


def _protocol(about: str, row: Requirement) -> dict[str, Any]:
    title, ranges = _line(row.purpose or ""), _ranges(row)
    return {
        "uuid": _protocol_uuid(about, row),
        "name": row.id,
        **({"title": title} if title else {}),
        **({"port-ranges": ranges} if ranges else {}),
    }


def _ranges(row: Requirement) -> list[dict[str, Any]]:
    """Return the port ranges; none for ports that are not used, since OSCAL could not say that."""
    if state_of(row) == "closed":
        return []
    ways = [{"transport": TRANSPORTS[each]} if each in TRANSPORTS else {} for each in row.transports] or [{}]
    return [{"start": each.start, "end": each.end, **way} for each in row.ports for way in ways]


def _props(row: Requirement, group: str) -> Props:
    """Return what a protocol cannot hold."""
    place = row.provenance
    values: Mapping[str, Sequence[str]] = {
        "requirement": [row.id],
        "direction": [row.direction],
        "port": [str(each) for each in row.ports],
        "dynamic-port": [row.dynamic.name or "unnamed"] if row.dynamic else [],
        "transport": row.transports or ["unstated"],
        "peer": [each.text for each in row.peers],
        "peer-role": [each.role for each in row.peers if each.role],
        "source": [row.source or ""],
        "destination": [row.destination or ""],
        "condition": [row.condition or ""],
        **{field: ["yes"] if getattr(row, field) else [] for field in FLAGS},
        "erratum": [f"{field} {basis.erratum}" for field, basis in sorted(row.corrected.items())],
        "document": [place.source],
        "line": [str(place.at or place.line)],
        "quote": [place.quote],
    }
    return [_prop(name, text, group) for name, several in values.items() for text in several if _line(text)]


def _prop(name: str, value: str, group: str | None = None) -> dict[str, str]:
    return {"name": name, "ns": NAMESPACE, "value": _line(value), **({"group": group} if group else {})}


def _line(text: str) -> str:
    """Return the text on one line, without white space at its ends, as OSCAL's string type wants it."""
    return " ".join(text.split())


def _uuid(*names: str) -> str:
    return str(uuid5(IDS, "\0".join(names)))


def _protocol_uuid(about: str, row: Requirement) -> str:
    """Return a UUID that a requirement keeps through all releases, as it keeps its id."""
    return _uuid("protocol", about, row.id)
