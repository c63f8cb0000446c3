"""What the options of an iptables rule ask of a packet (iptables(8), iptables-extensions(8))."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from ipaddress import ip_address, ip_network
from typing import Literal

import msgspec

from portspec.audit.allowed.ipset import IpSet
from portspec.audit.allowed.names import protocol
from portspec.audit.rules import ALWAYS, NEVER, Every, Family, Match, Some, Test, Unsure, negated
from portspec.audit.space import PORTS, Field, Number, Span

FLAGS = {"FIN": 1, "SYN": 2, "RST": 4, "PSH": 8, "ACK": 16, "URG": 32, "ALL": 63, "NONE": 0}
"""The bits of a TCP header (RFC 9293, 3.1)."""
Words = Sequence[str]


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """What the meaning of an option depends on elsewhere."""

    marks: bool = False
    """Whether any rule gives a packet a mark."""
    untracked: bool = False
    """Whether any rule keeps packets from being tracked."""
    sets: Mapping[str, IpSet] = msgspec.field(default_factory=dict)
    """The sets of `ipset`, by name."""


def matched(words: Words, given: Given) -> Match:
    """Return what the words between the chain and the target ask."""
    parts, modules = list[Match](), list[str]()
    for negate, option, values in _options(words):
        if option in ("-m", "--match"):
            modules += values
        elif option not in ("--comment", "-c", "--set-counters"):
            parts.append(negated(_asked(option, values, modules, given), negate=negate))
    return Every(parts=tuple(parts))


def _options(words: Words) -> Iterator[tuple[bool, str, Words]]:
    """Yield each option with its values, and whether a `!` stands before it."""
    at = 0
    while at < len(words):
        negate = words[at] == "!"
        at += negate
        option, first = words[at] if at < len(words) else "", at + 1
        at = first
        if option == "--comment":  # may begin with a hyphen
            at += 1
        while at < len(words) and not words[at].startswith("-") and words[at] != "!":
            at += 1
        yield negate, option, words[first:at]


def _asked(option: str, values: Words, modules: Words, given: Given) -> Match:
    """Return what one option asks; what is not known here cannot be said."""
    try:
        if option in STATEFUL:
            return STATEFUL[option](values, given)
        if option == "--set" and modules[-1] == "recent":
            return ALWAYS
        found = BARE[option] if option in BARE else ONE[option](values[0])
    except (ValueError, IndexError, KeyError, TypeError):
        return Unsure(why=" ".join((option, *values)))
    return found


def _transport(value: str) -> Match:
    return ALWAYS if value in ("all", "0") else Test(field="transport", values=(protocol(value),))


def _networks(field: Number) -> Callable[[str], Match]:
    """Return how a field's networks are read, such as `192.0.2.0/24,198.51.100.1`."""

    def read(value: str) -> Match:
        return Some(parts=tuple(_network(field, each) for each in value.split(",")))

    return read


def _network(field: Number, value: str) -> Match:
    found = ip_network(value, strict=False)
    family: Literal[4, 6] = 4 if found.version == 4 else 6  # noqa: PLR2004 (IPv4)
    return Every(parts=(Family(family=family), Test(field=field, values=((int(found[0]), int(found[-1])),))))


def _addresses(field: Number) -> Callable[[str], Match]:
    """Return how a range of addresses is read, such as `192.0.2.1-192.0.2.9`."""

    def read(value: str) -> Match:
        first, _, last = value.partition("-")
        return Test(field=field, values=((int(ip_address(first)), int(ip_address(last or first))),))

    return read


def _ports(*fields: Number) -> Callable[[str], Match]:
    """Return how ports are read, such as `22,80:90`; any of the fields is enough."""

    def read(value: str) -> Match:
        spans = tuple(_span(each) for each in value.split(","))
        return Some(parts=tuple(Test(field=each, values=spans) for each in fields))

    return read


def _span(value: str) -> Span:
    first, colon, last = value.partition(":")
    return int(first or 0), int(last or PORTS - 1) if colon else int(first)


def _interface(field: Literal["in", "out"]) -> Callable[[str], Match]:
    """Return how an interface is read; a `+` at the end stands for any more characters."""
    return lambda value: Test(field=field, values=(f"{value[:-1]}*" if value.endswith("+") else value,))


def _named(field: Field) -> Callable[[str], Match]:
    return lambda value: Test(field=field, values=tuple(value.casefold().split(",")))


def _state(values: Words, given: Given) -> Match:
    """Return whether a connection is in one of some states: a first packet is new, unless it is not tracked."""
    if given.untracked:
        return Unsure(why=f"the state {values[0]}, where packets are kept from being tracked")
    return Test(field="state", values=tuple(values[0].casefold().split(",")))


