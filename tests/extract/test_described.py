"""Descriptions that state the ports of their rows, in tables without a column for them."""

import pytest

from tests.reading import page, reading_of

Stated = list[tuple[int, str]]


def stated(text: str) -> Stated:
    reading, _ = reading_of(page(text))
    return [(each.ports[0].start, each.need) for each in reading.claims]


@pytest.mark.parametrize(
    ("title", "head", "first", "second"),
    [
        ("Exposed ports", "Variable | Description", "Exposes port {} of the broker (none or all)", "Exposes port {}"),
        ("Ports", "Component | Description", "Listens on port {} for agents of all sites", "Uses port {} for queries"),
        ("Ports", "Dienst | Beschreibung", "Lauscht auf Port {} für Agenten", "Nutzt Port {} für die Replikation"),
        ("Puertos", "Servicio | Descripción", "Escucha en el puerto {}", "Usa el puerto {} para las consultas"),
        ("Порты", "Компонент | Описание", "Слушает порт {} для агентов", "Использует порт {} для репликации"),
        ("ポート", "変数名 | 説明", "ポート {} を公開。(none または all)", "ポート {} を公開。"),
    ],
)
def test_a_description_states_the_port_of_its_row(title: str, head: str, first: str, second: str) -> None:
    rows = f"| A | {first.format(8443)} |\n| B | {second.format(8444)} |\n"

    assert stated(f"# {title}\n\n| {head} |\n|---|---|\n{rows}") == [(8443, "required"), (8444, "required")]


def test_it_says_how_firmly_it_asks_and_other_numbers_in_it_are_no_ports() -> None:
    rows = "| A | Must not expose port 8443 |\n| B | Port 8444 is no longer used |\n| C | Port 8445 of the store |\n"
    pool = "| D | The number of connections in the pool, 10 at the least |\n"
    head = "| Variable | Description |\n|---|---|\n"

    assert stated(f"# Ports\n\n{head}{rows}{pool}") == [(8443, "denied"), (8444, "retired"), (8445, "required")]


@pytest.mark.parametrize("head", ["Detail", "Description", "Definition"])
def test_a_row_that_is_a_sentence_names_its_host_and_both_ends(head: str) -> None:
    rows = """\
| Inbound access | The hub server must accept TCP 7101 from agents. | always |
| Outbound access | The hub server must reach the update service on TCP 7102. | always |
| Database | Allow TCP port 7103 from the hub to the database server. | |
| Closed | Do not open TCP port 7104 on the hub server. | |
"""
    reading, _ = reading_of(page(f"# Widget\n\n| Requirement | {head} | Notes |\n|---|---|---|\n{rows}"))
    said = [(each.role, each.source, each.destination, each.need) for each in reading.claims]
    assert said == [
        ("hub server", "agents", "hub server", "required"),
        ("hub server", "hub server", "update service", "required"),
        (None, "hub", "database server", "required"),
        ("hub server", None, None, "denied"),
    ]
