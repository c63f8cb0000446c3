"""What is said of a port in other words than the lexicon's own: ties to the host itself, versions, successors."""

from collections.abc import Callable

import pytest

from tests.reading import MARKDOWN, open_ports, page, reading_of

CLOSED = (
    "bound to 127.0.0.1", "restrict to localhost", "loopback", "(127.0.0.1)", "same host", "strictly local",
    "cannot be accessed remotely", "access from other machines is not possible", "phased out", "historical",
    "was used by the old agent before release 3", "ceased to be used in 3.0", "replaced by TCP 9000 in version 5",
    "moved to TCP 9000", "was dropped in favour of TCP 9000", "avoid opening", "must be firewalled off", "keep private",
    "until 5.3", "(up to version 5)", "for versions earlier than v9", "Enterprise edition only", "temporarily",
    "opt-in", "should the site use SNMP", "assuming SNMP is in use", "during installation only", "as needed",
    "an 127.0.0.1 gebunden", "von außen nicht erreichbar", "(bis Version 5.3)", "ersetzt durch TCP 9000",
    "n'est pas accessible depuis l'extérieur", "(jusqu'à la version 5.3)", "no es accesible desde otros equipos",
    "non è raggiungibile dall'esterno", "não é acessível a partir de outras máquinas",
    "niet bereikbaar van buitenaf", "kan inte nås utifrån", "kan ikke nås udefra", "kan ikke nås utenfra",
    "niedostępny z zewnątrz", "není dostupný zvenčí", "недоступен извне", "недоступний ззовні", "dışarıdan erişilemez",
    "ei ole tavoitettavissa ulkopuolelta", "nem érhető el kívülről", "nu este accesibil din exterior",
    "δεν είναι προσβάσιμη από έξω", "không thể truy cập từ bên ngoài", "tidak dapat diakses dari luar",
    "外部からはアクセスできません", "127.0.0.1 にバインド", "无法从外部访问", "绑定到 127.0.0.1",
    "외부에서 접근할 수 없음", "only from the box itself", "reachable only from the very same device",
    "nur von der Maschine selbst erreichbar", "ausschließlich vom eigenen Gerät ansprechbar",
    "joignable uniquement depuis le poste lui-même", "n'écoute que sur localhost", "solo desde la propia máquina",
    "acessível somente a partir da própria máquina", "raggiungibile soltanto dal nodo stesso",
    "alleen bereikbaar vanaf hetzelfde apparaat", "dostępny tylko z tej samej maszyny", "только с того же сервера",
    "nås endast från maskinen själv", "同じ機器からのみ接続可能", "仅限服务器自身访问", "동일한 장비에서만 접근 가능",
    "required solely in clustered sites", "needed exclusively with replication", "lediglich bei Replikation nötig",
    "nur in verteilten Umgebungen nötig", "requis uniquement dans les grappes", "n'est requis qu'en cas de panne",
    "exigido tan solo con la réplica", "richiesta soltanto nelle installazioni distribuite",
    "necessária apenas em alta disponibilidade", "enkel nodig bij replicatie", "potrzebny jedynie przy replikacji",
    "нужен лишь при репликации", "krävs enbart i större installationer", "kræves udelukkende i klynger",
    "potřebný jen při replikaci", "necesar doar în grupuri", "потрібен виключно для реплікації",
    "冗長構成でのみ必要", "仅在集群部署中需要", "클러스터 구성에서만 필요", "yalnızca büyük kümeler için gerekli",
)  # fmt: skip
OPEN = (
    "remote access to the console", "health checks by load balancers on other hosts", "replication (HA)",
    "used for the local cache of remote sites", "required until the migration has ended", "Ha-Proxy statistics",
    "accessible à distance", "von außen erreichbar", "acceso desde la red", "リモートからの管理", "远程管理",
    "used only in the inbound direction", "needed not only in clusters", "nicht nur in Clustern nötig",
    "the same in all releases", "nécessaire, et pas seulement en grappe", "no solo en clústeres",
    "クラスター以外でも必要", "не только при репликации", "usado solo en la entrada",
)  # fmt: skip


