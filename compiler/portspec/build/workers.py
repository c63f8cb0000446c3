"""Work done side by side, in several processes, whose results come in the order in which they are asked for."""

import gc
from collections.abc import Callable, Iterator, Sequence
from multiprocessing import cpu_count
from typing import Any, TypeVar

import msgspec

from portspec.collector import SELDOM

FEW = 4
"""So many are done before another process has started."""
About = TypeVar("About")
Made = TypeVar("Made")


def side_by_side(
    work: Callable[[About, int], Made], about: About, numbers: Sequence[int], jobs: int, made: type[Made]
) -> Iterator[Made]:
    """Yield what `work` makes of each number; `jobs` processes share it, one for each core where that is 0.

    `work` is a function of a module, and gets `about` first, which each process gets once. What it makes is of the type
    `made`, and travels as JSON: a spec has many small parts.
    """
    jobs = min(jobs or cpu_count(), len(numbers) // FEW)
    if jobs <= 1:
        yield from (work(about, each) for each in numbers)
        return
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 - not free to import, and one needs none

    with ProcessPoolExecutor(jobs, initializer=_begin, initargs=(work, about)) as pool:
        for each in pool.map(_next, numbers, chunksize=max(1, min(8, len(numbers) // (jobs * 4)))):
            yield msgspec.json.decode(each, type=made)


_given: list[tuple[Callable[[Any, int], object], Any]] = []
"""In a process of its own, what it does and what about."""


def _begin(work: Callable[[Any, int], object], about: object) -> None:
    gc.freeze()  # what is there stays there, so the collector need not visit it, and it stays shared after a fork
    gc.set_threshold(SELDOM)
    _given[:] = [(work, about)]


def _next(number: int) -> bytes:
    work, about = _given[0]
    return msgspec.json.encode(work(about, number))
