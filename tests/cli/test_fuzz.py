"""Whatever a page holds, it is read or refused, and each of its rows is accounted for."""

from pathlib import Path

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from portspec.cli._session import in_order
from portspec.spec import Spec
from portspec.validation import breaches
from tests.cli.running import findings, run
from tests.conftest import examples

PIECES = [
    *"| -:,;/()[]<>*`&#\n\n\n\t0123456789",
    *(
        "\n\n",
        "\n| ",
        " | ",
        "| --- ",
        "- ",
        "> ",
        "1. ",
        "## ",
        "**",
        "``",
        "```\n",
        "<!--",
        "-->",
        "&lt;",
        "&#0;",
        "\\|",
    ),
    *("<table>", "</table>", "<tr>", "</tr>", "<td>", "</td>", "<th>", "<td rowspan=3>", "<th colspan=2>", "<caption>"),
    *(
        "<br>",
        "<p>",
        "<ul>",
        "<li>",
        "<dl>",
        "<dt>",
        "<dd>",
        "<pre>",
        "<div>",
        "</div>",
        "<h2>",
        "<b>",
        "<script>",
        "<x>",
    ),
    *("port", "Ports", "Port", "From port", "To port", "Protocol", "Direction", "Source", "Destination", "Description"),
    *("Inbound", "Outbound", "(I)", "(O)", "(IO)", "TCP", "udp", "/tcp", "ICMP", "TCP/UDP", "any", "none", "dynamic"),
    *("22", "80, 443", "5700-6900", "6900-5700", "65535", "65536", "1024 and above", "99999999999", "2,049", "N/A"),
    *("<RPC ports>", "ports>", "<random_port>", "servers", "open port 22", "does not use port 67", "if you use"),
    *("\ufeff", "\u00a0", "\u2028", "\u202e", "²", "٣", "１２", "端口", "é", "\U0001f50c", "…", "–", "“", "'"),
]
SOUP = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)
CELL = st.lists(st.sampled_from(PIECES), max_size=4).map("".join)
HEADS = (
    st.sampled_from(["Port", "Ports", "From port", "To port", "Source port", "Protocol", "Inbound", "TCP", ""]) | CELL
)
TABLES = st.tuples(
    st.lists(HEADS, min_size=1, max_size=5),
    st.lists(st.lists(CELL, max_size=6), max_size=6),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pages")


def accounted(page: Path, data: bytes) -> None:
    """Compile a page and require what holds for every page."""
    page.write_bytes(data)
    result = run("compile", str(page), "--stdout", "--format", "json")
    found = findings(result)
    assert result.exit_code in (0, 1)
    if not result.stdout:
        assert [each.code for each in found] == ["PS101"]
        return
    spec = msgspec.json.decode(result.stdout, type=Spec)
    assert list(breaches(spec)) == []
    assert spec.counts.rows == spec.counts.read + spec.counts.unread
    assert [each.code for each in spec.findings].count("PS201") == spec.counts.unread
    assert in_order(list(spec.findings)) == found
    assert (result.exit_code == 0) == bool(spec.requirements)
    assert {each.provenance.source for each in spec.requirements} <= {each.id for each in spec.sources}


@pytest.mark.parametrize("name", ["page.md", "page.html"])
@given(data=st.binary(max_size=200))
def test_bytes(folder: Path, name: str, data: bytes) -> None:
    accounted(folder / name, data)


@pytest.mark.parametrize("name", ["page.md", "page.html"])
@example(text="```")
@given(text=SOUP)
@examples(50)
def test_pieces_of_pages(folder: Path, name: str, text: str) -> None:
    accounted(folder / name, text.encode())


@given(table=TABLES)
@examples(50)
def test_tables_of_markdown(folder: Path, table: tuple[list[str], list[list[str]]]) -> None:
    heads, rows = table
    lines = [heads, ["---"] * len(heads), *rows]
    accounted(folder / "page.md", "\n".join(f"| {' | '.join(line)} |" for line in lines).encode())


@given(table=TABLES)
@examples(50)
def test_tables_of_html(folder: Path, table: tuple[list[str], list[list[str]]]) -> None:
    heads, rows = table
    head = "".join(f"<th>{each}" for each in heads)
    body = "".join(f"<tr>{''.join(f'<td>{each}' for each in row)}" for row in rows)
    accounted(folder / "page.html", f"<table><tr>{head}{body}</table>".encode())
