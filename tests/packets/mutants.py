"""Faults as a wrong writer makes them: of a plan before a dialect writes it, or of the text. Proofs must find all."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from ipaddress import ip_network
from typing import Any

import msgspec

from portspec.findings import Finding
from portspec.proof import prove
from portspec.spec import PortRange, Spec
from portspec.writers.firewall import Options
from portspec.writers.firewall.lowering.plan import Match, Networks, Opening, Plan, Rule
from tests.conftest import ALL
from tests.firewall.reading import CHUNK, CLIENT, MDS

PEERS = {MDS: ("10.0.0.0/24", "10.7.0.0/16", "fd00:1::/64"), CHUNK: ("10.0.2.0/24",), CLIENT: ("10.0.3.0/24",)}
OPTIONS = Options(roles=(MDS,), includes=ALL, peers=PEERS if ALL else {MDS: PEERS[MDS]}, accept_assumptions=True)
"""By day less than the whole of a role, since dialects whose tools take their time load it twice."""
ENFORCED = msgspec.structs.replace(OPTIONS, includes=True, enforce=True, internal_interface="virbr0")
OUTGOING = msgspec.structs.replace(
    OPTIONS,
    includes=True,
    enforce=True,
    enforce_output=True,
    allow={"dns": ("10.9.9.9",), "ntp": ("any",), "updates": ("none",)},
)

Fault = Callable[[Plan], Plan]


def found_out(dialect: str, spec: Spec, options: Options, texts: Mapping[str, bytes], *, full: bool = ALL) -> bool:
    """Whether a proof finds that a text is not what it claims to be; of other files it says so before any packet.

    What a sample of the packets finds, all of them find, which take many times as long.
    """
    return any(_found(dialect, spec, options, texts, full=each) for each in ((False, True) if full else (False,)))


def _found(dialect: str, spec: Spec, options: Options, texts: Mapping[str, bytes], *, full: bool) -> bool:
    said: list[Finding] = []
    proof = prove(dialect, spec, options, said.append, texts, full=full)
    return bool(proof.failures) if proof else {each.code for each in said if each.severity == "error"} == {"PS520"}


def rules(change: Callable[[Rule], Iterable[Rule]]) -> Fault:
    """A fault of each rule."""
    return lambda plan: msgspec.structs.replace(plan, rules=tuple(new for rule in plan.rules for new in change(rule)))


def match(**change: Any) -> Fault:
    """Every rule is about other packets."""

    def changed(rule: Rule) -> Iterator[Rule]:
        yield msgspec.structs.replace(rule, match=msgspec.structs.replace(rule.match, **change))

    return rules(changed)


def ports(before: str, *after: str) -> Fault:
    """Some ports in place of others."""

    def changed(rule: Rule) -> Iterator[Rule]:
        openings = (
            msgspec.structs.replace(each, ports=new)
            for each in rule.openings
            for new in (map(ranged, after) if str(each.ports) == before else [each.ports])
        )
        yield msgspec.structs.replace(rule, openings=tuple(openings))

    return rules(changed)


def ranged(text: str) -> PortRange:
    start, _, end = text.partition("-")
    return PortRange(start=int(start), end=int(end or start))


def networks(change: Callable[[tuple[str, ...]], tuple[str, ...]], family: str = "v4") -> Fault:
    """Other networks of a family for each party."""

    def changed(rule: Rule) -> Iterator[Rule]:
        there: Networks | None = rule.match.networks
        if there:
            there = msgspec.structs.replace(there, **{family: change(getattr(there, family))})
        yield msgspec.structs.replace(rule, match=msgspec.structs.replace(rule.match, networks=there))

    return rules(changed)


def wider(bits: int) -> Callable[[tuple[str, ...]], tuple[str, ...]]:
    """The first network with some bits less in its prefix."""
    return lambda texts: tuple(str(ip_network(each).supernet(bits)) for each in texts[:1]) + texts[1:]


def hosts(at: int) -> Callable[[tuple[str, ...]], tuple[str, ...]]:
    """One address of the first network in its place."""
    return lambda texts: tuple(f"{ip_network(each)[at]}/32" for each in texts[:1]) + texts[1:]


def more(direction: Any, transport: str, ports: str | None = None, networks: Networks | None = None) -> Fault:
    """One rule more."""
    opening = Opening(ports=ranged(ports) if ports else None, requirements=())
    rule = Rule(match=Match(direction=direction, transport=transport, networks=networks), openings=(opening,))
    return lambda plan: msgspec.structs.replace(plan, rules=(*plan.rules, rule))


SOME = Networks(parties=("some",), v4=("10.7.0.0/16",), v6=())

PLANS: dict[str, Fault] = {
    "a port is off by one": ports("2511", "2512"),
    "another port is open": more("in", "tcp", "31337"),
    "a port is dropped": ports("80"),
    "a range begins too early": ports("2510", "2509-2510"),
    "a range has holes": ports("5700-6900", "5700", "6300", "6900"),
    "udp stands for tcp": match(transport="udp"),
    "a family is missing": networks(lambda _: (), "v6"),
    "a peer is forgotten": match(networks=None),
    "in and out are one": match(direction="in"),
    "the second network is missing": networks(lambda texts: texts[:1]),
    "a network is twice as wide": networks(wider(1)),
    "half of the world is a network": networks(lambda _: ("0.0.0.0/1",)),
    "a network is one host": networks(hosts(2)),
    "a network is its first address": networks(hosts(0)),
    "a network lacks its last address": networks(lambda texts: ("10.0.0.0/25", *texts[1:])),
    "another port is open to one party": more("in", "tcp", "31337", SOME),
    "another port is reached": more("out", "udp", "40000"),
    "all of ICMP is open": more("in", "icmp"),
    "all of ICMPv6 is open": more("in", "icmpv6"),
    "all of GRE is open": more("in", "gre"),
    "all of ESP is open": more("in", "esp"),
    "all of SCTP is open": more("in", "sctp", "1-65535"),
}
"""What is wrong with a plan, in every dialect that can say it."""
OPENED = [*(name for name in PLANS if name.startswith("all of ")), "another port is open"]
"""The faults that open what nobody asked for: they show however the rest is written."""

Text = Callable[[str], str]


def sub(pattern: str, new: str, *, count: int = 0) -> Text:
    return lambda text: re.sub(pattern, new, text, count=count, flags=re.MULTILINE)


TEXTS: dict[str, dict[str, Text]] = {
    "nftables": {
        "sport stands for dport": sub("dport", "sport"),
        "source stands for destination": sub("ip saddr", "ip daddr"),
        "a source port is trusted": sub(r"^(.*)tcp dport .* accept$", r"\g<0>\n\1udp sport 53 accept", count=1),
        "the state does not count": sub(" ct state new accept", " accept"),
    },
    "iptables": {
        "sport stands for dport": sub("--dports", "--sports"),
        "source stands for destination": sub(r" -s (?=1)", " -d "),
        "a source port is trusted": sub(r"^(-A \S+-in) -p tcp .*", r"\g<0>\n\1 -p udp --sport 53 -j ACCEPT", count=1),
        "the state does not count": sub(" -m conntrack --ctstate NEW", ""),
    },
    "ufw": {
        "sport stands for dport": sub(r"from (\S+) to any app", r"from \1 app"),
        "source stands for destination": sub(r" out to (\S+) app", r" out from \1 to any app"),
    },
    "firewalld": {
        "sport stands for dport": sub("<port ", "<source-port "),
        "source stands for destination": sub("<destination ", "<source "),
        "a source port is trusted": sub("<port ", '<source-port port="53" protocol="udp"/><port ', count=1),
    },
}
"""What only a text can have wrong."""

ENCLOSING: dict[str, dict[str, Text]] = {
    "nftables": {
        "nothing is dropped": sub("policy drop", "policy accept"),
        "answers are dropped": sub("ct state established accept", "ct state established drop"),
        "neighbours are not found": sub(r"^.*icmpv6 type { 133, .* accept$", ""),
        "groups are not found": sub(r"^.*icmpv6 type { 130, .* accept$", ""),
        "ICMP errors are dropped": sub(r"^.* icmp type { .* accept$", ""),
        "packets too big are not told": sub("icmpv6 type { 1, 2, 3, 4 }", "icmpv6 type { 1, 3, 4 }"),
        "nothing passes inside": sub(r'^.* iifname "lo" accept$', ""),
        "what is inside is open outside": sub('iifname "virbr0" ', ""),
        "a source port is trusted": sub(r"^(.*)tcp dport .* accept$", r"\g<0>\n\1udp sport 53 accept", count=1),
        "it is never undone": sub(r'^ *back "\$1" \|\| true$', "true"),
        "the SSH connection does not count": sub(r'\[ -z "\$lost" \] \|\|', "true ||"),
    },
    "iptables": {
        "nothing is dropped": sub("-j DROP", "-j RETURN"),
        "answers are dropped": sub("--ctstate ESTABLISHED -j ACCEPT", "--ctstate ESTABLISHED -j DROP"),
        "neighbours are not found": sub("-m hl --hl-eq 255 -j ACCEPT", "-m hl --hl-eq 1 -j ACCEPT"),
        "groups are not found": sub("^.* -m hl --hl-eq 1 -j ACCEPT$", ""),
        "ICMP errors are dropped": sub("^.* --icmp-type .*$", ""),
        "packets too big are not told": sub("^.* --icmpv6-type 2 .*$", ""),
        "nothing passes inside": sub("^.* -i lo -j ACCEPT$", ""),
        "what is inside is open outside": sub(" -i virbr0", ""),
        "a source port is trusted": sub(r"^(-A \S+-in) -p tcp .*", r"\g<0>\n\1 -p udp --sport 53 -j ACCEPT", count=1),
        "it is never undone": sub(r'^ *back "\$1" \|\| true$', "true"),
        "the SSH connection does not count": sub(r'\[ -z "\$lost" \] \|\|', "true ||"),
    },
}
"""What is wrong with `--enforce`."""
