"""Conditions: an "only" limits wherever it stands in its clause; what is not supported is closed, in each language."""

import pytest

from portspec.claims import Claim
from portspec.extract.language.conditions import condition_in
from portspec.extract.language.need import qualify
from tests.reading import page, reading_of

LIMITED = (
    "TCP port 4912 is used solely with mirroring", "Mirroring with a second hall only",
    "For releases earlier than 4 only", "Used, depending on configuration", "Mirroring, if applicable",
    "Nur je nach Konfiguration", "Wird lediglich bei Spiegelung verwendet",
    "TCP-poort 4912 is alleen nodig als spiegeling aan staat",
    "El puerto 4912 solo hace falta cuando hay réplica", "A porta só precisa ser liberada se houver réplica",
    "Richiesta soltanto nelle sale doppie", "Ne sert que si la réplique est activée", "Selon la configuration",
    "Espejo, si corresponde", "Лише за ввімкненої репліки", "Только при двух залах",
    "В зависимости от настроек", "Yalnızca yansıtma etkinse gereklidir", "视配置而定", "構成によって異なります",
    "구성에 따라 다름", "W zależności od konfiguracji",
)  # fmt: skip
UNLIMITED = (
    "Se usa para la consola de la sala", "Se requiere para la consola", "Web pages only",
    "The hall is reached here only", "Si collega alla sala",
)  # fmt: skip
UNSUPPORTED = (
    "Not supported", "Plain calls, not supported", "This port is not supported", "Wird nicht unterstützt",
    "Non pris en charge", "No se admite", "Não suportado", "Non supportato", "Niet ondersteund",
    "Не поддерживается", "不支持", "サポート対象外", "지원되지 않음", "Nieobsługiwany", "Desteklenmez",
    "Nepodporováno", "Stöds inte",
)  # fmt: skip
SUPPORTED = (
    "Old browsers are not supported", "Web pages, IPv6 is not supported", "管理页面,不支持旧浏览器",
    "Alte Browser werden nicht unterstützt", "Les anciens navigateurs ne sont pas pris en charge",
)  # fmt: skip
OFF = (
    "No listener by default", "Not active by default", "Standardmäßig nicht aktiv", "Non activé par défaut",
    "Desactivado de fábrica", "Non attivo per impostazione predefinita", "默认不开启", "既定では無効",
    "По умолчанию не активен",
)  # fmt: skip


def test_an_only_limits_wherever_it_stands() -> None:
    assert [text for text in LIMITED if condition_in(text) is None] == []
    assert [text for text in UNLIMITED if condition_in(text) is not None] == []


def test_what_is_not_supported_is_closed_where_the_port_is_meant() -> None:
    assert [text for text in UNSUPPORTED if (found := qualify(text)) is None or found.need != "retired"] == []
    assert [text for text in SUPPORTED if qualify(text) is not None] == []


def test_what_is_off_until_somebody_switches_it_on_is_no_demand() -> None:
    assert [text for text in OFF if (found := qualify(text)) is None or found.need != "off"] == []


def only_claim(text: str) -> Claim:
    """Return the only claim of a page."""
    reading, _ = reading_of(page(text))
    (claim,) = reading.claims
    return claim


@pytest.mark.parametrize(
    "said",
    [
        "TCP port 4912 does not need to be open if both halls share a host.",
        "TCP port 4912 is not required unless there are two halls.",
        "Le port TCP 4912 n'est nécessaire que si les salles sont deux.",
        "Le port TCP 4912 n'est requis que pour la réplique.",
    ],
)
@pytest.mark.parametrize(
    "form", ["# Widget\n\n{}\n", "# Widget\n\n- {}\n", "| Port | Remark |\n|---|---|\n| 4912 | {} |\n"]
)
def test_what_is_needless_in_some_cases_alone_is_needed_in_the_others(said: str, form: str) -> None:
    claim = only_claim(form.format(said))

    assert claim.condition
    assert claim.need in ("conditional", "optional")


