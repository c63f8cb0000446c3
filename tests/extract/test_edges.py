"""Edges: a title of ports on a firewall at the edge of a network names no host, and so makes none of its rows'."""

import pytest

from portspec.document import Text
from portspec.extract.ends.titled import host_of_title


def host(title: str) -> str | None:
    """Return the host that a title names."""
    found = host_of_title(Text(title, 0, len(title)))
    return found.value if found else None


@pytest.mark.parametrize(
    "title",
    [
        "Ports to open on the perimeter firewall",
        "Ports on the edge firewall",
        "Perimeter firewall ports",
        "Freizuschaltende Ports an der Perimeter-Firewall",
        "Ports à ouvrir sur le pare-feu périmétrique",
        "Puertos que deben abrirse en el cortafuegos perimetral",
        "Porte da aprire sul firewall perimetrale",
        "Portas a abrir no firewall de perímetro",
        "边界防火墙上需要开放的端口",
        "境界ファイアウォールで開放するポート",
    ],
)
def test_a_firewall_at_the_edge_is_no_host_of_ports(title: str) -> None:
    assert host(title) is None


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Perimeter firewall", "Perimeter firewall"),
        ("Ports on the edge server", "edge server"),
        ("Ports to open on the perimeter proxy", "perimeter proxy"),
        ("Ports for the border gateway", "border gateway"),
    ],
)
def test_a_host_at_the_edge_is_one(title: str, name: str) -> None:
    assert host(title) == name
