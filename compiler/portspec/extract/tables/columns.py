"""Columns: which column of a table holds what, by its header's words and by what its cells parse as."""

from collections.abc import Sequence
from functools import lru_cache

import msgspec

from portspec.document import Cell, Table, Text
from portspec.extract.context.headers import HOSTS, concepts, head_of, is_example, tells_symptoms, title_of
from portspec.extract.context.need_columns import asked_by, gives_up, lets, tells_need
from portspec.extract.context.state_columns import names_state, tells_state
from portspec.extract.ends.beside import route_alone
from portspec.extract.ends.hosts import names_host
from portspec.extract.ends.routes import bare_route
from portspec.extract.language.inside import is_local, tells_reach
from portspec.extract.language.names import REMARK
from portspec.extract.language.phrases import arrow_ends, direction_in
from portspec.extract.language.vocabulary import routes, transports_in, words
from portspec.extract.tables.answers import kind_of_answers
from portspec.extract.tables.arrowed import arrows_apart, with_arrows
from portspec.extract.tables.cells import (
    ENOUGH,
    Body,
    are_high,
    count_rows,
    has_number,
    in_steps,
    is_address,
    is_mostly,
    is_tick,
    marks_some,
    means_ports,
    share_of,
    states_both,
    states_numbers,
    texts_of,
)
from portspec.extract.tables.content import (
    by_content,
    by_judgement,
    is_above_transports,
    is_protocol,
    of_callers,
    unheaded,
)
from portspec.extract.tables.flows import has_ends, mirrored, opposed, paired, pointed, routed, serving
from portspec.extract.tables.initiated import initiated
from portspec.extract.tables.layout import Column, ColumnKind, Layout
from portspec.extract.tables.published import published, without_containers
from portspec.extract.tables.remote import with_remote
from portspec.extract.tables.settings import values_of
from portspec.extract.tables.sides import beside_ways, sided
from portspec.extract.tables.straight import straighten
from portspec.extract.tables.timed import timed
from portspec.extract.tables.unnumbered import is_chosen
from portspec.protocols import WITH_PORTS, protocol_numbered
from portspec.spec import Direction


def layout_of(
    table: Table, *, ported: bool = False, served: bool = False, judged: bool = False, hosts: bool = False
) -> tuple[Table, Layout | None]:
    """Return a table with its rows under their headers, and its layout, or None where no column holds ports.

    Where ports are spoken of right above (`ported`), addresses of services state them too, and columns of numbers, each
    of a service, or of the host that it is named by (`hosts`). Where the page is about ports or services are spoken of
    (`served`), different addresses do, and several such columns below headers. Where titles speak of ports or of a
    firewall (`judged`), headers such as "Do not open" stand above ports.
    """
    count, above = head_of(table)
    if not table.rows[count:]:
        return table, None
    if apart := arrows_apart(table, count):
        found = layout_of(apart, ported=ported, served=served, judged=judged, hosts=hosts)
        if found[1] and has_ends(found[1]):
            return found
    titles = [title_of(above, index) for index in range(len(table.rows[0]))]
    heads = [_head(above, index) for index in range(len(titles))]
    columns = [column_of(index, title, head) for index, (title, head) in enumerate(zip(titles, heads, strict=True))]
    table = straighten(table, count, tuple(column.index for column in columns if column.states_ports))
    table, columns = initiated(with_arrows(table, count, columns), count, columns)
    body = Body(table.rows[count:])
    columns = [routed(_confirmed(column, body), body) for column in paired(_ranges(columns, body))]
    columns = published(_defaulted(columns, body), body, served=served)
    bare = without_containers(table, count, columns)
    table, body = bare, body if bare is table else Body(bare.rows[count:])
    columns = _hiding_none(sided(by_judgement(columns, body) if judged else columns, body), body)
    if not any(c.states_ports for c in columns) and not tells_symptoms(table):
        columns = by_content(columns, body, is_address if ported else states_both, served=served)
    if (ported or served) and not any(c.states_ports for c in columns):
        columns = _of_ranges(columns, body)
    if (ported or (served and any(titles))) and not any(c.states_ports for c in columns):
        columns = _of_services(columns, body, hosts=hosts) if any(titles) else unheaded(columns, body)
    elif any(column.kind == "port" and _names_service(column) for column in columns):
        columns = _of_services(columns, body, hosts=False)
    columns = with_remote(_sure_of_ports(timed(columns, body), body), body)
    columns = mirrored([_said(column, columns, body) for column in columns], body)
    columns = pointed(serving(opposed(beside_ways(columns, body)), body), body)
    columns = [
        msgspec.structs.replace(c, marks=marks_some(c, body), judges=_judges(c, texts_of(c, body))) for c in columns
    ]
    return table, Layout(columns=tuple(columns), headers=count) if any(c.states_ports for c in columns) else None


