"""The labelled pages are read at least as well as before."""

from hashlib import sha256

import pytest

from tests.corpus.score import KEPT, PAGES, Result, direction, ends, f1, results, share


@pytest.fixture(scope="module")
def found() -> list[Result]:
    return list(results())


@pytest.fixture(scope="module")
def tuned(found: list[Result]) -> list[Result]:
    """The pages that the program was made with."""
    return [each for each in found if not each.gold.kept]


@pytest.fixture(scope="module")
def kept(found: list[Result]) -> list[Result]:
    return [each for each in found if each.gold.kept]


def test_the_figures_do_not_fall(tuned: list[Result]) -> None:
    assert f1(tuned) >= 0.995
    assert share(tuned, direction) >= 0.99
    assert share(tuned, ends) >= 0.99


def test_the_figures_of_the_pages_kept_back_do_not_fall(kept: list[Result]) -> None:
    """They are lower: nothing is changed in the program for one of these pages."""
    assert f1(kept) >= 0.975
    assert share(kept, direction) >= 0.98
    assert share(kept, ends) >= 0.99


def test_little_is_lost_without_a_word(tuned: list[Result], kept: list[Result]) -> None:
    assert [(each.name, label.line) for each in tuned for label in each.silent] == [("hu-section", 9)]
    assert sum(len(each.silent) for each in kept) <= 3


def test_a_third_is_kept_back_as_it_was_before_it_was_read(found: list[Result], kept: list[Result]) -> None:
    lines = [line.split() for line in KEPT.read_text("utf-8").splitlines()]
    assert {name: sha256((PAGES / name).read_bytes()).hexdigest() for _, name in lines} == {
        name: checksum for checksum, name in lines
    }
    assert {name.partition(".")[0] for _, name in lines} == {each.name for each in kept}
    assert len(lines) == 2 * len(kept)
    assert 3 * len(kept) >= len(found)


def test_the_corpus_is_of_many_kinds(found: list[Result]) -> None:
    assert len(found) >= 230
    assert len({each.gold.language for each in found}) >= 25
    assert sum(each.gold.hard for each in found) >= 12
