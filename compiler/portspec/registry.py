"""The registry: what IANA calls a port, to be shown beside it and used by checks; it never sets a value."""

from collections.abc import Iterator
from functools import cache

import msgspec

from portspec.resources import read


class Registration(msgspec.Struct, frozen=True, kw_only=True):
    """One service name of a port (RFC 6335, section 8.1)."""

    port: int
    """From 0 to 65535."""
    transports: tuple[str, ...]
    """Lower-case IP protocol names, sorted."""
    name: str
    """In small letters, such as `https`."""
    description: str
    """May be empty."""


def registered(port: int, transport: str) -> str | None:
    """Return the service name that a port has for a transport, or None where the list has none."""
    return next((each.name for each in registrations(port) if transport in each.transports), None)


def registrations(port: int) -> tuple[Registration, ...]:
    """Return all names of a port, sorted."""
    return tuple(map(_registration, _lines().get(str(port), ())))


def named(name: str) -> Iterator[Registration]:
    """Yield the ports of a service name, sorted; case does not matter (RFC 6335, section 5.1)."""
    return map(_registration, _names().get(name.casefold(), ()))


@cache
def _lines() -> dict[str, list[str]]:
    """Return the lines of the list by the port that they begin with."""
    found: dict[str, list[str]] = {}
    for line in read("spec/registry/ports.tsv").decode().splitlines():
        if not line.startswith("#"):
            found.setdefault(line.partition("\t")[0], []).append(line)
    return found


@cache
def _names() -> dict[str, list[str]]:
    """Return the lines of the list by the service name in them, in lower case."""
    found: dict[str, list[str]] = {}
    for line in (line for lines in _lines().values() for line in lines):
        found.setdefault(line.split("\t")[2].casefold(), []).append(line)
    return found


def _registration(line: str) -> Registration:
    port, transports, name, description = line.split("\t")
    return Registration(port=int(port), transports=tuple(transports.split(",")), name=name, description=description)
