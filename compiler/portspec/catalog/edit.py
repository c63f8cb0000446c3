"""Edits of the catalog's text, which keep all else as it is written: pages added, recorded anew, moved to a release."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import msgspec
import tomlkit
from tomlkit import TOMLDocument
from tomlkit.items import AoT, InlineTable, Table

from portspec.catalog import Catalog, Document, Release, Shrinkage
from portspec.catalog.new_page import NewPage

Key = tuple[str, str, str]
"""The ids of a product, a release and a document."""


def with_page(text: str, catalog: Catalog, page: NewPage) -> str:
    """Return the text of a catalog with a document for the page, and with its release and product where they are new.

    A new release goes behind the product's others: it is the latest, unless it is a preview.
    """
    written = tomlkit.parse(text)
    entry, source = page.entry, page.source
    product = catalog.product(entry.product)
    if product is None:
        _append(written, "product", {"id": entry.product, "name": entry.product_name})
    if product is None or entry.release not in [each.id for each in product.releases]:
        dated = {"recorded": date.fromisoformat(entry.recorded)}
        _append(_product(written, entry.product), "release", {"id": entry.release, "name": entry.release_name, **dated})
    document = {"id": source.id, "path": entry.path(source), "title": entry.title, "media_type": source.media_type}
    more = {"origin": _inline(entry.origin)} if entry.origin else {}
    if source.attributes:  # TOML has no null
        said = {name: False if value is None else value for name, value in source.attributes.items()}
        more["attributes"] = _inline(said)
    release = _release(written, entry.product, entry.release)
    _append(release, "document", document | {"sha256": source.sha256, "use": "primary"} | more)
    return _text(written)


def recorded(text: str, catalog: Catalog, digests: Mapping[Key, str], day: date) -> str:
    """Return the text of a catalog in which some documents have new digests, taken down on a day.

    The release's day becomes that one; a document that was taken on another day keeps its own.
    """
    written = tomlkit.parse(text)
    for product in catalog.products:
        for release in product.releases:
            changed = {id for one, other, id in digests if (one, other) == (product.id, release.id)}
            if not changed:
                continue
            table = _release(written, product.id, release.id)
            table["recorded"] = day
            for each in release.documents:
                entry = _of_id(table["document"], each.id)
                if each.id in changed:
                    entry["sha256"] = digests[product.id, release.id, each.id]
                    entry.pop("recorded", None)
                elif each.recorded is None and release.recorded != day:
                    entry["recorded"] = release.recorded
    return _text(written)


def acknowledged(text: str, gone: Mapping[tuple[str, str], Shrinkage]) -> str:
    """Return the text of a catalog in which some releases, by the ids of product and release, say what is gone."""
    written = tomlkit.parse(text)
    for (product, release), shrunk in gone.items():
        given = {name: value for name, value in msgspec.to_builtins(shrunk).items() if value}
        _release(written, product, release)["shrunk"] = _inline(given)
    return _text(written)


def with_release(text: str, product: str, new: Release) -> str:
    """Return the text of a catalog with a new release behind the others of a product.

    The documents of both that have the same origin are followed in the new one only, as the last that has it.
    """
    written = tomlkit.parse(text)
    dated = {"id": new.id, "name": new.name, "recorded": new.recorded}
    _append(_product(written, product), "release", dated)
    table = _release(written, product, new.id)
    for document in new.documents:
        _append(table, "document", _plain(document))
    return _text(written)


def _plain(document: Document) -> dict[str, Any]:
    """Return a document as its table is written: without what is as usual."""
    usual: dict[str, Any] = dict.fromkeys(("original", "origin", "recorded")) | {"restated": False, "attributes": {}}
    fields = {name: getattr(document, name) for name in document.__struct_fields__}
    given = {name: value for name, value in fields.items() if name not in usual or value != usual[name]}
    return {
        name: _inline(value) if isinstance(value, msgspec.Struct | dict) else value for name, value in given.items()
    }


def _inline(value: object) -> InlineTable:
    table = tomlkit.inline_table()
    table.update({name: each for name, each in msgspec.to_builtins(value).items() if each is not None})
    return table


def _append(inside: TOMLDocument | Table, name: str, values: Mapping[str, Any]) -> None:
    """Add a table to an array of tables, with an empty line before and after it."""
    before = inside.as_string()
    if name not in inside:
        inside.append(name, tomlkit.aot())
    table = tomlkit.table()
    table.update(values)
    table.add(tomlkit.nl())
    if before.strip() and not before.endswith("\n\n"):
        table.trivia.indent = "\n" if before.endswith("\n") else "\n\n"
    array: AoT = inside[name]
    array.append(table)


def _product(written: TOMLDocument, id: str) -> Table:
    return _of_id(written["product"], id)


def _release(written: TOMLDocument, product: str, id: str) -> Table:
    return _of_id(_product(written, product)["release"], id)


def _of_id(tables: Any, id: str) -> Table:
    table: Table = next(each for each in tables if each["id"] == id)
    return table


def _text(written: TOMLDocument) -> str:
    return tomlkit.dumps(written).rstrip("\n") + "\n"
