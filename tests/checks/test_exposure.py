"""What requirements open is compared as sets of single ports would be."""

from hypothesis import given
from hypothesis import strategies as st

from portspec.analysis.exposure import ANYONE, Opening, covers
from portspec.spec import PortRange

LAST = 12


@st.composite
def openings(draw: st.DrawFn) -> Opening:
    """Draw an opening of few ports, so that openings meet."""
    start = draw(st.integers(0, LAST))
    numbered = st.builds(PortRange, start=st.just(start), end=st.integers(start, LAST))
    return Opening(
        host="host",
        way=draw(st.sampled_from(["in", "out"])),
        transport=draw(st.sampled_from(["tcp", "udp"])),
        party=draw(st.sampled_from([ANYONE, "a", "b"])),
        ports=draw(numbered | st.sampled_from(["", "name", None])),
    )


def points(each: Opening) -> set[tuple[object, ...]]:
    """Return every single thing that an opening lets pass; `c` stands for all parties that nobody names."""
    parties = [each.party] if each.party != ANYONE else ["a", "b", "c"]
    numbers = range(each.ports.start, each.ports.end + 1) if isinstance(each.ports, PortRange) else [each.ports]
    return {(each.way, each.transport, party, number) for party in parties for number in numbers}


@given(st.sets(openings(), max_size=6), openings())
def test_what_is_covered_has_no_point_outside(wide: set[Opening], narrow: Opening) -> None:
    if covers(wide, [narrow]):
        assert points(narrow) <= {point for each in wide for point in points(each)}


@given(st.sets(openings(), max_size=6), openings())
def test_one_partys_points_are_covered_when_all_are_open(wide: set[Opening], narrow: Opening) -> None:
    if narrow.party != ANYONE:
        assert covers(wide, [narrow]) == (points(narrow) <= {point for each in wide for point in points(each)})


@given(st.sets(openings(), max_size=6), st.sets(openings(), max_size=6))
def test_more_covers_less(some: set[Opening], more: set[Opening]) -> None:
    assert covers(some | more, some)
