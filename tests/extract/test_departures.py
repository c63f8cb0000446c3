"""Source ports in running text: they are kept in each language, so that no rule is wider than what the page says."""

import pytest

from tests.reading import open_ports, page, reading_of

SAID = (
    "- TCP 7101 (inbound, source port 7102)",
    "- TCP 7101 eingehend (Quellport 7102)",
    "- TCP 7101 entrant (port source 7102)",
    "- TCP 7101 entrante (puerto de origen 7102)",
    "- TCP 7101 de entrada (porta de origem 7102)",
    "- TCP 7101 in ingresso (porta di origine 7102)",
    "- TCP 7101 inkomend (bronpoort 7102)",
    "- TCP 7101 входящий (исходный порт 7102)",
    "- TCP 7101 przychodzący (port źródłowy 7102)",
    "- TCP 7101 příchozí (zdrojový port 7102)",
    "- TCP 7101 inkommande (källport 7102)",
    "- TCP 7101 gelen (kaynak port 7102)",
    "- 入站 TCP 7101（源端口 7102）",
    "- 受信 TCP 7101（送信元ポート 7102）",
    "- 인바운드 TCP 7101(원본 포트 7102)",
    "The agent connects from source port 7102 to TCP port 7101 of the server.",
    "Eingehend: TCP-Zielport 7101, Quellport 7102",
    "入站：目的端口 TCP 7101，源端口为 7102",
)


def source_ports(text: str) -> list[tuple[list[int], list[tuple[int, int]]]]:
    """Return the ports of each claim with the ranges that connections to them come from."""
    reading, _ = reading_of(page(f"# Heron\n\n## Node\n\n{text}\n"))
    return [
        ([each.start for each in claim.ports], [(each.start, each.end) for each in claim.source_ports])
        for claim in reading.claims
    ]


@pytest.mark.parametrize("text", SAID)
def test_the_source_port_is_kept(text: str) -> None:
    assert source_ports(text) == [([7101], [(7102, 7102)])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- TCP 7101 inbound, source ports 1024-65535", [(1024, 65535)]),
        ("- TCP 7101 inbound, source ports 7102, 7103", [(7102, 7102), (7103, 7103)]),
        ("- TCP 7101 inbound, source port range: 7102 to 7110", [(7102, 7110)]),
        ("- TCP 7101 inbound, source port: any", []),
        ("- TCP 7101 inbound, source ports 0-65535", []),
        ("- TCP 7101 inbound, source: 10.1.2.3", []),
    ],
)
def test_ranges_lists_and_no_limit(text: str, expected: list[tuple[int, int]]) -> None:
    assert source_ports(text) == [([7101], expected)]


def test_a_word_for_the_source_port_is_no_peer() -> None:
    reading, _ = reading_of(
        page("# Heron\n\n## Node\n\nInbound TCP port 7101 from source ports 1024-2048 is required.\n")
    )
    assert [(claim.peers, len(claim.source_ports)) for claim in reading.claims] == [((), 1)]


FIXED = [
    "- Outbound to the hub: destination port 7101/udp, source port 7102/udp",
    "- 7101/udp outbound to the hub (source port 7102/udp)",
    "- Outbound to the hub: source port 7102 (UDP), destination port 7101/udp",
    "- Ausgehend zum Hub: Zielport 7101/udp, Quellport 7102/udp",
    "- Sortant vers le hub : port de destination 7101/udp, port source 7102/udp",
]


@pytest.mark.parametrize("text", FIXED)
def test_a_source_port_with_its_transport_is_not_opened(text: str) -> None:
    assert source_ports(text) == [([7101], [(7102, 7102)])]


BARE = (
    "- source {}/udp, inbound", "- src {}/udp inbound", "- sport {}/udp inbound", "- inbound, source {}/udp",
    "- inbound: source {}/udp", "- inbound {}/udp (source)", "- Source port: {}/udp (inbound)",
    "- Quelle {}/udp, eingehend", "- origen {}/udp, entrante", "- origine {}/udp, in ingresso",
    "- origem {}/udp, entrada", "- bron {}/udp, inkomend", "- źródło {}/udp, przychodzące",
    "- источник {}/udp, входящий", "- 来源 {}/udp，入站", "- 送信元 {}/udp、受信",
)  # fmt: skip


