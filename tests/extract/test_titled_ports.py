"""Titles that are ports: bare numbers below a title of ports, and what the text below such a title says of them."""

import pytest

from tests.reading import open_ports, page, reading_of


def needs(text: str) -> list[tuple[int, str]]:
    reading, _ = reading_of(page(text))
    return [(each.ports[0].start, each.need) for each in reading.claims]


@pytest.mark.parametrize(
    "text",
    [
        "## Enabled ports\n\n### `7101`\n\nQueries.\n\n### 7102-7110\n\nGossip.\n",
        "## Benötigte Ports\n\n### 7101\n\nAbfragen.\n\n### 7102\n\nReplikation.\n",
        "## Ports par défaut\n\n### 7101 – requêtes\n\nTexte.\n\n### 7102 : copies\n\nTexte.\n",
        "## 默认端口\n\n### 7101\n\n管理服务。\n\n### 7102 (查询)\n\n查询服务。\n",
    ],
)
def test_numbers_below_a_title_of_ports_are_ports(text: str) -> None:
    assert needs(f"# Quarry\n\n{text}") == [(7101, "required"), (7102, "required")]


def test_the_title_above_says_how_firmly_they_are_asked_for() -> None:
    text = "## Disabled ports\n\n### 7101\n\nText.\n\n## Ports that must stay closed\n\n### 7102\n\nText.\n"
    assert needs(f"# Quarry\n\n{text}") == [(7101, "off"), (7102, "denied")]


@pytest.mark.parametrize(
    "text",
    [
        "## Changes to ports\n\n### 2024\n\nText.\n",
        "## Ports\n\n### 1\n\nText.\n",
        "## Error codes of ports\n\n### Codes\n\n#### 1001\n\nThe port is in use.\n",
        "## Ports\n\n### 7101 things to know\n\nText.\n",
    ],
)
def test_other_titles_are_none(text: str) -> None:
    assert needs(f"# Quarry\n\n{text}") == []


@pytest.mark.parametrize(
    ("below", "need"),
    [
        ("Queries of clients.", "required"),
        ("Never open this port.", "denied"),
        ("- Never open this port.\n- It is for debugging.", "denied"),
        ("No longer used.", "retired"),
        ("Listens on localhost only.", "local"),
        ("Only if replication is enabled.", "conditional"),
        ("Diesen Port niemals freigeben.", "denied"),
        ("Ce port n'est plus utilisé.", "retired"),
        ("No exponga este puerto.", "denied"),
        ("Этот порт должен быть закрыт.", "denied"),
        ("请勿开放此端口。", "denied"),
        ("このポートは開放しないでください。", "denied"),
        ("이 포트는 열지 마십시오.", "denied"),
        ("Obsoleta dalla versione 4.", "retired"),
        ("Agents connect here. Do not share the password.", "required"),
    ],
)
@pytest.mark.parametrize("title", ["7101/tcp", "7101"])
def test_the_text_below_says_how_firmly_it_is_asked_for(title: str, below: str, need: str) -> None:
    text = f"# Quarry\n\n## Inbound ports\n\n### {title}\n\n{below}\n\n### 7102/udp\n\nGossip.\n"
    assert needs(text) == [(7101, need), (7102, "required")]


WAYS = [
    "inbound",
    "eingehend",
    "en entrée",
    "de entrada",
    "in ingresso",
    "inkomend",
    "входящий",
    "入站",
    "受信",
    "수신",
]


@pytest.mark.parametrize("way", WAYS)
def test_a_title_may_end_in_the_direction_of_its_ports(way: str) -> None:
    text = f"# Quarry\n\n## Catalogue server\n\n### Search: TCP 7101 {way}\n\nText.\n"
    reading, _ = reading_of(page(f"{text}\n### Loans: TCP 7102, 7103 {way}\n\nNever open these ports.\n"))
    found = [(each.role, each.direction, each.ports[0].start, each.need) for each in reading.claims]
    assert found[0] == ("Catalogue server", "inbound", 7101, "required")
    assert {each[3] for each in found[1:]} <= {"denied"}


@pytest.mark.parametrize(
    "title", ["Blocked: TCP 7101 inbound", "Not to be opened: TCP 7101 inbound", "Search TCP 7101 in"]
)
def test_a_title_that_closes_its_ports_opens_none(title: str) -> None:
    assert open_ports(f"# Quarry\n\n## Catalogue server\n\n### {title}\n\nText.\n") == set()
