"""Who is at the other end stands also in what a port is for: without it a rule would be open to any address."""

import pytest

from portspec.extract.phrases import ends_beside
from portspec.spec import Direction
from tests.reading import page, reading_of

NAMED: dict[str, tuple[Direction, tuple[str, ...]]] = {
    "commands from the hub": ("inbound", ("hub",)),
    "Requests from clients and other gateways, over TLS": ("inbound", ("clients", "gateways")),
    "to the clock servers": ("outbound", ("clock servers",)),
    "Aufträge vom Hub": ("inbound", ("Hub",)),
    "Meldungen an den Zeitserver": ("outbound", ("Zeitserver",)),
    "requêtes en provenance des postes": ("inbound", ("postes",)),
    "vers le serveur de temps": ("outbound", ("serveur de temps",)),
    "задания от контроллера": ("inbound", ("контроллера",)),
    "richieste dagli agenti": ("inbound", ("agenti",)),
    "förfrågningar från klienter": ("inbound", ("klienter",)),
    "naar de beheerserver": ("outbound", ("beheerserver",)),
    "Agents connect to this port": ("inbound", ("Agents",)),
    "needed so that the hub can connect": ("inbound", ("hub",)),
    "gli agenti si collegano qui": ("inbound", ("agenti",)),
    "commands from port 7001": ("inbound", ()),
    "traffic from any host": ("inbound", ()),
    "downloads from version 3.2 on": ("inbound", ()),
    "used to register agents": ("outbound", ()),
    "commands for the hub": ("inbound", ()),
}


@pytest.mark.parametrize("purpose", NAMED)
def test_a_purpose_names_the_other_end(purpose: str) -> None:
    direction, names = NAMED[purpose]
    assert ends_beside(purpose, direction) == names
    assert ends_beside(purpose, "unstated") == ()


def test_a_column_counts_before_the_purpose() -> None:
    text = """\
## Nodes

| Port | Protocol | Direction | Source | Purpose |
|---|---|---|---|---|
| 7001 | TCP | inbound | Agents | commands from the hub |
| 7002 | TCP | inbound | | commands from the hub |
"""
    first, second = reading_of(page(text))[0].claims
    assert (first.peers, second.peers) == ((), ("hub",))
