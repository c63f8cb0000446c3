"""Listening: what waits for connections on a host, from what its programs print.

A format is one module here that satisfies `Format`; it is found by its file's name.
"""

from collections.abc import Iterable, Iterator
from importlib import import_module
from pkgutil import iter_modules
from typing import Protocol, cast

from portspec.audit.listening.socket import Listener, order_of
from portspec.findings import Report, finding

__all__ = ["Format", "Listener", "listening"]


class Format(Protocol):
    """What a module of this folder offers, so that it is a format."""

    ORDER: int
    """Those that begin with an unmistakable mark are asked first."""

    def claims(self, text: str) -> bool:
        """Tell whether a text is in this format."""

    def read(self, text: str) -> Iterator[Listener | str]:
        """Yield what waits, and each line about a socket that cannot be read."""


def listening(text: str, shown: str, report: Report) -> tuple[Listener, ...] | None:
    """Return what waits, each once and sorted; None where the text is in no known format (PS538).

    A line about a socket that cannot be read is reported too (PS538): what it says is not compared.
    """
    found = next((each for each in _formats() if each.claims(text)), None)
    if found is None:
        help = "Give what `ss -H -lntup`, netstat, /proc/net or nmap -oX shows."
        report(finding("PS538", f"{shown} is no list of listening sockets that is known here", help))
        return None
    every = list(found.read(text))
    for line in (each for each in every if isinstance(each, str)):
        report(finding("PS538", f"{shown}: a line cannot be read: {line}", "List ports by number, as `ss -n` does."))
    return tuple(sorted({each for each in every if isinstance(each, Listener)}, key=order_of))


def _formats() -> Iterable[Format]:
    names = (each.name for each in iter_modules(__path__) if each.name != "socket")
    return sorted((cast("Format", import_module(f"{__name__}.{name}")) for name in names), key=lambda each: each.ORDER)
