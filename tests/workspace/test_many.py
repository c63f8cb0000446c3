"""Many releases take no more memory than their specs and a line for each file, and a stage leaves nothing behind."""

import tracemalloc
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest
from msgspec.structs import replace

from benchmarks.catalog import PAGES
from benchmarks.catalog import figures as catalog_figures
from portspec.artifact import Artifact
from portspec.build.outputs import outputs
from portspec.files import recover, staging, unfinished
from portspec.findings import Finding
from portspec.spec import Spec
from tests.workspace.test_journal import held, killed_at
from tests.writers.example import SPEC


def releases(number: int) -> list[Spec]:
    """So many releases of a product with one requirement each."""
    about = SPEC.product
    assert about is not None
    small = replace(SPEC, requirements=SPEC.requirements[:1], findings=())
    return [replace(small, product=replace(about, release=f"r{each}")) for each in range(number)]


def peak(root: Path, number: int) -> tuple[int, int]:
    """The most memory that is used while the files of some releases are made, and how many bytes they have."""
    specs = releases(number)
    with staging(root / "build", root) as stage:
        tracemalloc.start()
        outputs(specs, failing, stage)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most, sum(each.stat().st_size for each in stage.path.rglob("*") if each.is_file())


def failing(found: Finding) -> None:
    raise AssertionError(found)


@pytest.mark.full
def test_no_file_stays_in_memory(tmp_path: Path) -> None:
    """In a process of its own, since what is traced is the memory of all threads, those of other tests among them."""
    with ProcessPoolExecutor(1, get_context("spawn")) as alone:
        alone.submit(peak, tmp_path, 1).result()  # what is remembered of the program's own files
        few, many = (alone.submit(peak, tmp_path, number).result() for number in (2, 8))
    assert many[0] - few[0] < (many[1] - few[1]) / 2  # garbage comes and goes


def test_a_stage_that_is_killed_is_taken_away(tmp_path: Path) -> None:
    (tmp_path / "build/kind").mkdir(parents=True)
    (tmp_path / "build/kind/file").write_bytes(b"old")
    before = held(tmp_path)

    def stop() -> None:
        with staging(tmp_path / "build", tmp_path) as stage:
            stage.put(Artifact(path="kind/file", data=b"new"))
            (tmp_path / "build/kind/file").rename(tmp_path / "build/kind/file")

    assert killed_at(1, stop)
    assert unfinished(tmp_path)
    assert len(held(tmp_path)) > len(before)
    recover(tmp_path)
    assert held(tmp_path) == before
    assert not unfinished(tmp_path)


@pytest.mark.night
def test_a_catalog_of_many_pages() -> None:
    """How long the first build takes is for `make bench`, where nothing else runs."""
    _, *figures = catalog_figures(PAGES)
    assert [str(each) for each in figures if not each.kept] == []
