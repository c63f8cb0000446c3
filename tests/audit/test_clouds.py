"""Exports of clouds and of Kubernetes against verdicts made by hand from their manuals; not executed."""

from ipaddress import ip_address
from typing import Literal

import msgspec
import pytest

from portspec.audit.allowed import allowed
from portspec.audit.judge import judge
from portspec.audit.rules import Ruleset
from portspec.audit.space import OTHER, space
from portspec.audit.view import named
from portspec.findings import silent

AWS = {
    "SecurityGroups": [
        {
            "GroupId": "sg-1",
            "IpPermissions": [
                {"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "IpRanges": [{"CidrIp": "10.0.0.0/8"}]},
                {"IpProtocol": "tcp", "FromPort": 80, "ToPort": 90, "Ipv6Ranges": [{"CidrIpv6": "::/0"}]},
                {"IpProtocol": "udp", "FromPort": 53, "ToPort": 53, "UserIdGroupPairs": [{"GroupId": "sg-9"}]},
            ],
            "IpPermissionsEgress": [{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}],
        }
    ]
}
AZURE = [
    {
        "name": "front",
        "securityRules": [
            {
                "name": "late",
                "priority": 300,
                "direction": "Inbound",
                "access": "Allow",
                "protocol": "Tcp",
                "sourceAddressPrefix": "*",
                "sourcePortRange": "*",
                "destinationPortRanges": ["22", "80-90"],
            },
            {
                "name": "early",
                "priority": 100,
                "direction": "Inbound",
                "access": "Deny",
                "protocol": "*",
                "sourceAddressPrefixes": ["192.0.2.0/24"],
                "sourcePortRange": "*",
                "destinationPortRange": "80",
            },
            {
                "name": "tagged",
                "priority": 200,
                "direction": "Inbound",
                "access": "Allow",
                "protocol": "Udp",
                "sourceAddressPrefix": "VirtualNetwork",
                "sourcePortRange": "*",
                "destinationPortRange": "53",
            },
        ],
    }
]
GCP = [
    {
        "name": "ssh",
        "direction": "INGRESS",
        "priority": 1000,
        "sourceRanges": ["10.0.0.0/8"],
        "allowed": [{"IPProtocol": "tcp", "ports": ["22", "80-90"]}],
    },
    {
        "name": "no-web",
        "direction": "INGRESS",
        "priority": 1000,
        "sourceRanges": ["10.1.0.0/16"],
        "denied": [{"IPProtocol": "tcp", "ports": ["80"]}],
    },
    {
        "name": "dns",
        "direction": "INGRESS",
        "sourceRanges": ["0.0.0.0/0"],
        "targetTags": ["dns"],
        "allowed": [{"IPProtocol": "udp", "ports": ["53"]}],
    },
    {"name": "off", "direction": "INGRESS", "disabled": True, "allowed": [{"IPProtocol": "all"}]},
    {"name": "no-mail", "direction": "EGRESS", "denied": [{"IPProtocol": "tcp", "ports": ["25"]}]},
]
KUBERNETES = """apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web}
spec:
  podSelector: {}
  policyTypes: [Ingress]
  ingress:
    - from:
        - ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16]}
      ports:
        - {protocol: TCP, port: 80, endPort: 90}
        - {port: 22}
    - from:
        - podSelector: {matchLabels: {app: resolver}}
      ports:
        - {protocol: UDP, port: 53}
"""
SAMPLES = {
    "aws": msgspec.json.encode(AWS).decode(),
    "azure": msgspec.json.encode(AZURE).decode(),
    "gcp": msgspec.json.encode(GCP).decode(),
    "kubernetes": KUBERNETES,
}
TABLE = """
aws in 10.2.3.4 tcp 22 allowed
aws in 192.0.2.1 tcp 22 closed
aws in 10.2.3.4 udp 22 closed
aws in 2001:db8::1 tcp 85 allowed
aws in 10.2.3.4 tcp 85 closed
aws in 10.2.3.4 udp 53 unknown
aws out 192.0.2.1 udp 5000 allowed
aws out 2001:db8::1 udp 5000 closed
azure in 198.51.100.1 tcp 80 allowed
azure in 192.0.2.9 tcp 80 closed
azure in 192.0.2.9 tcp 81 allowed
azure in 192.0.2.9 tcp 79 closed
azure in 192.0.2.9 udp 22 closed
azure in 192.0.2.9 udp 53 unknown
gcp in 10.2.0.1 tcp 80 allowed
gcp in 10.1.0.1 tcp 80 closed
gcp in 10.1.0.1 tcp 81 allowed
gcp in 192.0.2.1 tcp 22 closed
gcp in 192.0.2.1 udp 53 unknown
gcp in 192.0.2.1 udp 54 closed
gcp out 192.0.2.1 tcp 25 closed
gcp out 192.0.2.1 tcp 26 allowed
kubernetes in 10.2.0.1 tcp 85 allowed
kubernetes in 10.1.0.1 tcp 85 closed
kubernetes in 10.2.0.1 tcp 22 allowed
kubernetes in 10.2.0.1 udp 22 closed
kubernetes in 192.0.2.1 tcp 91 closed
kubernetes in 192.0.2.1 udp 53 unknown
kubernetes out 192.0.2.1 tcp 25 allowed
"""


def verdict(rules: Ruleset, way: Literal["in", "out"], remote: str, transport: str, port: int) -> str:
    address = ip_address(remote)
    end = (int(address), int(address))
    field: Literal["source", "destination"] = "source" if way == "in" else "destination"
    cuts = named(rules, way)
    cuts[field].add(end)
    cuts["dport"].add((port, port))
    whole = space(way, 4 if address.version == 4 else 6, ("tcp", "udp"), cuts)
    packet = whole.where(field, (end,)) & whole.where("dport", ((port, port),)) & whole.where("transport", (transport,))
    packet &= whole.where(way, (OTHER,))
    judged = judge(rules, whole)
    (found,) = [each for each in ("allowed", "closed", "unknown") if getattr(judged, each) & packet]
    return found


@pytest.mark.parametrize("line", TABLE.split("\n")[1:-1])
def test_a_verdict(line: str) -> None:
    cloud, way, remote, transport, port, expected = line.split()
    rules = allowed(SAMPLES[cloud], cloud, silent)
    assert rules
    assert verdict(rules, "in" if way == "in" else "out", remote, transport, int(port)) == expected