_PORTS = frozenset(("port", "destination_port"))
_PORTED = frozenset(("port", "start", "end", "source_port"))
NEEDS = frozenset(("required", "optional", "when", "state", "removed"))
"""What headers name that tell how firmly a row is asked for."""
_ORDER: tuple[ColumnKind, ...] = (
    "start", "end", "port", "source_port", "endpoint", "direction", "inbound", "outbound", "protocol", "source",
    "destination", "peer", "role", "need", "purpose", "service", "action", "access",
)  # fmt: skip
"""Of several kinds that a header names, the first counts."""


@lru_cache(maxsize=4096)
def _kind(title: str) -> ColumnKind:
    """Return the kind that a header names."""
    found = set(concepts(title))
    if gives_up(title):
        return "need"
    if title.rstrip().endswith(("?", "？")) and not found & (_PORTS | NEEDS | {"action", "inbound", "outbound"}):
        return "other"
    if found <= {"other"} and transports_in(title) and (not found or words("port.default").search(title)):
        return "tick"
    if "port" in found and "source" in found and "destination" not in found:
        return "source_port"
    if found & _PORTS:
        found = {"port"} | (found & {"start", "end"})
    if {"source", "destination"} <= found or "between" in found:
        found = {"endpoint"}
    if {"inbound", "outbound"} <= found:
        found = {"direction"}
    if found & NEEDS and not found & _PORTS:
        found = {"need"}
    return next((kind for kind in _ORDER if kind in found), "other")


def _head(rows: Sequence[Sequence[Cell]], index: int) -> Text | None:
    """Return the header text nearest to a column's cells."""
    return next((row[index].text for row in reversed(rows) if row[index].text.value), None)


def column_of(index: int, title: str, text: Text | None) -> Column:
    """Return a column as its header names it."""
    kind = "other" if is_example(title) else _kind(title)
    found = concepts(title)
    direction: Direction = "unstated"
    if kind in ("port", "start", "end"):
        direction = direction_in(title)
    if direction == "unstated" and kind in ("port", "start", "end") and ("inbound" in found) != ("outbound" in found):
        direction = "inbound" if "inbound" in found else "outbound"
    if kind == "peer" and "caller" in found:
        direction = "inbound"
    transports = transports_in(title) if kind in ("port", "start", "end", "tick") else ()
    mutual = "between" in found
    return Column(
        index=index, kind=kind, title=title, transports=transports, direction=direction, text=text, mutual=mutual
    )


def _ranges(columns: list[Column], body: Sequence[Sequence[Cell]]) -> list[Column]:
    """Return the columns with "From port" and "To port" as the ends of a range where every row allows that."""
    first = next((c for c in columns if c.kind == "source_port" and concepts(c.title) == ("source_port",)), None)
    last = next((c for c in columns if "destination_port" in concepts(c.title)), None)
    if first is None or last is None or not _are_ends(first.title.casefold(), last.title.casefold()):
        return columns
    pairs = [(row[first.index].text.folded, row[last.index].text.folded) for row in body]
    if not all(a.isdigit() and b.isdigit() and int(a) <= int(b) for a, b in pairs if a or b):
        return columns
    kinds: dict[int, ColumnKind] = {first.index: "start", last.index: "end"}
    return [msgspec.structs.replace(c, kind=kinds.get(c.index, c.kind)) for c in columns]


def _are_ends(first: str, last: str) -> bool:
    """Tell whether two headers say from which port to which: "From port" and "To port"."""
    return any(each.start in first and each.end in last for each in routes())


def _confirmed(column: Column, body: Sequence[Sequence[Cell]]) -> Column:
    """Return the column with a kind that its cells bear out."""
    kind = column.kind
    if kind not in _PORTED and tells_need(column.title, (row[column.index].text.folded for row in body)):
        return msgspec.structs.replace(column, kind="need")
    if kind in ("inbound", "outbound"):
        texts = texts_of(column, body)
        if texts and not is_mostly(lambda text: lets(text) is not None, texts):
            ported = share_of(texts) >= ENOUGH
            transports = transports_in(column.title)
            return Column(
                index=column.index,
                kind="port" if ported else "other",
                title=column.title,
                transports=transports,
                direction=kind,
                text=column.text,
            )
    if kind == "tick":
        texts = texts_of(column, body)
        if not texts or not all(is_tick(text) or transports_in(text) == column.transports for text in texts):
            ported = not WITH_PORTS.isdisjoint(column.transports) and share_of(texts) >= ENOUGH
            return msgspec.structs.replace(column, kind="port" if ported else "other")
    if kind in _ANSWERED:
        kind = kind_of_answers(kind, texts_of(column, body))
        column = msgspec.structs.replace(column, kind=kind)
    if kind in _ANSWERING or (kind == "need" and names_state(column.title)):
        return _of_answers(column, texts_of(column, body))
    if kind == "protocol":
        texts = texts_of(column, body)
        numbered = [text for text in texts if has_number(text) and not protocol_numbered(text)]
        if texts and len(numbered) >= len(texts) * ENOUGH:
            return msgspec.structs.replace(column, kind="port", transports=transports_in(column.title))
    return column


