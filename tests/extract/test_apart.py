"""Ports of one item, sentence or cell that have different directions: each has its own, in every shape and language."""

import pytest

from tests.reading import page, reading_of

WAYS = {
    "en": ("inbound", "outbound"),
    "de": ("eingehend", "ausgehend"),
    "fr": ("entrant", "sortant"),
    "es": ("entrante", "saliente"),
    "pt": ("entrada", "saída"),
    "it": ("in entrata", "in uscita"),
    "nl": ("inkomend", "uitgaand"),
    "pl": ("przychodzący", "wychodzący"),
    "cs": ("příchozí", "odchozí"),
    "ru": ("входящий", "исходящий"),
    "uk": ("вхідний", "вихідний"),
    "sv": ("inkommande", "utgående"),
    "da": ("indgående", "udgående"),
    "nb": ("innkommende", "utgående"),
    "fi": ("saapuva", "lähtevä"),
    "hu": ("bejövő", "kimenő"),
    "tr": ("gelen", "giden"),
    "el": ("εισερχόμενη", "εξερχόμενη"),
    "zh": ("入站", "出站"),
    "ja": ("受信", "送信"),
    "ko": ("인바운드", "아웃바운드"),
}
SAID = (
    "7541/tcp {}, 7542/tcp {}",
    "{} TCP 7541, {} TCP 7542",
    "TCP 7541 ({}), TCP 7542 ({})",
    "{}: TCP 7541; {}: TCP 7542",
    "TCP 7541 {} / TCP 7542 {}",
)
SHAPES = {
    "item": "# Ports\n\n- {}\n",
    "prose": "# Ports\n\nOpen these ports on the server: {}.\n",
    "cell": "# Ports\n\n| Service | Ports |\n|---|---|\n| Mill | {} |\n| Clock | TCP 7500 |\n",
    "fact": "# Needs\n\n| Part | Value |\n|---|---|\n| CPU | 8 cores |\n| Network | {} |\n",
}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("said", SAID)
@pytest.mark.parametrize("language", WAYS)
def test_each_port_has_the_direction_beside_it(language: str, said: str, shape: str) -> None:
    claims = reading_of(page(SHAPES[shape].format(said.format(*WAYS[language]))))[0].claims
    found = {port.start: claim.direction for claim in claims for port in claim.ports}
    assert {port: found.get(port) for port in (7541, 7542)} == {7541: "inbound", 7542: "outbound"}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("said", ["TCP 7541, 7542 inbound and outbound", "inbound and outbound TCP 7541, 7542"])
def test_both_directions_together_are_of_all_ports(said: str, shape: str) -> None:
    claims = reading_of(page(SHAPES[shape].format(said)))[0].claims
    found = {port.start: claim.direction for claim in claims for port in claim.ports}
    assert {port: found.get(port) for port in (7541, 7542)} == {7541: "both", 7542: "both"}
