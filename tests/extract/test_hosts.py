"""Hosts: which words of a title, a sentence or a cell name the kind of host."""

import re

import pytest

from portspec.document import Text
from portspec.extract.ends.hosts import host_in_lead, is_generic
from portspec.extract.ends.several import split_hosts
from portspec.extract.ends.titled import host_of_title
from tests.reading import HTML, page, reading_of


@pytest.mark.parametrize(
    ("cell", "hosts"),
    [
        ("Store, relay", ("Store", "relay")),
        ("Store\nRelay", ("Store", "Relay")),
        ("Store / relay", ("Store", "relay")),
        ("agents and servers", ("agents", "servers")),
        ("Server (primary, secondary)", ("Server (primary, secondary)",)),
        ("Search and analytics suite", ("Search and analytics suite",)),
        ("节点、网关", ("节点", "网关")),
    ],
)
def test_the_hosts_of_a_cell(cell: str, hosts: tuple[str, ...]) -> None:
    assert split_hosts(cell) == hosts


@pytest.mark.parametrize(
    "cell",
    ["Indexer a searcher", "Indexer i searcher", "Indexer oraz searcher", "Indexer ve searcher", "Indexer és searcher"],
)
def test_any_word_for_and_joins_names_that_stand_alone_elsewhere(cell: str) -> None:
    assert split_hosts(cell, frozenset(("indexer", "searcher"))) == ("Indexer", "searcher")
    assert split_hosts(cell, frozenset(("indexer",))) == (cell,)


def test_names_that_stand_alone_elsewhere_are_hosts() -> None:
    assert split_hosts("Indexer and searcher", frozenset(("indexer", "searcher"))) == ("Indexer", "searcher")


@pytest.mark.parametrize(
    ("title", "host"),
    [
        ("Opened ports on standalone servers", "standalone servers"),
        ("Server: required inbound ports", "Server"),
        ("Inbound rules for agent nodes", "agent nodes"),
        ("Retired inbound ports", None),
        ("Portas de entrada a abrir", None),
        ("Ausgehend", None),
        ("Controllers", "Controllers"),
    ],
)
def test_the_host_of_a_title(title: str, host: str | None) -> None:
    found = host_of_title(Text(title, 0, len(title)))

    assert (found.value if found else None) == host


