"""Untold: what states ports, or may, in words or signs that are not read; nothing of it is lost without a word."""

import pytest

from portspec.findings import Finding
from tests.reading import open_ports, page, reading_of

CODES = frozenset(("PS201", "PS203", "PS204", "PS206", "PS208"))


def lines_told(text: str) -> set[int]:
    """Return the lines of a page that a finding about what is not read points at."""
    found: list[Finding] = reading_of(page(text))[1]
    return {each.place.line for each in found if each.place and each.code in CODES}


@pytest.mark.parametrize("joint", ["·", "•", " · ", "・", "、", ","])
def test_a_sign_between_the_ports_of_a_cell_joins_none(joint: str) -> None:
    table = "# Ports\n\n| Port | Protocol |\n|---|---|\n| {} | TCP |\n"

    assert open_ports(table.format("6799")) == {6799}
    assert open_ports(table.format(f"6800{joint}6799")) == {6800, 6799}


@pytest.mark.parametrize("digits", ["۳۰۰۱ ۵۴۳۲", "٣٠٠١ ٥٤٣٢", "３００１ ５４３２", "๓๐๐๑ ๕๔๓๒"])
def test_ports_in_digits_of_another_script_are_told_whatever_the_words_around_them_are(digits: str) -> None:
    one, other = digits.split()
    text = f"# زیرساخت\n\n| سرویس | شماره |\n|---|---|\n| mill | {one} |\n| heron | {other} |\n"

    assert open_ports(text) == set()
    assert lines_told(text) == {5, 6}


@pytest.mark.parametrize(
    "said",
    [
        "Allow all TCP and UDP traffic between worker nodes.",
        "Den gesamten TCP-Verkehr zwischen den Knoten zulassen.",
        "Autoriser tout le trafic TCP entre les nœuds.",
        "Permitir todo el tráfico TCP entre los nodos.",
        "Consentire tutto il traffico TCP tra i nodi.",
        "Разрешить весь трафик TCP между узлами.",
        "Zezwól na cały ruch TCP między węzłami.",
        "ワーカー・ノード間の TCP、UDP トラフィックをすべて許可します。",
        "允许节点之间的所有 TCP 流量。",
        "노드 간의 모든 TCP 트래픽을 허용합니다.",
    ],
)
def test_all_traffic_of_a_transport_is_told(said: str) -> None:
    for text in (f"# Firewall\n\n- {said}\n- Allow TCP port 8443.\n", f"# Firewall\n\n{said} Allow TCP port 8443.\n"):
        assert open_ports(text) == {8443}
        assert lines_told(text) == {3}


@pytest.mark.parametrize(
    "said",
    ["Block all TCP traffic.", "Allow all TCP traffic on port 8443.", "The mill speaks TCP.", "Allow all TCP traffic:"],
)
def test_other_sentences_ask_for_no_whole_traffic(said: str) -> None:
    assert not any("traffic and states" in each.message for each in reading_of(page(f"# Firewall\n\n{said}\n"))[1])


def test_a_number_behind_the_name_of_a_port_may_be_one() -> None:
    assert lines_told("# Ports\n\n- DNS: our own. Port Bind9/53\n- SSH: Port 22\n") == {3}


@pytest.mark.parametrize(
    "cell",
    [
        "All of the above",
        "All ports listed above",
        "Any of these",
        "Alle oben genannten Ports",
        "Všechny výše uvedené koncové body",
        "todos los anteriores",
        "все вышеуказанные порты",
        "上記のすべて",
        "以上所有端口",
        "위의 모든 포트",
        "All privileged ports",
        "all other ports",
        "Any other port",
        "All others",
        "tous les autres ports",
        "todos los demás puertos",
    ],
)
def test_all_of_some_are_not_all_ports(cell: str) -> None:
    text = f"# Ports\n\n| Port | Protocol | Use |\n|---|---|---|\n| 8443 | TCP | pages |\n| {cell} | TCP | mill |\n"

    named = [claim.dynamic for claim in reading_of(page(text))[0].claims if claim.dynamic]
    assert open_ports(text) == {8443}
    assert named == [cell] or lines_told(text) == {6}


@pytest.mark.parametrize(
    "cell", ["All", "All ports", "all TCP ports", "alle eingehenden Ports", "全ポート", "전체 포트"]
)
def test_all_without_such_words_are(cell: str) -> None:
    assert len(open_ports(f"# Ports\n\n| Port | Protocol |\n|---|---|\n| {cell} | TCP |\n")) == 65536


