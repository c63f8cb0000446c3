"""Plug-ins: dialects, formats and checks of other packages, by their entry points (PyPA, “Entry points”)."""

from collections.abc import Callable, Mapping
from functools import cache
from importlib.util import find_spec
from operator import attrgetter
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any, TypeVar

from portspec.findings import Finding, Report, finding
from portspec.resources import CHECKS, DIALECTS, READERS, entries

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

GROUPS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    CHECKS: ("portspec.checks", ("check",)),
    DIALECTS: ("portspec.writers.firewall", ("ability", "write")),
    READERS: ("portspec.readers", tuple(f"FORMAT.{each}" for each in "name media_type suffixes looks read".split())),
}
"""For each group of entry points the folder whose modules are of the same kind, and what each of them offers."""
T = TypeVar("T")


@cache
def plugins(group: str) -> Mapping[str, Any]:
    """Return the modules that other packages add to one of `GROUPS`, sorted by their names; `faults` tells of the rest.

    None of them takes the place of a module of our own.
    """
    return {name: found for name, found in _loaded(group).items() if not isinstance(found, Finding)}


def faults() -> tuple[Finding, ...]:
    """Return a finding about each plug-in that cannot be used (PS550), where anything has looked for plug-ins at all.

    A command that uses none, such as `portspec lookup`, does not look: all that is installed would have to be read.
    """
    if not entries.cache_info().currsize:
        return ()
    return tuple(found for group in GROUPS for found in _loaded(group).values() if isinstance(found, Finding))


def attempt(name: str, call: Callable[[], T], otherwise: T, report: Report) -> T:
    """Return what a plug-in gives, or something else after reporting how it fails (PS551): it is not our own code."""
    try:
        return call()
    except Exception as error:  # noqa: BLE001 (whatever it may be)
        help = "Tell those who made it, or uninstall it: what it should have given is missing."
        report(finding("PS551", f"The plug-in {name} fails: {_words(error)}", help))
        return otherwise


@cache
def _loaded(group: str) -> Mapping[str, Any]:
    return {each.name: _load(each, group) for each in entries() if each.group == group}


def _load(entry: "EntryPoint", group: str) -> Any:
    """Return the module that an entry point names, or the finding that it cannot be used."""
    folder, wanted = GROUPS[group]
    package = find_spec(folder)
    own = {each.name for each in iter_modules(package.submodule_search_locations if package else None)}
    try:
        if entry.name in own or not entry.name.replace("-", "_").isidentifier():
            return _fault(entry, f"{entry.name} is no new name for one")
        module = entry.load()
        for each in wanted:
            attrgetter(each)(module)
    except Exception as error:  # noqa: BLE001 (whatever a module of others raises)
        return _fault(entry, _words(error))
    return module


def _fault(entry: "EntryPoint", reason: str) -> Finding:
    help = "Update or uninstall the package that brings it."
    return finding("PS550", f"The plug-in {entry.name} of {entry.group} cannot be used: {reason}", help)


def _words(error: Exception) -> str:
    return f"{type(error).__name__}: {error}".rstrip(": ").replace("\n", " ")
