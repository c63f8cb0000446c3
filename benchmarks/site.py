"""A release as large as one wishes, to measure the site with."""

from datetime import date

from portspec.spec import (
    Basis,
    Counts,
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

HOST = 100
"""How many requirements a role has."""


def many(rows: int) -> Spec:
    """Return a release with so many requirements, a hundred for each role, one in seven a range."""
    roles = [f"role-{number}" for number in range(-(-rows // HOST))]
    quote = "1024 | TCP | Carries the traffic of a service"
    place = Provenance(source="page", line=1, end_line=1, column=1, quote=quote)
    return Spec(
        product=Product(id="large", name="Large", release=str(rows), release_name=str(rows), recorded=date(2026, 1, 1)),
        sources=(
            SourceRecord(id="page", path="page.md", title="Page", media_type="text/markdown", sha256="0" * 64, lines=1),
        ),
        roles=tuple(
            Role(id=id, name=id.title(), stated=id, includes=(), conditions=(), erratum=None, provenance=place)
            for id in roles
        ),
        requirements=tuple(_requirement(row, roles, place) for row in range(rows)),
        notes=(),
        errata=(ErratumRecord(id="tcp", kind="assumption", why="It is most likely TCP.", see=None),),
        findings=(),
        counts=Counts(rows=rows, read=rows, unread=0, tables=1),
    )


def _requirement(row: int, roles: list[str], place: Provenance) -> Requirement:
    role, start = roles[row // HOST], 1 + row * 37 % 65000
    end = start + (row % 400 if row % 7 == 0 else 0)
    direction = ("inbound", "outbound", "both")[row % 3]
    peer = roles[(row * 7 + 1) % len(roles)]
    return Requirement(
        id=f"{role}.{start}-{row}.{direction}",
        role=role,
        direction=direction,  # type: ignore[arg-type]
        ports=(PortRange(start=start, end=end),),
        dynamic=None,
        transports=("tcp",) if row % 2 else ("udp",),
        source=None,
        destination=None,
        peers=(Party(role=peer, text=peer),),
        purpose=f"Carries the traffic of service {row}, such as queries & answers.",
        condition=None,
        negated=False,
        reserved=False,
        kind="table",
        basis={"transports": Basis(erratum="tcp", was=())} if row % 5 == 0 else {},
        provenance=place,
    )
