"""Openings: what one command of a page would open, and the port expressions that commands are written with."""

import re
from collections.abc import Iterator, Sequence
from ipaddress import ip_network
from typing import Literal

import msgspec

from portspec.extract.grammar.services import services
from portspec.registry import named
from portspec.spec import HIGHEST_PORT, PortRange


class Opening(msgspec.Struct, frozen=True, kw_only=True):
    """Ports that a command opens, publishes or declares."""

    ports: tuple[PortRange, ...]
    """In the order of the command; never empty."""
    transports: tuple[str, ...]
    """Lower-case names; both TCP and UDP where a firewall takes a port without one as both."""
    direction: Literal["inbound", "outbound"] = "inbound"
    """As the host's firewall sees it."""
    source: str | None = None
    """The addresses that alone may connect."""
    destination: str | None = None
    """The addresses that alone may be reached."""
    inside: tuple[PortRange, ...] = ()
    """The ports at which a container listens by itself, where it is one that opens them; empty for a firewall."""


class Unread(Exception):  # noqa: N818 (it is no error of the page)
    """A command that opens something, in a form that is not read; its text says what stands in the way."""


def opening(ports: str, transport: str = "", *, source: str = "", destination: str = "") -> Opening:
    """Return the opening of ports for a transport, or for TCP and UDP where a firewall takes none as both.

    Raises Unread where the ports or the transport are no plain ones.
    """
    transports = tuple(transport.casefold().split(",")) if transport else ("tcp", "udp")
    if not all(re.fullmatch("[a-z][a-z0-9]*", each) for each in transports):
        raise Unread(f"“{transport}” is no transport")
    return Opening(
        ports=ports_in(ports, transports[0] if transport else None),
        transports=transports,
        source=source or None,
        destination=destination or None,
    )


_RANGE = re.compile(r"(\d{1,5})(?:[:-](\d{1,5}))?")


def ports_in(text: str, transport: str | None) -> tuple[PortRange, ...]:
    """Return the ports of an expression such as `80,443`, `5900:6100`, `5900-6100` or `ssh`.

    A name is looked up in the registry for the transport (RFC 6335, section 5). Raises Unread for anything else.
    """
    return tuple(each for part in text.split(",") for each in _ports(part.strip(), transport))


def _ports(part: str, transport: str | None) -> Iterator[PortRange]:
    if match := _RANGE.fullmatch(part):
        start, end = int(match[1]), int(match[2] or match[1])
        if start <= end <= HIGHEST_PORT:
            yield PortRange(start=start, end=end)
            return
    numbers = {each.port for each in named(part) if transport in each.transports} if re.match("[a-z]", part) else ()
    if not numbers:
        raise Unread(f"“{part}” is no number of a port" if part else "the ports are missing")
    yield from (PortRange(start=number, end=number) for number in sorted(numbers))


def service(name: str) -> Iterator[Opening]:
    """Yield what a firewall opens for a service by its name.

    Raises Unread for a name that it does not bring along.
    """
    known = services().get(name)
    if known is None:
        raise Unread(f"“{name}” names a service whose ports are not known")
    for word in known:
        ports, _, transport = word.partition("/")
        yield opening(ports, transport)


def is_local(address: str | None) -> bool:
    """Tell whether an address is one of the host itself, which opens nothing to the network (RFC 1122, 3.2.1.3)."""
    try:
        return address is not None and ip_network(address, strict=False).is_loopback
    except ValueError:
        return address == "localhost"


def options(words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the options of a command with their values; empty where one has none.

    `--name=value` and `--name value` are the same; what stands before the first option is left out.
    """
    name, values = "", list[str]()
    for word in (*words, "-"):
        if not word.startswith("-"):
            values.append(word)
            continue
        if name:
            yield name, " ".join(values)
        name, equals, value = word.partition("=")
        values = [value] if equals else []
