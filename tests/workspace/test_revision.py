"""A revision of git is read as a checkout of it would be."""

import subprocess
from pathlib import Path

import pytest

from portspec.findings import Finding, silent
from portspec.workspace.revision import is_revision, revision
from tests.conftest import Need

GIT = ["git", "-c", "user.name=nobody", "-c", "user.email=nobody", "-c", "protocol.file.allow=always"]
ATTRIBUTES = "*.yaml export-ignore\n*.md export-subst ident\n*.txt text eol=crlf\n"
FILES = {
    "catalog.toml": "",
    "errata/gate/1.0.yaml": "errata: []\n",
    "sources/gate/1.0/ports.md": "# Ports of $Format:%H$ and $Id$\n",
    "sources/gate/1.0/two\nlines.txt": "one\ntwo\n",
    "sources/gate/1.0/Ports.md": "# A twin but for its case\n",
}


def git(folder: Path, *command: str) -> bytes:
    return subprocess.run([*GIT, *command], cwd=folder, check=True, capture_output=True).stdout


def status(folder: Path) -> bytes:
    return git(folder, "status", "--porcelain")


def committed(folder: Path) -> Path:
    git(folder, "add", ".")
    git(folder, "commit", "-m", "first")
    return folder


def began(folder: Path, files: dict[str, str]) -> Path:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    git(folder, "init", "--quiet")
    return folder


@pytest.fixture
def project(tmp_path: Path, need: Need) -> Path:
    """A project below the top of its repository, with attributes, a link and a submodule."""
    need("git")
    inner = committed(began(tmp_path / "inner", {"ports.md": "# Inner\n", ".gitattributes": ATTRIBUTES}))
    files = {f"docs/spec/{path}": text for path, text in FILES.items()}
    top = began(tmp_path / "top", {"docs/.gitattributes": ATTRIBUTES, "docs/spec.txt": "", **files})
    (top / "docs/spec/sources/link.md").symlink_to("gate/1.0/ports.md")
    git(top, "submodule", "add", str(inner), "docs/spec/sources/inner")
    committed(top)
    return top / "docs"


def held(spec: Path) -> dict[str, bytes]:
    """The files of a project's spec, without what git keeps there itself."""
    files = {each.relative_to(spec).as_posix(): each for each in spec.rglob("*") if each.is_file()}
    return {path: each.read_bytes() for path, each in files.items() if ".git" not in path.split("/")}


def test_it_is_what_a_checkout_is(project: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--recurse-submodules", str(project.parent), "again")
    expected = held(tmp_path / "again/docs/spec")
    assert expected.keys() >= FILES.keys() | {"sources/inner/ports.md", "sources/link.md"}
    assert expected["sources/gate/1.0/two\nlines.txt"] == b"one\r\ntwo\r\n"
    for path in (project / "spec/sources").rglob("ports.md"):
        path.write_text("of another time")
    before = status(project)
    with revision(project, "HEAD", refuse) as then:
        assert then
        assert held(then.root / "spec") == expected
        assert (then.root / "spec/sources/link.md").is_symlink()
        assert not (then.root / "spec.txt").exists()
    assert status(project) == before


def test_a_hook_of_git_names_other_repositories(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Within a hook, git's own variables say where the repository of the hook is, from its top (githooks(5))."""
    with revision(project, "HEAD", refuse) as then:
        assert then
        expected = held(then.root / "spec")
    for folder in (".git", str(project.parent / ".git"), str(tmp_path / "inner/.git"), str(tmp_path / "nowhere")):
        monkeypatch.setenv("GIT_DIR", folder)
        monkeypatch.setenv("GIT_INDEX_FILE", f"{folder}/index")
        with revision(project, "HEAD", refuse) as then:
            assert then
            assert held(then.root / "spec") == expected


def test_a_repository_that_lies_elsewhere_is_named_by_the_user(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder may have its repository out of sight, as those for the files of a home have (git(1), GIT_DIR)."""
    (project.parent / ".git").rename(tmp_path / "elsewhere")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("GIT_WORK_TREE", str(project.parent))
    assert is_revision(project, "HEAD")


def refuse(found: Finding) -> None:
    raise AssertionError(found)


def test_a_submodule_that_is_not_here_is_said(project: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", str(project.parent), "again")
    found: list[Finding] = []
    with revision(tmp_path / "again/docs", "HEAD", found.append) as then:
        assert then
        assert "sources/gate/1.0/ports.md" in held(then.root / "spec")
    (told,) = found
    assert told.code == "PS901"
    assert told.message == "The submodule docs/spec/sources/inner cannot be read: it is not checked out"


def test_there_may_be_nothing(project: Path) -> None:
    assert not is_revision(project, "--help")
    git(project, "rm", "-r", "--cached", "--quiet", "spec")
    git(project, "commit", "-m", "second")
    with revision(project, "HEAD", silent) as then:
        assert then
        assert then.catalog.products == ()


def test_what_the_user_has_set_stays(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings may come by the environment, as in a container where the checkout is another user's."""
    for name, value in {"COUNT": "1", "KEY_0": "core.eol", "VALUE_0": "crlf"}.items():
        monkeypatch.setenv(f"GIT_CONFIG_{name}", value)
    (project / ".gitattributes").write_text("*.yaml text\n")
    committed(project)
    with revision(project, "HEAD", silent) as then:
        assert then
        assert (then.root / "spec/errata/gate/1.0.yaml").read_bytes() == b"errata: []\r\n"
