"""Stands in for pkgutil: there are no folders to list, but the names of all modules that the page was given."""

from browser import self as worker

PACKAGE = "portspec.writers.firewall."
"""The only package whose modules are asked for; Brython gives a package no path."""
LONG = 4
"""Values that Brython has for a package; for any other module it has one less."""


class Module:
    """What `iter_modules` tells of a module."""

    def __init__(self, name, ispkg):
        self.name = name
        self.ispkg = ispkg


def iter_modules(_):
    """Return the modules of the package."""
    given = worker.__BRYTHON__.VFS
    names = [str(name) for name in worker.Object.keys(given) if name.startswith(PACKAGE)]
    below = [name for name in names if name.count(".") == PACKAGE.count(".")]
    return [Module(name[len(PACKAGE) :], given[name].length == LONG) for name in below]
