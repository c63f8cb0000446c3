"""DocBook and DITA: what the blocks of a page say and where, what is taken in from other files, and what is refused."""

import time
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from portspec.document import Block, Code, Document, Heading, List, Paragraph, Table, Text
from portspec.extract import extract
from portspec.findings import Finding
from portspec.readers import read
from portspec.readers.formats import Begin, Likeness
from portspec.readers.xml import FORMAT
from portspec.workspace import read_page
from tests.conftest import ALL
from tests.extract.test_linear import grows
from tests.reading import facts, page, reading_of

XML = "application/xml"
NAMESPACE = 'xmlns="http://docbook.org/ns/docbook"'


def found(text: str, files: dict[str, str] | None = None) -> tuple[Document, list[Finding]]:
    def beside(path: str) -> bytes | None:
        return (files or {})[path].encode() if path in (files or {}) else None

    def listing(end: str) -> list[str]:
        return sorted(path for path in files or {} if path.endswith(end))

    findings: list[Finding] = []
    source = msgspec.structs.replace(page(text, XML), beside=beside, listing=listing)
    return read(source, findings.append), findings


def tables(text: str) -> list[list[list[str]]]:
    blocks = found(text)[0].blocks
    return [[[cell.text.value for cell in row] for row in each.rows] for each in blocks if isinstance(each, Table)]


CALS = f"""<section {NAMESPACE} xml:id="ports"><info><title>Ports</title></info>
<table><title>Ports of &shop;</title><tgroup cols="3">
<colspec colname="host"/><colspec colname="port"/><colspec colname="kind"/>
<spanspec spanname="all" namest="host" nameend="kind"/>
<thead><row><entry>Host</entry><entry>Port</entry><entry>Kind</entry></row></thead>
<tbody>
<row><entry morerows="1">Worker &amp; jobs</entry><entry>7001</entry>
<entry><para>TCP</para><para>UDP</para></entry></row>
<row><entry><literal>7002</literal></entry><entry>TCP</entry></row>
<row><entry namest="host" nameend="kind">Others</entry></row>
<row><entry spanname="all">Still others</entry></row>
<row><entry colname="port">7003</entry><entry>TCP</entry></row>
</tbody></tgroup></table></section>"""
CALS_ROWS = [
    ["Host", "Port", "Kind"],
    ["Worker & jobs", "7001", "TCP\nUDP"],
    ["Worker & jobs", "7002", "TCP"],
    ["Others"] * 3,
    ["Still others"] * 3,
    ["", "7003", "TCP"],
]
HTML = f"""<article {NAMESPACE}><title>Ports</title><informaltable><thead><tr><th>Port</th><th>Kind</th></tr></thead>
<tbody><tr><td rowspan="2">53</td><td>TCP</td></tr><tr><td>UDP</td></tr></tbody></informaltable></article>"""
SIMPLE = """<topic id="t"><title>Ports</title><body><simpletable>
<sthead><stentry>Port</stentry><stentry>Use</stentry></sthead>
<strow><stentry>7001</stentry><stentry>Jobs <b>only</b></stentry></strow></simpletable>
<properties><prophead><proptypehd>Name</proptypehd><propvaluehd>Port</propvaluehd></prophead>
<property><proptype>probe</proptype><propvalue>7002</propvalue></property></properties></body></topic>"""


def test_tables_of_each_model() -> None:
    assert tables(CALS) == [CALS_ROWS]
    assert tables(CALS.replace("<", "<d:").replace("<d:/", "</d:").replace("xmlns=", "xmlns:d=")) == [CALS_ROWS]
    assert tables(HTML) == [[["Port", "Kind"], ["53", "TCP"], ["53", "UDP"]]]
    assert tables(SIMPLE) == [[["Port", "Use"], ["7001", "Jobs only"]], [["Name", "Port"], ["probe", "7002"]]]
    assert [each.headers for each in found(SIMPLE)[0].blocks if isinstance(each, Table)] == [1, 1]


