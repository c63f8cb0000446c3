"""Ports that a sentence asks for without a number, as the reader selects them, are told, in items and sentences."""

import pytest

from tests.reading import page, reading_of

ASKED = [
    "Inbound TCP or UDP flows must be open from the log sources on the ports you choose.",
    "Allow inbound TCP from the log sources on a port of your choice.",
    "Erlauben Sie eingehendes TCP von den Quellen auf den von Ihnen gewählten Ports.",
    "Öffnen Sie in der Firewall die Ports, die Sie wählen.",
    "Ouvrez dans le pare-feu les ports TCP, puis les ports de votre choix.",
    "Autorisez le trafic TCP entrant sur les ports que vous choisissez.",
    "Abra en el cortafuegos los puertos que elija.",
    "Aprire nel firewall le porte TCP a vostra scelta, cioè le porte che scegliete.",
    "Abra no firewall as portas que você escolher.",
    "Open in de firewall de poorten die u kiest.",
    "Откройте в брандмауэре выбранные вами порты.",
    "請在防火牆中開放您選擇的連接埠。",
    "请在防火墙中开放您选择的端口。",
    "ファイアウォールで、選択したポートを開放してください。",
    "방화벽에서 선택한 포트를 열어 주십시오.",
]
OTHERWISE = [
    "The ports you choose need not be open in the firewall.",
    "Die von Ihnen gewählten Ports müssen nicht geöffnet werden.",
    "Les ports que vous choisissez ne doivent pas être ouverts.",
    "无需开放您选择的端口。",
    "Open TCP port 7101 on the host you choose.",
    "Open the firewall for the log sources of your choice.",
    "The ports you choose are shown in the settings.",
]
FORMS = ["# Ports\n\n- TCP 7100: relay\n- {}\n", "# Ports\n\n- TCP 7100: relay\n\n## Sources\n\n{}\n"]


def told(text: str) -> bool:
    _, findings = reading_of(page(text))
    return any("the reader selects" in each.message for each in findings)


@pytest.mark.parametrize("said", ASKED)
@pytest.mark.parametrize("form", FORMS)
def test_ports_that_the_reader_selects_are_never_lost(said: str, form: str) -> None:
    assert told(form.format(said))


@pytest.mark.parametrize("said", OTHERWISE)
@pytest.mark.parametrize("form", FORMS)
def test_what_asks_for_none_is_not_told(said: str, form: str) -> None:
    assert not told(form.format(said))
