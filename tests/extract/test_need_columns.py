"""Columns that say how firmly a port is asked for, in each language: its state, a yes or a no, that it may be shut."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from portspec.extract.language.lexicon import languages
from tests.reading import page, reading_of

TOLD = tomllib.loads(Path(__file__).with_name("need_columns.toml").read_text(encoding="utf-8"))
Said = dict[str, Any]
LIMITED = {"conditional", "optional", "off"}


@pytest.fixture(params=sorted(TOLD))
def said(request: pytest.FixtureRequest) -> Said:
    """What a language says of these."""
    found: Said = TOLD[request.param]
    return found


def needs(title: str, first: str, second: str) -> tuple[str, str]:
    """Return the needs of two ports in a table with one more column, which says `first` and `second`."""
    table = f"| Port | Protocol | Direction | Service | {title} |\n|---|---|---|---|---|{'---|' * title.count('|')}\n"
    rows = f"| 7101 | TCP | inbound | AA | {first} |\n| 7102 | TCP | inbound | AB | {second} |\n"
    reading, _ = reading_of(page(f"# Heron\n\n## Node\n\n{table}{rows}"))
    one, other = (claim.need for claim in reading.claims)
    return one, other


def test_each_language_has_its_words() -> None:
    assert set(TOLD) == set(languages()) - {"mul"}


def test_what_is_off_is_needed_in_some_cases_only(said: Said) -> None:
    asked = [(title, said["on"][0], said["off"][0]) for title in said["titles"]]
    asked += [(said["titles"][0], said["on"][0], off) for off in said["off"]]
    asked += [(said["titles"][0], on, said["off"][0]) for on in said["on"]]
    found = {each: needs(*each) for each in asked}
    assert [each for each, (on, off) in found.items() if on != "required" or off not in LIMITED] == []


def test_a_state_that_nobody_is_said_to_change_is_no_condition(said: Said) -> None:
    assert needs(*said["status"]) == ("required", "denied")


def test_a_yes_and_a_no_answer_the_title(said: Said) -> None:
    yes, no = said["answers"]
    asked = [(title, yes, no) for title in said.get("asked", ())]
    asked += [(title, no, yes) for title in said.get("freed", ())]
    found = {each: needs(*each) for each in asked}
    assert [each for each, (one, other) in found.items() if one != "required" or other not in LIMITED] == []


def test_what_may_stay_shut_is_neither_closed_nor_open_in_all_cases(said: Said) -> None:
    found = {each: needs("Notes", "", each)[1] for sense in ("may", "must", "never") for each in said[sense]}
    assert [each for each in said["may"] if found[each] not in LIMITED] == []
    assert [each for each in said["must"] if found[each] != "denied"] == []
    assert [each for each in said["never"] if found[each] != "required"] == []


@pytest.mark.parametrize(
    ("title", "cells"),
    [
        ("Encryption", ("On", "Off")), ("Compression", ("Off", "On")), ("TLS", ("On", "On")),
        ("Status", ("Registered", "Assigned")), ("Default", ("eth0", "eth1")), ("State", ("New", "Established")),
        ("Must be open?", ("Yes", "Always")), ("Optional/Required", ("Required", "R")),
    ],
)  # fmt: skip
def test_other_columns_limit_nothing(title: str, cells: tuple[str, str]) -> None:
    assert needs(title, *cells) == ("required", "required")


def test_a_case_in_the_cell_of_an_action_limits_the_port() -> None:
    assert needs("Must be open?", "Yes", "Only with replication") == ("required", "conditional")
    assert needs("Action", "Allow", "Allow if replication is used") == ("required", "conditional")
    assert needs("Required/Optional", "R", "O") == ("required", "optional")
    assert needs("Only with", "-", "Replication") == ("required", "conditional")


CASES = tomllib.loads(Path(__file__).with_name("all_cases.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("language", CASES)
def test_all_cases_limit_nothing_and_some_do(language: str) -> None:
    port, protocol, direction, inbound, *titles = CASES[language]["words"]
    said = [(cell, "required") for cell in CASES[language]["all"]]
    said += [(cell, "conditional") for cell in CASES[language]["some"]]
    for title in titles:
        head = f"| {port} | {protocol} | {direction} | {title} |\n|---|---|---|---|\n"
        rows = "".join(f"| {7101 + at} | TCP | {inbound} | {cell} |\n" for at, (cell, _) in enumerate(said))
        claims = reading_of(page(f"# Mill\n\n## Server\n\n{head}{rows}"))[0].claims
        found = [(cell, claim.need) for (cell, _), claim in zip(said, claims, strict=True)]
        assert found == said, title


@pytest.mark.parametrize("head", ["Target", "Destination", "Service", "Role"])
def test_a_column_of_nothing_but_what_a_firewall_does_names_no_end(head: str) -> None:
    table = f"| Port | Protocol | Direction | {head} |\n|---|---|---|---|\n"
    rows = "| 7101 | TCP | inbound | ACCEPT |\n| 7102 | TCP | inbound | DROP |\n| 7103 | TCP | inbound | reject |\n"
    reading, _ = reading_of(page(f"# Heron\n\n## Server\n\n{table}{rows}"))
    assert [(claim.need, claim.role, claim.destination) for claim in reading.claims] == [
        ("required", "Server", None), ("denied", "Server", None), ("denied", "Server", None),
    ]  # fmt: skip


REFUSED = [
    "No, never",
    "No, not at all",
    "No (never)",
    "No - internal",
    "No – see below",
    "Nein, nie",
    "Non, jamais",
    "No, nunca",
]


@pytest.mark.parametrize("cell", REFUSED)
def test_a_no_with_more_words_is_a_no(cell: str) -> None:
    assert needs("Open in the firewall?", "Yes, always", cell) == ("required", "denied")


def test_a_no_with_a_case_is_asked_for_in_it() -> None:
    assert needs("Open in the firewall?", "Yes", "No, only if SNMP is used") == ("required", "conditional")


LEFT_OPEN = [
    ("Open in firewall?", "Yes", "No (open it for agents)"), ("Open in firewall?", "Yes", "No - open for agents"),
    ("Open in firewall?", "Yes", "No (opened by the installer)"), ("Open?", "Yes", "No, allow it from agents"),
    ("Blocked", "No", "Yes (open it for agents)"), ("In der Firewall öffnen?", "Ja", "Nein (für Agenten öffnen)"),
    ("Ouvrir dans le pare-feu ?", "Oui", "Non (l'ouvrir pour les agents)"),
    ("¿Abrir en el cortafuegos?", "Sí", "No (abrirlo para los agentes)"),
    ("Aprire nel firewall?", "Sì", "No (aprirla per gli agenti)"),
    ("Abrir no firewall?", "Sim", "Não (abrir para os agentes)"),
    ("Open in firewall?", "Ja", "Nee (openen voor agents)"),
    ("Otworzyć w zaporze?", "Tak", "Nie (otworzyć dla agentów)"),
    ("Открыть в брандмауэре?", "Да", "Нет (открыть для агентов)"), ("在防火墙中开放？", "是", "否（对代理开放）"),
]  # fmt: skip


@pytest.mark.parametrize("said", LEFT_OPEN)
def test_a_no_that_leaves_a_case_open_is_not_open_to_all(said: tuple[str, str, str]) -> None:
    assert needs(*said) == ("required", "conditional")


ADVISED = [
    ("Default", "Recommended", "Open", "Closed"), ("Current", "Recommended", "Allowed", "Blocked"),
    ("Default action", "Recommended action", "Allow", "Deny"), ("Default state", "Hardened", "Open", "Closed"),
    ("Standard", "Empfohlen", "Offen", "Geschlossen"), ("Par défaut", "Recommandé", "Ouvert", "Fermé"),
    ("Predeterminado", "Recomendado", "Abierto", "Cerrado"), ("Predefinito", "Consigliato", "Aperto", "Chiuso"),
    ("Padrão", "Recomendado", "Aberto", "Fechado"), ("Standaard", "Aanbevolen", "Open", "Gesloten"),
    ("Domyślnie", "Zalecane", "Otwarty", "Zamknięty"), ("По умолчанию", "Рекомендуется", "Открыт", "Закрыт"),
    ("默认", "推荐", "开放", "关闭"), ("デフォルト", "推奨", "開放", "閉鎖"),
]  # fmt: skip


@pytest.mark.parametrize("said", ADVISED)
def test_a_port_stays_closed_where_that_is_recommended(said: tuple[str, str, str, str]) -> None:
    default, advised, opened, closed = said
    titles, first, second = f"{default} | {advised}", f"{opened} | {closed}", f"{closed} | {opened}"
    assert needs(titles, f"{opened} | {opened}", first)[0] != "denied"
    assert needs(titles, first, second)[0] == "denied"
    assert needs(titles, first, second)[1] != "required"


def test_a_no_below_recommended_opens_nothing_in_all_cases() -> None:
    assert {*needs("Recommended", "No", "no")} <= LIMITED
    assert {*needs("Empfohlen", "Nein", "nein")} <= LIMITED