def test_a_table_in_a_cell_is_a_table_of_its_own() -> None:
    inner = "<informaltable><tgroup cols='1'><tbody><row><entry>7009</entry></row></tbody></tgroup></informaltable>"
    assert tables(CALS.replace("Still others", inner))[1] == [["7009"]]


def test_tables_in_tables_are_each_read_once() -> None:
    row = "<simpletable><strow><stentry>{}</stentry></strow></simpletable>"
    text = row.format("1" + row.format("2" + row.format("3") + row.format("4")))
    assert tables(f"<topic id='t'><title>T</title><body>{text}</body></topic>") == [[["1"]], [["2"]], [["3"]], [["4"]]]
    lists = "<formalpara><title>T</title><ul><li>a<ul><li>b</li></ul></li></ul></formalpara>"
    document = found(f"<section {NAMESPACE}><title>S</title>{lists}</section>")[0]
    assert [len(each.items) for each in document.blocks if isinstance(each, List)] == [2]


def texts(block: Block) -> list[Text]:
    match block:
        case Table():
            return [cell.text for row in block.rows for cell in row]
        case List():
            return [text for item in block.items for text in (item.term, item.text) if text]
        case Paragraph():
            return [text for text in (block.lead, block.text) if text]
        case _:
            return [block.text]


def test_a_text_stands_where_it_says() -> None:
    text = CALS.replace("TCP", "é\U0001f600 TCP").replace("Others", "<![CDATA[Others]]>")
    for each in (text for block in found(text)[0].blocks for text in texts(block) if "\n" not in text.value):
        written = text[each.start : each.end].replace("&amp;", "&")
        assert written in (each.value, f"{each.value}]]>")


def items(text: str) -> list[tuple[int, str | None, str]]:
    lists = [each for each in found(text)[0].blocks if isinstance(each, List)]
    return [
        (item.depth, item.term.value if item.term else None, item.text.value) for each in lists for item in each.items
    ]


def test_lists_of_every_kind() -> None:
    nested = "<ul><li>7001: jobs<ul><li>7002 with TLS</li></ul></li><li><p>7003</p><p>and more</p></li></ul>"
    assert items(f"<topic id='t'><title>T</title><body>{nested}</body></topic>") == [
        (0, None, "7001: jobs"),
        (1, None, "7002 with TLS"),
        (0, None, "7003\nand more"),
    ]
    terms = "<dl><dlentry><dt>7001</dt><dd>Jobs</dd></dlentry></dl>"
    assert items(f"<topic id='t'><title>T</title><body>{terms}</body></topic>") == [(0, "7001", "Jobs")]
    varied = (
        "<variablelist><varlistentry><term>7001/tcp</term><listitem><para>Jobs</para></listitem></varlistentry>"
        "<varlistentry><term>Calls</term><listitem><itemizedlist><listitem><para>7002</para></listitem></itemizedlist>"
        "</listitem></varlistentry></variablelist>"
    )
    assert items(f"<section {NAMESPACE}><title>T</title>{varied}</section>") == [
        (0, "7001/tcp", "Jobs"),
        (0, None, "Calls"),
        (1, None, "7002"),
    ]
    steps = "<steps><step><cmd>Open 7001.</cmd><info>It is for jobs.</info></step></steps>"
    assert items(f"<task id='t'><title>T</title><taskbody>{steps}</taskbody></task>") == [
        (0, None, "Open 7001.\nIt is for jobs.")
    ]


