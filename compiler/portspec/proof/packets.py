"""Packets: the bytes of one packet of any protocol, with a tag at its end by which it is known again."""

from collections.abc import Iterable, Iterator, Mapping
from ipaddress import IPv4Address, IPv6Address, ip_address
from struct import pack, unpack
from typing import Literal, get_args

import msgspec

from portspec.protocols import NUMBERS

Transport = Literal["tcp", "udp", "dccp", "sctp", "udplite"]
TRANSPORTS: Mapping[str, int] = {name: NUMBERS[name] for name in get_args(Transport)}
"""The numbers of the protocols with ports."""
ICMP: Mapping[int, int] = {4: NUMBERS["icmp"], 6: NUMBERS["icmpv6"]}
"""ICMP and ICMPv6, by the version of IP."""
PacketKind = Transport | Literal["answer", "icmp", "protocol"]
"""What tells the packets of a series apart: their destination port, which is that of an answer to a connection that was
never opened (SYN and ACK), type and code of an ICMP message as one number, or the number of the protocol itself."""
LAST = 0xFFFF
TAG = 4
"""Bytes at the end of each packet: the series' number, and the complement of what tells its packets apart. With the
complement the checksum is the same for all ports (RFC 1071)."""


class Series(msgspec.Struct, frozen=True, kw_only=True):
    """Packets that differ in one number only."""

    kind: PacketKind
    """What the packets are, which decides what `number` means."""
    source: str
    """Address of either version of IP."""
    target: str
    """Address of the same version."""
    port: int
    """Where the packets come from, for kinds with ports."""
    hops: int
    """Time to live, or hop limit."""
    serial: int
    """Up to 65535; tells it from the others that are sent with it."""

    @property
    def version(self) -> int:
        """4 or 6, of IP."""
        return ip_address(self.source).version


def packets(series: Series, numbers: Iterable[int]) -> Iterator[bytes]:
    """Yield a packet with its IP header for each number."""
    if series.kind in {"icmp", "protocol", "sctp"}:
        yield from (_packet(series, number) for number in numbers)
        return
    model, at = _packet(series, 0), (22 if series.version == 4 else 42)  # noqa: PLR2004 (IPv4)
    before, between = model[:at], model[at + 2 : -2]
    for number in numbers:
        yield before + pack("!H", number) + between + pack("!H", LAST - number)


def tag_of(data: bytes) -> tuple[int, int]:
    """Return the serial and the number of a packet that was received."""
    serial, rest = unpack("!HH", data[-TAG:])
    return serial, LAST - rest


def protocol_of(kind: PacketKind, version: int, number: int = 0) -> int:
    """Return the protocol of a packet."""
    if kind == "protocol":
        return number
    return ICMP[version] if kind == "icmp" else TRANSPORTS["tcp" if kind == "answer" else kind]


def _packet(series: Series, number: int) -> bytes:
    source, target = ip_address(series.source), ip_address(series.target)
    protocol = protocol_of(series.kind, series.version, number)
    body, at = _body(series, number)
    pseudo = source.packed + target.packed + pack("!II", len(body), protocol)
    if series.kind == "sctp":
        body = body[:at] + _crc32c(body).to_bytes(4, "little") + body[at + 4 :]
    elif at < len(body):
        # Over IPv4 an ICMP message stands for itself (RFC 792).
        summed = body if (series.kind, series.version) == ("icmp", 4) else pseudo + body
        body = body[:at] + pack("!H", checksum(summed) or LAST) + body[at + 2 :]
    return header(source, target, protocol, series.hops, len(body)) + body


def header(source: IPv4Address | IPv6Address, target: IPv4Address | IPv6Address, *about: int) -> bytes:
    """Return an IP header, given protocol, hops and the length of what follows, in bytes (RFC 791, RFC 8200)."""
    protocol, hops, length = about
    if source.version == 6:  # noqa: PLR2004 (IPv6)
        return pack("!IHBB", 6 << 28, length, protocol, hops) + source.packed + target.packed
    first = pack("!BBHHHBB", 0x45, 0, 20 + length, 0, 0, hops, protocol)
    ends = source.packed + target.packed
    return first + pack("!H", checksum(first + ends)) + ends


def _body(series: Series, number: int) -> tuple[bytes, int]:
    """Return what follows the IP header, and where the checksum goes in it; after it where there is none."""
    tag = pack("!HH", series.serial, LAST - number)
    if series.kind == "icmp":  # RFC 792, RFC 4443; the tag stands where an echo has identifier and number
        return pack("!HH", number, 0) + tag, 2
    if series.kind == "protocol":
        # As long as an authentication header says that it is (RFC 4302), before a protocol for experiments (RFC 3692).
        body = (pack("!BB", 253, 4) if number == NUMBERS["ah"] else bytes(2)) + bytes(18) + tag
        return body, len(body)
    rest, at = RESTS[series.kind]
    return pack("!HH", series.port, number) + rest + tag, at


RESTS = {
    "tcp": (pack("!IIBBHHH", 1000, 0, 5 << 4, 0x02, 8192, 0, 0), 16),
    "answer": (pack("!IIBBHHH", 1000, 0, 5 << 4, 0x12, 8192, 0, 0), 16),
    "udp": (pack("!HH", 8 + TAG, 0), 6),
    "udplite": (pack("!HH", 0, 0), 6),
    "dccp": (pack("!BBHBBHI", 5, 0, 0, 1, 0, 0, 1), 6),
    "sctp": (pack("!IIBBHIIHH", 0, 0, 1, 0, 20, 1, LAST, 1, 1), 8),
}
"""What stands between the ports and the tag, and where the checksum goes: SYN, SYN and ACK (RFC 9293); the length
(RFC 768); a coverage of all (RFC 3828); a Request with a sequence number of 48 bits, where the tag is the service
(RFC 4340); an INIT, where the tag is its initial TSN (RFC 9260)."""


def checksum(data: bytes) -> int:
    """Return the checksum of RFC 1071 over an even number of bytes."""
    total: int = sum(unpack(f"!{len(data) // 2}H", data))
    while total > LAST:
        total = (total >> 16) + (total & LAST)
    return total ^ LAST


def _crc32c(data: bytes) -> int:
    """Return the checksum of SCTP (RFC 9260, appendix A)."""
    value = 0xFFFFFFFF
    for byte in data:
        value ^= byte
        for _ in range(8):
            value = (value >> 1) ^ (0x82F63B78 if value & 1 else 0)
    return value ^ 0xFFFFFFFF