GENERIC = """
    Getting started | Network security | Connectivity | Internet ports
    Voraussetzungen | Firewallregeln | Erforderliche Ports | Ausgehender Verkehr | Ports und Protokolle
    Prérequis | Connexions sortantes | Ports internes | Règles de pare-feu
    Requisitos previos | Puertos y protocolos | Conexiones | Acceso a la red
    Prerequisiti | Porte esterne | Regole del firewall
    Pré-requisitos | Visão geral | Portas internas
    Vereisten | Uitgaande verbindingen | Poorten en protocollen
    Wymagania wstępne | Połączenia wychodzące | Porty wewnętrzne
    Předpoklady | Příchozí spojení | Pravidla brány firewall
    Förutsättningar | Utgående anslutningar | Brandväggsregler
    Предварительные требования | Исходящие подключения | Порты по умолчанию
    Передумови | Вихідні з'єднання | Önkoşullar | Bağlantılar
    前提条件 | ファイアウォール設定 | 必要なポート | 先决条件 | 入站连接 | 內部連接埠 | 防火牆規則
    사전 요구 사항 | 아웃바운드 연결 | Forudsætninger | Indgående forbindelser
    Forutsetninger | Innkommende tilkoblinger | Edellytykset | Lähtevät yhteydet
    Előfeltételek | Bejövő kapcsolatok | Cerințe preliminare | Điều kiện tiên quyết
    Prasyarat | Koneksi keluar | Προαπαιτούμενα | Εξερχόμενες συνδέσεις
    This rule | Diese Regel | Cette règle | Esta regla | Questa regola | Zapora sieciowa | Firewallconfiguratie
    Step 4 | Schritt 2 | Étape 3 | Paso 2 | Шаг 2 | 步骤 4 | Architecture de déploiement | Requisitos de conectividad
    Environment variables | Umgebungsvariablen | Переменные окружения | Port 8443
    Important constraints | Relay-specific rules | Optional ports | Additional requirements | Known limitations
    Special considerations | Important notes | Platform-specific notes | Version-specific ports | Prerequisites
    Caveats | Restrictions | Assumptions | Dependencies | Limitations and constraints
    Environment-specific settings | Advanced options | Basic settings | Common problems | Best practices
    Recommended settings | Mandatory ports | Conditional ports | Vendor-specific ports
    Wichtige Einschränkungen | Relay-spezifische Regeln | Optionale Ports | Zusätzliche Anforderungen
    Bekannte Einschränkungen | Besondere Hinweise | Voraussetzungen | Randbedingungen
    Contraintes importantes | Ports optionnels | Ports facultatifs | Exigences supplémentaires
    Limitations connues | Remarques importantes | Prérequis | Restrictions
    Restricciones importantes | Reglas específicas | Puertos opcionales | Requisitos adicionales
    Limitaciones conocidas | Consideraciones importantes | Requisitos previos | Casos especiales
    Restrições importantes | Regras específicas | Portas opcionais | Requisitos adicionais
    Limitações conhecidas | Considerações importantes | Pré-requisitos | Casos especiais
    Vincoli importanti | Regole specifiche | Porte opzionali | Porte facoltative | Requisiti aggiuntivi
    Limitazioni note | Considerazioni importanti | Prerequisiti
    Belangrijke beperkingen | Specifieke regels | Optionele poorten | Aanvullende vereisten
    Bekende beperkingen | Belangrijke opmerkingen | Vereisten | Bijzondere gevallen
    Важные ограничения | Особые правила | Дополнительные порты | Необязательные порты
    Дополнительные требования | Известные ограничения | Важные замечания | Предварительные требования
    Важливі обмеження | Особливі правила | Додаткові порти | Необов'язкові порти | Додаткові вимоги
    Відомі обмеження | Важливі зауваження | Рекомендації
    重要限制 | 特定规则 | 可选端口 | 其他要求 | 已知限制 | 注意事项 | 先决条件 | 特殊情况
    重要な制約 | 固有のルール | オプションのポート | 任意のポート | 追加要件 | 既知の制限事項 | 注意事項 | 前提条件
    중요 제약 사항 | 특정 규칙 | 선택적 포트 | 추가 요구 사항 | 알려진 제한 사항 | 주의 사항 | 전제 조건 | 권장 사항
    Ważne ograniczenia | Reguły szczególne | Porty opcjonalne | Dodatkowe wymagania | Znane ograniczenia
    Ważne uwagi | Wymagania wstępne | Przypadki szczególne
    Důležitá omezení | Zvláštní pravidla | Volitelné porty | Další požadavky | Známá omezení | Důležité poznámky
    Předpoklady | Zvláštní případy
    Viktiga begränsningar | Särskilda regler | Valfria portar | Ytterligare krav | Kända begränsningar
    Viktiga anmärkningar | Förutsättningar | Specialfall
    Vigtige begrænsninger | Særlige regler | Valgfrie porte | Yderligere krav | Kendte begrænsninger
    Vigtige bemærkninger | Forudsætninger | Anbefalinger
    Viktige begrensninger | Spesielle regler | Valgfrie porter | Ytterligere krav | Kjente begrensninger
    Viktige merknader | Forutsetninger | Anbefalinger
    Tärkeät rajoitukset | Erityiset säännöt | Valinnaiset portit | Lisävaatimukset | Tunnetut rajoitukset
    Tärkeitä huomautuksia | Edellytykset | Erikoistapaukset
    Fontos korlátozások | Speciális szabályok | Opcionális portok | További követelmények | Ismert korlátozások
    Fontos megjegyzések | Előfeltételek | Különleges esetek
    Constrângeri importante | Reguli specifice | Porturi opționale | Cerințe suplimentare | Limitări cunoscute
    Observații importante | Cerințe preliminare | Cazuri speciale
    Ràng buộc quan trọng | Quy tắc cụ thể | Cổng tùy chọn | Yêu cầu bổ sung | Hạn chế đã biết | Lưu ý quan trọng
    Điều kiện tiên quyết | Trường hợp đặc biệt
    Batasan penting | Aturan khusus | Port opsional | Persyaratan tambahan | Batasan yang diketahui
    Catatan penting | Prasyarat | Kasus khusus
    Σημαντικοί περιορισμοί | Ειδικοί κανόνες | Προαιρετικές θύρες | Πρόσθετες απαιτήσεις | Γνωστοί περιορισμοί
    Σημαντικές σημειώσεις | Προϋποθέσεις | Ειδικές περιπτώσεις
    قيود مهمة | قواعد خاصة | المنافذ الاختيارية | متطلبات إضافية | القيود المعروفة | ملاحظات مهمة
    المتطلبات الأساسية | حالات خاصة
    ข้อจำกัดที่สำคัญ | กฎเฉพาะ | พอร์ตเสริม | ข้อกำหนดเพิ่มเติม | ข้อจำกัดที่ทราบ | หมายเหตุสำคัญ
    ข้อกำหนดเบื้องต้น | กรณีพิเศษ
    Önemli kısıtlamalar | Özel kurallar | İsteğe bağlı bağlantı noktaları | Ek gereksinimler
    Bilinen sınırlamalar | Önemli notlar | Önkoşullar | Özel durumlar
    المتطلبات الأساسية | الاتصالات الصادرة | ข้อกำหนดเบื้องต้น | การเชื่อมต่อขาออก
"""
HOSTS = """
    Connection broker | Security gateway | Setup server | Deployment manager | Internet gateway
    Netzwerkserver | Verbindungsserver | Konfigurationsdatenbank | Serveur de configuration
    Special relay | Legacy gateway | Known agent | Relay-specific gateway | Features server | Wichtiger Knoten
    Firewall server | Steppe | Node 1 | Rule engine | Paso broker
    Servidor de conexiones | Server di rete | Сервер подключений | 網路伺服器 | 接続サーバー
"""


