"""A product's history as files: what has changed from release to release, as JSON and as an Atom feed."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from xml.etree import ElementTree as ET

from portspec.artifact import Artifact
from portspec.diff import history
from portspec.diff.changes import SCHEMA, Diff, to_json
from portspec.diff.letter import body
from portspec.diff.text import summary, title
from portspec.spec import Product, Spec

ATOM = "http://www.w3.org/2005/Atom"
_UNFIT = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""All but the characters of XML 1.0, section 2.2."""


def changes(specs: Sequence[Spec]) -> Iterator[Artifact]:
    """Yield `changes.json` and `feed.atom` for each product; `specs` come in the catalog's order."""
    products: dict[str, list[Spec]] = {}
    for spec in specs:
        if spec.product is not None:
            products.setdefault(spec.product.id, []).append(spec)
    for name, releases in products.items():
        diffs = history(releases)
        bodies = [tuple(body((made, *pair))) for made, pair in zip(diffs, [*pairwise(releases)][::-1], strict=True)]
        yield Artifact(path=f"{folder(name)}/changes.json", data=to_json(diffs), schema=SCHEMA)
        latest = releases[-1].product
        if latest is not None:
            yield Artifact(path=f"{folder(name)}/feed.atom", data=feed(latest, diffs, bodies))


def folder(product: str) -> str:
    """Return the folder of a product's two files, below the site's root."""
    return f"changes/v1/{product}"


def feed(latest: Product, diffs: Sequence[Diff], bodies: Sequence[Sequence[str]]) -> bytes:
    """Return the diffs as an Atom feed (RFC 4287), the newest release first, each with the lines of a mail about it.

    Its times are the days on which the releases were recorded. There are no links in it, since portspec does not know
    where the site will stand; the ids are URNs.
    """
    root = ET.Element("feed", xmlns=ATOM)
    _add(root, "id", f"urn:portspec:changes:{latest.id}")
    _add(root, "title", f"Ports of {latest.name}: changes")
    _add(root, "updated", _time(latest))
    _add(ET.SubElement(root, "author"), "name", "portspec")  # the vendor did not write it
    for diff, lines in zip(diffs, bodies, strict=True):
        if diff.new is not None:
            _entry(root, diff, diff.new, lines)
    ET.indent(root)
    data: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return data + b"\n"


def _entry(root: ET.Element, diff: Diff, release: Product, lines: Sequence[str]) -> None:
    entry = ET.SubElement(root, "entry")
    _add(entry, "id", f"urn:portspec:changes:{release.id}:{release.release}")
    _add(entry, "title", f"{title(release)}: {summary(diff)}")
    _add(entry, "updated", _time(release))
    _add(entry, "content", _visible("\n".join(lines)), type="text")


def _add(parent: ET.Element, tag: str, text: str, **attributes: str) -> None:
    ET.SubElement(parent, tag, attributes).text = _visible(text)


def _visible(text: str) -> str:
    """Return a text with a replacement sign for each character that XML cannot hold."""
    return _UNFIT.sub("\ufffd", text)


def _time(release: Product) -> str:
    return f"{release.recorded.isoformat()}T00:00:00Z"
