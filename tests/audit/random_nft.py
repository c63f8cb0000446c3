"""Random rules of nftables about a few ports, addresses and interfaces, as text for `nft -f`."""

import re
from collections.abc import Iterator
from random import Random

import msgspec

PORTS = (22, 53, 80, 443, 2510)
V4 = ("10.99.1.130", "10.99.2.130")
V6 = ("fd99:1::1:0:0:2", "fd99:2::1:0:0:2")
DEVICES = ("lan0", "wan0")
OWN4 = ("198.18.1.1", "198.18.2.1")
COMPARISON = re.compile("[<>]")
SETS = """set v4 { type ipv4_addr; flags interval; elements = { 10.99.1.0/24, 192.0.2.1-192.0.2.9 } }
set v6 { type ipv6_addr; elements = { fd99:2::1:0:0:2 } }
set ports { type inet_service; flags interval; elements = { 22, 80-443 } }
set both { type ipv4_addr . inet_service; elements = { 10.99.1.130 . 22, 10.99.2.130 . 80 } }
set wide { type ipv4_addr . inet_proto . inet_service; flags interval; elements = { 10.99.0.0/16 . tcp . 50-90 } }
set names { type ifname; elements = { "lan0" } }
"""


def rules(seed: int) -> str:
    """Return tables with chains that a packet of the host passes."""
    random = Random(seed)  # noqa: S311 (the same rules each time)
    families = ["inet"] * 3 + ["ip", "ip6"]
    tables = [
        _table(random, "inet" if not number else random.choice(families), number)
        for number in range(random.choice((1, 1, 2)))
    ]
    return "".join(tables)


def _table(random: Random, family: str, number: int) -> str:
    own = [f"c{each}" for each in range(random.randrange(4))]
    chains = [_chain(random, family, name, own[at + 1 :]) for at, name in enumerate(own)]
    bases = ["input", "output"] if not number else [random.choice(("input", "output", "prerouting"))]
    chains += [_base(random, family, hook, own, number) for hook in bases]
    # A chain is declared before others jump to it.
    declared = "".join(f"chain {name} {{ }}\n" for name in own)
    known = SETS + _map(random, own) if family == "inet" else ""
    return f"table {family} t{number} {{\n{known}{declared}{''.join(chains)}}}\n"


def _map(random: Random, own: list[str]) -> str:
    verdicts = ["accept", "drop", "return", *(f"jump {each}" for each in own), *(f"goto {each}" for each in own)]
    parts = ", ".join(f"{port} : {random.choice(verdicts[:3])}" for port in random.sample(PORTS, 2))
    return f"map verdicts {{ type inet_service : verdict; elements = {{ {parts} }} }}\n"


def _chain(random: Random, family: str, name: str, later: list[str]) -> str:
    lines = "".join(f"{each}\n" for each in _lines(random, family, later, ""))
    return f"chain {name} {{\n{lines}}}\n"


def _base(random: Random, family: str, hook: str, own: list[str], number: int) -> str:
    policy = random.choice(("accept", "drop"))
    priority = (
        random.choice(("filter", "filter - 5", "security"))
        if hook != "prerouting"
        else random.choice(("raw", "mangle"))
    )
    state = random.choice(
        (
            "ct state established,related accept",
            "ct state vmap { established : accept, related : accept, invalid : drop }",
            "ct state != new accept",
        )
    )
    safe = "meta l4proto ipv6-icmp accept\n" if family in ("inet", "ip6") else ""
    # Answers are not told from first packets before connections are tracked.
    answers = f"tcp sport {{ {', '.join(map(str, (*PORTS, 81)))} }} accept\n" if priority == "raw" else ""
    lines = "".join(f"{each}\n" for each in _lines(random, family, own, hook))
    head = f"type filter hook {hook} priority {priority}; policy {policy};"
    return f"chain {hook}{number} {{\n{head}\n{safe}{answers}{state}\n{lines}}}\n"


def _lines(random: Random, family: str, later: list[str], hook: str) -> Iterator[str]:
    for _ in range(random.randrange(1, 6)):
        # nft refuses a rule about two transports or two families.
        line = Line(
            random=random,
            table=family,
            hook=hook,
            transport=random.choice(("tcp", "udp")),
            family={"ip": 4, "ip6": 6}.get(family) or random.choice((4, 6)),
        )
        parts = [_part(line) for _ in range(random.choice((0, 1, 1, 2, 2, 3)))]
        # nft shows two comparisons of one port as a range, and not always as the same one.
        compared = [each for each in parts if COMPARISON.search(each)]
        yield " ".join([*(each for each in parts if each not in compared[1:]), _end(line, later)])


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """What all parts of one rule are about."""

    random: Random
    table: str
    hook: str
    transport: str
    family: int


