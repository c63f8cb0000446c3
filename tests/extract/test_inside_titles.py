"""Titles that keep all below them closed: what is inside a host, and lists of what is not to be opened."""

import pytest

from tests.reading import open_ports

PAGE = "# Mill\n\n## {}\n\n| Port | Protocol | Direction | Service |\n|---|---|---|---|\n| 7101 | TCP | inbound | A |\n"


@pytest.mark.parametrize(
    "title",
    [
        "Ports inside the server", "Inside the kiosk", "Ports within the relay", "Ports im Inneren des Kiosks",
        "Innerhalb des Gateways", "Ports à l'intérieur du kiosque", "Puertos dentro del quiosco",
        "Porte all'interno del chiosco", "Portas dentro do servidor", "Poorten binnen de kiosk",
        "Порты внутри сервера", "Porty wewnątrz kiosku", "服务器内部的端口", "キオスク内部のポート",
    ],
)  # fmt: skip
def test_what_is_inside_a_host_is_reached_by_nobody_else(title: str) -> None:
    assert open_ports(PAGE.format(title)) == set()


@pytest.mark.parametrize(
    "title",
    [
        "Do-not-open list", "The do-not-open list", "Deny list", "Blocklist", "Blacklist", "Never-open list",
        "Sperrliste",
        "Liste noire", "Lista negra", "Lista de bloqueo", "Lista nera", "Lista de bloqueio", "Blokkeerlijst",
        "Чёрный список", "黑名单", "ブロックリスト", "차단 목록", "Czarna lista",
    ],
)  # fmt: skip
def test_a_list_of_what_is_not_to_be_opened_opens_nothing(title: str) -> None:
    assert open_ports(PAGE.format(title)) == set()


@pytest.mark.parametrize(
    "title",
    [
        "Ports inside the cluster", "Inside the data centre", "Within the network", "Innerhalb des Clusters",
        "Allow list",
        "Ports for servers inside the DMZ", "Servers inside the network", "Freigabeliste", "白名单", "集群内部的端口",
        "Inside sales servers",
    ],
)  # fmt: skip
def test_what_is_inside_a_place_of_many_hosts_is_open(title: str) -> None:
    assert open_ports(PAGE.format(title)) == {7101}
