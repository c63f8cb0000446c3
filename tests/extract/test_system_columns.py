"""A column of systems names the hosts of its rows, in each language."""

import pytest

from tests.reading import page, reading_of

HEADERS = {
    "en": ("System", "Systems", "Port", "Direction", "Inbound"),
    "de": ("System", "Systeme", "Port", "Richtung", "Eingehend"),
    "fr": ("Système", "Systèmes", "Port", "Sens", "Entrant"),
    "es": ("Sistema", "Sistemas", "Puerto", "Dirección", "Entrante"),
    "pt": ("Sistema", "Sistemas", "Porta", "Direção", "Entrada"),
    "it": ("Sistema", "Sistemi", "Porta", "Direzione", "In ingresso"),
    "nl": ("Systeem", "Systemen", "Poort", "Richting", "Inkomend"),
    "sv": ("System", "System", "Port", "Riktning", "Inkommande"),
    "pl": ("System", "Systemy", "Port", "Kierunek", "Przychodzący"),
    "cs": ("Systém", "Systémy", "Port", "Směr", "Příchozí"),
    "ru": ("Система", "Системы", "Порт", "Направление", "Входящее"),
    "ja": ("システム", "システム", "ポート", "方向", "受信"),
    "zh": ("系统", "系統", "端口", "方向", "入站"),
    "ko": ("시스템", "시스템", "포트", "방향", "인바운드"),
}


@pytest.mark.parametrize("language", HEADERS)
def test_a_column_of_systems_names_the_hosts(language: str) -> None:
    one, several, port, way, inbound = HEADERS[language]
    for title in (one, several):
        table = f"| {title} | {port} | TCP | {way} |\n|---|---|---|---|\n"
        rows = f"| Bonsa | 7101 | TCP | {inbound} |\n| Tirol | 7102 | TCP | {inbound} |\n"
        claims = reading_of(page(f"# Mill\n\n{table}{rows}"))[0].claims
        assert [(claim.role, claim.direction) for claim in claims] == [("Bonsa", "inbound"), ("Tirol", "inbound")], (
            title
        )
