"""The layout of a table: what each of its columns holds."""

from collections.abc import Callable
from functools import cache, cached_property
from typing import Any, Literal, TypeVar

import msgspec

from portspec.document import Text
from portspec.spec import Direction, Need

Said = TypeVar("Said")

ColumnKind = Literal[
    "port", "start", "end", "source_port", "protocol", "direction", "inbound", "outbound", "tick", "source",
    "destination", "endpoint", "role", "peer", "purpose", "service", "action", "access",
    "need", "other",
]  # fmt: skip


Side = Literal["local", "remote"]
"""Whose ports: those of the host that the rows are about, or of the other end."""


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """What one column holds."""

    index: int
    """Its number in the table, from 0 on."""
    kind: ColumnKind
    """What its cells are about."""
    title: str
    """The header's words; empty where it has none."""
    transports: tuple[str, ...] = ()
    """What the header says of the transport of the ports below."""
    direction: Direction = "unstated"
    """What the header says of their direction."""
    text: Text | None = None
    """The header's words on the page; None where it has none."""
    among: bool = False
    """True where it holds the values of settings, of which only those of ports count."""
    host: bool = False
    """True where the header names the host of the ports below."""
    service: bool = False
    """True where the header names the service of the ports below."""
    remote: bool = False
    """True where its cells are addresses of services, which accept the connections that go out."""
    guessed: bool = False
    """True where only its cells say that it holds ports, so that one without a number may be about another thing."""
    route: tuple[str | None, str | None, Direction] = (None, None, "unstated")
    """The ends of the connections to the ports below, where the header names them: "Agent to hub"."""
    departs: bool = False
    """True where an arrow leads in its cells from the ports that connections come from to those that accept them."""
    mutual: bool = False
    """True where its cells, or those of its neighbour, name the hosts between which connections are opened."""
    points: bool = False
    """True where its cells are arrows between the columns of both ends."""
    reach: bool = False
    """True where it tells from how far the ports are reached, so that “host” is the host itself."""
    marks: bool = False
    """True where it answers yes for some rows and nothing for the others, for which that is a no."""
    judges: bool = False
    """True where it says what is done with a port, or its state, so that an unknown word asks for nothing."""
    side: Side | None = None
    """Whose ports it holds, where another column holds those at the other end of the connections."""
    inner: bool = False
    """True where it holds ports inside of containers, beside those at which they are published."""
    need: Need | None = None
    """What the header says of its ports where they are those of another time, "Old port", "Planned", or `inner`."""
    told: bool = False
    """True where it is a description, whose sentences name the ports; other numbers in it are none."""

    @property
    def states_ports(self) -> bool:
        """Tell whether its cells hold ports, or the first ones of ranges."""
        return self.kind in ("port", "start")


class Layout(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """A table's columns, and how many of its first rows are headers."""

    columns: tuple[Column, ...]
    """In the table's order, those of no known kind included."""
    headers: int
    """Rows before the first row of the body."""

    @cached_property
    def of(self) -> Callable[..., tuple[Column, ...]]:
        """Return the columns of the given kinds, in the table's order: each row of a table asks again."""
        return cache(self._of)

    def _of(self, *kinds: ColumnKind) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.kind in kinds)

    def known(self, of: Callable[["Layout"], Said]) -> Said:
        """Return what a function says of the layout, which it is asked once: each row of a table asks again."""
        if of not in self._known:
            self._known[of] = of(self)
        said: Said = self._known[of]
        return said

    @cached_property
    def _known(self) -> dict[Callable[["Layout"], Any], Any]:
        """What functions have said of it."""
        return {}
