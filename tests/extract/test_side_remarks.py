"""What is refused beside a port, keys or logins, is no port; and letters of a legend may stand for hosts."""

import pytest

from tests.reading import open_ports, page, reading_of

REMARKS = [
    "Must not be closed; keys under 2048 bits are refused",
    "Web pages; expired certificates are rejected",
    "Required; anonymous logins are denied",
    "Must be open; idle sessions are closed after 10 minutes",
    "Darf nicht geschlossen werden; Schlüssel unter 2048 Bit werden abgelehnt",
    "Ne doit pas être fermé ; les clés de moins de 2048 bits sont refusées",
    "No debe cerrarse; se rechazan las claves de menos de 2048 bits",
    "Non deve essere chiusa; le chiavi sotto i 2048 bit sono rifiutate",
    "Mag niet worden gesloten; sleutels onder 2048 bits worden geweigerd",
    "Нельзя закрывать; ключи короче 2048 бит отклоняются",
    "Nie wolno zamykać; klucze poniżej 2048 bitów są odrzucane",
]
CLOSED = [
    "Connections are refused",
    "Blocked; keys under 2048 bits are refused",
    "All traffic is rejected",
    "Access without a token is denied: the port is blocked",
]
LEGENDS = [
    "I = indexer, S = searcher\n\n{}",
    "Key: I – indexer, S – searcher\n\n{}",
    "- I: indexer\n- S: searcher\n\n{}",
    "{}\nI: indexer; S: searcher\n",
    "| Letter | Host |\n|---|---|\n| I | indexer |\n| S | searcher |\n\nPorts:\n\n{}",
]


def table(remark: str) -> str:
    rows = f"| Port | Protocol | Direction | Remarks |\n|---|---|---|---|\n| 7101 | TCP | Inbound | {remark} |\n"
    return f"# Heron\n\n## Vaults\n\n{rows}"


@pytest.mark.parametrize("remark", REMARKS)
def test_a_thing_that_is_refused_is_no_port(remark: str) -> None:
    assert open_ports(table(remark)) == {7101}


@pytest.mark.parametrize("remark", CLOSED)
def test_what_is_refused_at_a_port_keeps_it_closed(remark: str) -> None:
    assert open_ports(table(remark)) == set()


@pytest.mark.parametrize("legend", LEGENDS)
def test_a_letter_stands_for_a_host(legend: str) -> None:
    rows = "| I | 7101 | TCP | Inbound |\n| S | 7102 | TCP | Inbound |\n| I, S | 7103 | UDP | Inbound |\n"
    text = legend.format(f"| Host | Port | Protocol | Direction |\n|---|---|---|---|\n{rows}")
    reading, _ = reading_of(page(f"# Heron\n\n{text}"))

    found = [claim.roles or (claim.role,) for claim in reading.claims]
    assert found == [("indexer",), ("searcher",), ("indexer", "searcher")]


def test_a_few_letters_stand_for_a_host_behind_the_sign_of_equality() -> None:
    rows = "| AGT | IDX | 7101 | TCP |\n"
    text = f"AGT = agents, IDX = indexer\n\n| From | To | Port | Protocol |\n|---|---|---|---|\n{rows}"
    reading, _ = reading_of(page(f"# Heron\n\n{text}"))

    assert [(claim.sources, claim.destinations) for claim in reading.claims] == [(("agents",), ("indexer",))]
