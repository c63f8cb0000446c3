"""`portspec add`: a page comes into the catalog as it is, and the project builds with it."""

import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from portspec.catalog import parse_catalog
from portspec.catalog.edit import with_page
from portspec.catalog.new_page import Entry, NewPage
from portspec.cli import group
from portspec.source import source_of

PAGE = (
    b"\xef\xbb\xbf# Gateway ports\r\n\r\n| Port | Protocol | Use |\r\n|---|---|---|\r\n"
    b"| 443 | TCP | Web |\r\n| <data port> | | Copies |\r\n"
)


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "spec").mkdir()
    (tmp_path / "spec/catalog.toml").write_text("# The products.\n")
    (tmp_path / "page.md").write_bytes(PAGE)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(group, arguments, catch_exceptions=False)


ADD = (
    "add",
    "page.md",
    "--product",
    "gate",
    "--product-name",
    "The Gate",
    "--release",
    "2.0",
    "--recorded",
    "2026-03-01",
)


def test_a_page_is_copied_recorded_and_builds(workspace: Path) -> None:
    result = run(*ADD)
    (product,) = tomllib.loads((workspace / "spec/catalog.toml").read_text())["product"]

    assert result.exit_code == 0
    assert (workspace / "spec/sources/gate/2.0/page.md").read_bytes() == PAGE
    assert (product["name"], product["release"][0]["document"][0]["title"]) == ("The Gate", "Gateway ports")
    assert run("build").exit_code == 0
    assert run("check").exit_code == 0


def test_what_it_leaves_open_can_be_filled_in(workspace: Path) -> None:
    draft = run(*ADD).stdout
    filled = (
        draft.replace("kind: TODO", "kind: assumption")
        .replace("[TODO]", "[tcp]")
        .replace("direction: TODO", "direction: inbound")
    )
    filled = filled.replace("dynamic: TODO", "dynamic: gate.data").replace("why: TODO", "why: we think so")
    errata = workspace / "spec/errata/gate/2.0.yaml"
    errata.parent.mkdir(parents=True)
    errata.write_text(filled)

    assert draft.count("TODO") > 6
    assert run("build").exit_code == 0
    assert "gate.data" in run("show").stdout
    assert run("show").stdout.count("inbound*") == 2
    assert (
        "unstated"
        not in run("show").stdout.replace("unstated   Web", "").replace("unstated  Web", "").split("PURPOSE")[0]
    )


def test_the_same_page_twice_is_refused(workspace: Path) -> None:
    run(*ADD)
    before = (workspace / "spec/catalog.toml").read_bytes()
    again = run(*ADD)

    assert again.exit_code == 1
    assert "is there already" in again.stderr
    assert (workspace / "spec/catalog.toml").read_bytes() == before


@pytest.mark.usefixtures("workspace")
@pytest.mark.parametrize("release", ["1.0", "3.0-beta", "2.0"])
def test_which_release_is_the_latest_from_now_on_is_said(release: str) -> None:
    assert "latest" not in run(*ADD).stderr
    result = run(*ADD[:7], release, *ADD[8:], "--id=other")
    assert result.exit_code == 0
    said = f"{release} is the latest release of The Gate now, in place of 2.0: the last in spec/catalog.toml is."
    assert (said in result.stderr) == (release == "1.0")


def test_a_page_whose_name_gives_an_id_again_needs_another(workspace: Path) -> None:
    run(*ADD)
    before = (workspace / "spec/catalog.toml").read_bytes()
    page = Path(ADD[1])
    other = page.with_suffix(".html" if page.suffix == ".md" else ".md")
    other.write_text("<table><tr><th>Port</th><th>Protocol</th></tr><tr><td>80</td><td>TCP</td></tr></table>")
    again = run("add", str(other), *ADD[2:])

    assert again.exit_code == 2
    assert f"has a page with the id {page.stem} already" in again.stderr
    assert "--id" in again.stderr
    assert (workspace / "spec/catalog.toml").read_bytes() == before
    assert run("add", str(other), *ADD[2:], "--id", "another").exit_code == 0


@pytest.mark.parametrize(
    "change", ["--recorded=soon", "--release=", "--product=X Y", "--product=XY", "--title=a\udcff"]
)
def test_a_bad_option_writes_nothing(workspace: Path, change: str) -> None:
    result = run(*ADD, change)

    assert result.exit_code == 2
    assert change.partition("=")[0] in result.stderr
    assert not (workspace / "spec/sources").exists()
    assert (workspace / "spec/catalog.toml").read_text() == "# The products.\n"


NAMES = st.sampled_from(["a", "b", "c"])


@given(st.lists(st.tuples(NAMES, NAMES), min_size=1, max_size=6, unique=True))
def test_entries_in_any_order_make_a_catalog_with_all_of_them(places: list[tuple[str, str]]) -> None:
    text = "# kept\n"
    source = source_of(PAGE, id="page", path="page.md", media_type="text/markdown")
    for product, release in places:
        catalog = parse_catalog(text.encode(), "catalog.toml", lambda found: pytest.fail(found.message))
        assert catalog is not None
        entry = Entry(
            product=product,
            product_name=product,
            release=release,
            release_name=release,
            recorded="2026-01-01",
            title="T",
        )
        text = with_page(text, catalog, NewPage(entry=entry, source=source, files={}))
    catalog = parse_catalog(text.encode(), "catalog.toml", lambda found: pytest.fail(found.message))

    assert catalog is not None
    assert text.startswith("# kept\n")
    assert {(p.id, r.id, r.documents[0].path) for p in catalog.products for r in p.releases} == {
        (product, release, f"{product}/{release}/page.md") for product, release in places
    }
    assert [p.id for p in catalog.products] == list(dict.fromkeys(product for product, _ in places))
