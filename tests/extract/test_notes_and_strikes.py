"""Struck text is given up, and a mark's note is of the row that it stands in."""

import pytest

from tests.reading import HTML, MARKDOWN, open_ports, page, reading_of

HEAD = "# Ports\n\n## Nodes\n\n| Port | Protocol | Direction | Description |\n|---|---|---|---|\n"


def needs(text: str, media_type: str = MARKDOWN) -> dict[int, tuple[str, str | None, bool]]:
    reading, _ = reading_of(page(text, media_type))
    return {
        each.ports[0].start: (each.need, each.condition, each.configurable) for each in reading.claims if each.ports
    }


@pytest.mark.parametrize(
    ("text", "media_type"),
    [
        (f"{HEAD}| 1010 | TCP | inbound | New |\n| ~~1011~~ | TCP | inbound | Old |\n", MARKDOWN),
        (f"{HEAD}| 1010 | TCP | inbound | New |\n| <del>1011</del> | TCP | inbound | Old |\n", MARKDOWN),
        (f"{HEAD}| 1010 | TCP | inbound | New |\n| ~~1011~~ | ~~TCP~~ | ~~inbound~~ | ~~Old~~ |\n", MARKDOWN),
        (
            (
                "<h1>Ports</h1><h2>Nodes</h2><table><tr><th>Port</th><th>Protocol</th><th>Direction</th></tr>"
                "<tr><td>1010</td><td>TCP</td><td>inbound</td></tr>"
                "<tr><td><s>1011</s></td><td>TCP</td><td>inbound</td></tr></table>"
            ),
            HTML,
        ),
    ],
)
def test_a_struck_port_is_retired_and_takes_nothing_from_above(text: str, media_type: str) -> None:
    assert {port: need for port, (need, _, _) in needs(text, media_type).items()} == {1010: "required", 1011: "retired"}


def test_a_struck_word_leaves_the_port() -> None:
    assert needs(f"{HEAD}| 7891 | TCP | inbound | ~~Overseer~~ Steward |\n")[7891][0] == "required"


def test_notes_are_of_the_rows_that_point_at_them() -> None:
    found = needs(
        f"{HEAD}| 6443* | TCP | inbound | API |\n| 6444[^1] | TCP | inbound | Copies |\n"
        "| 6445 | TCP | inbound | Metrics |\n\n"
        "[^1]: This port is only needed with replication.\n\n\\* This port can be changed.\n"
    )

    assert found[6443] == ("required", None, True)
    assert found[6444][0] == "conditional"
    assert "replication" in (found[6444][1] or "")
    assert found[6445] == ("required", None, False)


def test_a_legend_of_the_asterisk() -> None:
    rows = "| 6560 | TCP | inbound | Tasks |\n| 6561* | TCP | inbound | Metrics |\n"
    found = needs(f"An asterisk marks optional ports.\n\n{HEAD}{rows}")

    assert (found[6560][0], found[6561][0]) == ("required", "optional")


def test_a_tabs_title_is_of_what_the_tab_shows() -> None:
    table = "<table><tr><th>Port</th><th>Protocol</th></tr><tr><td>{}</td><td>TCP</td></tr></table>"
    text = (
        '<h1>Firewall</h1><h2>Inbound ports</h2><ul role="tablist">'
        '<li role="tab" id="a">Store nodes</li>'
        '<li role="tab" id="b">Relay nodes</li></ul>'
        f'<div role="tabpanel" aria-labelledby="a">{table.format(5121)}</div>'
        f'<div role="tabpanel" aria-labelledby="b">{table.format(5122)}</div>'
    )
    reading, _ = reading_of(page(text, HTML))

    found = [(each.role, each.ports[0].start) for each in reading.claims]
    assert found == [("Store nodes", 5121), ("Relay nodes", 5122)]


@pytest.mark.parametrize(
    ("mark", "note"),
    [
        ("[^1]", "[^1]: Removed in release 4; block it."),
        ("(*)", "(*) Supprimé depuis la version 6 : laisser fermé."),
        ("\\*", "\\* Abandonado desde la versión 2."),
        ("(a)", "(a) Deprecated."),
        ("<sup>1</sup>", "<sup>1</sup> It is no longer used."),
        ("†", "† Veraltet seit Version 3."),
    ],
)
def test_a_note_that_withdraws_its_row_closes_it(mark: str, note: str) -> None:
    rows = f"| 7111 | TCP | Dispatch |\n| 7112 {mark} | TCP | Old dispatch |\n"
    reading, _ = reading_of(page(f"# Widget\n\n| Port | Protocol | Purpose |\n|---|---|---|\n{rows}\n{note}\n"))
    assert [claim.need in ("denied", "retired") for claim in reading.claims] == [False, True]