def _mark(values: Words, given: Given) -> Match:
    """Return whether no mark at all is asked for, where nobody sets one."""
    if given.marks:
        return Unsure(why=f"the mark {values[0]}")
    return ALWAYS if int(values[0].partition("/")[0], 0) == 0 else NEVER


def _flags(mask: str, value: str) -> Match:
    """Return whether a packet that opens a connection has some flags: of them only SYN is set (RFC 9293, 3.5)."""
    looked, wanted = (sum({FLAGS[each] for each in text.split(",")}) for text in (mask, value))
    return ALWAYS if FLAGS["SYN"] & looked == wanted else NEVER


def _in_set(values: Words, given: Given) -> Match:
    """Return whether the packet's ends are in a set: for each part of an element there is an end, `src` or `dst`."""
    found, ends = given.sets[values[0]], values[1].split(",")
    return Some(parts=tuple(Every(parts=tuple(_element(found, each, ends))) for each in found.elements))


def _element(found: IpSet, element: Words, ends: Words) -> Iterator[Match]:
    for part, value, end in zip(found.parts, element, ends, strict=True):
        if part in ("ip", "net"):
            field: Number = "source" if end == "src" else "destination"
            yield (_addresses if "-" in value else _networks)(field)(value)
        elif part == "port":
            transport, colon, ports = value.rpartition(":")
            yield _transport(transport if colon else "tcp")
            yield _ports("sport" if end == "src" else "dport")(ports.replace("-", ":"))
        elif part == "iface":
            yield _interface("in" if end == "src" else "out")(value)
        else:
            yield Unsure(why=f"{part} in a set")


ONE: Mapping[str, Callable[[str], Match]] = {
    **dict.fromkeys(("-p", "--protocol"), _transport),
    **dict.fromkeys(("-s", "--source"), _networks("source")),
    **dict.fromkeys(("-d", "--destination"), _networks("destination")),
    **dict.fromkeys(("-i", "--in-interface"), _interface("in")),
    **dict.fromkeys(("-o", "--out-interface"), _interface("out")),
    **dict.fromkeys(("--sport", "--source-port", "--sports", "--source-ports"), _ports("sport")),
    **dict.fromkeys(("--dport", "--destination-port", "--dports", "--destination-ports"), _ports("dport")),
    "--ports": _ports("sport", "dport"),
    "--src-range": _addresses("source"),
    "--dst-range": _addresses("destination"),
    "--src-type": _named("source type"),
    "--dst-type": _named("destination type"),
    # What nftables calls a packet to this host, iptables calls unicast.
    "--pkt-type": lambda value: Test(field="cast", values=("host" if value == "unicast" else value,)),
    "--ctdir": _named("side"),
    "--ctstatus": _named("status"),
    # Of a first packet after a time of quiet none is too many.
    **dict.fromkeys(("--limit", "--hashlimit-upto", "--connlimit-upto", "--hashlimit"), lambda _: ALWAYS),
    **dict.fromkeys(("--hashlimit-above", "--connlimit-above"), lambda _: NEVER),
    **dict.fromkeys(
        (
            "--limit-burst",
            "--hashlimit-burst",
            "--hashlimit-mode",
            "--hashlimit-name",
            "--hashlimit-htable-expire",
            "--hashlimit-htable-size",
            "--hashlimit-htable-max",
            "--hashlimit-htable-gcinterval",
            "--hashlimit-srcmask",
            "--hashlimit-dstmask",
            "--connlimit-mask",
            "--seconds",
            "--name",
            "--mask",
        ),
        lambda _: ALWAYS,
    ),
    "--rt-type": lambda _: NEVER,  # a packet that opens a connection has no routing header (RFC 5095)
    "--hitcount": lambda value: NEVER if int(value) > 1 else Unsure(why=f"--hitcount {value}"),
}
"""Options with one value."""
BARE: Mapping[str, Match] = {
    "--syn": _flags("FIN,SYN,RST,ACK", "SYN"),
    "-f": NEVER,  # a first packet is whole, or its first fragment
    "--fragment": NEVER,
    # Packets come by the interface by which their source is reached: taken for granted.
    "--invert": NEVER,
    "--rpfilter": ALWAYS,
    **dict.fromkeys(("--update", "--rcheck"), NEVER),  # its address is on no list yet
    **dict.fromkeys(
        ("--rsource", "--rdest", "--connlimit-saddr", "--connlimit-daddr", "--loose", "--validmark"), ALWAYS
    ),
}
"""Options without a value."""
STATEFUL: Mapping[str, Callable[[Words, Given], Match]] = {
    "--state": _state,
    "--ctstate": _state,
    "--mark": _mark,
    "--match-set": _in_set,
    "--tcp-flags": lambda values, _: _flags(*values),
}
"""Options whose meaning depends on more than one value."""
