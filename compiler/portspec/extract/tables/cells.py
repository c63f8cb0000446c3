"""Cells: what the texts of a column are, whatever its header says."""

import re
from collections.abc import Callable, Sequence
from functools import cached_property
from itertools import pairwise

from portspec.document import Cell
from portspec.extract.ends.services import PLACEHOLDER
from portspec.extract.grammar.lexer import tokens
from portspec.extract.grammar.mentions import mentions
from portspec.extract.grammar.port_expression import SYSTEM, Part, is_none, parse_ports
from portspec.extract.grammar.spans import SHORT, says_only_ports
from portspec.extract.language.masked import which
from portspec.extract.language.names import REMARK
from portspec.extract.language.polarity import is_negative
from portspec.extract.language.vocabulary import transport_words, words
from portspec.extract.tables.layout import Column
from portspec.protocols import WITH_PORTS
from portspec.spec import HIGHEST_PORT

ENOUGH = 0.5
"""A column holds ports if at least this share of its cells that say something parse as ports."""


class Body(tuple[tuple[Cell, ...], ...]):  # noqa: SLOT001 (it keeps what was asked)
    """The rows of a table below its headers, with what was asked of them."""

    @cached_property
    def texts(self) -> dict[int, list[str]]:
        """What the cells of columns say: each rule asks again."""
        return {}


def texts_of(column: Column, body: Sequence[Sequence[Cell]]) -> list[str]:
    """Return what the column's cells say, group rows and empty cells left out."""
    known = body.texts if isinstance(body, Body) else {}
    if column.index not in known:
        width, at = max(len(body[0]), 2) if body else 2, column.index
        texts = [cell.text.value for cell in (row[at] for row in body) if cell.columns < width]
        (none,) = which(texts, is_none)
        known[at] = [text for text in texts if text not in none]
    return known[column.index]


def share_of(texts: list[str]) -> float:
    """Return which share of the texts parse as ports."""
    return sum(bool(parse_ports(text).parts) for text in texts) / len(texts) if texts else 0.0


def is_tick(text: str) -> bool:
    """Tell whether a cell says yes or no."""
    return words("tick.yes").whole(text) or words("tick.no").whole(text)


def marks_some(column: Column, body: Sequence[Sequence[Cell]]) -> bool:
    """Tell whether a column that asks for something answers yes in some rows, and no cell of it says anything else."""
    if column.kind not in ("action", "need"):
        return False
    texts = texts_of(column, body)
    return bool(texts) and len(texts) < len(body) and all(map(words("tick.yes").whole, texts))


def in_steps(numbers: list[int]) -> bool:
    """Tell whether numbers only count, each one more than that before."""
    return all(after - before == 1 for before, after in pairwise(numbers))


def is_mostly(said: Callable[[str], bool], texts: list[str]) -> bool:
    """Tell whether enough of a column's texts are of one kind."""
    return bool(texts) and sum(map(said, texts)) >= len(texts) * ENOUGH


def states_both(text: str) -> bool:
    """Tell whether a text states ports with their transport, be it any: "Custom (ANY/53)"."""
    if any(part.transports and part.ports for part in parse_ports(text).parts):
        return True
    kinds = [token.kind for token in tokens(text)]
    return any(kinds[at : at + 3] == ["any", "slash", "number"] for at in range(len(kinds)))


def protocol_alone(text: str) -> tuple[Part, ...]:
    """Return the protocol without ports whose name is all that a text says: "ICMPv4", "ESP"."""
    parts = parse_ports(text).parts if len(text.split()) == 1 else ()
    bare = all(part.transports and not part.ports and WITH_PORTS.isdisjoint(part.transports) for part in parts)
    return parts if bare and len(parts) == 1 and not parts[0].dynamic else ()


def is_command(text: str) -> bool:
    """Tell whether a text is a command for a shell, by a program and an option: "firewall-cmd --add-port=443/tcp"."""
    return _COMMAND.match(text) is not None


_COMMAND = re.compile(r"[\w./-]*\w\s(?:.*\s)?--[a-z]")


def names_ports(text: str) -> bool:
    """Tell whether a short text names ports as such: "Port 636 (LDAPS)"."""
    if len(text.split()) > SHORT:
        return False
    return bool(mentions(text)) or any(part.transports and not part.ports for part in parse_ports(text).parts)


