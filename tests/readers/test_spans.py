"""A law: what stands at a text's span is the text, once markup is taken away and entities are decoded."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portspec.document import Block, Code, Document, Heading, List, Paragraph, Table, Text
from portspec.readers import read
from portspec.readers.html.visible import decode, locate
from portspec.readers.markdown.inline import _shown, parser, plain
from portspec.source import source_of
from tests.reading import HTML, MARKDOWN, document_of

ROOT = Path(__file__).parents[2]


def texts(block: Block) -> Iterator[Text]:
    match block:
        case Heading() | Code():
            yield block.text
        case Paragraph():
            yield from (each for each in (block.lead, block.text) if each)
        case List():
            for item in block.items:
                yield from (each for each in (item.term, item.text) if each)
        case Table():
            yield from dict.fromkeys(cell.text for row in block.rows for cell in row)


def ink(text: str) -> str:
    """Return the characters that are seen."""
    return re.sub(r"[\s\\*_`|>#\[\](){}~!-]", "", text)


def misplaced(document: Document) -> list[tuple[str, str]]:
    found = []
    for block in document.blocks:
        for text in texts(block):
            raw = document.source.text[text.start : text.end]
            shown = raw if isinstance(block, Code) else decode(raw)
            if text.value and ink(text.value) not in (ink(shown), ink(plain(raw)), ink(plain(shown))):
                found.append((text.value, raw))
    return found


SOURCES = sorted(each for each in (ROOT / "spec/sources").rglob("*") if each.is_file()) + sorted(
    (ROOT / "tests/corpus/languages").glob("*.md")
)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_texts_stand_where_they_say(path: Path) -> None:
    media_type = HTML if path.suffix == ".html" else MARKDOWN
    source = source_of(path.read_bytes(), id="page", path=path.name, media_type=media_type)
    document = read(source, lambda _: None)

    assert document.blocks
    assert misplaced(document) == []


def test_a_tick_that_is_written_counts_and_one_that_a_box_shows_does_not() -> None:
    for tick in ("<i>✓</i>", "<input type=checkbox checked>"):
        document = document_of(f"<p>{tick} <code>8080/tcp</code> pages</p>", HTML)
        (text,) = [text for block in document.blocks for text in texts(block)]
        assert document.source.text[text.start : text.end].endswith("8080/tcp</code> pages")


WORDS = st.text(alphabet=st.sampled_from("aé1<>&\"' \n中"), min_size=1, max_size=12).filter(str.strip)
MARKUP = st.sampled_from(["<b>{}</b>", "{}", "<!-- x > y -->{}", "<p>{}</p>", "<span title=a>{}</span>", "{}<br>"])


@given(st.lists(st.tuples(WORDS, MARKUP), min_size=1, max_size=6))
def test_ink_is_found_again_between_tags_and_entities(parts: list[tuple[str, str]]) -> None:
    escaped = [(w.replace("&", "&amp;").replace("<", "&lt;"), m) for w, m in parts]
    raw = "".join(markup.format(words) for words, markup in escaped)
    seen = "".join("".join(words.split()) for words, _ in parts)

    for first in range(len(seen)):
        start, end = locate(raw, 0, first, len(seen) - 1)
        assert "".join(decode(raw[start:end]).split()) == seen[first:]


CELLS = st.lists(
    st.sampled_from(["22", "443/tcp", "a & b", "x<y", "**bold**", "`code`", "日本", "a\\|b", ""]),
    min_size=2,
    max_size=4,
)


@given(st.lists(CELLS, min_size=1, max_size=5), st.sampled_from(["", "> ", "   "]))
def test_cells_of_pipe_tables_stand_where_they_say(rows: list[list[str]], prefix: str) -> None:
    width = len(rows[0])
    lines = ["| " + " | ".join((row + [""] * width)[:width]) + " |" for row in rows]
    text = "\n".join(prefix + line for line in [lines[0], "|" + "---|" * width, *lines[1:]])
    document = document_of(text)

    assert any(isinstance(block, Table) for block in document.blocks)
    assert misplaced(document) == []


MARKS = ["a", "*b*", "**c d**", "`e f`", "[g h](i.html)", "port 22", "é", "* b*", "[j](<k l>)", "` m `", *" ()*`[],"]
PIECE = st.sampled_from(MARKS)


@given(st.lists(PIECE, min_size=1, max_size=8).map("".join))
def test_plain_markup_is_read_as_the_parser_reads_it(raw: str) -> None:
    shown = _shown(parser().parseInline(raw)[0].children or [])

    assert " ".join(plain(raw).split()) == " ".join(shown.split())
