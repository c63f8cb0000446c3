"""Blocks of HTML kept from an engine and put back: the page is the one that the engine makes of the whole."""

import pytest
from msgspec.structs import replace

from portspec.spec import Note
from portspec.writers.site.blocks import with_blocks, without_blocks
from tests.writers.example import OLDER, SPEC
from tests.writers.test_site import pages, spoiled
from tests.writers.test_text import ATTACKS, python_markdown

LOOKALIKES = [
    '<div class="ports">\n| a |\n</div>',
    '```\n<dl class="facts">\n</dl>\n```',
    "<!--block 0-->",
    "````\n",
]
"""Code that looks like a block, ends one, or looks like the place of one."""


@pytest.mark.parametrize("text", [*LOOKALIKES, *ATTACKS])
def test_the_page_is_the_same(text: str) -> None:
    note = Note(text=text, commands=(text, "ls"), provenance=SPEC.requirements[0].provenance)
    for path, page in pages(OLDER, replace(spoiled(text), notes=(note, note))).items():
        assert with_blocks(python_markdown(without_blocks(page)), page) == python_markdown(page), path


def test_tables_quotations_and_facts_are_kept_from_the_engine() -> None:
    page = without_blocks(pages(SPEC)["example/2.0/roles/standalone-server.md"])
    assert not [tag for tag in ("<table", "<figure", "<dl") if tag in page]
    assert "### 22 TCP" in page