def test_sections_titles_and_paragraphs() -> None:
    text = (
        f"<chapter {NAMESPACE}><title>Top</title><info><author>Port 1</author></info><section><title>Ports</title>"
        "<formalpara><title>Closed</title><para>Port 7001</para></formalpara><note><title>Mind</title>"
        "<para>It is</para></note><para><emphasis role='bold'>UDP:</emphasis> the others "
        "<programlisting>run 7002</programlisting> after"
        "<indexterm><primary>7003</primary></indexterm></para><para>Not <emphasis role='strikethrough'>7004</emphasis>"
        "<footnote><para>Nor 7005</para></footnote></para></section></chapter>"
    )
    blocks = found(text)[0].blocks
    assert [(each.level, each.text.value) for each in blocks if isinstance(each, Heading)] == [(1, "Top"), (2, "Ports")]
    said = [(each.lead.value if each.lead else None, each.text.value) for each in blocks if isinstance(each, Paragraph)]
    assert said == [
        ("Closed", "Port 7001"),
        ("Mind", ""),
        (None, "It is"),
        ("UDP:", "the others"),
        (None, "after"),
        (None, "Not"),
        (None, "[1] Nor 7005"),
    ]
    assert [each.text.value for each in blocks if isinstance(each, Code)] == ["run 7002"]
    struck = next(each.text for each in blocks if isinstance(each, Paragraph) and each.text.value == "Not")
    assert (struck.struck, struck.marks) == ("7004", ("1",))


def test_entities_give_what_they_stand_for() -> None:
    declared = '<!DOCTYPE article [<!ENTITY shop "The <b>Shop</b> &x;"> <!ENTITY x "&#50;">]>'
    text = f"{declared}<article><title>&shop;&nbsp;&mdash; &other; &lt;</title></article>"
    (title,) = (each.text for each in found(text)[0].blocks if isinstance(each, Heading))
    assert title.value == "The Shop 2\N{NO-BREAK SPACE}\N{EM DASH} &other; <"
    assert text[title.start : title.end] == "&shop;&nbsp;&mdash; &other; &lt;"


def test_entities_without_end_are_refused() -> None:
    levels = "".join(f'<!ENTITY e{at} "{f"&e{at + 1};" * 10}">' for at in range(30))
    text = f'<!DOCTYPE article [{levels}<!ENTITY e30 "port 7001 ">]><article><title>&e0;</title></article>'
    before = time.thread_time()
    document, findings = found(text)
    assert "PS124" in [each.code for each in findings]
    assert sum(len(each.text.value) for each in document.blocks if isinstance(each, Heading)) < 1_000_000
    assert time.thread_time() - before < 2


OTHER = f"<section {NAMESPACE} xml:id='more'><title>More</title><para>TCP port 7001</para></section>"
INCLUDING = "<article xmlns:xi='http://www.w3.org/2001/XInclude'><title>Ports</title>\n{}</article>"


def test_what_stands_in_the_folder_is_taken_in() -> None:
    document, findings = found(INCLUDING.format('<xi:include href="part/more.xml"/>'), {"part/more.xml": OTHER})
    assert findings == []
    assert [each.text.value for each in document.blocks if isinstance(each, Heading | Paragraph)] == [
        "Ports",
        "More",
        "TCP port 7001",
    ]
    row = "<topic id='t'><title>P</title><body><simpletable><strow conref='{}'/></simpletable></body></topic>"
    shared = row.replace("conref='{}'/", "id='r'><stentry>7001</stentry></strow")
    (table,) = (
        each for each in found(row.format("s.dita#s/r"), {"s.dita": shared})[0].blocks if isinstance(each, Table)
    )
    assert table.rows[0][0].text.value == "7001"


def places(text: str, files: dict[str, str]) -> list[tuple[int, str | None, str, int]]:
    """Return the port of each claim with its purpose, its file and its line."""
    claims = extract(found(text, files)[0], lambda _: None).claims
    return [(each.ports[0].start, each.purpose, each.provenance.source, each.provenance.line) for each in claims]


TOPIC = """<topic id='t'><title>Ports of <keyword keyref='shop'/></title><body><simpletable>
<sthead><stentry>Port</stentry><stentry>Protocol</stentry><stentry>Use</stentry></sthead>
{}
<strow><stentry>7002</stentry><stentry>TCP</stentry><stentry>For <ph keyref='shop'/></stentry></strow>
</simpletable></body></topic>"""
ROW = "<strow id='r'>\n<stentry>7001</stentry><stentry>TCP</stentry><stentry>Jobs &amp; more</stentry></strow>"
MAP = """<map><keydef keys='shop store'><topicmeta><keywords><keyword>The Shop</keyword></keywords></topicmeta></keydef>
<keydef keys='shop'><topicmeta><keywords><keyword>Later</keyword></keywords></topicmeta></keydef>
<topicgroup><keydef keys='rows' href='../part/rows.dita'/></topicgroup></map>"""


