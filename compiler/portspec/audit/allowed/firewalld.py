"""firewalld: what `firewall-cmd --list-all-zones` and `--list-all-policies` print (firewall-cmd(1)).

In the same text may stand what `--get-default-zone` and `--info-service=NAME` print, one after the other. Packets meet
the rules in the order in which firewalld puts them (firewalld.policies(5), firewalld.richlanguage(5)).
"""

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Literal

import msgspec

from portspec.audit.allowed.firewalld_rich import Rich, rich
from portspec.audit.allowed.ipt_match import Given, matched
from portspec.audit.rules import ALWAYS, NEVER, Action, Base, Every, Match, Not, Rule, Ruleset, Some, Test, Unsure
from portspec.resources import read as resource

ORDER = 6
HEAD = re.compile(r"(\S+)(?: \(([a-z, ]+)\))?")
LISTED = re.compile(r"^  target: \S+$", re.MULTILINE)
TARGETS: Mapping[str, Literal["accept", "drop"]] = {
    "ACCEPT": "accept",
    "DROP": "drop",
    "%%REJECT%%": "drop",
    "REJECT": "drop",
    "default": "drop",
}
HOST, ANY = "HOST", "ANY"


class Block(msgspec.Struct, frozen=True, kw_only=True):
    """A zone, a policy or a service, as it is listed."""

    name: str
    """Its name."""
    states: frozenset[str]
    """Such as `active`, and `default` of the default zone, which newer versions mark."""
    fields: Mapping[str, tuple[str, ...]]
    """What it has, by field; a rich rule and a forwarded port are one value each."""

    def words(self, field: str) -> tuple[str, ...]:
        """Return the values of a field that lists them on a line."""
        return tuple(word for each in self.fields.get(field, ()) for word in each.split())

    @property
    def target(self) -> str:
        """What becomes of packets that nothing of it decides about."""
        return next(iter(self.words("target")), "default")

    @property
    def priority(self) -> int:
        """Of a policy: before the zones where it is below 0."""
        return int(next(iter(self.words("priority")), "0"))


class Listing(msgspec.Struct, frozen=True, kw_only=True):
    """All that a text lists."""

    zones: tuple[Block, ...]
    """In the order of the text."""
    policies: tuple[Block, ...]
    """By priority."""
    services: Mapping[str, Block]
    """Those that the text describes, by name."""
    default: str | None
    """The default zone; None where the text does not tell."""


def read(text: str) -> Ruleset | None:
    """Return the rules; None for any other text."""
    if not LISTED.search(text):
        return None
    listing = listed(text)
    chains: dict[str, tuple[Rule, ...]] = {"input": tuple(_input(listing)), "output": tuple(_output(listing))}
    for zone in listing.zones:
        chains[f"zone {zone.name}"] = tuple(_zone(zone, listing))
    for policy in listing.policies:
        chains[f"policy {policy.name}"] = tuple(_policy(policy, listing))
    return Ruleset(
        chains=chains,
        bases=(
            Base(hook="input", priority=10, chain="input", policy="drop", text="the end of firewalld's zones"),
            Base(hook="output", priority=10, chain="output", policy="accept", text="what firewalld lets out"),
        ),
        families=frozenset((4, 6)),
    )


def listed(text: str) -> Listing:
    """Return what a text lists."""
    blocks, default = list[Block](), None
    for name, states, fields in _blocks(text.splitlines()):
        if fields:
            blocks.append(Block(name=name, states=states, fields={key: tuple(own) for key, own in fields.items()}))
        else:
            default = name
    zones = tuple(each for each in blocks if "target" in each.fields and "ingress-zones" not in each.fields)
    policies = [each for each in blocks if "ingress-zones" in each.fields]
    return Listing(
        zones=zones,
        policies=tuple(sorted(policies, key=lambda each: (each.priority, each.name))),
        services={each.name: each for each in blocks if "target" not in each.fields},
        default=default or _default(zones),
    )


def _default(zones: tuple[Block, ...]) -> str | None:
    """Return the zone that is marked as the default one, or else the only one that has interfaces."""
    marked = [each.name for each in zones if "default" in each.states]
    used = [each.name for each in zones if each.words("interfaces")]
    return next(iter(marked or (used if len(used) == 1 else ())), None)


