"""Directions that a cell or a sentence states, and words of them that state none."""

import pytest

from tests.reading import page, reading_of

ROWS = "| Port | Protocol | Use |\n|---|---|---|\n| 7 | TCP | echo |\n"


def directions(text: str) -> list[str]:
    return [claim.direction for claim in reading_of(page(text))[0].claims]


@pytest.mark.parametrize(
    ("cell", "direction"),
    [
        ("Inbound (from clients)", "inbound"),
        ("From the clients", "inbound"),
        ("To the server", "outbound"),
        ("server", "inbound"),
        ("client to server", "unstated"),
        ("from client to server", "unstated"),
        ("from server to client", "unstated"),
        ("the server itself", "internal"),
        ("Uit", "outbound"),
        ("In/uit", "both"),
        ("Out/i", "both"),
        ("ut / in", "both"),
        ("Tweerichting", "both"),
        ("Вх.", "inbound"),
        ("보내는 트래픽", "outbound"),
        ("A --> B, B <--> B", "unstated"),
        ("A <--> B, B <--> C", "both"),
        (">", "outbound"),
        ("<", "inbound"),
        ("> 1023", "unstated"),
        ("< 1024", "unstated"),
    ],
)
def test_of_a_direction_cell(cell: str, direction: str) -> None:
    assert directions(f"| Port | Direction |\n|---|---|\n| TCP 7 | {cell} |\n") == [direction]


@pytest.mark.parametrize(
    ("cell", "direction"),
    [
        ("TCP (out)", "outbound"),
        ("TCP (in/out)", "both"),
        ("TCP (eingehend)", "inbound"),
        ("TCP (bidirecional)", "both"),
        ("TCP (TLS)", "unstated"),
    ],
)
def test_of_a_remark_beside_the_transport(cell: str, direction: str) -> None:
    assert directions(f"| Port | Protocol |\n|---|---|\n| 7 | {cell} |\n") == [direction]


@pytest.mark.parametrize(("mark", "direction"), [("IO", "both"), ("aus", "outbound"), ("in/out", "both")])
def test_of_a_mark_before_the_port(mark: str, direction: str) -> None:
    assert directions(f"| Port |\n|---|\n| ({mark}) 22/tcp |\n") == [direction]


@pytest.mark.parametrize(
    ("item", "direction"),
    [
        ("7/tcp, entrada: leituras", "inbound"),
        ("entrada, 7/tcp: leituras", "inbound"),
        ("7/tcp, salida: alarmas", "outbound"),
        ("7/tcp, entrée : relevés", "inbound"),
        ("7/tcp, uscita: allarmi", "outbound"),
        ("7/tcp, wejście: odczyty", "inbound"),
        ("7/tcp, выход: тревоги", "outbound"),
        ("7/tcp、受信：検針値", "inbound"),
        ("To install the agent, 7/tcp is used", "unstated"),
    ],
)
def test_of_a_remark_between_a_port_and_what_it_is_for(item: str, direction: str) -> None:
    assert directions(f"# Ports\n\n- {item}\n") == [direction]


def test_of_a_note_that_covers_all_rows() -> None:
    assert directions(f"Firewalls must allow inbound connections to all destination ports.\n\n{ROWS}") == ["inbound"]


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("# 송신\n\n", "outbound"),
        ("# ポートとプロトコル (受信)\n\n", "inbound"),
        ("# Dependências de saída do ambiente\n\n", "outbound"),
        ("# Porte e protocolli (in ingresso)\n\n", "inbound"),
        ("# Eingangssicherheitsregeln\n\n", "inbound"),
        ("**Saída**\n\n", "outbound"),
        ("You must add the following inbound rules.\n\n", "inbound"),
        ("Add inbound and outbound rules.\n\n", "unstated"),
        ("The server listens on these ports.\n\n", "inbound"),
        ("Make sure that no other service is listening on these ports.\n\n", "unstated"),
        ("# A third-party application listening on the ports\n\n", "unstated"),
        ("# Connessioni in ingresso\n\n", "inbound"),
        ("# Outbound, from the hosts\n\n", "outbound"),
        ("# Inbound, to the hosts\n\n", "inbound"),
        ("# Inbound, outbound\n\n", "both"),
        ("# Ingress rules\n\n", "inbound"),
        ("# Ingress\n\n", "inbound"),
        ("# Istio ingress gateway\n\n", "unstated"),
        ("Only services associated with Ingress rules are supported.\n\n", "unstated"),
        ("The hub listens on these ports behind an Ingress.\n\n", "inbound"),
        ("Die folgenden Ports müssen ein- und ausgehend offen sein.\n\n", "both"),
    ],
)
def test_of_words_above_a_table(text: str, direction: str) -> None:
    assert directions(text + ROWS) == [direction]


