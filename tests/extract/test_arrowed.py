"""Arrows beside ports in their cells, and signs in the items of a list, lead from one end to the other."""

import pytest

from tests.reading import page, reading_of

Flow = tuple[int, str | None, str | None, str | None]
"""A port, its ends and its direction."""


def _flows(text: str) -> list[Flow]:
    reading, _ = reading_of(page(text))
    stated = ((each.start, claim) for claim in reading.claims for each in claim.ports)
    return [(port, claim.source, claim.destination, claim.direction) for port, claim in stated]


ROWS = (
    "| Relay of the plant | 7101/TCP --->&nbsp;<br>7102/UDP ---> | Store | no |\n"
    "| Relay of the plant | 7103/TCP → | Gauge that counts all pieces made | no |\n"
    "| Desk | 7104/TCP -><br>7105 TCP <-> | Depot | no |\n"
    "| Probe | TCP 7106 <--- | Relay | no |\n"
    "| Probe | 7107/TCP<br>7108/TCP ---> | Relay | no |\n"
    "| Pushed probe | 7109/TCP | | no |\n"
)
FLOWS = [
    (7101, "Relay of the plant", "Store", "unstated"),
    (7102, "Relay of the plant", "Store", "unstated"),
    (7103, "Relay of the plant", "Gauge that counts all pieces made", "unstated"),
    (7104, "Desk", "Depot", "unstated"),
    (7105, "Desk", "Depot", "both"),
    (7106, "Relay", "Probe", "unstated"),
    (7107, "Probe", "Relay", "unstated"),
    (7108, "Probe", "Relay", "unstated"),
    (7109, None, None, "unstated"),
]


@pytest.mark.parametrize(
    "heads",
    [
        ("Part A", "Port and direction", "Part B"),
        ("Heron feature 1", "Port", "Heron feature 2"),
        ("Host", "Port", "Host"),
        ("Komponente A", "Port und Richtung", "Komponente B"),
        ("组件 A", "端口", "组件 B"),
    ],
)
def test_arrows_beside_ports_lead_from_the_one_host_to_the_other(heads: tuple[str, str, str]) -> None:
    table = f"| {' | '.join(heads)} | Note |\n|---|---|---|---|\n{ROWS}"
    lead = "The table shows the ports, and in which direction to open the inbound port."
    assert _flows(f"# Ports of Heron\n\n{lead}\n\n{table}") == FLOWS


@pytest.mark.parametrize("heads", [("Service", "Remark"), ("Name", "Comment"), ("Step 1", "Result")])
def test_arrows_between_other_things_name_no_ends(heads: tuple[str, str]) -> None:
    rows = "| Web | 7101/TCP → | The page |\n| Mail | 7102/TCP → | Sent |\n"
    table = f"| {heads[0]} | Port | {heads[1]} |\n|---|---|---|\n{rows}"
    assert {each[1:] for each in _flows(f"# Ports of Heron\n\n{table}")} == {(None, None, "unstated")}


SIGNS = {
    "- Client \\> Heron Board - TCP Port **7101**\n- Heron \\> Mail server - TCP Port **7103**\n": [
        ("Client", "Heron Board"), ("Heron", "Mail server")
    ],
    "- Agent > Relay (TCP 7101)\n- Relay > Datenbankserver (TCP 7103)\n- Client > Relay (TCP 7104)\n": [
        ("Agent", "Relay"), ("Relay", "Datenbankserver"), ("Client", "Relay")
    ],
    "- Client > Serveur port TCP 7101\n- Agent > Serveur : port TCP 7102\n": [
        ("Client", "Serveur"), ("Agent", "Serveur")
    ],
}  # fmt: skip
MENUS = [
    "- Settings > Network - TCP port 7101\n- Settings > Mail server - TCP port 7102\n",
    "- Server > Web - TCP port 7101\n- Server > Mail server - TCP port 7102\n",
    "- Open Settings > Firewall > Server - TCP port 7101\n- Client > Server > Ports - TCP port 7102\n",
    "- Client > Server - TCP port 7101\n",
]


@pytest.mark.parametrize(("items", "ends"), SIGNS.items())
def test_signs_lead_from_host_to_host_in_the_items_of_a_list(items: str, ends: list[tuple[str, str]]) -> None:
    assert [each[1:3] for each in _flows(f"# Ports of Heron\n\n{items}")] == ends


@pytest.mark.parametrize("items", MENUS)
def test_signs_of_menus_lead_nowhere(items: str) -> None:
    assert {each[1:3] for each in _flows(f"# Ports of Heron\n\n{items}")} == {(None, None)}


@pytest.mark.parametrize("item", ["Hub TCP port 7101", "Hub 7101/tcp (sync)", "Hub TCP ports 7101", "Hub, TCP 7101"])
def test_ports_behind_an_end_are_no_part_of_its_name(item: str) -> None:
    assert _flows(f"# Ports of Heron\n\n- Agent → {item}\n") == [(7101, "Agent", "Hub", "unstated")]
