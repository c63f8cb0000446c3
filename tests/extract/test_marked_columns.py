"""What a mark in the column of a host means states the direction of its ports, where it means to open them."""

import pytest

from tests.reading import page, reading_of

OPEN = [
    "A cross means that the inbound TCP port must be open on the host of that column; a blank one not.",
    "A tick means that the inbound TCP port must be open on the host of that column.",
    "Ein Kreuz bedeutet, dass der eingehende TCP-Port auf dem Host dieser Spalte offen sein muss.",
    "Une croix signifie que le port TCP entrant doit être ouvert sur l'hôte de la colonne.",
    "Una cruz significa que el puerto TCP de entrada debe estar abierto en el host de esa columna.",
    "Een kruisje betekent dat de inkomende TCP-poort open moet zijn op de host van die kolom.",
]
CLOSED = [
    "A cross means that the inbound TCP port must not be open on the host of that column.",
    "A cross means that the inbound TCP port must be closed on that host; an empty cell means that it must be open.",
    "A cross means that the inbound TCP port is not needed on the host of that column.",
    "A cross means that the inbound TCP port is forbidden on the host of that column.",
    "A cross means that inbound TCP connections to the port are rejected.",
    "A cross means no inbound access to the TCP port.",
    "A cross means that the inbound TCP port is an old one.",
    "Ein Kreuz bedeutet, dass der eingehende TCP-Port auf dem Host dieser Spalte nicht offen sein darf.",
    "Ein Kreuz bedeutet, dass der eingehende TCP-Port gesperrt ist; sonst muss er offen sein.",
    "Une croix signifie que le port TCP entrant doit rester fermé sur l'hôte de la colonne.",
    "Una cruz significa que el puerto TCP de entrada no debe estar abierto en el host de esa columna.",
    "Een kruisje betekent dat de inkomende TCP-poort dicht moet blijven op de host van die kolom.",
]


def _ways(said: str) -> set[tuple[str, str]]:
    table = "| Port | Service | Exam server | Proctor station |\n|---|---|---|---|\n"
    rows = "| 7101 | Papers | X | |\n| 7102 | Screens | | X |\n| 7103 | Health | X | X |\n"
    return {(each.direction, each.need) for each in reading_of(page(f"# Rooms\n\n{said}\n\n{table}{rows}"))[0].claims}


@pytest.mark.parametrize("said", OPEN)
def test_a_mark_that_opens_tells_the_direction(said: str) -> None:
    assert _ways(said) == {("inbound", "required")}


@pytest.mark.parametrize("said", CLOSED)
def test_a_mark_that_means_anything_else_opens_nothing(said: str) -> None:
    assert ("inbound", "required") not in _ways(said)
