"""Content: which columns of a table hold ports by what their cells say, where no header does."""

from collections.abc import Callable, Sequence

import msgspec

from portspec.document import Cell
from portspec.extract.context.headers import concepts, is_example
from portspec.extract.ends.parties import may_connect, names_networks
from portspec.extract.grammar.lexer import tokens
from portspec.extract.grammar.mentions import mentions
from portspec.extract.grammar.port_expression import is_none
from portspec.extract.grammar.spans import says_only_ports
from portspec.extract.language.inside import is_local, is_machine, tells_reach
from portspec.extract.language.names import REMARK
from portspec.extract.language.need import qualify
from portspec.extract.language.phrases import direction_cell, direction_in
from portspec.extract.language.polarity import polarity
from portspec.extract.language.vocabulary import are_transports, transports_in, words
from portspec.extract.tables.cells import (
    ENOUGH,
    are_services,
    count_rows,
    ends_in_ports,
    has_number,
    is_address,
    is_command,
    is_mostly,
    is_plain,
    names_port_of,
    names_ports,
    states_both,
    tells_port,
    texts_of,
)
from portspec.extract.tables.layout import Column, ColumnKind
from portspec.protocols import WITH_PORTS, protocol_numbered


def by_content(
    columns: list[Column], body: Sequence[Sequence[Cell]], counts: Callable[[str], bool], *, served: bool
) -> list[Column]:
    """Return the columns with those as ports whose cells say so: `443/tcp`, or the first numbers beside transports.

    Numbers beside a column of nothing but transports are ports in any language, unless the header says otherwise.

    A column that names the other end may state the ports as well, and then stands there twice; so does a description
    whose sentences name them with their transport, or where the page speaks of ports or services (`served`) at all.
    A column of commands holds none.
    """
    protocol = next((c for c in columns if is_protocol(c, body)), None)
    closed = ("source", "destination", "purpose")
    named = [c for c in columns if c.kind not in closed and c is not protocol and not is_example(c.title)]
    open_ones = [c for c in named if not any(map(is_command, texts_of(c, body)))]
    stated = [
        c for c in open_ones if any(is_mostly(said, texts_of(c, body)) for said in (states_both, names_ports, counts))
    ]
    stated = stated or [
        c
        for c in open_ones
        if ((_listens(c) or protocol) and is_mostly(is_address, texts_of(c, body)))
        or (served and are_services(texts_of(c, body)))
    ]
    unknown = [c for c in open_ones if c.kind == "other" and not concepts(c.title)]
    plain = [c for c in unknown if protocol and is_mostly(is_plain, texts_of(c, body))]
    kinds: dict[int, ColumnKind] = {column.index: "port" for column in stated or plain[:1]}
    if protocol and kinds:
        kinds[protocol.index] = "protocol"
    if not kinds:
        kinds = {c.index: _PORTED[c.kind] for c in columns if c.kind in _PORTED and _states_nothing_else(c, body)}
    ends = [c for c in columns if c.kind == "destination" and is_mostly(ends_in_ports, texts_of(c, body))]
    also = [msgspec.structs.replace(c, kind="port") for c in ends if not kinds]
    if not kinds and not also:
        called = [c for c in columns if c.kind == "destination" and _call_ports(texts_of(c, body))]
        also = [msgspec.structs.replace(c, kind="port", guessed=True, told=True) for c in called]
    if not kinds and not also:
        says = tells_port if served else states_both
        described = [c for c in columns if c.kind == "purpose" and is_mostly(says, texts_of(c, body))]
        if any(c.kind == "direction" for c in columns):  # rules of a firewall, of which some name no port
            several = (c for c in columns if c.kind in _TELLING and sum(map(tells_port, texts_of(c, body))) > 1)
            described = described or [*several]
        also = [msgspec.structs.replace(c, kind="port", guessed=True, told=True) for c in described[:1]]
    guessed = {c.index for c in stated}
    kept = (msgspec.structs.replace(c, kind=kinds.get(c.index, c.kind), guessed=c.index in guessed) for c in columns)
    return [*(_headed(c, body) if kinds.get(c.index) == "port" else c for c in kept), *also]


def _call_ports(texts: list[str]) -> bool:
    """Tell whether most texts are names with their ports behind, and none speaks of ports otherwise."""
    return is_mostly(names_port_of, texts) and all(names_port_of(text) for text in texts if mentions(text))


def _headed(column: Column, body: Sequence[Sequence[Cell]]) -> Column:
    """Return a column of nothing but ports with the way and the transports of its header: "Listens on (TCP)"."""
    way = direction_in(column.title)
    way = way if way != "unstated" else direction_cell(column.title)
    named = tuple(name for name in transports_in(column.title) if name in WITH_PORTS)
    said = way != "unstated" or named
    if not said or not all(says_only_ports(tokens(text)) for text in texts_of(column, body)):
        return column
    return msgspec.structs.replace(column, direction=way, transports=named)


