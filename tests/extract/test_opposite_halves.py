"""Sentences whose two halves say the same of a port, one by denying the opposite: "not opened, and to be blocked"."""

from tests.reading import open_ports

CLOSED = [
    "Inbound TCP port 7101 must not be opened and must be blocked.",
    "Inbound TCP port 7101 must not be opened and it stays closed.",
    "Inbound TCP port 7101 must not be opened and remains closed.",
    "Outbound TCP port 7101 must not be let out and the port stays closed.",
    "Der eingehende TCP-Port 7101 darf nicht geöffnet werden und muss gesperrt bleiben.",
    "Le port TCP entrant 7101 ne doit pas être ouvert et doit être bloqué.",
    "El puerto TCP entrante 7101 no debe abrirse y debe bloquearse.",
    "La porta TCP 7101 in ingresso non deve essere aperta e deve essere bloccata.",
    "A porta TCP de entrada 7101 não deve ser aberta e deve ser bloqueada.",
    "Inkomende TCP-poort 7101 mag niet worden geopend en moet geblokkeerd blijven.",
    "Входящий TCP-порт 7101 не следует открывать, и он должен быть закрыт.",
    "Przychodzącego portu TCP 7101 nie wolno otwierać i musi być zablokowany.",
]
OPEN = [
    "Inbound TCP port 7101 must not be blocked and must be open.",
    "Inbound TCP port 7101 must not be blocked and the port stays open.",
    "Inbound TCP port 7101 must not be blocked or rejected.",
    "Inbound TCP port 7101 must not be filtered and rejected.",
    "Der eingehende TCP-Port 7101 darf nicht gesperrt werden und muss offen bleiben.",
    "La porta TCP 7101 in ingresso non deve essere bloccata e deve restare aperta.",
]
HEAD = "# Heron\n\n## Exam servers\n\n"


def test_a_negation_turns_the_verb_of_its_own_half() -> None:
    assert [each for each in CLOSED if open_ports(f"{HEAD}{each}\n")] == []
    assert [each for each in OPEN if open_ports(f"{HEAD}{each}\n") != {7101}] == []


def test_a_remark_that_is_a_negation_closes_the_ports_before_it() -> None:
    rows = "| A | TCP 7101; TCP 7102 (blocked) | inbound |\n| B | TCP 7103 (never) | inbound |\n"
    table = f"{HEAD}| Service | Ports | Direction |\n|---|---|---|\n{rows}"
    assert open_ports(table) == {7101}
    items = "- 7101/tcp inbound: web (optional TLS)\n- 7102/tcp inbound (never)\n- 7103/tcp inbound: never\n"
    assert open_ports(f"{HEAD}{items}- 7104/tcp inbound (niemals)\n") == {7101}


def test_a_line_of_addresses_may_be_denied() -> None:
    lines = "a.example.com:443<br>b.example.com:444 (never)<br>c.example.com:445 is closed<br>not d.example.com:446"
    table = f"| Service | Direction | Ports | Protocol |\n|---|---|---|---|\n| x | Outbound | {lines} | TCP |\n"
    assert open_ports(f"{HEAD}{table}") == {443}
