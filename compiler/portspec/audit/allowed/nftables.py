"""nftables: what `nft -j list ruleset` prints (libnftables-json(5))."""

from collections.abc import Iterator, Mapping
from typing import Any, cast

import msgspec

from portspec.audit.allowed.iptables import ENDS
from portspec.audit.allowed.iptables import SILENT as WITHOUT_END
from portspec.audit.allowed.nft_match import Given, are_one, either_way, matched
from portspec.audit.allowed.nft_text import shown
from portspec.audit.rules import (
    ALWAYS,
    NEVER,
    Action,
    Base,
    Every,
    Family,
    Hook,
    Match,
    Not,
    Rule,
    Ruleset,
    Some,
    Test,
    Unsure,
)

ORDER = 0
FAMILIES: Mapping[str, Match] = {
    "ip": Family(family=4),
    "ip6": Family(family=6),
    "inet": ALWAYS,
    "netdev": ALWAYS,
    "bridge": Unsure(why="only what a bridge carries passes a table of the family bridge"),
}
"""To which packets the tables of a family apply; those of ARP to none."""
HOOKS: Mapping[str, tuple[Hook, int]] = {
    "ingress": ("prerouting", -(1 << 20)),
    "prerouting": ("prerouting", 0),
    "input": ("input", 0),
    "output": ("output", 0),
    "postrouting": ("postrouting", 0),
    "egress": ("postrouting", 1 << 20),
}
"""The hooks that a host's own packets pass, each with what is added to its priorities: a device's are outermost."""
Json = dict[str, Any]
TRANSLATED = frozenset(("dnat", "redirect", "tproxy", "queue", "fwd", "synproxy"))
"""Statements after which the packet is another one, or another program's."""
PASSED_ON = frozenset(("snat", "masquerade", "accept"))
SILENT = frozenset(("counter", "log", "comment", "continue", "ct helper", "ct timeout", "ct expectation", "dup", "flow",
                    "secmark", "last", "set", "map", "notrack", "mangle", "reset", "meter"))  # fmt: skip
"""Statements after which a packet goes on as it was, as far as it is told apart here."""


def read(text: str) -> Ruleset | None:
    """Return the rules, or None where the text is no such JSON."""
    try:
        objects = msgspec.json.decode(text, type=Listing).nftables
    except msgspec.DecodeError:
        return None
    chains: dict[str, list[Rule]] = {}
    given = _given(objects)
    for rule in (each["rule"] for each in objects if "rule" in each):
        chains.setdefault(_name(rule, rule["chain"]), []).extend(_rules(rule, given))
    return Ruleset(
        chains={name: tuple(rules) for name, rules in chains.items()},
        bases=tuple(base for each in objects if "chain" in each for base in _bases(each["chain"])),
        families=frozenset((4, 6)),
    )


class Listing(msgspec.Struct, frozen=True, kw_only=True):
    """The document."""

    nftables: list[Json]
    """Objects of one key each, which says what it is."""


def _name(about: Json, chain: str) -> str:
    return f"{about['family']} {about['table']} {chain}"


def _given(objects: list[Json]) -> Given:
    """Return what the meaning of a match depends on elsewhere."""
    sets = {
        _name(each, each["name"]): each
        for one in objects
        for kind in ("set", "map")
        if (each := one.get(kind)) is not None
    }
    statements = [(one["rule"], each) for one in objects if "rule" in one for each in one["rule"].get("expr", ())]
    changed = {
        _name(rule, str(each["set"].get("set", "")).removeprefix("@")) for rule, each in statements if "set" in each
    }
    keys = [each["mangle"].get("key") for _, each in statements if "mangle" in each]
    return Given(
        sets=sets,
        changed=frozenset(changed),
        marks=any("mark" in str(key) for key in keys),
        untracked=any("notrack" in each for _, each in statements),
    )


def _bases(chain: Json) -> Iterator[Base]:
    hook = HOOKS.get(chain.get("hook", ""))
    if hook is None or chain["family"] not in FAMILIES:
        return
    applies, devices = FAMILIES[chain["family"]], chain.get("dev")
    if devices is not None:
        names = (devices,) if isinstance(devices, str) else tuple(devices)
        applies = Test(field="in" if hook[0] == "prerouting" else "out", values=names)
    policy = chain.get("policy", "accept")
    name = _name(chain, chain["name"])
    yield Base(
        hook=hook[0],
        priority=hook[1] + chain.get("prio", 0),
        chain=name,
        policy="drop" if policy == "drop" else "accept",
        applies=applies,
        text=f"the policy {policy} of {name}",
    )