def unheaded(columns: list[Column], body: Sequence[Sequence[Cell]]) -> list[Column]:
    """Return the columns of a table without a head, the only one with different numbers and nothing else as ports."""
    texts = [texts_of(column, body) for column in columns]
    plain = [len(body) == len(set(each)) and all(map(_is_number, each)) for each in texts]
    if sum(plain) != 1 or all(plain) or count_rows(texts[plain.index(True)]):
        return columns
    return [msgspec.structs.replace(c, kind="port") if found else c for c, found in zip(columns, plain, strict=True)]


def _is_number(text: str) -> bool:
    """Tell whether a text is nothing but ports, remarks aside: "5671 (TLS)", "32NN"."""
    found = tokens(REMARK.sub("", text))
    return says_only_ports(found) or {"template"} <= {token.kind for token in found} <= {"template", "slash", "comma"}


def by_judgement(columns: list[Column], body: Sequence[Sequence[Cell]]) -> list[Column]:
    """Return the columns with those as ports whose headers say what to do with them: "Do not open", above numbers."""
    return [_headed(msgspec.structs.replace(c, kind="port"), body) if _are_judged(c, body) else c for c in columns]


def of_callers(column: Column, texts: Sequence[str]) -> Column | None:
    """Return a column headed "Access" or "Scope" as one of those who may connect, or None where it is none.

    Connections come in where every cell names such ends, or says that nobody does. Some cells below "Scope" say from
    how far ports are reached, some below "Access" what the firewall does. A network is no host that a row is about.
    """
    reach = words("need.reach").whole(column.title)
    said = [text for text in texts if not is_none(text)]
    reach = reach or (column.kind == "role" and bool(said) and all(map(names_networks, said)))
    if not (reach or column.kind == "access") or tells_reach(column.title, said):
        return None
    ends = [text for text in said if is_local(text) or (may_connect(text) and not is_machine(text))]
    if ends and all(text in ends or _is_closed(text) for text in said):
        return msgspec.structs.replace(column, kind="peer", direction="inbound")
    most = column.kind == "access" and 0 < len(said) * ENOUGH <= len(ends)
    return msgspec.structs.replace(column, kind="peer") if most else None


def _is_closed(text: str) -> bool:
    """Tell whether a cell says that a port is closed, to all or to all but some."""
    said = qualify(text)
    return words("need.nobody").match(text, 0) is not None or (said is not None and said.need == "denied")


def _are_judged(column: Column, body: Sequence[Sequence[Cell]]) -> bool:
    """Tell whether a column holds nothing but ports, and its header says no more than whether to open them."""
    judges = polarity(column.title) != 0 or words("need.open", "need.close").whole(column.title)
    texts = texts_of(column, body) if column.kind in _ANSWERING and judges else []
    return bool(texts) and all(says_only_ports(tokens(text)) for text in texts)


_TELLING = ("purpose", "action", "other")
_ANSWERING = ("other", "action", "access", "need")
_PORTED: dict[ColumnKind, ColumnKind] = {"destination": "port", "source": "source_port"}
"""What a column is that is headed as an end of connections, and holds the ports there."""


def _states_nothing_else(column: Column, body: Sequence[Sequence[Cell]]) -> bool:
    """Tell whether all that a column says is ports, most of them with their transport: "tcp/443"."""
    texts = texts_of(column, body)
    return is_mostly(states_both, texts) and all(says_only_ports(tokens(text)) for text in texts)


def _listens(column: Column) -> bool:
    return "listening" in concepts(column.title)


def is_protocol(column: Column, body: Sequence[Sequence[Cell]]) -> bool:
    """Tell whether a column holds the names of transports and nothing else."""
    texts = {*texts_of(column, body)}  # few, of very many rows
    few = (transports_in(text) and len(text.split()) <= 3 for text in texts)  # noqa: PLR2004
    named = (each or are_transports(text) for each, text in zip(few, texts, strict=True))
    return bool(texts) and all(named) and not any(map(has_number, texts))


def _are_numbers_of_protocols(texts: Sequence[str]) -> bool:
    """Tell whether texts are the numbers of protocols, one of them of a transport with ports."""
    names = [*map(protocol_numbered, texts)]
    return None not in names and not WITH_PORTS.isdisjoint(names)


def is_above_transports(column: Column, columns: Sequence[Column], body: Sequence[Sequence[Cell]]) -> bool:
    """Tell whether a column of protocols names those above the transports: none is one, or another column has these."""
    texts = texts_of(column, body)
    if not (any(map(transports_in, texts)) or _are_numbers_of_protocols(texts)):
        return True
    return not is_protocol(column, body) and any(is_protocol(each, body) for each in columns if each is not column)
