"""Remarks beside a port that keep it closed, in an item and in a row; and clauses that only say that it does or not."""

import tomllib
from pathlib import Path

import pytest

from tests.reading import open_ports, page, reading_of

SAID = tomllib.loads(Path(__file__).with_name("closing_remarks.toml").read_text(encoding="utf-8"))


def _required(text: str) -> set[int]:
    """Return the ports that a page asks for in any case."""
    claims = reading_of(page(f"# Mill\n\n{text}"))[0].claims
    return {claim.ports[0].start for claim in claims if claim.need == "required" and not claim.reserved}


@pytest.mark.parametrize("language", SAID)
def test_a_remark_keeps_a_port_closed(language: str) -> None:
    host, inbound = SAID[language]["words"]
    head = "| Port | Protocol | Direction | Description |\n|---|---|---|---|\n"
    for remark in SAID[language]["remarks"]:
        found = _required(f"## {host}\n\n- TCP 7745 {inbound}: {remark}\n- TCP 7750 {inbound}: web\n")
        found |= _required(f"## {host}\n\n{head}| 7745 | TCP | inbound | {remark} |\n")
        assert 7745 not in found, remark
        assert 7750 in found, remark


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("the old client is retired, this port is not", True),
        ("the new client is not retired, this port is", False),
        ("the client stays, this port does not", False),
        ("der alte Client ist abgekündigt, dieser Port nicht", True),
        ("der Client bleibt, dieser Port nicht", False),
        ("l'ancien client est retiré, ce port non", True),
        ("le client reste, ce port non", False),
        ("de oude client is vervallen, deze poort niet", True),
        ("el cliente sigue, este puerto no", False),
        ("il client resta, questa porta no", False),
        ("o cliente fica, esta porta não", False),
        ("клиент остаётся, этот порт нет", False),
        ("klient zostaje, ten port nie", False),
    ],
)
def test_this_port_does_or_not_what_another_thing_does_not_or_does(said: str, asked: bool) -> None:  # noqa: FBT001
    ports = open_ports(f"# Mill\n\n## Server\n\n- TCP 7745 inbound: {said}\n- TCP 7750 inbound: web\n")
    assert ports == ({7745, 7750} if asked else {7750})


DENIED = [
    "Do not open 7101/tcp.", "Never expose TCP port 7101.", "Öffnen Sie 7101/tcp nicht.", "N'ouvrez pas 7101/tcp.",
    "No abra 7101/tcp.", "Non aprire 7101/tcp.", "Não abra 7101/tcp.", "Open 7101/tcp niet.", "Nie otwieraj 7101/tcp.",
    "Не открывайте 7101/tcp.", "请勿开放 7101/tcp。",
]  # fmt: skip


@pytest.mark.parametrize("said", DENIED)
def test_an_item_that_denies_a_port_closes_it_wherever_it_is_asked_for(said: str) -> None:
    row = "| Port | Protocol | Direction |\n|---|---|---|\n| 7101 | TCP | inbound |\n| 7102 | TCP | inbound |\n"
    items = "- 7101/tcp inbound: web\n- 7102/tcp inbound: sync\n"
    for text in (f"{row}\n- {said}\n", f"{items}- {said}\n", f"- {said}\n{items}"):
        assert open_ports(f"# Mill\n\n## Server\n\n{text}") == {7102}, text
