"""What a function gives for a value that never changes is remembered for as long as the value is looked at."""

from collections.abc import Callable
from typing import TypeVar

Value = TypeVar("Value")
Given = TypeVar("Given")
MOST = 2048
"""So many values are remembered; more than one release's rows mostly are."""


def remembered(function: Callable[[Value], Given]) -> Callable[[Value], Given]:
    """Return a function that gives the same, and is fast for the values that it was given last.

    They are told apart by which they are, not by what they hold: rows have many parts, and cannot all be hashed.
    """
    known: dict[int, tuple[Value, Given]] = {}

    def remembering(value: Value) -> Given:
        found = known.get(id(value))
        if found is None:
            if len(known) >= MOST:
                known.clear()
            # The value is kept with what it gives, so no other one can have its number.
            found = known[id(value)] = (value, function(value))
        return found[1]

    return remembering
