"""Remarks in brackets: one is of the port right before it where that or the others have their own, else of all."""

import pytest

from tests.reading import open_ports

SAID = {
    "- Inbound: TCP 7101 (orders), TCP 7102 (blocked)": {7101},
    "- Inbound: TCP 7101 (blocked), TCP 7102 (orders)": {7102},
    "- Inbound: TCP 7101 (orders), TCP 7102 (retired), TCP 7103 (mail)": {7101, 7103},
    "- Eingehend: TCP 7101 (Aufträge), TCP 7102 (gesperrt)": {7101},
    "- Entrants : TCP 7101 (commandes), TCP 7102 (bloqué)": {7101},
    "- 入站：TCP 7101（订单）、TCP 7102（已阻止）": {7101},
    "The kiosk listens on TCP 7101 (orders) and TCP 7102 (blocked).": {7101},
    "- Inbound: TCP 7101, TCP 7102 (blocked)": {7101},
    "- Inbound: TCP 7101, 7102 (blocked)": set(),
    "- Entrants : TCP 7101, TCP 7102 (bloqués)": set(),
    "- Entrantes: TCP 7101, TCP 7102 (bloqueados)": set(),
    "- Входящие: TCP 7101, TCP 7102 (закрыты)": set(),
    "- Inbound: TCP 7101 (orders), TCP 7102 (both blocked)": set(),
    "- Inbound: TCP 7101 (orders), TCP 7102 (mail) – both blocked": set(),
    "- Inbound: TCP 7101 (orders) and TCP 7102 (mail), blocked": set(),
}


@pytest.mark.parametrize("said", SAID)
def test_a_remark_is_of_the_port_before_it_where_each_has_one(said: str) -> None:
    assert open_ports(f"# Kiosk\n\n## Kiosks\n\n{said}\n") == SAID[said]
