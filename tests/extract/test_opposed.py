"""Columns that name who opens connections and who accepts them, in other words than source and destination."""

import tomllib
from pathlib import Path

import pytest

from tests.reading import page, reading_of

ENDS = tomllib.loads(Path(__file__).with_name("ends.toml").read_text(encoding="utf-8"))
PAIRS = [(language, pair) for language, said in ENDS.items() for pair in said["pairs"]]


@pytest.mark.parametrize(("language", "pair"), PAIRS)
def test_each_row_is_a_flow_from_one_to_the_other(language: str, pair: str) -> None:
    protocol, port, title, yes, no = ENDS[language]["words"]
    first, second, third = ENDS[language]["names"]
    rows = [(first, second, "7541", yes), (second, third, "7542", yes), (first, third, "7543", no)]
    head = f"| {pair} | {protocol} | {port} | {title} |\n|---|---|---|---|---|\n"
    table = "".join(f"| {one} | {other} | TCP | {number} | {said} |\n" for one, other, number, said in rows)
    claims = reading_of(page(f"# Connections\n\n{head}{table}"))[0].claims
    found = [(each.source, each.destination, each.ports[0].start, each.need == "required") for each in claims]
    assert found == [
        (first, second, 7541, True),
        (second, third, 7542, True),
        (first, third, 7543, False),
    ]


def test_beside_the_host_that_rows_are_about_the_other_side_says_nothing_of_who_connects() -> None:
    head = "# Mill\n\n| Host | Other side | Protocol | Port | Direction |\n|---|---|---|---|---|\n"
    (claim,) = reading_of(page(f"{head}| hub | agents | TCP | 7541 | inbound |\n"))[0].claims
    assert (claim.role, claim.destination, claim.peers) == ("hub", None, ("agents",))


@pytest.mark.parametrize(
    ("heads", "known"), [("Ab | To", "destination"), ("From | Um", "source"), ("Um | From", "source")]
)
def test_a_column_that_holds_the_hosts_of_its_neighbour_is_the_other_end(heads: str, known: str) -> None:
    head = f"# Mill\n\n| Transport | Port | {heads} |\n|---|---|---|---|\n"
    rows = "| TCP | 7541 | sensor | archive |\n| UDP | 7542 | clock | sensor |\n"
    claims = reading_of(page(f"{head}{rows}"))[0].claims
    ends = [("sensor", "archive"), ("clock", "sensor")]
    turned = heads.endswith("From")
    assert [(each.source, each.destination) for each in claims] == [one[::-1] if turned else one for one in ends]
    assert all(getattr(each, known) for each in claims)


def test_a_column_that_holds_other_names_than_its_neighbour_is_none() -> None:
    head = "# Mill\n\n| Transport | Port | Zone | To |\n|---|---|---|---|\n"
    claims = reading_of(page(f"{head}| TCP | 7541 | green | archive |\n| UDP | 7542 | red | clock |\n"))[0].claims
    assert [each.source for each in claims] == [None, None]
