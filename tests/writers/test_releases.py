"""Which release is the latest, wherever that is asked, and how pages lead to the same page of another release."""

from datetime import date

import pytest
from msgspec.structs import replace

from portspec.analysis.releases import latest, latest_first, newest_first
from portspec.catalog import Product, Release
from portspec.spec import Spec
from portspec.writers.manifest import product
from portspec.writers.site.standalone import plain_site
from tests.writers.example import OLDER, SPEC

NAMES = {
    "7.1-beta": True,
    "7.1 Beta 2": True,
    "2.0.0-rc.1": True,
    "2.0rc1": True,
    "3 Release Candidate": True,
    "Technology Preview": True,
    "nightly": True,
    "4.4": False,
    "Alphabet 3": False,
    "arch-2": False,
    "Review 5": False,
    "2.0 (spring)": False,
}


@pytest.mark.parametrize("name", NAMES)
def test_a_name_tells_a_preview_unless_the_catalog_says_otherwise(name: str) -> None:
    made = [Release(id="x", name=name, recorded=date(2026, 1, 31), said=said) for said in (None, True, False)]
    assert [each.preview for each in made] == [NAMES[name], True, False]


def release(name: str, said: bool | None = None) -> Release:  # noqa: FBT001 - a value of the catalog
    return Release(id=name, name=name, recorded=date(2026, 1, 31), said=said)


@pytest.mark.parametrize(
    ("releases", "expected"),
    [
        ([release("1"), release("2-beta")], "1"),
        ([release("1"), release("2-beta", said=False)], "2-beta"),
        ([release("1", said=True), release("2"), release("3-rc"), release("4-alpha")], "2"),
        ([release("1-alpha"), release("2-beta")], "2-beta"),
    ],
)
def test_the_latest_is_the_last_that_is_final(releases: list[Release], expected: str) -> None:
    found = Product(id="p", name="P", releases=tuple(releases)).latest
    assert found is latest(releases)
    assert found.id == expected
    assert sorted(each.id for each in latest_first(releases)) == sorted(each.id for each in releases)
    assert [each for each, first in newest_first([releases, releases[:1]]) if first] == [found, releases[0]]


def pages(*specs: Spec) -> dict[str, str]:
    files = plain_site(specs, lambda _: None)
    return {each.path.removeprefix("site/pages/"): each.data.decode(errors="replace") for each in files}


BETA = replace(SPEC, product=replace(product(SPEC), release="3-beta", release_name="3 Beta", preview=True))


def test_a_preview_takes_nobody_s_place_and_says_what_it_is() -> None:
    found = pages(OLDER, SPEC, BETA)
    assert "older release" in found["example/1.0/ports.md"].lower()
    for folder in ("2.0", "3-beta"):
        assert "older release" not in found[f"example/{folder}/ports.md"].lower()
    assert "3 Beta, not final" in found["example/3-beta/ports.md"]
    assert "](example/2.0/index.md)" in found["index.md"]
    assert '"manifests/v2/example/latest' in found["index.json"]
    assert found["manifests/v2/example/latest.json"] == found["manifests/v2/example/2.0.json"]
    assert found["llms.txt"].index("2.0/index.html") < found["llms.txt"].index("3-beta/index.html")


def test_each_page_leads_to_the_same_page_of_another_release() -> None:
    found = pages(OLDER, SPEC, BETA)
    assert 'href="../../example/1.0/flows.html"' in found["example/2.0/flows.md"]
    assert 'href="../../../example/3-beta/roles/mds-server.html"' in found["example/2.0/roles/mds-server.md"]
    assert 'href="../../../example/1.0/roles/mds-server.html"' not in found["example/2.0/roles/mds-server.md"]
    assert 'href="../../example/3-beta/changes.html"' in found["example/2.0/changes.md"]
    assert 'href="../../example/1.0/changes.html"' not in found["example/2.0/changes.md"]
    for name in ("flows", "roles/mds-server", "changes", "index"):
        assert '<time datetime="2026-01-31">31 January 2026</time>' in found[f"example/2.0/{name}.md"]
