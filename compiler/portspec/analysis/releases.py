"""Which of a product's releases is the latest, and in what order they are asked."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import attrgetter
from typing import Any, TypeVar

Each = TypeVar("Each")
_preview: Callable[[Any], bool] = attrgetter("preview")


def latest(history: Sequence[Each], preview: Callable[[Each], bool] = _preview) -> Each:
    """Return the last release that is no preview, the last of all where each is one; the oldest is given first."""
    return next((each for each in reversed(history) if not preview(each)), history[-1])


def latest_first(history: Sequence[Each], preview: Callable[[Each], bool] = _preview) -> list[Each]:
    """Return a product's releases, given with the oldest first: the latest one, then the others by age."""
    first = latest(history, preview)
    return [first, *(each for each in reversed(history) if each is not first)]


def newest_first(
    histories: Iterable[Sequence[Each]], preview: Callable[[Each], bool] = _preview
) -> Iterator[tuple[Each, bool]]:
    """Yield all releases of some products, each given with the oldest first, and whether each is its product's latest.

    The latest ones come first, then the others by age.
    """
    products = [latest_first(history, preview) for history in histories if history]
    for age in range(max(map(len, products), default=0)):
        yield from ((history[age], age == 0) for history in products if age < len(history))
