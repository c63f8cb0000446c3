"""Tables: the columns of what a release holds, and how each is filled; what is unknown is said, no cell is empty."""

from collections.abc import Callable, Mapping
from typing import Any

from portspec.analysis.flow import Flow
from portspec.analysis.remembered import remembered
from portspec.analysis.verdict import REASONS, condition_of, reasons_of, rules_of, seen_from, verdict_of
from portspec.fields import FLAGS
from portspec.findings import Finding
from portspec.source import Place
from portspec.spec import ErratumRecord, Party, Provenance, Requirement, Role

Columns = Mapping[str, Callable[[Any], str | int]]
"""The names of the columns, in order, each with what fills its cells."""

UNSTATED = "unstated"


def _flag(field: str) -> Callable[[Requirement], str]:
    return lambda each: _truth(getattr(each, field))


def _truth(value: bool) -> str:  # noqa: FBT001 - it spells a boolean
    return "yes" if value else "no"


def _line(at: Provenance | Place) -> int | str:
    """Return a line, or what a file without lines has in its place."""
    return str(at.at) if at.at else at.line


def _number(each: Requirement | Flow) -> str:
    if each.ports:
        return "; ".join(map(str, each.ports))
    return "unknown" if each.dynamic else "none"


def _dynamic(each: Requirement | Flow) -> str:
    return (each.dynamic.name or "unnamed") if each.dynamic else "no"


def _role(party: Party | None) -> str:
    return (party.role or "outsider") if party else UNSTATED


@remembered
def _peers(each: Requirement) -> tuple[Party, ...]:
    """Return the peers that a row names, or else those that its columns make the other ends of its role."""
    ends = ((rule.peer, rule.peer_text) for rule in rules_of(each, {}) if rule.host == each.role)
    return each.peers or tuple(Party(role=role, text=text) for role, text in dict.fromkeys(ends) if text)


REQUIREMENTS: Columns = {
    "id": lambda each: each.id,
    "role": lambda each: each.role or UNSTATED,
    "direction": lambda each: seen_from(each, each.role),
    "ports": _number,
    "transports": lambda each: "; ".join(each.transports) or UNSTATED,
    "dynamic_port": _dynamic,
    "peers": lambda each: "; ".join(peer.text for peer in _peers(each)) or UNSTATED,
    "peer_roles": lambda each: "; ".join(map(_role, _peers(each))) or UNSTATED,
    "source": lambda each: each.source or UNSTATED,
    "destination": lambda each: each.destination or UNSTATED,
    "purpose": lambda each: each.purpose or UNSTATED,
    "condition": lambda each: condition_of(each) or UNSTATED,
    "need": lambda each: each.need,
    "verdict": verdict_of,
    "why_closed": lambda each: "; ".join(REASONS[reason] for reason in reasons_of(each)) or "none",
    "roles": lambda each: "; ".join(each.roles) or each.role or UNSTATED,
    "source_ports": lambda each: "; ".join(map(str, each.source_ports)) or "any",
    **{field: _flag(field) for field in FLAGS},
    "errata": lambda each: (
        "; ".join(f"{field}: {it.erratum}" for field, it in sorted(each.corrected.items())) or "none"
    ),
    "document": lambda each: each.provenance.source,
    "line": lambda each: _line(each.provenance),
    "column": lambda each: "none" if each.provenance.at else each.provenance.column,
    "quote": lambda each: each.provenance.quote,
}

FLOWS: Columns = {
    "initiator": lambda each: each.initiator.text if each.initiator else UNSTATED,
    "initiator_role": lambda each: _role(each.initiator),
    "responder": lambda each: each.responder.text if each.responder else UNSTATED,
    "responder_role": lambda each: _role(each.responder),
    "transport": lambda each: each.transport or UNSTATED,
    "ports": _number,
    "dynamic_port": _dynamic,
    "initiator_requirements": lambda each: "; ".join(each.initiator_requirements) or "none",
    "responder_requirements": lambda each: "; ".join(each.responder_requirements) or "none",
    "errata": lambda each: "; ".join(each.errata) or "none",
}

ROLES: Columns = {
    "id": lambda each: each.id,
    "name": lambda each: each.name,
    "stated": lambda each: each.stated,
    "includes": lambda each: "; ".join(each.includes) or "none",
    "conditions": lambda each: " ".join(condition.text for condition in each.conditions) or "none",
    "erratum": lambda each: each.erratum or "none",
    "document": lambda each: each.provenance.source,
    "line": lambda each: _line(each.provenance),
}

ERRATA: Columns = {
    "id": lambda each: each.id,
    "kind": lambda each: each.kind,
    "why": lambda each: each.why,
    "see": lambda each: each.see or "assumed, no source",
}

FINDINGS: Columns = {
    "code": lambda each: each.code,
    "severity": lambda each: each.severity,
    "message": lambda each: each.message,
    "help": lambda each: each.help,
    "file": lambda each: each.place.source if each.place else "none",
    "line": lambda each: _line(each.place) if each.place else "none",
    "column": lambda each: each.place.column if each.place and not each.place.at else "none",
    "quote": lambda each: each.place.quote if each.place else "none",
}

Row = Requirement | Flow | Role | ErratumRecord | Finding


def cells(columns: Columns, row: Row) -> list[str | int]:
    """Return the cells of a row; a text without characters reads `empty`."""
    return [value if (value := fill(row)) != "" else "empty" for fill in columns.values()]
