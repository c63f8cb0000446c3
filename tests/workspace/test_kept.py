"""What has not changed is not compiled again, and what is kept is what would be compiled."""

import os
import shutil
from collections import Counter
from contextlib import chdir
from pathlib import Path

import pytest

from portspec import build as building
from portspec.build import compile_catalog
from portspec.build.kept import Kept
from portspec.findings import Finding
from portspec.spec import Spec
from portspec.workspace import find_workspace
from tests.cli.running import run
from tests.conftest import ROOT

RELEASES = len(list((ROOT / "spec/compiled").glob("*/*.json")))

MANY = 8


@pytest.fixture
def project(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """This repository's own releases, which have errata and findings of all kinds."""
    shutil.copytree(root / "spec", tmp_path / "spec")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def once(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, built."""
    made = tmp_path_factory.mktemp("built")
    shutil.copytree(root / "spec", made / "spec")
    with chdir(made):
        assert run("build").exit_code == 0
    return made


@pytest.fixture
def built(once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it."""
    shutil.copytree(once, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def compiled(root: Path, *, jobs: int = 1, keep: bool = True) -> tuple[tuple[Spec, ...], Counter[Finding]]:
    found: list[Finding] = []
    workspace = find_workspace(root)
    assert workspace is not None
    kept = Kept(workspace) if keep else None
    specs = compile_catalog(workspace, found.append, kept, jobs=jobs)
    if kept:
        kept.save()
    return specs, Counter(found)


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The numbers of the releases that are compiled."""
    done: list[int] = []
    real = building._made  # noqa: SLF001 - nothing else tells a kept release

    def counted(workspace: object, number: int) -> object:
        done.append(number)
        return real(workspace, number)  # type: ignore[arg-type]

    monkeypatch.setattr(building, "_made", counted)
    return done


def test_what_is_kept_is_what_would_be_compiled(project: Path, calls: list[int]) -> None:
    fresh = compiled(project, keep=False)
    assert compiled(project) == fresh
    assert compiled(project) == fresh
    assert calls == [*range(RELEASES)] * 2


@pytest.mark.parametrize(
    ("path", "again"),
    [
        ("sources/virtuozzo-hybrid-server/7.1-beta/configuring-server-ports.md", [1]),
        ("sources/virtuozzo-hybrid-server/7.1-beta/storage-ports.md", [1]),
        ("errata/virtuozzo-hybrid-server/both-releases.yaml", [0, 1]),
    ],
)
def test_only_what_has_changed_is_compiled(built: Path, calls: list[int], path: str, again: list[int]) -> None:
    file = built / "spec" / path
    file.write_bytes(file.read_bytes() + b"\n")
    assert run("record").exit_code == 0
    assert calls == again


def test_what_is_damaged_is_made_again(project: Path) -> None:
    first = compiled(project)
    for each in (project / "build/.cache/specs").iterdir():
        each.write_bytes(each.read_bytes()[:-9])
    assert compiled(project) == first


def many(root: Path) -> None:
    """A catalog of several products."""
    one = (root / "spec/catalog.toml").read_text().split("[[product.release]]")
    head = one[0].split("\n", 2)[2]
    texts = []
    for number in range(MANY):
        name = f"p{number}"
        text = "[[product.release]]".join((head, one[1])).replace("virtuozzo-hybrid-server", name)
        texts.append(text)
        shutil.copytree(root / "spec/sources/virtuozzo-hybrid-server", root / f"spec/sources/{name}")
    (root / "spec/catalog.toml").write_text("\n".join(texts))
    shutil.rmtree(root / "spec/errata")


def test_side_by_side_is_the_same(project: Path) -> None:
    many(project)
    one, several = compiled(project, keep=False), compiled(project, keep=False, jobs=2)
    assert len(one[0]) == MANY
    assert one == several


@pytest.mark.usefixtures("project")
def test_an_unchanged_project_is_known_at_once(calls: list[int]) -> None:
    said = run("build").output
    calls.clear()
    again = run("build").output
    assert again.startswith("Nothing has changed.\n")
    assert said.endswith(again.removeprefix("Nothing has changed.\n"))
    assert calls == []
    assert run("build", "--format", "json").exit_code == 0
    assert calls == []


@pytest.mark.parametrize("what", ["edit", "remove", "damage"])
def test_a_changed_output_is_made_again(built: Path, what: str) -> None:
    file = next((built / "build/tables").rglob("*.md"))
    before = file.read_bytes()
    if what == "edit":
        file.write_bytes(before.replace(b"TCP", b"UDP"))
    elif what == "remove":
        file.unlink()
    else:
        stat = file.stat()
        file.write_bytes(b"x" * len(before))
        os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns + 1))
    assert "build/tables" in run("build").output
    assert file.read_bytes() == before


def test_a_changed_input_is_compiled(built: Path) -> None:
    page = built / "spec/sources/virtuozzo-hybrid-server/7.1-beta/configuring-server-ports.md"
    page.write_bytes(page.read_bytes() + b"\n")
    assert "PS406" in run("build").stderr
    assert run("record").exit_code == 0
    assert run("build").output.startswith("Nothing has changed.\n")