def _rules(rule: Json, given: Given) -> Iterator[Rule]:
    """Yield what a rule does; a map of verdicts is one rule for each of its elements."""
    prefix = f"{rule['family']} {rule['table']} "
    text = shown(rule)
    parts: list[Match] = []
    before: Json = {}
    for statement in rule.get("expr", ()):
        kind, value = _kind(statement)
        if kind == "vmap":
            for match, verdict in _elements(value, prefix, given):
                action = _action(*_kind(verdict), prefix)
                if action:
                    yield Rule(match=Every(parts=(*parts, match)), action=action, text=text)
            return
        action = _action(kind, value, prefix)
        if action or (kind == "mangle" and "payload" in value.get("key", {})):
            parts.append(_reached(kind, value))
            yield Rule(match=Every(parts=tuple(parts)), action=action or Action(kind="unsure"), text=text)
            return
        parts.append(_condition(kind, value, prefix, given))
        if kind == "match" and are_one(before, value):
            parts[-2:] = [either_way(*parts[-2:])]
        before = value if kind == "match" else {}


def _kind(statement: Any) -> tuple[str, Any]:
    """Return what a statement is, and what it says."""
    return next(iter(statement.items())) if isinstance(statement, dict) else (str(statement), None)


def _reached(kind: str, value: Any) -> Match:
    """Return which packets an ending is about: an error is sent in the packet's own family alone, a reset for TCP."""
    how = value.get("type") if kind == "reject" and isinstance(value, dict) else None
    return REJECTED.get(str(how), ALWAYS)


REJECTED: Mapping[str, Match] = {
    "icmp": Family(family=4),
    "icmpv6": Family(family=6),
    "tcp reset": Test(field="transport", values=("tcp",)),
}
"""Which packets are rejected, by how they are (nft(8), REJECT STATEMENT)."""


def _foreign(value: Any) -> Action | None:
    """Return what a target of iptables does, of which the listing holds but the name."""
    name = value.get("name", "") if isinstance(value, dict) else ""
    if not isinstance(value, dict) or value.get("type") != "target" or name in WITHOUT_END:
        return None
    return Action(kind=ENDS.get(name, "unsure"))


def _condition(kind: str, value: Any, prefix: str, given: Given) -> Match:
    """Return what a statement asks of a packet before the next one is looked at."""
    match kind:
        case "match":
            return matched(value["op"], value["left"], value["right"], prefix, given)
        case "limit" | "ct count" | "quota":  # of a first packet after a time of quiet none is too many
            return NEVER if value.get("inv") else ALWAYS
        case "xt" if isinstance(value, dict) and value.get("name") in {"comment", *WITHOUT_END}:
            return ALWAYS
        case _:
            return ALWAYS if kind in SILENT else Unsure(why=kind)


def _action(kind: str, value: Any, prefix: str) -> Action | None:
    """Return what a statement does with a packet, or None where the packet goes on to the next one."""
    if kind in ("jump", "goto"):
        return Action(kind="jump" if kind == "jump" else "goto", target=prefix + value["target"])
    return _foreign(value) if kind == "xt" else LAST.get(kind)


LAST: Mapping[str, Action] = {
    **dict.fromkeys(("drop", "reject"), Action(kind="drop")),
    "return": Action(kind="return"),
    **dict.fromkeys(PASSED_ON, Action(kind="accept")),
    **dict.fromkeys(TRANSLATED, Action(kind="unsure")),
}
"""The statements that end a rule."""


def _elements(value: Json, prefix: str, given: Given) -> Iterator[tuple[Match, Json]]:
    """Yield the elements of a map of verdicts, each as a match; what stands for all others comes last."""
    data = value["data"]
    found = given.sets.get(prefix + data[1:], {}).get("elem", []) if isinstance(data, str) else data["set"]
    named = [(key, verdict) for key, verdict in found if key != "*"]
    parts = [matched("==", value["key"], key, prefix, given) for key, _ in named]
    yield from zip(parts, (cast("Json", verdict) for _, verdict in named), strict=True)
    for key, verdict in found:
        if key == "*":
            yield Not(part=Some(parts=tuple(parts))), verdict