_ANSWERING = ("action", "access", "other", "role")
_ANSWERED = ("source", "destination", "endpoint", "peer", "role", "purpose", "service")
"""What headers name that no yes and no below them can be: "Open to the network", "In use"."""


def _of_answers(column: Column, texts: list[str]) -> Column:
    """Return a column with the kind that its cells tell where it may say what the firewall does, or who may connect.

    "Public" or "Enabled" may be no question.
    """
    kind, title = column.kind, column.title
    if callers := of_callers(column, texts):
        return callers
    if names_state(title):
        return msgspec.structs.replace(column, kind="action")
    if kind == "access":
        kind = "other" if words("need.reach").whole(title) else "action"
    elif kind == "other":
        kind = "action" if asked_by(title) and is_mostly(is_tick, texts) else "other"
    elif kind == "action" and words("action.exposed").search(title) and not words("action.allowed").search(title):
        kind = "action" if is_mostly(is_tick, texts) else "other"
    return msgspec.structs.replace(column, kind=kind)


def _judges(column: Column, texts: list[str]) -> bool:
    return column.kind in ("action", "service", "other") and tells_state(
        column.title, [" ".join(text.split()) for text in texts]
    )


def _defaulted(columns: list[Column], body: Sequence[Sequence[Cell]]) -> list[Column]:
    """Return the columns with the one named "Default" as ports, where a column named "Port" holds only their names.

    So it is beside a column of nothing but transports, which only ports have, and in a list of listeners. Names are
    also settings to be filled in, such as `${http.port}`, or `${http.port} + 1`.
    """
    named = [column for column in columns if column.states_ports]
    defaults = [c for c in columns if c.kind == "other" and words("port.default").match(c.title, 0)]
    defaults = defaults or [c for c in columns if named and _numbers_ports(c, body)]
    found = next((c.index for c in defaults if is_mostly(has_number, texts_of(c, body))), None)
    stated = means_ports if found is None else states_numbers
    if any(is_mostly(stated, texts_of(column, body)) for column in named):
        return columns
    listed = any(_lists_listeners(c, columns) for c in defaults if c.index == found)
    sure = named or listed or any(is_protocol(column, body) for column in columns)
    if not sure and (settings := values_of(columns, body)):
        kept = columns if settings.told else [c for c in columns if c is not settings]
        return [*kept, msgspec.structs.replace(settings, kind="port", among=True)]
    if found is None or not sure:
        return columns
    names = {column.index for column in named}
    return [
        msgspec.structs.replace(c, kind="port" if c.index == found else "service" if c.index in names else c.kind)
        for c in columns
    ]


def _numbers_ports(column: Column, body: Sequence[Sequence[Cell]]) -> bool:
    """Tell whether a column is headed "Number", and does not number its rows."""
    return (
        column.kind == "other" and words("port.copula").whole(column.title) and not count_rows(texts_of(column, body))
    )


def _lists_listeners(default: Column, columns: list[Column]) -> bool:
    """Tell whether a column headed "Default" stands beside the protocols of services and the hosts that they are on."""
    kinds = {column.kind for column in columns}
    return words("port.default").whole(default.title) and "protocol" in kinds and not HOSTS.isdisjoint(kinds)


def _of_services(columns: list[Column], body: Sequence[Sequence[Cell]], *, hosts: bool) -> list[Column]:
    """Return the columns with those as ports that hold nothing but high numbers below the name of a service or host.

    Under a title that speaks of ports, several such columns are those of several services; of several hosts where each
    header names one, and no other column does.
    """
    found = {column.index for column in columns if _may_name_service(column) and are_high(texts_of(column, body))}
    several = len(found) > 1 and any(len(texts_of(columns[index], body)) > 1 for index in found)
    if not several:
        return columns
    named = all(words("text.host").search(columns[index].title) for index in found)
    host = hosts or (named and not any(c.kind == "role" and c.index not in found for c in columns))
    return [
        msgspec.structs.replace(c, kind="port", host=host, service=not host) if c.index in found else c for c in columns
    ]


def _of_ranges(columns: list[Column], body: Sequence[Sequence[Cell]]) -> list[Column]:
    """Return the columns with "Range" as ports, where ports are spoken of and nothing else may be meant."""
    ranged = {c.index for c in columns if words("port.ranged").whole(c.title) and are_high(texts_of(c, body))}
    return [msgspec.structs.replace(c, kind="port") if c.index in ranged else c for c in columns]