@pytest.mark.parametrize(
    ("asked", "cells"),
    [
        ("Open these ports, inbound and outbound:", ["Outbound for the feed", "Inbound calls", "Sends outbound mail"]),
        ("Diese Ports müssen ein- und ausgehend offen sein:", ["Ausgehend zum Melder", "Eingehend", "Seiten"]),
        ("以下のポートを受信と送信の両方で開いてください。", ["送信：統計", "受信：管理", "ページ"]),
    ],
)
def test_a_row_that_begins_with_one_direction_is_no_case_of_both(asked: str, cells: list[str]) -> None:
    rows = "".join(f"| 710{n} | TCP | {cell} |\n" for n, cell in enumerate((*cells, "Inbound and outbound traffic")))
    table = f"| Port | Protocol | Description |\n|---|---|---|\n{rows}"

    assert directions(f"# Heron\n\n{asked}\n\n{table}") == ["outbound", "inbound", "both", "both"]


def test_who_listens_on_another_port_says_nothing_of_a_table() -> None:
    said = "The mapper (listening on port 135) tells clients which port a service uses.\n\n"

    assert directions(said + ROWS) == ["unstated", "inbound"]


@pytest.mark.parametrize(
    "item",
    [
        "UDP destination port 7 inbound, and UDP source port 7 outbound",
        "UDP-Zielport 7 eingehend und UDP-Quellport 7 ausgehend",
    ],
)
def test_of_a_source_port_is_none_of_the_connection(item: str) -> None:
    assert directions(f"# Ports\n\n- {item}\n") == ["inbound"]


INBOUND, OUTBOUND = "Table 1: Inbound ports\n\n", "Table 2: Outbound ports\n\n"


@pytest.mark.parametrize("text", [f"{ROWS}\n{INBOUND}{ROWS}\n{OUTBOUND}", f"{INBOUND}{ROWS}\n{OUTBOUND}{ROWS}"])
def test_of_captions_on_the_side_where_the_page_sets_them(text: str) -> None:
    assert directions(text) == ["inbound", "outbound"]


def test_of_a_title_is_surer_than_that_of_a_description() -> None:
    text = "### Inbound ports\n\n| Port | Description |\n|---|---|\n| 7 | From its inbound and outbound addresses. |\n"

    assert directions(text) == ["inbound"]


@pytest.mark.parametrize(
    "head",
    [
        "Who connects",
        "Accessible from",
        "Callers",
        "Zugriff von",
        "Accesible desde",
        "接続元ホスト",
        "Доступ из",
        "访问来源",
    ],
)
def test_a_column_of_those_who_connect_says_that_they_come_in(head: str) -> None:
    table = f"| Component | Port | Transport | {head} |\n|---|---|---|---|\n| Store | 9000 | TCP | Gateway |\n"
    reading, _ = reading_of(page(f"# Mill\n\n{table}"))
    assert [(each.direction, each.peers) for each in reading.claims] == [("inbound", ("Gateway",))]
    reading, _ = reading_of(page(f"# Mill\n\n## Outbound\n\n{table}"))
    assert [each.direction for each in reading.claims] == ["outbound"], "the heading says so in plain words"


def test_a_column_of_those_at_the_other_end_says_no_way() -> None:
    text = "# Mill\n\n| Component | Port | Transport | Used by |\n|---|---|---|---|\n| Store | 9000 | TCP | Gateway |\n"
    reading, _ = reading_of(page(text))
    assert [(each.direction, each.peers) for each in reading.claims] == [("unstated", ("Gateway",))]