@pytest.mark.parametrize("row", ["<strow conref='part/rows.dita#x/r'/>", "<strow conkeyref='rows/r'/>"])
def test_what_is_taken_in_has_its_own_file_and_line(row: str) -> None:
    files = {"part/rows.dita": f"<topic id='x'><title>X</title>\n<body><simpletable>{ROW}</simpletable></body></topic>"}
    files["maps/main.ditamap"] = MAP
    assert places(TOPIC.format(row), files) == [
        (7001, "Jobs & more", "page/part/rows.dita", 3),
        (7002, "For The Shop", "page", 4),
    ]
    included = INCLUDING.format('<xi:include href="more.xml"/>\n<para>UDP port 7002</para>')
    assert [each[2:] for each in places(included, {"more.xml": f"<!-- x -->\n{OTHER}"})] == [
        ("page/more.xml", 2),
        ("page", 3),
    ]


def test_what_takes_in_other_files_in_turn_keeps_all_places() -> None:
    files = {
        "a/one.xml": INCLUDING.format(
            "<para>TCP port 7001</para>\n<xi:include href='two.xml'/>\n<para>TCP port 7003</para>"
        ),
        "a/two.xml": OTHER.replace("7001", "7002"),
    }
    twice = "<xi:include href='a/one.xml'/>" * 2
    text = INCLUDING.format(f"{twice}\n<para>TCP port 7004</para>")
    once = [(7001, "page/a/one.xml", 2), (7002, "page/a/two.xml", 1), (7003, "page/a/one.xml", 4)]
    assert [(port, *place) for port, _, *place in places(text, files)] == [*once, (7004, "page", 3)]


def test_a_key_stands_for_what_the_maps_of_the_folder_say() -> None:
    def title(maps: dict[str, str]) -> tuple[str, list[str]]:
        document, findings = found("<topic id='t'><title>Of <keyword keyref='store'/></title></topic>", maps)
        (heading,) = (each.text.value for each in document.blocks if isinstance(each, Heading))
        return heading, [each.code for each in findings]

    assert title({"a.ditamap": MAP}) == title({"a.ditamap": MAP, "b/c.ditamap": MAP}) == ("Of The Shop", [])
    unknown = ("Of <store>", ["PS121"])
    assert title({}) == title({"a.ditamap": MAP.replace("store", "other")}) == unknown
    assert title({"a.ditamap": MAP, "b.ditamap": MAP.replace("The Shop", "Another")}) == unknown


@pytest.mark.parametrize(
    ("text", "files"),
    [
        (INCLUDING.format('<xi:include href="more.xml"/>'), {}),
        (INCLUDING.format('<xi:include href="more.xml"/>'), {"more.xml": "<section><title>"}),
        (
            INCLUDING.format('<xi:include href="more.xml"/>'),
            {"more.xml": INCLUDING.format('<xi:include href="more.xml"/>')},
        ),
        ('<!DOCTYPE article [<!ENTITY more SYSTEM "/etc/passwd">]><article><title>T</title>&more;</article>', {}),
        ("<topic id='t'><title>T</title><body><p conref='#t/t'/></body></topic>", {}),
        ("<topic id='t'><title>Of <keyword keyref='shop'/></title></topic>", {}),
    ],
)
def test_what_is_not_taken_in_is_said(text: str, files: dict[str, str]) -> None:
    assert {each.code for each in found(text, files)[1]} == {"PS121"}


def test_maps_below_the_folder_are_found_and_copied(tmp_path: Path) -> None:
    (tmp_path / "maps").mkdir()
    (tmp_path / "maps/main.ditamap").write_text(MAP)
    (tmp_path / "page.dita").write_text(TOPIC.format(""))
    source = read_page(tmp_path / "page.dita", lambda _: None)
    assert source is not None
    findings: list[Finding] = []
    assert [each.id for each in read(source, findings.append).source.files] == ["page", "page/maps/main.ditamap"]
    assert findings == []


