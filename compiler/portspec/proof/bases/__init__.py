"""Bases: hosts with a firewall that denies all, one module for each dialect that can be proven."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from importlib import import_module
from pkgutil import iter_modules
from typing import Protocol, cast

from portspec.proof.host import Host
from portspec.proof.lab import Lab
from portspec.writers.firewall import Options


class Base(Protocol):
    """What a module of this folder offers, so that the dialect of its name can be proven."""

    TOOLS: Mapping[str, tuple[str, ...]]
    """The programs that are needed, and the command by which each says its version."""

    def default_deny(self, lab: Lab, options: Options) -> AbstractContextManager[Host]:
        """Give the laboratory's host a firewall of this kind that lets nothing pass but answers and neighbours.

        It has the table or the zone that the options name.
        """

    def default_accept(self, lab: Lab) -> Host:
        """Give it one that lets all pass; only for dialects that have `--enforce`."""


def bases() -> tuple[str, ...]:
    """Return the names of the dialects that can be proven, sorted."""
    return tuple(sorted(each.name for each in iter_modules(__path__)))


def base(dialect: str) -> Base:
    """Return the base of a dialect; raises ModuleNotFoundError where it has none."""
    return cast("Base", import_module(f"{__name__}.{dialect}"))
