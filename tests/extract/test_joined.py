"""What stands beside a number decides what it is: a transport named once for several, or the ends of a range."""

import pytest

from portspec.spec import PortRange
from tests.reading import page, reading_of

TYPED = {
    "Nodes use TCP 7000 (jobs), 7001 (TLS) and 7199 for inbound connections.": {7000: "tcp", 7001: "tcp", 7199: "tcp"},
    "Nodes use TCP 7000 (jobs) and UDP 7001 (clock) for inbound connections.": {7000: "tcp", 7001: "udp"},
    "Nodes use TCP 7000 (jobs) and port 7001 (clock) for inbound connections.": {7000: "tcp", 7001: None},
}


@pytest.mark.parametrize("sentence", TYPED)
def test_a_transport_before_the_first_of_several_ports_is_that_of_all(sentence: str) -> None:
    reading, _ = reading_of(page(f"# Nodes\n\n## Nodes\n\n{sentence}\n"))
    stated = {each.start: next(iter(claim.transports), None) for claim in reading.claims for each in claim.ports}
    assert stated == TYPED[sentence]


RANGES = {
    "Open the port range 6800:7568 for inbound TCP connections.": [(6800, 7568)],
    "Der Portbereich 6800:7568/tcp muss eingehend offen sein.": [(6800, 7568)],
    "Ouvrez la plage de ports 6800:7568/tcp en entrée.": [(6800, 7568)],
    "Открыть диапазон портов 6800:7568/tcp для входящих соединений.": [(6800, 7568)],
    "Open TCP ports 8080:80 for inbound connections.": [(80, 80), (8080, 8080)],
}


@pytest.mark.parametrize("sentence", RANGES)
def test_a_colon_joins_the_ends_of_what_is_called_a_range(sentence: str) -> None:
    reading, _ = reading_of(page(f"# Nodes\n\n## Nodes\n\n{sentence}\n"))
    stated = sorted(each for claim in reading.claims for each in claim.ports)
    assert stated == [PortRange(start=low, end=high) for low, high in RANGES[sentence]]
