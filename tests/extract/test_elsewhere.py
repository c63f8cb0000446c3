"""What a text denies for another host, or the other way, closes nothing of what it asks for."""

import pytest

from tests.reading import page, reading_of

PLACED = [
    "- 7101/tcp inbound: must be open on the store, not on the relay",
    "- 7101/tcp inbound: open on the store; keep closed on the relay",
    "- 7101/tcp inbound: not on the relay; only on the store",
    "TCP port 7101 must be open for inbound connections on the store, not on the relay.",
    "TCP port 7101 must be open inbound on the store but not on the relay.",
    "TCP port 7101 must be open inbound on the store, never on the relay.",
]
WAYS = {
    "Outbound (not inbound)": "outbound",
    "Inbound, not outbound": "inbound",
    "Ausgehend (nicht eingehend)": "outbound",
    "Sortant (pas entrant)": "outbound",
    "Saliente (no entrante)": "outbound",
    "In uscita (non in ingresso)": "outbound",
    "Saída (não entrada)": "outbound",
    "Uitgaand (niet inkomend)": "outbound",
    "Исходящий (не входящий)": "outbound",
    "Wychodzący (nie przychodzący)": "outbound",
    "送信（受信ではない）": "outbound",
    "出站（非入站）": "outbound",
    "Inbound and outbound": "both",
}
OUTWARD = [
    "- 7101/tcp outbound to the hub: do not block; no inbound rule is needed for this port",
    "- 7101/tcp outbound: required; nothing has to be opened inbound",
    "- 7101/tcp: outbound (no inbound rule needed)",
    "- 7101/tcp ausgehend zum Hub: nicht sperren; eingehend ist für diesen Port keine Regel nötig",
    "- 7101/tcp sortant : ne pas bloquer ; aucune règle entrante n'est nécessaire pour ce port",
    "- 7101/tcp saliente: no bloquear; no hace falta ninguna regla de entrada para este puerto",
    "Outbound TCP port 7101 must be open; no inbound port has to be opened.",
]


@pytest.mark.parametrize("said", PLACED)
def test_a_port_is_on_the_host_that_is_not_denied(said: str) -> None:
    reading, _ = reading_of(page(f"# Heron ports\n\n{said}\n"))

    assert {claim.role for claim in reading.claims if claim.need != "denied"} == {"store"}


@pytest.mark.parametrize("cell", WAYS)
def test_a_way_that_a_cell_denies_is_none(cell: str) -> None:
    table = f"| Port | Protocol | Direction |\n|---|---|---|\n| 7101 | TCP | {cell} |\n"
    reading, _ = reading_of(page(f"# Heron\n\n## Nodes\n\n{table}"))

    assert [claim.direction for claim in reading.claims] == [WAYS[cell]]


@pytest.mark.parametrize("said", OUTWARD)
def test_what_is_denied_the_other_way_closes_nothing(said: str) -> None:
    reading, _ = reading_of(page(f"# Heron\n\n## Nodes\n\n{said}\n"))

    assert [(claim.direction, claim.need) for claim in reading.claims] == [("outbound", "required")]


@pytest.mark.parametrize(
    "said",
    [
        "- 7101/tcp outbound: no outbound rule is needed for this port",
        "- 7101/tcp inbound and outbound: no inbound rule is needed",
        "- 7101/tcp inbound: must not be open on the hub",
        "- 7101/tcp inbound: do not open it on the relay",
    ],
)
def test_what_is_denied_as_a_whole_stays_closed(said: str) -> None:
    reading, _ = reading_of(page(f"# Heron\n\n## Nodes\n\n{said}\n"))

    assert {claim.need for claim in reading.claims} <= {"denied"}
