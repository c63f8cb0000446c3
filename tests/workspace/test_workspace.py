"""The workspace finds and reads what is to be compiled, and says where it is not as recorded."""

import shutil
from pathlib import Path

import pytest

from portspec.build import compile_catalog
from portspec.findings import Finding
from portspec.validation import violations
from portspec.workspace import Workspace, WorkspaceError, find_workspace, read_page

PAGE = "virtuozzo-hybrid-server/7.1-beta/configuring-server-ports.md"


@pytest.fixture
def copy(root: Path, tmp_path: Path) -> Path:
    """A copy of this repository's catalog, sources and errata."""
    for name in ("sources", "errata"):
        shutil.copytree(root / "spec" / name, tmp_path / "spec" / name)
    shutil.copy(root / "spec/catalog.toml", tmp_path / "spec/catalog.toml")
    return tmp_path


def found(start: Path) -> Workspace:
    workspace = find_workspace(start)
    assert workspace is not None
    return workspace


def said(findings: list[Finding]) -> list[tuple[str, str | None, int]]:
    """Return code, path and line of each finding."""
    return [
        (each.code, each.place.source, each.place.line) if each.place else (each.code, None, 0) for each in findings
    ]


def test_this_repository_is_as_recorded(root: Path) -> None:
    findings: list[Finding] = []
    workspace = found(root / "spec/sources")
    product, *_ = workspace.catalog.products
    sources = [
        workspace.source(document, findings.append) for release in product.releases for document in release.documents
    ]
    errata = workspace.errata(product, findings.append)

    assert findings == []
    assert [each and (each.id, each.restated) for each in sources] == [
        ("configuring-ports", True),
        ("configuring-server-ports", True),
        ("storage-ports", True),
    ]
    assert list(errata) == ["7-2016", "7.1-beta"]
    assert product.latest is product.releases[-1]
    assert list(violations(workspace.catalog, "catalog")) == []


def test_no_catalog_no_workspace(tmp_path: Path) -> None:
    assert find_workspace(tmp_path) is None


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("[[product]]", "[[product]", 4, "not valid TOML"),
        ("recorded = 2016-06-08", "recorded = 2016-06-31", 11, "not valid TOML"),
        ('id = "7-2016"\n', 'id = "7/2016"\n', 9, "`id`: a text of small letters, digits"),
        ('use = "primary"', 'use = "all"', 19, "`use`: “all” is none of: primary, comparison"),
        ("recorded = 2016-06-08", 'recorded = "soon"', 11, "`recorded`: a date is wanted here"),
        ('sha256 = "4415', 'sha256 = "X415', 24, "`sha256`: a text of 64 digits"),
        ('id = "7.1-beta"\n', 'id = "7-2016"\n', 26, "the id 7-2016 is given twice"),
        (
            'path = "virtuozzo-hybrid-server/7.1',
            'path = "../7.1',
            40,
            "`path`: a path with / and without steps upwards",
        ),
        ("restated = true", "restated = false", 13, "only for a document with"),
        ('name = "Virtuozzo Hybrid Server"', "", 4, "missing required field `name`"),
    ],
)
def test_a_faulty_catalog_is_a_finding_at_its_line(copy: Path, old: str, new: str, line: int, message: str) -> None:
    findings: list[Finding] = []
    catalog = copy / "spec/catalog.toml"
    text = catalog.read_text("utf-8")
    assert old in text
    catalog.write_text(text.replace(old, new, 1), "utf-8")

    assert find_workspace(copy, findings.append) is None
    assert said(findings) == [("PS305", "spec/catalog.toml", line)]
    assert message.casefold() in findings[0].message.casefold()
    with pytest.raises(WorkspaceError, match=rf"^spec/catalog.toml:{line}: "):
        find_workspace(copy)


def test_a_page_in_no_format_that_is_read_is_a_finding_at_the_catalogs_line(copy: Path) -> None:
    catalog = copy / "spec/catalog.toml"
    catalog.write_text(catalog.read_text("utf-8").replace('"text/html"', '"text/plain"', 1), "utf-8")
    workspace = found(copy)
    findings: list[Finding] = []

    assert workspace.source(workspace.catalog.products[0].releases[0].documents[0], findings.append) is None
    assert said(findings) == [("PS305", "spec/catalog.toml", 17)]
    assert "text/markdown" in findings[0].help


def test_a_changed_page_is_read_and_reported_at_the_catalogs_line(copy: Path) -> None:
    findings: list[Finding] = []
    page = copy / "spec/sources" / PAGE
    page.write_bytes(page.read_bytes() + b"\nMore.\n")
    workspace = found(copy)
    source = workspace.source(workspace.catalog.products[0].releases[1].documents[0], findings.append)
    catalog = (copy / "spec/catalog.toml").read_text("utf-8").splitlines()

    assert source is not None
    assert source.text.endswith("\nMore.\n")
    assert [each.code for each in findings] == ["PS406"]
    assert "portspec record" in findings[0].help
    assert findings[0].place is not None
    assert findings[0].place.quote in catalog[findings[0].place.line - 1]


