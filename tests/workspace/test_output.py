"""Outputs are whole or not there: real writes, real kills, a full and a read-only disk."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portspec.artifact import Artifact
from portspec.files import stale, write, write_file
from portspec.findings import Finding

NAMES = st.sampled_from(["a", "b/c", "b/d", "e/f/g", "ä"])
FILES = st.dictionaries(NAMES, st.binary(max_size=9))
OLD = {"one": b"old", "deep/two": b"old"}
WRITER = """
import os, resource, signal, sys
from pathlib import Path
from portspec.artifact import Artifact
from portspec.files import write
folder, way = Path(sys.argv[1]), sys.argv[2]
def kill(*_): os.kill(os.getpid(), signal.SIGKILL)
def artifacts():
    yield Artifact(path="one", data=b"new" * 1000)
    if way == "while writing": kill()
    yield Artifact(path="three", data=b"new")
if way == "between the renames":
    rename = Path.rename
    Path.rename = lambda self, target: kill() if self.name.endswith(".new") else rename(self, target)
if way == "full disk": resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
sys.exit(0 if write(artifacts(), folder, lambda found: print(found.code, found.message)) else 3)
"""


def artifacts(files: dict[str, bytes]) -> list[Artifact]:
    return [Artifact(path=path, data=data) for path, data in files.items()]


def held(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def silent(found: Finding) -> None:
    raise AssertionError(found)


@settings(max_examples=20)  # each waits for the disk
@given(FILES, FILES)
def test_a_folder_holds_what_was_written_and_nothing_else(first: dict[str, bytes], second: dict[str, bytes]) -> None:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "deep/out"
        for files in (first, second):
            assert write(artifacts(files), folder, silent)
            assert held(folder) == files
            assert stale(artifacts(files), folder) == ()
        changed = {path for path in first.keys() | second.keys() if first.get(path) != second.get(path)}

        assert stale(artifacts(first), folder) == tuple(sorted(changed))
        assert names(folder.parent) == ["out"]


def run(folder: Path, way: str) -> subprocess.CompletedProcess[str]:
    """Write in a process of its own that meets with an accident."""
    return subprocess.run([sys.executable, "-c", WRITER, folder, way], capture_output=True, text=True, check=False)


@pytest.mark.parametrize("way", ["while writing", "between the renames"])
def test_a_killed_build_leaves_the_old_files_whole(tmp_path: Path, way: str) -> None:
    folder = tmp_path / "out"
    write(artifacts(OLD), folder, silent)

    assert run(folder, way).returncode == -signal.SIGKILL
    assert OLD in (held(folder), held(tmp_path / ".out.old"))

    assert run(folder, "full disk").returncode == 3
    assert held(folder) == OLD

    assert run(folder, "well").returncode == 0
    assert held(folder) == {"one": b"new" * 1000, "three": b"new"}
    assert names(tmp_path) == ["out"]


def test_a_full_disk_is_a_finding_and_leaves_the_old_files(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    write(artifacts(OLD), folder, silent)
    result = run(folder, "full disk")

    assert (result.returncode, result.stderr) == (3, "")
    assert result.stdout.startswith("PS901 out cannot be written: File too large")
    assert held(folder) == OLD
    assert names(tmp_path) == ["out"]


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Take the right to write to a folder away; root writes everywhere, so it becomes somebody else meanwhile."""
    user = os.geteuid()
    folder.chmod(0o555)
    if user == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(user)
        folder.chmod(0o755)


def test_a_read_only_folder_is_a_finding() -> None:
    findings: list[Finding] = []
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "out"
        write(artifacts(OLD), folder, silent)
        with read_only(Path(temporary)):
            assert not write(artifacts({"new": b""}), folder, findings.append)
            assert not write_file(Path(temporary) / "file", b"", findings.append)
        assert held(folder) == OLD

    assert [each.code for each in findings] == ["PS901", "PS901"]
    assert "Permission denied" in findings[0].message


@pytest.mark.parametrize(
    "paths",
    [["../x"], ["/x"], ["a/../../x"], ["a//b"], ["."], [""], ["a\\b"], ["a\0"], ["a", "a"], ["a", "a/b"], ["a/"]],
)
def test_paths_that_lead_out_or_collide_are_refused(tmp_path: Path, paths: list[str]) -> None:
    findings: list[Finding] = []
    folder = tmp_path / "out"
    write(artifacts(OLD), folder, silent)

    assert not write([Artifact(path=path, data=b"") for path in paths], folder, findings.append)
    assert [each.code for each in findings] == ["PS901"]
    assert held(tmp_path) == {f"out/{path}": data for path, data in OLD.items()}


def test_a_file_is_never_replaced_by_a_folder(tmp_path: Path) -> None:
    findings: list[Finding] = []
    (tmp_path / "out").write_bytes(b"mine")

    assert not write(artifacts(OLD), tmp_path / "out", findings.append)
    assert [each.code for each in findings] == ["PS901"]
    assert held(tmp_path) == {"out": b"mine"}


def test_an_exception_of_a_writer_passes_and_leaves_the_old_files(tmp_path: Path) -> None:
    def failing() -> Iterator[Artifact]:
        yield Artifact(path="one", data=b"new")
        raise KeyboardInterrupt

    write(artifacts(OLD), tmp_path / "out", silent)

    with pytest.raises(KeyboardInterrupt):
        write(failing(), tmp_path / "out", silent)
    assert held(tmp_path / "out") == OLD
    assert names(tmp_path) == ["out"]


def test_a_file_is_replaced_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "deep/file"
    findings: list[Finding] = []

    assert write_file(path, b"first", silent)
    assert write_file(path, b"second", silent)
    assert path.read_bytes() == b"second"
    assert not write_file(path.parent, b"", findings.append)
    assert [each.code for each in findings] == ["PS901"]
    assert held(tmp_path) == {"deep/file": b"second"}
