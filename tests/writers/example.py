"""A small product with two releases, written down as compiled specs: every kind of row that a page can state."""

from datetime import date
from typing import Any

from msgspec.structs import replace

from portspec.findings import finding
from portspec.source import Place
from portspec.spec import (
    Basis,
    Condition,
    Counts,
    Dynamic,
    ErratumRecord,
    Note,
    Original,
    Party,
    PortRange,
    Product,
    Provenance,
    Requirement,
    Role,
    SourceRecord,
    Spec,
)

PAGE = "server-ports"
PATH = "spec/sources/example/2.0/server-ports.md"
ORIGINAL = "Server Ports"
PEERS = {"MDS servers": "mds-server", "chunk servers": "chunk-server", "clients": "client"}


def at(line: int, quote: str, column: int = 3) -> Provenance:
    return Provenance(source=PAGE, line=line, end_line=line, column=column, quote=quote)


def ranges(text: str) -> tuple[PortRange, ...]:
    pairs = [part.strip().partition("-") for part in text.split(",")]
    return tuple(PortRange(start=int(start), end=int(end or start)) for start, _, end in pairs)


def requirement(line: int, role: str, ports: str | None, direction: Any, purpose: str, **given: Any) -> Requirement:
    """A row that states `ports`, or a dynamic port where that is None; errata are `field=(id, stated value)`."""
    peers = given.pop("peers", ())
    set_by = given.pop("errata", {})
    named = ports.replace(", ", "+") if ports else "dynamic"
    stated = set_by["direction"][1] if "direction" in set_by else direction
    value: dict[str, Any] = {
        "id": ".".join((role, named, *([stated] if stated != "unstated" else []))),
        "role": role,
        "direction": direction,
        "ports": ranges(ports) if ports else (),
        "dynamic": None,
        "transports": (),
        "source": None,
        "destination": None,
        "peers": tuple(Party(role=PEERS.get(text), text=text) for text in peers),
        "purpose": purpose,
        "condition": None,
        "negated": False,
        "reserved": False,
        "kind": "table",
        "basis": {field: Basis(erratum=id, was=was) for field, (id, was) in set_by.items()},
        "provenance": at(line, f"{ports or ''} | {purpose}"),
    }
    said = {f"{end}s": given.get(end) for end in ("source", "destination")}
    ends = {field: (Party(role=ROLE_OF.get(text.casefold()), text=text),) for field, text in said.items() if text}
    return Requirement(**(value | ends | given))


ROLE_OF = {text.casefold(): id for said, id in PEERS.items() for text in (said, said.removesuffix("s"))}


def tcp(erratum: str, **more: Any) -> dict[str, Any]:
    return {"transports": ("tcp",), "errata": {"transports": (erratum, ())} | more}


RANDOM = Dynamic(name="chunk-server.random-port", text="")
NAMED = {"dynamic": ("chunk-random-port", None)}
REQUIREMENTS = (
    requirement(17, "standalone-server", "22", "both", "Carries logins over SSH.", **tcp("ssh-tcp")),
    requirement(18, "standalone-server", "80", "both", "Carries HTTP traffic, for example updates.", **tcp("http-tcp")),
    requirement(
        19,
        "standalone-server",
        "443",
        "outbound",
        "Reports problems to the support ** team.",
        peers=("support team",),
        **tcp("http-tcp"),
    ),
    requirement(
        20,
        "standalone-server",
        "5224",
        "outbound",
        "Renews the leases of licenses.",
        peers=("Key Administrator server",),
        **tcp("licenses-tcp"),
    ),
    requirement(
        21,
        "standalone-server",
        "64000",
        "both",
        "Connects SDK with a remote dispatcher.",
        peers=("SDK", "dispatchers on other servers"),
        **tcp("dispatcher-tcp"),
    ),
    requirement(
        22,
        "standalone-server",
        "67",
        "internal",
        "Serves host-only adapters, never external connections.",
        negated=True,
        transports=("udp",),
        errata={"transports": ("dhcp-udp", ()), "direction": ("host-only-internal", "unstated")},
    ),
    requirement(
        23,
        "standalone-server",
        None,
        "unstated",
        "Taken by RPC services. To list them, run `# rpcinfo -p localhost`",
        dynamic=Dynamic(name="standalone-server.rpc-ports", text="ports>"),
        errata={"dynamic": ("rpc-placeholder", None)},
    ),
    requirement(
        24,
        "standalone-server",
        "647, 847",
        "unstated",
        "Kept for the DHCP server.",
        condition="if you run one",
        reserved=True,
        **tcp("dhcp-failover-tcp"),
    ),
    requirement(
        25,
        "standalone-server",
        "5700-6900",
        "inbound",
        "A whole range, meant for VNC connections.",
        **tcp("vnc-tcp", direction=("vnc-inbound", "unstated")),
    ),
    requirement(
        47,
        "mds-server",
        "2510",
        "both",
        "Communication between MDS servers.",
        peers=("MDS servers",),
        **tcp("storage-tcp"),
    ),
    requirement(
        51,
        "mds-server",
        "2511",
        "both",
        "Communication with chunk servers and clients.",
        peers=("chunk servers", "clients"),
        **tcp("storage-tcp"),
    ),
    requirement(
        56,
        "chunk-server",
        "2511",
        "outbound",
        "Communication with MDS servers.",
        peers=("MDS servers",),
        **tcp("storage-tcp"),
    ),
    requirement(
        60,
        "chunk-server",
        None,
        "inbound",
        "Communication with clients.",
        peers=("clients",),
        dynamic=RANDOM,
        **tcp("storage-tcp", **NAMED),
    ),
    requirement(
        65,
        "client",
        "2511",
        "outbound",
        "Communication with MDS servers.",
        peers=("MDS servers",),
        **tcp("storage-tcp"),
    ),
    requirement(
        69,
        "client",
        None,
        "outbound",
        "Communication with chunk servers.",
        peers=("chunk servers",),
        dynamic=RANDOM,
        **tcp("storage-tcp", **NAMED),
    ),
)

