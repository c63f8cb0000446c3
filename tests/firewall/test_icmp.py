"""Messages of ICMP that a page names are opened alone, or left out aloud."""

import pytest

from portspec.findings import Finding
from portspec.writers.firewall import Options, dialects, emit
from tests.firewall.reading import role, row, spec_of

NFT = [
    "meta nfproto ipv4 icmp type { 8 } accept",
    "meta nfproto ipv4 icmp type 3 icmp code 4 accept",
    "meta nfproto ipv6 icmpv6 type { 135, 136 } accept",
]
SAYING = {
    "cloud_init": NFT,
    "cloudformation": [
        '{ IpProtocol: "icmp", FromPort: 8, ToPort: -1, CidrIp: "0.0.0.0/0" }',
        '{ IpProtocol: "icmp", FromPort: 3, ToPort: 4, CidrIp: "0.0.0.0/0" }',
        '{ IpProtocol: "icmpv6", FromPort: 135, ToPort: -1, CidrIpv6: "::/0" }',
    ],
    "terraform_aws": [
        '"ip_protocol": "icmp",\n        "from_port": 3,\n        "to_port": 4,\n        "cidr_ipv4": "0.0.0.0/0"'
    ],
    "nftables": NFT,
    "windows": ["IcmpType = @('8', '3:4')", "IcmpType = @('135', '136')"],
    "iptables": ["-p icmp --icmp-type 8 ", "-p icmp --icmp-type 3/4 ", "-p icmpv6 --icmpv6-type 135 "],
}
SPEC = spec_of(
    row("four", "host", "inbound", "", "icmp", icmp_types=("8", "3/4")),
    row("six", "host", "inbound", "", "icmpv6", icmp_types=("135", "136")),
    row("web", "host", "inbound", "22, 443", "tcp"),
    roles=(role("host"),),
)


@pytest.mark.parametrize("dialect", sorted(SAYING))
def test_they_alone_are_opened(dialect: str) -> None:
    text = "".join(each.data.decode() for each in emit(dialect, SPEC, Options(roles=("host",)), lambda _: None))
    assert all(each in text for each in SAYING[dialect])
    assert "l4proto 1 " not in text
    assert "-p 1 " not in text


@pytest.mark.parametrize("dialect", sorted(set(dialects()) - set(SAYING)))
def test_a_dialect_without_words_for_them_opens_none(dialect: str) -> None:
    said: list[Finding] = []
    text = "".join(each.data.decode() for each in emit(dialect, SPEC, Options(roles=("host",)), said.append))
    assert "443" in text
    left = [each.message.partition(" ")[0] for each in said if each.code == "PS501"]
    assert left == ["four", "six"]


def test_a_network_of_the_other_family_opens_none() -> None:
    said: list[Finding] = []
    peers = {"four": ("2001:db8::/32",)}
    text = b"".join(each.data for each in emit("nftables", SPEC, Options(roles=("host",), peers=peers), said.append))
    assert b"icmp type" not in text
    assert any("has messages of icmp" in each.message for each in said)
