"""A sentence below the title of another host, and the labels of all items of a list, name the hosts of their ports."""

import pytest

from tests.reading import page, reading_of

ACCEPTING = [
    "The gateway accepts inbound connections on TCP port 7101.",
    "The gateway listens on TCP port 7101.",
    "- The gateway listens on TCP port 7101.",
    "Das Gateway lauscht auf TCP-Port 7101.",
    "El gateway acepta conexiones entrantes en el puerto TCP 7101.",
    "Il gateway accetta connessioni in ingresso sulla porta TCP 7101.",
]
OF_ITS_TITLE = ["The server listens on TCP port 7101.", "The broker listens on TCP port 7101.", "Open TCP port 7101."]
LABELS = {
    "- **Hub:** 7101/tcp inbound\n- **Relay:** 7102/tcp inbound\n": {"Hub", "Relay"},
    "- Hub: 7101/tcp inbound\n- Relay: 7102/tcp inbound\n": {"Hub", "Relay"},
    "- **Web server:** 7101/tcp inbound\n- **Mail server:** 7102/tcp inbound\n": {None},
    "- **Console:** 7101/tcp inbound\n- **Metrics:** 7102/tcp inbound\n": {None},
}


@pytest.mark.parametrize("said", ACCEPTING)
def test_who_accepts_connections_is_the_host(said: str) -> None:
    reading, _ = reading_of(page(f"# Heron\n\n## Broker\n\n{said}\n"))

    assert [((claim.role or "").casefold(), claim.peers) for claim in reading.claims] == [("gateway", ())]


@pytest.mark.parametrize("said", OF_ITS_TITLE)
def test_any_host_is_that_of_the_title(said: str) -> None:
    reading, _ = reading_of(page(f"# Heron\n\n## Broker\n\n{said}\n"))

    assert [(claim.role or "").casefold() for claim in reading.claims] == ["broker"]


@pytest.mark.parametrize("items", LABELS)
def test_labels_that_can_be_nothing_else_are_hosts(items: str) -> None:
    reading, _ = reading_of(page(f"# Heron\n\n## Ports\n\n{items}"))

    assert {claim.role for claim in reading.claims} == LABELS[items]
