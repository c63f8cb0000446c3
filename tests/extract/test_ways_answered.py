"""Answers below a way, "Inbound?" above yes and no: the no holds below a title that has the same way."""

import pytest

from portspec.spec import Direction
from tests.reading import open_ports, page, reading_of

ROWS = (
    "| {} | Port | Protocol | {} |\n|---|---|---|---|\n| Scale data | 4350 | TCP | {} |\n| Mirror | 4351 | TCP | {} |\n"
)
ASKED = [
    ("Inbound", "Yes", "No"), ("Inbound?", "Yes", "No"), ("Admit inbound?", "Yes", "No"), ("Inbound wanted?", "✓", "✗"),
    ("Eingehend?", "Ja", "Nein"), ("Entrant ?", "Oui", "Non"), ("¿Entrante?", "Sí", "No"), ("In entrata?", "Sì", "No"),
    ("Inkomend?", "Ja", "Nee"), ("Inkommande?", "Ja", "Nej"), ("Входящий?", "Да", "Нет"), ("入站？", "是", "否"),
]  # fmt: skip


@pytest.mark.parametrize(("title", "yes", "no"), ASKED)
def test_a_no_closes_below_a_title_of_that_way(title: str, yes: str, no: str) -> None:
    table = ROWS.format("Service", title, yes, no)
    assert open_ports(f"# Mill\n\n## Terminals: inbound ports\n\n{table}") == {4350}


@pytest.mark.parametrize(("title", "yes", "no"), ASKED)
def test_what_listens_is_at_no_other_end(title: str, yes: str, no: str) -> None:
    table = ROWS.format("Listener", title, yes, no)
    claims = reading_of(page(f"# Mill\n\n## Terminals\n\n{table}"))[0].claims
    assert [(each.direction, each.destination) for each in claims] == [("inbound", None), ("unstated", None)]


@pytest.mark.parametrize(
    ("title", "no", "left"),
    [("Inbound", "No", "outbound"), ("Outbound", "No", "inbound"), ("Inbound", "Yes", "inbound")],
)
def test_a_no_leaves_the_other_way_of_both(title: str, no: str, left: Direction) -> None:
    table = f"| Port | Protocol | {title} |\n|---|---|---|\n| 4350 | TCP | {no} |\n"
    claims = reading_of(page(f"# Mill\n\n## Terminals: inbound and outbound ports\n\n{table}"))[0].claims
    assert [(each.direction, each.need) for each in claims] == [(left, "required")]


@pytest.mark.parametrize(
    "title",
    [
        "inbound ports of releases before 5 (removed)", "inbound ports of version 4 (removed)",
        "eingehende Ports der Versionen vor 5 (entfernt)", "ports entrants des versions antérieures à 5 (supprimés)",
        "puertos de entrada de las versiones anteriores a la 5 (eliminados)",
    ],
)  # fmt: skip
def test_ports_of_releases_that_are_gone_are_retired(title: str) -> None:
    assert open_ports(f"# Mill\n\n## Terminals: {title}\n\n- 4350/tcp: scales\n") == set()


@pytest.mark.parametrize(("source", "destination"), [("Desde", "Hacia"), ("From", "To"), ("Quelle", "Ziel")])
@pytest.mark.parametrize("title", ["LAN: core ↔ edge", "core <-> edge"])
def test_rows_with_both_ends_go_one_way_below_an_arrow_of_both(title: str, source: str, destination: str) -> None:
    table = f"| {source} | {destination} | Port |\n|---|---|---|\n| edge | core | 5432/TCP |\n"
    claims = reading_of(page(f"# Mill\n\n## {title}\n\n{table}"))[0].claims
    assert [(each.direction, each.source, each.destination) for each in claims] == [("unstated", "edge", "core")]


def test_what_has_no_ends_goes_both_ways_below_it() -> None:
    claims = reading_of(page("# Mill\n\n## core ↔ edge\n\n| Port | Protocol |\n|---|---|\n| 5432 | TCP |\n"))[0].claims
    assert [each.direction for each in claims] == ["both"]
