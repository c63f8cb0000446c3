"""reStructuredText: what the blocks of a page say and where, for each construct that port pages are written in."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from portspec.document import Code, Document, Heading, List, Paragraph, Table, Text
from portspec.extract import extract
from portspec.findings import Finding
from portspec.readers import read
from portspec.readers.formats import Begin, Likeness
from portspec.readers.rest import FORMAT
from tests.conftest import ALL
from tests.extract.test_linear import grows
from tests.reading import facts, page, reading_of

REST = "text/x-rst"


def found(text: str) -> tuple[Document, list[Finding]]:
    findings: list[Finding] = []
    return read(page(text, REST), findings.append), findings


def rows(text: str) -> list[list[str]]:
    """Return the cells of the only table."""
    tables = [each for each in found(text)[0].blocks if isinstance(each, Table)]
    assert len(tables) == 1
    return [[cell.text.value for cell in row] for row in tables[0].rows]


GRID = """
+--------+------+---------------------+
| Host   | Port | Use                 |
+========+======+=====================+
| Both of them                        |
+--------+------+---------------------+
|        | 7001 | Jobs, and           |
+        |      | their results       |
| Worker |      |                     |
|        |      | - 7002 with TLS     |
+        +------+---------------------+
|        | 7003 | ``probe``           |
+--------+------+---------------------+
"""
SIMPLE = """
======  ====  =============
Access        Use
------------  -------------
Port    Kind
======  ====  =============
7001    TCP   Jobs, which
              may be large
\\       UDP   Probes
------  ----  -------------
7003    TCP   |tool| and |x|
======  ====  =============

.. |tool| replace:: The tool
"""
LIST = """
.. list-table:: Ports of a *worker*
   :header-rows: 1
   :stub-columns: 1

   * - Use
     - Port
   * - Jobs
     - ``7001``

       7002 with TLS
   * - None
     -
"""
VALUES = '''
.. csv-table:: Ports
   :header: Port; "Use of it"
   :delim: ;

   7001; "Jobs, which
   may be large"
   "7002 ""TLS"""; the same
