"""Placeholders in every form that pages give them, whole and damaged."""

import pytest

from tests.reading import HTML, MARKDOWN, open_ports, page, reading_of


@pytest.mark.parametrize(
    "written", ["`<RPC ports>`", "<RPC ports>", "\\<RPC ports\\>", "*&lt;RPC ports&gt;*", "` ports>`", "``"]
)
def test_in_markdown(written: str) -> None:
    reading, _ = reading_of(page(f"| Port | Use |\n|---|---|\n| 22 | SSH |\n| {written} | RPC |\n", MARKDOWN))

    assert [bool(claim.dynamic) for claim in reading.claims] == [False, True]


@pytest.mark.parametrize("written", ["<code>&lt;RPC ports&gt;</code>", "<em>&lt;random_port&gt;</em>", "<code></code>"])
def test_in_html(written: str) -> None:
    rows = f"<tr><th>Port</th><th>Use</th></tr><tr><td>22</td><td>SSH</td></tr><tr><td>{written}</td><td>RPC</td></tr>"
    reading, _ = reading_of(page(f"<table>{rows}</table>", HTML))

    assert [bool(claim.dynamic) for claim in reading.claims] == [False, True]


@pytest.mark.parametrize(("written", "damaged"), [("`<RPC ports>`", False), ("` ports>`", True), ("``", True)])
def test_a_damaged_one_is_reported_at_its_place(written: str, *, damaged: bool) -> None:
    _, findings = reading_of(page(f"| Port | Use |\n|---|---|\n| {written} | RPC |\n"))
    places = [(each.place.line, each.place.column) for each in findings if each.code == "PS202" and each.place]

    assert places == ([(3, 3)] if damaged else [])


@pytest.mark.parametrize("name", ["*.store.example", "<region>.store.example", "logs.{region}.store.example"])
def test_one_within_the_name_of_a_host_is_no_port(name: str) -> None:
    rows = f"| {name} | https:443 |\n| \\<account\\>.store.example | https:443 |\n"
    reading, _ = reading_of(page(f"| Outbound endpoint | Port |\n|---|---|\n{rows}", MARKDOWN))

    assert [[str(each) for each in claim.ports] for claim in reading.claims] == [["443"], ["443"]]


@pytest.mark.parametrize(
    ("head", "cell"),
    [
        ("Port (default)", "*operator-configured*"), ("Port", "Configured by the operator"), ("Port", "any free port"),
        ("Port", "user-specified"), ("Port", "vom Betreiber konfiguriert"), ("Port", "configuré par l'opérateur"),
        ("Puerto", "configurado por el operador"), ("Порт", "настраивается оператором"), ("Порт", "любой свободный"),
        ("ポート", "ユーザー設定"), ("端口", "由管理员配置"),
    ],
)  # fmt: skip
def test_a_port_that_somebody_chooses_has_no_number(head: str, cell: str) -> None:
    reading, _ = reading_of(page(f"| {head} | TCP/UDP | Use |\n|---|---|---|\n| {cell} | UDP | Video |\n"))

    assert [(claim.ports, bool(claim.dynamic), claim.transports) for claim in reading.claims] == [((), True, ("udp",))]


@pytest.mark.parametrize("cell", ["443 / custom", "443 or custom", "443 oder frei wählbar"])
def test_one_that_somebody_chooses_stands_beside_the_usual_one(cell: str) -> None:
    reading, _ = reading_of(page(f"| Port | Use |\n|---|---|\n| {cell} | Pages |\n"))

    assert [bool(claim.dynamic) for claim in reading.claims] == [False, True]


@pytest.mark.parametrize("cell", ["not configured", "443 (configurable)", "see the table below"])
def test_other_words_name_none(cell: str) -> None:
    reading, _ = reading_of(page(f"| Port | Protocol | Use |\n|---|---|---|\n| {cell} | TCP | Pages |\n"))

    assert not any(claim.dynamic for claim in reading.claims)


@pytest.mark.parametrize("name", ["{{ mesh.p2p }} (TCP)", "<p2p port>/tcp", "{node1_port} (TCP)", "TCP {{ s3_port }}"])
def test_a_digit_in_its_name_is_no_port(name: str) -> None:
    written = f"`{name}`" if name.startswith("<") else name
    reading, _ = reading_of(page(f"# Ports\n\n| Use | Port |\n|---|---|\n| web | 8443 |\n| mesh | {written} |\n"))
    claim = reading.claims[-1]

    assert (bool(claim.dynamic), claim.ports, claim.transports) == (True, (), ("tcp",))


def test_a_number_of_its_own_in_one_is_the_port() -> None:
    reading, _ = reading_of(page("# Ports\n\n| Use | Port |\n|---|---|\n| web | {{ 8443 }} |\n| mesh | 7541 |\n"))

    assert [each.ports[0].start for each in reading.claims] == [8443, 7541]


MADE = [
    "32NN", "32 NN", "32nn", "543X", "3xxx", "5XX13", "36##", "32??", "5[nr]13", "32[NN]", "32{nr}", "32 {nr}",
    "5{{ nr }}13", "32${nr}", "5$(nr)13", "32%NR%", "5@nr@13", "32$NR", "32《实例号》", "5〈番号〉13", "32＜番号＞",
    "3200-32NN", "80{nr} – 81{nr}", "30000 + N", "30000+{n}", "{base}+100",
]  # fmt: skip
"""Numbers that are made with a placeholder."""


