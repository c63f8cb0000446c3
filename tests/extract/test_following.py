"""A number right behind a way, or in a firewall list behind a verb that opens, is a port; one that counts is none."""

import pytest

from portspec.spec import Direction
from tests.reading import open_ports, page, reading_of


@pytest.mark.parametrize(
    ("text", "ways"),
    [
        ("The mill needs inbound 8443 from the hub, and outbound 443.", {8443: "inbound", 443: "outbound"}),
        ("Allow outbound traffic on 443 and 8443.", {443: "outbound", 8443: "outbound"}),
        ("Die Firewall muss eingehenden Verkehr auf 8443 zulassen.", {8443: "inbound"}),
        ("Autorisez le trafic sortant vers 8443.", {8443: "outbound"}),
        ("Permita el tráfico saliente de 443 (HTTPS).", {443: "outbound"}),
        ("Permita o tráfego de entrada na 8443.", {8443: "inbound"}),
        ("Consentire il traffico in entrata su 8443 dai client.", {8443: "inbound"}),
        ("Zezwól na ruch przychodzący na 8443 z huba.", {8443: "inbound"}),
        ("Разрешите входящий трафик на 8443.", {8443: "inbound"}),
        ("Uitgaand 443 naar de hub moet open zijn.", {443: "outbound"}),
        ("Tillåt inkommande trafik på 8443.", {8443: "inbound"}),
        ("Odchozí 443 musí být otevřen.", {443: "outbound"}),
        ("Giden 443 açık olmalıdır.", {443: "outbound"}),
        ("允许入站 8443。", {8443: "inbound"}),
        ("受信 8443 を許可します。", {8443: "inbound"}),
        ("인바운드 8443을 허용하십시오.", {8443: "inbound"}),
    ],
)
def test_a_number_behind_a_way_is_a_port(text: str, ways: dict[int, Direction]) -> None:
    reading, _ = reading_of(page(f"# Mill\n\n{text}\n"))
    assert {each.start: claim.direction for claim in reading.claims for each in claim.ports} == ways


@pytest.mark.parametrize(
    "text",
    [
        "The mill accepts 100 connections and allows inbound 100 Mbit/s.",
        "Needed are 300 outgoing calls, and inbound 40 calls a day.",
        "It must go in 1200 bags, and out in 2024.",
        "Incoming must be from 300 to 400 bags.",
        "Es müssen ausgehend 300 Mails sein.",
        "必须允许入站 20 个连接。",
    ],
)
def test_a_number_that_counts_is_none(text: str) -> None:
    assert open_ports(f"# Mill\n\n{text}\n") == set()


@pytest.mark.parametrize(
    ("items", "opened"),
    [
        ("- allow 8443 from the hub\n- block 23 from all\n- permit 20 sessions\n- use 30 servers\n", {8443}),
        ("- Öffnen Sie 8443 für den Hub\n- Wir nutzen 64 Prozesse\n", {8443}),
        ("- Autoriser 8443 depuis le hub\n- Ouvrir 22 pour SSH\n", {8443, 22}),
        ("- Zezwól na 8443 z huba\n", {8443}),
        ("- Consentire 8443 dai client\n", {8443}),
        ("- Permita 8443 desde el hub\n", {8443}),
    ],
)
def test_a_verb_in_a_list_of_a_firewall_leads_to_a_port(items: str, opened: set[int]) -> None:
    assert open_ports(f"# Firewall\n\n{items}") == opened
    assert open_ports(f"# Mill\n\n{items}") == set()