def test_a_low_number_beside_one_that_alone_is_bold_is_the_mark_of_a_note() -> None:
    table = "# Ports\n\n| Port | Protocol |\n|---|---|\n| {} | TCP |\n"

    assert open_ports(table.format("**3000** 13")) == {3000}
    assert open_ports(table.format("**3000 \\- 3001** 13")) == {3000, 3001}
    assert open_ports(table.format("3389 22")) == {3389, 22}
    assert open_ports(table.format("**3389 22**")) == {3389, 22}
    findings = reading_of(page(table.format("**3000** 13")))[1]
    assert "PS212" in [each.code for each in findings]


def test_a_protocol_may_be_given_by_its_number_and_beside_one_with_ports() -> None:
    table = "# Rules\n\n| Protocol | Port range | Source |\n|---|---|---|\n{}| TCP | 80 | mill |\n"
    numbered, _ = reading_of(page(table.format("| 17 | 5000 | mill |\n| 1 | - | mill |\n")))
    mixed, _ = reading_of(page(table.format("| TCP, UDP or ICMP | Port of the service | mill |\n")))

    assert [claim.transports for claim in numbered.claims] == [("udp",), ("icmp",), ("tcp",)]
    assert [claim.transports for claim in mixed.claims] == [("icmp", "tcp", "udp"), ("tcp",)]


@pytest.mark.parametrize(
    ("protocols", "transports"),
    [(("6", "17"), [("tcp",), ("udp",)]), (("17", "17"), [("udp",), ("udp",)]), (("1", "2"), [(), ()])],
)
def test_all_protocols_may_be_given_by_their_numbers(
    protocols: tuple[str, str], transports: list[tuple[str, ...]]
) -> None:
    one, two = protocols
    table = (
        f"# Rules\n\n| Protocol | Port | Source |\n|---|---|---|\n| {one} | 5000 | mill |\n| {two} | 5001 | mill |\n"
    )
    claims = reading_of(page(table))[0].claims

    assert [(claim.ports[0].start, claim.transports) for claim in claims] == [
        (5000, transports[0]), (5001, transports[1])
    ]  # fmt: skip


@pytest.mark.parametrize(
    "item",
    [
        "The heron profile is used on the channels (ports 7101, 7102).",
        "In production, restrict the source of port 7101 to known addresses.",
        "In der Produktion sollten die Ports 7101 und 7102 nur bei Bedarf geöffnet werden.",
        "本番環境では、ポート7101とポート7102のソースを特定のIPアドレスに制限してください",
    ],
)
def test_an_item_that_speaks_of_rows_again_is_no_row_of_its_own(item: str) -> None:
    rows = "# Ports\n\n| Port | Protocol |\n|---|---|\n| 7101 | TCP |\n| 7102 | TCP |\n\n## Notes\n\n"

    assert len(reading_of(page(f"{rows}- {item}\n"))[0].claims) == 2
    assert len(reading_of(page(f"{rows}- {item.replace('7101', '7103')}\n"))[0].claims) > 2


def test_columns_of_ports_may_hold_a_word() -> None:
    rows = "".join(f"| heron{n} | {3030 + 7 * n} | {4030 + 5 * n} |\n" for n in range(6))
    table = f"# Ports\n\n| name | mac | Linux |\n|---|---|---|\n{rows}| crane | later | later |\n"

    assert open_ports(table) == {3030 + 7 * n for n in range(6)} | {4030 + 5 * n for n in range(6)}


def test_marks_alone_at_an_end_of_a_route_name_nobody() -> None:
    said = "The mill\n\n- 80/443 TCP** to the [update repositories](../mill.md) (directly so\n"
    assert open_ports(f"# Hub\n\n{said}") == {80, 443}


LINES = "Name: camera A\nPassword: none\nZoom: strong\nLens: wide\nColour: grey\nWeight: light\n"


def test_a_number_far_behind_the_beginning_of_its_sentence_is_told_where_it_stands() -> None:
    said = f"Port 7108 was used once.\n{LINES}The value of the port is 7109\nOwner: mill\n"
    text = f"# Mill\n\n- 7101/tcp, inbound: ledger\n\n{said}"

    assert lines_told(text) == {5, 12}


@pytest.mark.parametrize(
    "head",
    [
        "Protocol|Source|Permitted port",
        "Protokoll|Quelle|Freizugebender Port",
        "프로토콜|출발지|허용 포트",
        "协议|来源|端口",
    ],
)
def test_a_table_whose_column_of_ports_holds_only_names_is_told(head: str) -> None:
    rows = "| TCP | 192.0.2.5 | Content |\n| TCP | 192.0.2.6 | Content |\n"

    assert lines_told(f"# Mill\n\n## Ports\n\n| {head.replace('|', ' | ')} |\n|---|---|---|\n{rows}") & {5, 7, 8}