AUTOMATIC = Condition(
    text="When the cluster is made with the management panel, every port is opened automatically.",
    provenance=at(40, "When the cluster is made with the management panel, every port is opened automatically.", 1),
)


def role(line: int, id: str, name: str, stated: str) -> Role:
    cluster = id != "standalone-server"
    return Role(
        id=id,
        name=name,
        stated=stated,
        includes=("standalone-server",) if cluster else (),
        conditions=(AUTOMATIC,) if cluster else (),
        erratum=None,
        provenance=at(line, stated),
    )


ROLES = (
    role(9, "standalone-server", "Standalone server", "Standalone Servers"),
    role(46, "mds-server", "MDS server", "MDS Servers"),
    role(55, "chunk-server", "Chunk server", "Chunk Servers"),
    role(64, "client", "Client", "Clients"),
)

WHY = {
    "ssh-tcp": ("correction", "SSH runs over TCP.", "RFC 4253, section 4"),
    "http-tcp": ("correction", "HTTP and HTTPS run over TCP.", "RFC 9110, section 4.2"),
    "licenses-tcp": ("assumption", "A connection to a licence server is most likely TCP.", None),
    "dispatcher-tcp": ("assumption", "A connection of the dispatcher is most likely TCP.", None),
    "dhcp-udp": ("correction", "DHCP servers listen on UDP port 67.", "RFC 2131, section 4.1"),
    "host-only-internal": ("clarification", "Host-only adapters never leave the host.", "RFC 2131"),
    "rpc-placeholder": ("correction", "The placeholder lost its beginning.", "the guide of release 1.0"),
    "dhcp-failover-tcp": ("assumption", "DHCP failover runs over TCP.", None),
    "vnc-tcp": ("correction", "VNC runs over TCP.", "RFC 6143, section 7"),
    "vnc-inbound": ("assumption", "Viewers connect to the server.", None),
    "storage-tcp": ("assumption", "Storage traffic is most likely TCP.", None),
    "chunk-random-port": ("correction", "The placeholder is empty.", "the guide of release 1.0"),
}
ERRATA = tuple(ErratumRecord(id=id, kind=kind, why=why, see=see) for id, (kind, why, see) in WHY.items())  # type: ignore[arg-type]

COMMANDS = "# yum repolist -v | egrep -e 'baseurl|mirrors'\n# curl <mirrorlist_URL>\n"
SPEC = Spec(
    product=Product(
        id="example", name="Example Server", release="2.0", release_name="2.0 (spring)", recorded=date(2026, 1, 31)
    ),
    sources=(
        SourceRecord(
            id=PAGE,
            path=PATH,
            title=ORIGINAL,
            media_type="text/markdown",
            sha256="5" * 64,
            lines=71,
            restated=True,
            original=Original(title=ORIGINAL, sha256="0" * 64),
        ),
    ),
    roles=ROLES,
    requirements=REQUIREMENTS,
    notes=(Note(text="Remote repositories can need further ports.", commands=(COMMANDS,), provenance=at(27, "…")),),
    errata=ERRATA,
    findings=(
        finding(
            "PS401",
            "The text lost a word",
            "Ask the vendor for the page without the fault.",
            Place(source=PATH, line=19, column=40, end_line=19, end_column=52, quote="support ** team"),
        ),
        finding("PS403", "No transport is stated", "Add errata with the transports that are known."),
    ),
    counts=Counts(rows=15, read=15, unread=0, tables=1),
)
"""The latest release: all fifteen rows of a page that was restated."""

OLDER = replace(
    SPEC,
    product=Product(id="example", name="Example Server", release="1.0", release_name="1.0", recorded=date(2016, 2, 29)),
    sources=(replace(SPEC.sources[0], path="spec/sources/example/1.0/server-ports.md", restated=False, original=None),),
    roles=ROLES[:1],
    requirements=tuple(each for each in REQUIREMENTS if each.role == "standalone-server")[:3],
    errata=tuple(each for each in ERRATA if each.id in {"ssh-tcp", "http-tcp"}),
    findings=(),
    counts=Counts(rows=3, read=3, unread=0, tables=1),
)
"""An older release whose page is the vendor's own."""
