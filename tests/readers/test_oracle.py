"""Where Asciidoctor is installed: tables have the rows that it shows, unless it shows what nobody meant."""

import re
import subprocess
from pathlib import Path

import pytest

from portspec.document import Table
from tests.conftest import Need
from tests.reading import HTML, document_of

ASCIIDOC = "text/asciidoc"
PAGES = Path(__file__).parent / "asciidoc"
OTHERWISE = {
    "comments": "it shows what is commented out in a table",
    "list-in-plain-cell": "it shows the marks of a list as text",
    "markdown-rows": "it shows rows in the way of Markdown as a paragraph",
    "short-row": "it fills a short row with the cells of the next one",
}
"""The pages that are read in another way on purpose."""
ADMONITION = re.compile(r'<div class="admonitionblock.*?</table>', re.DOTALL)
"""It lays these out as tables."""


PLAIN = str.maketrans({"→": "->", "⇒": "=>", "←": "<-", "’": "'", "…": "...", "—": "--", "\u2009": None})
"""The characters that it puts in the place of others."""


def rows(text: str, media_type: str) -> list[list[list[str]]]:
    return [
        [[cell.text.folded.translate(PLAIN) for cell in row] for row in block.rows]
        for block in document_of(text, media_type).blocks
        if isinstance(block, Table)
    ]


def shown(text: str, need: Need) -> list[list[list[str]]]:
    """Return the rows of the tables that Asciidoctor makes of a page."""
    command = [need("asciidoctor"), "--embedded", "--out-file", "-", "-"]
    made = subprocess.run(command, input=text, capture_output=True, text=True, check=True).stdout
    return rows(ADMONITION.sub("", made), HTML)


@pytest.mark.parametrize("path", sorted(PAGES.glob("*.adoc")), ids=lambda path: path.stem)
def test_a_table_has_the_rows_that_asciidoctor_shows(path: Path, need: Need) -> None:
    text = path.read_text("utf-8")
    assert (rows(text, ASCIIDOC) == shown(text, need)) is (path.stem not in OTHERWISE)


def test_real_pages_have_the_rows_that_asciidoctor_shows(shared: Path, need: Need) -> None:
    for path in sorted(shared.glob("corpus/pages/*/page.adoc")):
        text = path.read_text("utf-8")
        assert rows(text, ASCIIDOC) == shown(text, need), path.parent.name
