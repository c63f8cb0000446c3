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


def arrives(lab: laboratories.Lab, family: int) -> bool:
    """Whether the outsider's header of AH gets through the host's filter."""
    outsider = lab.peers["outsider"]
    with inside(lab.host):
        receiver = socket.socket(KINDS[family], socket.SOCK_RAW, socket.IPPROTO_AH)
    with inside(lab.spaces["outsider"]):
        sender = socket.socket(KINDS[family], socket.SOCK_RAW, socket.IPPROTO_AH)
    with receiver, sender:
        receiver.settimeout(0.7)
        for _ in range(2):  # the first one may wait for the neighbour
            sender.sendto(AH, (outsider.host(family), 0))
        try:
            receiver.recv(200)
        except TimeoutError:
            return False
        return True
