"""A view of a host: for each stretch of ports what passes, by family and other end, as its rules are judged."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Literal

import msgspec

from portspec.analysis.verdict import Way
from portspec.audit.judge import Judged, judge
from portspec.audit.rules import PASSED, Ruleset, tests
from portspec.audit.space import Field, Space, Span, space

WAYS: tuple[Way, Way] = ("in", "out")
FAMILIES: tuple[Literal[4], Literal[6]] = (4, 6)
Ends = Mapping[int, tuple[Span, ...]]
"""Addresses by family; one without any is absent."""
NO_HOST: Mapping[int, tuple[Span, ...]] = {
    4: ((0, (1 << 24) - 1), (127 << 24, (128 << 24) - 1), (224 << 24, (1 << 32) - 1)),
    6: ((0, 1), (0xFF << 120, (1 << 128) - 1)),
}
"""Addresses from which nothing comes and to which nothing goes over a network: this host, loopback, multicast and
reserved ones (RFC 6890, RFC 4291)."""
REMOTE: Mapping[Way, Literal["source", "destination"]] = {"in": "source", "out": "destination"}


class View(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """What passes one way in one family."""

    space: Space
    """The packets."""
    judged: Judged
    """What becomes of them."""
    is_told: bool
    """Whether any source speaks of this way and family."""

    @property
    def remote(self) -> Literal["source", "destination"]:
        """The field of the other end."""
        return REMOTE[self.space.way]

    @cached_property
    def near(self) -> int:
        """The packets between two hosts."""
        none = (self.space.where(field, NO_HOST[self.space.family]) for field in REMOTE.values())
        every = self.space.all
        for each in none:
            every &= ~each
        return every

    @cached_property
    def stretches(self) -> tuple[Span, ...]:
        """The stretches of destination ports that are told apart."""
        axis = self.space.axes["dport"]
        return tuple(map(axis.span, range(axis.size)))

    def within(self, ports: Span) -> tuple[Span, ...]:
        """Return the stretches of a range at whose ends they are cut."""
        return tuple(each for each in self.stretches if ports[0] <= each[0] <= ports[1])

    def reach(self, packets: int, transport: str, port: int) -> Iterator[Span]:
        """Yield how far each rule that lets packets pass reaches around a port, in a transport."""
        for each in self.judged.accepted:
            if each.packets & packets:
                own = each.reach & self.near & self.space.where("transport", (transport,))
                yield from (span for span in self.space.spans(own, "dport") if span[0] <= port <= span[1])

    def packets(self, transport: str, ports: Span) -> int:
        """Return the packets of a stretch of ports."""
        return self.near & self.space.where("transport", (transport,)) & self.space.where("dport", (ports,))

    def ends(self, packets: int) -> tuple[Span, ...]:
        """Return the other ends of some packets."""
        return self.space.spans(packets, self.remote)

    def towards(self, ends: tuple[Span, ...]) -> int:
        """Return the packets of some other ends."""
        return self.space.where(self.remote, ends) if ends else 0

    @property
    def is_filtered(self) -> bool:
        """Tell whether the rules keep anything back."""
        return bool(self.judged.closed & self.near)

    def accepting(self, packets: int) -> tuple[str, ...]:
        """Return the rules that let packets pass, or else the policies."""
        found = [each for each in self.judged.accepted if each.packets & packets]
        rules = [each for each in found if not each.is_policy]
        return tuple(dict.fromkeys(each.by for each in rules or found))


def views(
    rules: Ruleset,
    transports: Collection[str],
    ports: Iterable[Span],
    addresses: Ends,
) -> Mapping[tuple[Way, int], View]:
    """Return a view of each way and family; both families are cut at the same ports."""
    return {(way, family): each for way in WAYS for family, each in _views(rules, way, transports, ports, addresses)}


def _views(
    rules: Ruleset,
    way: Way,
    transports: Collection[str],
    ports: Iterable[Span],
    addresses: Ends,
) -> Iterator[tuple[int, View]]:
    values = named(rules, way)
    values["dport"] |= set(ports)
    for family in FAMILIES:
        cuts = {field: set(each) for field, each in values.items()}
        cuts[REMOTE[way]] |= set(addresses.get(family, ()))
        for field in REMOTE.values():
            cuts[field] |= set(NO_HOST[family])
        built = space(way, family, transports, cuts)
        told = family in rules.families and way in rules.ways
        yield family, View(space=built, judged=judge(rules, built), is_told=told)


def named(rules: Ruleset, way: Way) -> dict[Field, set[Span | str]]:
    """Return all values that the rules name which a packet of one way may meet."""
    found: dict[Field, set[Span | str]] = {field: set() for field in ("dport", "sport", "source", "destination")}
    todo = [base.chain for base in rules.bases if base.hook in PASSED[way]]
    matches = [base.applies for base in rules.bases if base.hook in PASSED[way]]
    seen = set[str]()
    while todo:
        name = todo.pop()
        if name not in seen:
            seen.add(name)
            matches += (rule.match for rule in rules.chains.get(name, ()))
            todo += (rule.action.target for rule in rules.chains.get(name, ()) if rule.action.target)
    for match in matches:
        for field, value in tests(match):
            found.setdefault(field, set()).add(value)
    return found
