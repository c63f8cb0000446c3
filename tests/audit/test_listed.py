"""What the programs of firewalld, ufw and iptables list: what of it cannot be told for sure is unknown, aloud."""

import tomllib
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from portspec.audit.allowed import allowed
from portspec.audit.unsaved import unsaved
from portspec.findings import silent
from portspec.proof.bases import base
from portspec.proof.lab import is_root, laboratory
from portspec.resources import read
from portspec.writers.firewall import Options
from tests.audit.test_clouds import verdict
from tests.conftest import Need, lacking

ZONES = """public{public}
  target: default
  interfaces: eth0
  sources: {sources}
  services: ssh {services}
  ports: 8000-8010/tcp
  protocols: {protocols}
  forward-ports: {forwarded}
  source-ports: {source_ports}
  rich rules: {rich}

dmz (active)
  target: DROP
  interfaces: eth1
  sources: 192.0.2.0/24
  services:
  ports: 9000/tcp
  rich rules:
{more}"""
PLAIN = {
    "public": " (default, active)",
    "sources": "",
    "services": "",
    "protocols": "",
    "forwarded": "",
    "source_ports": "",
    "rich": "",
    "more": "",
}
OWN = "\nown\n  ports: 7000/udp\n  protocols:\n  destination:\n  includes: http\n"


@pytest.mark.parametrize(
    ("given", "packet", "expected"),
    [
        ({}, "10.0.0.1 tcp 22", "allowed"),
        ({}, "10.0.0.1 tcp 8005", "allowed"),
        ({}, "10.0.0.1 udp 8005", "closed"),
        ({}, "192.0.2.5 tcp 22", "closed"),
        ({}, "192.0.2.5 tcp 9000", "allowed"),
        ({"public": " (active)"}, "10.0.0.1 tcp 22", "unknown"),
        ({"public": " (active)", "more": "public\n"}, "10.0.0.1 tcp 22", "allowed"),
        ({"services": "own"}, "10.0.0.1 udp 7000", "unknown"),
        ({"services": "own", "more": OWN}, "10.0.0.1 udp 7000", "allowed"),
        ({"services": "own", "more": OWN}, "10.0.0.1 tcp 80", "allowed"),
        ({"services": "own", "more": OWN}, "10.0.0.1 tcp 7000", "closed"),
        ({"protocols": "tcp"}, "10.0.0.1 tcp 5", "allowed"),
        ({"forwarded": "\n\tport=443:proto=tcp:toport=8443:toaddr="}, "10.0.0.1 tcp 443", "unknown"),
        ({"rich": '\n\trule family="ipv4" source address="10.0.0.0/8" drop'}, "10.0.0.1 tcp 22", "closed"),
        ({"rich": '\n\trule family="ipv4" source NOT address="10.0.0.0/8" drop'}, "10.0.0.1 tcp 22", "allowed"),
        ({"rich": '\n\trule priority="9" family="ipv4" drop'}, "10.0.0.1 tcp 22", "allowed"),
        ({"rich": '\n\trule source mac="00:11:22:33:44:55" drop'}, "10.0.0.1 tcp 22", "unknown"),
        (
            {"rich": '\n\trule service name="https" log prefix="x" accept limit value="1/m"'},
            "10.0.0.1 tcp 443",
            "allowed",
        ),
        ({"rich": '\n\trule service name="https" log prefix="accept"'}, "10.0.0.1 tcp 443", "closed"),
    ],
)
def test_zones_of_firewalld(given: dict[str, str], packet: str, expected: str) -> None:
    rules = allowed(ZONES.format(**PLAIN | given), "zones", silent)
    assert rules
    remote, transport, port = packet.split()
    assert verdict(rules, "in", remote, transport, int(port)) == expected


UFW = """Status: active
Logging: on (low)
{default}
To                         Action      From
--                         ------      ----
[ 1] 22/tcp                ALLOW IN    Anywhere                   # ours
80,443/tcp (Web Full)      ALLOW IN    10.0.0.0/8                 (log)
8000:8010/udp              LIMIT       Anywhere
53                         DENY OUT    Anywhere
{more}22/tcp (v6)                ALLOW IN    Anywhere (v6)
"""
DENY = "Default: deny (incoming), allow (outgoing), disabled (routed)"


