"""An item or a sentence that says beside its ports from whom to whom is a flow between them, in any language."""

import tomllib
from pathlib import Path

import pytest

from portspec.extract.ends.beside import route_beside
from tests.reading import open_ports, page, reading_of

FLOWS = {
    "From agents to the hub: TCP 443": ("agents", "hub"),
    "from clients to storage on port 69/udp (boot files)": ("clients", "storage"),
    "TCP 443 from agents to the hub": ("agents", "hub"),
    "443/tcp (agents to hub)": ("agents", "hub"),
    "Agents to hub servers ports 111/udp and 111/tcp": ("Agents", "hub servers"),
    "UDP 69 from clients to storage is needed to boot": ("clients", "storage"),
    "TCP 443 from the internet to the web server": ("internet", "web server"),
    "Traffic from agents to the hub: TCP 443": ("agents", "hub"),
    "Von den Agenten zum Hub: TCP 443": ("Agenten", "Hub"),
    "De l'agent vers le serveur : TCP 443": ("agent", "serveur"),
    "Desde los agentes al servidor: TCP 443": ("agentes", "servidor"),
    "Dagli agenti al server: TCP 443": ("agenti", "server"),
    "TCP 443 van agents naar hub": ("agents", "hub"),
    "От агентов к серверу: TCP 443": ("агентов", "серверу"),
    "Od agentów do serwera: TCP 443": ("agentów", "serwera"),
    "Från agenter till hubben: TCP 443": ("agenter", "hubben"),
    "从代理到服务器：TCP 443": ("代理", "服务器"),
}
NONE = [
    "Copies files from clients to the store on TCP 443",
    "Do not allow TCP 443 from agents to the hub",
    "TCP 443 - backup from disk to tape",
    "Change the port from 443 to 8443 on the server",
    "TCP ports from 1024 to 65535",
    "TCP 443 from time to time",
    "TCP 443 from any to any",
    "TCP 22 from admins to the hub, and TCP 443 from agents to the hub",
    "TCP 443 to the server",
]


@pytest.mark.parametrize("said", FLOWS)
def test_from_whom_to_whom(said: str) -> None:
    assert route_beside(said) == FLOWS[said]


@pytest.mark.parametrize("said", FLOWS)
def test_items_of_a_list_are_flows(said: str) -> None:
    reading, _ = reading_of(page(f"# Ports\n\n## Boot\n\nOpen the following ports:\n\n- {said}\n"))
    assert {(each.source, each.destination) for each in reading.claims} == {FLOWS[said]}


@pytest.mark.parametrize("said", NONE)
def test_other_words_are_no_flow(said: str) -> None:
    assert route_beside(said) is None


UNKNOWN = tomllib.loads(Path(__file__).with_name("unknown_ends.toml").read_text(encoding="utf-8"))


def _flows(said: str, title: str = "Connections") -> set[tuple[str | None, str | None]]:
    reading, _ = reading_of(page(f"# Widget\n\n## {title}\n\n- {said}\n"))
    return {(each.source, each.destination) for each in reading.claims}


@pytest.mark.parametrize("language", UNKNOWN)
def test_a_frame_makes_hosts_of_nouns_that_nobody_knows(language: str) -> None:
    known = UNKNOWN[language]
    assert {said: _flows(said) for said in known["said"]} == {each: {tuple(known["ends"])} for each in known["said"]}
    assert {said: _flows(said) for said in known["not_ends"]} == {each: {(None, None)} for each in known["not_ends"]}


def test_below_a_kind_of_host_a_frame_names_that_host_or_none() -> None:
    said = "From the weather masts to the {}: TCP 7523"
    assert _flows(said.format("slope display"), "Hub servers") == {(None, None)}
    assert _flows(said.format("hub servers"), "Hub servers") == {("weather masts", "hub servers")}
    assert _flows("TCP 7523 inbound: from paper to album", "Lift control") == {(None, None)}


def test_a_frame_that_a_denial_closes_opens_nothing() -> None:
    said = "From the weather masts to the slope display: TCP 7523"
    for denied in (f"Never open, f{said[1:]}", f"{said} (closed)", f"{said}, retired", f"{said}: must stay closed"):
        assert open_ports(f"# Widget\n\n## Connections\n\n- {denied}\n") == set()


@pytest.mark.parametrize("header", ["Connection", "Verbindung"])
def test_a_column_of_frames_names_the_ends(header: str) -> None:
    first, last = UNKNOWN["de" if header == "Verbindung" else "en"]["ends"]
    route = f"von {first} nach {last}" if header == "Verbindung" else f"From the {first} to the {last}"
    rows = f"| {route} | 7523 | TCP |\n| {route} | 7524 | TCP |\n"
    reading, _ = reading_of(page(f"# Widget\n\n| {header} | Port | Protocol |\n|---|---|---|\n{rows}"))
    assert {(each.source, each.destination) for each in reading.claims} == {(first, last)}