def _blocks(lines: Iterable[str]) -> Iterator[tuple[str, frozenset[str], dict[str, list[str]]]]:
    """Yield each block with its name, its states and its fields; what has no fields is the name of the default zone."""
    name, states, field = "", frozenset[str](), ""
    fields: dict[str, list[str]] = {}
    for line in (*lines, "end"):
        if line[:1] not in ("", " ", "\t"):
            if name:
                yield name, states, fields
            found = HEAD.fullmatch(line.strip())
            name, fields = (found[1] if found else ""), {}
            states = frozenset((found[2] or "").replace(",", " ").split()) if found else frozenset()
        elif line.startswith("\t") and field:
            fields.setdefault(field, []).append(line.strip())
        elif line.strip():
            field, _, value = line.strip().partition(":")
            fields[field] = [value.strip()] if value.strip() else []


FIRST = (
    Rule(match=matched(("--ctstate", "RELATED,ESTABLISHED"), Given()), action=Action(kind="accept"), text="answers"),
    Rule(match=matched(("-i", "lo"), Given()), action=Action(kind="accept"), text="loopback"),
    Rule(match=matched(("--ctstate", "INVALID"), Given()), action=Action(kind="drop"), text="what is invalid"),
)


def _input(listing: Listing) -> Iterator[Rule]:
    """Yield how packets that come in find their zone: by source, by interface, or else the default one."""
    yield from FIRST
    for field, option in (("sources", "-s"), ("interfaces", "-i")):
        for zone in listing.zones:
            for value in zone.words(field):
                text = f"{field} of the zone {zone.name}: {value}"
                yield Rule(match=_end(option, value), action=Action(kind="goto", target=f"zone {zone.name}"), text=text)
    if listing.default in [each.name for each in listing.zones]:
        yield Rule(match=ALWAYS, action=Action(kind="goto", target=f"zone {listing.default}"), text="the default zone")
    else:
        told = "the default zone, which `firewall-cmd --get-default-zone` tells"
        yield Rule(match=ALWAYS, action=Action(kind="unsure"), text=told)


def _end(option: str, value: str) -> Match:
    """Return whether an end is a source, an interface or a destination; what is in a set or a card is not known."""
    found = matched((option, value.replace("*", "+")), Given())
    return Unsure(why=f"the source {value}") if option == "-s" and value.count(":") == MAC else found


MAC = 5
"""Colons of a hardware address; IPv6 has them too, but then with others of two in a row, or seven."""


def _output(listing: Listing) -> Iterator[Rule]:
    """Yield the policies about what the host sends; there are no zones for it."""
    yield FIRST[0]
    yield Rule(match=matched(("-o", "lo"), Given()), action=Action(kind="accept"), text="loopback")
    for policy in listing.policies:
        if HOST in policy.words("ingress-zones"):
            match = Some(parts=tuple(_leaves(each, listing) for each in policy.words("egress-zones")))
            action = Action(kind="jump", target=f"policy {policy.name}")
            yield Rule(match=match, action=action, text=f"the policy {policy.name}")


def _leaves(name: str, listing: Listing) -> Match:
    """Return whether a packet leaves to a zone."""
    if name == ANY:
        return ALWAYS
    ends = {each.name: _ends_of(each) for each in listing.zones}
    if name != listing.default:
        return ends.get(name, NEVER if listing.default else Unsure(why=f"what is in the zone {name}"))
    return Not(part=Some(parts=tuple(match for each, match in ends.items() if each != name)))


def _ends_of(zone: Block) -> Match:
    parts = [_end("-d", each) for each in zone.words("sources")] + [
        _end("-o", each) for each in zone.words("interfaces")
    ]
    return Some(parts=tuple(parts))


def _zone(zone: Block, listing: Listing) -> Iterator[Rule]:
    """Yield the rules of a zone, between the policies about what comes from it to the host."""
    here = [
        each
        for each in listing.policies
        if HOST in each.words("egress-zones") and not {zone.name, ANY}.isdisjoint(each.words("ingress-zones"))
    ]
    jumps = [
        (each.priority, Rule(match=ALWAYS, action=Action(kind="jump", target=f"policy {each.name}"), text=each.name))
        for each in here
    ]
    yield from (rule for priority, rule in jumps if priority < 0)
    yield from _own(zone, f"zone {zone.name}", listing)
    yield from (rule for priority, rule in jumps if priority > 0)
    if zone.target == "default":
        icmp = Test(field="transport", values=("icmp", "icmpv6"))
        yield Rule(match=icmp, action=Action(kind="accept"), text=f"zone {zone.name}: ICMP")
    yield _last(zone, f"zone {zone.name}")