def _end(line: Line, later: list[str]) -> str:
    ends = ["accept", "accept", "drop", "drop", "reject", "counter", "return", 'log prefix "x " drop']
    ends += [f"jump {each}" for each in later] + [f"goto {each}" for each in later]
    if line.table == "inet":
        ends += ["reject with icmpx admin-prohibited"]
        ends += [
            f"{line.transport} dport vmap @verdicts",
            f"{line.transport} dport vmap {{ 53 : accept, 80-443 : drop }}",
        ]
        ends += [f"meta nfproto vmap {{ ipv4 : jump {each}, ipv6 : goto {each} }}" for each in later[:1]]
    return line.random.choice(ends)


def _part(line: Line) -> str:
    return line.random.choice((_ports, _ports, _ports, _addresses, _addresses, _interfaces, _states))(line)


def _sign(line: Line) -> str:
    return line.random.choice(("", "", "", "!= "))


def _ports(line: Line) -> str:
    random, transport = line.random, line.transport
    one, two = sorted(random.sample(PORTS, 2))
    values = (str(one), f"{one}-{two}", f"{{ {one}, {two} }}", f"{{ {one}, {two}-3000 }}")
    value = random.choice((*values, "@ports") if line.table == "inet" else values)
    return random.choice(
        (
            f"{transport} dport {_sign(line)}{value}",
            f"{transport} dport {_sign(line)}{value}",
            f"th dport {value}",
            f"{transport} dport {random.choice(('<', '<=', '>', '>='))} {one}",
            f"{transport} sport {random.choice(('1-1024', '60000-65535', '!= 53'))}",
        )
    )


def _addresses(line: Line) -> str:
    random, transport = line.random, line.transport
    remote, local = ("daddr", "saddr") if line.hook == "output" else ("saddr", "daddr")
    v4 = [
        f"ip {remote} {_sign(line)}{random.choice(V4)}",
        f"ip {remote} {_sign(line)}{random.choice(('10.99.0.0/16', '10.99.2.0/24', '10.99.1.1-10.99.1.200'))}",
        f"ip {remote} {_sign(line)}{{ {V4[0]}, 192.0.2.0/24 }}",
        f"ip {local} {_sign(line)}{random.choice(OWN4)}",
    ]
    v6 = [
        f"ip6 {remote} {_sign(line)}{random.choice(V6)}",
        f"ip6 {remote} {_sign(line)}{{ fd99:1::/32, fd99:2::1:0:0:2 }}",
        f"ip6 {remote} fd99::/16",
    ]
    if line.table == "inet":
        v4 += [
            f"ip {remote} {_sign(line)}@v4",
            f"ip {remote} . {transport} dport @both",
            f"ip {remote} . meta l4proto . th dport {_sign(line)}@wide",
            f"ip {remote} . {transport} dport {{ 10.99.1.130 . 53, 10.99.2.0/24 . 22-80 }}",
        ]
        v6 += [f"ip6 {remote} {_sign(line)}@v6"]
    return random.choice(v4 if line.family == 4 else v6)


def _interfaces(line: Line) -> str:
    key = "oifname" if line.hook == "output" else "iifname"
    value = line.random.choice(('"lan0"', '"wan0"', '"lan*"', '{ "lan0", "wan1" }', '"docker0"'))
    own = [f"{key} @names"] if line.table == "inet" else []
    return line.random.choice([f"{key} {_sign(line)}{value}", *own, 'iifname "lo"', 'oifname != "lo"'])


def _states(line: Line) -> str:
    own = [f"meta nfproto ipv{line.family}"] if line.table == "inet" else []
    kinds = ("saddr type local", "daddr type local", "daddr type { unicast, local }")
    flags = ["tcp flags & (fin | syn | rst | ack) == syn", "tcp flags syn"] if line.transport == "tcp" else []
    return line.random.choice(
        [
            *own,
            *flags,
            "ct state new",
            "ct state { established, new }",
            "ct state invalid",
            f"meta l4proto {line.transport}",
            "meta mark 0",
            "meta mark != 0",
            "limit rate 100/second burst 500 packets",
            f"fib {line.random.choice(kinds)}",
            "ct direction original",
            "ct status dnat",
        ]
    )
