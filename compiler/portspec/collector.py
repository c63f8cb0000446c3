"""The garbage collector, which rests while pages are compiled and comes by in a process that goes on for long."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

SELDOM = 20_000
"""The threshold of a process that collects seldom by itself."""
MANY = 250_000
"""So many more objects than were last alive are worth a full collection: some 30 MB."""
LEAST = MANY // 64
"""A pause counts for so many at least: what it frees of others counts against what it makes."""


class _Count:
    """What is known about the objects of this process."""

    made = 0
    """Objects that pauses have made since it was last counted how many are alive, about."""
    alive = 0
    """Objects that were alive then."""


@contextmanager
def paused() -> Iterator[None]:
    """Pause the garbage collector: parsers make many small objects, and few cycles worth the visits.

    What was made is old behind the pause, so that only a full collection visits it, and not the very next one. Parsers
    leave cycles behind, and Python makes no full collection of what it did not see grow: so a later pause begins with
    one where many more objects are alive than before. Where the process collects seldom by itself all that stays as it
    is, as it does where something is frozen.
    """
    enabled = gc.isenabled()
    ours = enabled and gc.get_threshold()[0] < SELDOM and not gc.get_freeze_count()
    if ours and _Count.made > MANY:
        _collect()
    gc.disable()
    try:
        yield
    finally:
        if ours:
            _Count.made += max(gc.get_count()[0], LEAST)
            gc.freeze()
            gc.unfreeze()
        if enabled:
            gc.enable()


def _collect() -> None:
    if _alive() > _Count.alive + MANY:
        gc.collect()
        _Count.alive = _alive()
    _Count.made = 0


def _alive() -> int:
    """Return how many objects the collector knows; the list of them all would be another."""
    gc.freeze()
    count = gc.get_freeze_count()
    gc.unfreeze()
    return count
