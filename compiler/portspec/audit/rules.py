"""The rule model: what every firewall's rules are read into."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Literal

import msgspec

from portspec.audit.space import Field, Span, Values

Hook = Literal["prerouting", "input", "output", "postrouting"]
PASSED: Mapping[str, tuple[Hook, ...]] = {"in": ("prerouting", "input"), "out": ("output", "postrouting")}
"""The hooks that a packet passes, by the way it goes, in order."""


class Test(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """Whether a field has one of some values."""

    field: Field
    """The field that is looked at."""
    values: Values
    """Of an address only those of one family: a packet of the other never has them."""


class Family(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """Whether a packet is of one version of IP."""

    family: Literal[4, 6]
    """4 or 6."""


class Unsure(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """What cannot be said of a packet that opens a connection."""

    why: str
    """What the rule asks for, in its own words."""


class Not(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """The contrary."""

    part: "Match"
    """What must not hold."""


class Every(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """Whether all parts hold; without any part it holds."""

    parts: "tuple[Match, ...]"
    """What must hold, all of it."""


class Some(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """Whether any part holds; without any part it does not."""

    parts: "tuple[Match, ...]"
    """Of what one must hold."""


Match = Test | Family | Unsure | Not | Every | Some
ALWAYS, NEVER = Every(parts=()), Some(parts=())


class Action(msgspec.Struct, frozen=True, kw_only=True):
    """What becomes of a packet that a rule matches."""

    kind: Literal["accept", "drop", "return", "jump", "goto", "unsure"]
    """An `unsure` one ends in what the model does not follow, such as another address or a program's decision."""
    target: str = ""
    """The chain of a jump, by its full name."""


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """One rule; one that only counts or logs is none."""

    match: Match
    """Which packets it is about."""
    action: Action
    """What becomes of them."""
    text: str
    """As its source shows it, on one line."""
    place: int = 0
    """The line in the source, from 1; 0 where it has no lines."""


class Base(msgspec.Struct, frozen=True, kw_only=True):
    """A chain that the kernel calls; a packet passes all of a hook, and one that drops it is enough."""

    hook: Hook
    """Where the kernel calls it."""
    priority: int
    """Lower ones come first."""
    chain: str
    """Its full name."""
    policy: Literal["accept", "drop"]
    """What becomes of packets that no rule of it decides about."""
    applies: Match = ALWAYS
    """To which packets; of a table of one family only to those of that family."""
    text: str
    """What says the policy."""


class Ruleset(msgspec.Struct, frozen=True, kw_only=True):
    """All rules of a host, as far as its sources tell."""

    chains: Mapping[str, tuple[Rule, ...]]
    """By their full names, such as `ip filter INPUT`."""
    bases: tuple[Base, ...]
    """The chains that the kernel calls, in any order."""
    families: frozenset[int]
    """The versions of IP that the sources speak of; nothing is known of another one."""
    ways: frozenset[str] = frozenset(("in", "out"))
    """The ways that they speak of."""
    replaces: frozenset[str] = frozenset()
    """The tables of nftables that these are the better reading of, such as `ip filter`."""


def tests(match: Match) -> Iterator[tuple[Field, Span | str]]:
    """Yield all values that a match names, with their fields."""
    match match:
        case Test():
            yield from ((match.field, each) for each in match.values)
        case Not():
            yield from tests(match.part)
        case Every() | Some():
            for part in match.parts:
                yield from tests(part)
        case Family() | Unsure():
            pass


def negated(match: Match, *, negate: bool) -> Match:
    """Return a match, or its contrary."""
    return Not(part=match) if negate else match


def doubts(match: Match) -> Iterator[str]:
    """Yield what of a match cannot be said, in the words of its rule."""
    match match:
        case Unsure():
            yield match.why
        case Not():
            yield from doubts(match.part)
        case Every() | Some():
            for part in match.parts:
                yield from doubts(part)
        case Test() | Family():
            pass


def merged(rulesets: Iterable[Ruleset]) -> Ruleset:
    """Return the rules of several sources, of which a packet must pass all; each keeps its own chains.

    The rules of iptables, where nftables keeps them, are in its listing too, but some of them without what they ask.
    """
    rulesets = tuple(rulesets)
    again = tuple(f"{table} " for each in rulesets for table in sorted(each.replaces))
    chains: dict[str, tuple[Rule, ...]] = {}
    bases: list[Base] = []
    families, ways = set[int](), set[str]()
    for number, each in enumerate(rulesets):
        prefix = f"{number} " if number else ""
        for name, rules in each.chains.items():
            chains[prefix + name] = tuple(map(_moved(prefix), rules)) if prefix else rules
        own = [base for base in each.bases if each.replaces or not base.chain.startswith(again)]
        bases += (msgspec.structs.replace(base, chain=prefix + base.chain) for base in own)
        families |= each.families
        ways |= each.ways
    return Ruleset(chains=chains, bases=tuple(bases), families=frozenset(families), ways=frozenset(ways))


def _moved(prefix: str) -> Callable[[Rule], Rule]:
    """Return how a rule follows its chains to other names."""

    def move(rule: Rule) -> Rule:
        action = rule.action
        target = prefix + action.target if action.target else ""
        return msgspec.structs.replace(rule, action=msgspec.structs.replace(action, target=target))

    return move
