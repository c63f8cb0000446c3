"""Fields of items: what those around a port state of it alone: "Protocol: TCP", "UDP", "Inbound from agents"."""

import re
from collections.abc import Iterator

import msgspec

from portspec.document import Item, Text
from portspec.extract.context.evidence import Said, needs_said
from portspec.extract.context.need_columns import answered
from portspec.extract.grammar.lexer import tokens
from portspec.extract.language.names import without_article
from portspec.extract.language.phrases import direction_cell
from portspec.extract.language.vocabulary import (
    are_transports,
    is_above_transport,
    transport_words,
    transports_in,
    words,
)


def fields_of(items: tuple[Item, ...], above: list[list[Item]]) -> dict[int, dict[str, set[Said]]]:
    """Return what items such as "Protocol: TCP" state for their parent and neighbours, by the parent's identity."""
    stated: dict[int, dict[str, set[Said]]] = {}
    leading = {id(parents[-1]) for parents in above if parents}
    for item, parents in zip(items, above, strict=True):
        name, _, value = said_of(item).replace("：", ":").partition(":")
        alone = not value and bool(parents) and id(item) not in leading and len(name) <= _LONGEST_ITEM
        bare = _bare_field(name, item.text) if alone else ()
        for said in _field(name, value.strip(), item.text) if value else bare:
            stated.setdefault(id(parents[-1]) if parents else 0, {}).setdefault(said.field, set()).add(said)
    return stated


def _field(name: str, value: str, text: Text) -> Iterator[Said]:
    """Yield what an item states that gives a value to a column's name."""
    if words("header.protocol").whole(name) and (are_transports(value) or is_above_transport(value)):
        yield Said(field="transports", value=transports_in(value), rule="row", text=text)
    if words("header.direction").whole(name) and (said := direction_cell(value)) != "unstated":
        yield Said(field="direction", value=said, rule="row", text=text)
    for end in ("source", "destination"):
        if words(f"header.{end}").whole(name) and not any(token.kind == "number" for token in tokens(value)):
            yield Said(field=end, value=value, rule="row", text=text)
    found = None if re.search(r"\d{2}", value) else answered(name.strip(), value)
    if found and found.need != "required":
        yield from (msgspec.structs.replace(said, text=text) for said in needs_said(found, "row"))


def _bare_field(said: str, text: Text) -> Iterator[Said]:
    """Yield what an item says that is nothing but transports and a way, and who is there: "UDP", "Inbound from x"."""
    rest = transport_words().sub(" ", said).strip(_AROUND)
    led = words("cell.inbound", "cell.outbound", "cell.both").match(rest, 0)
    behind = rest[led.end() :].strip(_AROUND) if led else words("port.and").sub(" ", rest).strip(_AROUND)
    who = next(((end, hit) for end, to in _ENDS if led and (hit := words(to).match(behind, 0))), None)
    name = behind[who[1].end() :].strip() if who else ""
    if (behind and not name) or len(name.split()) > _LONGEST or re.search(r"\d", name):
        return
    values = {
        "transports": transports_in(said),
        "direction": direction_cell(led.group()) if led else "unstated",
        **({who[0]: without_article(name)} if who else {}),
    }
    for field, value in values.items():
        if value and value != "unstated":
            yield Said(field=field, value=value, rule="row", text=text)


_LONGEST_ITEM = 80
"""Such an item has at most this many characters."""
_LONGEST = 4
"""The name of who is there has at most this many words."""
_AROUND = " ,.;/&+()*_"
_ENDS = (("source", "verb.from"), ("destination", "verb.to"))


_ORDINAL = re.compile(r"^\d{1,2}(?:\.\d+)*\.\s+(?=\D)")


def said_of(item: Item) -> str:
    """Return what an item says, with its term, but without a number that only counts it: "1. Server ports"."""
    text = _ORDINAL.sub("", item.text.folded)
    return f"{item.term.folded}: {text}" if item.term else text
