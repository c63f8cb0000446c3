"""The lexicon: each file holds to the schema, and each language has a phrase for what pages cannot do without."""

import tomllib

import pytest

from portspec.extract.lexicon import FOLDER, SCHEMA, languages, phrases_of
from portspec.extract.vocabulary import text_keys, words
from portspec.resources import read
from tests.reading import open_ports, page, reading_of

SENSES = tomllib.loads(read(SCHEMA).decode())
KNOWN = {f"{place}.{name}" for place, names in SENSES.items() if place != "every" for name in names}
LANGUAGES = [name for name in languages() if name != "mul"]


@pytest.mark.parametrize("language", languages())
def test_a_file_is_read_as_a_parser_of_toml_reads_it(language: str) -> None:
    parsed = tomllib.loads(read(f"{FOLDER}/{language}.toml").decode())

    assert phrases_of(language) == {phrase: tuple(senses.split()) for phrase, senses in parsed.items()}


@pytest.mark.parametrize("language", languages())
def test_phrases_stand_in_order_and_have_known_senses(language: str) -> None:
    found = phrases_of(language)

    assert list(found) == sorted(found)
    assert {sense for senses in found.values() for sense in senses} <= KNOWN
    assert all(list(senses) == sorted(set(senses)) for senses in found.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_what_the_schema_asks_for(language: str) -> None:
    has = {sense for senses in phrases_of(language).values() for sense in senses}

    assert [senses for senses in SENSES["every"] if has.isdisjoint(senses.split())] == []


def test_no_sense_is_without_a_phrase() -> None:
    used = {sense for name in languages() for senses in phrases_of(name).values() for sense in senses}

    assert used == KNOWN


@pytest.mark.parametrize("language", languages())
def test_the_quick_no_denies_no_phrase(language: str) -> None:
    """A text with a phrase may hold it, also where a sign begins it."""
    said = {phrase: senses for phrase, senses in phrases_of(language).items() if "{}" not in phrase}
    shown = [(phrase.replace("*", ""), words(sense)) for phrase, senses in said.items() for sense in senses]

    assert [text for text, known in shown if known.compiled.search(text) and not known.possible(text_keys(text))] == []


CLOSED = {
    "ar": "لا تفتح المنفذ 8443/TCP.",
    "cs": "Neotevírejte port 8443/TCP.",
    "da": "Port 8443/TCP må ikke åbnes.",
    "de": "Port 8443/TCP darf nicht geöffnet werden.",
    "el": "Μην ανοίξετε τη θύρα 8443/TCP.",
    "en": "Do not open port 8443/TCP.",
    "es": "No abra el puerto 8443/TCP.",
    "fi": "Porttia 8443/TCP ei saa avata.",
    "fr": "N'ouvrez pas le port 8443/TCP.",
    "hu": "Ne nyissa meg a 8443/TCP portot.",
    "id": "Jangan buka port 8443/TCP.",
    "it": "Non aprire la porta 8443/TCP.",
    "ja": "ポート 8443/TCP を開かないでください。",
    "ko": "포트 8443/TCP를 열지 마십시오.",
    "nb": "Port 8443/TCP må ikke åpnes.",
    "nl": "Poort 8443/TCP mag niet worden geopend.",
    "pl": "Nie otwieraj portu 8443/TCP.",
    "pt": "Não abra a porta 8443/TCP.",
    "ro": "Nu deschideți portul 8443/TCP.",
    "ru": "Не открывайте порт 8443/TCP.",
    "sv": "Port 8443/TCP får inte öppnas.",
    "th": "ห้ามเปิดพอร์ต 8443/TCP",
    "tr": "8443/TCP portunu açmayın.",
    "uk": "Не відкривайте порт 8443/TCP.",
    "vi": "Không mở cổng 8443/TCP.",
    "zh": "请勿开放端口 8443/TCP。",
}
OPEN = {
    "ar": "افتح المنفذ 8443/TCP.",
    "cs": "Otevřete port 8443/TCP.",
    "da": "Åbn port 8443/TCP.",
    "de": "Öffnen Sie Port 8443/TCP.",
    "el": "Ανοίξτε τη θύρα 8443/TCP.",
    "en": "Open port 8443/TCP.",
    "es": "Abra el puerto 8443/TCP.",
    "fi": "Avaa portti 8443/TCP.",
    "fr": "Ouvrez le port 8443/TCP.",
    "hu": "Nyissa meg a 8443/TCP portot.",
    "id": "Buka port 8443/TCP.",
    "it": "Aprire la porta 8443/TCP.",
    "ja": "ポート 8443/TCP を開く必要があります。",
    "ko": "포트 8443/TCP를 열어야 합니다.",
    "nb": "Åpne port 8443/TCP.",
    "nl": "Poort 8443/TCP moet worden geopend.",
    "pl": "Otwórz port 8443/TCP.",
    "pt": "Abra a porta 8443/TCP.",
    "ro": "Deschideți portul 8443/TCP.",
    "ru": "Откройте порт 8443/TCP.",
    "sv": "Öppna port 8443/TCP.",
    "th": "ต้องเปิดพอร์ต 8443/TCP",
    "tr": "8443/TCP portunu açın.",
    "uk": "Відкрийте порт 8443/TCP.",
    "vi": "Mở cổng 8443/TCP.",
    "zh": "请开放端口 8443/TCP。",
}
BLOCKED = {
    "ar": "محظور", "cs": "zablokován", "da": "blokeret", "de": "gesperrt", "el": "αποκλείεται", "en": "blocked",
    "es": "bloqueado", "fi": "estetty", "fr": "bloqué", "hu": "tiltva", "id": "diblokir", "it": "bloccata",
    "ja": "遮断", "ko": "차단", "nb": "blokkert", "nl": "geblokkeerd", "pl": "zablokowany", "pt": "bloqueada",
    "ro": "blocat", "ru": "заблокирован", "sv": "blockerad", "th": "ปิด", "tr": "engellenir", "uk": "заблоковано",
    "vi": "chặn", "zh": "阻止",
}  # fmt: skip
"""What stands in a column of the firewall's actions."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_opens_and_closes_in_each_language(language: str) -> None:
    assert open_ports(f"# Notes\n\n{OPEN[language]}\n") == {8443}
    assert open_ports(f"# Notes\n\n{CLOSED[language]}\n") == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_word_for_closed_serves_actions_and_sentences_alike(language: str) -> None:
    table = "| Port | Protocol | Action |\n|---|---|---|\n| 22 | TCP | allow |\n| 8443 | TCP | {} |\n"

    assert open_ports(f"# Rules of the gateway\n\n{table.format(BLOCKED[language])}") == {22}


RETIRED = {
    "ar": "أزيل منذ الإصدار 3", "cs": "zrušen od verze 3", "da": "udgår fra version 3",
    "de": "ausgemustert seit Version 3", "el": "αποσύρθηκε από την έκδοση 3", "en": "retired since version 3",
    "es": "descontinuada desde la versión 3", "fi": "poistettu versiosta 3", "fr": "supprimée depuis la version 3",
    "hu": "kivezetve a 3-as verziótól", "id": "dihapus sejak versi 3", "it": "dismessa dalla versione 3",
    "ja": "バージョン 3 で廃止", "ko": "버전 3에서 폐지", "nb": "utgår fra versjon 3", "nl": "vervallen sinds versie 3",
    "pl": "wycofany od wersji 3", "pt": "descontinuada desde a versão 3", "ro": "eliminată din versiunea 3",
    "ru": "удалён в версии 3", "sv": "utgår från version 3", "th": "เลิกใช้ตั้งแต่รุ่น 3", "tr": "sürüm 3 ile kaldırıldı",
    "uk": "видалено у версії 3", "vi": "đã gỡ bỏ từ phiên bản 3", "zh": "自版本 3 起已弃用",
}  # fmt: skip
"""What stands behind a port that a release gave up; the release's number is no port."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_release_is_no_port_of_its_own(language: str) -> None:
    items = f"- 8441/tcp inbound\n- 8443/tcp inbound: {RETIRED[language]}\n"

    assert open_ports(f"# Hosts\n\n## Ports\n\n{items}") == {8441}


def test_a_capital_of_turkish_begins_a_phrase_like_its_small_letter() -> None:
    table = "| Port | Protokol | Gereklilik |\n|---|---|---|\n| 8441 | TCP | Zorunlu |\n| 8443 | TCP | İsteğe bağlı |\n"
    reading, _ = reading_of(page(f"# Sunucular\n\n{table}"))

    assert [claim.need for claim in reading.claims] == ["required", "optional"]
