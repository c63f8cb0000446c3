"""A law: a page in Markdown and the same page in HTML give the same document, spans aside."""

from html import escape

from hypothesis import given
from hypothesis import strategies as st

from portspec.document import Block, Heading, List, Paragraph, Table
from tests.reading import HTML, MARKDOWN, document_of, facts, page, reading_of

WORD = st.sampled_from(
    ["Port", "22", "443/tcp", "Used for logins", "TCP 80, 443", "5700-6900", "<RPC>", "a & b", "“quoted”", "ポート"]
)
TABLE = st.integers(2, 4).flatmap(
    lambda width: st.lists(st.lists(WORD, min_size=width, max_size=width), min_size=2, max_size=6)
)
BLOCK = st.one_of(
    st.tuples(st.just("heading"), WORD),
    st.tuples(st.just("paragraph"), WORD),
    st.tuples(st.just("bold"), WORD),
    st.tuples(st.just("list"), st.lists(WORD, min_size=1, max_size=4)),
    st.tuples(st.just("table"), TABLE),
)


def md(text: str) -> str:
    return text.replace("<", "\\<").replace("&", "&amp;")


def as_markdown(block: tuple[str, object]) -> str:
    match block:
        case ("heading", str(text)):
            return f"## {md(text)}"
        case ("paragraph", str(text)):
            return f"Says {md(text)}."
        case ("bold", str(text)):
            return f"**So {md(text)}** and more"
        case ("list", list(items)):
            return "\n".join(f"- so {md(item)}" for item in items) + "\n\n<!-- end -->"
        case (_, rows):
            assert isinstance(rows, list)
            lines = ["| " + " | ".join(map(md, row)) + " |" for row in rows]
            return "\n".join([lines[0], "|" + "---|" * len(rows[0]), *lines[1:]])


def as_html(block: tuple[str, object]) -> str:
    match block:
        case ("heading", str(text)):
            return f"<h2>{escape(text)}</h2>"
        case ("paragraph", str(text)):
            return f"<p>Says {escape(text)}.</p>"
        case ("bold", str(text)):
            return f"<p><strong>So {escape(text)}</strong> and more</p>"
        case ("list", list(items)):
            return "<ul>" + "".join(f"<li>so {escape(item)}</li>" for item in items) + "</ul>"
        case (_, rows):
            assert isinstance(rows, list)
            head, *body = ["".join(f"<td>{escape(cell)}</td>" for cell in row) for row in rows]
            head = head.replace("td>", "th>")
            return f"<table><thead><tr>{head}</tr></thead>" + "".join(f"<tr>{row}</tr>" for row in body) + "</table>"


def shape(block: Block) -> tuple[object, ...]:
    """Return a block without its spans."""
    match block:
        case Heading():
            return "heading", block.level, block.text.value
        case Paragraph():
            return "paragraph", block.lead and block.lead.value, block.text.value
        case List():
            return "list", tuple((item.depth, item.text.value) for item in block.items)
        case Table():
            return "table", block.headers, tuple(tuple(cell.text.value for cell in row) for row in block.rows)
        case _:
            return "code", block.text.value


@given(st.lists(BLOCK, min_size=1, max_size=5))
def test_markdown_and_html_give_the_same_document_and_claims(blocks: list[tuple[str, object]]) -> None:
    markdown = "\n\n".join(map(as_markdown, blocks)) + "\n"
    html = "<body>" + "\n".join(map(as_html, blocks)) + "</body>"
    one, other = document_of(markdown, MARKDOWN), document_of(html, HTML)

    assert [shape(block) for block in one.blocks] == [shape(block) for block in other.blocks]
    claims = [
        [facts(claim) for claim in reading_of(page(*each))[0].claims] for each in ((markdown, MARKDOWN), (html, HTML))
    ]
    assert claims[0] == claims[1]


@given(TABLE)
def test_an_html_table_inside_markdown_is_the_same_table(rows: list[list[str]]) -> None:
    html = as_html(("table", rows)).replace("</tr>", "</tr>\n\n")
    inside = document_of(f"# Title\n\nBefore.\n\n{html}\n\nAfter.\n")
    alone = document_of(html, HTML)

    assert [shape(b) for b in inside.blocks if isinstance(b, Table)] == [shape(b) for b in alone.blocks]
