"""The same page in each language states the same, and each language has the words that pages need."""

from pathlib import Path

import pytest

from portspec.extract.language.lexicon import languages
from portspec.source import source_of
from tests.reading import facts, reading_of

PAGES = sorted((Path(__file__).parents[1] / "corpus/languages").glob("*.md"))
STATED = [
    (((22, 22),), False, ("tcp",), "inbound", "table"),
    (((53, 53),), False, ("tcp", "udp"), "outbound", "table"),
    (((5700, 6900),), False, ("tcp",), "inbound", "table"),
    (((1024, 65535),), False, ("udp",), "outbound", "table"),
    (((0, 65535),), False, ("tcp",), "both", "table"),
    ((), True, ("tcp",), "inbound", "table"),
    (((443, 443), (8443, 8443)), False, ("tcp",), "unstated", "table"),
    (((514, 514),), False, ("udp",), "unstated", "table"),
    (((9100, 9100),), False, ("tcp",), "unstated", "list"),
    (((1514, 1514),), False, ("udp",), "unstated", "list"),
]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_every_language_states_the_same(path: Path) -> None:
    reading, _ = reading_of(source_of(path.read_bytes(), id=path.stem, path=path.name, media_type="text/markdown"))

    stated = [facts(claim) for claim in reading.claims]
    assert stated == STATED, f"a word of {path.name} lacks its sense in the lexicon: compare what en.md says there"
    assert [bool(claim.source and claim.destination) for claim in reading.claims] == [6 <= n <= 7 for n in range(10)]
    assert all(claim.purpose for claim in reading.claims if claim.kind == "list")
    assert reading.unread == 0


def test_there_is_a_page_for_each_language() -> None:
    paged = {path.stem for path in PAGES}
    assert set(languages()) - paged == {"mul"}, "tests/corpus/languages has no page of these"
    assert paged <= set(languages()), "the lexicon has no file of these"
