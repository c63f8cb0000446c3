"""A file of a git repository is followed by branch, tag or commit."""

import subprocess
from pathlib import Path

import pytest

from portspec.catalog.origin import Git
from portspec.fetch import fetch
from portspec.fetch.values import Limits, Taken, Wanted
from portspec.findings import Finding
from tests.conftest import Need
from tests.fetch.conftest import PAGE

ME = ["-c", "user.name=nobody", "-c", "user.email=nobody@example.com"]


@pytest.fixture
def repository(tmp_path: Path, need: Need) -> Path:
    """A repository without a working tree, with a page in it."""
    work = tmp_path / "work"
    git(need, tmp_path, "init", "--quiet", "--initial-branch=main", "work")
    (work / "docs").mkdir()
    (work / "link.html").symlink_to("/etc/hosts")
    commit(need, work, PAGE)
    git(need, tmp_path, "clone", "--quiet", "--bare", "work", "bare.git")
    return tmp_path / "bare.git"


def git(need: Need, folder: Path, *command: str) -> str:
    done = subprocess.run([need("git"), *ME, *command], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def commit(need: Need, work: Path, data: bytes) -> str:
    (work / "docs/ports.html").write_bytes(data)
    git(need, work, "add", ".")
    git(need, work, "commit", "--quiet", "-m", "docs")
    return git(need, work, "rev-parse", "HEAD")


def take(origin: Git, root: Path, last: Taken | None = None) -> Taken | Finding:
    found: list[Finding] = []
    wanted = Wanted(origin=origin, record=last.record if last else None)
    (taken,) = fetch([wanted], root, Limits(seconds=20), found.append)
    return taken or found[0]


def test_a_branch_is_followed(repository: Path, need: Need) -> None:
    work = repository.parent / "work"
    origin = Git(address="bare.git", path="docs/ports.html", ref="main")
    first = take(origin, repository.parent)
    assert isinstance(first, Taken)
    assert (first.data, first.media_type) == (PAGE, "text/html")
    again = take(origin, repository.parent, first)
    assert isinstance(again, Taken)
    assert again.data is None

    git(need, work, "checkout", "--quiet", "-b", "other/main")
    commit(need, work, b"other")
    git(need, work, "checkout", "--quiet", "main")
    new = commit(need, work, PAGE + b"<!-- new -->")
    git(need, work, "push", "--quiet", "../bare.git", "main", "other/main")
    moved = take(origin, repository.parent, first)
    assert isinstance(moved, Taken)
    assert (moved.data, moved.record.commit) == (PAGE + b"<!-- new -->", new)


def test_a_tag_and_a_commit_stay(repository: Path, need: Need) -> None:
    work = repository.parent / "work"
    first = git(need, work, "rev-parse", "HEAD")
    git(need, work, "tag", "-a", "v1", "-m", "one")
    commit(need, work, b"# later")
    git(need, work, "push", "--quiet", "../bare.git", "main", "v1")
    for ref in ("v1", first):
        taken = take(Git(address=repository.as_uri(), path="docs/ports.html", ref=ref), Path())
        assert isinstance(taken, Taken), taken
        assert (taken.data, taken.record.commit) == (PAGE, first)


@pytest.mark.parametrize(
    ("address", "ref", "path", "why"),
    [
        ("bare.git", "main", "docs/other.html", "has no file docs/other.html"),
        ("bare.git", "main", "docs", "has no file docs"),
        ("bare.git", "main", "link.html", "has no file link.html"),
        ("bare.git", "none", "docs/ports.html", "has no branch or tag none"),
        ("nowhere.git", "main", "docs/ports.html", "does not appear to be a git repository"),
    ],
)
def test_what_is_not_there_is_said(repository: Path, address: str, ref: str, path: str, why: str) -> None:
    found = take(Git(address=address, ref=ref, path=path), repository.parent)
    assert isinstance(found, Finding)
    assert (found.code, why in found.message) == ("PS910", True), found


def test_a_hook_of_git_fetches_from_where_it_is_told(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Within a hook, git's own variables name the repository of the hook."""
    monkeypatch.setenv("GIT_DIR", str(repository.parent / "nowhere"))
    assert isinstance(take(Git(address="bare.git", path="docs/ports.html"), repository.parent), Taken)
