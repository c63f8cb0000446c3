"""What is not to be opened of a wide range that clients choose from closes no port of the sentence before it."""

import pytest

from tests.reading import open_ports

CHOSEN = {
    "The hub must accept inbound connections on TCP port 7101.": (
        "Clients choose a port at random between 49152 and 65535; you do not have to open these ports."
    ),
    "Der Hub muss eingehende Verbindungen auf TCP-Port 7101 annehmen.": (
        "Clients wählen ihren Port zwischen 49152 und 65535; diese Ports müssen Sie nicht öffnen."
    ),
    "Le hub doit accepter les connexions entrantes sur le port TCP 7101.": (
        "Les clients choisissent leur port entre 49152 et 65535 ; vous n'avez pas à ouvrir ces ports."
    ),
    "El hub debe aceptar conexiones entrantes en el puerto TCP 7101.": (
        "Los clientes eligen su puerto entre 49152 y 65535; no es necesario abrir estos puertos."
    ),
    "许可证服务器必须在TCP端口7101上接受入站连接。": "客户端在49152到65535之间选择自己的端口；无需打开这些端口。",
}


@pytest.mark.parametrize("said", CHOSEN)
def test_the_range_of_clients_closes_no_other_port(said: str) -> None:
    assert open_ports(f"# Licences\n\n## Hub\n\n{said} {CHOSEN[said]}\n") == {7101}


CLOSED = [
    "You do not have to open these ports.",
    "Clients choose a port between 49152 and 65535; you do not have to open port 7101.",
]


@pytest.mark.parametrize("said", CLOSED)
def test_what_means_the_port_before_closes_it(said: str) -> None:
    assert not open_ports(f"# Licences\n\n## Hub\n\nThe hub accepts inbound connections on TCP port 7101. {said}\n")
