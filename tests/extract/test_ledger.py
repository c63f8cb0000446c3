"""The ledger: each number of a block about ports is claimed, set aside for a reason that can be read, or reported."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portspec.claims import Reading
from portspec.extract.ledger import Entry, aside, units
from portspec.findings import Finding
from tests.reading import document_of, page, reading_of

NUMBER = st.integers(1, 65535).map(str)
WORDS = st.sampled_from(
    ["Queries", "see the guide", "of the store", "Nodes: 3 to 5", "API", "release 12", "in 2021", "24/7"]
)
CELL = st.one_of(NUMBER, WORDS, st.tuples(WORDS, NUMBER).map(" ".join), st.just(""))
ROWS = st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=6)


def table(rows: list[tuple[str, str, str]]) -> str:
    lines = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    return f"# Ports\n\n## Stores\n\n| Service | Port | Notes |\n|---|---|---|\n| Web | 443 | |\n{lines}\n"


@given(ROWS)
def test_no_number_of_a_port_table_is_forgotten(rows: list[tuple[str, str, str]]) -> None:
    text = table(rows)
    reading, findings = reading_of(page(text))

    assert reading.numbers == reading.claimed + reading.aside + reading.reported
    assert _forgotten(text, reading, findings) == []


HEADS = st.lists(
    st.tuples(st.sampled_from(["{}", "{}/tcp", "TCP {}", "Port {}", "{} (HTTPS)"]), st.integers(2500, 65535)),
    min_size=1,
    max_size=4,
)
FIELD = st.sampled_from(["", "x", "yes", "no", "inbound", "deny", "clients", "22", "Pages"])


@given(HEADS, st.sampled_from(["Host", "From", "Service", "Port", ""]), st.lists(FIELD, min_size=4, max_size=4))
def test_no_number_of_a_header_is_forgotten(heads: list[tuple[str, int]], corner: str, fields: list[str]) -> None:
    names = [corner, *(form.format(number) for form, number in heads)]
    rows = [f"| {' | '.join(cells)} |" for cells in (names, ["---"] * len(names), ["web", *fields[: len(heads)]])]
    reading, findings = reading_of(page("# Ports\n\n" + "\n".join(rows) + "\n"))

    claimed = {value for claim in reading.claims for each in claim.ports for value in (each.start, each.end)}
    told = any(each.place and each.place.line == 3 for each in findings)
    assert told or claimed.issuperset(number for _, number in heads)


@given(st.lists(st.one_of(NUMBER, st.tuples(WORDS, NUMBER).map(": ".join)), min_size=1, max_size=6))
def test_no_number_of_a_port_list_is_forgotten(items: list[str]) -> None:
    text = "# Ports\n\n## Stores\n\nThe following ports must be open:\n\n" + "\n".join(f"- {each}" for each in items)
    reading, findings = reading_of(page(text + "\n"))

    assert reading.numbers == reading.claimed + reading.aside + reading.reported
    assert _forgotten(text, reading, findings) == []


def _forgotten(text: str, reading: Reading, findings: list[Finding]) -> list[str]:
    """Return the numbers of blocks about ports that no claim states, nothing explains and no finding points at."""
    claimed = {value for claim in reading.claims for each in claim.ports for value in (each.start, each.end)}
    told = {line for each in findings if each.place for line in range(each.place.line, each.place.end_line + 1)}
    left: list[str] = []
    document = document_of(text)
    for block in document.blocks:
        for unit in units(block, ported=True):
            line, _ = document.source.position(unit.start)
            lost = (each.value for each in unit.entries if each.value not in claimed and aside(each) is None)
            left.extend(f"{value} in line {line}" for value in lost if line not in told)
    return left


def reason(text: str, number: int, head: str = "") -> str | None:
    document = document_of(f"{text}\n")
    block = document.blocks[0]
    where = block.text  # type: ignore[union-attr]
    start = where.value.index(str(number))
    return aside(Entry(value=number, text=where, start=start, end=start + len(str(number)), head=head))


def test_each_reason_is_read_from_the_text_around() -> None:
    assert reason("TLS 1.2 is used", 2) == "version"
    assert reason("Release 7.411.3 is used", 411) == "version"
    assert reason("Release v7.411 is used", 411) == "version"
    assert reason("Reach hub.example/7411 first", 7411) == "address"
    assert reason("Recorded on 2024-05-17", 17) == "date"
    assert reason("Recorded on 17.5.2024.", 17) == "date"
    assert reason("Reach 192.0.2.10 first", 192) == "address"
    assert reason("Reach 10.193.9.134 first", 134) == "address"
    assert reason("See https://example.org/8080/x", 8080) == "address"
    assert reason("Reach 2001:db8:0:1::25 first", 25) == "address"
    assert reason("Reach 00:16:3e:9f:25:77 first", 25) == "address"
    assert reason("Needs 16 GB of memory", 16) == "quantity"
    assert reason("See RFC 6335", 6335) == "number of another thing"
    assert reason("Uses HTTP2 frames", 2) == "part of a name"
    assert reason("Open 24/7", 24) == "time"
    assert reason("Open from 8:22 on", 22) == "time"
    assert reason("Set by listen_addr (often 0.0.0.0:22)", 22) != "time"
    assert reason("Up to 80 % of it", 80) == "amount"
    assert reason("Anything 3050", 3050, head="VLAN") == "column of another thing"
    assert reason("Anything 50000", 50000, head="Source port") == "source port"


def test_a_port_has_no_reason_to_be_set_aside() -> None:
    assert reason("Reports to the hub 7411", 7411) is None
    assert reason("Published as 7411:80:443", 80) is None
    assert reason("Трафик от агентов на порт 7411", 7411) is None
    assert reason("Ruch od agentów na port 7411", 7411) is None
    assert reason("Conexión por puerto 7411", 7411) is None
    assert reason("Bound to :::7411", 7411) is None
    assert reason("Öffnen Sie den TCP-Port 7.411.", 411) is None
    assert reason("Abra 7.411/tcp", 411) is None
    assert reason("In the field of the port, type 80", 80) is None
    assert reason("Type 1433 there", 1433) is None
    assert reason("ICMP type 8, code 0", 8) == "number of another thing"
    assert reason("The traffic of service number 1030", 1030) == "number of another thing"
    assert reason("Заявка номер 1030", 1030) == "number of another thing"
    for said in ("The port number 1030", "The number 1030", "The default number 1030", "TCP number 1030"):
        assert reason(said, 1030) is None


def test_a_number_that_nothing_explains_is_reported_at_its_place() -> None:
    _, findings = reading_of(
        page("# Ports\n\n## Stores\n\n| Service | Port |\n|---|---|\n| Web | 443 |\n| Hub 7411 | 8443 |\n")
    )
    (found,) = [each for each in findings if each.code == "PS208"]

    assert found.place is not None
    assert (found.place.line, found.place.column) == (8, 7)
    assert "7411" in found.message


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("# Firewall\n\nAllow these ports:\n\n- Panel: 7101\n\n> The panel may move.\n\n- Relay: 7102, 7103\n", [9]),
        ("# Pare-feu\n\nOuvrez ces ports :\n\n- Console : 7101\n\nLa suite :\n\n- Relais : 7102\n", [9]),
        ("# Heron\n\n## Disabled ports\n\n### 2003\n\nThe plain listener.\n", [5]),
        ("# Heron\n\n## Release notes\n\n### 2003\n\nThe plain listener has port 7101.\n", []),
        ("# Firewall\n\nAllow these ports:\n\n- Panel: 7101\n\n## Setup\n\n- Relay: 7102\n", []),
    ],
)
def test_what_goes_on_with_ports_is_not_lost(text: str, told: list[int]) -> None:
    _, found = reading_of(page(text))
    assert [each.place.line for each in found if each.code == "PS208" and each.place] == told


IN_A_COLUMN = """# Heron

