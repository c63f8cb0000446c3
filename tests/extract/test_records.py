"""Items that give values to the names of columns are the rows of a table."""

import pytest

from tests.reading import HTML, MARKDOWN, open_ports, page, reading_of

NAMES = [
    ("Protocol", "Port", "Source"), ("Protokoll", "Port", "Quelle"), ("Protocole", "Port", "Source"),
    ("Protocolo", "Puerto", "Origen"), ("Protocolo", "Porta", "Origem"), ("Protocollo", "Porta", "Sorgente"),
    ("Protocol", "Poort", "Bron"), ("Протокол", "Порт", "Источник"), ("Протокол", "Порт", "Джерело"),
    ("Protokół", "Port", "Źródło"), ("Protokol", "Port", "Zdroj"), ("Protokoll", "Port", "Källa"),
    ("Protokol", "Port", "Kilde"), ("Protokoll", "Port", "Kilde"), ("Protokolla", "Portti", "Lähde"),
    ("Protokoll", "Port", "Forrás"), ("Protocol", "Port", "Sursă"), ("Giao thức", "Cổng", "Nguồn"),
    ("Protokol", "Port", "Sumber"), ("Πρωτόκολλο", "Θύρα", "Πηγή"), ("البروتوكول", "المنفذ", "المصدر"),
    ("โปรโตคอล", "พอร์ต", "ต้นทาง"), ("Protokol", "Port", "Kaynak"), ("协议", "端口", "来源"),
    ("プロトコル", "ポート", "送信元"), ("프로토콜", "포트", "출발지"),
]  # fmt: skip
FORMS = [
    "{0}: TCP, {1}: 7101, {2}: 192.0.2.7",
    "{1}: 7101; {0}: TCP; {2}: 192.0.2.7",
    "{0}：TCP，{1}：7101，{2}：192.0.2.7",
    "**{0}:** TCP | **{1}:** 7101 | **{2}:** 192.0.2.7",
    "{2}: 192.0.2.7 - {1}: 7101 - {0}: TCP",
    "Mill: {0}: TCP, {1}: 7101, {2}: 192.0.2.7",
    "{0}=tcp, {1}=7101, {2}=192.0.2.7",
]


@pytest.mark.parametrize("names", NAMES, ids="-".join)
@pytest.mark.parametrize("form", FORMS)
def test_an_item_of_names_and_values_is_a_row(form: str, names: tuple[str, ...]) -> None:
    claims = reading_of(page(f"# Mill server\n\n- {form.format(*names)}\n"))[0].claims
    assert [(str(c.ports[0]), c.transports, c.source) for c in claims] == [("7101", ("tcp",), "192.0.2.7")]


def test_the_titles_above_hold_for_the_items() -> None:
    text = "# Mill\n\n## Inbound rules of the mill server\n\n1. Open the console.\n2. Add these:\n"
    text += "   - Type: Custom TCP, Port: 7101, Source: carts\n   - Type: Custom UDP, Port: 7102, Source: any\n"
    claims = reading_of(page(text))[0].claims
    assert [(c.direction, c.transports, c.source) for c in claims] == [
        ("inbound", ("tcp",), "carts"),
        ("inbound", ("udp",), "any"),
    ]


@pytest.mark.parametrize(
    "said", ["Action: Deny", "Purpose: legacy, no longer used", "Comment: never open it", "Access: localhost only"]
)
def test_a_value_may_keep_the_port_closed(said: str) -> None:
    row = "- Protocol: TCP, Port: {}, Source: carts, {}\n"
    assert open_ports(f"# Mill server\n\n{row.format(7101, said)}{row.format(7102, 'Purpose: sync')}") == {7102}


@pytest.mark.parametrize(
    ("item", "ports"),
    [
        ("Web console: TCP port 7101, API: TCP port 7102", {7101, 7102}),
        ("Service: web, for the carts (TCP 7101)", {7101}),
        ("Port 7101: TCP, for the carts", {7101}),
    ],
)
def test_other_items_are_read_as_they_were(item: str, ports: set[int]) -> None:
    assert open_ports(f"# Ports of the mill server\n\n- {item}\n") == ports


@pytest.mark.parametrize("name", ["Ports", "Port", "Portlar", "Puertos", "Porte", "Порты", "端口"])
def test_lines_of_names_and_values_are_a_list(name: str) -> None:
    lines = ("**Image:** `db:{version}`", "**Version:** 8.0", f"**{name}:** 7101", "**Volume:** /data")
    reading, told = reading_of(page("# Mill\n\n### Ledger server\n\n{}\n".format("  \n".join(lines))))
    assert [(str(c.ports[0]), c.role, c.provenance.line) for c in reading.claims] == [("7101", "Ledger server", 7)]
    assert "PS206" not in {each.code for each in told}


