"""Replies: what goes back over a connection, and the port that it goes to, need no rule; that closes no port."""

import tomllib
from pathlib import Path

import pytest

from tests.reading import open_ports

SAID = tomllib.loads(Path(__file__).with_name("replies.toml").read_text(encoding="utf-8"))
ITEM = "# Mill\n\n## Server\n\n- TCP 7101 inbound: alarms; {}\n- TCP 7103 inbound: web\n"
ROW = (
    "# Mill\n\n## Server\n\n| Port | Protocol | Direction | Notes |\n|---|---|---|---|\n"
    "| 7101 | TCP | inbound | {} |\n| 7103 | TCP | inbound | web |\n"
)


@pytest.mark.parametrize("language", SAID)
@pytest.mark.parametrize("text", [ITEM, ROW])
def test_what_replies_need_closes_nothing(language: str, text: str) -> None:
    assert [each for each in SAID[language]["free"] if open_ports(text.format(each)) != {7101, 7103}] == []
    assert [each for each in SAID[language]["closed"] if open_ports(text.format(each)) != {7103}] == []


def test_a_sentence_about_source_ports_behind_a_table_closes_none_of_it() -> None:
    text = ROW.format("web")
    assert open_ports(f"{text}\nNo rule is needed for the client's source port.\n") == {7101, 7103}
    assert open_ports(f"{text}\nNo rule is needed for these ports.\n") == set()


@pytest.mark.parametrize(
    "said",
    [
        "Agents report over outbound TCP port 7101. They accept no inbound connections, so there is nothing to open.",
        (
            "Agenten melden sich über den ausgehenden TCP-Port 7101. Sie nehmen keine eingehenden Verbindungen an, "
            "daher ist nichts zu öffnen."
        ),
    ],
)
def test_what_follows_from_a_denial_of_the_other_way_is_of_that_way(said: str) -> None:
    assert open_ports(f"# Mill\n\n## Agents\n\n{said}\n") == {7101}


def test_what_follows_from_a_denial_of_the_port_closes_it() -> None:
    said = "Agents used outbound TCP port 7101. They no longer connect, so there is nothing to open."
    assert open_ports(f"# Mill\n\n## Agents\n\n{said}\n") == set()


@pytest.mark.parametrize(
    "said",
    [
        (
            "Clients query the server on inbound UDP port 7101. They use a source port from 33000-33999; "
            "for that no rule is needed on the server."
        ),
        (
            "Die Endgeräte fragen den Server über den eingehenden UDP-Port 7101 ab. Als Quellport nutzen sie Ports "
            "im Bereich 33000-33999; dafür ist auf dem Server keine Freigabe nötig."
        ),
    ],
)
def test_what_a_range_of_source_ports_needs_closes_no_port(said: str) -> None:
    assert 7101 in open_ports(f"# Mill\n\n## Server\n\n{said}\n")