NOW = (
    "up to version 3 it only answered on localhost; now it serves the whole network",
    "formerly bound to localhost only; since release 4 it listens on all interfaces",
    "bis Version 3 antwortete er nur auf localhost; jetzt bedient er das ganze Netz",
    "jusqu'à la version 3, il n'écoutait que sur localhost ; désormais il sert tout le réseau",
    "hasta la versión 3 solo respondía en localhost; ahora atiende a toda la red",
    "fino alla versione 3 rispondeva solo su localhost; ora serve tutta la rete",
    "até a versão 3 só respondia em localhost; agora atende toda a rede",
    "tot versie 3 antwoordde hij alleen op localhost; nu bedient hij het hele netwerk",
    "バージョン3までは localhost のみで応答していましたが、現在はネットワーク全体に応答します",
)
ONCE = (
    "formerly it listened on all interfaces; since release 4 it is bound to localhost only",
    "up to version 3 it only answered on localhost; now it is configurable",
    "up to version 3 it only answered on localhost; now it must not be opened to the whole network",
    "up to version 3 it only answered on localhost",
)


def _item(said: str) -> str:
    return f"# Ports\n\n## Hub server\n\nInbound:\n\n- TCP 8443 - {said}\n"


def _row(said: str) -> str:
    head = "| Port | Protocol | Direction | Remark |\n|-|-|-|-|\n"
    return f"# Ports\n\n## Hub server\n\n{head}| 8443 | TCP | in | {said} |\n"


def _is_open(text: str) -> bool:
    """Tell whether the page wants 8443 open, and under no condition."""
    reading, _ = reading_of(page(text, MARKDOWN))
    own = [claim for claim in reading.claims if any(each.start == PORT for each in claim.ports)]
    return any(claim.need == "required" and not claim.condition for claim in own)


PORT = 8443


@pytest.mark.parametrize("place", [_item, _row])
def test_what_is_closed_in_other_words_stays_closed(place: Callable[[str], str]) -> None:
    assert [said for said in CLOSED if _is_open(place(said))] == []


@pytest.mark.parametrize("place", [_item, _row])
def test_words_that_close_nothing_leave_a_port_open(place: Callable[[str], str]) -> None:
    assert [said for said in OPEN if not _is_open(place(said))] == []


@pytest.mark.parametrize("address", ["127.0.0.1", "localhost", "[::1]", "::1"])
def test_a_port_of_an_address_of_the_host_itself_is_local(address: str) -> None:
    rows = f"| Queue | {address}:8444 | TCP |\n| API | 0.0.0.0:8446 | TCP |\n"
    assert open_ports(f"# Hub\n\n| Service | Listen | Protocol |\n|---|---|---|\n{rows}") == {8446}
    assert open_ports(f"# Hub\n\nInbound ports:\n\n* `{address}:8447` TCP: the queue\n* `0.0.0.0:8449` TCP\n") == {8449}


@pytest.mark.parametrize("place", [_item, _row])
def test_what_others_reach_now_is_open_whatever_was_so_once(place: Callable[[str], str]) -> None:
    assert [said for said in NOW if not _is_open(place(said))] == []
    assert [said for said in ONCE if _is_open(place(said))] == []


INSIDE = [
    "the node itself (local traffic, not across nodes)",
    "nodes (only local traffic)",
    "local traffic only",
    "der Knoten selbst (lokaler Verkehr)",
    "le nœud lui-même (trafic local)",
    "nodos (tráfico local)",
    "nós (tráfego local)",
    "nodi (traffico locale)",
    "knooppunten (lokaal verkeer)",
    "узлы (локальный трафик)",
    "节点（本地流量）",
    "ノード（ローカルトラフィック）",
    "węzły (ruch lokalny)",
    "noder (lokal trafik)",
    "düğümler (yerel trafik)",
]


@pytest.mark.parametrize("source", INSIDE)
def test_a_row_whose_source_keeps_its_traffic_inside_is_of_the_host_alone(source: str) -> None:
    assert _needs_of_flow(source) == ["local"]


