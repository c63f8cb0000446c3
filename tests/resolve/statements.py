"""The fifteen rows of the 7.1 Beta page as claims, written by hand, so that resolving is tested on its own."""

from portspec.claims import Claim, Reading, RoleClaim
from portspec.findings import Finding
from portspec.spec import Direction, PortRange, Provenance, SourceRecord

SOURCE = SourceRecord(
    id="page", path="page.md", title="Page", media_type="text/markdown", sha256="0" * 64, lines=99, restated=True
)
STANDALONE, MDS, CHUNK, CLIENT = "Standalone Servers", "MDS Servers", "Chunk Servers", "Clients"


def at(line: int, quote: str = "") -> Provenance:
    return Provenance(source=SOURCE.id, line=line, end_line=line, column=1, quote=quote)


def row(
    role: str | None,
    ports: str | None,
    direction: Direction = "unstated",
    *peers: str,
    dynamic: str | None = None,
    line: int = 1,
    transports: tuple[str, ...] = (),
    purpose: str | None = None,
    negated: bool = False,
    reserved: bool = False,
) -> Claim:
    numbers = [part.split("-") for part in ports.split(", ")] if ports else []
    return Claim(
        role=role,
        direction=direction,
        ports=tuple(PortRange(start=int(each[0]), end=int(each[-1])) for each in numbers),
        dynamic=dynamic,
        transports=transports,
        peers=peers,
        purpose=purpose,
        negated=negated,
        reserved=reserved,
        kind="table",
        provenance=at(line, ports or ""),
    )


ROWS = (
    row(STANDALONE, "22", "both", line=21),
    row(STANDALONE, "80", "both", line=22),
    row(STANDALONE, "443", "outbound", "support ** team", line=23),
    row(STANDALONE, "5224", "outbound", "Key Administrator server", line=24),
    row(STANDALONE, "64000", "both", "SDK", "dispatchers on different servers", line=25),
    row(STANDALONE, "67", negated=True, line=26),
    row(STANDALONE, None, dynamic="ports>", line=27),
    row(STANDALONE, "647, 847", reserved=True, line=28),
    row(STANDALONE, "5700-6900", line=29),
    row(MDS, "2510", "both", "MDS servers", line=51, purpose="Needed for communication between MDS servers."),
    row(MDS, "2511", "both", "chunks servers", "clients", line=55),
    row(CHUNK, "2511", "outbound", "MDS servers", line=60),
    row(CHUNK, None, "inbound", "clients", dynamic="", line=64),
    row(CLIENT, "2511", "outbound", "MDS servers", line=69, purpose="Needed for communication with MDS servers."),
    row(CLIENT, None, "outbound", "chunk servers", dynamic="", line=73, purpose="Needed to reach chunk servers."),
)
ROLES = (
    RoleClaim(text=STANDALONE, conditions=(("They are opened by default.", at(3)),), provenance=at(11)),
    RoleClaim(text=MDS, includes=("those on standalone servers",), provenance=at(50)),
    RoleClaim(text=CHUNK, includes=("the ports of standalone servers",), provenance=at(59)),
    RoleClaim(text=CLIENT, includes=("Opened Ports on Standalone Servers",), provenance=at(68)),
)
READING = Reading(claims=ROWS, roles=ROLES, notes=(), rows=15, unread=0)


def silent(found: Finding) -> None:
    """Fail: the report of a test in which there is nothing to find."""
    raise AssertionError(found)
