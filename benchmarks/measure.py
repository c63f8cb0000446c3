"""What all benchmarks share: calls that are timed in turn, and figures beside their limits."""

import statistics
import sys
import time
from collections.abc import Callable, Iterable

import msgspec


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """What was measured: a ratio or a number that does not depend on the machine's speed, where that is possible."""

    name: str
    value: float
    limit: float
    least: bool = False
    """Whether the limit is the least that the value may be; else it is the most."""
    about: str = ""
    """What else was seen, such as times on this machine."""

    @property
    def kept(self) -> bool:
        """Whether the value is within its limit."""
        return self.value >= self.limit if self.least else self.value <= self.limit

    def __str__(self) -> str:
        limit = f"{'at least' if self.least else 'at most'} {self.limit:g}"
        return f"{'  ' if self.kept else '! '}{self.name:58} {self.value:9.2f}   {limit:14} {self.about}".rstrip()


def seconds(call: Callable[[], object]) -> float:
    """Return how long a call takes."""
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def in_turn(one: Callable[[], object], other: Callable[[], object], times: int) -> tuple[float, float, float]:
    """Return the median seconds of two calls, run in turn, and the median of the first's ratio to the second's.

    The ratio holds when the machine's speed drifts.
    """
    return medians([(seconds(one), seconds(other)) for _ in range(times)])


def medians(pairs: Iterable[tuple[float, float]]) -> tuple[float, float, float]:
    """Return the medians of the first and the second of some pairs, and of the first by the second."""
    every = list(pairs)
    first, second = (statistics.median(side) for side in zip(*every, strict=True))
    return first, second, statistics.median(one / two for one, two in every)


def show(figures: Iterable[Figure]) -> list[Figure]:
    """Print figures as they come, and return them all."""
    shown = []
    for each in figures:
        print(each, flush=True)
        shown.append(each)
    return shown


def times(usual: int) -> int:
    """Return how often to measure: what the command line says, or the usual."""
    return int(sys.argv[1]) if len(sys.argv) > 1 else usual
