"""A draft of errata: what the rows of a new page leave open, as YAML to be filled in."""

import json
from collections.abc import Iterator

from portspec.spec import Requirement, Spec


def draft(spec: Spec, product: str, release: str) -> str:
    """Return errata for all that the rows leave open, as YAML with TODO for values and reasons; "" for none."""
    items = [line for each in spec.requirements for line in _open(each)]
    if not items:
        return ""
    head = [
        f"# What the page leaves open, for spec/errata/{product}/: fill in every TODO, or delete the entry.",
        f"releases: [{json.dumps(release)}]",
        "errata:",
    ]
    return "\n".join([*head, *items, ""])


def _open(each: Requirement) -> Iterator[str]:
    """Yield the lines of a requirement's erratum, if it needs one."""
    unset = []
    if not each.transports:
        unset.append("transports: [TODO]")
    if each.direction == "unstated" and not (each.source and each.destination):
        unset.append("direction: TODO")
    if each.dynamic:
        unset.append("dynamic: TODO")
    if not unset:
        return
    match = {"role": each.role, "ports": ", ".join(map(str, each.ports)) or None}
    match["dynamic"] = each.dynamic.text if each.dynamic else None
    said = ", ".join(f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in match.items() if value)
    yield f"  - id: {json.dumps(each.id, ensure_ascii=False)}"
    yield "    kind: TODO  # correction, assumption or clarification"
    yield f"    match: [{{{said}}}]"
    yield f"    set: {{{', '.join(unset)}}}"
    yield f"    why: TODO  # the page says: {each.provenance.quote}"
    yield "    see: null"
