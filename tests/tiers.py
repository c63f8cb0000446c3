"""The two tiers: what every change runs, and what a release needs besides (`.ci/nightly`)."""

import os
from collections.abc import Iterable
from typing import NoReturn, TypeVar

import pytest
from hypothesis import settings

T = TypeVar("T")

NIGHTLY = os.environ.get("PORTSPEC_TIER") == "nightly"
"""Whether all of what is large is tried, or a sample of it."""
REQUIRED = NIGHTLY or os.environ.get("PORTSPEC_REQUIRE_ALL") == "1"
"""Whether a test fails for want of a program, or is skipped; and whether it runs though it has passed before."""
STEADY, MANY = 25, 2000
"""Examples of a law: the same ones in every run, and new ones each night."""


def some(every: Iterable[T], number: int) -> list[T]:
    """Return all of these in the nightly tier, else so many of them, spread over all."""
    found = list(every)
    return found if NIGHTLY else found[:: max(1, -(-len(found) // number))]


def examples(number: int) -> settings:
    """Return the settings of a law that needs another number of examples than `STEADY`; more by night."""
    return settings(max_examples=number * MANY // STEADY if NIGHTLY else number)


def lacking(reason: str) -> NoReturn:
    """Skip a test for want of something, or fail it where all must be here."""
    stop = pytest.fail if REQUIRED else pytest.skip
    stop(reason)
