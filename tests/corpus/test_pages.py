"""The labelled pages are read at least as well as before."""

import pytest

from tests.corpus.score import Result, direction, ends, f1, results, share


@pytest.fixture(scope="module")
def found() -> list[Result]:
    return list(results())


def test_the_figures_do_not_fall(found: list[Result]) -> None:
    assert f1(found) >= 0.995
    assert share(found, direction) >= 0.99
    assert share(found, ends) >= 0.99


def test_little_is_lost_without_a_word(found: list[Result]) -> None:
    assert [(each.name, label.line) for each in found for label in each.silent] == [("hu-section", 9)]


def test_the_corpus_is_of_many_kinds(found: list[Result]) -> None:
    assert len(found) >= 170
    assert len({each.gold.language for each in found}) >= 25
    assert sum(each.gold.hard for each in found) >= 12
    assert sum(each.gold.kept for each in found) >= 20