def test_a_note_about_another_thing_closes_nothing() -> None:
    rows = "| 7111 | TCP | Dispatch |\n| 7112 [^1] | TCP | Dispatch over TLS |\n"
    text = (
        f"# Widget\n\n| Port | Protocol | Purpose |\n|---|---|---|\n{rows}\n[^1]: Windows 7 is no longer supported.\n"
    )
    reading, _ = reading_of(page(text))
    assert {claim.need for claim in reading.claims} == {"required"}


@pytest.mark.parametrize("cell", ["nothing any more, keep closed", "nobody", "niemand", "personne", "nadie", "никто"])
def test_a_port_that_nobody_uses_stays_closed(cell: str) -> None:
    rows = f"| 7111 | TCP | Agents |\n| 7112 | TCP | {cell} |\n"
    reading, _ = reading_of(page(f"# Widget\n\n| Inbound port | Protocol | Used by |\n|---|---|---|\n{rows}"))
    assert [claim.need for claim in reading.claims] == ["required", "denied"]


def test_a_remark_on_some_hosts_closes_nothing() -> None:
    rows = "| 7111 | TCP | Hosts (not needed for guests) |\n| 7112 | TCP | Hosts |\n"
    reading, _ = reading_of(page(f"# Widget\n\n| Port | Protocol | Destination |\n|---|---|---|\n{rows}"))
    assert [claim.need for claim in reading.claims] == ["required", "required"]


MARKS = (("[^1]", "[^2]", "[^1]:", "[^2]:"), ("[1]", "[2]", "[1]", "[2]"), ("[a]", "[b]", "[a]", "[b]"))


@pytest.mark.parametrize("marks", MARKS)
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_each_line_with_a_mark_is_a_note_of_its_own(marks: tuple[str, ...], between: str) -> None:
    first, second, one, two = marks
    rows = f"| 7111 {first} | TCP | Console |\n| 7112 {second} | TCP | Hub |\n| 7113 | TCP | Web |\n"
    notes = f"{one} 请勿开放此端口。{between}{two} **Retired**"
    text = f"# Heron\n\n| Port | Protocol | Purpose |\n|---|---|---|\n{rows}\n{notes}\n"
    assert open_ports(text) == {7113}


def test_a_note_without_blanks_is_no_definition_of_a_link() -> None:
    rows = "| 7111[^1] | TCP | Console |\n| [7112][hub] | TCP | Hub |\n"
    text = f"# Heron\n\n| Port | Protocol | Purpose |\n|---|---|---|\n{rows}\n[^1]: 请勿开放此端口。\n\n[hub]: https://example.com\n"
    assert open_ports(text) == {7112}


@pytest.mark.parametrize("line", ["\n", ""])
def test_a_paragraph_of_html_is_a_note_by_its_mark(line: str) -> None:
    cells = (f"<tr><td>{port}</td><td>UDP</td><td>outbound</td></tr>" for port in ("514*", "515<sup>1</sup>", "516"))
    notes = ("<p>* The port can be changed.</p>", '<p class="n"><sup>1</sup> Only needed if the relay is used.</p>')
    page = ("<h1>Ports</h1><h2>Hubs</h2><table><tr><th>Port</th><th>Protocol</th><th>Direction</th></tr>", *cells)
    assert needs(line.join((*page, "</table>", *notes)), HTML) == {
        514: ("required", None, True),
        515: ("conditional", "Only needed if the relay is used", False),
        516: ("required", None, False),
    }


TOP = "<h1>Hub inbound ports</h1><table><tr><th>Port</th><th>Protocol</th></tr>"
MARKED = f"{TOP}<tr><td>7101</td><td>TCP</td></tr><tr><td>7102{{}}</td><td>TCP</td></tr>{{}}"
NOTES = [
    ("<sup>1</sup>", "</table><p><sup>1</sup> Do not open.</p>"),
    ("<sup><a href='#n'>a</a></sup>", "</table><p><sup><a id='n'>a</a></sup> Do not open.</p>"),
    ("*", "</table><p>* Do not open.</p>"),
    ("*", "<tr><td colspan=2>* Do not open.</td></tr></table>"),
    ("", "<tr><td colspan=2>Note: Port 7102 must not be opened.</td></tr></table>"),
    ("", "<tr><td colspan=2>Do not open 7102.</td></tr></table>"),
]