def ends_in_ports(text: str) -> bool:
    """Tell whether a text is a name and its ports: "Edge servers: 443, 8443"."""
    name, _, ports = text.replace("：", ":").rpartition(":")
    return bool(name) and says_only_ports(tokens(ports))


def names_port_of(text: str) -> bool:
    """Tell whether a text is a name and, behind it, ports that are called so: "Store (TCP 5432)", "Hub, port 8443".

    Between them stand only signs, and no "never on".
    """
    said = text.rstrip(" )）")
    found = mentions(said)
    if not found or found[-1].end < len(said):
        return False
    before = transport_words().sub(" ", words("port.word").sub(" ", said[: found[0].start]))
    name, *behind = re.split(r"[(（,，、:：]", before)
    return any(map(str.isalpha, name)) and not (is_negative(name) or any(map(str.isalpha, "".join(behind))))


_ADDRESS = re.compile(r"(?:\w+://)?(?:[\w.*-]*|\[[\da-fA-F:]*\]):\d{2,5}(?:/\S*)?")


def is_address(text: str) -> bool:
    """Tell whether a text is the address of a service with its port: `127.0.0.1:110`, `http://localhost:3000/`.

    The host may be left to the reader, and a remark may follow: `http://<host>:9000 (console)`.
    """
    return _ADDRESS.fullmatch(REMARK.sub("", PLACEHOLDER.sub("x", text)).strip()) is not None


def are_services(texts: list[str]) -> bool:
    """Tell whether most texts are the addresses of services, no two of them on the same port."""
    served = [text for text in texts if is_address(text)]
    ports = [each.start for text in served for part in parse_ports(text).parts for each in part.ports]
    return len(served) > 1 and is_mostly(is_address, texts) and len(set(ports)) == len(ports) == len(served)


def tells_port(text: str) -> bool:
    """Tell whether a description names ports: "Exposes port 1026 of the broker"."""
    return bool(mentions(text))


def is_plain(text: str) -> bool:
    """Tell whether a text is nothing but numbers."""
    return re.sub("[-, ]", "", text).isdigit()


def has_number(text: str) -> bool:
    """Tell whether a cell holds a port's number; "any" is none."""
    return states_numbers(text) and re.search(r"\d", text) is not None


def states_numbers(text: str) -> bool:
    """Tell whether a text states the numbers of ports, and not only names for them."""
    return any(part.ports for part in parse_ports(text).parts)


def means_ports(text: str) -> bool:
    """Tell whether a text states ports, or numbers that were meant as ports."""
    found = parse_ports(text)
    return bool(found.parts) or any(fault.spoilt for fault in found.faults)


def count_rows(texts: Sequence[str]) -> bool:
    """Tell whether texts number the rows that they stand in."""
    numbers = [int(text) for text in texts if text.isdecimal()]
    return len(numbers) == len(texts) and in_steps(numbers) and min(numbers, default=0) <= _COUNTS


def are_of_another_script(texts: Sequence[str]) -> bool:
    """Tell whether texts are several numbers in digits of another script, each as high as ports of users are."""
    digits = all(text.isdecimal() and not text.isascii() for text in texts)
    return digits and len(texts) > 1 and all(SYSTEM < int(text[:_DIGITS]) <= HIGHEST_PORT for text in texts)


_DIGITS = 6
"""Of more digits the first ones are above all ports as well."""


def are_high(texts: Sequence[str]) -> bool:
    """Tell whether texts are nothing but different ports, none of them a System Port (RFC 6335, section 6).

    Of many rows two may share one. Some ports of the system may be among several that neither count nor number things.
    """
    texts = [text for text in texts if not is_none(text)]
    bare = [text for text in texts if says_only_ports(tokens(text))]
    if len(set(texts)) < len(texts) * _DIFFERENT or len(bare) < len(texts) * _BARE:
        return False
    found = [each for text in bare for part in parse_ports(text).parts for each in part.ports]
    starts = [each.start for each in found]
    return bool(found) and (min(starts) > SYSTEM or (_are_many(starts) and not in_steps(starts)))


def _are_many(ports: list[int]) -> bool:
    """Tell whether there are several numbers, none so low that it may be a count, and some that hardly are one."""
    return len(ports) >= _SEVERAL and min(ports) > _COUNT and max(ports) > _COUNTS


_SEVERAL, _COUNT, _COUNTS = 3, 20, 256
_DIFFERENT = 0.95
_BARE = 0.8
"""Of a column of ports some cells may say more: "9200 (planned)"."""
