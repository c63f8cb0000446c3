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


@pytest.mark.parametrize(
    "text",
    [
        "Open port 7101 for TCP and 7102 for UDP.",
        "Open port 7101 over TCP and port 7102 over UDP.",
        "Öffnen Sie Port 7101 für TCP und 7102 für UDP.",
        "Ouvrez le port 7101 en TCP et 7102 en UDP.",
        "Abra el puerto 7101 para TCP y el 7102 para UDP.",
        "Abra a porta 7101 para TCP e 7102 para UDP.",
        "Aprite la porta 7101 per TCP e 7102 per UDP.",
        "Open poort 7101 voor TCP en 7102 voor UDP.",
        "Откройте порт 7101 по TCP и 7102 по UDP.",
        "Otwórz port 7101 dla TCP i 7102 dla UDP.",
        "Otevřete port 7101 pro TCP a 7102 pro UDP.",
        "Öppna port 7101 för TCP och 7102 för UDP.",
        "Buka port 7101 untuk TCP dan 7102 untuk UDP.",
        "Mở cổng 7101 cho TCP và 7102 cho UDP.",
    ],
)
@pytest.mark.parametrize("form", ["{}", "- {}", "| Port | Use |\n|---|---|\n| {} | a |"])
def test_each_port_has_the_transport_that_a_preposition_gives_it(text: str, form: str) -> None:
    claims = reading_of(page(f"# Ports\n\n{form.format(text)}\n"))[0].claims
    assert [([str(port) for port in each.ports], each.transports) for each in claims] == [
        (["7101"], ("tcp",)),
        (["7102"], ("udp",)),
    ]


def test_a_transport_before_a_number_of_its_own_is_of_no_other() -> None:
    claims = reading_of(page("# Ports\n\nOpen port 7101 for TCP port 7102 of the relay.\n"))[0].claims
    assert [each.transports for each in claims if "7101" in map(str, each.ports)] == [()]
