"""What a match of nftables asks of a packet (nft(8), EXPRESSIONS)."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from ipaddress import ip_address, ip_network
from typing import Any, Literal

import msgspec

from portspec.audit.allowed.names import protocol
from portspec.audit.allowed.nft_text import expression
from portspec.audit.rules import ALWAYS, NEVER, Every, Family, Match, Some, Test, Unsure, negated
from portspec.audit.space import PORTS, WIDTH, Name, Number, Span
from portspec.protocols import NUMBERS, WITH_PORTS

Json = dict[str, Any]


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """What the meaning of a match depends on elsewhere in the rules."""

    sets: Mapping[str, Json]
    """The named sets and maps, by family, table and name."""
    changed: frozenset[str]
    """Those that packets change."""
    marks: bool
    """Whether any rule gives a packet a mark."""
    untracked: bool
    """Whether any rule keeps packets from being tracked."""


class _Numbers(msgspec.Struct, frozen=True, kw_only=True):
    """A field of numbers that an expression reads."""

    field: Number
    """The field of a packet."""
    implied: Match
    """What must hold so that the packet has the field."""
    width: int
    """One more than the greatest number."""


class _Names(msgspec.Struct, frozen=True, kw_only=True):
    """A field of names that an expression reads."""

    field: Name
    """The field of a packet."""
    implied: Match = ALWAYS
    """What must hold so that the packet has the field."""


def _address(field: Number, family: Literal[4, 6]) -> _Numbers:
    return _Numbers(field=field, implied=Family(family=family), width=WIDTH[family])


def _port(field: Number, transports: tuple[str, ...]) -> _Numbers:
    return _Numbers(field=field, implied=Test(field="transport", values=transports), width=PORTS)


PORTED = tuple(sorted(WITH_PORTS))
KEYS: Mapping[tuple[str, str], _Numbers | _Names] = {
    ("ip", "saddr"): _address("source", 4),
    ("ip", "daddr"): _address("destination", 4),
    ("ip6", "saddr"): _address("source", 6),
    ("ip6", "daddr"): _address("destination", 6),
    ("th", "sport"): _port("sport", PORTED),
    ("th", "dport"): _port("dport", PORTED),
    **{(each, "sport"): _port("sport", (each,)) for each in PORTED},
    **{(each, "dport"): _port("dport", (each,)) for each in PORTED},
    ("ip", "protocol"): _Names(field="transport", implied=Family(family=4)),
    ("ip6", "nexthdr"): _Names(field="transport", implied=Family(family=6)),
    ("meta", "l4proto"): _Names(field="transport"),
    ("meta", "iif"): _Names(field="in"),
    ("meta", "iifname"): _Names(field="in"),
    ("meta", "oif"): _Names(field="out"),
    ("meta", "oifname"): _Names(field="out"),
    ("meta", "pkttype"): _Names(field="cast"),
    ("ct", "state"): _Names(field="state"),
    ("ct", "status"): _Names(field="status"),
    ("ct", "direction"): _Names(field="side"),
    ("type", "saddr"): _Names(field="source type"),
    ("type", "daddr"): _Names(field="destination type"),
}
"""What is told apart, by what an expression reads and which part of it."""
TRANSPORTS = frozenset(NUMBERS)
VERSIONS: Mapping[str, Literal[4, 6]] = {"ipv4": 4, "ip": 4, "ipv6": 6, "ip6": 6}
FLAGS = {"fin": 1, "syn": 2, "rst": 4, "psh": 8, "ack": 16, "urg": 32, "ecn": 64, "cwr": 128}
"""The bits of a TCP header (RFC 9293, 3.1)."""


def matched(op: str, left: Any, right: Any, prefix: str, given: Given) -> Match:
    """Return whether an expression has one of some values; `prefix` is where named sets stand."""
    try:
        if op == "!=" and isinstance(right, dict) and "range" in right:
            op, right = _range(left, right)
        values = tuple(_elements(right, prefix, given))
        found = _found(op, left, values, given)
    except (KeyError, TypeError, ValueError, IndexError):
        return Unsure(why=f"{expression(left)} {op} {expression(right)}")
    if isinstance(right, str) and prefix + right[1:] in given.changed:
        found = Some(parts=(found, Unsure(why=f"packets change the set {right}")))
    return _contrary(found, left) if op == "!=" else found


def _range(left: Any, right: Json) -> tuple[str, Json]:
    """Return what the contrary of a range is meant to say, as an operator and a value.

    nft shows `x < 20 x > 10` as `x != 20-10`; of `x != 10-10` nobody can say what it was. Raises ValueError for that.
    """
    key = _key(left)
    if not isinstance(key, _Numbers):
        return "!=", right
    first, last = (_number(each, key.width) for each in right["range"])
    if first == last:
        raise ValueError(right)
    return ("!=", right) if first < last else ("between", {"range": [last + 1, first - 1]})


def are_one(first: Json, second: Json) -> bool:
    """Tell whether nft may look at two conditions as one: at both ports together, where neither must be a value.

    nft 1.0.6 then lets the rule match where only one of them is another one, and shows it as if both had to be.
    """
    both = (first, second)
    if any(each.get("op") != "!=" or "payload" not in each["left"] for each in both):
        return False
    (one, sport), (other, dport) = (_about(each["left"]) for each in both)
    plain = all(isinstance(each["right"], int) for each in both)
    return plain and one == other and (sport, dport) == ("sport", "dport")


def either_way(first: Match, second: Match) -> Match:
    """Return that both conditions hold, where one of them may be enough."""
    some = Every(parts=(Some(parts=(first, second)), Unsure(why="two ports that must both be other ones")))
    return Some(parts=(Every(parts=(first, second)), some))


def _contrary(match: Match, left: Any) -> Match:
    """Return that an expression has another value, which it must have in order to differ."""
    implied = [each.implied for each in map(_key, left.get("concat", (left,))) if each]
    return Every(parts=(*implied, negated(match, negate=True)))


def _elements(right: Any, prefix: str, given: Given) -> Iterator[Any]:
    """Yield the values that are asked for, each by itself."""
    if isinstance(right, str) and right.startswith("@"):
        yield from (_plain(each) for each in given.sets[prefix + right[1:]].get("elem", ()))
    elif isinstance(right, dict) and "set" in right:
        yield from map(_plain, right["set"])
    elif isinstance(right, list):
        yield from right
    else:
        yield right


def _plain(element: Any) -> Any:
    """Return an element without its time, counter and comment; of a map, its key."""
    if isinstance(element, list):
        element = element[0]
    return element["elem"]["val"] if isinstance(element, dict) and "elem" in element else element


def _found(op: str, left: Json, values: tuple[Any, ...], given: Given) -> Match:
    """Return whether an expression has one of some values, each of them being plain."""
    if "concat" in left:
        return Some(parts=tuple(_together(left["concat"], each, given) for each in values))
    if "&" in left:
        masked, mask = left["&"]
        return _masked(masked, mask, values, given)
    special = SPECIAL.get(_about(left))
    if special:
        return special(op, left, values, given)
    key = _key(left)
    if key is None or (key.field == "state" and given.untracked):
        return Every(parts=(_carrier(left), Unsure(why=expression(left))))
    asked = _names(key, values) if isinstance(key, _Names) else _numbers(op, key, values)
    return Every(parts=(key.implied, asked))


def _about(left: Json) -> tuple[str, str]:
    """Return what an expression reads, and which part of it."""
    kind, value = next(iter(left.items()))
    if kind == "payload":
        return str(value.get("protocol")), str(value.get("field"))
    return (kind, value["result"]) if kind == "fib" else (kind, str(value.get("key")))


def _together(keys: list[Json], element: Any, given: Given) -> Match:
    """Return whether all fields of a concatenation have the values of one element."""
    if element == "*":
        return ALWAYS
    parts = zip(keys, element["concat"], strict=True)
    return Every(parts=tuple(matched("==", key, value, "", given) for key, value in parts))


def _key(left: Json) -> _Numbers | _Names | None:
    if left.get("fib", {}).get("result") == "type":
        return KEYS.get(("type", "".join(left["fib"]["flags"])))
    return None if "fib" in left else KEYS.get(_about(left))


def _carrier(left: Json) -> Match:
    """Return which packets have the header that an expression reads."""
    name = left.get("payload", {}).get("protocol", "")
    if name in VERSIONS:
        return Family(family=VERSIONS[name])
    return Test(field="transport", values=(protocol(name),)) if name in TRANSPORTS else ALWAYS


def _names(key: _Names, values: Iterable[Any]) -> Match:
    if "*" in values and key.field not in ("in", "out"):
        return ALWAYS
    spell = protocol if key.field == "transport" else str
    return Test(field=key.field, values=tuple(spell(each) for each in values))


def _numbers(op: str, key: _Numbers, values: Iterable[Any]) -> Match:
    found = tuple(_span(each, key.width) for each in values)
    if op in ("<", "<=", ">", ">="):
        edge = found[0][0]
        bounds = {"<": (0, edge - 1), "<=": (0, edge), ">": (edge + 1, key.width - 1), ">=": (edge, key.width - 1)}
        found = (bounds[op],) if bounds[op][0] <= bounds[op][1] else ()
    return Test(field=key.field, values=found) if found else NEVER


def _span(value: Any, width: int) -> Span:
    """Return one value, a range or a prefix as numbers; raises ValueError for anything else."""
    if value == "*":
        return 0, width - 1
    if isinstance(value, dict) and "range" in value:
        return _number(value["range"][0], width), _number(value["range"][1], width)
    if isinstance(value, dict) and "prefix" in value:
        network = ip_network(f"{value['prefix']['addr']}/{value['prefix']['len']}")
        return int(network[0]), int(network[-1])
    return (number := _number(value, width)), number


def _number(value: Any, width: int) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if width == PORTS:
        raise ValueError(value)
    return int(ip_address(value))


def _always(holds: bool) -> Match:  # noqa: FBT001 (it is the one thing that it is about)
    return ALWAYS if holds else NEVER


def _holds(value: Any, number: int) -> bool:
    first, last = _span(value, 1 << 32)
    return first <= number <= last


def _masked(left: Json, mask: Any, values: tuple[Any, ...], given: Given) -> Match:
    """Return whether some bits have a value: of TCP's flags, and of a mark that nobody sets."""
    if left.get("payload") == {"protocol": "tcp", "field": "flags"}:
        return _has_flags("==", _bits(mask), values)
    if _about(left)[1] == "mark":
        return _marked("==", left, values, given)
    return Unsure(why=f"{expression(left)} & {expression(mask)}")


