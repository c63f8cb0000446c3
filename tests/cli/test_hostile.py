"""Pages that are broken, huge or meant to harm are read or refused in time, and never end in a traceback."""

from pathlib import Path

import msgspec
import pytest

from portspec.spec import Spec
from portspec.validation import breaches
from tests.cli.running import findings, run

MARKDOWN = "| Port | Protocol |\n| ---- | -------- |\n| 22 | TCP |\n"
HTML = "<table><tr><th>Port<th>Protocol<tr><td>22<td>TCP</table>"
MANY = 10_000

NOTHING = {
    "empty.md": "",
    "empty.html": "",
    "name.html": "ports.xml",
    "spaces.md": " " * MANY,
    "line.md": "words " * 20 * MANY,
    "dashes.md": "-" * 10 * MANY,
    "pipes.md": "|" * 10 * MANY,
    "backticks.md": "`" * 10 * MANY,
    "code-spans.md": "` " * MANY,
    "brackets.md": "[" * MANY,
    "links.md": "[a](#" * MANY,
    "stars.md": "*a " * MANY,
    "tags-without-end.md": "<a " * MANY,
    "tags-without-end.html": "<a id='" * MANY,
    "less-than.md": "<" * MANY,
    "less-than.html": "<" * MANY,
    "ampersands.html": "&" * MANY,
    "comments.md": "<!--" * MANY,
    "open-tables.md": "<table>" * MANY,
    "open-fence.md": "```",
    "open-front-matter.md": "---\n" * MANY,
    "admonitions.md": "!!! note\n" * MANY,
    "headings.md": "# Ports\n" * MANY,
    "port-words.md": "ports " * MANY,
    "letters.md": f"| Port | Protocol |\n| --- | --- |\n| {'a ' * MANY} | TCP |\n",
    "digits.md": f"| Port | Protocol |\n| --- | --- |\n| {'9' * MANY} | TCP |\n",
    "quotes.md": "> " * 5000 + "Port 22 is open.",
    "items-in-a-line.md": "- " * 5000 + "SSH: port 22",
}
"""Pages that state no ports."""

STATED = {
    "crlf.md": MARKDOWN.replace("\n", "\r\n"),
    "cr.md": MARKDOWN.replace("\n", "\r"),
    "mark.md": f"\ufeff{MARKDOWN}",
    "mark.html": f"\ufeff{HTML}",
    "no-newline.md": MARKDOWN.strip(),
    "ten-levels.md": "".join("  " * depth + "- step\n" for depth in range(10)) + f"\n# Ports\n\n{MARKDOWN}",
    "ports-in-a-cell.md": f"| Port | Protocol |\n| --- | --- |\n| {'22, ' * MANY} | TCP |\n",
    "phrases.md": "| Port | Protocol | Description |\n| --- | --- | --- |\n"
    f"| 22 | TCP | {'communication with ' * (MANY // 4)} |\n",
    "spans.html": "<table><tr><th colspan=100000 rowspan=100000>Port<th>Protocol<tr><td>22<td>TCP</table>" + HTML,
}
"""Pages that state port 22 of TCP."""

DEEP = {
    "boxes.html": "<div>" * MANY + HTML,
    "boxes.md": "<div>" * MANY + f"\n\n{MARKDOWN}",
    "bold.html": "<b>" * MANY + HTML,
    "paragraphs.html": "<p>" * MANY + HTML,
    "lists.html": "<ul><li>" * 5000 + f"</ul>{HTML}",
    "tables-in-cells.html": "<table><tr><td>" * 5000 + HTML,
    "items.md": "".join("  " * depth + "- step\n" for depth in range(2000)) + f"\n# Ports\n\n{MARKDOWN}",
}
"""Pages that state port 22 of TCP deep within or after thousands of boxes."""


def compiled(page: Path, text: str) -> tuple[int, Spec]:
    """Return the exit status and the spec of a page."""
    page.write_bytes(text.encode())
    result = run("compile", str(page), "--stdout", "--format", "json")
    spec = msgspec.json.decode(result.stdout, type=Spec)
    assert list(breaches(spec)) == []
    return result.exit_code, spec


def stated(spec: Spec) -> set[tuple[tuple[str, ...], str]]:
    """Return transports and port of each requirement."""
    return {(each.transports, str(port)) for each in spec.requirements for port in each.ports}


@pytest.mark.parametrize("name", NOTHING)
def test_a_page_without_ports_gives_an_empty_spec(tmp_path: Path, name: str) -> None:
    status, spec = compiled(tmp_path / name, NOTHING[name])
    assert status == 1
    assert spec.requirements == ()
    assert "PS205" in {each.code for each in spec.findings}


@pytest.mark.parametrize("name", STATED)
def test_a_port_is_found_in_odd_surroundings(tmp_path: Path, name: str) -> None:
    status, spec = compiled(tmp_path / name, STATED[name])
    assert status == 0
    assert stated(spec) == {(("tcp",), "22")}


@pytest.mark.parametrize("name", DEEP)
def test_a_page_of_many_levels_is_read_or_refused(tmp_path: Path, name: str) -> None:
    status, spec = compiled(tmp_path / name, DEEP[name])
    if status == 0:
        assert stated(spec) == {(("tcp",), "22")}
    else:
        assert "error" in {each.severity for each in spec.findings}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\x7fELF\x02\x01\x01\x00" + bytes(range(256)) * 50, "PS101"),
        (bytes(range(256)) * 50, "PS101"),
        (b"%PDF-1.7\n", "PS101"),
    ],
    ids=["program", "bytes", "pdf"],
)
def test_what_is_not_text_is_refused(tmp_path: Path, data: bytes, code: str) -> None:
    (tmp_path / "page.md").write_bytes(data)
    result = run("compile", str(tmp_path / "page.md"), "--stdout", "--format", "json")
    assert (result.exit_code, result.stdout) == (1, "")
    assert [each.code for each in findings(result)] == [code]


@pytest.mark.parametrize("path", [".", "no-such-page.md", "page.md/inner.md", "x" * 300])
def test_what_is_no_file_is_refused(tmp_path: Path, path: str) -> None:
    (tmp_path / "page.md").write_text(MARKDOWN)
    result = run("compile", str(tmp_path / path), "--stdout", "--format", "json")
    assert (result.exit_code, result.stdout) == (1, "")
    assert [each.code for each in findings(result)] == ["PS901"]


@pytest.mark.parametrize("cells", ["| {} | TCP |", "| {}"])
def test_a_wide_table_has_each_row_once(tmp_path: Path, cells: str) -> None:
    """The Markdown parser ends a table after 65,536 missing cells."""
    lines = ["| Port | Protocol " + "| More " * 298, "| --- " * 300, *(cells.format(port) for port in range(1, 301))]
    status, spec = compiled(tmp_path / "page.md", "\n".join(lines))
    assert status == 0
    assert [str(port) for each in spec.requirements for port in each.ports] == [str(port) for port in range(1, 301)]
