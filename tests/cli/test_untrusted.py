"""A repository of somebody else: nothing in it runs, and no name in it is more than a name."""

import subprocess
from pathlib import Path

import pytest

from tests.cli.running import findings, run
from tests.conftest import Need

GIT = ["git", "-c", "user.name=nobody", "-c", "user.email=nobody@example.com", "-c", "advice.addEmbeddedRepo=false"]
PAGE = "spec/sources/example/2.0/ports.md"


def git(folder: Path, *command: str) -> str:
    return subprocess.run([*GIT, "-C", folder, *command], check=True, capture_output=True, text=True).stdout.strip()


@pytest.fixture
def repository(workspace: Path, need: Need) -> Path:
    """A workspace whose one revision is what is there."""
    need("git")
    return committed(workspace)


def committed(folder: Path) -> Path:
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "as it is")
    return folder


def spoil(folder: Path, key: str, ran: Path) -> None:
    """Let settings and hooks of a repository name programs that git runs: they come with a folder that was packed."""
    settings = {
        f"filter.a.b=c.{key}": f"touch {ran}; cat",
        "filter.a.b=c.required": "true",
        "core.fsmonitor": f"touch {ran}; false",
    }
    for name, value in settings.items():
        git(folder, "config", name, value)
    hook = folder / git(folder, "rev-parse", "--git-path", "hooks") / "post-index-change"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\ntouch {ran}\n")
    hook.chmod(0o755)


@pytest.mark.parametrize("key", ["smudge", "process"])
def test_a_packed_repository_runs_nothing_when_a_revision_is_read(repository: Path, key: str) -> None:
    inner, ran = repository / "spec/sources/inner", repository / "ran"
    for folder in (inner, repository):
        folder.mkdir(exist_ok=True)
        (folder / ".gitattributes").write_text("*.md filter=a.b=c\n")
        (folder / "a.md").write_text("a\n")
        spoil(committed(folder), key, ran)
    result = run("diff", "HEAD~1:2.0", "HEAD:2.0")
    assert result.exit_code == 0, result.output
    assert not ran.exists()


def test_what_a_repository_lacks_is_fetched_from_nowhere(repository: Path) -> None:
    """A partial clone names where git gets the rest when it is read, and by which program (partial-clone in git)."""
    named = git(repository, "rev-parse", f"HEAD:{PAGE}")
    (repository / ".git/objects" / named[:2] / named[2:]).unlink()
    ran = repository / "ran"
    settings = {
        "core.repositoryFormatVersion": "1",
        "extensions.partialClone": "origin",
        "remote.origin.promisor": "true",
        "remote.origin.url": repository.as_uri(),
        "remote.origin.uploadPack": f"touch {ran}; git-upload-pack",
    }
    for name, value in settings.items():
        git(repository, "config", name, value)
    result = run("diff", "HEAD:2.0", "2.0", "--format", "json")
    assert [each.code for each in findings(result)] == ["PS901"]
    assert not ran.exists()


@pytest.mark.parametrize("name", ["--output=ran", "-h", "--help", "-c core.pager=touch ran", "--upload-pack=touch ran"])
def test_a_revision_is_no_option_of_git(repository: Path, name: str) -> None:
    result = run("diff", "--format", "json", "--", name, "HEAD")
    assert result.exit_code in (1, 2), result.output
    assert not (repository / "ran").exists()


@pytest.mark.parametrize("name", ["a\nb.md", "a\x1b[2Jb.md", "-rf.md", "PORTS.md", "a\u202eb.md"])
def test_a_strange_name_is_told_as_a_name(workspace: Path, name: str) -> None:
    """A page that the catalog does not name is told of in one line, and does no harm; twins in case are two files."""
    (workspace / PAGE).with_name(name).write_bytes((workspace / PAGE).read_bytes())
    assert run("build").exit_code == 0
    result = run("check")
    assert "\x1b" not in result.output
    assert "\u202e" not in result.output
    assert [line for line in result.output.splitlines() if line.startswith("b.md")] == []
    told = [each for each in findings(run("check", "--format", "json")) if each.place is None and ".md" in each.message]
    assert len(told) == 1


def test_a_file_without_end_is_refused(workspace: Path) -> None:
    """A sparse file takes no room, and says that it is larger than what is read."""
    with (workspace / PAGE).open("r+b") as file:
        file.truncate(200_000_000)
    result = run("check", "--format", "json")
    assert result.exit_code == 1
    assert "PS901" in {each.code for each in findings(result)}
