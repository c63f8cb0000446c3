"""A process that compiles one page after another, as an editor's server does, and what it keeps of them."""

import gc
from collections.abc import Iterator

import pytest

from portspec import collector
from portspec.pipeline import compile_sources
from portspec.source import source_of

PAGES, MANY = 150, 20_000


@pytest.fixture
def _collecting() -> Iterator[None]:
    """Let the collector be as it is in a process of its own; the tests' is told to come seldom."""
    found = gc.get_threshold()
    gc.unfreeze()
    gc.set_threshold(700, 10, 10)
    yield
    gc.set_threshold(*found)
    gc.freeze()


@pytest.mark.usefixtures("_collecting")
def test_what_is_left_of_pages_is_collected(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(collector, "MANY", MANY)
    gc.collect()
    before = len(gc.get_objects())
    for number in range(PAGES):
        rows = f"<tr><td>{5000 + number}<td>TCP<td>x</tr>" * 20
        page = f"<h1>Ports</h1><table><tr><th>Port<th>Protocol<th>Use</tr>{rows}</table>"
        source = source_of(page.encode(), id="page", path="page", media_type="text/html")
        assert compile_sources([(source, None)], (), None, lambda _: None).requirements
    assert len(gc.get_objects()) - before < 5 * MANY


def test_a_process_that_does_not_collect_is_left_so() -> None:
    gc.disable()
    try:
        with collector.paused():
            assert not gc.isenabled()
        assert not gc.isenabled()
    finally:
        gc.enable()
    with collector.paused():
        assert not gc.isenabled()
    assert gc.isenabled()
