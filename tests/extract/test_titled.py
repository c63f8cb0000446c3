"""Titles of ports: whose they are, which way they pass, and between whom."""

import pytest

from portspec.document import Text
from portspec.extract.ends.routes import route
from portspec.extract.ends.titled import host_of_title
from tests.reading import page, reading_of


def host(title: str) -> str | None:
    found = host_of_title(Text(title, 0, len(title)))
    return found.value if found else None


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Ports used by the vault", "vault"),
        ("Ports and port ranges used by Depot Software", "Depot Software"),
        ("Ports the relay needs", "relay"),
        ("Ports Kestrel listens on", "Kestrel"),
        ("Ports used by the backup server (optional)", "backup server"),
        ("Von Kestrel verwendete Ports", "Kestrel"),
        ("Vom Kestrel-Dienst benötigte Ports", "Kestrel-Dienst"),
        ("Ports, auf denen Kestrel lauscht", "Kestrel"),
        ("Ports utilisés par Kestrel", "Kestrel"),
        ("Puertos utilizados por Kestrel", "Kestrel"),
        ("Porte utilizzate da Kestrel", "Kestrel"),
        ("Portas usadas pelo Kestrel", "Kestrel"),
        ("Door Kestrel gebruikte poorten", "Kestrel"),
        ("Порты, которые использует Kestrel", "Kestrel"),
        ("Porty używane przez Kestrel", "Kestrel"),
        ("A Kestrel által használt portok", "Kestrel"),
        ("Kestrel tarafından kullanılan portlar", "Kestrel"),
        ("Kestrel 使用的端口", "Kestrel"),
        ("Kestrel が使用するポート", "Kestrel"),
        ("Kestrel에서 사용하는 포트", "Kestrel"),
        ("Cổng mà Kestrel sử dụng", "Kestrel"),
    ],
)
def test_who_uses_ports_is_their_host(title: str, name: str) -> None:
    assert host(title) == name


@pytest.mark.parametrize(
    "title", ["Ports used by operators", "Ports used by local tools", "Von Clients verwendete Ports"]
)
def test_who_only_connects_does_not_own_ports(title: str) -> None:
    assert host(title) == title


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Inbound, to the hosts", "hosts"),
        ("Outbound access from Kestrel", "Kestrel"),
        ("Optional outbound connections from relay nodes", "relay nodes"),
        ("Ausgehende Verbindungen vom Hub", "Hub"),
        ("Eingehend zum Hub", "Hub"),
        ("Sortant depuis le hub", "hub"),
        ("Saliente desde el servidor", "servidor"),
        ("Inbound from agents", None),
        ("Outbound to the hub", None),
        ("Inbound traffic to the internet", None),
    ],
)
def test_the_end_behind_a_direction_is_the_host_or_the_other_one(title: str, name: str | None) -> None:
    assert host(title) == name


@pytest.mark.parametrize(
    ("title", "ends"),
    [
        ("Communication between nodes", ("nodes", "nodes")),
        ("Ports required for traffic between cluster nodes", ("cluster nodes", "cluster nodes")),
        ("Kommunikation zwischen den Knoten", ("Knoten", "Knoten")),
        ("Communication entre les nœuds", ("nœuds", "nœuds")),
        ("Comunicación entre nodos", ("nodos", "nodos")),
        ("Traffic between relay servers and store servers", ("relay servers", "store servers")),
        ("Differences between nodes", (None, None)),
        ("Moving between 7100 and 7101", (None, None)),
    ],
)
def test_hosts_between_which_traffic_passes_are_both_ends(title: str, ends: tuple[str | None, str | None]) -> None:
    reading, _ = reading_of(page(f"# Depot\n\n## {title}\n\n| Port | Protocol |\n|---|---|\n| 7100 | TCP |\n"))

    assert [(claim.source, claim.destination) for claim in reading.claims] == [ends]
    assert [claim.direction for claim in reading.claims] == ["both" if len(set(ends)) > 1 else "unstated"]


@pytest.mark.parametrize(
    "title",
    [
        "Configure your firewall",
        "Changing default ports",
        "Step 6. Verifying the installation",
        "Hostnames to allow",
        "Default-zone allowlist",
        "Ihre Firewall anpassen",
        "Modifier votre pare-feu",
        "更改默认端口",
        "Проверка портов",
    ],
)
def test_what_is_done_with_ports_is_no_host(title: str) -> None:
    assert host(title) is None