def test_nothing_outside_the_folder_is_read(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "out.xml").write_text(OTHER)
    (tmp_path / "in/page.xml").write_text(INCLUDING.format('<xi:include href="../out.xml"/>'))
    source = read_page(tmp_path / "in/page.xml", lambda _: None)
    assert source is not None
    findings: list[Finding] = []
    assert "7001" not in repr(read(source, findings.append).blocks)
    assert [each.code for each in findings] == ["PS121"]


def test_what_only_some_readers_see_says_so() -> None:
    document, findings = found(SIMPLE.replace("<strow>", '<strow audience="admin">'))
    assert [each.code for each in findings] == ["PS122"]
    (claim, *_) = reading_of(document.source)[0].claims
    assert claim.condition == "audience “admin”"


@given(st.integers(0, len(CALS)), st.sampled_from(["", "<", "&", "</row>", "<!--", "<![CDATA[", "\x00", "]]>"]))
def test_a_page_cut_off_anywhere_is_read_up_to_there(at: int, more: str) -> None:
    text = CALS[:at] + more + (CALS[at:] if more in ("&", "\x00") else "")
    document, findings = found(text)
    assert document.blocks == found(text)[0].blocks
    assert all(0 <= each.start <= each.end <= len(text) for block in document.blocks for each in texts(block))
    if at < len(CALS) and more == "":
        assert [each.code for each in findings if each.code == "PS123"] == ["PS123"]
    ports = {"7001", "7002", "7003"} & {each.value for block in document.blocks for each in texts(block)}
    assert ports >= {each for each in ("7001", "7002", "7003") if f"{each}<" in CALS[:at] and more != "\x00"}


def test_what_is_nested_too_deep_is_said() -> None:
    assert [each.code for each in found("<section><title>T</title>" + "<note>" * 3000)[1]] == ["PS104"]


def test_the_format_is_known_by_how_a_page_begins() -> None:
    def looks(text: str) -> Likeness:
        return FORMAT.looks(Begin(data=text.encode(), text=text))

    prolog = "<?xml version='1.0'?>\n<!-- Licence -->\n"
    for text in (
        CALS,
        HTML,
        SIMPLE,
        "<!DOCTYPE concept PUBLIC 'x' 'y'><concept/>",
        "<section><title>T</title></section>",
    ):
        assert looks(text) is looks(prolog + text) is Likeness.CERTAIN
    for text in (
        "<!doctype html><title>T</title>",
        "<section><h2>T</h2></section>",
        "<p>",
        "# Ports",
        "<article class='x'>",
    ):
        assert looks(text) is Likeness.NONE


def test_the_same_table_states_the_same_as_in_markdown() -> None:
    markdown = "# Ports\n\n| Port | Kind | Use |\n|---|---|---|\n| 7001 | TCP | Jobs |\n| 7003 | UDP | Probes |\n"
    rows = "".join(
        f"<row>{''.join(f'<entry>{cell}</entry>' for cell in row.split())}</row>"
        for row in ("7001 TCP Jobs", "7003 UDP Probes")
    )
    head = "<thead><row><entry>Port</entry><entry>Kind</entry><entry>Use</entry></row></thead>"
    group = f"<tgroup cols='3'>{head}<tbody>{rows}</tbody></tgroup>"
    cals = f"<section><title>Ports</title><informaltable>{group}</informaltable></section>"
    said = [[facts(each) for each in reading_of(each)[0].claims] for each in (page(markdown), page(cals, XML))]
    assert said[0] == said[1]
    assert len(said[0]) == 2


@pytest.mark.parametrize(
    "each", ["<para>TCP {}</para>", "<para conref='#a/p{0}' xml:id='q{0}'/>", "<note><para>&amp;{}</para></note>"]
)
def test_the_time_grows_with_the_length(each: str) -> None:
    few, many = (
        f"<section><title>T</title>{''.join(each.format(at) for at in range(number))}</section>"
        for number in ((2000, 8000) if ALL else (600, 2400))
    )
    assert not grows(lambda: found(few), lambda: found(many))