def test_what_the_bytes_show_is_in_the_spec_and_what_the_catalog_misses_is_not(copy: Path) -> None:
    findings: list[Finding] = []
    page = copy / "spec/sources" / PAGE
    page.write_bytes(page.read_bytes() + b"\nd\xe9j\xe0 vu\n")
    specs = compile_catalog(found(copy), findings.append)
    in_specs = [each.code for spec in specs for each in spec.findings]

    assert {"PS105", "PS406"} <= {each.code for each in findings}
    assert in_specs.count("PS105") == 1
    assert "PS406" not in in_specs


def test_a_missing_page_and_a_missing_release_are_findings(copy: Path) -> None:
    findings: list[Finding] = []
    (copy / "spec/sources" / PAGE).unlink()
    errata = copy / "spec/errata/virtuozzo-hybrid-server/future.yml"
    errata.write_text("releases:\n  [9.0]\nerrata: []\n", "utf-8")
    workspace = found(copy)
    product, *_ = workspace.catalog.products
    entry = workspace.catalog_text().partition(PAGE)[0].count("\n") + 1

    assert workspace.source(product.releases[1].documents[0], findings.append) is None
    workspace.errata(product, findings.append)
    assert said(findings) == [
        ("PS901", "spec/catalog.toml", entry),
        ("PS305", "spec/errata/virtuozzo-hybrid-server/future.yml", 2),
    ]


def test_a_spec_that_is_missing_or_broken_is_a_finding(copy: Path) -> None:
    findings: list[Finding] = []
    compiled = copy / "spec/compiled/virtuozzo-hybrid-server"
    compiled.mkdir(parents=True)
    (compiled / "7.1-beta.json").write_text('{"sources": 3}', "utf-8")

    assert found(copy).compiled_specs(findings.append) == ()
    assert [each.code for each in findings][:2] == ["PS901", "PS306"]
    with pytest.raises(WorkspaceError, match="portspec build"):
        found(copy).compiled_specs()


@pytest.mark.parametrize(
    ("name", "data", "media_type"),
    [
        ("a.md", b"<html>", "text/markdown"),
        ("a.HTM", b"# x", "text/html"),
        ("a.xml", b"x", "text/html"),
        ("a.txt", b"\xef\xbb\xbf\n <!DOCTYPE html>", "text/html"),
        ("a", b"<?xml version='1.0'?>", "text/html"),
        ("a", b"# Ports\n<table>", "text/markdown"),
        ("a", b"<port> is the port", "text/markdown"),
        ("a", b"", "text/markdown"),
        ("a.md", b"<!-- Saved -->\n<!DOCTYPE html>", "text/html"),
        ("a.adoc", b"text", "text/asciidoc"),
        ("a.txt", b"= Ports\n\n|===\n|Port |Protocol\n|===\n", "text/asciidoc"),
        ("a.md", b"|===\n|Port |Protocol\n|===\n", "text/asciidoc"),
        ("a.md", b"# How to\n\n```adoc\n|===\n|Port |Protocol\n|===\n```\n", "text/markdown"),
        ("a.txt", b"Port;Use\n80;Web\n81;Web\n", "text/csv"),
        ("a.txt", b"One, two.\nThree.\nFour, five.\n", "text/markdown"),
        ("a.tsv", b"Port", "text/csv"),
    ],
)
def test_the_media_type_is_told_by_name_or_content(tmp_path: Path, name: str, data: bytes, media_type: str) -> None:
    (tmp_path / name).write_bytes(data)
    found: list[Finding] = []
    source = read_page(tmp_path / name, found.append)

    assert source is not None
    assert (source.media_type, source.path, source.id) == (media_type, (tmp_path / name).as_posix(), "a")
    assert [each.code for each in found] == ["PS110"] * (name == "a.md" and media_type != "text/markdown")
    assert not source.text.startswith("\ufeff")


@pytest.mark.parametrize(
    ("data", "line", "column"),
    [
        (b"ok\r\nd\xe9j\xe0 vu", 2, 2),
        (b"ok\r\nd\xc3\xa9j\xe0 vu", 2, 5),
        (b"ok\rd\0 vu and more words", 2, 2),
        (b"\xef\xbb\xbf\xff", 1, 1),
        ("# Ports".encode("utf-16") + b"\0", 1, 8),
    ],
)
def test_what_is_guessed_is_a_finding_at_its_place(tmp_path: Path, data: bytes, line: int, column: int) -> None:
    findings: list[Finding] = []
    page = tmp_path / "page.md"
    page.write_bytes(data)

    assert read_page(page, findings.append) is not None
    assert said(findings) == [("PS105", page.as_posix(), line)]
    assert findings[0].place is not None
    assert findings[0].place.column == column


@pytest.mark.parametrize("path", ["missing.md", ".", "page.md/inner.md", "nul\0.md", "x" * 300])
def test_what_cannot_be_read_is_a_finding(tmp_path: Path, path: str) -> None:
    findings: list[Finding] = []
    (tmp_path / "page.md").write_bytes(b"")

    assert read_page(tmp_path / path, findings.append) is None
    assert [each.code for each in findings] == ["PS901"]


def refuse(found: Finding) -> None:
    raise AssertionError(found)
