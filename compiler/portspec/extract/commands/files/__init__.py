"""Files whose text opens ports when it stands in a code block: each module of this folder reads one kind."""

import pkgutil
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from typing import Protocol

from portspec.extract.commands.opening import Opening

Openings = Callable[[], Iterator[Opening]]
"""Yields what a line opens; raises Unread where it does so in a form that is not read."""


class File(Protocol):
    """A module that reads a kind of file."""

    def read(self, text: str, language: str, /) -> Iterator[tuple[int, Openings]]:
        """Yield the lines of a block that open something, from 0; nothing where it is no such file."""
        ...


@cache
def files() -> tuple[File, ...]:
    """Return the kinds of files, found by listing the folder."""
    return tuple(import_module(f"{__name__}.{each.name}") for each in pkgutil.iter_modules(__path__))
