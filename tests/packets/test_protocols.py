"""Protocols without ports pass in both families, also where a header of IPv6 stands before the payload's."""

import socket
from pathlib import Path

import pytest

from portspec.proof import lab as laboratories
from portspec.writers.firewall import Options, emit
from tests.firewall.reading import role, row, spec_of
from tests.packets.conftest import Closed
from tests.packets.lab import inside

AH = bytes([17, 4, 0, 0, *[0] * 20]) + b"\x13\x88\x13\x88\x00\x0c\x00\x00what"
"""A header of 24 bytes with a datagram of UDP behind it (RFC 4302, section 2)."""
MESSAGES = {4: (8, 13), 6: (128, 139)}
"""Of ICMP in each family, the type that is stated and one that is not (RFC 792, RFC 4443, RFC 4620)."""
ICMP = {4: socket.IPPROTO_ICMP, 6: socket.IPPROTO_ICMPV6}
KINDS = {4: socket.AF_INET, 6: socket.AF_INET6}


@pytest.mark.parametrize("dialect", ["nftables", "iptables"])
def test_the_authentication_header_passes_where_it_is_stated(dialect: str, closed: Closed, tmp_path: Path) -> None:
    host = closed(dialect)
    spec = spec_of(row("r", "host", "inbound", "", "ah"), roles=(role("host"),))
    for each in emit(dialect, spec, Options(roles=("host",)), lambda _: None):
        (tmp_path / each.path).parent.mkdir(exist_ok=True)
        (tmp_path / each.path).write_bytes(each.data)
    for applied in (False, True):
        if applied:
            host.done("sh", str(tmp_path / dialect / "host.sh"), "apply")
        for family in KINDS:
            assert arrives(host.lab, family) == applied, family


@pytest.mark.parametrize("dialect", ["nftables", "iptables"])
def test_only_the_messages_pass_that_are_stated(dialect: str, closed: Closed, tmp_path: Path) -> None:
    host = closed(dialect)
    rows = [
        row("four", "host", "inbound", "", "icmp", icmp_types=("8",)),
        row("six", "host", "inbound", "", "icmpv6", icmp_types=("128",)),
    ]
    for each in emit(dialect, spec_of(*rows, roles=(role("host"),)), Options(roles=("host",)), lambda _: None):
        (tmp_path / each.path).parent.mkdir(exist_ok=True)
        (tmp_path / each.path).write_bytes(each.data)
    host.done("sh", str(tmp_path / dialect / "host.sh"), "apply")
    for family, (stated, other) in MESSAGES.items():
        assert arrives(host.lab, family, ICMP[family], message(stated)), family
        assert not arrives(host.lab, family, ICMP[family], message(other)), family


def message(type_: int) -> bytes:
    """A message of ICMP with its checksum, which over IPv6 the kernel fills in (RFC 1071, RFC 3542)."""
    return bytes([type_, 0, *(0xFFFF - (type_ << 8)).to_bytes(2, "big"), *bytes(16)])


def arrives(lab: laboratories.Lab, family: int, protocol: int = socket.IPPROTO_AH, packet: bytes = AH) -> bool:
    """Whether a packet of the outsider gets through the host's filter."""
    outsider = lab.peers["outsider"]
    with inside(lab.host):
        receiver = socket.socket(KINDS[family], socket.SOCK_RAW, protocol)
    with inside(lab.spaces["outsider"]):
        sender = socket.socket(KINDS[family], socket.SOCK_RAW, protocol)
    with receiver, sender:
        receiver.settimeout(0.7)
        for _ in range(2):  # the first one may wait for the neighbour
            sender.sendto(packet, (outsider.host(family), 0))
        try:
            # Of ICMP over IPv6 a socket also gets what neighbours say; over IPv4 the header comes first.
            while packet[0] not in receiver.recv(200)[:21:20]:
                continue
        except TimeoutError:
            return False
        return True
