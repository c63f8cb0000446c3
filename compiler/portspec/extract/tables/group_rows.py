"""Group rows: rows that are headings for those below them."""

import re
from collections.abc import Iterator

from portspec.document import Cell, Text
from portspec.extract.context.evidence import Said
from portspec.extract.context.titles import title_said
from portspec.extract.ends.hosts import names_host
from portspec.extract.ends.titled import beside_name
from portspec.extract.grammar.port_expression import parse_ports
from portspec.extract.language.clauses import ends_in
from portspec.extract.language.vocabulary import is_transport, transport_words, words
from portspec.extract.tables.layout import Layout


def group_row(cells: tuple[Cell, ...], layout: Layout) -> Text | None:
    """Return the text of a row that is a heading for those below it: one cell across, or only the first one filled."""
    first = cells[0].text
    if len(cells) < 2 or not first.value:  # noqa: PLR2004
        return None
    if cells[1] is not cells[0] and cells[1].text.value:  # as of most rows
        return None
    across = all(cell is cells[0] for cell in cells)
    alone = not any(cell.text.value for cell in cells[1:])
    if not (across or alone) or (layout.columns[0].kind == "protocol" and is_transport(first.value)):
        return None
    if parse_ports(first.value).parts and not _is_title(first.value) and (across or layout.columns[0].states_ports):
        return None
    return first


def _is_title(text: str) -> bool:
    """Tell whether a text names ports only in passing: "TCP ports", "Ports for all members"."""
    if not any(part.ports or part.dynamic for part in parse_ports(text).parts):
        return True
    if re.search(r"\d", text) or not words("port.word").search(text):
        return False
    return not any(_is_of_ports(hit.group(), text[hit.end() :]) for hit in words("port.any").finditer(text))


def _is_of_ports(every: str, behind: str) -> bool:
    """Tell whether a word such as "all" is said of ports: "all ports", "all inbound TCP ports"."""
    rest = transport_words().sub(" ", words("cell.inbound", "cell.outbound", "text.inbound").sub(" ", behind)).strip()
    return words("port.word").search(every) is not None or words("port.word").match(rest, 0) is not None


def said_of_group(heading: Text) -> Iterator[Said]:
    """Yield what a group row says of the rows below it: their host, and what a heading could state."""
    return title_said(heading, "group-row", 0, host=not _is_traffic(heading.folded))


def _is_traffic(title: str) -> bool:
    """Tell whether a group row is named by its traffic, which is of the host above: "Client traffic"."""
    name = beside[0] if (beside := beside_name(title)) else title  # "Relay - inbound"
    named = words("text.traffic").match(name, 0) is not None or ends_in("text.traffic", name)
    return named and not names_host(name)
