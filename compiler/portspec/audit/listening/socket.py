"""A socket that waits for connections or datagrams."""

from ipaddress import ip_address
from typing import Literal

import msgspec

from portspec.spec import HIGHEST_PORT


class Listener(msgspec.Struct, frozen=True, kw_only=True):
    """A socket that waits for connections or datagrams."""

    transport: str
    """The name of the IP protocol, in lower case."""
    port: int
    """From 0 to 65535."""
    address: str | None = None
    """Where it waits, without a zone; None for all addresses of the host."""
    families: tuple[Literal[4, 6], ...] = (4, 6)
    """The versions of IP in which it waits."""
    interface: str | None = None
    """The only interface on which it waits."""
    process: str | None = None
    """The name of the program, or else what its source calls it by."""

    @property
    def is_local(self) -> bool:
        """Tell whether nothing but the host itself reaches it."""
        return self.interface == "lo" or (self.address is not None and ip_address(self.address).is_loopback)


def listener(transport: str, address: str, port: str | int, process: str | None = None) -> Listener:
    """Return a listener at an address such as `0.0.0.0`, `*`, `::`, `127.0.0.53%lo` or `[fe80::1]`.

    Raises ValueError for what is no address or no port. `*` stands for both families; so does `::` where its source
    does not say that IPv6 is meant alone, since a socket of `::` takes IPv4 as well unless that is switched off
    (ipv6(7), IPV6_V6ONLY).
    """
    plain, _, zone = address.replace("[", "").replace("]", "").partition("%")
    number = int(port)
    if not 0 <= number <= HIGHEST_PORT:
        raise ValueError(port)
    any_ = plain in ("*", "")
    found = None if any_ else ip_address(plain)
    families: tuple[Literal[4, 6], ...] = (4, 6) if found is None else (4,) if found.version == 4 else (6,)  # noqa: PLR2004
    if found is not None and found.version == 6 and (mapped := getattr(found, "ipv4_mapped", None)):  # noqa: PLR2004
        found, families = mapped, (4,)
    everywhere = found is None or found.is_unspecified
    return Listener(
        transport=transport,
        port=number,
        address=None if everywhere else str(found),
        families=families,
        interface=zone or None,
        process=process or None,
    )


def order_of(each: Listener) -> tuple[object, ...]:
    """Return what listeners are sorted by."""
    return each.transport, each.port, each.address or "", each.families, each.interface or "", each.process or ""
