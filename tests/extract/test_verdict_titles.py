"""Titles that say what to do with the rows below them, in each language and wherever a title stands."""

import tomllib
from pathlib import Path

import pytest

from tests.reading import open_ports, page, reading_of

TITLES = tomllib.loads(Path(__file__).with_name("verdict_titles.toml").read_text(encoding="utf-8"))
ITEMS = "- 7101/tcp inbound: web\n- 7102/udp inbound: sync\n"
PLACES = {
    "heading over arrows": "# Heron\n\n## {}\n\n- Agent → Hub: 7101/tcp\n- Hub → Store: 7102/tcp\n",
    "heading over both ends": (
        "# Heron\n\n## {}\n\n| Source | Destination | Port | Protocol |\n|---|---|---|---|\n"
        "| Agent | Hub | 7101 | TCP |\n| Hub | Store | 7102 | TCP |\n"
    ),
    "heading": "# Heron\n\n## Node\n\n### {}\n\n" + ITEMS,
    "label": "# Heron\n\n## Node\n\n**{}**\n\n" + ITEMS,
    "colon": "# Heron\n\n## Node\n\n{}:\n\n" + ITEMS,
}


@pytest.mark.parametrize("tongue", TITLES)
@pytest.mark.parametrize("place", PLACES)
def test_a_title_closes_or_opens_what_stands_below(place: str, tongue: str) -> None:
    said = TITLES[tongue]
    assert [each for each in said["closed"] if open_ports(PLACES[place].format(each))] == []
    assert [each for each in said["open"] if not open_ports(PLACES[place].format(each)) >= {7101, 7102}] == []


NAMED = PLACES | {
    "table": (
        "# Heron\n\n## {}\n\n| Port | Protocol | Direction |\n|---|---|---|\n"
        "| 7101 | TCP | inbound |\n| 7102 | UDP | inbound |\n"
    ),
    "group of rows": (
        "# Heron\n\n## Node\n\n| Port | Protocol | Direction |\n|---|---|---|\n"
        "| {} | | |\n| 7101 | TCP | inbound |\n| 7102 | UDP | inbound |\n"
    ),
    "prose": "# Heron\n\n## Node\n\n### {}\n\nTCP port 7101 is used for sync. TCP port 7102 is used for web traffic.\n",
}


@pytest.mark.parametrize("tongue", TITLES)
@pytest.mark.parametrize("place", NAMED)
def test_a_title_of_what_is_not_to_be_opened_closes_it_and_names_no_host(place: str, tongue: str) -> None:
    said, wrong = TITLES[tongue], []
    for title in said["shut"]:
        reading, _ = reading_of(page(NAMED[place].format(title)))
        asked = [claim for claim in reading.claims if claim.need not in ("denied", "retired", "local")]
        if asked or any(role.text == title for role in reading.roles):
            wrong.append(title)
    assert wrong == []
    assert [each for each in said["kept"] if not open_ports(NAMED[place].format(each)) >= {7101}] == []


BARE = {
    "numbers": "- **7101**\n- **7102**\n",
    "numbers first": "- 7101 – heron\n- 7102 – crane\n",
    "names first": "- Heron: 7101\n- Crane: 7102\n",
    "names before brackets": "- Heron (7101)\n- Crane (7102)\n",
    "a table without a head": "| | |\n|---|---|\n| 7101 | heron |\n| 7102 | crane |\n",
    "a line": "7101, 7102\n",
}


@pytest.mark.parametrize("tongue", TITLES)
@pytest.mark.parametrize("above", ["## {}\n\n", "{}:\n\n"])
def test_bare_numbers_below_a_title_are_ports_and_the_title_names_no_host(above: str, tongue: str) -> None:
    wrong = []
    for kind in ("closed", "open"):
        for title in TITLES[tongue][kind]:
            for shape, rows in BARE.items():
                text = f"# Firewall rules\n\n{above.format(title)}{rows}"
                reading, _ = reading_of(page(text))
                found = {each.start for claim in reading.claims for each in claim.ports}
                shut = {claim.need in ("denied", "retired") for claim in reading.claims}
                if found != {7101, 7102} or shut != {kind == "closed"} or reading.roles:
                    wrong.append((title, shape, found, shut, reading.roles))
    assert wrong == []


HEADS = "# Firewall rules\n\n| {} | {} |\n|---|---|\n| 7101 | 7201 |\n| 7102 | 7203 |\n"


@pytest.mark.parametrize("tongue", TITLES)
def test_headers_that_say_what_to_do_with_ports_stand_above_ports(tongue: str) -> None:
    said = TITLES[tongue]
    assert open_ports(HEADS.format(said["open"][0], said["closed"][0])) == {7101, 7102}


@pytest.mark.parametrize("title", ["Relay", "Overview", "Notes"])
def test_numbers_below_another_title_are_no_ports(title: str) -> None:
    assert not open_ports(f"# Firewall rules\n\n## {title}\n\n7101, 7102\n")


@pytest.mark.parametrize(
    "title",
    [
        "Not for agents", "Not on the server", "No agents", "Not for the internet", "Not public", "Nicht für Agenten",
        "Keine Agenten", "Pas pour les agents", "No para los agentes", "Non per gli agenti", "Não para os agentes",
        "Niet voor agents", "Nie dla agentów", "Не для агентов", "不用于代理",
    ],
)  # fmt: skip
@pytest.mark.parametrize("place", ["heading", "label", "table", "group of rows"])
def test_a_title_that_begins_with_a_not_opens_nothing_in_all_cases(title: str, place: str) -> None:
    claims = reading_of(page(NAMED[place].format(title)))[0].claims
    assert [claim.need for claim in claims if claim.need == "required"] == []


@pytest.mark.parametrize(
    "title",
    [
        "Ports to open for members not in the domain", "Ports for hosts not in a domain", "Members not in the domain",
        "Servers that are not domain members", "Not only for agents", "Non-domain members", "No. 7 ports",
    ],
)  # fmt: skip
def test_a_not_about_hosts_closes_nothing(title: str) -> None:
    assert open_ports(NAMED["table"].format(title)) == {7101, 7102}
    claims = reading_of(page(NAMED["table"].format(title)))[0].claims
    assert {claim.need for claim in claims} == {"required"}


@pytest.mark.parametrize(
    "title",
    [
        "Ports on servers not to be opened", "Ports on servers not in use", "Ports of servers not for external access",
        "Do not open these ports on servers not in the domain",
    ],
)  # fmt: skip
def test_a_not_about_the_ports_of_hosts_closes_them(title: str) -> None:
    assert open_ports(NAMED["table"].format(title)) == set()
