"""Files of any name: a stamp tells all projects apart, checksums are read again, and a build does not mind."""

import os
import subprocess
from pathlib import Path

import pytest

from portspec.files import inputs_of
from portspec.files.checksums import checksums, differing, digests
from tests.cli.running import run
from tests.conftest import Need


def stamped(root: Path, files: dict[str, bytes]) -> str:
    for path, data in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    return inputs_of(root)


def test_a_name_is_never_taken_for_the_bytes_of_another_file(tmp_path: Path) -> None:
    two = {"spec/sources/a": b"X", "spec/sources/b": b"Y"}
    projects: list[dict[str, bytes]] = [
        two,
        {"spec/sources/a 1\nXspec/sources/b": b"Y"},
        {"spec/sources/a": b"XY", "spec/sources/b": b""},
        {"spec/sources/A": b"X", "spec/sources/b": b"Y"},
        {os.fsdecode(b"spec/sources/\xff"): b"X"},
        {os.fsdecode(b"spec/sources/\xfe"): b"X"},
    ]
    found = [stamped(tmp_path / str(number), files) for number, files in enumerate(projects)]
    assert len(set(found)) == len(projects)
    assert stamped(tmp_path / "again", two) == found[0]


def test_what_waits_counts_as_if_it_were_there(tmp_path: Path) -> None:
    stamped(tmp_path / "one", {"spec/sources/a": b"old"})
    now = stamped(tmp_path / "two", {"spec/sources/a": b"new", "spec/catalog.toml": b""})
    assert inputs_of(tmp_path / "one", {"spec/sources/a": b"new", "spec/catalog.toml": b""}) == now


NAMES = ("a", "two\nlines", "back\\slash", "\\n", "end\r", "A", os.fsdecode(b"\xff\xfe"))


def test_checksums_are_read_again() -> None:
    files = [(name, name.encode(errors="surrogateescape")) for name in NAMES]
    written = checksums(digests(files))
    assert list(differing(written, files)) == []
    assert written.count(b"\n") == len(NAMES)
    for number, (name, _) in enumerate(files):
        assert list(differing(written, [*files[:number], *files[number + 1 :]])) == [name]


def test_sha256sum_reads_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, need: Need) -> None:
    monkeypatch.chdir(tmp_path)
    for name in NAMES:
        Path(name).write_bytes(name.encode(errors="surrogateescape"))
    written = checksums(digests((name, Path(name).read_bytes()) for name in NAMES))
    done = subprocess.run([need("sha256sum"), "--check", "--strict"], input=written, check=False, capture_output=True)
    assert done.returncode == 0, done.stderr


def test_a_project_may_hold_files_of_any_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("init", str(tmp_path / "new"), "--product", "shop", "--recorded", "2026-01-31").exit_code == 0
    monkeypatch.chdir(tmp_path / "new")
    for name in NAMES:
        Path("spec/sources/shop/1", f"{name}.png").write_bytes(b"a picture")
        Path("spec/sources", f"{name}.md").write_text("# A page of no release\n")
    assert run("build").exit_code == 0
    result = run("check")
    assert (result.exit_code, result.stdout.count("PS420")) == (0, len(NAMES))
    assert run("check", "--format", "json").stdout.count('"PS420"') == len(NAMES)
    assert run("build").stdout.startswith("Nothing has changed.\n")
