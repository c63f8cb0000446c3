"""Adding a page to the catalog: the entry for it, its place in the file, and what its rows leave to errata."""

import json
import re
from collections.abc import Iterator

import msgspec

from portspec.catalog import Catalog
from portspec.readers.formats import copy_suffix
from portspec.source import Source
from portspec.spec import Requirement, Spec


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """Where a page belongs."""

    product: str
    product_name: str
    release: str
    release_name: str
    recorded: str
    """ISO 8601 date on which the page was taken."""
    title: str

    def path(self, source: Source) -> str:
        """Return the page's path below `spec/sources`."""
        return f"{self.product}/{self.release}/{source.id}{copy_suffix(source.path, source.media_type)}"


def with_entry(text: str, catalog: Catalog, entry: Entry, source: Source) -> str:
    """Return the text of a catalog with a document for the page, and with its release and product where they are new.

    Everything else stays as it is written. A new release goes behind the product's others: it is the latest.
    """
    product = next((each for each in catalog.products if each.id == entry.product), None)
    release = product and next((each for each in product.releases if each.id == entry.release), None)
    lines = [] if product else ["[[product]]", *_pairs(id=entry.product, name=entry.product_name), ""]
    if not release:
        dated = [*_pairs(id=entry.release, name=entry.release_name), f"recorded = {entry.recorded}", ""]
        lines += ["[[product.release]]", *dated]
    document = {"id": source.id, "path": entry.path(source), "title": entry.title, "media_type": source.media_type}
    lines += ["[[product.release.document]]", *_pairs(**document, sha256=source.sha256, use="primary"), ""]
    at = _end(text, entry.product if product else None, entry.release if release else None)
    return f"{text[:at].rstrip()}\n\n" + "\n".join(lines) + (f"\n{text[at:]}" if text[at:].strip() else "")


def _pairs(**values: str) -> list[str]:
    """Return TOML key/value lines; a JSON string is a TOML basic string (TOML 1.0, String)."""
    return [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in values.items()]


_TABLE = re.compile(r"^\[\[(product(?:\.release)?)\]\][^\n]*\n(?:\s*\w+\s*=[^\n]*\n)*", re.MULTILINE)
_ID = re.compile(r'^\s*id\s*=\s*"([^"]*)"', re.MULTILINE)


def _end(text: str, product: str | None, release: str | None) -> int:
    """Return the offset where a product or one of its releases ends in the catalog's text, else where the text ends."""
    here = there = False
    for table in _TABLE.finditer(text):
        found = _ID.search(table.group())
        name = found.group(1) if found else ""
        is_product = table.group(1) == "product"
        if there and (is_product or release is not None):
            return table.start()
        here = name == product if is_product else here
        there = there or (
            here and name == (product if release is None else release) and is_product == (release is None)
        )
    return len(text)


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
