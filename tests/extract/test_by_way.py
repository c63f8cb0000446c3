"""By way: what is done on a port asks for it, whatever the verb; what was done once, or by others, does not."""

import pytest

from tests.reading import open_ports

SERVER, AGENTS = "# Mill\n\n## Server\n\n{}\n", "# Mill\n\n## Agents\n\n{}\n"


@pytest.mark.parametrize(
    "said",
    [
        "Cameras push their streams to the server, which takes them on TCP port 7101 (inbound).",
        "The server plays them on inbound TCP port 7101.",
        "Let the receiving centre in on inbound TCP port 7101.",
        "Der Server holt sie auf dem eingehenden TCP-Port 7101 ab.",
        "Le serveur les prend sur le port TCP entrant 7101.",
        "El servidor las recoge en el puerto TCP de entrada 7101.",
        "Il server le raccoglie sulla porta TCP in ingresso 7101.",
        "O servidor recolhe-os na porta TCP de entrada 7101.",
        "De server haalt ze op via de inkomende TCP-poort 7101.",
        "Serwer odbiera je na przychodzącym porcie TCP 7101.",
        "Сервер забирает их через входящий порт TCP 7101.",
    ],
)
def test_what_is_done_on_a_port_asks_for_it(said: str) -> None:
    assert open_ports(SERVER.format(said)) == {7101}


@pytest.mark.parametrize("said", ["takes whatever comes in on TCP 7101", "handles whatever comes in on 7101/tcp"])
def test_words_for_the_way_that_end_in_others_for_it_are_read(said: str) -> None:
    assert open_ports(SERVER.format(f"The server {said}.")) == {7101}


@pytest.mark.parametrize(
    "said",
    [
        "The server plays them on TCP port 7101.",
        "If the server plays them on inbound TCP port 7101, see below.",
        "The server does not play them on inbound TCP port 7101.",
        "The server may play them on inbound TCP port 7101.",
        "See the notes on inbound TCP port 7101.",
    ],
)
def test_what_states_no_way_or_is_a_case_or_a_denial_does_not(said: str) -> None:
    assert open_ports(SERVER.format(said)) == set()


@pytest.mark.parametrize(
    "said",
    [
        "Version 3 agents reported over outbound TCP port 7101.",
        "The old agents spoke with the hub over outbound TCP port 7101.",
        "In release 3 the agents sent their data over outbound TCP port 7101.",
        "Die alten Agenten meldeten sich über den ausgehenden TCP-Port 7101.",
        "Les agents de la version 3 communiquaient par le port TCP sortant 7101.",
        "Los agentes de la versión 3 enviaban los datos por el puerto TCP de salida 7101.",
        "Gli agenti della versione 3 inviavano i dati sulla porta TCP in uscita 7101.",
        "Агенты версии 3 отправляли данные через исходящий порт TCP 7101.",
        "Malware often phones home over outbound TCP port 7101.",
        "Other vendors send their data over outbound TCP port 7101.",
        "A future release will report over outbound TCP port 7101.",
        "Hardly anybody reports over outbound TCP port 7101.",
        "The agents would otherwise report over outbound TCP port 7101.",
    ],
)
def test_what_an_older_release_did_or_others_do_asks_for_nothing(said: str) -> None:
    assert open_ports(AGENTS.format(said)) == set()


@pytest.mark.parametrize(
    "said",
    [
        "Since release 3 the agents report over outbound TCP port 7101.",
        "Agents of version 3 report over outbound TCP port 7101.",
        "The data is sent by version 3 agents over outbound TCP port 7101.",
    ],
)
def test_a_release_of_today_asks_for_its_port(said: str) -> None:
    assert open_ports(AGENTS.format(said)) == {7101}
