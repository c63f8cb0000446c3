"""Sentences of hosts that reach each other, and of a host that others reach, whoever they are."""

import pytest

from tests.reading import page, reading_of

MUTUAL = {
    "All nodes must be accessible to each other on TCP port 7250.": "nodes",
    "Server nodes must be able to reach each other on TCP port 7250.": "Server nodes",
    "If the store is built in, the store servers must reach one another on TCP 7250.": "store servers",
    "Cluster members communicate with each other over TCP 7250.": "Cluster members",
    "Die Knoten müssen einander über TCP-Port 7250 erreichen können.": "Knoten",
    "Les serveurs doivent communiquer entre eux sur le port TCP 7250.": "serveurs",
    "Los nodos deben ser accesibles entre sí en el puerto TCP 7250.": "nodos",
    "I server devono raggiungersi tra loro sulla porta TCP 7250.": "server",
    "Os servidores devem comunicar entre si na porta TCP 7250.": "servidores",
    "De servers moeten elkaar via TCP-poort 7250 kunnen bereiken.": "servers",
    "Servrarna måste nå varandra på TCP-port 7250.": "Servrarna",
    "Serwery muszą komunikować się między sobą przez port TCP 7250.": "Serwery",
    "Servery musí spolu komunikovat mezi sebou na portu TCP 7250.": "Servery",
    "Серверы должны быть доступны друг другу по порту TCP 7250.": "Серверы",
}
REACHED = {
    "Nodes must be reachable over UDP port 7251 when the tunnel is used.": "Nodes",
    "The hub has to be accessible on UDP 7251.": "hub",
    "Der Steuerserver muss über UDP-Port 7251 erreichbar sein.": "Steuerserver",
    "Le serveur doit être joignable sur le port UDP 7251.": "serveur",
    "El servidor debe ser accesible por el puerto UDP 7251.": "servidor",
    "Il server deve essere raggiungibile sulla porta UDP 7251.": "server",
    "O servidor deve estar acessível na porta UDP 7251.": "servidor",
    "De server moet bereikbaar zijn via UDP-poort 7251.": "server",
    "Servern måste vara nåbar på UDP-port 7251.": "Servern",
    "Serwer musi być dostępny na porcie UDP 7251.": "Serwer",
    "Сервер должен быть доступен по порту UDP 7251.": "Сервер",
}
NOT_INBOUND = [
    "These sites must be reachable on TCP 7252: updates.example.com.",
    "The update site of the vendor must be reachable on TCP port 7252.",
    "If the server must be accessible, open TCP port 7252.",
    "The server is not reachable on TCP port 7252.",
    "TCP port 7252 must be accessible.",
]


@pytest.mark.parametrize(("sentence", "hosts"), MUTUAL.items())
def test_hosts_that_reach_each_other_are_both_ends(sentence: str, hosts: str) -> None:
    (claim,) = reading_of(page(f"# Widget\n\n{sentence}\n"))[0].claims
    assert (claim.source, claim.destination) == (hosts, hosts)


@pytest.mark.parametrize(("sentence", "host"), REACHED.items())
def test_who_can_be_reached_is_the_host_of_the_port(sentence: str, host: str) -> None:
    (claim,) = reading_of(page(f"# Widget\n\n## Agents\n\n{sentence}\n"))[0].claims
    assert (claim.direction, claim.role, claim.source) == ("inbound", host, None)


@pytest.mark.parametrize("sentence", NOT_INBOUND)
def test_what_is_reached_elsewhere_or_perhaps_opens_nothing(sentence: str) -> None:
    claims = reading_of(page(f"# Widget\n\n## Agents\n\n{sentence}\n"))[0].claims
    assert [claim.direction for claim in claims if claim.need == "required" and not claim.negated] in ([], ["unstated"])


@pytest.mark.parametrize(
    "verb", ["need to be able to reach", "have to be able to access", "must be able to connect to", "need to reach"]
)
def test_helping_verbs_are_no_part_of_a_host(verb: str) -> None:
    (claim,) = reading_of(page(f"# Widget\n\nThe agents {verb} the registry on TCP port 7253.\n"))[0].claims
    assert (claim.source, claim.destination) == ("agents", "registry")