def _marked(_: str, left: Json, values: tuple[Any, ...], given: Given) -> Match:
    """Return whether a packet has no mark at all, where nobody sets one."""
    return Unsure(why=expression(left)) if given.marks else _always(any(_holds(each, 0) for each in values))


def _versions(_: str, __: Json, values: tuple[Any, ...], ___: Given) -> Match:
    return Some(parts=tuple(Family(family=VERSIONS[each]) for each in values if each in VERSIONS))


def _reverse(_: str, left: Json, values: tuple[Any, ...], __: Given) -> Match:
    """Return whether there is a route back to the source by the interface that a packet came in on.

    It is taken for granted, as is that packets come from where their address belongs.
    """
    flags = left["fib"]["flags"]
    return _always(True in values) if {"saddr", "iif"} <= set(flags) else Unsure(why=expression(left))


def _flagged(op: str, _: Json, values: tuple[Any, ...], __: Given) -> Match:
    return _has_flags(op, 0xFF, values)


def _has_flags(op: str, mask: int, values: tuple[Any, ...]) -> Match:
    """Return whether a packet that opens a connection has some flags: of them only SYN is set (RFC 9293, 3.5)."""
    wanted, first = _bits(values), FLAGS["syn"] & mask
    holds = bool(first & wanted) if op == "in" else first == wanted
    return Every(parts=(Test(field="transport", values=("tcp",)), _always(holds)))


def _bits(value: Any) -> int:
    if isinstance(value, (list, tuple)):
        return sum({_bits(each) for each in value})
    if isinstance(value, dict):
        return sum({_bits(each) for each in value["|"]})
    return value if isinstance(value, int) else FLAGS[value]


SPECIAL: Mapping[tuple[str, str], Callable[[str, Json, tuple[Any, ...], Given], Match]] = {
    ("meta", "mark"): _marked,
    ("ct", "mark"): _marked,
    ("meta", "nfproto"): _versions,
    ("meta", "protocol"): _versions,
    ("fib", "oif"): _reverse,
    ("fib", "oifname"): _reverse,
    ("tcp", "flags"): _flagged,
}
"""What is the same for all packets of a space, or depends on other rules."""
