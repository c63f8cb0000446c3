"""Tools whose commands open ports: each module of this folder reads those of one."""

import pkgutil
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import import_module
from typing import Protocol

from portspec.extract.commands.opening import Opening


class Tool(Protocol):
    """A module that reads the commands of a tool."""

    NAMES: frozenset[str]
    """The programs' names, in lower case."""

    def read(self, words: Sequence[str], /) -> Iterator[Opening]:
        """Yield what a command opens, given its words with the program's name first.

        Raises Unread where it opens something in a form that is not read.
        """
        ...


@cache
def tools() -> dict[str, Tool]:
    """Return each tool by the names of its programs, found by listing the folder."""
    modules: list[Tool] = [import_module(f"{__name__}.{each.name}") for each in pkgutil.iter_modules(__path__)]
    return {name: module for module in modules for name in module.NAMES}