def _names_service(column: Column) -> bool:
    """Tell whether a header says more than that ports stand below it: "Service ports (metrics)"."""
    return not column.guessed and not words("header.port", "header.destination_port").whole(column.title)


_NAMED = ("other", "service", "role")
_ENDS = ("source", "destination", "peer")


def _may_name_service(column: Column) -> bool:
    """Tell whether a header may be the name of a service: "Metrics", and "Client API" where "Client" is an end."""
    ends = words(*(f"header.{kind}" for kind in _ENDS))
    named = column.kind in _NAMED or (column.kind in _ENDS and not ends.whole(column.title))
    return named and "other" not in concepts(words("port.default").sub("", column.title))


def beside_transports(table: Table) -> Text | None:
    """Return the first number of a column of numbers, no mere ordinals, beside one of nothing but TCP and UDP."""
    body = table.rows[1:]
    columns = [column_of(index, "", None) for index in range(len(table.rows[0]))] if body else []
    transports = {
        name for c in columns if is_protocol(c, body) for text in texts_of(c, body) for name in transports_in(text)
    }
    for column in columns if transports & WITH_PORTS else ():
        texts = texts_of(column, body)
        if len(texts) > 1 and all(text.isdecimal() for text in texts) and not in_steps([*map(int, texts)]):
            return body[0][column.index].text
    return None


def high_number(table: Table) -> Text | None:
    """Return the first number of a column that holds nothing but high ones, as ports on a page about them do."""
    body = table.rows[1:]
    columns = [column_of(index, "", None) for index in range(len(table.rows[0]))] if len(body) > 1 else []
    found = (c for c in columns if are_high(texts_of(c, body)) and not count_rows(texts_of(c, body)))
    return next((body[0][column.index].text for column in found), None)


def _said(column: Column, columns: list[Column], body: Sequence[Sequence[Cell]]) -> Column:
    """Return a column with the kind that only its cells or its neighbours tell."""
    found = concepts(column.title)
    if column.kind == "destination" and "purpose" in found and not column.remote and _is_purpose(column, columns):
        return msgspec.structs.replace(column, kind="purpose")
    if column.kind == "protocol" and is_above_transports(column, columns, body):
        return msgspec.structs.replace(column, kind="service")
    if column.kind not in ("other", "service", "role"):
        return column
    texts = [" ".join(text.split()) for text in texts_of(column, body)]
    if len(texts) > 1 and all(map(_is_direction, texts)):
        return msgspec.structs.replace(column, kind="direction")
    if column.kind != "service" and tells_reach(column.title, texts):
        return msgspec.structs.replace(column, kind="other", reach=True)
    local = column.kind == "role" and any(map(is_local, texts))
    return msgspec.structs.replace(column, kind="other") if local else column


def _is_purpose(column: Column, columns: list[Column]) -> bool:
    """Tell whether a word for aim and destination means the aim: no source is named, or another column has the end."""
    aim = words("header.purpose").whole(column.title)
    named = any(c.remote or (c.kind == "destination" and not words("header.purpose").whole(c.title)) for c in columns)
    return (aim and named) or not any(c.kind == "source" for c in columns)


@lru_cache(maxsize=4096)
def _is_direction(text: str) -> bool:
    if arrow_ends(text) or route_alone(text) or ((ends := bare_route(text)) and any(map(names_host, ends[:2]))):
        return True
    return any(words(f"cell.{name}").whole(text) for name in ("inbound", "outbound", "both"))


def _hiding_none(columns: list[Column], body: Sequence[Sequence[Cell]]) -> list[Column]:
    """Return the columns where one that is headed as ports hides none: "Port scope" above WAN holds no ports."""
    sure = _sure_of_ports(columns, body)
    return columns if any(c.states_ports for c in sure) else sure


def _sure_of_ports(columns: list[Column], body: Sequence[Sequence[Cell]]) -> list[Column]:
    """Return the columns without port columns whose cells are about something else, such as hexadecimal ones.

    Numbers that are no ports were meant as some. Beside a column of transports, a header that says no more than "Port"
    is right whatever stands below it: what cannot be read there is to be said, not lost.
    """
    ports = [column for column in columns if column.states_ports]
    beside = any(column.kind == "protocol" and is_protocol(column, body) for column in columns)
    heads = words("header.port", "header.destination_port")
    named = {column.index for column in ports if heads.whole(REMARK.sub("", column.title).strip())}
    said = (means_ports, is_chosen) if any(column.kind == "protocol" for column in columns) else (means_ports,)
    sure = {i for i in named if beside or any(means(row[i].text.value) for means in said for row in body)}
    sure |= {column.index for column in ports if column.among or column.told}
    asked = [column for column in ports if column.index not in sure]
    poor = {column.index for column in asked if not is_mostly(means_ports, texts_of(column, body))}
    return [msgspec.structs.replace(c, kind="other") if c.index in poor else c for c in columns]
