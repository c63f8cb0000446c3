"""A Confluence page: its storage format and its HTML export state the same."""

from pathlib import Path

import pytest

from portspec.document import Code
from portspec.readers import read
from portspec.workspace import read_page
from tests.reading import facts, reading_of

FOLDER = Path(__file__).parents[1] / "corpus/confluence"
PAGES = ["storage.xml", "export.html"]


@pytest.mark.parametrize("name", PAGES)
def test_both_forms_state_the_same(name: str) -> None:
    source = read_page(FOLDER / name, lambda found: pytest.fail(found.message))
    assert source is not None
    reading, findings = reading_of(source)

    assert [facts(claim) for claim in reading.claims] == [
        (((9443, 9443),), False, ("tcp",), "inbound", "table"),
        (((111, 111),), False, ("tcp",), "unstated", "table"),
        (((2049, 2049),), False, ("udp",), "unstated", "table"),
    ]
    assert [claim.purpose for claim in reading.claims] == ["Web console, see the console & more", "Shares", "Shares"]
    assert {claim.role for claim in reading.claims} == {"Archive nodes"}
    assert findings == []


@pytest.mark.parametrize("name", PAGES)
def test_code_macros_keep_every_character(name: str) -> None:
    source = read_page(FOLDER / name, lambda found: pytest.fail(found.message))
    assert source is not None
    (code,) = [block for block in read(source, lambda _: None).blocks if isinstance(block, Code)]

    assert code.text.value == "ss -ltn | grep -E '<9443>' && echo open"
