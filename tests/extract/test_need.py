"""Need: each sense of the words about a port in each language, and the words beside a port that say nothing of it."""

import pytest

from portspec.extract.context.need_columns import need_cell
from portspec.extract.language.conditions import condition_in
from portspec.extract.language.need import qualify
from portspec.extract.language.polarity import polarity
from tests.reading import open_ports, page, reading_of

DENIED = (
    "Do not open this port", "Must never be opened", "There is no need to allow it", "Must be blocked", "Keep closed",
    "Nicht öffnen", "Muss gesperrt werden", "Ne pas ouvrir", "Doit rester fermé", "No abrir", "Debe permanecer cerrado",
    "Não abrir", "Deve ficar fechada", "Non aprire", "Va bloccata", "Niet openen", "Moet gesloten blijven",
    "Не открывать", "Должен оставаться закрытым", "请勿开放", "必须屏蔽", "開放しないでください", "必ず閉じてください",
    "열지 마십시오", "항상 차단해야 합니다",
)  # fmt: skip
WANTED = (
    "Do not close", "Never block", "Must not be blocked", "Never leave it closed", "Cannot be blocked",
    "Nicht schließen", "Darf nicht blockiert werden", "Ne pas bloquer", "Ne doit jamais être fermé",
    "No se debe cerrar nunca", "Tampoco se debe bloquear", "Não pode ser bloqueada", "Non va mai chiusa",
    "Niet blokkeren", "Mag niet worden geblokkeerd", "Не закрывать", "Нельзя блокировать", "不得屏蔽", "切勿关闭",
    "ブロックしないでください", "차단하지 마십시오", "절대로 닫으면 안 됩니다",
)  # fmt: skip
RETIRED = (
    "Deprecated", "Removed in 2.0", "No longer used", "Not used any more", "Veraltet", "Nicht mehr verwendet",
    "Supprimé dans la version 2", "N'est plus utilisé", "Retirado", "Ya no se usa", "Descontinuada", "Rimossa in 3.1",
    "Non più utilizzata", "Verwijderd in 4", "Niet meer gebruikt", "Больше не используется", "已弃用", "不再使用",
    "廃止", "더 이상 사용하지 않음",
)  # fmt: skip
LOCAL = (
    "Listens on localhost only", "Bound to 127.0.0.1", "On the loopback interface only", "Nur auf localhost erreichbar",
    "Uniquement sur localhost", "Solo en localhost", "Apenas em localhost", "Solo su localhost", "Alleen op localhost",
    "Только на localhost", "仅监听 localhost", "localhost のみ", "localhost에서만",
)  # fmt: skip
OPTIONAL = (
    "Optional",
    "Facultatif",
    "Opcional",
    "Opzionale",
    "Optioneel",
    "Необязательный",
    "可选",
    "任意",
    "선택 사항",
)
OFF = (
    "Disabled by default",
    "Standardmäßig deaktiviert",
    "Désactivé par défaut",
    "Deshabilitado",
    "Uitgeschakeld",
    "默认关闭",
)
SILENT = (
    "Restores do not work without it", "Clients cannot register if this port is closed", "Not affected by the change",
    "Not only on localhost", "Archive, not to be confused with the retired Archive Classic", "Used by legacy clients",
    "Was closed by mistake", "Idle sessions can be closed by the server", "Blocks", "Reports of blocked users",
    "Nicht nur auf localhost", "Niet verouderd",
    "Used for non-encrypted connections", "Block storage", "Non solo su localhost",
)  # fmt: skip
REQUIRED = (
    "Cannot be disabled; always needed", "Not optional", "Mandatory", "Never optional", "Zwingend erforderlich",
    "Kan niet worden uitgeschakeld; altijd nodig", "キャッシュが無効でも必須", "이전에는 선택 사항이었으나 8부터 필수",
    "必需",
)  # fmt: skip


@pytest.mark.parametrize(
    ("sense", "texts"),
    [("denied", DENIED), ("retired", RETIRED), ("local", LOCAL), ("optional", OPTIONAL), ("off", OFF)],
)
def test_what_words_say_in_each_language(sense: str, texts: tuple[str, ...]) -> None:
    said = {text: found.need if (found := qualify(text)) else None for text in texts}

    assert {text: need for text, need in said.items() if need != sense} == {}