@pytest.mark.parametrize(
    "said",
    [
        "Open TCP 4911 for calls; if there is a second hall, open TCP 4912.",
        "Öffnen Sie TCP 4911; falls es zwei Säle gibt, auch TCP 4912.",
        "The hall listens on TCP 4911, and, if there are two of them, on TCP 4912.",
        "服务使用 TCP 4911 端口;如启用双厅,还需开放 TCP 4912 端口。",
    ],
)
def test_a_condition_that_begins_another_statement_is_of_the_ports_behind_it(said: str) -> None:
    reading, _ = reading_of(page(f"# Halls\n\n{said}\n"))
    limited = {port.start: bool(claim.condition) for claim in reading.claims for port in claim.ports}

    assert limited == {4911: False, 4912: True}


@pytest.mark.parametrize(
    "remark",
    [
        "à ouvrir si vous utilisez la réplique", "abrir si se usa la réplica", "abrir se você usar a réplica",
        "da aprire se si usa la replica", "openen als u replicatie gebruikt", "öppnas om du använder kopior",
        "yalnızca iki salonda gerekli",
    ],
)  # fmt: skip
def test_an_if_in_the_midst_of_a_remark_limits(remark: str) -> None:
    claim = only_claim(f"# Halls\n\n| Port | Protocol | Remark |\n|---|---|---|\n| 4912 | TCP | {remark} |\n")

    assert claim.condition


def test_a_thing_that_one_may_switch_on_is_optional() -> None:
    assert only_claim("# Hall\n\nYou can optionally show the seats, which listens on port 4912.\n").need == "optional"


@pytest.mark.parametrize(
    "said",
    [
        "dient nur der Kommunikation innerhalb des Servers", "communication interne au serveur uniquement",
        "solo comunicazione interna al server", "solo para comunicación interna del servidor",
        "only for calls within the host", "alleen binnen de server", "仅服务器内部通信",
    ],
)  # fmt: skip
def test_what_stays_within_the_server_alone_is_local(said: str) -> None:
    assert (
        only_claim(f"# Hall\n\n| Port | Protocol | Remark |\n|---|---|---|\n| 4912 | TCP | {said} |\n").need == "local"
    )


@pytest.mark.parametrize(
    "above",
    [
        "Skip this section if the redundancy option is not installed.",
        "This section applies only if the redundancy option is installed.",
        "Only relevant for clusters.",
        "Überspringen Sie diesen Abschnitt, wenn keine Redundanz installiert ist.",
        "Ignorez cette section si la redondance n'est pas installée.",
        "Omita esta sección si no usa clústeres.",
        "クラスターを使用しない場合は、このセクションをスキップしてください。",
        "如果未使用集群，请跳过本节。",
    ],
)
def test_a_condition_of_the_section_is_that_of_its_ports(above: str) -> None:
    table = "| Port | Protocol |\n|---|---|\n| 7312 | TCP |\n"
    reading, _ = reading_of(page(f"# Hub\n\n## Server\n\n{above}\n\n{table}"))
    assert [(claim.need, claim.condition) for claim in reading.claims] == [("conditional", above.rstrip(".。"))]


@pytest.mark.parametrize("above", ["This section lists all ports.", "These rules must be active on all servers."])
def test_a_sentence_about_the_section_without_a_condition_limits_nothing(above: str) -> None:
    table = "| Port | Protocol |\n|---|---|\n| 7312 | TCP |\n"
    reading, _ = reading_of(page(f"# Hub\n\n## Server\n\n{above}\n\n{table}"))
    assert [claim.need for claim in reading.claims] == ["required"]


