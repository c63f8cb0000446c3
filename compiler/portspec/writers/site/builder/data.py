"""Data: what the page of the firewall builder knows about one release, of which it makes its form and its questions."""

from datetime import date
from typing import Any

import msgspec
from msgspec import UNSET

from portspec.analysis.verdict import NEEDS, hosts_of, refusals_of
from portspec.artifact import Artifact
from portspec.spec import Requirement, role_closure
from portspec.unseen import visible
from portspec.writers.firewall.lowering.binds import bind_name
from portspec.writers.firewall.lowering.parties import all_parties, key
from portspec.writers.site.labels import condition, number, probed, transports
from portspec.writers.site.release import Release
from portspec.writers.site.words import Words


def release_data(release: Release) -> Artifact:
    """Return the script that registers a release; it is no JSON, so that a page from a folder may load it.

    A row is: its parties by the roles that it is about or on whose hosts its rules stand, the requirement, what it
    opens in words, the names by which its ports are bound or set, empty for none, and, its id and its condition, where
    it has one.
    """
    spec = release.spec
    bare = msgspec.structs.replace(spec, requirements=(), notes=(), findings=())
    known = {
        "spec": data(bare),
        "digest": spec.digest,
        "roles": [(each.id, visible(each.name), role_closure(spec, each.id)) for each in spec.roles],
        "rows": [_row(release.words, each) for each in spec.requirements if hosts_of(each)],
        "parties": _names(release),
        "proofs": {snippet: probed(release.words, proof) for snippet, proof in release.proofs.items()},
    }
    name = msgspec.json.encode(release.folder[:-1])
    script = b"(portspec.builder ??= {})[" + name + b"] = " + msgspec.json.encode(known) + b";\n"
    return Artifact(path=f"assets/builder/{release.folder[:-1]}.js", data=script)


def data(value: Any) -> Any:
    """Return a value as JSON has it: a struct as its type's name and the values of its fields, in their order."""
    if isinstance(value, msgspec.Struct):
        return {type(value).__name__: [data(getattr(value, name)) for name in value.__struct_fields__]}
    if isinstance(value, tuple):
        return [data(each) for each in value]
    if isinstance(value, dict):
        return {name: data(each) for name, each in value.items()}
    if value is UNSET:
        return None  # JSON has no word for it, and neither value is true
    return value.isoformat() if isinstance(value, date) else value


def _row(words: Words, row: Requirement) -> tuple[Any, ...]:
    bind = bind_name(row) if row.dynamic else ""
    set_ = row.id if row.configurable and row.ports and not row.dynamic else ""
    opens = f"{number(words, row)} {transports(words, row) if row.transports else words('of no stated transport')}"
    asked = row.need in NEEDS and not refusals_of(row)
    when = (row.id, visible(condition(words, row))) if asked else ()
    return {each: all_parties(row, (each,)) for each in hosts_of(row)}, data(row), visible(opens), bind, set_, when


def _names(release: Release) -> dict[str, str]:
    """Return the words for each party that a row names: those of the page, or a role's own."""
    names: dict[str, str] = {}
    for row in release.spec.requirements:
        for end in (row.source, row.destination, *(peer.text for peer in row.peers if not peer.role)):
            if end:
                names.setdefault(key(end), visible(end))
    return names | {each.id: visible(each.name) for each in release.spec.roles}