@pytest.mark.parametrize("title", re.split(r"\s*[|\n]\s*", GENERIC.strip()))
def test_a_title_about_ports_alone_names_no_host(title: str) -> None:
    assert is_generic(title)


@pytest.mark.parametrize("title", re.split(r"\s*[|\n]\s*", HOSTS.strip()))
def test_a_host_may_have_such_words_in_its_name(title: str) -> None:
    assert not is_generic(title)


@pytest.mark.parametrize(
    ("sentence", "host"),
    [
        ("The following ports must be open on store nodes:", "store nodes"),
        ("On gateways, open these ports:", "gateways"),
        ("Nothing may block the agents: they connect to these ports.", None),
        ("For single-node installations, see that nothing else uses these ports:", None),
        ("These ports are for store node daemonsets and mounts:", None),
        ("On the gateway subnet open these ports:", None),
        ("These ports must be open on relay hosts allowed to join:", "relay hosts"),
    ],
)
def test_the_host_of_a_lead_in(sentence: str, host: str | None) -> None:
    found = host_in_lead(Text(sentence, 0, len(sentence)))

    assert (found.value if found else None) == host


def test_both_hosts_of_a_sentence_are_its_ends() -> None:
    reading, _ = reading_of(
        page("# Flows\n\nThe forwarders connect to the aggregator on TCP port 7140, which must be open.\n")
    )
    (claim,) = reading.claims

    assert (claim.source, claim.destination) == ("forwarders", "aggregator")


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("Database servers:", "Database servers"),
        ("If the mesh is used, it needs:", "Store"),
        ("There are two programs (servers):", "Store"),
        ("Technicznie są dwa programy (serwery):", "Store"),
        ("คุณต้องสร้างกฎใหม่สำหรับเซิร์ฟเวอร์โดยคลิกที่กฎขาเข้าและขาออก:", "Store"),
        ("Şu bağlantı noktasına izin verin:", "Store"),
        ("The backup server uses:", "backup server"),
        ("In guarded mode:", "Store"),
        ("Im gesicherten Betrieb:", "Store"),
        ("En mode protégé :", "Store"),
        ("This rule:", "Store"),
        ("具体参数描述如下", "Store"),
        ("リモート接続を有効にするには", "Store"),
        ("On the relay servers:", "relay servers"),
    ],
)
def test_a_sentence_right_above_is_the_name_of_no_host(line: str, role: str) -> None:
    text = f"# Ports\n\n## Store\n\n{line}\n\n- TCP 7100\n- UDP 7101\n"

    assert {each.role for each in reading_of(page(text))[0].claims} == {role}


