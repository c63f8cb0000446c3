"""What holds now counts: a port that was local up to now and is reached by others, and one that another replaces."""

import pytest

from tests.reading import open_ports

HEAD = "# Mill\n\n## Hub servers\n\n"


@pytest.mark.parametrize(
    "said",
    [
        "inbound: up to now local only, since release 4 other machines must be able to reach it",
        "eingehend: bisher nur lokal, seit Version 4 müssen andere Rechner ihn erreichen können",
        "entrada: hasta ahora solo local, desde la versión 4 otros equipos deben poder acceder",
        "inbound: bound to localhost up to Heron 3; since then it listens on every interface",
        "inbound: in Heron 3 it was bound to localhost; in this release it listens on all interfaces",
        "eingehend: bis Heron 3 nur an localhost gebunden; seitdem lauscht er auf allen Schnittstellen",
        "entrant : lié à localhost jusqu'à Heron 3 ; depuis lors, il écoute sur toutes les interfaces",
        "in ingresso: legata a localhost fino a Heron 3; da allora ascolta su tutte le interfacce",
        "przychodzący: do Heron 3 tylko na localhost; od tego czasu nasłuchuje na wszystkich interfejsach",
        "входящий: до Heron 3 только на localhost; с тех пор слушает на всех интерфейсах",
        "入站：在 Heron 3 之前仅绑定 localhost；此后在所有接口上监听",
    ],
)
def test_what_others_reach_now_was_local_once(said: str) -> None:
    assert open_ports(f"{HEAD}- 7101/tcp {said}\n") == {7101}


@pytest.mark.parametrize(
    "said",
    [
        "so far reachable from other machines, since release 4 local only", "local only since release 4",
        "up to now local only, since release 4 other machines cannot reach it either",
        "up to now local only, since release 4 other machines can no longer reach it",
        "up to now local only, since release 4 other machines are kept out by a token",
        "local only; since release 4 other machines have a port of their own", "so far closed",
        "up to now other machines could reach it, since release 4 it is local only",
        "bound to localhost since Heron 3; it listened on every interface before",
        "listened on every interface up to Heron 3; since then bound to localhost",
        "bound to localhost; since then the proxy listens on every interface",
        "bound to localhost up to Heron 3; since then it is closed",
    ],
)  # fmt: skip
def test_what_is_local_now_stays_so(said: str) -> None:
    found = open_ports(f"{HEAD}- 7101/tcp inbound: {said}\n")
    assert found == set()


@pytest.mark.parametrize(
    "said",
    [
        "Once TCP 7101 inbound was open. That port must now be closed: data uses TCP 7102 inbound, which must be open.",
        "Formerly inbound TCP port 7101 had to be open. It must now be closed; open inbound TCP port 7102.",
        "Inbound TCP port 7101 was used by release 5. It must be closed: TCP port 7102 inbound is needed.",
        "Früher war der eingehende TCP-Port 7101 offen. Er muss jetzt geschlossen sein; öffnen Sie eingehend TCP 7102.",
    ],
)
def test_a_sentence_closes_the_port_before_it_and_opens_its_own(said: str) -> None:
    assert open_ports(f"{HEAD}{said}\n") == {7102}


@pytest.mark.parametrize(
    "said",
    [
        "This port must remain closed: TCP port 7102 inbound, which has to be open on the relay.",
        "These ports must stay closed: TCP port 7102 inbound, which was open before.",
        "It must be closed: since release 7 data arrives on inbound TCP port 7102, which must not be open either.",
        "It must be closed: inbound TCP port 7102 was needed in release 7.",
    ],
)
def test_a_sentence_that_closes_its_own_port_opens_none(said: str) -> None:
    assert open_ports(f"{HEAD}{said}\n") == set()


def test_what_was_so_once_is_closed_now() -> None:
    said = "Inbound TCP port 7101 must be open. That was so up to release 3; it must be closed now."
    assert open_ports(f"{HEAD}{said}\n") == set()
