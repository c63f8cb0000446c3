"""A page is read in the encoding that it has, as browsers do; what is no text is set aside, with its place."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portspec.document import Table
from portspec.extract import extract
from portspec.findings import Finding
from portspec.readers import read
from portspec.readers.foreign import BY_BEGIN, BY_SUFFIX
from portspec.readers.opening import open_page
from portspec.source import Source
from portspec.workspace import read_page
from tests.reading import HTML, MARKDOWN

BODY = "<h1>Ports</h1><table><tr><th>Port<th>Protocol<th>Use<tr><td>22<td>TCP<td>{}</table>"
TABLE = "# Ports\n\n| Port | Protocol | Use |\n|---|---|---|\n| 22 | TCP | {} |\n"


def page(data: bytes, media_type: str) -> tuple[Source | None, list[Finding]]:
    found: list[Finding] = []
    return open_page(data, id="page", path="page", media_type=media_type, report=found.append), found


def use(source: Source | None) -> str:
    """Return what the last cell of a page's table says; the cell is the text at its span."""
    assert source is not None
    (table,) = (block for block in read(source, lambda _: None).blocks if isinstance(block, Table))
    text = table.rows[1][2].text
    assert source.text[text.start : text.end] == text.value
    return text.value


@pytest.mark.parametrize(
    ("label", "codec", "word"),
    [
        ("windows-1252", "cp1252", "für – “alle”"),
        ("iso-8859-1", "latin-1", "für"),
        ("latin1", "cp1252", "für €"),
        ("ISO-8859-2", "iso8859-2", "Łódź"),
        ("koi8-r", "koi8-r", "почта"),
        ("gb2312", "gb2312", "管理"),
        ("Shift_JIS", "shift_jis", "管理ポート"),
        ("euc-kr", "euc-kr", "관리"),
        ("utf-8", "utf-8", "管理"),
        ("utf-16", "utf-8", "管理"),
    ],
)
@pytest.mark.parametrize(
    "declared",
    [
        "<meta charset={}>",
        '<!DOCTYPE html><META Charset = "{}" >',
        '<meta http-equiv="Content-Type" content="text/html; charset={}">',
        '<?xml version="1.0" encoding="{}"?>',
        "<!-- <meta charset=x> --><meta charset='{}'/>",
    ],
)
def test_a_declared_encoding_is_read(label: str, codec: str, word: str, declared: str) -> None:
    source, found = page((declared.format(label) + BODY.format(word)).encode(codec), HTML)
    assert use(source) == word
    assert found == []


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(("media_type", "form"), [(HTML, f"<meta charset=koi8-r>{BODY}"), (MARKDOWN, TABLE)])
def test_a_byte_order_mark_counts_before_a_declaration(codec: str, media_type: str, form: str) -> None:
    mark = "\ufeff" if codec[-3:] in ("-le", "-be") else ""
    source, found = page((mark + form.format("端口")).encode(codec), media_type)
    assert use(source) == "端口"
    assert found == []


@pytest.mark.parametrize(
    ("data", "media_type", "word"),
    [
        (TABLE.format("für").encode("cp1252"), MARKDOWN, "für"),
        (BODY.format("für").encode("cp1252"), HTML, "für"),
        (f"<meta charset=utf-8>{BODY.format('für')}".encode("cp1252"), HTML, "für"),
        (f"<meta charset=klingon>{BODY.format('für')}".encode("cp1252"), HTML, "für"),
        (f"<meta charset=klingon>{BODY.format('für')}".encode(), HTML, "für"),
        (f"<meta charset=gb2312>{BODY.format('ü')}".encode("cp1252"), HTML, "\ufffd"),
    ],
)
def test_a_guess_is_said_where_it_matters(data: bytes, media_type: str, word: str) -> None:
    source, found = page(data, media_type)
    assert source is not None
    assert word[0] in source.text
    assert [each.code for each in found] == ["PS105"]


@given(st.sampled_from([*map(chr, (0, 1, 7, 8, 11, 14, 27, 31, 127, 0x80, 0x9B))]), st.sampled_from([HTML, MARKDOWN]))
def test_control_characters_are_set_aside_with_their_place(control: str, media_type: str) -> None:
    form = BODY if media_type == HTML else TABLE
    text = form.format("console").replace("22<", f"2{control}2<").replace("22 |", f"2{control}2 |")
    source, found = page(text.encode(), media_type)
    assert source is not None
    assert control not in source.text
    assert len(source.text) == len(text)
    assert [(each.code, each.place and each.place.quote) for each in found] == [("PS105", "�")]
    reading = extract(read(source, found.append), found.append)
    assert (reading.claims, reading.rows, reading.unread) == ((), 1, 1)


@pytest.mark.parametrize("suffix", BY_SUFFIX)
def test_a_file_of_another_kind_is_named_by_its_suffix(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"page{suffix.upper()}"
    path.write_text(TABLE, "utf-8")
    found: list[Finding] = []
    assert read_page(path, found.append) is None
    assert [(each.code, each.severity) for each in found] == [("PS101", "error")]
    assert BY_SUFFIX[suffix][0] in found[0].message


@pytest.mark.parametrize("begin", BY_BEGIN)
def test_a_file_of_another_kind_is_named_by_its_begin(tmp_path: Path, begin: bytes) -> None:
    path = tmp_path / "page.md"
    path.write_bytes(begin + b"\x00\xff" * 99)
    found: list[Finding] = []
    assert read_page(path, found.append) is None
    assert [each.code for each in found] == ["PS101"]
    assert BY_BEGIN[begin][0] in found[0].message