@pytest.mark.parametrize(("mark", "note"), NOTES)
def test_a_note_of_html_below_a_table_or_across_its_last_row_counts(mark: str, note: str) -> None:
    reading, _ = reading_of(page(MARKED.format(mark, note), HTML))
    assert [(each.ports[0].start, each.need) for each in reading.claims] == [(7101, "required"), (7102, "denied")]


def test_a_last_row_about_all_ports_is_about_each_row() -> None:
    last = "<tr><td colspan=2>Do not open these ports to the Internet.</td></tr></table>"
    assert open_ports(MARKED.format("", last), HTML) == set()
    assert open_ports(MARKED.format("", "<tr><td colspan=2>7103/tcp</td></tr></table>"), HTML) == {7101, 7102, 7103}


SEVERAL = "<tr><td>7101<sup>1</sup></td><td>TCP</td></tr><tr><td>7102<sup>2</sup></td><td>TCP</td></tr>"
FIRST, SECOND = "Can be <code>changed</code>,<br>at any time.", "Do not open."
TOGETHER = [
    f"</table><p><sup>1</sup> {FIRST}<br><sup>2</sup> {SECOND}</p>",
    f"</table><p><b><sup>1</sup></b> {FIRST}<br/>\n<sup>2)</sup> {SECOND}<br/></p>",
    f"</table><div>(1) {FIRST}<br>(2) {SECOND}</div>",
    f"<tfoot><tr><td colspan=2><sup>1</sup> {FIRST}<br><sup>2</sup> {SECOND}</td></tr></tfoot></table>",
    f"</table><ol><li>{FIRST}</li><li>{SECOND}</li></ol>",
    f"</table><p>Notes:</p><ol><li>{FIRST}</li><li>{SECOND}</li><li>Nothing</li></ol>",
]


@pytest.mark.parametrize("notes", TOGETHER)
def test_several_notes_in_one_paragraph_or_list_are_each_said_of_its_row(notes: str) -> None:
    assert open_ports(f"{TOP}{SEVERAL}{notes}", HTML) == {7101}


ROWS = "| 7101{} | TCP |\n| 7102{} | TCP |\n"
LISTED = [
    (("<sup>1</sup>", "<sup>2</sup>"), "<sup>1</sup> Can be changed.<br><sup>2</sup> Do not open.", {7101}),
    (("<sup>1</sup>", "<sup>2</sup>"), "Notes:\n\n1. Can be changed.\n2. Do not open.", {7101}),
    ((" [1]", " [2]"), "1) Can be changed.\n2) Do not open.", {7101}),
    ((" [1]", " [2]"), "- Can be changed.\n- Do not open.", {7101, 7102}),  # no number says of which
    ((" [1]", " [2]"), "[1] Can be changed.\n[2] Fixed.\n\n1. Start it.\n2. Do not open.", {7101, 7102}),
    ((" [1]", " [3]"), "1. Can be changed.\n2. Do not open.", {7101, 7102}),
]


@pytest.mark.parametrize(("marks", "below", "ports"), LISTED)
def test_a_numbered_list_is_the_notes_of_a_table_whose_marks_have_no_others(
    marks: tuple[str, str], below: str, ports: set[int]
) -> None:
    table = f"| Port | Protocol |\n|---|---|\n{ROWS.format(*marks)}"
    assert open_ports(f"# Hub inbound ports\n\n{table}\n{below}\n") == ports


@pytest.mark.parametrize(
    ("mark", "told"), [("\\*", 1), ("<sup>2</sup>", 1), (" [a]", 1), ("<sup>tm</sup>", 0), ("", 0)]
)
def test_a_mark_without_a_note_is_told_once(mark: str, told: int) -> None:
    rows = f"| 7101{mark} | TCP |\n| 7102{mark} | TCP |\n"
    _, findings = reading_of(page(f"# Hub inbound ports\n\n| Port | Protocol |\n|---|---|\n{rows}"))
    assert [each.code for each in findings].count("PS212") == told