@pytest.mark.parametrize("text", BARE)
def test_a_source_alone_is_no_port_that_is_opened(text: str) -> None:
    assert source_ports(text.format(7102)) == []


@pytest.mark.parametrize(
    "text", ["- Syslog: destination {}/udp, source 7102/udp, inbound", "- NTP in {}/udp, src 7102"]
)
def test_a_source_beside_a_destination_limits_it(text: str) -> None:
    assert source_ports(text.format(7101)) == [([7101], [(7102, 7102)])]


@pytest.mark.parametrize("cell", ["20514/udp (source)", "20514 (source)/udp", "source 20514/udp"])
def test_a_source_in_a_cell_is_no_port_that_is_opened(cell: str) -> None:
    assert source_ports(f"| Port | Direction |\n|---|---|\n| {cell} | inbound |\n| 7101/tcp | inbound |\n") == [
        ([7101], [])
    ]


@pytest.mark.parametrize("name", ["Log source", "Source server", "Data source:", "Open source service"])
def test_a_name_with_the_word_is_no_such_label(name: str) -> None:
    assert source_ports(f"- {name} 7102/udp inbound") == [([7102], [])]


LEADING = (
    "The clients connect from TCP ports above 1023 to TCP port 7101 of the server.",
    "The clients connect from ports 1024-65535/tcp to port 7101/tcp of the server.",
    "Allow TCP port 7101 of the server from TCP ports > 1023 of the clients.",
    "- Client (TCP ports 1024-65535) to server (TCP port 7101)",
    "Die Clients verbinden sich von den TCP-Ports 1024-65535 zum TCP-Port 7101 des Servers.",
    "Les clients se connectent depuis les ports TCP 1024-65535 vers le port TCP 7101 du serveur.",
    "Los clientes se conectan desde los puertos TCP 1024-65535 al puerto TCP 7101 del servidor.",
    "- Control: cliente (puertos TCP > 1023) a servidor (puerto TCP 7101)",
    "Os clientes ligam-se a partir das portas TCP 1024-65535 à porta TCP 7101 do servidor.",
    "I client si collegano dalle porte TCP superiori a 1023 alla porta TCP 7101 del server.",
    "De clients verbinden van TCP-poorten 1024-65535 naar TCP-poort 7101 van de server.",
    "Клиенты подключаются с портов TCP 1024-65535 к порту TCP 7101 сервера.",
    "Клієнти підключаються з портів TCP 1024-65535 до порту TCP 7101 сервера.",
    "Klienci łączą się z portów TCP 1024-65535 do portu TCP 7101 serwera.",
    "Klienterna ansluter från TCP-portarna 1024-65535 till TCP-port 7101 på servern.",
    "クライアントはTCPポート1024-65535からサーバーのTCPポート7101へ接続します。",
    "客户端从TCP端口1024-65535连接到服务器的TCP端口7101。",
    "클라이언트는 TCP 포트 1024-65535에서 서버의 TCP 포트 7101로 연결합니다.",
)


@pytest.mark.parametrize("text", LEADING)
def test_the_ports_from_which_connections_lead_to_another_are_source_ports(text: str) -> None:
    assert source_ports(text) == [([7101], [(1024, 65535)])]


@pytest.mark.parametrize(
    "text",
    [
        "- Puerto TCP 7101 del servidor hacia los puertos TCP > 1023",
        "The server connects from TCP port 7101 to the TCP ports above 1023 of the clients.",
    ],
)
def test_the_one_port_from_which_they_lead_to_a_range_is_one(text: str) -> None:
    assert source_ports(text) == [([1024], [(7101, 7101)])]


