"""The restated pages say the facts of their originals in sentences of our own."""

import re
from html import unescape
from pathlib import Path

import pytest

PAIRS = {
    "7.1-beta": ("7.1-beta/configuring-server-ports.md", "seed/configuring-server-ports-7.1-beta.md"),
    "7-2016": ("7-2016/configuring-ports.html", "reference/virtuozzo-7-2016-configuring-ports.html"),
}
RUN = 8
"""So many words in a row are a sentence; shorter runs are names and terms."""
COMMAND = re.compile(r"^.*(?:# ?(?:rpcinfo|yum|curl)\b|Repo-\w+ :).*$", re.MULTILINE)


def plain(page: str) -> str:
    """Return a page's text, each cell and paragraph on lines of its own."""
    page = re.sub(r"(?s)<style.*?</style>|<!--.*?-->", "", page).replace("\u00a0", " ")
    page = re.sub(r"</?(?:a|code|em|strong|span)\b[^>]*>|\]\([^)]*\)", "", page)
    return unescape(re.sub(r"</?[a-z][^>]*>", "\n", page))


def runs(page: str) -> set[tuple[str, ...]]:
    """Return every run of so many words within one sentence; command lines are not sentences."""
    sentences = re.split(r"[.:|()\n]\s*", COMMAND.sub("", plain(page)).casefold())
    said = [re.findall(r"[^\W_]+", each) for each in sentences]
    return {tuple(each[at : at + RUN]) for each in said for at in range(len(each) - RUN + 1)}


def facts(page: str) -> list[str]:
    """Return the numbers, markers and placeholders of the port cells and descriptions, in the page's order."""
    tables = plain(page).replace("\n", " ").partition("Description")[2].partition("Last updated")[0]
    fact = r"\((?:IO|I|O)\)|(?<![\w-])\d{2,5}(?:-\d+)?(?![\w])|\w+[ _]?ports?>|``(?!`)|VZ9"
    return re.findall(fact, re.sub("port 67", "", tables, flags=re.IGNORECASE))


@pytest.fixture(params=PAIRS)
def pair(request: pytest.FixtureRequest, root: Path, shared: Path) -> tuple[str, str]:
    """The text of our page and of its original."""
    ours, theirs = PAIRS[request.param]
    page = root / "spec/sources/virtuozzo-hybrid-server" / ours
    return page.read_text("utf-8"), (shared / theirs).read_text("utf-8")


def test_no_sentence_is_the_originals(pair: tuple[str, str]) -> None:
    ours, theirs = pair

    assert runs(ours)
    assert runs(ours) & runs(theirs) == set()


def test_every_number_marker_and_placeholder_is_the_originals(pair: tuple[str, str]) -> None:
    ours, theirs = pair

    assert len(facts(ours)) > 20
    assert facts(ours) == facts(theirs)
