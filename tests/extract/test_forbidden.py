"""What is forbidden is what the word beside it says, with the port between: "closing it is forbidden" asks for it."""

import pytest

from tests.reading import open_ports

HEAD = "# Mill\n\n## Hub servers\n\n"


@pytest.mark.parametrize(
    "said",
    [
        "по приказу № 3120 закрывать его запрещено", "согласно приказу закрывать этот порт запрещено",
        "за наказом № 12 закривати його заборонено",
        "laut Anweisung 12 ist es verboten, ihn zu schließen",
        "nach Anweisung 12 ist das Schließen dieses Ports verboten",
        "en vertu de la consigne 12 il est interdit de le fermer",
        "según la norma 12 cerrar este puerto está prohibido",
        "podle směrnice zavírat tento port je zakázáno",
        "volgens voorschrift 12 is het verboden hem te sluiten", "under policy 12 blocking it is forbidden",
        "under policy 12 blocking this port is prohibited", "ohjeen 12 mukaan portin sulkeminen on kielletty",
    ],
)  # fmt: skip
def test_what_must_not_be_closed_is_asked_for(said: str) -> None:
    assert open_ports(f"{HEAD}- 7101/tcp (inbound): {said}\n") == {7101}


@pytest.mark.parametrize(
    "said",
    [
        "block this port as it is forbidden", "blocking it is required and access is forbidden",
        "closing it is required",
        "under policy 12 opening it is forbidden", "Zugriff verboten, Port zu sperren", "verboten und zu sperren",
        "bloquear el puerto prohibido", "prohibido y a bloquear", "fermer le port interdit", "interdit et à bloquer",
        "chiudere la porta vietata", "vietata e da chiudere", "по приказу открывать его запрещено",
        "доступ запрещён, закрывать порт",
    ],
)  # fmt: skip
def test_what_is_forbidden_stays_closed(said: str) -> None:
    assert open_ports(f"{HEAD}- 7101/tcp (inbound): {said}\n") == set()
