"""Blocks of HTML kept from an engine and put back: the page is the one that the engine makes of the whole."""

import pytest
from msgspec.structs import replace

from portspec.artifact import Artifact
from portspec.spec import Note, Spec
from portspec.writers.site import site
from portspec.writers.site.blocks import with_blocks, without_blocks
from portspec.writers.site.release import Release
from tests.writers.example import OLDER, SPEC
from tests.writers.test_site import spoiled
from tests.writers.test_text import ATTACKS, python_markdown

LOOKALIKES = [
    '<div class="ports">\n| a |\n</div>',
    '```\n<dl class="facts">\n</dl>\n```',
    "<!--block 0-->",
    "````\n",
]
"""Code that looks like a block, ends one, or looks like the place of one."""


def with_code(*specs: Spec, text: str) -> dict[str, str]:
    """The pages of releases whose roles have a firewall text of two files, each of them this text."""
    code = tuple(Artifact(path=f"snippets/{name}", data=f"{text}\n\n  {text}\n".encode()) for name in ("a", "b"))
    made = [
        Release(spec=spec, manifests=(), snippets={role.id: {"nftables": code} for role in spec.roles})
        for spec in specs
    ]
    return {file.path: file.data.decode() for file in site(made, ()) if file.path.endswith(".md")}


@pytest.mark.parametrize("text", [*LOOKALIKES, *ATTACKS])
def test_the_page_is_the_same(text: str) -> None:
    note = Note(text=text, commands=(text, "ls"), provenance=SPEC.requirements[0].provenance)
    for path, page in with_code(OLDER, replace(spoiled(text), notes=(note, note)), text=text).items():
        assert with_blocks(python_markdown(without_blocks(page)), page) == python_markdown(page), path


def test_tables_quotations_facts_and_code_are_kept_from_the_engine() -> None:
    whole = with_code(SPEC, text="accept all")["example/2.0/roles/standalone-server.md"]
    page = without_blocks(whole)
    kept = ("<table", "<figure", "<dl", "accept all")
    assert [part for part in kept if part in whole] == [*kept]
    assert not [part for part in kept if part in page]
    assert "### 22 TCP" in page
