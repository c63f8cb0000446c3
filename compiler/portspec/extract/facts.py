"""Facts: a table of two columns, a name and its value, where one row's name says that its value is ports."""

import re
from collections.abc import Iterator

from portspec.claims import Claim
from portspec.document import Cell, Table
from portspec.extract.headers import concepts
from portspec.extract.page import Page
from portspec.extract.phrases import direction_in
from portspec.extract.ports import Part, parse_ports
from portspec.extract.sections import Ground
from portspec.extract.spans import SHORT
from portspec.extract.tokens import tokens
from portspec.extract.vocabulary import transports_in, words

_WIDTH = 2
_COUNT = 1024
"""A lone number below this may say how many ports there are: "Ports: 24"."""
_SETTING = re.compile(r"\w[._]\w")


def read_facts(table: Table, page: Page, ground: Ground) -> bool:
    """Read the rows of a table of facts whose names speak of ports; return False where none states any."""
    if len(table.rows[0]) != _WIDTH:
        return False
    found = [(row, parts) for row in table.rows if (parts := _stated(row))]
    for row, parts in found:
        page.rows += 1
        page.claims.extend(_claims(row, parts, page, ground))
    return bool(found)


def _stated(row: tuple[Cell, ...]) -> list[Part]:
    """Return the ports of a row whose name speaks of ports, or whose value names their transports.

    Settings such as `http.port` are no such names.
    """
    name, value = row[0].text.folded, row[1].text.value
    parts = [] if _SETTING.search(name) else [part for line in value.split("\n") for part in _line(line)]
    if parts and all(part.transports for part in parts):
        return parts
    if "port" not in concepts(name):
        return []
    ports = [each for part in parts for each in part.ports]
    counted = words("port.plural").search(name) is not None or "other" in concepts(name)
    many = counted and words("port.default").search(name) is None
    return [] if many and len(ports) == 1 and ports[0].start < _COUNT else parts


def _line(text: str) -> tuple[Part, ...]:
    """Return the ports of a short line whose numbers are all ports: "SSH 22, API 8000"."""
    kinds = {token.kind for token in tokens(text)}
    if len(text.split()) > SHORT or not kinds.isdisjoint(("unit", "label", "protocol")):
        return ()
    found = parse_ports(text)
    return () if found.faults else tuple(part for part in found.parts if part.ports)


def _claims(row: tuple[Cell, ...], parts: list[Part], page: Page, ground: Ground) -> Iterator[Claim]:
    name, value = row[0].text, row[1].text
    stated = direction_in(f"{name.folded} {value.folded}")
    for part in parts:
        yield Claim(
            role=page.name_role(ground.role) if ground.role else None,
            direction=stated if stated != "unstated" else ground.direction,
            ports=part.ports,
            dynamic=None,
            transports=part.transports or transports_in(name.folded) or ground.transports,
            purpose=name.folded,
            negated=ground.denied,
            kind="table",
            provenance=page.provenance(value.start, value.end, f"{name.folded} | {value.folded}"),
        )