SENTENCES = {
    "En los servidores de archivos hay que abrir los puertos TCP 5811 y 5812.": "servidores de archivos",
    "Op de webservers moeten de TCP-poorten 8281 en 8282 openstaan.": "webservers",
    "Auf den Datenbankservern muss TCP 5432 offen sein.": "Datenbankservern",
    "Sur les serveurs de fichiers il faut ouvrir TCP 5811.": "serveurs de fichiers",
    "On the print servers TCP port 6391 must be open.": "print servers",
    "It listens on the server side of TCP 443.": None,
    "It is on by default.": None,
}


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_verb_ends_the_name_of_a_host(sentence: str) -> None:
    host = host_in_lead(Text(sentence, 0, len(sentence)), "text.on")
    assert (host.value if host else None) == SENTENCES[sentence]


def test_the_sentence_before_says_which_host_listens() -> None:
    text = "# Daemon\n\nThe daemon on the print servers is small. It accepts inbound connections on TCP port 6391.\n"
    (claim,) = reading_of(page(text))[0].claims
    assert claim.role == "print servers"


PARTS = [
    ("Master nodes", "Component"),
    ("Steuerserver", "Komponente"),
    ("Nœuds de calcul", "Composant"),
    ("Servidores de archivos", "Componente"),
    ("Файловые серверы", "Компонент"),
    ("管理サーバー", "コンポーネント"),
    ("控制节点", "组件"),
]


@pytest.mark.parametrize(("title", "head"), PARTS)
def test_a_part_runs_on_the_host_that_a_title_names(title: str, head: str) -> None:
    table = f"| Port | {head} | Transport |\n|---|---|---|\n| 7001 | Lathe | TCP |\n"
    reading, _ = reading_of(page(f"# Mill\n\n## {title}\n\n{table}"))
    assert [(each.role, each.purpose) for each in reading.claims] == [(title, "Lathe")]


@pytest.mark.parametrize("title", ["Inbound connections", "Servers", "Overview of the mill"])
def test_a_part_is_the_host_where_no_title_names_one(title: str) -> None:
    table = "| Port | Component | Transport |\n|---|---|---|\n| 7001 | Lathe | TCP |\n"
    reading, _ = reading_of(page(f"# Mill\n\n## {title}\n\n{table}"))
    assert [each.role for each in reading.claims] == ["Lathe"]


@pytest.mark.parametrize(
    "title", ["How does a relay work?", "Names are case-sensitive!", "Wie arbeitet ein Server?", "什么是中继？"]
)
def test_a_question_names_no_host(title: str) -> None:
    assert host_of_title(Text(title, 0, len(title))) is None


def test_rules_of_a_direction_stand_below_the_title_of_their_host() -> None:
    table = "| Protocol | Port |\n|---|---|\n| TCP | 7101 |\n"
    titles = "# Widget\n\n## Rules for the storage mediator\n\n### Outbound rules\n\n#### Basic outbound rules\n\n"
    (claim,) = reading_of(page(f"{titles}{table}"))[0].claims
    assert (claim.role, claim.direction) == ("Rules for the storage mediator", "outbound")


@pytest.mark.parametrize("title", ["Ausgehende Ports/Hosts", "Hosts and ports", "Hôtes et ports", "Ports & hosts"])
def test_ports_and_their_hosts_are_no_host(title: str) -> None:
    assert is_generic(title)


@pytest.mark.parametrize(
    "head", ["Equipment", "Appareil", "Apparato", "Equipo", "Urządzenie", "Устройство", "機器", "设备"]
)
def test_a_column_of_devices_names_the_hosts(head: str) -> None:
    table = f"| {head} | Port | Protocol |\n|---|---|---|\n| Repeater | 7 | UDP |\n| Till | 8 | TCP |\n"
    reading, _ = reading_of(page(f"# Larkmoor\n\n{table}"))

    assert [claim.role for claim in reading.claims] == ["Repeater", "Till"]


