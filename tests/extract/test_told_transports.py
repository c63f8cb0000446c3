"""Transports that a sentence states of ports which rows elsewhere on the page state, or of all sections below it."""

import pytest

from tests.reading import page, reading_of

SECTIONS = {
    "en": "The following sections list the TCP ports of each part.",
    "en 2": "The sections below list the TCP ports.",
    "de": "Die folgenden Abschnitte nennen die TCP-Ports jeder Komponente.",
    "fr": "Les sections suivantes présentent les ports TCP de chaque composant.",
    "es": "En las siguientes secciones se enumeran los puertos TCP de cada componente.",
    "pt": "As seções seguintes listam as portas TCP de cada componente.",
    "it": "Le sezioni seguenti elencano le porte TCP di ogni componente.",
    "nl": "De volgende secties noemen de TCP-poorten van elk onderdeel.",
    "pl": "W kolejnych sekcjach wymieniono porty TCP każdego składnika.",
    "cs": "V následujících částech jsou uvedeny porty TCP každé součásti.",
    "ru": "В следующих разделах перечислены порты TCP каждого компонента.",
    "uk": "У наступних розділах перелічено порти TCP кожного компонента.",
    "sv": "Följande avsnitt listar TCP-portarna för varje del.",
    "da": "Følgende afsnit viser TCP-portene for hver del.",
    "nb": "Følgende avsnitt viser TCP-portene for hver del.",
    "fi": "Seuraavissa osioissa luetellaan kunkin osan TCP-portit.",
    "ro": "Secțiunile următoare enumeră porturile TCP ale fiecărei componente.",
    "tr": "Aşağıdaki bölümlerde her bileşenin TCP portları listelenir.",
    "vi": "Các phần sau liệt kê các cổng TCP của từng thành phần.",
    "id": "Bagian berikut mencantumkan port TCP setiap komponen.",
    "zh": "以下各节列出各组件使用的 TCP 端口。",
    "ja": "以降のセクションでは、各コンポーネントの TCP ポートを示します。",
    "ko": "다음 섹션에서는 각 구성 요소의 TCP 포트를 나열합니다.",
}


@pytest.mark.parametrize("above", ["# Mill\n\n", "# Mill\n\n## Files\n\n"])
@pytest.mark.parametrize("language", SECTIONS)
def test_a_sentence_about_the_sections_below_holds_for_each(language: str, above: str) -> None:
    text = f"{above}{SECTIONS[language]}\n\n## Web\n\n- Port: 7541\n\n## Store\n\n- Port: 7542\n"
    claims = reading_of(page(text))[0].claims
    assert [(each.ports[0].start, each.transports) for each in claims] == [(7541, ("tcp",)), (7542, ("tcp",))]


def test_a_section_above_is_none_below() -> None:
    said = (
        "## Web\n\n- Port: 7541\n\n## Store\n\nThe following sections list the TCP ports.\n\n## Clock\n\n- Port: 7542\n"
    )
    claims = reading_of(page(f"# Mill\n\n{said}"))[0].claims
    assert [each.transports for each in claims] == [(), ("tcp",)]


SENTENCES = [
    "The server uses ports 7541 and 7542 (TCP).",
    "The server uses 7541 and 7542, both TCP.",
    "The server uses ports 7541 and 7542, both over TCP.",
    "Der Server nutzt 7541 und 7542 (beide TCP).",
    "Le serveur utilise les deux ports 7541 et 7542 (TCP).",
    "El servidor usa los dos puertos 7541 y 7542 (TCP).",
    "Сервер использует два порта: 7541 и 7542 (TCP).",
    "服务器默认使用 7541 和 7542 两个端口（TCP）。",
    "服务器使用 7541、7542 端口（TCP）。",
    "服务器使用 7541 和 7542 这两个 TCP 端口号。",
    "サーバーは 7541、7542 の2つのポート (TCP) を使用します。",
    "서버는 7541, 7542 두 개의 포트(TCP)를 사용합니다.",
]


@pytest.mark.parametrize("said", SENTENCES)
def test_a_sentence_states_the_transport_of_all_ports_that_it_counts(said: str) -> None:
    claims = reading_of(page(f"# Mill\n\n{said}\n"))[0].claims
    found = [(port.start, each.transports, each.direction) for each in claims for port in each.ports]
    assert found == [(7541, ("tcp",), "unstated"), (7542, ("tcp",), "unstated")]


@pytest.mark.parametrize("said", SENTENCES[:5])
def test_what_it_states_of_the_port_of_an_item_is_the_transport_of_that(said: str) -> None:
    text = f"# Mill\n\n{said}\n\n## Web\n\n- Default port: 7541\n\n## Store\n\n- Default port: 7542\n"
    claims = reading_of(page(text))[0].claims
    assert [(each.kind, each.transports) for each in claims] == [("list", ("tcp",)), ("list", ("tcp",))]
    assert {each.evidence["transports"].rule for each in claims} == {"sentence"}


def test_an_item_that_states_its_own_keeps_it() -> None:
    text = "# Mill\n\nThe server uses TCP port 7541.\n\n## Clock\n\n- Default port: 7541/udp\n"
    claims = reading_of(page(text))[0].claims
    assert ("udp",) in [each.transports for each in claims if each.kind == "list"]


def test_a_failover_is_no_mistake() -> None:
    table = "| Protocolo | Puerto |\n|---|---|\n| UDP | 7541 |\n"
    said = "Este comando ayuda a determinar el puerto 7541 usado para el clúster de conmutación por error."
    claims = reading_of(page(f"# Puertos\n\n{table}\n{said}\n"))[0].claims
    assert [each.need for each in claims] == ["required"]


@pytest.mark.parametrize(
    "said",
    [
        "No firewall may drop inbound UDP traffic to port 7541.",
        "Do not block inbound UDP traffic on port 7541.",
        "Inbound UDP traffic to port 7541 must not be dropped.",
        "Eingehender UDP-Verkehr an Port 7541 darf nicht blockiert werden.",
        "Ne bloquez pas le trafic UDP entrant vers le port 7541.",
        "No bloquee el tráfico UDP entrante hacia el puerto 7541.",
        "Не блокируйте входящий UDP-трафик на порт 7541.",
        "请勿阻止到端口 7541 的入站 UDP 流量。",
        "ポート 7541 への受信 UDP トラフィックをブロックしないでください。",
        "Incoming UDP packets on port 7541 must be allowed.",
    ],
)
def test_what_must_not_be_blocked_has_its_transport_and_its_direction(said: str) -> None:
    (claim,) = reading_of(page(f"# Mill\n\n## Hub\n\n{said}\n"))[0].claims
    assert (claim.transports, claim.direction, claim.need) == (("udp",), "inbound", "required")
