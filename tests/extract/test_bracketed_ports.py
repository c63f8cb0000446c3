"""Ports in brackets behind the name of a transport, "TCP (port 8000)", have that one, and no other's."""

import pytest

from tests.reading import page, reading_of


@pytest.mark.parametrize(
    "said",
    [
        "Add inbound rules for the TCP protocol (port 8000) and the UDP protocol (ports 7000-7100).",
        "Open TCP (port 8000) and UDP (ports 7000-7100).",
        "Öffnen Sie das TCP-Protokoll (Port 8000) und das UDP-Protokoll (Ports 7000-7100).",
        "Ouvrez le protocole TCP (port 8000) et le protocole UDP (ports 7000-7100).",
        "Abra el protocolo TCP (puerto 8000) y el protocolo UDP (puertos 7000-7100).",
        "Aprire il protocollo TCP (porta 8000) e il protocollo UDP (porte 7000-7100).",
        "Откройте протокол TCP (порт 8000) и протокол UDP (порты 7000-7100).",
        "添加TCP协议（端口为8000）和UDP协议（端口为7000-7100）规则。",
    ],
)
def test_each_transport_has_the_ports_in_its_brackets(said: str) -> None:
    claims = reading_of(page(f"# Mill\n\n## Hub\n\n{said}\n"))[0].claims
    assert [(each.transports, str(each.ports[0])) for each in claims] == [(("tcp",), "8000"), (("udp",), "7000-7100")]


@pytest.mark.parametrize("said", ["Open the console (port 8000).", "Logs go over UDP; open the console (port 8000)."])
def test_what_else_stands_before_brackets_gives_none(said: str) -> None:
    claims = reading_of(page(f"# Mill\n\n## Hub\n\n{said}\n"))[0].claims
    assert [each.transports for each in claims] == [()]
