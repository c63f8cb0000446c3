"""What is known of open files: of the texts as they are being written, and of nothing that is not about ports."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from portspec.cli import group
from portspec.editor import View, pointing, views, workspace_of
from portspec.editor.fixing import drafted
from portspec.editor.pointing import named, rows_at, told, word_at
from portspec.workspace import CATALOG

PAGE = """\
# Ports of Lantern

## Store nodes

| Port  | Protocol | Direction | Purpose |
| ----- | -------- | --------- | ------- |
| 7001  | TCP      | inbound   | Requests of clients. |
| 7002  |          | inbound   | Talk between nodes. |
| 17003 |          |           | Probes. |
| 17004 |          | inbound   | Probes of the probes. |
"""
SOURCE = "spec/sources/lantern/1/ports.md"


@pytest.fixture(scope="module")
def project(lantern: Callable[[str], Path]) -> Path:
    return lantern(PAGE)


def codes(view: View) -> list[str]:
    return [each.code for each in view.findings]


def test_schemas_stand_where_files_name_them(project: Path) -> None:
    catalog = (project / CATALOG).read_text("utf-8")
    schema = re.match(r"#:schema (\S+)\n", catalog)
    assert schema
    assert (project / CATALOG / ".." / schema[1]).resolve().is_file()
    draft = CliRunner().invoke(group, ["suggest", str(project / SOURCE)], prog_name="portspec").stdout
    named_there = re.match(r"# yaml-language-server: \$schema=(\S+)\n", draft)
    assert named_there
    assert (project / "spec/errata/lantern" / named_there[1]).resolve().is_file()


def test_a_page_is_known_as_it_is_written(project: Path) -> None:
    assert codes(views(project, {SOURCE: PAGE})[SOURCE]) == ["PS403", "PS404"]
    stated = PAGE.replace("|          | inbound", "| UDP      | inbound").replace(
        "|          |           ", "| UDP | in "
    )
    now = views(project, {SOURCE: stated})[SOURCE]
    assert codes(now) == []
    assert [each.transports for _, each in now.rows] == [("tcp",), ("udp",), ("udp",), ("udp",)]


def test_the_encoding_that_a_page_declares_does_not_count_for_what_an_editor_sends(tmp_path: Path) -> None:
    page = '<meta charset="windows-1252"><h2>Lagerräume</h2><table><tr><th>Port<th>Protocol<tr><td>22<td>TCP</table>'
    path = (tmp_path / "ports.html").as_posix()
    ((_, row),) = views(None, {path: page})[path].rows
    assert row.id == "lagerräume.22.tcp"


def test_a_catalog_is_told_what_is_wrong_with_it(project: Path) -> None:
    catalog = (project / CATALOG).read_text("utf-8")
    assert codes(views(project, {CATALOG: catalog})[CATALOG]) == []
    assert codes(views(project, {CATALOG: f"{catalog}x = ["})[CATALOG]) == ["PS305"]
    other = re.sub(r'sha256 = "\w+"', f'sha256 = "{"0" * 64}"', catalog)
    assert codes(views(project, {CATALOG: other})[CATALOG]) == ["PS406"]


def test_a_catalog_that_is_emptied_counts_as_it_is_written(project: Path) -> None:
    assert views(project, {CATALOG: "", SOURCE: PAGE})[SOURCE] == View()


@pytest.mark.parametrize("path", ["README.md", "notes.txt", "site/pages/guide/index.md", "script.sh"])
def test_what_is_about_something_else_is_left_alone(project: Path, path: str) -> None:
    assert views(project, {path: "# About\n\nSee [this](#gone); call 555 or 8080 people.\n"}) == {path: View()}


def test_errata_are_drafted_for_the_rows_that_are_meant_and_for_no_others(project: Path) -> None:
    view = views(project, {SOURCE: PAGE})[SOURCE]
    workspace = workspace_of(project, {SOURCE: PAGE})
    assert workspace
    assert drafted(rows_at(view, 7, 7), workspace) == []
    ((third,), (fourth,)) = (drafted(rows_at(view, line, line), workspace) for line in (9, 10))
    assert third.path == "spec/errata/lantern/1-draft.yaml"
    assert "17003" in third.data.decode()
    assert "17004" not in third.data.decode()

    texts = {}
    for number, each in enumerate((third, fourth)):
        decided = each.data.decode().replace("kind: TODO", "kind: assumption").replace("why: TODO", "why: we asked")
        decided = decided.replace("direction: TODO", "direction: inbound").replace("[TODO]", "[tcp]")
        texts[f"spec/errata/lantern/{number}.yaml"] = decided
    made = views(project, {SOURCE: PAGE, **texts})
    assert [codes(made[each]) for each in texts] == [[], []]  # each names its errata otherwise
    assert {each.id for _, each in made[SOURCE].rows if not each.transports} == {"store-node.7002.inbound"}
    taken = workspace_of(project, {SOURCE: PAGE, third.path: ""})
    assert taken
    assert [each.path for each in drafted(rows_at(view, 9, 9), taken)] == ["spec/errata/lantern/1-draft1.yaml"]


def test_an_id_is_found_in_any_text_and_as_it_is_now(project: Path) -> None:
    id = "store-node.7001.tcp.inbound"
    for line in (f'"id": "{id}",', f"  7001,  # {id}: Requests", f"- {{id: {id}}}", f"see {id}.", f"“{id}”", f"({id})"):
        assert word_at(line, line.index(id) + 4) == id
    assert word_at("a  b", 2) == ""
    row = named(project, {SOURCE: f"\n{PAGE}"}, id)
    assert row
    assert row[1].provenance.line == 8
    assert named(project, {SOURCE: PAGE.replace("7001", "7009")}, id) is None
    assert told([], "PS403").startswith("# PS403: ")
    assert told([], "PS999") == told([], "") == ""


def test_what_was_built_is_taken_as_it_is_while_nothing_has_changed(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project)
    assert CliRunner().invoke(group, ["build"], prog_name="portspec").exit_code == 0
    monkeypatch.setattr(pointing, "compile_release", lambda *_: None)
    id = "store-node.7001.tcp.inbound"
    assert named(project, {SOURCE: PAGE}, id)
    assert named(project, {SOURCE: f"{PAGE}\n"}, id) is None, "compiled anew"


def test_nothing_hidden_is_shown(project: Path) -> None:
    hidden = PAGE.replace("Requests of", "Requests\u202e of\u200b")
    view = views(project, {SOURCE: hidden})[SOURCE]
    text = told(rows_at(view, 7, 7))
    assert "Requests<U+202E> of" in text
    assert not re.search("[\u200b\u202e]", text)


PATHS = [
    SOURCE,
    CATALOG,
    "spec/errata/lantern/1.yaml",
    "spec/errata/x.yaml",
    "page.md",
    "page.html",
    "page.csv",
    "x.nft",
]
PARTS = [
    PAGE,
    "|",
    "\n",
    "\x00",
    "\ud800",
    "é",
    "{",
    "[",
    "- ",
    "a: ",
    "*x",
    "&x",
    "7001",
    "port",
    "<td>",
    "\ufeff",
    "PS403",
]


@given(
    st.dictionaries(st.sampled_from(PATHS), st.lists(st.sampled_from(PARTS), max_size=8).map("".join), max_size=3),
    st.integers(0, 12),
)
def test_whatever_is_typed_is_no_fault(project: Path, texts: dict[str, str], line: int) -> None:
    found = views(project, texts)
    assert found.keys() == texts.keys()
    workspace = workspace_of(project, texts)
    for view in found.values():
        told(rows_at(view, line, line))
        assert workspace is None or isinstance(drafted(rows_at(view, 1, line), workspace), list)
