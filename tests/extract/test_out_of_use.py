"""A port that a sentence says to be in use no longer is closed, in each language."""

import pytest

from tests.reading import open_ports

SAID = [
    "Port 7101 is no longer in use.",
    "Port 7101 ist nicht mehr in Gebrauch.",
    "Port 7101 ist außer Betrieb.",
    "Le port 7101 n'est plus en usage.",
    "Le port 7101 n'est plus en service.",
    "El puerto 7101 ya no está en uso.",
    "A porta 7101 já não está em uso.",
    "A porta 7101 não está mais em uso.",
    "La porta 7101 non è più in uso.",
    "La porta 7101 non è più in servizio.",
    "Poort 7101 is niet meer in gebruik.",
    "Port 7101 nie jest już w użyciu.",
    "Port 7101 již není v provozu.",
    "Port 7101 se již nepoužívá.",
    "Порт 7101 больше не в ходу.",
    "Порт 7101 вышел из употребления.",
    "Порт 7101 більше не використовується.",
    "Port 7101 används inte längre.",
    "Port 7101 är inte längre i bruk.",
    "Port 7101 er ikke længere i brug.",
    "Port 7101 er ikke lenger i bruk.",
    "Portti 7101 ei ole enää käytössä.",
    "A 7101 port már nincs használatban.",
    "Portul 7101 nu mai este în uz.",
    "7101 numaralı port artık kullanımda değil.",
    "Cổng 7101 không còn được dùng nữa.",
    "Port 7101 tidak lagi dipakai.",
    "Η θύρα 7101 δεν είναι πλέον σε χρήση.",
    "المنفذ 7101 لم يعد مستخدما.",
    "端口 7101 已不再使用。",
    "ポート 7101 は現在使われていません。",
    "포트 7101은 더 이상 쓰이지 않습니다.",
    "พอร์ต 7101 ไม่ได้ใช้งานแล้ว",
    "پورت 7101 دیگر استفاده نمی‌شود.",
]


@pytest.mark.parametrize("said", SAID)
def test_what_is_in_use_no_longer_is_closed(said: str) -> None:
    assert open_ports(f"# Hub\n\n## Node\n\nInbound TCP port 7101 is open.\n\n{said}\n") == set()