@pytest.mark.parametrize(
    "text",
    [
        "Open TCP ports 7102-7200 in addition to TCP port 7101.",
        "Open TCP ports 7102-7200 and TCP port 7101 to the clients.",
        "TCP ports from 7102 to 7200 and TCP port 7101 are required.",
        "The server uses TCP ports 7102-7200 to serve pages and TCP port 7101 for administration.",
        "Allow TCP ports 7102-7200 from the clients to the server and TCP port 7101.",
        "Traffic from the clients to the server needs TCP ports 7102-7200 and TCP port 7101.",
        "Forward TCP ports 7102-7200 to TCP port 7101.",
    ],
)
def test_ports_beside_others_that_lead_nowhere_are_asked_for(text: str) -> None:
    assert source_ports(text) == [([7102, 7101], [])]


ANSWERS = (
    "Replies are sent from UDP port 7102.", "Answers come back from UDP port 7102.",
    "- Answers come back from port 7102/udp.",
    "Antworten kommen von UDP-Port 7102.", "Les réponses sont envoyées depuis le port UDP 7102.",
    "Las respuestas se envían desde el puerto UDP 7102.", "Le risposte arrivano dalla porta UDP 7102.",
    "As respostas vêm da porta UDP 7102.", "Antwoorden komen van UDP-poort 7102.", "Ответы приходят с порта UDP 7102.",
    "応答は UDP ポート 7102 から送信されます。", "应答从 UDP 端口 7102 发送。",
)  # fmt: skip


@pytest.mark.parametrize("text", ANSWERS)
def test_the_port_from_which_answers_come_is_not_opened(text: str) -> None:
    assert source_ports(f"- TCP 7101\n\n{text}") == [([7101], [])]


def test_a_cell_that_tells_from_where_they_come_opens_nothing_and_limits_nothing() -> None:
    rows = "| 7101/udp | Replies are sent from UDP port 7102. |\n| 7103/udp | web |\n"
    assert source_ports(f"| Port | Notes |\n|---|---|\n{rows}") == [([7101], []), ([7103], [])]


@pytest.mark.parametrize(
    "text",
    [
        "Responses from the hub to UDP port 7102 must be allowed.",
        "Replies are sent to UDP port 7102.",
        "The node answers on UDP port 7102.",
        "The node takes requests from UDP port 7102.",
    ],
)
def test_the_port_to_which_answers_go_is_another(text: str) -> None:
    assert [ports for ports, _ in source_ports(f"- TCP 7101\n\n{text}")] == [[7101], [7102]]


@pytest.mark.parametrize(
    "said",
    [
        "The clients' source ports (49152-65535) need not be opened.",
        "The source ports of the clients (49152-65535) need no rule.",
        "Die Quellports der Clients (49152-65535) müssen nicht geöffnet werden.",
        "Les ports source des clients (49152-65535) n'ont pas à être ouverts.",
        "No es necesario abrir los puertos de origen (49152-65535).",
        "Le porte di origine (49152-65535) non devono essere aperte.",
        "Klienternas källportar (49152-65535) behöver inte öppnas.",
        "Исходные порты клиентов (49152-65535) открывать не нужно.",
        "客户端的源端口（49152-65535）无需开放。",
    ],
)
def test_what_is_said_of_source_ports_closes_no_other(said: str) -> None:
    for text in (f"- 7101/tcp inbound: samples. {said}", f"Open inbound TCP port 7101. {said}"):
        assert open_ports(f"# Mill\n\n## Server\n\n{text}\n") == {7101}
    assert open_ports(f"# Mill\n\n## Server\n\n- 7101/tcp inbound: samples. Do not open it. {said}\n") == set()


@pytest.mark.parametrize(
    "lead",
    [
        "Agents connect (from any source port above 1023) to the server on:",
        "The server accepts connections on the following ports (source ports are dynamic):",
        "Open these inbound ports (the source ports of the clients need no rule):",
        "Öffnen Sie diese eingehenden Ports (die Quellports der Clients sind beliebig):",
    ],
)
def test_a_remark_about_source_ports_says_nothing_of_those_that_a_sentence_leads_to(lead: str) -> None:
    (claim,) = reading_of(page(f"# Mill\n\n## Server\n\n{lead}\n\n- TCP 7101\n"))[0].claims
    assert (claim.need, claim.role in (None, "Server", "server")) == ("required", True)
