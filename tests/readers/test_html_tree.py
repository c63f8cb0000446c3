"""The tree of a page of HTML is the one that BeautifulSoup's own builder makes, and its parts follow each other."""

import warnings
from collections.abc import Iterator
from itertools import pairwise

from bs4 import BeautifulSoup
from bs4.element import PageElement, Tag
from hypothesis import given
from hypothesis import strategies as st

from portspec.readers.html.tree import tree_of

NAMES = "table caption tbody tr td th p b i a div ul li dl dt h1 br svg math select form pre head title font".split()
WORDS = ("words", " ", "\n", "&amp;", "&#0;", "\0", "<", "<!-- said -->", "<!DOCTYPE html>", "<![CDATA[said]]>")
TAGS = [f"<{mark}{name}{rest}>" for name in NAMES for mark, rest in (("", ""), ("", " class='a b' id=c"), ("/", ""))]


def parts(tag: Tag) -> Iterator[PageElement]:
    yield tag
    for each in tag.contents:
        yield from parts(each) if isinstance(each, Tag) else (each,)


def said(part: PageElement) -> object:
    return (part.name, dict(part.attrs), len(part.contents)) if isinstance(part, Tag) else (type(part), str(part))


def end(tag: Tag, text: str) -> int | None:
    """Return the offset behind the start tag of a tag of BeautifulSoup's own builder."""
    if tag.sourceline is None or tag.sourcepos is None:
        return None
    before = text.split("\n")[: tag.sourceline - 1]
    return min(sum(map(len, before)) + len(before) + tag.sourcepos + 1, len(text))


@given(st.lists(st.sampled_from((*TAGS, *WORDS)), max_size=40).map("".join))
def test_the_tree_is_the_same(text: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = [*parts(BeautifulSoup(text, "html5lib"))]
    ours = [*parts(tree_of(text))]
    assert [*map(said, ours)] == [*map(said, theirs)]
    assert [each.sourcepos for each in ours if isinstance(each, Tag)] == [
        end(each, text) for each in theirs if isinstance(each, Tag)
    ]


@given(st.lists(st.sampled_from((*TAGS, *WORDS)), max_size=40).map("".join))
def test_all_parts_follow_each_other(text: str) -> None:
    tree = tree_of(text)
    ours = [*parts(tree)]
    assert [*map(id, ours[1:])] == [*map(id, tree.next_elements)]
    assert [*map(id, ours[:-1][::-1])] == [*map(id, ours[-1].previous_elements)]
    for each in ours:
        inside = each.contents if isinstance(each, Tag) else []
        assert all(child.parent is each for child in inside)
        assert all(one.next_sibling is two and two.previous_sibling is one for one, two in pairwise(inside))