'''
TABLES = {
    GRID: [
        ["Host", "Port", "Use"],
        ["Both of them"] * 3,
        ["Worker", "7001", "Jobs, and their results\n7002 with TLS"],
        ["Worker", "7003", "probe"],
    ],
    SIMPLE: [
        ["Access", "Access", "Use"],
        ["Port", "Kind", ""],
        ["7001", "TCP", "Jobs, which may be large"],
        ["", "UDP", "Probes"],
        ["7003", "TCP", "The tool and |x|"],
    ],
    LIST: [["Use", "Port"], ["Jobs", "7001\n7002 with TLS"], ["None", ""]],
    VALUES: [
        ["Port", "Use of it"],
        ["7001", "Jobs, which may be large"],
        ['7002 "TLS"', "the same"],
    ],
}


@pytest.mark.parametrize("text", TABLES, ids=("grid", "simple", "list-table", "csv-table"))
@pytest.mark.parametrize("inside", ["", ".. dropdown:: Title\n   :open:\n", ".. only:: enterprise\n", "* An item\n"])
def test_a_table_is_the_same_wherever_it_stands(text: str, inside: str) -> None:
    indent = " " * (2 if inside.startswith("*") else 3) if inside else ""
    placed = inside + "".join(f"{indent}{line}" if line.strip() else line for line in text.splitlines(keepends=True))
    assert rows(placed) == TABLES[text]


@pytest.mark.parametrize("text", TABLES, ids=("grid", "simple", "list-table", "csv-table"))
def test_a_cell_of_one_line_stands_where_it_says(text: str) -> None:
    document, _ = found(text.replace("Jobs", "Jöbs\N{COMBINING DOT BELOW} 日本").replace("Probes", "Probes\t"))
    table = next(each for each in document.blocks if isinstance(each, Table))
    for cell in (cell for row in table.rows for cell in row if cell.text.value in ("7001", "7003", "TCP", "Worker")):
        assert document.source.text[cell.text.start : cell.text.end].strip("`") == cell.text.value


def test_markup_gives_its_words() -> None:
    text = (
        ":port:`7001` and :ref:`more <there>`, `a page <https://x.example/7>`__, ``code``, *so*, |no|, old_, "
        "note [1]_, :strike:`7002` \\*.\n\n.. [1] The note.\n"
    )
    blocks = found(text)[0].blocks
    first, note = (each.text for each in blocks if isinstance(each, Paragraph))
    assert first.value == "7001 and more, a page, code, so, |no|, old, note , *."
    assert (first.struck, first.marks, note.value) == ("7002", ("1",), "[1] The note.")


def test_bold_text_at_the_beginning_leads() -> None:
    text = "**TCP\nports:** the others\nare closed\n"
    (block,) = found(text)[0].blocks
    assert isinstance(block, Paragraph)
    assert block.lead is not None
    assert (block.lead.value, text[block.lead.start : block.lead.end]) == ("TCP ports:", "TCP\nports:")
    assert (block.text.value, text[block.text.start : block.text.end]) == (
        "the others are closed",
        "the others\nare closed",
    )


def items(text: str) -> list[tuple[int, str | None, str]]:
    lists = [each for each in found(text)[0].blocks if isinstance(each, List)]
    return [
        (item.depth, item.term.value if item.term else None, item.text.value) for each in lists for item in each.items
    ]


def test_lists_of_every_kind() -> None:
    assert items("* Call TCP\n    * 7001-7009\n* Shell\n\n  - 22\n\n  and so on\n") == [
        (0, None, "Call TCP"),
        (1, None, "7001-7009"),
        (0, None, "Shell\nand so on"),
        (1, None, "22"),
    ]
    assert items("7001/tcp\n   Jobs\n\n7002 : udp\n   Probes") == [(0, "7001/tcp", "Jobs"), (0, "7002 : udp", "Probes")]
    assert items(":Port: 7001\n:Use: Jobs and\n   more") == [(0, "Port", "7001"), (0, "Use", "Jobs and more")]
    assert items("--port N  Listens\n-q        Is quiet") == [(0, "--port N", "Listens"), (0, "-q", "Is quiet")]


def test_titles_stand_in_any_order_and_place() -> None:
    text = "Top\n===\n\nDeep\n~~~~\n\nMiddle\n------\n\n.. only:: html\n\n   Inner\n   -----\n\n"
    text += "=====\nTitle\n=====\n\nDeep\n~~~~\n"
    headings = [each for each in found(text)[0].blocks if isinstance(each, Heading)]
    levels = [(each.level, each.text.value) for each in headings]
    assert levels == [(1, "Top"), (2, "Deep"), (3, "Middle"), (3, "Inner"), (4, "Title"), (2, "Deep")]
    assert all(text[each.text.start : each.text.end] == each.text.value for each in headings)


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        (".. note:: Port 7001\n   is open.\n\n   And more.\n", ["Port 7001 is open.", "And more."]),
        (".. admonition:: Mind\n\n   Port 7001\n", ["Mind", "Port 7001"]),
        (".. tab-set::\n\n   .. tab-item:: Linux\n      :sync: a\n\n      Port 7001\n", ["Linux", "Port 7001"]),
        (".. made-up:: With *words*\n   :option: x\n\n   Port 7001\n", ["With words", "Port 7001"]),
        (".. image:: a.png\n   :alt: Port 1\n\nText\n", ["Text"]),
        (".. A comment with port 1.\n\nText\n", ["Text"]),
        ("Text\n\n   A quote\n\n   -- Somebody\n", ["Text", "A quote", "Somebody"]),
        ("| One\n| two\n", ["One\ntwo"]),
    ],
)
def test_directives_are_containers(text: str, blocks: list[str]) -> None:
    said = [(each.lead or each.text).value for each in found(text)[0].blocks if isinstance(each, Paragraph)]
    assert said == blocks


def test_code_is_no_text() -> None:
    text = "Run::\n\n   serve 7001\n\n.. code-block:: sh\n   :linenos:\n\n   serve 7002\n\n"
    text += ".. parsed-literal::\n\n   serve 7003\n"
    code = [each for each in found(text)[0].blocks if isinstance(each, Code)]
    assert [(each.language, each.text.value) for each in code] == [
        (None, "serve 7001"),
        ("sh", "serve 7002"),
        (None, "serve 7003"),
    ]
    assert [text[each.text.start : each.text.end] for each in code] == [each.text.value for each in code]


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("A\n\n.. include:: /etc/passwd\n", "PS121", 3),
        (".. csv-table:: Ports\n   :file: /etc/passwd\n", "PS121", 1),
        (".. only:: enterprise\n\n   Port 7001\n", "PS122", 1),
        ("A\n\n+---+---+\n| a | b |\n+---+---+\n| 7001 | x |\n+---+---+\n", "PS120", 3),
        ("A\n\n====  ====\nPort  Use\n====  ====\n7001, 7002  x\n====  ====\n", "PS120", 3),
        ("=====\nPorts\n===\n\nText\n", "PS120", 2),
    ],
)
def test_what_is_not_as_it_should_be_is_said(text: str, code: str, line: int) -> None:
    document, findings = found(text)
    assert [(each.code, each.place and each.place.line) for each in findings] == [(code, line)]
    assert "root:" not in repr(document.blocks)


def test_what_is_shown_under_a_condition_says_so() -> None:
    text = "Ports\n=====\n\n.. only:: enterprise\n\n   * TCP 7001\n\n* TCP 7002\n"
    assert [each.condition for each in reading_of(page(text, REST))[0].claims] == ["only if enterprise", None]


def test_what_is_included_from_the_folder_is_read_at_its_own_place() -> None:
    files = {"more.inc": b"Also\n====\n\n* TCP 7002\n"}
    text = "Ports\n=====\n\n* TCP 7001\n\n.. include:: more.inc\n.. include:: other.inc\n"
    findings: list[Finding] = []
    source = msgspec.structs.replace(page(text, REST), beside=files.get)
    claims = extract(read(source, findings.append), lambda _: None).claims
    said = [(each.ports[0].start, each.provenance.source, each.provenance.line) for each in claims]
    assert said == [(7001, "page", 4), (7002, "page/more.inc", 4)]
    assert [(each.code, each.place and each.place.line) for each in findings] == [("PS121", 7)]


def included(text: str, files: dict[str, bytes]) -> tuple[list[tuple[int, str, int]], list[str]]:
    """Return the port of each claim with its file and line, and the codes of the findings of the reader."""
    findings: list[Finding] = []
    source = msgspec.structs.replace(page(text, REST), beside=files.get)
    claims = extract(read(source, findings.append), lambda _: None).claims
    said = [(each.ports[0].start, each.provenance.source, each.provenance.line) for each in claims]
    return said, [each.code for each in findings]


@pytest.mark.parametrize("indent", ["", "   ", "\t"])
def test_an_include_in_other_markup_is_read_there(indent: str) -> None:
    inside = ".. only:: enterprise\n\n" if indent else ""
    files = {"a.inc": b"* TCP 7001\n\n  .. include:: b.inc\n", "b.inc": b"* TCP 7002\n* TCP 7003"}
    text = f"Ports\n=====\n\n{inside}{indent}.. include:: a.inc\n\n* TCP 7004\n"
    said, codes = included(text, files)
    line = text.split("\n").index("* TCP 7004") + 1
    assert said == [(7001, "page/a.inc", 1), (7002, "page/b.inc", 1), (7003, "page/b.inc", 2), (7004, "page", line)]
    assert codes == (["PS122"] if indent else [])


@pytest.mark.parametrize(
    ("options", "ports", "codes"),
    [
        (":start-line: 2\n:end-line: -1", [7002, 7003], []),
        (":start-after: BEGIN\n:end-before: END", [7002], []),
        (":end-before: BEGIN\n:encoding: utf-8", [7001], []),
        (":start-after: NOT THERE", [], ["PS121"]),
        (":code: rst", [], ["PS121"]),
    ],
)
def test_a_part_of_a_file_is_included(options: str, ports: list[int], codes: list[str]) -> None:
    file = b"* TCP 7001\n\n.. BEGIN\n\n* TCP 7002\n\n.. END\n\n* TCP 7003\n\n* TCP 7004\n"
    indented = "".join(f"   {each}\n" for each in options.split("\n"))
    said, found = included(f"Ports\n=====\n\n.. include:: a.inc\n{indented}\nText\n", {"a.inc": file})
    assert ([each[0] for each in said], found) == (ports, codes)


IN_A_FILE = b'Port,Kind,Use\n7001,TCP,Jobs\n7002,UDP,"Clocks,\nand more"\n'


@pytest.mark.parametrize(
    "options",
    [":file: a.csv\n:header-rows: 1", ":header-rows: 1\n:file: a.csv", ":header-rows: 1\n:file: a.csv\n:align: left"],
)
@pytest.mark.parametrize("indent", ["", "   "])
def test_the_values_of_a_table_may_stand_in_a_file(options: str, indent: str) -> None:
    lines = [".. csv-table:: Ports", *(f"   {each}" for each in options.split("\n"))]
    before = ".. note::\n\n" if indent else ""
    table = "".join(f"{indent}{each}\n" for each in lines)
    text = f"Ports\n=====\n\n{before}{table}\nMore, also on TCP port 7003.\n"
    said, codes = included(text, {"a.csv": IN_A_FILE})
    assert [each[:1] for each in said][:2] == [(7001,), (7002,)]
    assert "PS121" not in codes
    assert [each for each in said if each[0] == 7001] == [(7001, "page/a.csv", 2)]


def test_the_values_of_a_table_outside_the_folder_are_named() -> None:
    for name in ("../a.csv", "/etc/passwd", "b.csv"):
        said, codes = included(
            f"Ports\n=====\n\n.. csv-table:: Ports\n   :file: {name}\n\nText\n", {"a.csv": IN_A_FILE}
        )
        assert (said, [code for code in codes if code == "PS121"]) == ([], ["PS121"])


def test_footnotes_without_a_number_are_linked() -> None:
    notes = ".. [#] One.\n.. [1] Two.\n.. [#b] Three.\n.. [*] Four.\n.. [*] Five.\n"
    text = f"Ports\n=====\n\n7001 [#b]_\n\n7002 [#]_\n\n7003 [*]_ [*]_\n\n7004 [1]_\n\n{notes}"
    said = [each.text for each in found(text)[0].blocks if isinstance(each, Paragraph)]
    assert [each.marks for each in said[:4]] == [("3",), ("2",), ("*", "†"), ("1",)]
    assert [each.value for each in said[4:]] == ["[2] One.", "[1] Two.", "[3] Three.", "[*] Four.", "[†] Five."]
    border = "=====  =====  ========\n"
    rows = f"{border}Port   Kind   Use\n{border}7001   TCP    Jobs [#]_\n{border}"
    (claim,) = reading_of(page(f"Ports\n=====\n\n{rows}\n.. [#] Only with TLS.\n", REST))[0].claims
    assert claim.condition == "Only with TLS"


def test_a_broken_table_is_read_by_its_bars_or_gaps() -> None:
    assert rows("+---+---+\n| a | b |\n+---+---+\n| 7001 | x |\n+---+---+\n") == [["a", "b"], ["7001", "x"]]
    assert rows("====  ====\nPort  Use\n====  ====\n7001, 7002  x\n====  ====\n") == [
        ["Port", "Use"],
        ["7001, 7002", "x"],
    ]


def test_a_name_that_stands_for_names_without_end_stays_as_it_is() -> None:
    text = (
        "|a0|\n\n"
        + "".join(f".. |a{at}| replace:: |a{at + 1}| |a{at + 1}|\n" for at in range(40))
        + ".. |a40| replace:: |a0|\n"
    )
    (block,) = found(text)[0].blocks
    assert isinstance(block, Paragraph)
    assert len(block.text.value) < 200_000


WHOLE = f"{GRID}\nTitle\n=====\n\n{SIMPLE}{LIST}{VALUES}\n.. dropdown:: T\n\n   * a :x:`b`\n\n     c::\n\n       d\n"


def texts(document: Document) -> list[Text]:
    return [each.text for each in document.blocks if isinstance(each, Heading | Paragraph | Code)]


@given(st.integers(0, len(WHOLE)), st.sampled_from(["", "\n   \n", "::", "``", "`", "|", "+-+", "===  ==\n", ".. x::"]))
def test_a_page_cut_off_anywhere_is_read(at: int, more: str) -> None:
    """No cut makes it fail, no two readings differ, and each text is inside the page."""
    text = WHOLE[:at] + more
    first, second = found(text), found(text)
    assert first == second
    assert all(0 <= each.start <= each.end <= len(text) for each in texts(first[0]))


@given(
    st.lists(
        st.sampled_from([*'*`|_:+=-.[]<>\\ \n\t"', "..", "::", "   ", "443", "tcp", "+--+", "== ==", "a"]), max_size=40
    )
)
def test_no_text_makes_it_fail(parts: list[str]) -> None:
    text = "".join(parts)
    assert all(0 <= each.start <= each.end <= len(text) for each in texts(found(text)[0]))


def test_what_is_nested_too_deep_is_said() -> None:
    text = "\n".join(f"{'  ' * depth}* a\n" for depth in range(400))
    assert [each.code for each in found(text)[1]] == ["PS104"]


def test_the_format_is_known_by_how_a_page_begins() -> None:
    def looks(text: str) -> Likeness:
        return FORMAT.looks(Begin(data=text.encode(), text=text))

    assert looks("Ports\n=====\n\n.. list-table::\n") is looks("A\n\n.. _ports:\n") is Likeness.CERTAIN
    assert looks(GRID) is looks(SIMPLE.partition("..")[0]) is Likeness.LIKELY
    assert looks("# Ports\n\n| a | b |\n|---|---|\n\n- .. x\n") is looks("Ports\n=====\n") is Likeness.NONE


def test_the_same_table_states_the_same_as_in_markdown() -> None:
    markdown = "# Ports\n\n| Port | Kind | Use |\n|---|---|---|\n| 7001 | TCP | Jobs |\n| 7003 | UDP | Probes |\n"
    table = (
        "====  ====  ====\nPort  Kind  Use\n====  ====  ====\n7001  TCP   Jobs\n7003  UDP   Probes\n====  ====  ====\n"
    )
    rest = f"Ports\n=====\n\n{table}"
    said = [[facts(each) for each in reading_of(each)[0].claims] for each in (page(markdown), page(rest, REST))]
    assert said[0] == said[1]
    assert len(said[0]) == 2


@pytest.mark.parametrize(
    "each",
    [
        "* {0} tcp\n\nText\n\n",
        "* {0} tcp\n\n- {0} udp\n\n",
        "=====  ====\n{0:<5}  tcp\n=====  ====\n\n",
        ".. note:: {0}\n\n   * a\n\n",
    ],
)
def test_the_time_grows_with_the_length(each: str) -> None:
    few, many = ("".join(each.format(at) for at in range(number)) for number in ((1000, 4000) if ALL else (300, 1200)))
    assert not grows(lambda: found(few), lambda: found(many))
