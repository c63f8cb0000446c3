"""A space: the packets worth telling apart that open a connection one way, and sets of them as integers.

Rules name only so many ports, addresses and interfaces; between the values that they name all packets are treated the
same. So each field is cut into grains, one packet stands for each combination, and a set of packets is an integer with
one bit for each of them. Rules are then judged for all packets at once.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Literal

import msgspec

Number = Literal["dport", "sport", "source", "destination"]
Name = Literal["in", "out", "transport", "state", "side", "status", "cast", "source type", "destination type"]
Field = Number | Name
"""Of a packet: its ports, addresses, interfaces, protocol by name, and what the kernel knows of it."""
FIELDS: tuple[Number, ...] = ("dport", "sport", "source", "destination")
"""Those of numbers, in the order of the bits: the packets of one stretch of ports stand side by side."""
FIRST: Mapping[Name, str] = {"state": "new", "side": "original", "status": "none", "cast": "host"}
"""What holds of each packet that opens a connection (nft(8), CONNTRACK EXPRESSIONS and META EXPRESSIONS)."""
TYPES: Mapping[str, tuple[str, str]] = {"in": ("unicast", "local"), "out": ("local", "unicast")}
"""Of which type its source and its destination are, by the way that it goes (nft(8), FIB EXPRESSIONS)."""
WIDTH: Mapping[int, int] = {4: 1 << 32, 6: 1 << 128}
"""How many addresses there are of a family."""
PORTS = 1 << 16
OTHER = ""
"""The name of all interfaces that no rule names; the field of one that a packet does not have holds no name at all."""
Span = tuple[int, int]
"""Numbers from the first to the last."""
Values = tuple[Span, ...] | tuple[str, ...]


class Axis(msgspec.Struct, frozen=True, kw_only=True):
    """One field, cut into grains."""

    starts: tuple[int, ...] = ()
    """Where the grains begin, of a field of numbers."""
    end: int = 0
    """One more than the last number."""
    names: tuple[str, ...] = ()
    """The grains of a field of names."""
    step: int
    """How many bits there are from one grain to the next."""

    @property
    def size(self) -> int:
        """How many grains there are."""
        return len(self.starts) or len(self.names)

    def grains(self, values: Values) -> Iterable[Span]:
        """Return which grains hold some values, each stretch as its first grain and the one after its last."""
        for each in values:
            if isinstance(each, str):
                yield from ((at, at + 1) for at, name in enumerate(self.names) if _is_called(name, each))
            elif each[0] <= each[1]:  # nft makes a range that holds nothing of two conditions that exclude each other
                yield bisect_left(self.starts, each[0]), bisect_left(self.starts, each[1] + 1)

    def span(self, grain: int) -> Span:
        """Return the numbers of a grain."""
        after = self.starts[grain + 1] if grain + 1 < len(self.starts) else self.end
        return self.starts[grain], after - 1


class Space(msgspec.Struct, frozen=True, kw_only=True):
    """All packets of one way and family; each opens a connection."""

    way: Literal["in", "out"]
    """Seen from the host."""
    family: Literal[4, 6]
    """The version of IP."""
    axes: Mapping[Field, Axis]
    """How each field is cut."""
    all: int
    """The set of all packets."""
    _sets: dict[tuple[Field, Values], int] = msgspec.field(default_factory=dict)
    """The sets that were asked for before, by field and values."""

    def where(self, field: Field, values: Values) -> int:
        """Return the packets with one of some values in a field; the values must be among those it was cut at."""
        key = (field, values)
        if key not in self._sets:
            self._sets[key] = self._where(self.axes[field], values)
        return self._sets[key]

    def _where(self, axis: Axis, values: Values) -> int:
        found = _united(sorted(axis.grains(values)), axis.step)
        # Bits that repeat are doubled, and folded in halves: each takes as long as to look at all bits twice.
        period = axis.size * axis.step
        while found and period < self.all.bit_length():
            found |= found << period
            period *= 2
        return found & self.all

    def along(self, packets: int, field: Field) -> tuple[int, ...]:
        """Return the grains of a field in which some packets are, in order."""
        axis = self.axes[field]
        period = axis.size * axis.step
        times = self.all.bit_length() // period
        while times > 1:
            times = (times + 1) // 2
            packets = packets >> times * period | packets & (1 << times * period) - 1
        return tuple(_grains(packets, axis.step))

    def spans(self, packets: int, field: Field) -> tuple[Span, ...]:
        """Return the numbers that some packets have in a field, neighbours joined."""
        found: list[Span] = []
        for first, last in map(self.axes[field].span, self.along(packets, field)):
            if found and found[-1][1] == first - 1:
                found[-1] = (found[-1][0], last)
            else:
                found.append((first, last))
        return tuple(found)

    def names(self, packets: int, field: Field) -> tuple[str, ...]:
        """Return the names that some packets have in a field."""
        return tuple(self.axes[field].names[at] for at in self.along(packets, field))


def _united(stretches: Sequence[Span], step: int) -> int:
    """Return the bits of sorted stretches of grains, each from its first grain to the one after its last.

    Each half is made by itself: a long number that is shifted for each of very many takes the square of their number.
    """
    if len(stretches) > 1:
        middle = len(stretches) // 2
        base = stretches[middle][0]
        above = [(first - base, after - base) for first, after in stretches[middle:]]
        return _united(stretches[:middle], step) | _united(above, step) << base * step
    return sum(((1 << (after - first) * step) - 1) << first * step for first, after in stretches)


def _grains(packets: int, step: int) -> Iterator[int]:
    """Yield the grains of so many bits in which some are, in order."""
    digits = bin(packets)[:1:-1]  # as a text, in which the next one is found without a look at all behind it
    at = digits.find("1")
    while at >= 0:
        yield at // step
        at = digits.find("1", (at // step + 1) * step)


def space(
    way: Literal["in", "out"],
    family: Literal[4, 6],
    transports: Collection[str],
    named: Mapping[Field, Collection[Span | str]],
) -> Space:
    """Return the space of some transports that tells apart all other values that are named by field."""
    axes: dict[Field, Axis] = {}
    step = 1
    for number in FIELDS:
        axes[number] = _numbers(WIDTH[family] if number in ADDRESSES else PORTS, named.get(number, ()), step)
        step *= axes[number].size
    for name, names in _names(way, transports, named).items():
        axes[name] = Axis(names=tuple(names), step=step)
        step *= len(names)
    return Space(way=way, family=family, axes=axes, all=(1 << step) - 1)


ADDRESSES = ("source", "destination")


def _numbers(end: int, named: Collection[Span | str], step: int) -> Axis:
    cuts = {cut for each in named if not isinstance(each, str) for cut in (each[0], each[1] + 1)}
    return Axis(starts=tuple(sorted({0, *(cut for cut in cuts if 0 < cut < end)})), end=end, step=step)


def _names(
    way: str, transports: Collection[str], named: Mapping[Field, Collection[Span | str]]
) -> Mapping[Name, Sequence[str]]:
    """Return the grains of the fields of names; only one interface is known of a packet, and never the inner one."""
    told = {
        each.removesuffix("*") for each in named.get("in" if way == "in" else "out", ()) if isinstance(each, str)
    } - {LOOPBACK}
    here = sorted({OTHER, *told})
    source, destination = TYPES[way]
    first = {name: (value,) for name, value in FIRST.items()}
    ends: Mapping[Name, Sequence[str]] = {
        "in": here if way == "in" else (NOWHERE,),
        "out": here if way == "out" else (NOWHERE,),
        "source type": (source,),
        "destination type": (destination,),
        "transport": sorted(transports),
    }
    return {**first, **ends}


LOOPBACK = "lo"
NOWHERE = "\0"
"""Stands where a packet has no such interface: it is no pattern's."""


def _is_called(name: str, pattern: str) -> bool:
    """Tell whether an interface's or protocol's name is the one of a rule, whose last character may be a wildcard."""
    if name == NOWHERE:
        return False
    return name.startswith(pattern[:-1]) if pattern.endswith("*") else name == pattern


def spans(values: Sequence[Span]) -> tuple[Span, ...]:
    """Return stretches of numbers in order, those that meet joined."""
    found: list[Span] = []
    for first, last in sorted(values):
        if found and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, last))
    return tuple(found)
