"""Messages of ICMP that a page names are opened alone, or left out aloud."""

import pytest
from msgspec.structs import replace

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
    "cisco_asa": [" service-object icmp 8\n service-object icmp 3 4\n", " service-object icmp6 135\n"],
    "pf": [" inet proto icmp from any to ", " icmp-type { 8, 3 code 4 }\n", " icmp6-type { 135, 136 }\n"],
    "nftables": NFT,
    "windows": ["IcmpType = @('8', '3:4')", "IcmpType = @('135', '136')"],
    "firewalld": [
        'rule family="ipv4" source ipset="portspec-3547a23c_1-v4" icmp-type name="echo-request" accept',
        'rule family="ipv6" source ipset="portspec-3547a23c_2-v6" icmp-type name="neighbour-solicitation" accept',
    ],
    "ansible": ['icmp-type name="{{ item.0 }}" accept', '- "echo-request"', '- "neighbour-advertisement"'],
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
    assert 'protocol value="1"' not in text


@pytest.mark.parametrize("dialect", sorted(set(dialects()) - set(SAYING)))
def test_a_dialect_without_words_for_them_opens_none(dialect: str) -> None:
    said: list[Finding] = []
    text = "".join(each.data.decode() for each in emit(dialect, SPEC, Options(roles=("host",)), said.append))
    assert "443" in text
    left = [each.message.partition(" ")[0] for each in said if each.code == "PS501"]
    assert left == ["four", "six"]


@pytest.mark.parametrize("dialect", ["ansible", "firewalld"])
def test_an_error_is_left_out_aloud(dialect: str) -> None:
    said: list[Finding] = []
    spec = spec_of(
        row("some", "host", "inbound", "", "icmp", icmp_types=("8", "3", "11")),
        row("none", "host", "both", "", "icmpv6", icmp_types=("2",)),
        roles=(role("host"),),
    )
    text = "".join(each.data.decode() for each in emit(dialect, spec, Options(roles=("host",)), said.append))
    assert text.count("echo-request") == 1
    why = "is left out: no rule of this format opens"
    assert [each.message for each in said if why in each.message] == [
        f"some {why} icmp of type 3, 11",
        f"none {why} icmpv6 of type 2",
    ]


def test_rows_that_name_the_same_message_give_one_rule() -> None:
    rows = (row("a", "host", "inbound", "", "icmp", icmp_types=("8",)), SPEC.requirements[0])
    files = emit("firewalld", spec_of(*rows, roles=(role("host"),)), Options(roles=("host",)), lambda _: None)
    (script,) = (each.data.decode() for each in files if each.path.endswith(".sh"))
    opened = [line.split('" ', 2)[2].rstrip(" \\") for line in script.splitlines() if "--add-rich-rule='" in line]
    assert opened == ["""icmp-type name="echo-request" accept'"""]


def test_a_network_of_the_other_family_opens_none() -> None:
    said: list[Finding] = []
    four = replace(SPEC.requirements[0], direction="both")
    spec = replace(SPEC, requirements=(four, *SPEC.requirements[1:]))
    peers = {"four": ("2001:db8::/32",)}
    text = b"".join(each.data for each in emit("nftables", spec, Options(roles=("host",), peers=peers), said.append))
    assert b"icmp type" not in text
    assert len([each for each in said if "has messages of icmp" in each.message]) == 1


@pytest.mark.parametrize(
    "dialect", ["nftables", "iptables", "firewalld", "terraform_aws", "windows", "cisco_asa", "pf"]
)
def test_all_ports_of_icmp_are_all_of_it(dialect: str) -> None:
    texts = [
        [each.data for each in emit(dialect, made, Options(roles=("host",)), lambda _: None)]
        for made in (
            spec_of(row("ping", "host", "inbound", ports, "icmp"), row("web", "host", "inbound", "22", "tcp"),
                    roles=(role("host"),))
            for ports in ("0-65535", "")
        )
    ]  # fmt: skip
    with_all, without = (b"".join(text) for text in texts)
    assert with_all.count(b"icmp") == without.count(b"icmp") > 0
    assert b"icmp with ports" not in with_all
