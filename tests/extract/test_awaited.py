"""Leads that ask for ports by saying that nothing works until these are open, and such as close them until then."""

import pytest

from tests.reading import open_ports, page, reading_of

OPEN = [
    "Nothing works until these inbound ports have been permitted:",
    "The server does not start before these inbound ports are open:",
    "No service works unless these inbound ports are allowed:",
    "Registration never works until the following inbound ports have been opened.",
    "Nichts funktioniert, bis diese eingehenden Ports freigegeben sind:",
    "Der Server startet nicht, bevor diese eingehenden Ports geöffnet sind:",
    "Nichts läuft, solange diese eingehenden Ports nicht geöffnet sind:",
    "Rien ne fonctionne tant que ces ports entrants n'ont pas été ouverts :",
    "Nada funciona hasta que se abran estos puertos entrantes:",
    "Nada funciona mientras no se abran estos puertos entrantes:",
    "Nada funciona até que estas portas de entrada sejam abertas:",
    "Nulla funziona finché queste porte in ingresso non vengono aperte:",
    "Niets werkt totdat deze inkomende poorten zijn geopend:",
    "Nic nie działa, dopóki te porty przychodzące nie zostaną otwarte:",
    "Nic nefunguje, dokud nejsou tyto příchozí porty otevřené:",
    "Ничего не работает, пока не открыты эти входящие порты:",
    "Нічого не працює, доки не відкрито ці вхідні порти:",
    "在开放以下入站端口之前，任何功能都无法工作：",
    "Inget fungerar förrän dessa inkommande portar har öppnats:",
    "Intet virker, før disse indgående porte er åbnet:",
    "Mikään ei toimi, ennen kuin nämä saapuvat portit on avattu:",
]
CLOSED = [
    "Do not open these inbound ports until the update has finished:",
    "These inbound ports must not be opened before the server works:",
    "Nothing works until these inbound ports are closed:",
    "Öffnen Sie diese eingehenden Ports nicht, bevor der Server läuft:",
    "N'ouvrez pas ces ports entrants tant que le serveur ne fonctionne pas :",
    "No abra estos puertos entrantes hasta que el servidor funcione:",
    "Non aprire queste porte in ingresso finché il server non funziona:",
    "Open deze inkomende poorten niet voordat de server werkt:",
    "Nie otwieraj tych portów przychodzących, dopóki serwer nie działa:",
    "Не открывайте эти входящие порты, пока сервер не работает:",
    "在服务器工作之前不要开放以下入站端口：",
    "Öppna inte dessa inkommande portar förrän servern fungerar:",
    "Älä avaa näitä saapuvia portteja, ennen kuin palvelin toimii:",
]
PAGE = "# Heron\n\n## Server\n\n{}\n\n- 7101/tcp: x\n"


@pytest.mark.parametrize("said", OPEN)
def test_what_nothing_works_without_is_open(said: str) -> None:
    assert open_ports(PAGE.format(said)) == {7101}


@pytest.mark.parametrize("said", CLOSED)
def test_what_must_wait_is_closed(said: str) -> None:
    (claim,) = reading_of(page(PAGE.format(said)))[0].claims
    assert claim.need in ("denied", "conditional")


LASTING = [
    "It cannot vote, either, as long as inbound TCP port 7101 is closed.",
    "Members cannot vote while inbound TCP port 7101 is blocked.",
    "Nothing works while inbound TCP port 7101 is closed.",
    "As long as inbound TCP port 7101 is closed, nothing works.",
    "No node joins as long as inbound TCP port 7101 is not open.",
    "Ein Knoten kann nicht abstimmen, solange der eingehende TCP-Port 7101 geschlossen ist.",
    "Un nœud ne peut pas voter tant que le port TCP entrant 7101 est fermé.",
    "Un nodo no puede votar mientras el puerto TCP entrante 7101 esté cerrado.",
    "Un nodo non può votare finché la porta TCP 7101 in ingresso è chiusa.",
    "Um nó não pode votar enquanto a porta TCP de entrada 7101 estiver fechada.",
    "Een knooppunt kan niet stemmen zolang inkomende TCP-poort 7101 gesloten is.",
    "Узел не может голосовать, пока входящий TCP-порт 7101 закрыт.",
    "Węzeł nie może głosować, dopóki przychodzący port TCP 7101 jest zamknięty.",
]
KEPT_OUT = [
    "Nobody can break in as long as inbound TCP port 7101 is closed.",
    "Strangers cannot log in as long as inbound TCP port 7101 is closed.",
    "As long as inbound TCP port 7101 is closed, nobody can break in.",
    "The console is never reachable from outside as long as inbound TCP port 7101 is closed.",
    "The server starts only while inbound TCP port 7101 is closed.",
    "Angreifer können sich nicht anmelden, solange der eingehende TCP-Port 7101 geschlossen ist.",
    "Les intrus ne peuvent pas se connecter tant que le port TCP entrant 7101 est fermé.",
    "Los atacantes no pueden entrar mientras el puerto TCP entrante 7101 esté cerrado.",
    "Злоумышленники не могут войти, пока входящий TCP-порт 7101 закрыт.",
]


def test_what_does_not_work_as_long_as_a_port_is_closed_asks_for_it() -> None:
    head = "# Heron\n\n## Ledger nodes\n\n"
    assert [each for each in LASTING if open_ports(f"{head}{each}\n") != {7101}] == []
    assert [each for each in KEPT_OUT if open_ports(f"{head}{each}\n")] == []
