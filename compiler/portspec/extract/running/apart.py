"""Apart: the ports of which running words say something else than of the others beside them."""

from collections.abc import Iterator
from functools import lru_cache

import msgspec

from portspec.extract.context.evidence import Said
from portspec.extract.context.inherited import Context
from portspec.extract.grammar.port_expression import Part, parse_ports
from portspec.extract.language.conditions import condition_in
from portspec.extract.language.phrases import direction_in
from portspec.extract.page import Page
from portspec.extract.running.heard import heard
from portspec.extract.running.spoken import clauses_of, direction_of, qualified, said_in
from portspec.spec import Direction, PortRange


def apart(text: str, part: Part, page: Page, context: Context) -> Iterator[Part]:
    """Yield a part's ports, those by themselves of which a text says something else: "80, and optionally 443"."""
    alike: dict[tuple[Said, ...], list[PortRange]] = {}
    for each in part.ports if len(part.ports) > 1 and _may_differ(text) else ():
        said = said_in(text, msgspec.structs.replace(part, ports=(each,)), page, context)
        alike.setdefault(tuple(said), []).append(each)
    if len(alike) < 2:  # noqa: PLR2004
        yield part
        return
    yield from (msgspec.structs.replace(part, ports=tuple(ports)) for ports in alike.values())


@lru_cache(maxsize=256)  # each part of a text asks
def _may_differ(text: str) -> bool:
    """Tell quickly whether a text may say of one of its ports what it does not say of another."""
    limited = qualified(text) is not None or condition_in(text) is not None
    return limited or leads_apart(text)


@lru_cache(maxsize=1024)  # each part of a text asks
def leads_apart(text: str) -> bool:
    """Tell whether a text may give some of its ports another direction than others: "6812 inbound, 6813 outbound"."""
    said = heard(text)
    ways = {direction_of([clause.text]) for clause in said if clause.stated} - {"unstated"}
    return len(ways) > 1 or any(clause.directed for clause in said)


def way_of(text: str, part: Part) -> Direction:
    """Return the direction that the clauses of a text state which name a part's ports, or else their whole line."""
    way = direction_of(clauses_of(text, part)[0])
    if way != "unstated" or "\n" not in text:
        return way
    ways = {direction_in(line) for line in text.split("\n") if _names(line, part)} - {"unstated"}
    return next(iter(ways)) if len(ways) == 1 else "unstated"


def _names(line: str, part: Part) -> bool:
    named = {port for each in parse_ports(line).parts for port in each.ports}
    return not named.isdisjoint(part.ports)
