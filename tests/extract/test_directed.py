"""Sentences that say of a port which way it goes, and nothing else: they state it."""

import pytest

from tests.reading import open_ports, page, reading_of

HEAD = "# Mill\n\n## Gates\n\n"


@pytest.mark.parametrize(
    ("said", "way"),
    [
        ("TCP port 7101 is inbound.", "inbound"),
        ("TCP port 7101 is an inbound port.", "inbound"),
        ("Unlike the port above, UDP port 7101 is outbound: a gate sends its counts there.", "outbound"),
        ("TCP-Port 7101 ist eingehend.", "inbound"),
        ("Le port TCP 7101 est entrant.", "inbound"),
        ("El puerto TCP 7101 es entrante.", "inbound"),
        ("La porta TCP 7101 è in ingresso.", "inbound"),
        ("A porta TCP 7101 é de entrada.", "inbound"),
        ("TCP-poort 7101 is inkomend.", "inbound"),
        ("Port TCP 7101 jest przychodzący.", "inbound"),
        ("TCP-port 7101 är inkommande.", "inbound"),
        ("TCP ポート 7101 は受信です。", "inbound"),
    ],
)
def test_a_sentence_of_a_port_and_its_way_asks_for_it(said: str, way: str) -> None:
    claims = reading_of(page(f"{HEAD}{said}\n"))[0].claims
    assert [(claim.ports[0].start, claim.direction, claim.need) for claim in claims] == [(7101, way, "required")]


@pytest.mark.parametrize(
    "said",
    [
        "TCP port 7101 is not inbound.",
        "TCP port 7101 was inbound.",
        "TCP port 7101 may be inbound.",
        "TCP port 7101 is inbound. Do not open it.",
        "TCP port 7101 is inbound and must stay closed.",
        "For example, TCP port 7101 is inbound.",
        "TCP port 7101 is inbound on localhost only.",
        "Is TCP port 7101 inbound?",
    ],
)
def test_what_says_more_or_denies_it_asks_for_none(said: str) -> None:
    assert not open_ports(f"{HEAD}{said}\n")


@pytest.mark.parametrize(
    "said",
    [
        "Let TCP port 7101 in on the relays.", "A relay opens one socket, so let TCP port 7101 in on the relays.",
        "Der TCP-Port 7101 ist auf den Relays hereinzulassen.",
    ],
)  # fmt: skip
def test_what_is_let_in_is_inbound(said: str) -> None:
    claims = reading_of(page(f"# Mill\n\n## Relays\n\n{said}\n"))[0].claims
    assert [(claim.direction, claim.need) for claim in claims] == [("inbound", "required")]


def test_the_title_of_what_a_firewall_does_may_say_which_way() -> None:
    rows = "| Portal | 7101 | Yes |\n| Shell | 7102 | No |\n"
    table = f"| Service | TCP port | Let in through the firewall? |\n|---|---|---|\n{rows}"
    claims = reading_of(page(f"# Mill\n\n## Document server\n\n{table}"))[0].claims
    assert [(claim.direction, claim.need) for claim in claims] == [("inbound", "required"), ("inbound", "denied")]


def test_those_who_call_out_are_called_by_none() -> None:
    said = "A relay only ever calls out: allow outbound connections on TCP port 7101 from the relays."
    (claim,) = reading_of(page(f"# Mill\n\n## Relays\n\n{said}\n"))[0].claims
    assert (claim.direction, claim.destination) == ("outbound", None)
