"""Evidence: the nearest place counts, every inherited value has its place, and places that disagree are reported."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portspec.claims import Claim
from portspec.extract.context.evidence import RULES, Conflict, Said, rank, settle
from tests.reading import page, reading_of

SAID = st.builds(
    Said,
    field=st.just("role"),
    value=st.sampled_from(["a", "b", "c"]),
    rule=st.sampled_from(RULES),
    depth=st.integers(0, 2),
)


@given(st.lists(SAID, min_size=1, max_size=6))
def test_the_nearest_place_counts(said: list[Said]) -> None:
    nearest = min(map(rank, said))
    values = {each.value for each in said if rank(each) == nearest}
    found = settle(said)

    if len(values) > 1:
        assert isinstance(found, Conflict)
    else:
        assert found is not None
        assert not isinstance(found, Conflict)
        assert {found.won.value} == values
        assert found.won.value not in {each.value for each in found.lost}


TABLE = "| Port | Protocol | Service |\n|---|---|---|\n| 7411 | TCP | Interface |\n"


def test_a_value_from_a_heading_has_the_headings_place() -> None:
    (claim,), _ = _claims(f"# Ports\n\n## Relays: inbound ports\n\n{TABLE}")

    assert claim.direction == "inbound"
    assert {field: (each.rule, each.provenance.line) for field, each in claim.evidence.items()} == {
        "role": ("heading", 3),
        "direction": ("heading", 3),
    }
    assert claim.evidence["direction"].provenance.quote == "Relays: inbound ports"


def test_what_a_row_says_itself_needs_no_other_place() -> None:
    (claim,), _ = _claims(
        "# Ports\n\n## Relays: inbound ports\n\n"
        "| Port | Protocol | Direction |\n|---|---|---|\n| 7411 | TCP | Outbound |\n"
    )

    assert claim.direction == "outbound"
    assert "direction" not in claim.evidence


def test_what_lost_is_kept() -> None:
    (claim,), _ = _claims(f"# Inbound ports\n\n## Relays: outbound ports\n\n{TABLE}")

    assert claim.direction == "outbound"
    assert [(each.value, each.rule, each.provenance.line) for each in claim.evidence["direction"].against] == [
        ("inbound", "heading", 1)
    ]


@pytest.mark.parametrize(
    "text",
    [
        f"# Ports\n\n## Relays: outbound ports\n\nAll ports below are inbound ports.\n\n{TABLE}",
        f"# Ports\n\n## Relays\n\nAll ports below are inbound.\n\nThe following ports are outbound ports.\n\n{TABLE}",
    ],
)
def test_places_that_disagree_leave_the_value_unstated(text: str) -> None:
    (claim,), codes = _claims(text)

    assert claim.direction == "unstated"
    assert codes.count("PS207") == 1


@pytest.mark.parametrize(
    "statement",
    [
        "| Port | Service |\n|---|---|\n| 443/tcp | Web proxy for outbound connections of agents |\n",
        "- 443/tcp: Web proxy for outbound connections of agents\n",
    ],
)
def test_one_order_holds_for_every_shape(statement: str) -> None:
    (claim,), _ = _claims(f"# Gateway\n\n## Gateways: inbound ports\n\n{statement}")

    assert claim.direction == "inbound"


def _claims(text: str) -> tuple[tuple[Claim, ...], list[str]]:
    reading, findings = reading_of(page(text))
    return reading.claims, [each.code for each in findings]


def test_all_traffic_is_more_than_that_of_the_transport_above() -> None:
    text = "# Ports\n\nAll connections use TCP.\n\n| Port | Direction |\n|---|---|\n| 80 | in |\n| all traffic | in |\n"
    reading, _ = reading_of(page(text))
    assert [each.transports for each in reading.claims] == [("tcp",), ()]
