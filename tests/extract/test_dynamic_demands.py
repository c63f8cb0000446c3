"""Dynamic ports that a sentence behind others asks for are read or told, in an item and in a cell."""

import pytest

from tests.reading import page, reading_of

ASKED = [
    "Used by the relay. The range of dynamic ports must be opened as well.",
    "Vom Relais benutzt. Außerdem muss der dynamische Portbereich geöffnet sein.",
    "Utilisé par le relais. Il faut aussi ouvrir la plage de ports dynamiques.",
    "Lo usa el relé. Los puertos dinámicos también deben estar abiertos.",
    "Usato dal relè. Devono essere aperte anche le porte dinamiche.",
    "Используется реле. Должны быть открыты и динамические порты.",
    "供中继使用。还必须开放动态端口范围。",
    "中継に使用されます。ダイナミックポート範囲もオープンにする必要があります。",
    "릴레이가 사용합니다. 동적 포트 범위도 열어야 합니다.",
]
OTHERWISE = [
    "Used by the relay. The dynamic ports need not be open.",
    "Used by the relay. Its pages are dynamic.",
    "Vom Relais benutzt. Die dynamischen Ports bleiben geschlossen.",
    "Used by the relay. The dynamic ports 7200-7299 must be open.",
]
FORMS = [
    "# Ports\n\n| Port | Use |\n|---|---|\n| 7101/tcp | {} |\n",
    "# Ports\n\n- TCP 7101: {}\n",
]


def told(text: str) -> bool:
    reading, findings = reading_of(page(text))
    return any(each.dynamic for each in reading.claims) or any("dynamic ports" in each.message for each in findings)


@pytest.mark.parametrize("said", ASKED)
@pytest.mark.parametrize("form", FORMS)
def test_dynamic_ports_are_never_lost(said: str, form: str) -> None:
    assert told(form.format(said))


@pytest.mark.parametrize("said", OTHERWISE)
@pytest.mark.parametrize("form", FORMS)
def test_what_asks_for_none_is_not_told(said: str, form: str) -> None:
    assert not told(form.format(said))