def test_a_negation_turns_a_denial() -> None:
    assert [text for text in WANTED if polarity(text) <= 0] == []
    assert [text for text in WANTED if (found := qualify(text)) and found.need == "denied"] == []


@pytest.mark.parametrize(
    "said",
    [
        "Do not forget inbound UDP port 4912.", "The recorder must not be left without its TCP port 4912.",
        "Der TCP-Port 4912 darf nicht fehlen.", "N'oubliez pas le port TCP 4912.", "No olvide el puerto TCP 4912.",
        "Non dimenticare la porta TCP 4912.", "Glöm inte TCP-port 4912.", "Не забудьте порт TCP 4912.",
    ],
)  # fmt: skip
def test_what_is_not_to_be_forgotten_is_asked_for(said: str) -> None:
    assert polarity(said) == 1
    assert open_ports(f"# Widget\n\n{said}\n") == {4912}


def test_words_that_say_nothing_of_the_port_close_nothing() -> None:
    said = {text: found.need for text in (*SILENT, *REQUIRED) if (found := qualify(text)) and found.need != "required"}

    assert said == {}


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("Copies; only if replication is enabled", "only if replication is enabled"),
        ("Needed when the proxy is used.", "when the proxy is used"),
        ("Only with replication", "Only with replication"),
        ("Clients cannot register if this port is closed", None),
        ("Nur bei aktiver Replikation", "Nur bei aktiver Replikation"),
        ("solo si el descubrimiento está activado", "solo si el descubrimiento está activado"),
        ("仅在启用复制时需要", "仅在启用复制时需要"),
    ],
)
def test_conditions(text: str, condition: str | None) -> None:
    assert condition_in(text) == condition


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        (
            "Off by default; open it only while the console is in use",
            "Off by default; only while the console is in use",
        ),
        ("Optional: only if badges are printed", "Optional; only if badges are printed"),
        ("Standardmäßig aus; nur solange die Konsole läuft", "Standardmäßig aus; nur solange die Konsole läuft"),
        (
            "Désactivé par défaut ; seulement tant que la console sert",
            "Désactivé par défaut; seulement tant que la console sert",
        ),
        ("Optional", "Optional"),
    ],
)
def test_what_limits_a_port_that_is_off_is_kept_beside_it(text: str, condition: str) -> None:
    found = qualify(text)
    assert found
    assert found.condition == condition


@pytest.mark.parametrize(
    ("title", "cell", "need"),
    [
        ("Required", "Yes", "required"), ("Required", "No", "optional"),
        ("Required", "Only with replication", "conditional"),
        ("Optional", "Yes", "optional"), ("Optional", "No", "required"), ("Optional", "TRUE", "optional"),
        ("M/O", "M", "required"), ("M/O", "O", "optional"), ("When", "Always", "required"),
        ("When", "with replication", "conditional"), ("Default state", "disabled", "off"),
        ("Removed in", "0.8", "retired"),
        ("是否必需", "可选", "optional"), ("是否必需", "必需", "required"),
    ],
)  # fmt: skip
def test_cells_of_columns_about_the_need(title: str, cell: str, need: str) -> None:
    found = need_cell(cell, title)

    assert found
    assert found.need == need


@pytest.mark.parametrize("cell", ["", "-", "–", "n/a"])
def test_an_empty_cell_says_nothing(cell: str) -> None:
    assert need_cell(cell, "Removed in") is None


@pytest.mark.parametrize("title", ["Required for", "Needed for", "Erforderlich für", "Necesario para", "所需功能"])
def test_what_a_port_is_needed_for_is_its_purpose(title: str) -> None:
    rows = "| 7101 | TCP | inbound | Web console |\n| 7102 | TCP | inbound | Copies, only with mirroring |\n"
    reading, _ = reading_of(page(f"# Nodes\n\n| Port | Protocol | Direction | {title} |\n|---|---|---|---|\n{rows}"))
    assert [claim.need for claim in reading.claims] == ["required", "conditional"]


