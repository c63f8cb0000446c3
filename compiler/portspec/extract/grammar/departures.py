"""Departures: the ports that connections come from, as running text names them: "source port 123"."""

import re
from functools import cache, lru_cache

from portspec.extract.grammar.port_expression import parse_ports
from portspec.extract.language.lexicon import phrases
from portspec.extract.language.vocabulary import Words, words
from portspec.spec import HIGHEST_PORT, PortRange


@lru_cache(maxsize=1024)  # each port of a text asks
def source_ports_in(text: str) -> tuple[PortRange, ...]:
    """Return the ports that connections come from, behind words for just these; all ports are no limit.

    A bare "source" before a number may mean a host, and is left to the columns of tables.
    """
    found: dict[PortRange, None] = {}
    for match in _departing().finditer(text) if words("port.source").may_stand_in(text) else ():
        if said := _NUMBERS.match(text, match.end()):
            found |= {ports: None for part in parse_ports(said["ports"]).parts for ports in part.ports}
    return () if any(ports.end - ports.start >= HIGHEST_PORT - 1 for ports in found) else tuple(found)


@cache
def _departing() -> Words:
    """Return the phrases that say of a port that it is a source port."""
    return Words(sorted({*phrases("port.source")} & {*phrases("port.label")}))


_NUMBERS = re.compile(
    r"\s*\W{0,2}[^\W\d]{0,12}\W{0,2}(?P<ports>(?<!\d)\d{1,5}(?!\d)(?:\s*[-–—/,、，]\s*\d{1,5}(?!\d)|\s+[^\W\d]{1,6}\s+\d{1,5}(?!\d))*)"
)
"""What stands behind them: a word such as "is" or "range" may come first, and one such as "to" or "and" between."""
