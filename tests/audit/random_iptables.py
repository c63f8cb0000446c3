"""Random rules of iptables about a few ports, addresses and interfaces, as text for iptables-restore."""

from collections.abc import Iterator
from random import Random

from tests.audit.random_nft import OWN4, PORTS, V4, V6

SECOND = {"INPUT": ("mangle", "security"), "OUTPUT": ("mangle", "raw")}
"""Other tables whose chains of that name a packet passes, too."""


def rules(seed: int, family: int) -> str:
    """Return the tables of one family."""
    random = Random(seed * 10 + family)  # noqa: S311 (the same rules each time)
    own = [f"c{each}" for each in range(random.randrange(4))]
    text = _table(random, family, "filter", ("INPUT", "OUTPUT"), own)
    if random.random() < 0.3:
        chain = random.choice(("INPUT", "OUTPUT"))
        text += _table(random, family, random.choice(SECOND[chain]), (chain,), [])
    return text


def _table(random: Random, family: int, table: str, bases: tuple[str, ...], own: list[str]) -> str:
    policies = "".join(f":{each} {random.choice(('ACCEPT', 'DROP'))} [0:0]\n" for each in bases)
    chains = "".join(f":{each} - [0:0]\n" for each in own)
    lines: list[str] = []
    for chain in bases:
        lines += [f"-A {chain} -p ipv6-icmp -j ACCEPT"] if family == 6 else []
        lines += [
            f"-A {chain} -m {random.choice(('conntrack --ctstate', 'state --state'))} RELATED,ESTABLISHED -j ACCEPT"
        ]
        # Answers are not told from first packets before connections are tracked.
        answers = ",".join(map(str, (*PORTS, 81)))
        lines += [f"-A {chain} -p tcp -m multiport --sports {answers} -j ACCEPT"] if table == "raw" else []
        lines += _lines(random, family, chain, own, table)
    for at, name in enumerate(own):
        lines += _lines(random, family, name, own[at + 1 :], table)
    return "\n".join((f"*{table}", policies + chains + "\n".join(lines), "COMMIT", ""))


def _lines(random: Random, family: int, chain: str, later: list[str], table: str) -> Iterator[str]:
    for _ in range(random.randrange(1, 6)):
        parts = [_part(random, family, chain) for _ in range(random.choice((0, 1, 1, 2, 2, 3)))]
        transport = random.choice(("", "-p tcp", "-p udp", "! -p udp"))
        kept = [each for each in parts if not each.startswith(PORTED) or transport in PLAIN]
        # One option of a kind: iptables refuses a second one.
        kept = list({_kind(each): each for each in kept}.values())
        yield " ".join(("-A", chain, *filter(None, (transport, *kept)), *_end(random, later, table)))


PLAIN = ("-p tcp", "-p udp")
PORTED = ("--", "! --", "-m multiport", "-m tcp", "-m udp")
"""What asks for a transport with ports."""


def _kind(part: str) -> str:
    option = next(word for word in part.split() if word.startswith("-") and word != "-m")
    return "ports" if option in ("--dport", "--dports", "--ports", "--sport") else option


def _end(random: Random, later: list[str], table: str) -> tuple[str, ...]:
    ends = [("-j", "ACCEPT"), ("-j", "ACCEPT"), ("-j", "DROP"), ("-j", "DROP"), ("-j", "RETURN"), ()]
    ends += [("-j", "REJECT")] if table == "filter" else []
    ends += [(option, each) for each in later for option in ("-j", "-g")]
    return random.choice(ends)


def _part(random: Random, family: int, chain: str) -> str:
    return random.choice((_ports, _ports, _addresses, _addresses, _interface, _state))(random, family, chain)


def _sign(random: Random) -> str:
    return random.choice(("", "", "", "! "))


def _ports(random: Random, _: int, __: str) -> str:
    one, two = sorted(random.sample(PORTS, 2))
    return random.choice(
        (
            f"{_sign(random)}--dport {one}",
            f"{_sign(random)}--dport {one}:{two}",
            f"{_sign(random)}--dport {one}:65535",
            f"-m multiport {_sign(random)}--dports {one},{two}",
            f"-m multiport {_sign(random)}--dports {one},{two}:3000",
            f"-m multiport {_sign(random)}--ports {one},{two}",
            f"{_sign(random)}--sport {random.choice(('1:1024', '60000:65535', '53'))}",
        )
    )


def _addresses(random: Random, family: int, chain: str) -> str:
    remote, local = ("-d", "-s") if chain == "OUTPUT" else ("-s", "-d")
    if family == 6:
        return f"{_sign(random)}{remote} {random.choice((*V6, 'fd99:1::/32', 'fd99::/16'))}"
    side = "dst" if chain == "OUTPUT" else "src"
    return random.choice(
        (
            f"{_sign(random)}{remote} {random.choice((*V4, '10.99.0.0/16', '10.99.2.0/24'))}",
            f"{_sign(random)}{local} {random.choice(OWN4)}",
            f"-m iprange {_sign(random)}--{side}-range 10.99.1.1-10.99.1.200",
        )
    )


def _interface(random: Random, _: int, chain: str) -> str:
    option = "-o" if chain == "OUTPUT" else "-i"
    named = random.choice(("lan0", "wan0", "lan+", "docker0", "lo"))
    return f"{_sign(random)}{option} {named}" if chain in ("INPUT", "OUTPUT") else "-m comment --comment plain"


def _state(random: Random, _: int, chain: str) -> str:
    side = "dst" if chain == "INPUT" else "src"
    return random.choice(
        (
            f"-m conntrack {_sign(random)}--ctstate NEW",
            f"-m conntrack {_sign(random)}--ctstate INVALID",
            f"-m addrtype --{side}-type LOCAL" if chain in ("INPUT", "OUTPUT") else "-m comment --comment x",
            "-m limit --limit 100/sec --limit-burst 500",
            "-m mark --mark 0x1",
            "-m mark ! --mark 0x1",
            '-m comment --comment "a -j DROP b"',
            "-m pkttype --pkt-type unicast" if chain == "INPUT" else "-m comment --comment y",
        )
    )