@pytest.mark.parametrize(
    "head",
    ["From/To", "Do/z", "De / vers", "Da/a", "Desde/hasta", "Из/в", "Kimden/kime", "Honnan/hova", "寄件者/收件者"],
)
def test_a_column_of_both_ends_names_the_one_that_the_direction_leaves(head: str) -> None:
    rows = "| 7 | TCP | clerk | inbound |\n| 8 | TCP | miller | outbound |\n"
    table = f"| Port | Protocol | {head} | Direction |\n|---|---|---|---|\n{rows}"
    reading, _ = reading_of(page(f"# Mill\n\n{table}"))
    assert [(each.source, each.destination) for each in reading.claims] == [("clerk", None), (None, "miller")]


@pytest.mark.parametrize(
    ("sender", "receiver"),
    [
        ("Sender", "Receiver"),
        ("Nadawca", "Odbiorca"),
        ("Expéditeur", "Destinataire"),
        ("寄件者", "收件者"),
        ("송신자", "수신자"),
        ("Отправитель", "Получатель"),
    ],
)
def test_columns_of_senders_and_receivers_are_both_ends(sender: str, receiver: str) -> None:
    table = f"| Port | Protocol | {sender} | {receiver} |\n|---|---|---|---|\n| 7 | TCP | clerk | miller |\n"
    reading, _ = reading_of(page(f"# Mill\n\n{table}"))
    assert [(each.source, each.destination) for each in reading.claims] == [("clerk", "miller")]


def test_an_arrow_in_a_column_of_both_ends_names_both() -> None:
    rows = "| 7 | TCP | clerk → miller |\n| 8 | TCP | miller ↔ baker |\n"
    reading, _ = reading_of(page(f"# Mill\n\n| Port | Protocol | Source/Destination |\n|---|---|---|\n{rows}"))
    found = [(each.source, each.destination, each.direction) for each in reading.claims]
    assert found == [("clerk", "miller", "unstated"), ("miller", "baker", "both")]


@pytest.mark.parametrize(
    ("head", "cells", "ends"),
    [
        ("Source / Destination", ("clerk / miller", "miller / WAN"), [("clerk", "miller"), ("miller", "WAN")]),
        ("Origine / destinazione", ("CLERK / MILLER", "MILLER / SQL"), [("CLERK", "MILLER"), ("MILLER", "SQL")]),
        ("Ziel / Quelle", ("Müller / Schreiber", "Netz / Müller"), [("Schreiber", "Müller"), ("Müller", "Netz")]),
        ("源/目标", ("clerk / miller", "miller / store"), [("clerk", "miller"), ("miller", "store")]),
        ("Source / Destination", ("clerk / miller", "miller"), [("clerk / miller", None), (None, "miller")]),
        ("Source / Destination", ("TCP/IP clerk", "miller/baker"), [("TCP/IP clerk", None), (None, "miller/baker")]),
    ],
)  # fmt: skip
def test_two_ends_in_each_cell_of_a_column_of_both_are_both(
    head: str, cells: tuple[str, str], ends: list[tuple[str | None, str | None]]
) -> None:
    rows = f"| 7 | TCP | {cells[0]} | inbound |\n| 8 | TCP | {cells[1]} | outbound |\n"
    table = f"| Port | Protocol | {head} | Direction |\n|---|---|---|---|\n{rows}"
    reading, _ = reading_of(page(f"# Mill\n\n{table}"))
    assert [(each.source, each.destination) for each in reading.claims] == ends
    assert [each.provenance.quote.split(" | ")[2] for each in reading.claims] == [*cells], "the page's own words"