@pytest.mark.parametrize("label", ["Location: conf/depot.yaml", "Kestrel forwards marks outward through Heron:"])
def test_a_line_that_says_something_names_no_host(label: str) -> None:
    text = f"# Depot\n\n## Ports\n\n{label}\n\n| Port | Protocol |\n|---|---|\n| 7100 | TCP |\n"
    reading, _ = reading_of(page(text))

    assert [claim.role for claim in reading.claims] == [None]


@pytest.mark.parametrize(
    "title",
    [
        "Traffic to and from the kestrel", "Network traffic from and to the kestrel", "Traffic to/from kestrel",
        "Verkehr von und zu kestrel", "Datenverkehr vom und zum kestrel", "Trafic depuis et vers le kestrel",
        "Tráfico desde y hacia el kestrel", "Tráfego de e para o kestrel", "Traffico da e verso il kestrel",
        "Verkeer van en naar de kestrel", "Trafik till och från kestrel", "Trafik til og fra kestrel",
        "Ruch do i z kestrel", "Provoz z a do kestrel", "Трафик от и к kestrel", "Трафік від і до kestrel",
        "进出kestrel的流量", "kestrelとの間の通信", "kestrel로 오가는 트래픽",
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "shape", ["- {} 7101/tcp\n- {} 7102/tcp\n", "| Way | Port |\n|---|---|\n| {} | 7101/tcp |\n| {} | 7102/tcp |\n"]
)
def test_a_title_of_both_ways_names_the_host_and_no_ends(title: str, shape: str) -> None:
    text = f"# Aviary\n\n## {title}\n\n{shape.format('inbound', 'outbound')}"
    found = [
        (claim.role, claim.direction, claim.source, claim.destination) for claim in reading_of(page(text))[0].claims
    ]
    assert found == [("kestrel", "inbound", None, None), ("kestrel", "outbound", None, None)]


def test_who_only_connects_is_no_host_of_both_ways() -> None:
    text = "# Aviary\n\n## Node\n\n### Traffic to and from clients\n\n- inbound 7101/tcp\n"
    (claim,) = reading_of(page(text))[0].claims
    assert (claim.role, claim.source, claim.destination) == ("Node", None, None)


OUTSIDE = [
    ("Sending to the outside", "Receiving from the outside"),
    ("Traffic to the internet", "Traffic from the internet"),
    ("Verkehr nach außen", "Verkehr von außen"),
    ("Trafic vers l'extérieur", "Trafic depuis l'extérieur"),
    ("Tráfico hacia internet", "Tráfico desde internet"),
    ("Tráfego para a internet", "Tráfego a partir da internet"),
    ("Traffico verso internet", "Traffico dall'esterno"),
    ("Verkeer naar buiten", "Verkeer van buitenaf"),
    ("Трафик в интернет", "Трафик извне"),
    ("Трафік назовні", "Трафік ззовні"),
    ("Ruch do internetu", "Ruch z internetu"),
    ("Provoz do internetu", "Provoz zvenčí"),
    ("Trafik till internet", "Trafik från internet"),
    ("Trafik til internettet", "Trafik fra internettet"),
    ("Trafikk til internett", "Trafikk fra internett"),
    ("Liikenne internetiin", "Liikenne ulkoa"),
    ("Forgalom az internet felé", "Forgalom az internet felől"),
    ("Trafic către internet", "Trafic din internet"),
    ("Lưu lượng ra ngoài", "Lưu lượng từ bên ngoài"),
    ("Koneksi ke luar", "Koneksi dari luar"),
    ("Κίνηση προς το διαδίκτυο", "Κίνηση από το διαδίκτυο"),
    ("الاتصالات إلى الخارج", "الاتصالات من الخارج"),
    ("การเชื่อมต่อไปยังภายนอก", "การเชื่อมต่อจากภายนอก"),
    ("Dışarıya giden trafik", "Dışarıdan gelen trafik"),
    ("外部への送信", "外部からの受信"),
    ("インターネットへの通信", "インターネットからの通信"),
    ("对外发送", "来自外部的流量"),
    ("외부로의 송신", "외부로부터의 수신"),
]


@pytest.mark.parametrize(("sent", "received"), OUTSIDE)
def test_a_title_of_what_goes_outside_states_a_direction_and_no_host(sent: str, received: str) -> None:
    text = f"# Heron\n\n## Gate\n\n### {sent}\n\n- TCP 7101: logs\n\n### {received}\n\n- TCP 7102: calls\n"
    reading, _ = reading_of(page(text))
    assert [(claim.role, claim.direction) for claim in reading.claims] == [("Gate", "outbound"), ("Gate", "inbound")]


@pytest.mark.parametrize(
    "title", ["Internet gateway", "Outside relay", "外部サーバー", "Relays connected to the internet"]
)
def test_a_host_named_by_the_outside_is_one(title: str) -> None:
    assert host(title) == title


@pytest.mark.parametrize(
    ("title", "ends"),
    [
        ("Servidor do armazém: portas de entrada", (None, None)),
        ("Servidor do cliente: portas de entrada", (None, None)),
        ("Agenci do serwera: przychodzące", ("Agenci", "serwera")),
        ("Agenti do serveru: příchozí", ("Agenti", "serveru")),
        ("Agents to hub: inbound", ("Agents", "hub")),
    ],
)
def test_a_word_that_is_an_of_in_the_language_of_its_title_leads_nowhere(
    title: str, ends: tuple[str | None, str | None]
) -> None:
    assert route(title)[:2] == ends


GROUPS = {
    "Client traffic": "Mill",
    "Cluster communication": "Mill",
    "Agent connections": "Mill",
    "Relay server": "Relay server",
}


@pytest.mark.parametrize(("title", "host"), GROUPS.items())
def test_a_group_row_named_by_its_traffic_is_of_the_host_above(title: str, host: str) -> None:
    rows = f"<tr><td>7101</td><td>TCP</td></tr><tr><td colspan=2>{title}</td></tr><tr><td>7102</td><td>TCP</td></tr>"
    table = f"<table><tr><th>Inbound port</th><th>Protocol</th></tr>{rows}</table>"
    reading, _ = reading_of(page(f"<h1>Ports</h1><h2>Mill</h2>{table}", "text/html"))
    assert [each.role for each in reading.claims] == ["Mill", host]


SINGULAR = ["The listen port can be changed in mill.conf.", "Der eingehende Port kann geändert werden."]


@pytest.mark.parametrize("said", SINGULAR)
def test_a_sentence_about_one_port_says_no_way_of_those_below(said: str) -> None:
    reading, _ = reading_of(page(f"# Ports\n\n## Mill\n\n{said}\n\n| Port | Protocol |\n|---|---|\n| 7101 | TCP |\n"))
    assert [each.direction for each in reading.claims] == ["unstated"]


@pytest.mark.parametrize(
    "title",
    [
        "What to let in", "How to configure it", "Was erlaubt ist", "Ce qui doit être ouvert", "Qué se debe abrir",
        "Cosa aprire", "O que abrir", "Wat open moet", "Co otworzyć", "Что открыть", "何を開けるか", "如何配置",
    ],
)  # fmt: skip
def test_a_title_that_asks_names_no_host(title: str) -> None:
    table = "| Port | Protocol | Direction |\n|---|---|---|\n| 7101 | TCP | Inbound |\n"
    reading, _ = reading_of(page(f"# Mill\n\n## Door controllers\n\n### {title}\n\n{table}"))
    assert [claim.role for claim in reading.claims] == ["Door controllers"]


@pytest.mark.parametrize(
    "title",
    [
        "Inbound ports by host",
        "Inbound ports of each host",
        "Eingehende Ports je Server",
        "Ports entrants par hôte",
        "Puertos de entrada por servidor",
        "各服务器的入站端口",
        "サーバー別の受信ポート",
    ],
)
def test_what_a_title_sorts_ports_by_is_no_host(title: str) -> None:
    text = f"# Beacon\n\n## {title}\n\n- Lighthouse\n  - 34260/tcp: lamps\n- Harbour office\n  - 34270/tcp: logbook\n"
    assert [claim.role for claim in reading_of(page(text))[0].claims] == ["Lighthouse", "Harbour office"]
