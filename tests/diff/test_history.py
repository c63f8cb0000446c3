"""A product's history: one file of diffs, one feed and one page a release, which agree."""

from datetime import datetime
from xml.etree import ElementTree as ET

import msgspec
from hypothesis import given, settings
from msgspec.structs import replace

from portspec.diff.changes import Changes
from portspec.spec import Spec
from portspec.validation import violations
from portspec.writers.changes import changes
from portspec.writers.site import site
from portspec.writers.site.release import Release
from tests.strategies import specs
from tests.writers.example import OLDER, SPEC

ATOM = "{http://www.w3.org/2005/Atom}"


def files(*releases: Spec) -> dict[str, bytes]:
    return {each.path: each.data for each in changes(releases)}


@settings(max_examples=15)
@given(specs(), specs())
def test_the_feed_is_what_rfc_4287_asks_for(old: Spec, new: Spec) -> None:
    """Section 4.1: id, title, updated and author of the feed; id, title and updated of each entry."""
    made = files(replace(old, product=OLDER.product), replace(new, product=SPEC.product))
    (root,) = (ET.fromstring(data) for path, data in made.items() if path.endswith(".atom"))  # noqa: S314 - our own
    entries = root.findall(f"{ATOM}entry")
    (found,) = (msgspec.json.decode(data, type=Changes) for path, data in made.items() if path.endswith(".json"))

    assert root.tag == f"{ATOM}feed"
    assert root.findtext(f"{ATOM}author/{ATOM}name")
    assert len(entries) == len(found.diffs) == 1
    for each in (root, *entries):
        assert (each.findtext(f"{ATOM}id") or "").startswith("urn:portspec:changes:")
        assert each.findtext(f"{ATOM}title")
        assert datetime.fromisoformat(each.findtext(f"{ATOM}updated") or "").tzinfo
    assert list(violations(found, "changes")) == []


def test_a_first_release_has_no_history() -> None:
    made = files(SPEC)

    assert b"<entry>" not in made["changes/v1/example/feed.atom"]
    assert msgspec.json.decode(made["changes/v1/example/changes.json"])["diffs"] == []


def test_every_change_stands_on_the_page_of_its_release() -> None:
    pages = {each.path: each.data.decode(errors="replace") for each in site(
        [Release(spec=spec, manifests=(), snippets={}) for spec in (OLDER, SPEC)], ()
    )}  # fmt: skip
    (found,) = msgspec.json.decode(pages["changes/v1/example/changes.json"], type=Changes).diffs

    assert "example/1.0/changes.md" not in pages
    page = pages["example/2.0/changes.md"]
    assert page.count("<details><summary><b") == len(found.changes) > 0
    assert page.count("<div><dt>") - page.count("<dt>Id</dt>") == sum(len(each.fields) for each in found.changes)
