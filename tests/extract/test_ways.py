"""The cell of a direction may name the other end: a rule that loses it would be open to any address."""

import pytest

from tests.reading import page, reading_of

TABLES = {
    "en": "# Depot\n\n## Lockers\n\n| Port | Protocol | Direction |\n|---|---|---|\n| 4100 | TCP | {} |\n",
    "de": "# Lager\n\n## Schränke\n\n| Port | Protokoll | Richtung |\n|---|---|---|\n| 4100 | TCP | {} |\n",
    "fr": "# Dépôt\n\n## Casiers\n\n| Port | Protocole | Sens |\n|---|---|---|\n| 4100 | TCP | {} |\n",
    "ru": "# Склад\n\n## Шкафы\n\n| Порт | Протокол | Направление |\n|---|---|---|\n| 4100 | TCP | {} |\n",
    "zh": "# 仓库\n\n## 储物柜\n\n| 端口 | 协议 | 方向 |\n|---|---|---|\n| 4100 | TCP | {} |\n",
}


def said(language: str, cell: str) -> tuple[str, tuple[str, ...]]:
    reading, _ = reading_of(page(TABLES[language].format(cell)))
    (claim,) = reading.claims
    return claim.direction, claim.peers


@pytest.mark.parametrize(
    ("language", "cell", "direction", "peers"),
    [
        ("en", "Inbound from clients", "inbound", ("clients",)),
        ("en", "in (agents, operators)", "inbound", ("agents", "operators")),
        ("en", "incoming (from agents only)", "inbound", ("agents",)),
        ("en", "In: agents", "inbound", ("agents",)),
        ("en", "in, from DMZ", "inbound", ("DMZ",)),
        ("en", "from the sorting hall", "inbound", ("sorting hall",)),
        ("en", "Outbound to the update server", "outbound", ("update server",)),
        ("en", "Bidirectional with agents", "both", ("agents",)),
        ("en", "between the storage nodes", "both", ("storage nodes",)),
        ("de", "eingehend von Clients", "inbound", ("Clients",)),
        ("de", "ausgehend zum Updateserver", "outbound", ("Updateserver",)),
        ("de", "eingehend (Benutzer)", "inbound", ("Benutzer",)),
        ("fr", "entrant depuis les agents", "inbound", ("agents",)),
        ("fr", "sortant vers la base", "outbound", ("base",)),
        ("ru", "Входящий от агентов", "inbound", ("агентов",)),
        ("zh", "入站（来自代理）", "inbound", ("代理",)),
    ],
)
def test_the_other_end_stands_beside_the_way(language: str, cell: str, direction: str, peers: tuple[str, ...]) -> None:
    assert said(language, cell) == (direction, peers)


@pytest.mark.parametrize(
    ("cell", "direction"),
    [
        ("inbound", "inbound"),
        ("inbound only", "inbound"),
        ("in (default)", "inbound"),
        ("in, TCP", "inbound"),
        ("Inbound to the server", "inbound"),
        ("in from any", "inbound"),
        ("Inbound from the internet and clients", "inbound"),
        ("In / Out", "both"),
        ("Inbound and outbound", "both"),
        ("between agents and lockers", "unstated"),
    ],
)
def test_what_is_no_name_of_another_end_is_none(cell: str, direction: str) -> None:
    found, peers = said("en", cell)
    assert found == direction
    assert peers in ((), ("agents", "lockers"))
