"""The plain site: engines build it without portspec, and give the same pages and anchors."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
import yaml  # type: ignore[import-untyped]
from bs4 import BeautifulSoup
from playwright.sync_api import expect

from portspec.artifact import Artifact
from portspec.writers.site.standalone import plain_site
from tests.browser.conftest import Open, serve
from tests.browser.test_search import PAGES, ROWS
from tests.writers.example import SPEC


def run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def plain(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("plain") / "site"
    emitted = run(checkout, sys.executable, "-m", "portspec", "emit", "site", "-o", str(folder))
    assert emitted.returncode == 0, emitted.stderr
    return folder


@pytest.fixture(scope="module")
def by_zensical(plain: Path) -> Path:
    """The folder of the site built by Zensical, in the version that a new project names."""
    done = run(plain, str(Path(sys.executable).with_name("zensical")), "build", "--strict")
    assert done.returncode == 0, done.stdout + done.stderr
    return (plain / "build" / "site").rename(plain / "zensical")


def anchors(folder: Path) -> dict[str, list[str]]:
    """The ids of every page, by the page's path, but those of the engine's own menus."""
    return {
        path.relative_to(folder).as_posix(): [
            str(each["id"])
            for each in BeautifulSoup(path.read_bytes(), "html5lib").find_all(id=True)
            if not str(each["id"]).startswith("__")
        ]
        for path in folder.rglob("*.html")
    }


def differences(given: Path, expected: Path) -> Iterator[str]:
    """Yield a line for each page, and for each anchor of a page, that only one of two folders has."""
    made, wanted = anchors(given), anchors(expected)
    yield from (
        f"{path}: {'lacks' if path in wanted else 'is one more'}" for path in sorted(made.keys() ^ wanted.keys())
    )
    for path in sorted(made.keys() & wanted.keys()):
        if made[path] != wanted[path]:
            missing, more = set(wanted[path]) - set(made[path]), set(made[path]) - set(wanted[path])
            yield f"{path}: lacks {sorted(missing)}, has also {sorted(more)}"


def test_mkdocs_builds_it_without_portspec_to_the_same_pages(plain: Path, built: Path) -> None:
    program = "import sys; sys.modules['portspec'] = None; from mkdocs.__main__ import cli; cli()"
    done = run(plain, sys.executable, "-c", program, "build", "--strict", "--site-dir", "mkdocs")
    assert done.returncode == 0, done.stderr
    made = plain / "mkdocs"
    files = {path.relative_to(made) for path in made.rglob("*") if path.is_file()}
    assert files == {path.relative_to(built) for path in built.rglob("*") if path.is_file()}
    assert [
        path for path in files if path.suffix == ".html" and (made / path).read_bytes() != (built / path).read_bytes()
    ] == []


@pytest.mark.night
def test_zensical_gives_the_same_pages_and_anchors(by_zensical: Path, built: Path) -> None:
    assert list(differences(by_zensical, built)) == []


@pytest.mark.night
def test_finder_and_builder_work_where_zensical_built_the_site(by_zensical: Path, open_page: Open) -> None:
    page = open_page(f"{by_zensical.as_uri()}/index.html?port=6000")
    expect(page.locator("form.finder li")).to_contain_text("5700-6900 TCP")
    choice = "product=example&release=2.0&role=mds-server&dialect=nftables"
    with serve(by_zensical) as address:
        page = open_page(f"{address}/firewall.html?{choice}")
        expect(page.locator(".builder-result section pre").first).to_contain_text("2510")


START = """async () => {
  const { search, base } = JSON.parse(document.getElementById("__config").textContent);
  globalThis.found = await (await fetch(`${base}/search.json`)).json();
  globalThis.searching = new Worker(new URL(search, location));
  await new Promise((resolve, reject) => {
    Object.assign(searching, { onmessage: resolve, onerror: ({ message }) => reject(message) });
    searching.postMessage({ type: 0, data: found });
  });
}"""
ANSWER = """input => new Promise(resolve => {
  searching.onmessage = ({ data }) => resolve(found.items[data.data.items[0]?.id]?.location);
  const filter = { input: { type: "operator", data: { operator: "and", operands: [] } }, aggregation: { input: [] } };
  searching.postMessage({ type: 2, data: { input, filter } });
})"""


@pytest.mark.night
def test_zensicals_search_has_the_same_first(by_zensical: Path, open_page: Open) -> None:
    with serve(by_zensical) as address:
        page = open_page(f"{address}/guide/index.html")
        page.evaluate(START)
        wanted = {query: f"example/2.0/roles/{role}.html#{id}" for query, (role, id) in ROWS.items()} | PAGES
        found = {query: page.evaluate(ANSWER, query) for query in wanted}
        # All hosts have a text of these; which of them comes first is the engine's to say.
        for query in ("firewalld", "nftables"):
            assert re.fullmatch(r"example/2\.0/roles/[a-z-]+\.html#firewall", found.pop(query))
            del wanted[query]
        assert found == wanted
        page.locator(".md-search__button").click()
        page.keyboard.type("6000")
        expect(page.get_by_text("5700-6900 TCP, inbound").first).to_be_visible()


def test_it_names_neither_hook_nor_package(plain: Path) -> None:
    assert "hooks" not in (plain / "mkdocs.yml").read_text("utf-8")
    assert not list(plain.rglob("*.py"))


SETTINGS = """
# A project of somebody's own.
nav:
- Mine: index.md
extra:
  other: 1

  # Where to
  report: "https://example.org/new?title={id}" # a template
hooks:
  - site/hooks.py
  # and what it needs
plugins: [search, !ENV [MORE, tags]]
report: none
"""
KEPT = """
# A project of somebody's own.
extra:
  other: 1

  # Where to
  report: "https://example.org/new?title={id}" # a template
plugins: [search, !ENV [MORE, tags]]
report: none
"""


def test_a_projects_settings_stay_but_for_hook_and_navigation() -> None:
    page = Artifact(path="site/pages/guide/index.md", data=b"# Ours\n")
    project = (page, Artifact(path="mkdocs.yml", data=SETTINGS.encode()))
    found = {file.path: file.data for file in plain_site((SPEC,), lambda _: None, project)}
    assert found[page.path] == page.data
    assert not [path for path in found if path.startswith("site/pages/findings/")]
    role = unescape(found["site/pages/example/2.0/roles/mds-server.md"].decode())
    assert '<a href="https://example.org/new?title=mds-server.2510.both">' in role
    navigation, _, rest = found["mkdocs.yml"].decode().partition("\n")
    assert yaml.safe_load(navigation)["nav"][0]["Ports"][0] == "index.md"
    assert rest == KEPT
