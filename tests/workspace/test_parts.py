"""Of the outputs only what depends on a change is made again, and all is as if it had been built from nothing."""

import shutil
from collections.abc import Callable
from contextlib import chdir
from hashlib import sha256
from pathlib import Path

import msgspec
import pytest

from benchmarks.catalog import catalog
from portspec.build import outputs
from portspec.proofs import Proof
from portspec.workspace import find_workspace
from portspec.writers.snippets import write as write_snippets
from tests.cli.running import run

PAGE = "spec/sources/gateway-0/1/ports.md"
ERRATA = """\
releases: ["2"]
errata:
  - id: can-be-changed
    kind: clarification
    match: [{section: Server, count: 10}]
    set: {configurable: true}
    why: A page about settings says so.
    see: Settings of the gateway
"""


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two products with two releases each, built."""
    made = tmp_path_factory.mktemp("built")
    catalog(made, 4)
    with chdir(made):
        assert run("build").exit_code == 0
    return made


@pytest.fixture
def built(once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it."""
    shutil.copytree(once, tmp_path / "project")
    monkeypatch.chdir(tmp_path / "project")
    return tmp_path / "project"


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The numbers of the parts that are made."""
    done: list[int] = []
    real = outputs._made  # noqa: SLF001 - nothing else tells what is made from what is kept

    def counted(job: outputs.Job, number: int) -> object:
        done.append(number)
        return real(job, number)

    monkeypatch.setattr(outputs, "_made", counted)
    return done


def edit_catalog(old: str, new: str) -> None:
    file = Path("spec/catalog.toml")
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new, 1))


def page() -> None:
    before = Path(PAGE).read_bytes()
    after = before.replace(b"Carries", b"Bears", 1)
    Path(PAGE).write_bytes(after)
    edit_catalog(sha256(before).hexdigest(), sha256(after).hexdigest())


def erratum() -> None:
    Path("spec/errata/gateway-1").mkdir(parents=True)
    Path("spec/errata/gateway-1/2.yaml").write_text(ERRATA)


def latest() -> None:
    edit_catalog('name = "Release 2"', 'name = "Release 2"\npreview = true')


def release_gone() -> None:
    """The first release of the first product is its last one then."""
    text = Path("spec/catalog.toml").read_text()
    head, first, second, rest = text.split("[[product.release]]", 3)
    other = second[second.index("[[product]]") :]
    Path("spec/catalog.toml").write_text("[[product.release]]".join((head, first + other, rest)))
    shutil.rmtree("spec/sources/gateway-0/2")


def proof() -> None:
    workspace = find_workspace(Path())
    assert workspace is not None
    spec = workspace.compiled_specs()[0]
    snippet = next(each.snippet for each in write_snippets(spec, lambda _: None) if each.snippet)
    about = {"dialect": "nftables", "roles": ["server"], "options": [], "tools": {}, "probes": 1}
    record = msgspec.convert(
        {**about, "snippet": snippet, "spec": "0" * 64, "passed": [], "failures": [], "uncovered": []}, Proof
    )
    Path("spec/proofs").mkdir()
    Path("spec/proofs/one.json").write_bytes(msgspec.json.encode(record))


def published() -> dict[str, bytes]:
    files = (each for folder in ("build", "spec/compiled") for each in Path(folder).rglob("*") if each.is_file())
    return {str(each): each.read_bytes() for each in files if ".cache" not in each.parts}


def published_from_nothing() -> dict[str, bytes]:
    shutil.rmtree("build")
    assert run("build").exit_code == 0
    return published()


@pytest.mark.usefixtures("built")
@pytest.mark.parametrize(
    ("change", "again"),
    [(page, [0, 4]), (erratum, [3, 5]), (latest, [0, 1, 4]), (release_gone, [0, 3]), (proof, [*range(4)])],
)
def test_what_depends_on_a_change_is_made_again(change: Callable[[], None], again: list[int], made: list[int]) -> None:
    before = published()
    change()
    result = run("build")
    assert result.exit_code == 0, result.output
    assert sorted(made) == again
    after = published()
    assert after != before
    assert after == published_from_nothing()
    assert "Nothing has changed" in run("build").output


def files(pattern: str) -> list[Path]:
    return sorted(each for each in Path("build").glob(pattern) if each.is_file())


def damage() -> None:
    """One file is edited, one is as long as before, one is gone, and one is a link to the same bytes."""
    one, two, three, four = (
        files(f"{each}/**/*")[0]
        for each in ("snippets/*/gateway-0/1", "manifests/*/gateway-0/2", "changes/*/gateway-0", "oscal/*/gateway-1/1")
    )
    one.write_bytes(one.read_bytes().replace(b"tcp", b"udp") + b"\n")
    two.write_bytes(b"x" * two.stat().st_size)
    three.unlink()
    four.rename("elsewhere")
    four.symlink_to(Path("elsewhere").resolve())


def cut() -> None:
    for each in files(".cache/outputs/*"):
        each.write_bytes(each.read_bytes()[:-9])
    Path("build/.cache/stamp.json").unlink()


@pytest.mark.usefixtures("built")
@pytest.mark.parametrize(("change", "again"), [(damage, [0, 1, 2, 4]), (cut, [*range(6)])])
def test_what_is_not_as_it_was_published_is_made_again(
    change: Callable[[], None], again: list[int], made: list[int]
) -> None:
    before = published()
    change()
    assert run("build").exit_code == 0
    assert sorted(made) == again
    assert published() == before
    assert not any(each.is_symlink() for each in Path("build").rglob("*"))


@pytest.mark.usefixtures("built")
def test_what_nothing_depends_on_is_not_kept(made: list[int]) -> None:
    kept = len(files(".cache/outputs/*"))
    page()
    assert run("build").exit_code == 0
    assert len(files(".cache/outputs/*")) == kept
    made.clear()
    Path("build/.cache/stamp.json").unlink()
    assert run("build").output.startswith("Nothing has changed.\n")
    assert made == []


def test_the_copies_of_the_latest_release_are_second_names_of_its_files(once: Path) -> None:
    paths = [path.relative_to(once).as_posix() for path in (once / "build").rglob("*") if path.is_file()]
    copies = [path for path in paths if "/latest" in path]
    assert copies
    for each in copies:
        assert (once / each).samefile(once / each.replace("/latest", "/2"))


def test_what_is_written_into_a_copy_is_not_there_after_the_next_build(built: Path) -> None:
    copy, file = (built / f"build/manifests/v2/gateway-0/{name}.json" for name in ("latest", "2"))
    before = file.read_bytes()
    copy.write_bytes(b"{}")
    assert run("build").exit_code == 0
    assert (copy.read_bytes(), file.read_bytes()) == (before, before)
