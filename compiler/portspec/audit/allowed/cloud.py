"""What the exports of clouds have in common: rules of a gateway before the host, one after the other.

Not executed: the verdicts follow the makers' manuals, and no packet has been sent through such a firewall.
"""

from collections.abc import Iterable, Mapping
from ipaddress import ip_network
from typing import Any, Literal

import msgspec

from portspec.audit.allowed.names import protocol
from portspec.audit.rules import ALWAYS, Action, Base, Every, Family, Hook, Match, Rule, Ruleset, Some, Test, Unsure
from portspec.audit.space import PORTS

Json = dict[str, Any]
HOOKS: Mapping[str, Hook] = {"in": "input", "out": "output"}
REMOTE: Mapping[str, Literal["source", "destination"]] = {"in": "source", "out": "destination"}
WAYS: tuple[Literal["in"], Literal["out"]] = ("in", "out")


class Gate(msgspec.Struct, frozen=True, kw_only=True):
    """Rules of one way, in the order in which they are asked."""

    name: str
    """What the export calls it."""
    way: Literal["in", "out"]
    """Which way connections are opened, seen from the host."""
    rules: tuple[Rule, ...]
    """The first that matches decides."""
    policy: Literal["accept", "drop"]
    """What becomes of what none matches."""


def ruleset(gates: Iterable[Gate]) -> Ruleset:
    """Return gates as rules, all of which a packet must pass."""
    found = list(gates)
    names = [f"{each.name} {each.way}" for each in found]
    return Ruleset(
        chains=dict(zip(names, (each.rules for each in found), strict=True)),
        bases=tuple(
            Base(hook=HOOKS[each.way], priority=0, chain=name, policy=each.policy, text=f"the policy of {name}")
            for name, each in zip(names, found, strict=True)
        ),
        families=frozenset((4, 6)),
    )


def rule(parts: Iterable[Match], text: str, *, accepts: bool = True) -> Rule:
    """Return a rule that lets packets pass, or does not."""
    return Rule(match=Every(parts=tuple(parts)), action=Action(kind="accept" if accepts else "drop"), text=text)


def transport(name: object) -> Match:
    """Return whether a packet is of a transport, by name or number; `*`, `all` and `-1` mean all."""
    text = str(name).casefold()
    return ALWAYS if text in ("*", "all", "-1", "any") else Test(field="transport", values=(protocol(text),))


def ports(field: Literal["sport", "dport"], texts: Iterable[object]) -> Match:
    """Return whether a port is one of some such as `22`, `80-90` and `*`; without any it does not matter."""
    spans = []
    for text in map(str, texts):
        first, _, last = text.partition("-")
        spans.append((0, PORTS - 1) if text == "*" else (int(first), int(last or first)))
    return Test(field=field, values=tuple(spans)) if spans else ALWAYS


def networks(way: str, texts: Iterable[str]) -> Match:
    """Return whether the other end is in some networks; of other names than networks it cannot be said."""
    return Some(parts=tuple(_network(way, each) for each in texts))


def _network(way: str, text: str) -> Match:
    if text in ("*", "any"):
        return ALWAYS
    try:
        found = ip_network(text, strict=False)
    except ValueError:
        return Unsure(why=text)
    family: Literal[4, 6] = 4 if found.version == 4 else 6  # noqa: PLR2004 (IPv4)
    return Every(parts=(Family(family=family), Test(field=REMOTE[way], values=((int(found[0]), int(found[-1])),))))


def decoded(text: str) -> Any:
    """Return the value of a JSON text, or None where it is none."""
    try:
        return msgspec.json.decode(text)
    except msgspec.DecodeError:
        return None