def _policy(policy: Block, listing: Listing) -> Iterator[Rule]:
    yield from _own(policy, f"policy {policy.name}", listing)
    if policy.target != "CONTINUE":
        yield _last(policy, f"policy {policy.name}")


def _last(block: Block, name: str) -> Rule:
    kind = TARGETS.get(block.target)
    return Rule(match=ALWAYS, action=Action(kind=kind or "unsure"), text=f"{name}: target {block.target}")


def _own(block: Block, name: str, listing: Listing) -> Iterator[Rule]:
    """Yield what a block lets pass and denies: rich rules by priority, and of the same one what denies first."""
    rules = [rich(each) for each in block.fields.get("rich rules", ())]
    yield from (_forwarded(each, name) for each in block.fields.get("forward-ports", ()))
    yield from (_as_rule(each, name, listing) for each in _sorted(rules, lambda each: each.priority < 0))
    yield from (
        _as_rule(each, name, listing) for each in _sorted(rules, lambda each: not each.priority and each.denies)
    )
    for field, prefix in (("ports", ""), ("protocols", "protocol/"), ("source-ports", "source/")):
        for each in block.words(field):
            yield Rule(match=_asked((prefix + each,)), action=Action(kind="accept"), text=f"{name}: {field} {each}")
    for each in block.words("services"):
        text = f"{name}: service {each}"
        yield Rule(match=_service(each, listing), action=Action(kind="accept"), text=text)
    yield from (
        _as_rule(each, name, listing) for each in _sorted(rules, lambda each: not each.priority and not each.denies)
    )
    yield from (_as_rule(each, name, listing) for each in _sorted(rules, lambda each: each.priority > 0))


def _sorted(rules: Iterable[Rich], wanted: Callable[[Rich], bool]) -> list[Rich]:
    return sorted(filter(wanted, rules), key=lambda each: each.priority)


def _as_rule(found: Rich, name: str, listing: Listing) -> Rule:
    opened = _service(found.service, listing) if found.service else _asked(found.opened) if found.opened else ALWAYS
    return Rule(match=Every(parts=(found.match, opened)), action=found.action, text=f"{name}: {found.text}")


def _forwarded(text: str, name: str) -> Rule:
    """Return that a port is sent on, to another one or another host."""
    parts = dict(each.partition("=")[::2] for each in text.split(":"))
    match = _asked((f"{parts.get('port', '')}/{parts.get('proto', '')}",))
    return Rule(match=match, action=Action(kind="unsure"), text=f"{name}: forward-port {text}")


def _service(name: str, listing: Listing) -> Match:
    """Return what a service, and those that it includes, let pass: as the text says, or firewalld itself."""
    names, todo = dict[str, None](), [name]
    while todo:
        each = todo.pop()
        if each not in names:
            names[each] = None
            block = listing.services.get(each)
            todo += block.words("includes") if block else ()
    return Some(parts=tuple(_opened_by(each, listing) for each in names))


def _opened_by(name: str, listing: Listing) -> Match:
    """Return what a service alone lets pass."""
    block = listing.services.get(name)
    if block is None:
        known = _services().get(name)
        tell = f"`firewall-cmd --info-service={name}` tells"
        return _asked(known.split()) if known else Unsure(why=f"what the service {name} opens, which {tell}")
    words = [*block.words("ports"), *(f"protocol/{each}" for each in block.words("protocols"))]
    words += [f"source/{each}" for each in block.words("source-ports")]
    words += [f"to/{each.partition(':')[2]}" for each in block.words("destination")]
    return _asked(words)


@cache
def _services() -> Mapping[str, str]:
    return tomllib.loads(resource("audit/allowed/services.toml").decode())


def _asked(words: Iterable[str]) -> Match:
    """Return what words of `services.toml` ask."""
    words = tuple(words)
    ends = tuple(matched(("-d", each[3:]), Given()) for each in words if each.startswith("to/"))
    opened = tuple(_opened(each) for each in words if not each.startswith("to/"))
    return Every(parts=(Some(parts=opened), *((Some(parts=ends),) if ends else ())))


def _opened(word: str) -> Match:
    kind, _, rest = word.partition("/") if word.startswith(("protocol/", "source/")) else ("", "", word)
    if kind == "protocol":
        return matched(("-p", rest), Given())
    ports, _, transport = rest.rpartition("/")
    option = "--sport" if kind == "source" else "--dport"
    return matched(("-p", transport, option, ports.replace("-", ":")), Given())