def _defined(title: str, *terms: str) -> list[str | None]:
    """Return the hosts of a definition list with two ports below each term."""
    ports = "<dd>TCP 7 (echo)</dd><dd>UDP 9 (discard)</dd>"
    text = f"<h1>Larkmoor</h1><h2>{title}</h2><dl>{''.join(f'<dt>{term}</dt>{ports}' for term in terms)}</dl>"
    return [claim.role for claim in reading_of(page(text, HTML))[0].claims]


def test_the_terms_of_a_list_are_hosts_where_one_is_a_kind_of_host_and_no_title_names_one() -> None:
    assert _defined("Inbound ports", "Index server", "Repeater") == [*["Index server"] * 2, *["Repeater"] * 2]
    assert _defined("Ports entrants", "Serveur d'index") == ["Serveur d'index"] * 2
    assert _defined("Print server: inbound ports", "Database server") == ["Print server"] * 2
    assert _defined("Print server: inbound ports", "Print jobs") == ["Print server"] * 2


@pytest.mark.parametrize("head", ["Daemon", "Daemon name", "Démon", "デーモン", "守护进程"])
def test_a_column_of_daemons_names_the_hosts_of_a_page_without_any(head: str) -> None:
    table = f"| {head} | Port | Protocol |\n|---|---|---|\n| echod | 7 | UDP |\n"
    assert [claim.role for claim in reading_of(page(f"# Ports\n\n{table}"))[0].claims] == ["echod"]
    assert [claim.role for claim in reading_of(page(f"## Print server\n\n{table}"))[0].claims] == ["Print server"]


@pytest.mark.parametrize(
    "title", ["Porty a adresy URL", "Advanced outbound rules", "Règles sortantes de base", "基本端口"]
)
def test_words_for_addresses_and_degrees_name_no_host(title: str) -> None:
    assert is_generic(title)


@pytest.mark.parametrize("head", ["Source network", "Zdrojová síť", "Red de origen", "Quellnetz", "源网络"])
def test_a_network_is_a_source(head: str) -> None:
    table = f"| {head} | Port | Protocol | Destination |\n|---|---|---|---|\n| Branch | 7 | UDP | Hub |\n"
    assert [claim.source for claim in reading_of(page(table))[0].claims] == ["Branch"]


@pytest.mark.parametrize(
    "lead",
    [
        "On the listed hosts, open the following default ports:",
        "On the following hosts these ports must be open:",
        "Öffnen Sie auf den genannten Hosts die folgenden Ports:",
        "Na wymienionych hostach należy otworzyć następujące porty domyślne:",
    ],
)
def test_words_that_point_to_hosts_below_name_none(lead: str) -> None:
    reading, _ = reading_of(page(f"# Mill\n\n{lead}\n\n- 9131/tcp inbound\n- 9132/tcp inbound\n"))
    assert [claim.role for claim in reading.claims] == [None, None]


OPTIONAL = """
    Optional ports | Optionale Ports | Ports optionnels | Ports facultatifs | Puertos opcionales | Portas opcionais
    Porte opzionali | Optionele poorten | Необязательные порты | Необов'язкові порти | 可选端口 | オプションのポート
    任意のポート | 선택적 포트 | Porty opcjonalne | Volitelné porty | Valfria portar | Valgfrie porte | Valgfrie porter
    Valinnaiset portit | Opcionális portok | Porturi opționale | Cổng tùy chọn | Port opsional | Προαιρετικές θύρες
    المنافذ الاختيارية | พอร์ตเสริม | İsteğe bağlı bağlantı noktaları
"""


@pytest.mark.parametrize("title", re.split(r"\s*[|\n]\s*", OPTIONAL.strip()))
def test_a_title_of_optional_ports_is_a_need_and_no_host(title: str) -> None:
    for below in ("| Port | Protocol |\n|---|---|\n| 7101 | TCP |\n", "- TCP 7101: desk\n"):
        reading, _ = reading_of(page(f"## {title}\n\n{below}"))
        assert [(claim.need, claim.role) for claim in reading.claims] == [("optional", None)]