@pytest.mark.parametrize(
    ("sentence", "way"),
    [
        ("TCP port 7 is not only outbound: the routers must also accept inbound connections on it.", "both"),
        (
            "A porta TCP 7 não é apenas de saída: os roteadores também precisam aceitar conexões de entrada nela.",
            "both",
        ),
        ("El puerto TCP 7 no es solo de salida: los nodos también deben aceptar en él conexiones de entrada.", "both"),
        ("TCP-poort 7 is niet alleen uitgaand: de routers moeten er ook inkomende verbindingen op aannemen.", "both"),
        ("TCP-порт 7 не только исходящий: узлы должны также принимать на нём входящие соединения.", "both"),
        ("UDP port 7 is used inbound only.", "inbound"),
        ("Open not only inbound TCP port 7 but also a window.", "inbound"),
        ("A porta UDP 7 é usada somente na entrada.", "inbound"),
        ("Le port UDP 7 n'est utilisé qu'en entrée.", "inbound"),
        ("受信方向の UDP ポート 7 を開放してください。", "inbound"),
    ],
)
def test_of_a_sentence_that_says_little_else(sentence: str, way: str) -> None:
    assert directions(f"# Routers\n\n{sentence}\n") == [way]


@pytest.mark.parametrize(
    ("purpose", "way"),
    [
        ("Outbound control channel (the node needs no inbound holes)", "outbound"),
        ("Ausgehender Steuerkanal, keine eingehenden Verbindungen", "outbound"),
        ("Canal de commande sortant, aucune connexion entrante", "outbound"),
        ("Conexiones salientes, sin conexiones entrantes", "outbound"),
        ("Outbound and inbound control channel", "both"),
        ("HTTP server, reached via Ingress or a route", "unstated"),
        ("Ingress from the agents", "inbound"),
        ("Ingress traffic of the agents", "inbound"),
    ],
)
def test_of_a_purpose(purpose: str, way: str) -> None:
    assert directions(f"# Hub\n\n| Port | Protocol | Purpose |\n|---|---|---|\n| 70 | TCP | {purpose} |\n") == [way]


def test_of_each_of_two_ports_that_an_and_joins() -> None:
    assert directions("# Hub\n\nPermit ingress on TCP port 70 and egress on TCP port 90.\n") == ["inbound", "outbound"]


@pytest.mark.parametrize(
    ("heads", "open", "optional", "no"),
    [
        (("Inbound", "Outbound"), "OPEN*", "OPTIONAL (for relays)", "Closed"),
        (("Inbound", "Outbound"), "Yes †", "Optional", "No (never)"),
        (("Inbound", "Outbound"), "Allowed, always", "Optional - for relays", "Not required"),
        (("Eingehend", "Ausgehend"), "Offen*", "Optional (für Relais)", "Geschlossen"),
        (("Entrant", "Sortant"), "Oui*", "Facultatif (relais)", "Non"),
        (("Entrada", "Saída"), "Sim*", "Opcional (relés)", "Não (nunca)"),
        (("Входящие", "Исходящие"), "Открыт*", "Необязательно (для реле)", "Закрыт"),
        (("入站", "出站"), "开放*", "可选（中继）", "关闭"),
        (("受信", "送信"), "はい*", "任意（リレー）", "いいえ"),
        (("인바운드", "아웃바운드"), "예*", "선택 사항(릴레이)", "아니요"),
        (("Przychodzące", "Wychodzące"), "Tak*", "Opcjonalnie (przekaźniki)", "Nie"),
        (("Gelen", "Giden"), "Evet*", "İsteğe bağlı (röleler)", "Hayır"),
    ],
)
def test_of_answers_with_a_remark_below_both_ways(heads: tuple[str, str], open: str, optional: str, no: str) -> None:
    cells = [(optional, open), (no, open), (open, no)]
    rows = "".join(f"| 710{at}/tcp | {one} | {other} |\n" for at, (one, other) in enumerate(cells))
    claims = reading_of(page(f"| Port | {heads[0]} | {heads[1]} |\n|---|---|---|\n{rows}"))[0].claims
    assert [(each.direction, each.need) for each in claims] == [
        ("both", "optional"),
        ("outbound", "required"),
        ("inbound", "required"),
    ]