@pytest.mark.parametrize(
    "made", [*MADE, "\\<nr>13", "32\\<nr>", "5 \\<*Instance Number*> 13", "32 \\<nr>", "32 \\<номер>"]
)
def test_a_number_beside_one_is_no_port(made: str) -> None:
    for form in (
        "| Use | Port |\n|---|---|\n| web | 8443 |\n| hub | {} |\n",
        "| Use | Port |\n|---|---|\n| web | 8443 |\n| hub | TCP {} |\n",
        "- web: 8443\n- hub: {}\n",
        "Open TCP port 8443. Open TCP port {}.\n",
        "Öffnen Sie TCP-Port 8443. Der Dienst hört auf Port {}.\n",
        "Abra o porto TCP 8443. O servidor escuta na porta {}.\n",
        "TCP ポート 8443 を開いてください。ポート {} も開いてください。\n",
    ):
        text = f"# Ports\n\n{form.format(made)}"
        _, findings = reading_of(page(text, MARKDOWN))

        assert open_ports(text) == {8443}, text
        assert any("is made with a placeholder" in each.message for each in findings), text


@pytest.mark.parametrize(
    "text",
    [
        "Open TCP port 32NN (3200-3299).", "Der Dienst hört auf TCP-Port 32<nn> (3200 bis 3299).",
        "El puerto TCP 32{nr} (de 3200 a 3299) debe estar abierto.", "TCP 32<NN> を使用します（3200～3299）。",
    ],
)  # fmt: skip
def test_the_range_that_it_stands_for_is_read(text: str) -> None:
    assert open_ports(f"# Ports\n\n{text}\n") == set(range(3200, 3300))
    assert open_ports("| Use | Port |\n|---|---|\n| web | 32NN (3200-3299) |\n") == set(range(3200, 3300))
    assert open_ports("- Store: 543X by app (one=5433, two=5434, next=5435…)\n") == set()
    assert open_ports("# Ports\n\n- Store: 543X by app (one=5433, two=5434, next=5435…)\n") == {5433, 5434, 5435}


@pytest.mark.parametrize(
    "cell",
    ["36NN (NN = 00-97)", "36<nr>, 00..97", "36NN, wobei NN von 00 bis 97 läuft", "36NN (0–9)", "80${n} (n = 1 à 9)"],
)
def test_what_it_counts_is_no_port(cell: str) -> None:
    assert open_ports(f"| Use | Port |\n|---|---|\n| web | 8443 |\n| hub | {cell} |\n") == {8443}


@pytest.mark.parametrize(
    "cell",
    [
        "7101", "7101 <custom port>", "7101, <port>", "7101 (${WEB_PORT})", "${WEB_PORT:-7101}", "7101 / XX",
        "TCP 7101 (NN)", "7101 [HTTPS]", "7101[a]", "7101 <br> ", "7101 XML", "7101 Next", "{{ 7101 }}", "7101 nn",
    ],
)  # fmt: skip
def test_a_whole_number_beside_other_things_is_one(cell: str) -> None:
    escaped = cell if "<br>" in cell else cell.replace("<", "\\<")
    assert open_ports(f"| Use | Port |\n|---|---|\n| web | 8443 |\n| hub | {escaped} |\n") == {8443, 7101}


@pytest.mark.parametrize(
    "text",
    [
        "It answers with 5xx.",
        "It came in 20XX.",
        "It is 2x faster.",
        "The model has 12X1.",
        "See https://hub.example/v1/32{id}.",
    ],
)
def test_other_things_are_made_with_none(text: str) -> None:
    _, findings = reading_of(page(f"# Ports\n\nOpen TCP port 8443. {text}\n"))

    assert not any("is made with a placeholder" in each.message for each in findings)


@pytest.mark.parametrize("cell", ["0", "TCP 0", "0/tcp"])
def test_the_port_0_is_none(cell: str) -> None:
    assert open_ports(f"| Use | Port |\n|---|---|\n| web | 8443 |\n| hub | {cell} |\n") == {8443}
    assert open_ports(f"# Ports\n\n- web: 8443\n- hub: {cell}\n") == {8443}


def test_a_switch_among_settings_is_no_port() -> None:
    rows = "| WEB_PORT | Port of the pages | 8443 |\n| MULTI_PORT | Port of all protocols | {} |\n| THREADS | - | 4 |\n"
    for value in "01":
        assert open_ports(f"| Setting | Meaning | Default |\n|---|---|---|\n{rows.format(value)}") == {8443}
    assert open_ports("| Use | Port |\n|---|---|\n| web | 8443 |\n| mux | 1 |\n") == {8443, 1}
    assert open_ports("# Ports\n\n- web.port = 8443\n- multi.port = 1\n") == {8443}


@pytest.mark.parametrize(("told", "made"), [("3200", False), ("3600", True)])
def test_a_template_whose_number_stands_in_its_row_is_told_no_more(told: str, made: bool) -> None:  # noqa: FBT001
    table = f"| Service | Default port | Port of 00 |\n|---|---|---|\n| queue | 32 <Number> | {told} |\n"
    reading, findings = reading_of(page(f"# Ports\n\n{table}"))

    assert [each.start for claim in reading.claims for each in claim.ports] == [int(told)]
    assert any("is made with a placeholder" in each.message for each in findings) is made
