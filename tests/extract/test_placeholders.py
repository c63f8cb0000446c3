"""Placeholders in every form that pages give them, whole and damaged."""

import pytest

from tests.reading import HTML, MARKDOWN, page, reading_of


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