@pytest.mark.parametrize("source", ["the node itself", "Local traffic manager", "agents (local network)"])
def test_a_source_that_only_names_a_host_keeps_nothing_inside(source: str) -> None:
    assert _needs_of_flow(source) == ["required"]


def _needs_of_flow(source: str) -> list[str]:
    table = f"| Port | Protocol | Source | Destination |\n|---|---|---|---|\n| 9099 | TCP | {source} | Probe |\n"
    reading, _ = reading_of(page(f"# Ports\n\n{table}"))
    return [claim.need for claim in reading.claims]


INTERNAL = [
    "Inbound ports for internal use of the recorder itself",
    "Ports used internally by the appliance itself",
    "Eingehende Ports zur internen Verwendung des Geräts selbst",
    "Ports entrants à usage interne de l'appareil lui-même",
    "Puertos de entrada de uso interno del propio equipo",
    "Portas de entrada de uso interno do próprio equipamento",
    "Porte in ingresso per uso interno dell'apparato stesso",
    "Inkomende poorten voor intern gebruik van het apparaat zelf",
    "Входящие порты для внутреннего использования самого устройства",
    "装置自身の内部で使う受信ポート",
    "设备自身内部使用的入站端口",
    "장비 자체 내부에서 쓰는 수신 포트",
    "Porty przychodzące do użytku wewnętrznego samego urządzenia",
    "Příchozí porty pro vnitřní potřebu samotného zařízení",
    "Inkommande portar för intern användning av enheten själv",
    "Indgående porte til intern brug af enheden selv",
    "Innkommende porter til intern bruk av enheten selv",
    "Saapuvat portit sisäiseen käyttöön laitteen itse",
    "Вхідні порти для внутрішнього використання самого пристрою",
]
KEPT = [
    "The traffic does not leave the machine, so no rule is made for it.",
    "Traffic on these never crosses the network.",
    "No firewall rule is created for them.",
    "Der Verkehr läuft nicht über das Netz.",
    "Le trafic ne passe pas par le réseau.",
    "El tráfico no pasa por la red, de modo que no se crea ninguna regla.",
    "O tráfego não passa pela rede.",
    "Il traffico non passa per la rete.",
    "Het verkeer gaat niet over het netwerk.",
    "Трафик не проходит через сеть.",
    "この通信はネットワークを通りません。",
    "这些流量不经过网络。",
    "이 트래픽은 네트워크를 거치지 않습니다.",
    "Ruch nie przechodzi przez sieć.",
    "Provoz neprochází sítí.",
    "Trafiken går inte över nätverket.",
    "Trafikken går ikke over netværket.",
    "Trafikken går ikke over nettverket.",
    "Трафік не проходить через мережу.",
]
WIDER = ["Inbound ports for internal users", "Inbound ports of the internal network", "Eingehend aus dem internen Netz"]
LED = [
    "The traffic passes through the network.",
    "A rule is made for each of them.",
    "Traffic to the outside never crosses the network of the site; outbound traffic needs no rule.",
]
ITEMS = "- 8443/tcp inbound: queue\n- 8444/udp inbound: cache\n"


def test_below_a_title_or_a_sentence_of_what_stays_on_the_host_no_port_is_open() -> None:
    titled = "# Recorder: ports\n\n## Recorder\n\n### {}\n\n" + ITEMS
    led = "# Recorder: ports\n\n## Recorder\n\n### Inbound queues\n\n{}\n\n" + ITEMS
    assert [each for each in INTERNAL if open_ports(titled.format(each))] == []
    assert [each for each in KEPT if open_ports(led.format(each))] == []
    assert [each for each in WIDER if not open_ports(titled.format(each))] == []
    assert [each for each in LED if not open_ports(led.format(each))] == []
    roles = [{claim.role for claim in reading_of(page(titled.format(each)))[0].claims} for each in INTERNAL]
    assert roles == [{"Recorder"}] * len(INTERNAL)
