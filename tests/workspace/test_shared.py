"""In a folder that is not its own alone, portspec writes and removes its own files, and leaves all else as it is."""

import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portspec.artifact import Artifact
from portspec.files.shared import LIST, add
from portspec.findings import Finding
from tests.workspace.test_output import FILES, artifacts, held, read_only, silent

STEPS = st.lists(st.tuples(st.sampled_from(["one", "two"]), FILES), min_size=1, max_size=4)


def refused(folder: Path, files: dict[str, bytes]) -> Finding:
    """Return the one finding of a write that changes nothing."""
    findings: list[Finding] = []
    assert not add(artifacts(files), folder, "one", findings.append)
    (found,) = findings
    assert found.code == "PS901"
    return found


@settings(max_examples=30)  # each waits for the disk
@given(STEPS)
def test_each_set_has_its_last_files_and_the_others_theirs(steps: list[tuple[str, dict[str, bytes]]]) -> None:
    sets: dict[str, dict[str, bytes]] = {}
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        (folder / "mine").write_bytes(b"precious")
        for name, files in steps:
            assert add(artifacts(files), folder, name, silent)
            others = {other: dict(had) for other, had in sets.items() if other != name}
            sets = {other: {path: had[path] for path in had.keys() - files.keys()} for other, had in others.items()}
            sets[name] = files
            wanted = {path: data for had in sets.values() for path, data in had.items()}
            now = held(folder)
            assert now.pop(LIST)
            assert now == wanted | {"mine": b"precious"}
            assert not [each for each in folder.rglob("*") if each.is_dir() and not any(each.iterdir())]


def test_what_portspec_has_not_written_is_never_replaced_or_removed(tmp_path: Path) -> None:
    add(artifacts({"a": b"1", "b": b"1", "c": b"1"}), tmp_path, "one", silent)
    (tmp_path / "b").write_bytes(b"edited")
    (tmp_path / "new").write_bytes(b"mine")
    before = held(tmp_path)

    assert "b" in refused(tmp_path, {"a": b"2", "b": b"2"}).message
    assert "new" in refused(tmp_path, {"a": b"2", "new": b"2"}).message
    assert held(tmp_path) == before

    assert add(artifacts({"new": b"mine"}), tmp_path, "one", silent)  # the same bytes are no loss
    assert {*held(tmp_path)} == {LIST, "b", "new"}


@pytest.mark.parametrize("text", ['{"one": {"../mine": "%s"}}' % ("0" * 64), "[]", "\xff", "[" * 9999])
def test_a_list_that_portspec_has_not_written_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / LIST).write_bytes(text.encode("latin-1"))

    refused(tmp_path, {"a": b""})
    assert {*held(tmp_path)} == {LIST}


def test_links_inside_are_not_followed(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.mkdir()
    (victim / "file").write_bytes(b"precious")
    folder = tmp_path / "out"
    for name, target in {"deep": victim, "file": victim / "file", ".portspec-new": victim}.items():
        folder.mkdir(exist_ok=True)
        (folder / name).symlink_to(target)

    refused(folder, {"deep/file": b"new"})
    refused(folder, {"file": b"new"})
    assert add(artifacts({"b": b"new"}), folder, "one", silent)
    assert held(victim) == {"file": b"precious"}


def test_a_linked_folder_is_the_folder_behind_it(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real/mine").write_bytes(b"precious")
    (tmp_path / "link").symlink_to("real")

    assert add(artifacts({"a": b""}), tmp_path / "link", "one", silent)
    assert (tmp_path / "link").is_symlink()
    assert {*held(tmp_path / "real")} == {LIST, "a", "mine"}


def test_what_fails_in_the_middle_leaves_all_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = {"a": b"old", "gone": b"old"}
    add(artifacts(old), tmp_path, "one", silent)
    before = held(tmp_path)
    replace = Path.replace

    def failing(self: Path, target: Path) -> Path:
        if target.name == "z" and self.parent.name == ".portspec-new":
            raise OSError(28, "No space left on device")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    assert "No space" in refused(tmp_path, {"a": b"new", "deep/b": b"new", "z": b"new"}).message
    assert held(tmp_path) == before
    assert sorted(each.name for each in tmp_path.iterdir()) == [LIST, "a", "gone"]


@pytest.mark.parametrize("path", ["../x", "/x", "a/../../x", "a\0", ""])
def test_paths_that_lead_out_are_refused(tmp_path: Path, path: str) -> None:
    refused(tmp_path / "out", {path: b""})
    assert held(tmp_path) == {}


def test_a_file_in_the_way_and_a_folder_that_is_closed_are_findings(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"mine")
    refused(tmp_path / "file", {"a": b""})
    refused(tmp_path / "file/deep", {"a": b""})
    refused(tmp_path, {"file/deep": b""})
    with tempfile.TemporaryDirectory() as closed, read_only(Path(closed)):
        assert "Permission denied" in refused(Path(closed), {"a": b""}).message
    assert held(tmp_path) == {"file": b"mine"}


def test_a_pipe_in_the_way_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a")
    os.mkfifo(tmp_path / "b")
    add([Artifact(path="c", data=b"")], tmp_path, "one", silent)
    refused(tmp_path, {"a": b""})
