"""Judging: what becomes of all packets of a space under the rules of a host."""

import msgspec

from portspec.audit.rules import PASSED, Base, Every, Family, Match, Not, Rule, Ruleset, Some, Test, Unsure, doubts
from portspec.audit.space import Space

DEEP = 64
"""Jumps inside each other that are followed; the kernel allows 16 (nft(8), STATEMENTS), iptables some more."""

TRACKING = -200
"""The priority at which the kernel begins to track connections (linux/netfilter_ipv4.h, NF_IP_PRI_CONNTRACK)."""
TRACKED = frozenset(("state", "side", "status"))
"""The fields that are known from then on."""


class Accepted(msgspec.Struct, frozen=True, kw_only=True):
    """Packets that one rule or policy lets pass, or may."""

    by: str
    """The rule's or policy's text."""
    place: int
    """The rule's line, from 1; 0 for a policy, and where the source has no lines."""
    is_policy: bool
    """Whether it is the policy of a chain, which no rule has decided."""
    packets: int
    """The set of packets."""
    reach: int
    """All packets that it would let pass, had no rule before it decided about some of them."""


class Judged(msgspec.Struct, frozen=True, kw_only=True):
    """The packets of a space, divided."""

    allowed: int
    """Those that surely pass."""
    closed: int
    """Those that surely do not."""
    unknown: int
    """Those of which the model cannot say."""
    accepted: tuple[Accepted, ...] = ()
    """Who lets pass what passes, at the hooks of the host itself."""
    why: tuple[str, ...] = ()
    """What cannot be said, in the words of the rules that ask for it."""


def judge(rules: Ruleset, space: Space) -> Judged:
    """Return what becomes of each packet, where it is the first after a time of quiet and opens a connection.

    It passes where each base chain on its way lets it pass: a drop counts in whichever table it stands (nft(8)).
    Where a rule asks for what no packet of a space tells, both ways are followed, and packets that may end in both are
    unknown. So are all of a family or way that no source speaks of.
    """
    if space.family not in rules.families or space.way not in rules.ways:
        return Judged(allowed=0, closed=0, unknown=space.all, why=(f"no source tells the rules of IPv{space.family}",))
    walk = _Walk(rules, space)
    bases = [each for hook in PASSED[space.way] for each in rules.bases if each.hook == hook]
    left = space.all
    for base in sorted(bases, key=lambda each: (PASSED[space.way].index(each.hook), each.priority)):
        left = walk.base(base, left)
    doubtful = walk.unsure | (walk.closed & left)
    return Judged(
        allowed=left & ~doubtful,
        closed=walk.closed & ~doubtful,
        unknown=doubtful,
        accepted=tuple(walk.accepted),
        why=tuple(walk.why) if doubtful else (),
    )


class _Walk:
    """One way through the rules, of all packets together."""

    def __init__(self, rules: Ruleset, space: Space) -> None:
        self.rules = rules
        self.space = space
        self.closed = 0
        self.unsure = 0
        self.passed = 0
        self.is_tracked = True
        self.accepted: list[Accepted] = []
        self.why: dict[str, None] = {}

    def base(self, base: Base, packets: int) -> int:
        """Return the packets that may get past a base chain."""
        self.is_tracked = base.hook not in ("prerouting", "output") or base.priority > TRACKING
        sure, maybe = self.matched(base.applies)
        self.passed = packets & ~sure
        known = len(self.accepted)
        left = self.chain(base.chain, packets & maybe, self.space.all, 0)
        if base.policy == "accept":
            self.accept(base.text, 0, left, self.space.all, is_policy=True)
        else:
            self.closed |= left
        if base.hook not in ("input", "output"):
            del self.accepted[known:]
        return self.passed

    def chain(self, name: str, packets: int, called: int, depth: int) -> int:
        """Return the packets that may come back from a chain; `called` are those for which it is called at all."""
        back = 0
        for rule in self.rules.chains.get(name, ()):
            sure, maybe = self.matched(rule.match)
            here, packets = packets & maybe, packets & ~sure
            if here & ~sure:
                self.why.update(dict.fromkeys(doubts(rule.match)))
            match rule.action.kind:
                case "jump" if here and depth < DEEP:
                    packets |= self.chain(rule.action.target, here, called & maybe, depth + 1)
                case "goto" if here and depth < DEEP:
                    back |= self.chain(rule.action.target, here, called & maybe, depth + 1)
                case "return":
                    back |= here
                case _:
                    self.end(rule, here, called & maybe)
        return back | packets

    def end(self, rule: Rule, packets: int, reach: int) -> None:
        """Note what becomes of packets that a rule sends nowhere."""
        match rule.action.kind:
            case "accept":
                self.accept(rule.text, rule.place, packets, reach, is_policy=False)
            case "drop":
                self.closed |= packets
            case _:
                self.unsure |= packets
                self.why |= {rule.text: None} if packets else {}

    def accept(self, by: str, place: int, packets: int, reach: int, *, is_policy: bool) -> None:
        """Note that packets may get past a base chain, and by which rule."""
        self.passed |= packets
        if packets:
            self.accepted.append(Accepted(by=by, place=place, is_policy=is_policy, packets=packets, reach=reach))

    def matched(self, match: Match) -> tuple[int, int]:
        """Return the packets that surely match, and those that may."""
        every = self.space.all
        match match:
            case Test() if match.field in TRACKED and not self.is_tracked:
                return self._untracked(match)
            case Test():
                return (found := self.space.where(match.field, match.values)), found
            case Family():
                return (found := every if match.family == self.space.family else 0), found
            case Unsure():
                return 0, every
            case Not():
                sure, maybe = self.matched(match.part)
                return every & ~maybe, every & ~sure
            case Every() | Some():
                return self._together(match)

    def _untracked(self, match: Test) -> tuple[int, int]:
        """Return what `matched` does before connections are tracked, where their state is invalid."""
        if match.field == "state":
            return (found := self.space.all if "invalid" in match.values else 0), found
        return 0, self.space.all

    def _together(self, match: Every | Some) -> tuple[int, int]:
        """Return what `matched` does where the parts count together, or each by itself."""
        sure = maybe = self.space.all if isinstance(match, Every) else 0
        for one, other in map(self.matched, match.parts):
            sure, maybe = (sure & one, maybe & other) if isinstance(match, Every) else (sure | one, maybe | other)
        return sure, maybe