def test_lines_of_which_one_is_none_of_these_stay_a_paragraph() -> None:
    text = "# Mill\n\n## Ledger server\n\n**Port:** 7101  \nDo not open it.\n"
    assert open_ports(text) == set()


@pytest.mark.parametrize("sign", "•‣▪●")
@pytest.mark.parametrize(
    ("text", "media_type"),
    [
        (
            "# Mill\n\nOpen these inbound ports on the ledger server:\n\n  {0} 22   SSH [TCP]\n  {0} 53 DNS [UDP]\n",
            MARKDOWN,
        ),
        ("# Mill\n\nOpen these inbound ports on the ledger server:\n{0} 22 SSH [TCP]\n{0} 53 DNS [UDP]\n", MARKDOWN),
        (
            "<h1>Mill</h1><p>Open these inbound ports on the hub:</p><p>{0} 22 SSH [TCP]<br>\n{0} 53 DNS [UDP]</p>",
            HTML,
        ),
    ],
)
def test_lines_behind_bullets_of_text_are_a_list(text: str, media_type: str, sign: str) -> None:
    claims = reading_of(page(text.format(sign), media_type))[0].claims
    found = [(str(c.ports[0]), c.transports, c.direction) for c in claims]
    assert found == [("22", ("tcp",), "inbound"), ("53", ("udp",), "inbound")]


def test_signs_between_words_of_a_line_are_no_bullets() -> None:
    claims = reading_of(page("# Mill\n\nThe ledger server listens on TCP port 22 • the relay is outside.\n"))[0].claims
    assert [c.kind for c in claims] == ["prose"]


INDENTED = [
    "- All mill servers talk to each other on these TCP ports:\n      - 7101 (ledger)\n      - 7102 (sync)\n",
    "- All mill servers talk to each other on these TCP ports\n       * 7101 (ledger)\n       * `7102` (**sync**)\n",
    "1. The following TCP ports must be open on the mill server:\n        - 7101 ledger\n            - 7102 sync\n",
    "The following TCP ports must be open:\n      - 7101 ledger - for all\n      - 7102 sync\n",
    "The following TCP ports must be open:\n• 7101 of node1\n• 7102 sync\n",
    "The following TCP ports must be open:\n      - 7101 of node1\n      - 7102 sync\n",
]


@pytest.mark.parametrize("text", INDENTED)
def test_hyphens_that_are_indented_too_far_begin_items(text: str) -> None:
    claims = reading_of(page(f"# Mill\n\n## Ports of the mill server\n\n{text}"))[0].claims
    assert [(str(c.ports[0]), c.transports) for c in claims] == [("7101", ("tcp",)), ("7102", ("tcp",))]


def test_hyphens_without_a_blank_line_begin_items_in_restructuredtext() -> None:
    text = "Mill\n====\n\nThe following TCP ports must be open on the mill server:\n- 7101 (ledger)\n- 7102 (sync)\n"
    claims = reading_of(page(text, "text/x-rst"))[0].claims
    assert [(str(c.ports[0]), c.kind) for c in claims] == [("7101", "list"), ("7102", "list")]


@pytest.mark.parametrize("first", ["must not be opened", "are no longer used", "are for local use only"])
def test_what_their_item_says_holds_for_them(first: str) -> None:
    text = f"- These TCP ports {first}:\n      - 7101 (ledger)\n      - 7102 (sync)\n- TCP port 7103: relay\n"
    assert open_ports(f"# Mill server\n\n## Inbound ports\n\n{text}") <= {7103}


def test_a_range_that_is_broken_at_its_hyphen_stays_one() -> None:
    text = "<h1>Mill server</h1><p>The mill server accepts TCP connections on the ports 7101\n - 7109 of the relay.</p>"
    claims = reading_of(page(text, HTML))[0].claims
    assert [str(each) for claim in claims for each in claim.ports] == ["7101-7109"]


@pytest.mark.parametrize("gap", ["    ", "  ", "\t"])
@pytest.mark.parametrize("lead", ["TCP\n{}", "TCP\n\n{}", "TCP ports:\n\n{}"])
def test_lines_that_blanks_set_in_columns_are_a_list(lead: str, gap: str) -> None:
    rows = f"7101{gap}Ledger of the mill\n7102{gap}Carts\n7103, 7104{gap}Files (setup)"
    text = f"# Mill server\n\nThese ports are used:\n\n{lead.format(rows)}\n\nUDP\n\n7105{gap}Search\n\nThat is all.\n"
    claims = reading_of(page(text))[0].claims
    assert [(str(p), c.transports, c.kind) for c in claims for p in c.ports] == [
        *((port, ("tcp",), "list") for port in ("7101", "7102", "7103", "7104")),
        ("7105", ("udp",), "list"),
    ]


def test_numbered_lines_are_no_ports() -> None:
    text = "# Mill server\n\nOpen TCP port 7101 for inbound traffic. Then:\n\n1  Start the mill\n2  Stop the carts\n"
    assert open_ports(text) == {7101}
