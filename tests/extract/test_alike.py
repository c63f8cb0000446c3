"""Leads that point to what follows, and rows to which "the same restriction" applies as to another port."""

import pytest

from tests.reading import page, reading_of

TOLD = [
    ("Configure the site firewall for inbound traffic as follows.", "same restriction as UDP 7109"),
    ("Konfigurieren Sie die Firewall für eingehenden Datenverkehr wie folgt.", "dieselbe Einschränkung wie UDP 7109"),
    ("Configurez le pare-feu pour le trafic entrant comme suit.", "même restriction que UDP 7109"),
    ("Configure el cortafuegos para el tráfico entrante de la siguiente manera.", "misma restricción que UDP 7109"),
    ("Configure o firewall para o tráfego de entrada da seguinte forma.", "mesma restrição que UDP 7109"),
    ("Configurare il firewall per il traffico in ingresso come segue.", "stessa restrizione di UDP 7109"),
    ("Stel de firewall voor inkomend verkeer als volgt in.", "zelfde beperking als UDP 7109"),
    ("Skonfiguruj zaporę dla ruchu przychodzącego w następujący sposób.", "to samo ograniczenie co UDP 7109"),
    ("Nastavte firewall pro příchozí provoz takto.", "stejné omezení jako UDP 7109"),
    ("Настройте брандмауэр для входящего трафика следующим образом.", "то же ограничение, что и для UDP 7109"),
    ("Налаштуйте брандмауер для вхідного трафіку таким чином.", "те саме обмеження, що й для UDP 7109"),
    ("Güvenlik duvarını gelen trafik için aşağıdaki gibi yapılandırın.", "UDP 7109 ile aynı kısıtlama"),
    ("请按如下方式配置防火墙的入站流量。", "与 UDP 7109 同样的限制"),
    ("着信トラフィックについて、ファイアウォールを次のように設定します。", "UDP 7109 と同じ制限"),
    ("인바운드 트래픽에 대해 방화벽을 다음과 같이 구성하십시오.", "UDP 7109와 같은 제한"),
    ("Konfigurera brandväggen för inkommande trafik enligt följande.", "samma begränsning som UDP 7109"),
    ("Konfigurer firewallen til indgående trafik som følger.", "samme begrænsning som UDP 7109"),
    ("Määritä palomuuri saapuvalle liikenteelle seuraavasti.", "sama rajoitus kuin UDP 7109"),
]
LIST = "- TCP 7101: x\n- TCP 7102: y, {}\n"
TABLE = "| Port | Note |\n|---|---|\n| TCP 7101 | x |\n| TCP 7102 | y, {} |\n"


def _asked(text: str) -> list[tuple[int, str]]:
    reading, _ = reading_of(page(f"# Heron\n\n## Server\n\n{text}"))
    wanted = [each for each in reading.claims if each.need not in ("denied", "retired", "local")]
    return [(port.start, each.direction) for each in wanted for port in each.ports]


@pytest.mark.parametrize("rows", [LIST, TABLE], ids=["list", "table"])
@pytest.mark.parametrize(("lead", "alike"), TOLD)
def test_a_lead_tells_the_direction_and_the_same_restriction_closes(lead: str, alike: str, rows: str) -> None:
    assert _asked(f"{lead}\n\n{rows.format(alike)}") == [(7101, "inbound")]


@pytest.mark.parametrize("alike", ["same as TCP 7101", "wie TCP 7101", "comme TCP 7101"])
def test_a_row_that_is_like_another_stays_open(alike: str) -> None:
    assert _asked(f"Open these inbound ports:\n\n{TABLE.format(alike)}") == [(7101, "inbound"), (7102, "inbound")]