## Client

| Mode | Client access requirement |
|---|---|
| Any | Outbound access to updates.example.com:7101 |
| Direct | A mug and 7102 |
| Relay | Outbound access to hub.example.com:7103 |
"""


def test_what_stands_in_a_column_in_which_a_sentence_states_ports_is_not_lost() -> None:
    _, found = reading_of(page(IN_A_COLUMN))
    assert [each.place.line for each in found if each.code == "PS208" and each.place] == [8]


IN_A_CELL = """# Heron

<table><tr><th>Item</th><th>What it is</th></tr>
<tr><td>Rule</td><td><p>The heron's rule:</p>
<ul><li><b>Name:</b> heron</li>
<li>Port 7105, for example</li></ul></td></tr>
<tr><td>Path</td><td>/heron</td></tr><tr><td>Start</td><td>by hand</td></tr></table>
"""


def test_each_number_is_told_of_at_its_own_line() -> None:
    lines = "BASE_ADDRESS 7101\nBUS_ADDRESS 7102\nHUB_ADDRESS 7103\nLOG_ADDRESS 7104\n"
    _, found = reading_of(page(f"# Ports\n\n## Heron\n\nOpen these ports:\n\nPort name Port value\n{lines}"))
    assert [each.place.line for each in found if each.code == "PS208" and each.place] == [8, 9, 10, 11]
    _, found = reading_of(page(IN_A_CELL, "text/html"))
    assert [each.place.line for each in found if each.code == "PS206" and each.place] == [6]


def test_a_group_or_a_network_with_a_number_is_no_port() -> None:
    text = "- UDP 1701: calls of client group 14\n- TCP 8100: copies (VLAN 4001)\n- UDP 4500: IKE, Gruppe 14\n"
    reading, findings = reading_of(page(f"# Ports\n\n## Stores\n\n{text}"))

    assert [str(port) for claim in reading.claims for port in claim.ports] == ["1701", "8100", "4500"]
    assert [each.code for each in findings if each.code == "PS208"] == []