def test_ports_below_both_ways_are_no_answers() -> None:
    rows = "| relay | Open (TCP 7101) | Yes, UDP 7102 |\n| agent | TCP 7103 | UDP 7104 (optional) |\n"
    claims = reading_of(page(f"| Host | Inbound | Outbound |\n|---|---|---|\n{rows}"))[0].claims
    assert [(str(each.ports[0]), each.direction) for each in claims] == [
        ("7101", "inbound"),
        ("7102", "outbound"),
        ("7103", "inbound"),
        ("7104", "outbound"),
    ]


@pytest.mark.parametrize(
    "head",
    [
        "Listen port", "Listen-Port", "Lauschport", "Überwachter Port", "Port d'écoute", "Puerto de escucha",
        "Porta de escuta", "Porta di ascolto", "Luisterpoort", "Слушающий порт", "Порт прослуховування", "监听端口",
        "監聽端口", "待受ポート", "수신 대기 포트", "Port nasłuchu", "Naslouchací port", "Lyssningsport", "Lytteport",
        "Kuunteluportti", "Figyelő port", "Port de ascultare", "Cổng lắng nghe", "Port pendengar", "Θύρα ακρόασης",
        "Dinleme portu", "منفذ الاستماع", "พอร์ตที่รับฟัง",
    ],
)  # fmt: skip
def test_what_comes_in_has_the_ports_that_are_listened_on(head: str) -> None:
    assert directions(f"# Heron\n\n| {head} | Notiz |\n|---|---|\n| 7101/tcp | a |\n") == ["inbound"]


@pytest.mark.parametrize("head", ["服务端口", "服務端口", "Peer port", "Gegenstellen-Port"])
def test_of_the_port_of_a_service_nothing_tells_the_way(head: str) -> None:
    assert directions(f"# Heron\n\n| {head} | Notiz |\n|---|---|\n| 7101/tcp | a |\n") == ["unstated"]


@pytest.mark.parametrize(
    "title",
    [
        "Outgoing mail server (SMTP)", "Incoming server", "Ausgehender Mailserver", "Serveur sortant",
        "Servidor de correo saliente", "Server in uscita", "SMTP送信設定（送信サーバー）", "POP3受信設定", "发件服务器",
    ],
)  # fmt: skip
def test_servers_that_send_or_receive_mail_state_no_direction(title: str) -> None:
    reading, _ = reading_of(page(f"# Mail\n\n## {title}\n\n| Setting | Value |\n|---|---|\n| Port | 587/tcp |\n"))
    assert [each.direction for each in reading.claims] == ["unstated"]


LISTENING = (
    "Listen address", "Bind address", "Listens on", "Bind-Adresse", "Bindungsadresse", "Adresse d'écoute",
    "Dirección de escucha", "Indirizzo di ascolto", "Endereço de escuta", "Luisteradres", "Adres nasłuchu",
    "Адрес прослушивания", "Адреса прослуховування", "Lyssningsadress", "Lytter", "Kuunteluosoite", "监听地址",
    "待ち受けアドレス", "수신 주소", "Dinleme adresi",
)  # fmt: skip


@pytest.mark.parametrize("head", LISTENING)
def test_what_listens_on_all_interfaces_takes_connections_in(head: str) -> None:
    cells = ("0.0.0.0", "::", "`*`", "0.0.0.0, ::", "all interfaces", "127.0.0.1", "10.1.2.3")  # noqa: S104
    rows = "".join(f"| 710{at}/tcp | {cell} |\n" for at, cell in enumerate(cells))
    found = directions(f"# Heron\n\n| Port | {head} |\n|---|---|\n{rows}")

    assert found == [*["inbound"] * 5, "internal", "unstated"]


@pytest.mark.parametrize(
    ("title", "head", "cell", "direction"),
    [
        ("# Heron", "Endpoint", "0.0.0.0", "unstated"),  # noqa: S104
        ("# Heron", "Destination", "0.0.0.0", "unstated"),  # noqa: S104
        ("# Heron: outbound connections", "Bind address", "0.0.0.0", "outbound"),  # noqa: S104
    ],
)
def test_such_an_address_elsewhere_tells_no_way(title: str, head: str, cell: str, direction: str) -> None:
    assert directions(f"{title}\n\n| Port | {head} |\n|---|---|\n| 7101/tcp | {cell} |\n") == [direction]
