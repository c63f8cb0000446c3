"""Releases compiled side by side, each in a process of its own, in the order in which they are asked for."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import cpu_count
from typing import Any

import msgspec

from portspec.findings import Finding
from portspec.spec import Spec

FEW = 4
"""So many are compiled before another process has started."""
Made = tuple[Spec | None, list[Finding]]
"""A spec or none, and what was reported meanwhile."""


def side_by_side(work: Callable[[Any, int], Made], about: object, numbers: Sequence[int], jobs: int) -> Iterator[Made]:
    """Yield what `work` makes of each number; `jobs` processes share it, one for each core where that is 0.

    `work` is a function of a module, and gets `about` first, which each process gets once.
    """
    jobs = min(jobs or cpu_count(), len(numbers) // FEW)
    if jobs <= 1:
        yield from (work(about, each) for each in numbers)
        return
    with ProcessPoolExecutor(jobs, initializer=_begin, initargs=(work, about)) as pool:
        for spec, found in pool.map(_next, numbers, chunksize=max(1, min(8, len(numbers) // (jobs * 4)))):
            made = None if spec is None else msgspec.json.decode(spec, type=Spec)
            yield made, msgspec.json.decode(found, type=list[Finding])


_given: list[tuple[Callable[[Any, int], Made], Any]] = []
"""In a process of its own, what it does and what about."""


def _begin(work: Callable[[Any, int], Made], about: object) -> None:
    _given[:] = [(work, about)]


def _next(number: int) -> tuple[bytes | None, bytes]:
    work, about = _given[0]
    spec, found = work(about, number)
    return None if spec is None else msgspec.json.encode(spec), msgspec.json.encode(found)