HEAD = "# Node\n\n| Port | Protocol | Direction | Purpose |\n|-|-|-|-|\n"
FORMER = [
    "This port was needed by older releases", "Earlier releases required this port", "Had to be open in version 3",
    "Must be open for older versions", "In previous versions, this port was needed",
    "Wurde von älteren Versionen benötigt", "Muss für frühere Versionen offen sein",
    "Nécessaire pour les anciennes versions", "Era necesario en versiones anteriores",
    "Era richiesta dalle versioni precedenti", "Era usada por versões anteriores", "Was nodig in oudere versies",
    "Krävdes av äldre versioner", "Był używany w poprzednich wersjach", "Byl používán ve starších verzích",
    "Использовался в предыдущих версиях", "以前のバージョンで必要でした", "旧版本使用", "이전 버전에서 사용했습니다",
]  # fmt: skip


@pytest.mark.parametrize("text", FORMER)
def test_what_former_releases_need_is_not_opened(text: str) -> None:
    (claim,) = reading_of(page(f"{HEAD}| 7103 | TCP | in | {text} |\n"))[0].claims
    assert claim.need in ("conditional", "retired")


def test_what_is_needed_since_a_release_is_open() -> None:
    rows = "| 8101 | TCP | in | Must be open since version 4 |\n| 8102 | TCP | in | Was added in version 4 |\n"
    assert {claim.need for claim in reading_of(page(f"{HEAD}{rows}"))[0].claims} == {"required"}


@pytest.mark.parametrize(
    "said",
    [
        "retired since Heron 3", "no longer used as of Heron 12", "removed in flavour 7", "veraltet seit Heron 3",
        "wird ab Heron 3 nicht mehr verwendet", "supprimé depuis Heron 3", "retirado desde Heron 3",
        "non più utilizzata da Heron 3", "niet meer gebruikt sinds Heron 3", "Heron 3 起已弃用", "Heron 3 以降は廃止",
        "descontinuada desde Heron 3", "wycofany od Heron 3",
    ],
)  # fmt: skip
def test_the_number_of_a_version_that_no_word_names_is_no_other_port(said: str) -> None:
    assert open_ports(f"# Hosts\n\n## Ports\n\n- 8441/tcp inbound\n- 8443/tcp inbound: {said}\n") == {8441}


@pytest.mark.parametrize(
    "said",
    [
        "9443 is retired", "replaces the retired 9443", "web (9443 is obsolete)", "web; 9443 is no longer used",
        "replaces 9443, which is retired", "in place of the retired port 9443",
    ],
)  # fmt: skip
def test_what_is_said_of_another_port_closes_none(said: str) -> None:
    assert open_ports(f"# Hosts\n\n## Ports\n\n- 8443/tcp inbound: {said}\n") == {8443}


@pytest.mark.parametrize(
    "said",
    [
        "Il est déconseillé d'ouvrir le port TCP 4912.", "Se desaconseja abrir el puerto TCP 4912.",
        "Si sconsiglia di aprire la porta TCP 4912.", "Het openen van TCP-poort 4912 wordt afgeraden.",
        "Vi avråder från att öppna TCP-port 4912.", "Opening TCP port 4912 is discouraged.",
        "- 4912/tcp: wird seit Version 8 nicht mehr angeboten", "- 4912/tcp : n'est plus proposé depuis la version 8",
        "A port scanner may report port 4912 as open; this is a false positive.",
        "If another program already uses port 4912, change the setting.",
    ],
)  # fmt: skip
def test_what_one_is_advised_against_or_no_longer_offered_is_not_opened(said: str) -> None:
    assert open_ports(f"# Widget\n\n{said}\n") == set()


@pytest.mark.parametrize(
    "said",
    [
        "open only on request of support", "à n'ouvrir que sur demande du support", "abrir solo a petición del soporte",
        "abrir apenas a pedido do suporte", "alleen openen op verzoek van support", "de forma temporal, para la carga",
        "открывать только по запросу поддержки", "nur auf Anforderung des Supports öffnen",
    ],
)  # fmt: skip
def test_what_is_opened_on_request_is_limited(said: str) -> None:
    assert condition_in(said)


