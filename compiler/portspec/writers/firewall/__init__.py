"""Firewall configuration: one spec, one host's options, any of the dialects in this folder.

A dialect is one module here that satisfies `Dialect`; it is found by its file's name and imported when asked for.
"""

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Protocol, cast

from portspec.artifact import Artifact
from portspec.findings import Report, finding
from portspec.spec import Spec
from portspec.writers.firewall.lowering import lower
from portspec.writers.firewall.lowering.options import Options
from portspec.writers.firewall.lowering.plan import Ability, Plan

__all__ = ["Dialect", "Options", "dialects", "emit", "meets", "planned", "written"]


class Dialect(Protocol):
    """What a module of this folder offers, so that it is a dialect.

    A dialect writes every rule of a plan and decides nothing: the lowering leaves out what `ability` does not name.
    """

    def ability(self, options: Options) -> Ability:
        """Return what the dialect can say under these options."""

    def write(self, plan: Plan) -> Iterator[Artifact]:
        """Return the files; the rules begin with `snippet.header`, and name their requirements by its `remark`.

        Text from a page goes through `snippet.plain`.
        """


@cache
def dialects() -> tuple[str, ...]:
    """Return the names of all dialects, sorted."""
    return tuple(sorted(module.name for module in iter_modules(__path__) if not module.ispkg))


def meets(dialect: str, option: str) -> bool:
    """Tell whether a dialect has one of `options.SPECIAL`."""
    return option in _module(dialect).ability(Options(roles=())).options


def emit(dialect: str, spec: Spec, options: Options, report: Report) -> Iterator[Artifact]:
    """Return the files that configure one host in a dialect; their paths begin with the dialect's name.

    Nothing is returned where the dialect does not exist (PS902), where options cannot be met (PS502), and where
    nothing is left to open; each requirement left out is reported (PS501).
    """
    plan = planned(dialect, spec, options, report)
    if plan:
        yield from written(dialect, plan)


def planned(dialect: str, spec: Spec, options: Options, report: Report) -> Plan | None:
    """Return what `emit` writes, before it is written, or None where it writes nothing."""
    if dialect not in dialects():
        report(finding("PS902", f"there is no dialect {dialect}", f"The dialects are {', '.join(dialects())}."))
        return None
    return lower(spec, options, _module(dialect).ability(options), report)


def written(dialect: str, plan: Plan) -> Iterator[Artifact]:
    """Return the files of a plan that was made for the dialect."""
    return _module(dialect).write(plan)


def _module(dialect: str) -> Dialect:
    return cast("Dialect", import_module(f"{__name__}.{dialect}"))
