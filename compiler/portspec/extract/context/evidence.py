"""Evidence: what each place of a page says of a value, and which of several places counts."""

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from portspec.document import Text
from portspec.extract.language.need import Qualified
from portspec.spec import CONTAINED

RULES = (
    "cell",
    "row",
    CONTAINED,
    "address",
    "footnote",
    "below",
    "column-header",
    "group-row",
    "label",
    "caption",
    "heading",
    "covering-sentence",
)
"""Where a value may stand, the nearest place first: the cell or clause of the ports themselves, the rest of the row,
the header above ports inside of containers, a cell of the row that holds the address of a service, the note that a mark
in it points to, what stands below a title that is the ports themselves, the header of its column, a group row or the
item above, the line right above, the caption, a heading, a sentence about all that stands below it."""

OWN = frozenset(("cell", "row"))
"""Places within the row itself: a value that stands there needs no evidence but the row's own."""

Value = str | bool | tuple[str, ...]


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """What one place of a page says of one field."""

    field: str
    """Name of a requirement's field; `excepted` or `kept`, for what closes some of the rows it stands above; `barred`,
    for the direction that words deny; `flow`, for both ends of the connections to all ports below a sentence."""
    value: Value
    """In the form that a claim's field has."""
    rule: str
    """One of `RULES`."""
    text: Text | None = None
    """The words that say it; None within the row itself."""
    depth: int = 0
    """How many places of the same rule stand nearer: the headings between it and the row."""


def needs_said(found: Qualified, rule: str) -> Iterator[Said]:
    """Yield the need that words within the row state, and the condition that they limit it to."""
    yield Said(field="need", value=found.need, rule=rule)
    if found.condition:
        yield Said(field="condition", value=found.condition, rule=rule)


class Settled(msgspec.Struct, frozen=True, kw_only=True):
    """The statement that counts, and those that lost against it."""

    won: Said
    """The nearest."""
    lost: tuple[Said, ...] = ()
    """Those that say something else, the nearest first."""


class Conflict(msgspec.Struct, frozen=True, kw_only=True):
    """Two statements of which neither is nearer, and that disagree."""

    one: Said
    """The nearer, or the first of two that are as near."""
    other: Said
    """The one that disagrees."""


def rank(said: Said) -> tuple[int, int]:
    """Return how far from the row a statement stands."""
    return RULES.index(said.rule), said.depth


def settle(said: Iterable[Said]) -> Settled | Conflict | None:
    """Return which of the statements about one field counts; None where there is none.

    The nearest counts. Two of the same rank that disagree are a conflict, and so are a heading and the line or sentence
    right below it: what a page says twice in one breath, it should say alike.
    """
    ordered = sorted(said, key=rank)
    if not ordered:
        return None
    won = ordered[0]
    for other in ordered[1:]:
        if other.value != won.value and (rank(other) == rank(won) or _one_breath(won, other)):
            return Conflict(one=won, other=other)
    return Settled(won=won, lost=tuple(each for each in ordered[1:] if each.value != won.value))


_BREATH = frozenset(("label", "heading", "covering-sentence"))


def _one_breath(one: Said, other: Said) -> bool:
    """Tell whether two statements about a direction stand together at the head of one section."""
    if one.field != "direction" or not {one.rule, other.rule} <= _BREATH or one.rule == other.rule:
        return False
    return max(one.depth, other.depth) == 0


def of(field: str, said: Sequence[Said]) -> list[Said]:
    """Return the statements about one field, in their order."""
    return [each for each in said if each.field == field]


def str_tuple(value: Value) -> tuple[str, ...]:
    """Return a value of several words; one of another kind has none."""
    return value if isinstance(value, tuple) else ()