FIREWALLED = (
    "If you use a firewall, open these inbound ports:",
    "If there is a firewall between the hub and the agents, these inbound ports must be open:",
    "If the agents sit behind a firewall, open these inbound ports on it:",
    "If the proxy sits behind a firewall, open these inbound ports on it:",
    "If there is a firewall between the proxy and the hub, these inbound ports must be open:",
    "If you use Fooware behind a firewall, open these inbound ports:",
    "Wenn Sie Fooware hinter einer Firewall verwenden, öffnen Sie diese eingehenden Ports:",
    "如果服务器位于防火墙后面，请开放以下入站端口：",
    "Wenn Sie eine Firewall vor dem Hub haben, stellen Sie sicher, dass diese eingehenden Ports offen sind:",
    "Falls eine Firewall aktiv ist, müssen diese eingehenden Ports offen sein:",
    "Si un pare-feu est activé, les ports entrants suivants doivent être ouverts :",
    "Si utiliza un cortafuegos, abra estos puertos de entrada:",
    "Se você usa um firewall, abra estas portas de entrada:",
    "Se è presente un firewall, aprire le seguenti porte in ingresso:",
    "Als u een firewall gebruikt, open dan deze inkomende poorten:",
    "Если используется брандмауэр, откройте следующие входящие порты:",
    "如果启用了防火墙，请开放以下入站端口：",
    "ファイアウォールを使用している場合は、次の受信ポートを開放してください。",
    "방화벽을 사용하는 경우 다음 인바운드 포트를 여십시오.",
    "Güvenlik duvarı kullanıyorsanız şu gelen bağlantı noktalarını açın:",
)
PROXIED = (
    "If a proxy is used behind a firewall, these inbound ports must be open:",
    "If you have a load balancer behind your firewall, open these inbound ports:",
    "Wenn ein Proxy hinter einer Firewall verwendet wird, müssen diese eingehenden Ports offen sein:",
    "Si un proxy est utilisé derrière un pare-feu, ouvrez ces ports entrants :",
    "Se viene usato un proxy dietro un firewall, aprire queste porte in ingresso:",
    "Si se usa un proxy detrás de un cortafuegos, abra estos puertos de entrada:",
    "Se um proxy for usado atrás de um firewall, abra estas portas de entrada:",
    "Als een proxy achter een firewall wordt gebruikt, open dan deze inkomende poorten:",
    "Hvis der bruges en proxy bag en firewall, skal disse indgående porte være åbne:",
    "Hvis en proxy brukes bak en brannmur, må disse innkommende portene være åpne:",
    "Om en proxy används bakom en brandvägg måste dessa inkommande portar vara öppna:",
    "Jos välityspalvelinta käytetään palomuurin takana, nämä saapuvat portit on avattava:",
    "Pokud se za firewallem používá proxy, otevřete tyto příchozí porty:",
    "Dacă un proxy este folosit în spatele unui firewall, deschideți aceste porturi de intrare:",
    "Ha proxyt használ tűzfal mögött, nyissa meg ezeket a bejövő portokat:",
    "Güvenlik duvarı arkasında proxy kullanılıyorsa şu gelen bağlantı noktalarını açın:",
    "Если прокси используется за межсетевым экраном, откройте следующие входящие порты:",
    "Якщо проксі використовується за міжмережевим екраном, відкрийте такі вхідні порти:",
    "Jeśli serwer proxy jest używany za zaporą, otwórz te porty przychodzące:",
    "Εάν χρησιμοποιείται διακομιστής μεσολάβησης πίσω από τείχος προστασίας, ανοίξτε αυτές τις εισερχόμενες θύρες:",
    "Jika proxy digunakan di belakang firewall, buka port masuk berikut:",
    "Nếu sử dụng proxy phía sau tường lửa, hãy mở các cổng đến sau:",
    "إذا كنت تستخدم خادم وكيل خلف جدار الحماية، فافتح المنافذ الواردة التالية:",
    "ファイアウォールの背後でプロキシを使用する場合は、次の受信ポートを開放してください。",
    "방화벽 뒤에 프록시를 사용하는 경우 다음 인바운드 포트를 여십시오.",
    "如果在防火墙后面使用代理，请开放以下入站端口：",
)
OTHER_CASES = (
    "If you use a firewall and a relay, open these inbound ports:",
    "If no firewall is used, open these inbound ports:",
    "If you use a relay, open these inbound ports:",
    "Only if a firewall is used, open these inbound ports:",
    "Wenn Sie keine Firewall verwenden, öffnen Sie diese eingehenden Ports:",
    "如果使用代理，请开放以下入站端口：",
    *PROXIED,
)
BELOW_CASE = "# Mill\n\n## Hub\n\n{}\n\n| Port | Protocol |\n|---|---|\n| 7001 | TCP |\n"


@pytest.mark.parametrize(
    ("sentence", "need"),
    [*((each, "required") for each in FIREWALLED), *((each, "conditional") for each in OTHER_CASES)],
)
def test_that_there_is_a_firewall_limits_no_need(sentence: str, need: str) -> None:
    (claim,) = reading_of(page(BELOW_CASE.format(sentence)))[0].claims
    assert claim.need == need