@pytest.mark.parametrize(
    "said",
    [
        "Ports 4910 and 4911 must be open, whereas 4912 is no longer used.",
        "Die Ports 4910 und 4911 müssen offen sein, während 4912 nicht mehr benötigt wird.",
        "Les ports 4910 et 4911 doivent être ouverts, tandis que le 4912 n'est plus utilisé.",
    ],
)
def test_what_a_clause_says_of_another_bare_number_is_of_that_one(said: str) -> None:
    assert open_ports(f"# Widget\n\n{said}\n") == {4910, 4911}


GIVEN_UP = {
    "en": ("Deprecated", "Yes", "No", "Reserved"),
    "de": ("Veraltet", "Ja", "Nein", "Reserviert"),
    "fr": ("Obsolète", "Oui", "Non", "Réservé"),
    "es": ("Obsoleto", "Sí", "No", "Reservado"),
    "it": ("Obsoleto", "Sì", "No", "Riservato"),
    "pt": ("Obsoleto", "Sim", "Não", "Reservado"),
    "nl": ("Verouderd", "Ja", "Nee", "Gereserveerd"),
    "ru": ("Устарел", "Да", "Нет", "Зарезервирован"),
    "zh": ("已弃用", "是", "否", "预留"),
    "ja": ("廃止", "はい", "いいえ", "予約済み"),
    "ko": ("사용 중단", "예", "아니요", "예약됨"),
    "pl": ("Przestarzały", "Tak", "Nie", "Zarezerwowany"),
    "cs": ("Zastaralé", "Ano", "Ne", "Rezervováno"),
    "sv": ("Föråldrad", "Ja", "Nej", "Reserverad"),
    "da": ("Forældet", "Ja", "Nej", "Reserveret"),
    "nb": ("Foreldet", "Ja", "Nei", "Reservert"),
    "fi": ("Vanhentunut", "Kyllä", "Ei", "Varattu"),
    "hu": ("Elavult", "Igen", "Nem", "Fenntartva"),
    "ro": ("Învechit", "Da", "Nu", "Rezervat"),
    "uk": ("Застарілий", "Так", "Ні", "Зарезервовано"),
    "vi": ("Lỗi thời", "Có", "Không", "Dành riêng"),
    "id": ("Usang", "Ya", "Tidak", "Dicadangkan"),
    "el": ("Παρωχημένη", "Ναι", "Όχι", "Δεσμευμένη"),
    "ar": ("مهمل", "نعم", "لا", "محجوز"),
    "fa": ("منسوخ", "بله", "خیر", "رزرو شده"),
    "th": ("เลิกใช้", "ใช่", "ไม่", "สงวนไว้"),
    "tr": ("Kullanımdan kaldırıldı", "Evet", "Hayır", "Ayrılmış"),
}
"""For each language a header that says a port is given up, its yes and no, and what says that one is only held."""


@pytest.mark.parametrize("tongue", GIVEN_UP)
def test_a_yes_below_given_up_and_a_mere_reservation_close_a_port(tongue: str) -> None:
    head, yes, no, held = GIVEN_UP[tongue]
    rows = f"| 7101 | {yes} | Heron |\n| 7102 | {no} | Crane |\n| 7103 | | {held} |\n"
    text = f"# Hub\n\n| Port | {head} | Purpose |\n|---|---|---|\n{rows}"
    given, kept, reserved = reading_of(page(text))[0].claims
    assert (given.need, kept.need) == ("retired", "required")
    assert (kept.reserved, reserved.reserved) == (False, True)


ASKING = [
    ("Mandatory / Optional", {"M": "required", "O": "optional", "Optional": "optional"}),
    ("Open", {"only with replication": "conditional", "Yes, when clustered": "conditional", "Yes": "required"}),
    ("Open to the Internet", {"Never": "denied", "Yes": "required"}),
    ("Status", {"Inactive": "off", "Active": "required", "Unused": "denied"}),
]


@pytest.mark.parametrize(("head", "cells"), ASKING)
def test_a_cell_answers_what_its_header_asks(head: str, cells: dict[str, str]) -> None:
    rows = "".join(f"| {port} | TCP | inbound | {cell} |\n" for port, cell in enumerate(cells, 7101))
    reading, _ = reading_of(page(f"# Hub\n\n| Port | Protocol | Direction | {head} |\n|---|---|---|---|\n{rows}"))
    assert [claim.need for claim in reading.claims] == [*cells.values()]
