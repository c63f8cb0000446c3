"""Firewall configuration: one spec, one host's options, any of the dialects in this folder.

A dialect is one module here that satisfies `Dialect`; it is found by its file's name and imported when asked for.
Plug-ins bring more of them.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Protocol, cast

from portspec.artifact import Artifact
from portspec.findings import Report, finding, silent
from portspec.plugins import attempt, plugins
from portspec.resources import DIALECTS
from portspec.spec import Spec
from portspec.writers.firewall.lowering import Request, lower, request
from portspec.writers.firewall.lowering.options import Options
from portspec.writers.firewall.lowering.plan import Ability, Plan

__all__ = [
    "Dialect",
    "Options",
    "dialects",
    "emit",
    "emit_requested",
    "encloses",
    "meets",
    "own",
    "planned",
    "request",
    "written",
]


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
    return tuple(sorted((*own(), *plugins(DIALECTS))))


def own() -> tuple[str, ...]:
    """Return the names of those that stand in this folder, sorted."""
    return tuple(sorted(module.name for module in iter_modules(__path__) if not module.ispkg))


def meets(dialect: str, option: str) -> bool:
    """Tell whether a dialect has one of `options.SPECIAL`."""
    ability = _ability(dialect, Options(roles=()), silent)
    return ability is not None and option in ability.options


def encloses(dialect: str) -> bool:
    """Tell whether a dialect closes all that it does not open, whatever the options say."""
    ability = _ability(dialect, Options(roles=()), silent)
    return ability is not None and ability.encloses


def emit(dialect: str, spec: Spec, options: Options, report: Report) -> Iterator[Artifact]:
    """Return the files that configure one host in a dialect; their paths begin with the dialect's name.

    Nothing is returned where the dialect does not exist (PS902), where options cannot be met (PS502), and where
    nothing is left to open; each requirement left out is reported (PS501).
    """
    yield from emit_requested(dialect, request(spec, options), report)


def emit_requested(dialect: str, request: Request, report: Report) -> Iterator[Artifact]:
    """Return the same as `emit`, of what is asked of a spec in several dialects."""
    plan = _planned(dialect, request, report)
    if plan:
        yield from written(dialect, plan, report)


def planned(dialect: str, spec: Spec, options: Options, report: Report) -> Plan | None:
    """Return what `emit` writes, before it is written, or None where it writes nothing."""
    return _planned(dialect, request(spec, options), report)


def _planned(dialect: str, request: Request, report: Report) -> Plan | None:
    if dialect not in dialects():
        report(finding("PS902", f"there is no dialect {dialect}", f"The dialects are {', '.join(dialects())}."))
        return None
    ability = _ability(dialect, request.resolved.options, report)
    return lower(request, ability, report) if ability else None


def written(dialect: str, plan: Plan, report: Report = silent) -> Iterable[Artifact]:
    """Return the files of a plan that was made for the dialect; none where a plug-in fails (PS551)."""
    if dialect not in plugins(DIALECTS):
        return _module(dialect).write(plan)
    return attempt(dialect, lambda: _checked(dialect, plan), (), report)


def _ability(dialect: str, options: Options, report: Report) -> Ability | None:
    if dialect not in plugins(DIALECTS):
        return _module(dialect).ability(options)
    return attempt(dialect, lambda: _module(dialect).ability(options), None, report)


def _checked(dialect: str, plan: Plan) -> tuple[Artifact, ...]:
    """Return what a plug-in writes; raises ValueError where that would stand in another place than its own."""
    files = tuple(_module(dialect).write(plan))
    for each in files:
        if not each.path.startswith(f"{dialect}/") or {"", ".", ".."} & set(each.path.split("/")):
            raise ValueError(f"{each.path} is not below {dialect}/")
    return files


def _module(dialect: str) -> Dialect:
    return cast("Dialect", plugins(DIALECTS).get(dialect) or import_module(f"{__name__}.{dialect}"))
