"""Text from a page is shown as it is, whatever it holds, by every reader of Markdown and of HTML."""

import markdown  # type: ignore[import-untyped]
import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from portspec.unseen import visible
from portspec.writers.site.text import fence, prose, text

EXTENSIONS = "admonition attr_list def_list tables toc pymdownx.details pymdownx.superfences pymdownx.tabbed".split()
WORDS = "a 1 Port server example.org <script>alert(1)</script> </td> --> &lt; ]( ** __ `` ``` ~~~ {{ {% { #id } : !!!"
hostile = st.lists(
    st.sampled_from([*WORDS.split(), "\n", "\n\n", "    ", "\t", "1. ", "* ", "# ", "| a | b |", "---", "===", "???"])
    | st.text("ab1.-+#*_`~!|<>&;:\"'()[]{}\\/=^$@%, \u00e9\u202e\u2066\u200b\x02\x03\x00\u0085", max_size=6),
    max_size=12,
).map("".join)
ATTACKS = [
    "</script><script>document.title='x'</script>",
    "![x](https://x.example/y.png)",
    '" onmouseover="x',
    "{{ config }} {% raw %}",
    "| a | b |\n|---|---|",
    "left \u202eright",
    "`` ` ``",
    "1. one\n2. two",
]


def test_prose_has_code_between_backticks_and_nothing_else_as_markup() -> None:
    assert prose("a `b-c` & <i>d</i>") == "a <code>b-c</code> &#38; &#60;i&#62;d&#60;/i&#62;"


def folded(value: str) -> str:
    return " ".join(visible(value).split())


def shown(html: str) -> str:
    return BeautifulSoup(html, "html5lib").get_text().strip("\n")


def python_markdown(source: str) -> str:
    return str(markdown.markdown(source, extensions=EXTENSIONS))


@given(hostile)
@pytest.mark.parametrize(
    "render", [python_markdown, MarkdownIt("commonmark").render], ids=["Python-Markdown", "CommonMark"]
)
@pytest.mark.parametrize("page", ["{}", "* {}", "before {} after", "<div><p>{}</p></div>", '<p title="{0}">{0}</p>'])
def test_text_is_shown_as_it_is(render: object, page: str, value: str) -> None:
    assert callable(render)
    found = BeautifulSoup(render(page.format(text(value))), "html5lib")
    plain = page.removeprefix("* ") if page[0] != "<" else "{}"
    assert found.get_text().strip("\n").strip() == plain.format(folded(value)).strip()
    assert {each.name for each in found.find_all(True)} <= {"html", "head", "body", "p", "ul", "li", "div"}
    assert all(set(each.attrs) <= {"title"} for each in found.find_all(True))


@pytest.mark.parametrize("value", ATTACKS)
def test_an_attack_stays_text(value: str) -> None:
    found = BeautifulSoup(python_markdown(f"# {text(value)} {{ #here }}\n\n{text(value)}"), "html5lib")
    assert [each.get_text().strip() for each in found.body.find_all(True)] == [folded(value)] * 2  # type: ignore[union-attr]


def test_what_cannot_be_seen_is_named() -> None:
    assert visible("a\u202eb\x07\u200b") == "a<U+202E>b<U+0007><U+200B>"


@given(hostile, st.sampled_from([0, 4]))
def test_a_fence_holds_its_text(value: str, indent: int) -> None:
    tab = '=== "tab"\n\n' if indent else ""
    page = python_markdown(f"{tab}{fence(value, indent)}\n\nafter")
    found = BeautifulSoup(page, "html5lib")
    assert len(found.find_all("code")) == 1
    assert found.find_all("p")[-1].get_text() == "after"
    expected = [line.rstrip() for line in visible(value).expandtabs(4).strip("\n").split("\n")]
    assert [line.rstrip() for line in found.find_all("code")[0].get_text().strip("\n").split("\n")] == expected


def test_prose_has_code_and_nothing_else_that_is_markup() -> None:
    """The same on every Python: `re.sub` joins a Markup by its own `join` on some, which escapes the tags."""
    assert prose("`a` <b> & `c.d`") == "<code>a</code> &#60;b&#62; &#38; <code>c.d</code>"
