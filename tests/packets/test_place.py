"""Where a script enters its chains: behind what the host denies, before what denies the rest, else nowhere."""

from pathlib import Path

import pytest

from portspec.proof.host import Host
from portspec.proof.probes import Probe, passing
from tests.packets.bench import bench
from tests.packets.cases import CASES
from tests.packets.lab import Lab

DECIDED = {
    "nftables": {
        "bans and a blackhole": (
            "ct state established,related accept\nct state invalid drop\n"
            "ip saddr 10.99.4.130 drop\njump bans\ntcp dport 9 accept"
        ),
        "a rule that denies the rest": "ct state established accept\nip saddr 10.99.4.0/24 drop\ncounter reject",
        "the rest is denied in turns": (
            "ct state vmap { established : accept, invalid : drop }\nip saddr 10.99.4.130 drop\n"
            "meta pkttype host limit rate 5/second counter reject with icmpx type admin-prohibited\ncounter"
        ),
        "what is limited is no port of ours": (
            "ct state established accept\nip saddr 10.99.4.130 drop\n"
            "icmp type echo-request limit rate 5/second accept\n"
            "tcp dport 2222 limit rate 1/minute accept\ntcp flags syn / fin,syn,rst,ack drop"
        ),
    },
    "iptables": {
        "bans and a blackhole": (
            "-m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-p tcp -m multiport --dports 2511 -j bans\n"
            "-s 10.99.4.130/32 -j DROP\n-p tcp --dport 9 -j ACCEPT"
        ),
        "a rule that denies the rest": (
            "-m state --state ESTABLISHED -j ACCEPT\n"
            "-s 10.99.4.0/24 -j DROP\n-j REJECT --reject-with icmp-port-unreachable"
        ),
        "the rest is denied in turns": (
            "-m conntrack --ctstate ESTABLISHED -j ACCEPT\n-s 10.99.4.130/32 -j DROP\n"
            "-p udp -j REJECT\n-p tcp -j REJECT --reject-with tcp-reset\n-j DROP"
        ),
        "what is limited is no port of ours": (
            "-m conntrack --ctstate ESTABLISHED -j ACCEPT\n-s 10.99.4.130/32 -j DROP\n"
            "-p icmp -m limit --limit 5/s -j ACCEPT\n"
            "-p tcp --dport 2222 -m limit --limit 1/min -j ACCEPT\n-p tcp --syn -j DROP"
        ),
    },
}
"""Rules of a chain at the input hook that ban the outsider; what they do not name is denied."""
UNDECIDED = {
    "nftables": {
        "a limit for a port of ours": "tcp dport 2511 limit rate 6/minute accept",
        "a chain from which nothing comes back": "jump closed",
        "an interface is closed": 'iifname "mds" drop',
    },
    "iptables": {
        "a limit for a port of ours": "-p tcp --dport 2500:2600 -m limit --limit 6/min -j ACCEPT",
        "a chain from which nothing comes back": "-j closed",
        "an interface is closed": "-i mds -j DROP",
        "another program decides": "-j NFQUEUE --queue-num 1 --queue-bypass",
    },
}


def host_of(lab: Lab, dialect: str, rules: str) -> Host:
    """A host with these rules at its input hook, and chains `bans` and `closed` beside them."""
    host = Host(lab=lab)
    if dialect == "nftables":
        lab.load(
            "table inet filter { chain bans { ip saddr 203.0.113.9 drop; }; chain closed { tcp dport 9 accept; drop; };"
            " chain input { type filter hook input priority 0; policy drop;\nicmpv6 type { 135, 136 } accept\n"
            f"{rules}\n}}; }}"
        )
        return host
    lines = "".join(f"-A INPUT {line}\n" for line in rules.splitlines())
    chains = (
        "*filter\n:INPUT DROP [0:0]\n:bans - [0:0]\n"
        ":closed - [0:0]\n-A bans -s 203.0.113.9 -j DROP\n-A bans -j RETURN\n"
        f"-A closed -p tcp --dport 9 -j ACCEPT\n-A closed -j DROP\n{lines}COMMIT\n"
    )
    host.done("iptables-restore", given=chains)
    closed = "*filter\n:INPUT DROP [0:0]\n-A INPUT -p ipv6-icmp -j ACCEPT\nCOMMIT\n"
    host.done("ip6tables-restore", given=closed)
    return host


def reaching(lab: Lab) -> set[str]:
    """Which peers reach port 2511 over IPv4."""
    probes = [Probe(way="in", peer=peer, family=4, transport="tcp", port=2511) for peer in ("client", "outsider")]
    return {each.peer for each in passing(lab, probes)}


@pytest.mark.parametrize(("dialect", "name"), [(dialect, name) for dialect in DECIDED for name in DECIDED[dialect]])
def test_who_was_denied_stays_denied_and_all_others_come_in(lab: Lab, dialect: str, name: str, tmp_path: Path) -> None:
    made = bench(host_of(lab, dialect, DECIDED[dialect][name]), dialect, CASES["mds alone"], tmp_path)
    assert reaching(lab) == set()
    made.apply()
    assert reaching(lab) == {"client"}
    assert made.script("verify").returncode == 0


@pytest.mark.parametrize(("dialect", "name"), [(dialect, name) for dialect in UNDECIDED for name in UNDECIDED[dialect]])
def test_where_it_cannot_tell_it_stops_and_shows_the_chain(lab: Lab, dialect: str, name: str, tmp_path: Path) -> None:
    made = bench(host_of(lab, dialect, UNDECIDED[dialect][name]), dialect, CASES["mds alone"], tmp_path)
    before = made.host.state()
    done = made.script("apply")
    assert done.returncode == 1
    assert "--after" in done.stderr
    assert "icmpv6" in done.stderr if dialect == "nftables" else "num" in done.stderr
    assert made.host.state() == before
    made.apply("--after", "0")
    assert reaching(lab) == {"client", "outsider"}


@pytest.mark.parametrize("dialect", UNDECIDED)
def test_the_administrator_says_behind_which_chain(lab: Lab, dialect: str, tmp_path: Path) -> None:
    limit, ban = UNDECIDED[dialect]["a limit for a port of ours"], "ip saddr 10.99.4.130 drop"
    jump = "jump bans" if dialect == "nftables" else "-j bans"
    if dialect == "iptables":
        ban = "-s 10.99.4.130 -j DROP"
    made = bench(host_of(lab, dialect, f"{ban}\n{jump}\n{limit}"), dialect, CASES["mds alone"], tmp_path)
    made.apply("--after", "bans")
    assert reaching(lab) == {"client"}


@pytest.mark.parametrize("dialect", DECIDED)
def test_a_chain_that_closes_before_the_jump_is_told(lab: Lab, dialect: str, tmp_path: Path) -> None:
    rules = DECIDED[dialect]["bans and a blackhole"]
    made = bench(host_of(lab, dialect, rules), dialect, CASES["mds alone"], tmp_path)
    made.apply()
    insert = "nft insert rule inet filter input drop" if dialect == "nftables" else "iptables -I INPUT 1 -j DROP"
    made.host.done(*insert.split())
    done = made.script("verify")
    assert done.returncode == 1
    assert "before it comes to" in done.stderr