@pytest.mark.parametrize(
    ("default", "more", "packet", "expected"),
    [
        (DENY, "", "in 10.0.0.1 tcp 22", "allowed"),
        (DENY, "", "in 10.0.0.1 udp 22", "closed"),
        (DENY, "", "in 10.0.0.1 tcp 443", "allowed"),
        (DENY, "", "in 192.0.2.1 tcp 443", "closed"),
        (DENY, "", "in 192.0.2.1 udp 8003", "allowed"),
        (DENY, "", "out 192.0.2.1 udp 53", "closed"),
        (DENY, "", "out 192.0.2.1 udp 54", "allowed"),
        (DENY, "", "in 2001:db8::1 tcp 22", "allowed"),
        (DENY, "", "in 2001:db8::1 tcp 80", "closed"),
        ("", "", "in 10.0.0.1 tcp 22", "allowed"),
        ("", "", "in 10.0.0.1 tcp 23", "unknown"),
        (DENY, "Nginx HTTP                 ALLOW       Anywhere\n", "in 10.0.0.1 tcp 23", "unknown"),
    ],
)
def test_the_status_of_ufw(default: str, more: str, packet: str, expected: str) -> None:
    rules = allowed(UFW.format(default=default, more=more), "status", silent)
    assert rules
    way, remote, transport, port = packet.split()
    assert verdict(rules, "in" if way == "in" else "out", remote, transport, int(port)) == expected


HEAD = "Chain INPUT (policy DROP 0 packets, 0 bytes)\n"
VERBOSE = " pkts bytes target     prot opt in     out     source               destination\n"
SHORT = "target     prot opt source               destination\n"


@pytest.mark.parametrize(
    ("rule", "packet", "expected"),
    [
        (
            " 12K 9M ACCEPT tcp -- * * 10.0.0.0/8 0.0.0.0/0 tcp dpts:20:22 /* logins */",
            "10.0.0.1 tcp 22",
            "allowed",
        ),
        ("    0     0 ACCEPT tcp -- * * !10.0.0.0/8 0.0.0.0/0 tcp dpt:22", "10.0.0.1 tcp 22", "closed"),
        ("    0     0 ACCEPT tcp -- lo * 0.0.0.0/0 0.0.0.0/0", "10.0.0.1 tcp 22", "closed"),
        ("    0     0 ACCEPT tcp -- * * 0.0.0.0/0 0.0.0.0/0 multiport dports !22", "10.0.0.1 tcp 22", "closed"),
        ("    0     0 ACCEPT tcp -- * * 0.0.0.0/0 0.0.0.0/0 multiport dports  22,80", "10.0.0.1 tcp 22", "allowed"),
        ('    0     0 ACCEPT tcp -- * * 0.0.0.0/0 0.0.0.0/0 STRING match "a"', "10.0.0.1 tcp 22", "unknown"),
        ("    0     0 ACCEPT tcp -- * * 0.0.0.0/0 0.0.0.0/0 flags:0x17/0x02", "10.0.0.1 tcp 22", "allowed"),
    ],
)
def test_a_listing_of_iptables(rule: str, packet: str, expected: str) -> None:
    rules = allowed(f"{HEAD}{VERBOSE}{rule}\n", "listing", silent)
    assert rules
    remote, transport, port = packet.split()
    assert verdict(rules, "in", remote, transport, int(port)) == expected


def test_a_rule_whose_interfaces_are_not_listed_may_be_the_one_of_loopback() -> None:
    rules = allowed(f"{HEAD}{SHORT}ACCEPT     all  --  anywhere             anywhere\n", "listing", silent)
    assert rules
    assert verdict(rules, "in", "10.0.0.1", "tcp", 22) == "unknown"


def test_services_are_those_of_the_installed_firewalld() -> None:
    folder = Path("/usr/lib/firewalld/services")
    if not folder.is_dir():
        lacking("firewalld is not installed")
    known = tomllib.loads(read("audit/allowed/services.toml").decode())
    for file in folder.glob("*.xml"):
        root = ET.parse(file).getroot()  # noqa: S314 (a file of the machine's own packages)
        ports = {f"{each.get('port')}/{each.get('protocol')}" for each in root.iter("port") if each.get("port")}
        assert ports <= set(known[file.stem].split()), file.stem


@pytest.mark.night
def test_what_runs_and_is_not_saved_is_told(need: Need) -> None:
    if not is_root():
        lacking("only root can make network namespaces")
    for tool in ("ip", "nft", *base("firewalld").TOOLS):
        need(tool)
    with laboratory(()) as lab, base("firewalld").default_deny(lab, Options(roles=())) as made:

        def told() -> list[str]:
            lists = ("--list-all-zones", "--list-all-policies")
            both = (
                "".join(made.done("firewall-cmd", *words, each) for each in lists) for words in ((), ("--permanent",))
            )
            return [each.message for each in unsaved(*both)]

        assert told() == []
        made.done("firewall-cmd", "--add-port=8200/tcp")
        made.done("firewall-cmd", "--permanent", "--add-rich-rule=rule family=ipv4 source address=10.0.0.0/8 accept")
        rule = 'rule family="ipv4" source address="10.0.0.0/8" accept'
        assert told() == [
            "zone public: ports 8200/tcp runs, but is not saved, and is gone after a reload",
            f"zone public: rich rules {rule} is saved, but does not run before a reload",
        ]
