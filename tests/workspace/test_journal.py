"""A writing that is killed at any rename is undone by the next command, as a whole."""

import os
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from portspec.artifact import Artifact
from portspec.files import recover, unfinished, write_all
from portspec.findings import Finding

State = dict[str, bytes]


def held(root: Path) -> State:
    """What a folder holds, leftovers included, but for a new folder, which the next writing of that one takes away."""
    paths = {each.relative_to(root).as_posix(): each for each in root.rglob("*") if each.is_file()}
    return {path: each.read_bytes() for path, each in paths.items() if ".new/" not in path}


def killed_at(moment: int, action: Callable[[], object]) -> bool:
    """Do something in a process that is killed instead of its n-th rename; return whether it came that far."""
    child = os.fork()
    if child == 0:
        done = 0

        def counted(real: Callable[..., object]) -> Callable[..., object]:
            def rename(*paths: object) -> object:
                nonlocal done
                if done == moment:
                    os._exit(9)
                done += 1
                return real(*paths)

            return rename

        Path.rename, Path.replace = counted(Path.rename), counted(Path.replace)  # type: ignore[assignment, method-assign]
        try:
            action()
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9


def failing(found: Finding) -> None:
    raise AssertionError(found)


def fill(root: Path, word: bytes) -> bool:
    """Write two folders, one of which is new at the second time, and files, one of which is new."""
    folders = {
        root / "spec/compiled": [Artifact(path="a/b.json", data=word), Artifact(path=f"{word.decode()}", data=b"")]
    }
    files = {root / "spec/catalog.toml": word, root / "spec/sources/p.md": word}
    if word == b"new":
        folders[root / "build/x"] = [Artifact(path="y", data=word)]
        files[root / "spec/sources/new/q.md"] = word
    return write_all(folders, files, failing, within=root)


def test_all_is_as_it_was_or_as_it_is_to_be(tmp_path: Path) -> None:
    states: list[State] = []
    for moment in range(100):
        root = tmp_path / str(moment)
        root.mkdir()
        fill(root, b"old")
        old = held(root)
        killed = killed_at(moment, lambda root=root: fill(root, b"new"))  # type: ignore[misc]
        assert unfinished(root) or not killed or moment == 0
        recover(root)
        states.append(held(root))
        assert states[-1] == old or not killed
        if not killed:
            break
    assert len(states) > 8
    assert states[-1] != states[0]
    assert not [path for path in states[-1] if ".portspec" in path]


FOREIGN = ["../victim", "/victim", "link/file", "spec/../../victim", "mine", "spec/catalog.toml", "..", ""]
"""What a journal that came with a checkout might have removed."""


@pytest.mark.parametrize("path", FOREIGN)
@pytest.mark.parametrize("name", [".portspec-journal", ".portspec-journal-done"])
@pytest.mark.parametrize("names", [(".portspec-1-1", ".portspec-1-1-old"), ("victim", "mine")])
def test_a_journal_of_a_checkout_removes_nothing(tmp_path: Path, path: str, name: str, names: tuple[str, str]) -> None:
    root = tmp_path / "root"
    root.mkdir()
    fill(root, b"old")
    for each in ("victim", "root/mine", "outside/file", "outside/mine", "outside/victim"):
        (tmp_path / each).parent.mkdir(exist_ok=True)
        (tmp_path / each).write_bytes(b"precious")
    (root / "link").symlink_to(tmp_path / "outside")
    old = held(tmp_path)
    where = f"{tmp_path}{path}" if path.startswith("/") else path
    swap = {"path": where, "new": names[0], "old": names[1], "made": 1, "existed": False}
    (root / name).write_bytes(msgspec.json.encode([swap, swap | {"existed": True}]))
    recover(root)
    assert held(tmp_path) == old


def test_what_came_after_the_kill_is_not_undone(tmp_path: Path) -> None:
    """A file that its owner has put there since is not the one that the writing made."""
    fill(tmp_path, b"old")
    path = tmp_path / "spec/catalog.toml"
    for moment in range(100):
        assert killed_at(moment, lambda: fill(tmp_path, b"new"))
        if path.read_bytes() == b"new":
            break
        recover(tmp_path)
    path.rename(tmp_path / "kept")
    path.write_bytes(b"mine")
    recover(tmp_path)
    assert path.read_bytes() == b"mine"


def test_a_journal_that_is_no_file_is_not_waited_for(tmp_path: Path) -> None:
    fill(tmp_path, b"old")
    old = held(tmp_path)
    os.mkfifo(tmp_path / ".portspec-journal")
    recover(tmp_path)
    assert held(tmp_path) == old
    assert not unfinished(tmp_path)


@pytest.mark.parametrize("text", [b"nonsense", b"[]"])
def test_a_file_that_is_no_journal_undoes_nothing(tmp_path: Path, text: bytes) -> None:
    fill(tmp_path, b"old")
    old = held(tmp_path)
    (tmp_path / ".portspec-journal").write_bytes(text)
    recover(tmp_path)
    assert held(tmp_path) == old
