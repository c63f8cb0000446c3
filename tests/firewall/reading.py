"""The first document's spec as it must come out, made by hand: four roles and fifteen rows."""

from datetime import date
from typing import Any

from portspec.spec import (
    Basis,
    Context,
    Counts,
    Dynamic,
    ErratumRecord,
    Party,
    PortRange,
    Product,
    Provenance,
    Requirement,
    Role,
    SourceRecord,
    Spec,
)
from portspec.writers.firewall import Options

STANDALONE, MDS, CHUNK, CLIENT = "standalone-server", "mds-server", "chunk-server", "client"
MDS_SERVERS = Party(role=MDS, text="MDS servers")
CHUNK_SERVERS = Party(role=CHUNK, text="chunk servers")
CLIENTS = Party(role=CLIENT, text="clients")
ASKED_FOR = Options(
    roles=(MDS,),
    includes=False,
    enforce=True,
    published=True,
    allow_in={"ssh": ("10.9.0.0/16",), "ping": ("any",), "9100/tcp": ("10.8.0.0/16",)},
    family="ipv4",
    limit_ssh=True,
    log=True,
    reject=True,
)
"""A host with all that administrators ask for beside the rules."""


def place(line: int, quote: str = "…") -> Provenance:
    return Provenance(source="page", line=line, end_line=line, column=1, quote=quote)


def ranges(text: str) -> tuple[PortRange, ...]:
    """`647, 847` or `5700-6900` as ranges."""
    pairs = (part.split("-") for part in text.split(", ") if part)
    return tuple(PortRange(start=int(pair[0]), end=int(pair[-1])) for pair in pairs)


def row(id: str, role: str | None, direction: Any, ports: str, transports: str, **more: Any) -> Requirement:
    """A requirement; what is not given is unstated."""
    errata = more.pop("basis", {})
    basis: dict[str, Basis | Context] = {field: Basis(erratum=each, was=None) for field, each in errata.items()}
    unstated: dict[str, Any] = {
        "dynamic": None,
        "source": None,
        "destination": None,
        "peers": (),
        "purpose": None,
        "condition": None,
        "negated": False,
        "reserved": False,
        "kind": "table",
        "provenance": place(1),
        "sources": tuple(Party(text=each) for each in (more.get("source"),) if each),
        "destinations": tuple(Party(text=each) for each in (more.get("destination"),) if each),
    }
    return Requirement(
        id=id,
        role=role,
        direction=direction,
        ports=ranges(ports),
        transports=tuple(transports.split()),
        basis=basis,
        **unstated | more,
    )


def role(id: str, *includes: str) -> Role:
    words = id.replace("-", " ")
    return Role(
        id=id, name=words, stated=words, includes=includes, conditions=(), erratum=None, provenance=place(1, words)
    )


def spec_of(*rows: Requirement, roles: tuple[Role, ...], errata: tuple[ErratumRecord, ...] = ()) -> Spec:
    return Spec(
        product=Product(
            id="virtuozzo-hybrid-server",
            name="Virtuozzo Hybrid Server",
            release="7.1-beta",
            release_name="7.1 Beta",
            recorded=date(2026, 11, 22),
        ),
        sources=(
            SourceRecord(
                id="page", path="page.md", title="Ports", media_type="text/markdown", sha256="0" * 64, lines=80
            ),
        ),
        roles=roles,
        requirements=rows,
        notes=(),
        errata=errata,
        findings=(),
        counts=Counts(rows=len(rows), read=len(rows), unread=0, tables=1),
    )


def reading() -> Spec:
    """All of the first document, its errata applied."""
    random = Dynamic(name="chunk-server.random-port", text="``")
    known, assumed = {"transports": "known-tcp"}, {"transports": "assumed-tcp"}
    return spec_of(
        row("standalone-server.22.both", STANDALONE, "both", "22", "tcp", basis=known, purpose="Logins via SSH."),
        row("standalone-server.80.both", STANDALONE, "both", "80", "tcp", basis=known, purpose="HTTP connections."),
        row(
            "standalone-server.443.outbound",
            STANDALONE,
            "outbound",
            "443",
            "tcp",
            basis=known,
            peers=(Party(text="support team"),),
        ),
        row(
            "standalone-server.5224.outbound",
            STANDALONE,
            "outbound",
            "5224",
            "tcp",
            basis=assumed,
            peers=(Party(text="Key Administrator server"),),
        ),
        row(
            "standalone-server.64000.both",
            STANDALONE,
            "both",
            "64000",
            "tcp",
            basis=assumed,
            peers=(Party(text="SDK"), Party(text="dispatchers on other servers")),
        ),
        row(
            "standalone-server.67",
            STANDALONE,
            "internal",
            "67",
            "udp",
            negated=True,
            basis={"direction": "host-only", "transports": "host-only"},
        ),
        row(
            "standalone-server.rpc-ports",
            STANDALONE,
            "unstated",
            "",
            "",
            dynamic=Dynamic(name="standalone-server.rpc-ports", text="ports>"),
            basis={"dynamic": "rpc-ports"},
        ),
        row(
            "standalone-server.647.847",
            STANDALONE,
            "unstated",
            "647, 847",
            "tcp",
            basis=known,
            reserved=True,
            condition="if you use a DHCP server",
        ),
        row(
            "standalone-server.5700-6900",
            STANDALONE,
            "inbound",
            "5700-6900",
            "tcp",
            basis={"direction": "vnc", "transports": "vnc"},
            purpose="VNC connections.",
        ),
        row("mds-server.2510.both", MDS, "both", "2510", "tcp", basis=assumed, peers=(MDS_SERVERS,)),
        row("mds-server.2511.both", MDS, "both", "2511", "tcp", basis=assumed, peers=(CHUNK_SERVERS, CLIENTS)),
        row("chunk-server.2511.outbound", CHUNK, "outbound", "2511", "tcp", basis=assumed, peers=(MDS_SERVERS,)),
        row(
            "chunk-server.random-port.inbound",
            CHUNK,
            "inbound",
            "",
            "tcp",
            dynamic=random,
            basis={"dynamic": "random-port", "transports": "random-port"},
            peers=(CLIENTS,),
        ),
        row("client.2511.outbound", CLIENT, "outbound", "2511", "tcp", basis=assumed, peers=(MDS_SERVERS,)),
        row(
            "client.random-port.outbound",
            CLIENT,
            "outbound",
            "",
            "tcp",
            dynamic=random,
            basis={"dynamic": "random-port", "transports": "random-port"},
            peers=(CHUNK_SERVERS,),
        ),
        roles=(role(STANDALONE), role(MDS, STANDALONE), role(CHUNK, STANDALONE), role(CLIENT, STANDALONE)),
        errata=(
            erratum("known-tcp", "correction", "the registry of service names"),
            erratum("assumed-tcp", "assumption"),
            erratum("host-only", "correction", "the page's own words"),
            erratum("rpc-ports", "correction", "the guide of the earlier release"),
            erratum("vnc", "assumption"),
            erratum("random-port", "assumption"),
        ),
    )


def erratum(id: str, kind: Any, see: str | None = None) -> ErratumRecord:
    return ErratumRecord(id=id, kind=kind, why=f"why {id}", see=see)
