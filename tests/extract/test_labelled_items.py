"""Items with a label: below a title about a firewall those that say a way state ports; a version's number is none."""

import pytest

from tests.reading import page, reading_of

WAYS = {
    "# Mill\n\n## Summary for the firewall\n\n- **From users:** 7100 and 7101 on `HOST`, and the API port.\n"
    "- **From monitoring:** 7102, and only after you have moved it.\n- **Users** never need a route to a node.": [
        ("7100,7101", "inbound", "required"),
        ("7102", "inbound", "conditional"),
    ],
    "# Mühle\n\n## Firewall\n\n- Eingehend: 7100 und 7101 auf dem Knoten\n- Ausgehend: 7102\n- Sitzungen: 500": [
        ("7100,7101", "inbound", "required"),
        ("7102", "outbound", "required"),
    ],
    "# Moulin\n\n## Pare-feu\n\n- Entrant : 7100 et 7101\n- Sortant : 7102": [
        ("7100,7101", "inbound", "required"),
        ("7102", "outbound", "required"),
    ],
    "# Мельница\n\n## Брандмауэр\n\n- Входящие: 7100 и 7101\n- Исходящие: 7102": [
        ("7100,7101", "inbound", "required"),
        ("7102", "outbound", "required"),
    ],
    "# 磨坊\n\n## 防火墙\n\n- 入站：7100 和 7101\n- 出站：7102": [
        ("7100,7101", "inbound", "required"),
        ("7102", "outbound", "required"),
    ],
    "# Mill\n\n## Firewall\n\n- Incoming: 500 sessions per second\n- Outgoing: 250 Mbit/s": [],
    "# Mill\n\n## Loads\n\n- Incoming: 500\n- Outgoing: 250": [],
    "# Mill\n\n## Firewall\n\n- Rules of the group: 500\n- Incoming: 7100": [],
}


@pytest.mark.parametrize("text", WAYS)
def test_a_way_leads_to_ports_below_a_title_about_a_firewall(text: str) -> None:
    claims = reading_of(page(text))[0].claims
    assert [(",".join(map(str, each.ports)), each.direction, each.need) for each in claims] == WAYS[text]


@pytest.mark.parametrize(
    "said",
    [
        "Version: 28", "Versie: 28", "Version : 28", "Versión: 28", "Versione: 28", "Versão: 28",
        "Версия: 28", "Версія: 28", "Wersja: 28", "Verze: 28", "Verzió: 28", "Versiune: 28", "历史版本：28", "版本：28",
        "バージョン：28", "문서 버전: 28", "Sürüm: 28", "Phiên bản: 28", "Versi: 28", "Έκδοση: 28", "Versio: 28",
    ],
)  # fmt: skip
def test_the_number_of_a_version_is_no_port(said: str) -> None:
    claims = reading_of(page(f"# Ports of the mill\n\n- {said}\n- Console: 7101\n"))[0].claims
    assert [str(port) for each in claims for port in each.ports] == ["7101"]


@pytest.mark.parametrize(
    "said", ["Console of version 3: 7101", "Konsole der Version 3: 7101", "Ports version: 7101/tcp"]
)
def test_the_port_of_a_version_is_one(said: str) -> None:
    claims = reading_of(page(f"# Ports of the mill\n\n- {said}\n"))[0].claims
    assert [str(port) for each in claims for port in each.ports] == ["7101"]


@pytest.mark.parametrize(
    "said",
    [
        "The port requirements for the relay are 80, 443 and 7100 to 7109.",
        "Die Portanforderungen für den Dienst sind 80, 443 und 7100 bis 7109.",
        "Les exigences de port pour le relais sont 80, 443 et 7100 à 7109.",
        "Los requisitos de puerto para el proceso del servidor son 80, 443 y 7100 a 7109.",
        "I requisiti di porta per il relè sono 80, 443 e 7100-7109.",
        "Os requisitos de porta para o processo do servidor são 80, 443 e 7100 a 7109.",
    ],
)
@pytest.mark.parametrize("form", ["- {}", "| Network |\n|---|\n| {} |", "{}"])
def test_what_ports_something_requires_is_said_in_a_list(said: str, form: str) -> None:
    claims = reading_of(page(f"# Mill\n\n{form.format(said)}\n"))[0].claims
    assert [str(port) for each in claims for port in each.ports] == ["80", "443", "7100-7109"]


@pytest.mark.parametrize(
    "said", ["O número de portas para o agente é 7101.", "The number of ports for the agent is 7101."]
)
def test_a_number_of_ports_is_none(said: str) -> None:
    assert not reading_of(page(f"# Mill\n\n- {said}\n"))[0].claims


LED = {
    "Open the following ports from the agent to the hub:": ("80 in case of HTTP", "443 for HTTPS"),
    "Öffnen Sie die folgenden Ports vom Agenten zum Hub:": ("80 im Falle von HTTP", "443 für HTTPS"),
    "Ouvrez les ports suivants de l'agent vers le hub :": ("80 en cas de HTTP", "443 pour HTTPS"),
    "Abra los siguientes puertos del agente al hub:": ("80 en caso de HTTP", "443 para HTTPS"),
    "Aprire le seguenti porte dall'agente verso il server:": ("80 in caso di HTTP", "443 per HTTPS"),
    "Откройте следующие порты от агента к серверу:": ("80 в случае HTTP", "443 для HTTPS"),
}


@pytest.mark.parametrize("lead", LED)
def test_a_case_behind_a_port_is_its_condition(lead: str) -> None:
    claims = reading_of(page(f"# Mill\n\n{lead}\n\n- {LED[lead][0]}\n- {LED[lead][1]}\n"))[0].claims
    assert [(str(each.ports[0]), each.need) for each in claims] == [("80", "conditional"), ("443", "required")]


def test_a_number_in_something_is_no_port() -> None:
    claims = reading_of(page("# Mill\n\nOpen the following ports:\n\n- 80 in the cache\n- 443 for HTTPS\n"))[0].claims
    assert [str(each.ports[0]) for each in claims] == ["443"]
