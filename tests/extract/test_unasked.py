"""What is no longer, not yet, only in some cases, or not to be opened: many ways to say so, in each language."""

import tomllib
from pathlib import Path

import pytest

from tests.reading import page, reading_of

SAID = tomllib.loads(Path(__file__).with_name("unasked.toml").read_text(encoding="utf-8"))
BELOW = tomllib.loads(Path(__file__).with_name("unasked_below.toml").read_text(encoding="utf-8"))
HEAD = "# Mill\n\n## Gateway\n\n"


def _asked(text: str) -> bool:
    claims = reading_of(page(f"{HEAD}{text}\n"))[0].claims
    asked = [each for each in claims if each.need == "required" and not each.reserved]
    told = (each for each in asked if each.direction != "unstated" or (each.source and each.destination))
    return any(port.start == 7101 for each in told for port in each.ports)


@pytest.mark.parametrize("mark", ["", "- "])
@pytest.mark.parametrize("language", SAID)
def test_none_of_these_asks_for_its_port(language: str, mark: str) -> None:
    assert [said for said in SAID[language] if _asked(mark + said)] == []


@pytest.mark.parametrize(
    "said",
    [
        "Open inbound TCP port 7101 to prevent timeouts.", "Avoid outages: open inbound TCP port 7101.",
        "Öffnen Sie den eingehenden TCP-Port 7101, um Abbrüche zu vermeiden.",
        "Ouvrez le port TCP entrant 7101 pour éviter les coupures.",
        "Abra el puerto TCP de entrada 7101 para evitar cortes.",
    ],
)  # fmt: skip
def test_what_is_prevented_may_be_another_thing(said: str) -> None:
    assert _asked(said)


@pytest.mark.parametrize("mark", ["", "- "])
@pytest.mark.parametrize(
    "said",
    [
        "In step 3, the installer will listen on inbound TCP port 7101.",
        "The gateway will listen on TCP port 7101.",
        "The gateway will accept TLS version 1.2 on inbound TCP port 7101.",
        "De gateway zal op TCP-poort 7101 luisteren.",
    ],
)  # fmt: skip
def test_what_will_be_so_is_so_where_no_release_is_named(said: str, mark: str) -> None:
    assert _asked(mark + said)


@pytest.mark.parametrize("title", BELOW["titles"])
def test_nothing_below_such_a_title_is_asked_for_in_any_case(title: str) -> None:
    rows = "| Port | Protocol | Purpose |\n|---|---|---|\n| 7101 | TCP | jobs |\n"
    claims = reading_of(page(f"# Mill\n\n## {title}\n\n{rows}"))[0].claims
    assert [each.need for each in claims if each.need == "required" and not each.reserved] == []


@pytest.mark.parametrize("lead", BELOW["leads"])
def test_nothing_that_such_a_line_leads_to_is(lead: str) -> None:
    assert not _asked(f"{lead}\n\n- TCP 7101\n")


@pytest.mark.parametrize(
    "said",
    [
        "TCP 7101 - never from the internet", "TCP 7101 (not from the internet)", "TCP 7101, not from guests",
        "TCP 7101 - nie aus dem Internet", "TCP 7101 - jamais depuis Internet", "TCP 7101 - nunca desde Internet",
    ],
)  # fmt: skip
def test_what_is_never_open_to_some_is_not_open_in_any_case(said: str) -> None:
    assert not _asked(f"### Inbound ports\n\n- {said}\n")


@pytest.mark.parametrize("lead", BELOW["under"])
def test_nothing_that_such_a_line_leads_to_below_a_title_of_ports_is(lead: str) -> None:
    assert not _asked(f"### Inbound ports\n\n{lead}\n\n- TCP 7101\n")


@pytest.mark.parametrize("lead", BELOW["asking"])
def test_what_a_line_asks_for_below_such_a_title_is(lead: str) -> None:
    assert _asked(f"### Inbound ports\n\n{lead}\n\n- TCP 7101\n")


@pytest.mark.parametrize(
    "title",
    [
        "Gateway: inbound ports", "Gateway: required inbound ports", "Gateway: inbound ports for agents",
        "Gateway: new inbound ports", "Gateway: current inbound ports", "Server: eingehende Ports",
        "Gateway: inbound ports for test agents",
    ],
)  # fmt: skip
def test_below_others_it_is(title: str) -> None:
    rows = "| Port | Protocol | Purpose |\n|---|---|---|\n| 7101 | TCP | jobs |\n"
    claims = reading_of(page(f"# Mill\n\n## {title}\n\n{rows}"))[0].claims
    assert [each.need for each in claims] == ["required"]
