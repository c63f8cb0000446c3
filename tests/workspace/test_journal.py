"""A writing that is killed at any rename is undone by the next command, as a whole."""

import os
from collections.abc import Callable
from pathlib import Path

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


@pytest.mark.parametrize("text", [b"nonsense", b"[]"])
def test_a_file_that_is_no_journal_undoes_nothing(tmp_path: Path, text: bytes) -> None:
    fill(tmp_path, b"old")
    old = held(tmp_path)
    (tmp_path / ".portspec-journal").write_bytes(text)
    recover(tmp_path)
    assert held(tmp_path) == old
