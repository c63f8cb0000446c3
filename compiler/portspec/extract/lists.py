"""Lists whose items state ports: "SSH - 22", "TCP 443: updates", or a sentence that requires one."""

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from portspec.claims import Claim
from portspec.document import Item, List
from portspec.extract.mentions import is_only_mentioned, may_mention, mentions
from portspec.extract.page import Page
from portspec.extract.phrases import (
    condition_of,
    denies,
    direction_cell,
    direction_in,
    direction_of_title,
    is_configurable,
    is_negated,
    is_reserved,
    marker,
    peers_in,
)
from portspec.extract.ports import LONGEST, Part, merged, parse_ports
from portspec.extract.sections import Ground, role_in, stated_by, whole
from portspec.extract.spans import HEAVY, SHORT, denies_ports, spans, trimmed
from portspec.extract.tokens import tokens
from portspec.extract.vocabulary import WITH_PORTS, are_transports, text_keys, transports_in, words

_FEW = 4
"""An item that is only the name of a protocol without ports has at most this many words."""


def read_list(block: List, page: Page) -> bool:
    """Read the items that state ports into claims; return False where none does."""
    ground = page.section.ground(page.section.caption())
    ported = _speaks_of("port.word", page) or (_is_of_traffic(page) and _are_numbered(block))
    read = False
    above = _parents(block.items)
    fields = _fields(block.items, above)
    for item, parents in zip(block.items, above, strict=True):
        stated = fields.get(id(parents[-1]) if parents else 0, {}) | fields.get(id(item), {})
        alone = {name: values.copy().pop() for name, values in stated.items() if len(values) == 1}
        read = _read(item, parents, alone, ground, page, ported=ported) or read
    if not read and ported:
        _looks_like_ports(block, page)
    return read


def _parents(items: tuple[Item, ...]) -> list[list[Item]]:
    """Return for each item those that it is nested in, the outermost first."""
    found: list[list[Item]] = []
    stack: list[Item] = []
    for item in items:
        while stack and stack[-1].depth >= item.depth:
            stack.pop()
        found.append(list(stack))
        stack.append(item)
    return found


def _fields(items: tuple[Item, ...], above: list[list[Item]]) -> dict[int, dict[str, set[Any]]]:
    """Return what items such as "Protocol: TCP" state for their parent and neighbours, by the parent's identity."""
    stated: dict[int, dict[str, set[Any]]] = {}
    for item, parents in zip(items, above, strict=True):
        name, _, value = _said(item).replace("：", ":").partition(":")
        for field, said in _field(name, value.strip()) if value else ():
            stated.setdefault(id(parents[-1]) if parents else 0, {}).setdefault(field, set()).add(said)
    return stated


def _field(name: str, value: str) -> Iterator[tuple[str, Any]]:
    """Yield what of a `Ground` an item states that gives a value to a column's name."""
    if words("header.protocol").whole(name) and are_transports(value):
        yield "transports", transports_in(value)
    if words("header.direction").whole(name) and (said := direction_cell(value)) != "unstated":
        yield "direction", said
    for end in ("source", "destination"):
        if words(f"header.{end}").whole(name) and not any(token.kind == "number" for token in tokens(value)):
            yield end, value


def _looks_like_ports(block: List, page: Page) -> None:
    """Report a list that has numbers where ports are spoken of, though no item states a port."""
    for item in block.items:
        found = trimmed([token for token in tokens(_said(item)) if token.kind in ("number", "unit", "label")])
        plain = not any(token.kind in ("unit", "label") for token in tokens(_said(item)))
        if found != (0, 0) and plain and len(_said(item).split()) <= SHORT:
            help = "Write the items as “name: port/transport”, or as sentences that require the port."
            page.say("PS204", "This list seems to be about ports, but none of its items could be read", help, item.text)
            return


def _speaks_of(name: str, page: Page) -> bool:
    """Tell whether the headings or the paragraph right above have a word of a list such as `port.word`."""
    titles = [title.folded for title in page.section.titles()[:2]]
    above = [whole(page.section.last)] if page.section.last else []
    return any(words(name).search(each) for each in (*titles, *above))


def _is_of_traffic(page: Page) -> bool:
    """Tell whether the headings or the paragraph right above speak of a firewall or a direction."""
    titles = page.section.titles()[:2]
    return _speaks_of("text.firewall", page) or any(direction_of_title(each.folded) != "unstated" for each in titles)


_NUMBER = re.compile(r"(\d{2,5})\s*(?:[-–—:：(]|$)")
_ORDINARY = 20
"""Lists seldom have more items than this, so that a number above it is hardly one that counts them."""


def _are_numbered(block: List) -> bool:
    """Tell whether every item begins with a number that may be a port, and a sign behind it: "443: pages"."""
    found = [_NUMBER.match(item.text.folded) for item in block.items]
    return all(each and int(each.group(1)) > _ORDINARY for each in found)


_ORDINAL = re.compile(r"^\d{1,2}(?:\.\d+)*\.\s+(?=\D)")


def _said(item: Item) -> str:
    """Return what an item says, with its term, but without a number that only counts it: "1. Server ports"."""
    text = _ORDINAL.sub("", item.text.folded)
    return f"{item.term.folded}: {text}" if item.term else text


def _read(item: Item, parents: list[Item], stated: dict[str, Any], ground: Ground, page: Page, *, ported: bool) -> bool:
    """Read one item into claims; return whether it states ports.

    `parents` are the items it is nested in, `stated` is what neighbours and those below it state for it.
    """
    text = _said(item)
    own = _below(ground, parents, stated)
    ported = ported or any(words("port.word").search(parent.text.value) for parent in parents)
    parts, name = _parts(text, own, ported=ported)
    if not parts and item.term:
        parts, _ = _parts(item.text.folded, own, ported=ported)
        name = text
    if not parts:
        parts, name = _stated(text, page, item, ported=ported), text
        own = _below(page.section.ground(rows=False), parents, stated)
    if not parts:
        parts = _bare(item, ported=ported or _speaks_of("text.firewall", page))
    said = transports_in(text)
    if len(parts) == 1 and parts[0].ports and not (parts[0].transports or own.transports) and said:
        parts = (msgspec.structs.replace(parts[0], transports=tuple(name for name in said if name in WITH_PORTS)),)
    if parts:
        page.rows += 1
        page.claims.extend(_claims(parts, name, item, own, page))
    return bool(parts)


def _bare(item: Item, *, ported: bool) -> tuple[Part, ...]:
    """Return what a short item says of ports without numbers: "ESP", "Randomly assigned high ports", "Allow ICMP"."""
    text = item.text.value.split("\n")[0]
    if len(text.split()) > SHORT or words("text.retired").search(text):
        return ()
    found = parse_ports(text).parts
    if any(part.ports for part in found):
        return ()
    name, _, value = text.partition(":")
    ported_field = bool(value) and words("port.word").search(name) is not None
    said = words("port.word").search(text)
    dynamic = tuple(part for part in found if part.dynamic and (ported_field or (part.transports and said)))
    portless = tuple(part for part in found if not part.dynamic)
    few = len(text.split()) <= _FEW or direction_in(text) != "unstated"
    wanted = (ported and few) or words("text.requires").search(text)
    return dynamic[:1] or (portless if wanted else ())


def _below(ground: Ground, parents: list[Item], stated: dict[str, Any]) -> Ground:
    """Return the ground below items that head the nested ones: "Inbound TCP ports:"; what is `stated` comes first."""
    for parent in parents:
        if mentions(parent.text.folded):
            continue
        own = stated_by([parent.text])
        transports = transports_in(parent.text.folded)
        ground = msgspec.structs.replace(
            ground,
            role=(role_in([parent.text], []) if len(parent.text.value.split()) <= _FEW else None) or ground.role,
            transports=transports or ground.transports,
            direction=own.direction if own.direction != "unstated" else ground.direction,
            denied=ground.denied or denies(parent.text.folded),
        )
    return msgspec.structs.replace(ground, **stated)


def _parts(text: str, ground: Ground, *, ported: bool) -> tuple[tuple[Part, ...], str]:
    """Return the ports of an item in the form "name - ports" or "ports - name", and the name.

    An item that states ports with their transport elsewhere as well is a sentence.
    """
    if len(text) > LONGEST or words("text.retired").search(text):
        return (), text
    known = ported or bool(ground.transports)
    stated = [each for each in mentions(text) if any(part.transports for part in each.parts)]
    for start, end in spans(text, known=known):
        said = text[start:end]
        if any(each.end <= start or each.start >= end for each in stated):
            continue
        if end > start and (known or transports_in(said) or words("port.word").search(said)):
            parts = parse_ports(said).parts
            name = (text[:start].rstrip(" \t-–—:：,(") + text[end:].lstrip(" \t-–—:：,)")).strip()
            return parts, text if not name or name.startswith("(") else name
    return (), text


def _stated(text: str, page: Page, item: Item, *, ported: bool) -> tuple[Part, ...]:
    """Return the ports that an item's sentences require; those they only mention become a finding.

    An item that names its transports needs no words to require them, nor does one in a list of ports.
    """
    if len(text) > LONGEST or not (ported or may_mention(text)):
        return ()
    found = tuple(merged(part for mention in mentions(text, ported=ported) for part in mention.parts))
    if not found and words("text.requires").search(text):
        phrases = (each for name in ("any", "dynamic") for each in words(f"port.{name}").finditer(text))
        found = tuple(part for each in phrases for part in _unnumbered(each.group()))
    stated = len(text.split()) <= HEAVY and (ported or all(part.transports for part in found))
    if found and is_only_mentioned(text, required=stated):
        message = "This list item mentions ports but does not clearly require them; it is not in the spec"
        page.say("PS206", message, "If they are required, say so on the page.", item.text)
        return ()
    return found


def _unnumbered(phrase: str) -> tuple[Part, ...]:
    """Return what "any port" or "a random port" means; a bare "any" or "random" says nothing of ports."""
    return parse_ports(phrase).parts if words("port.word").search(phrase) else ()


def _claims(parts: tuple[Part, ...], name: str, item: Item, ground: Ground, page: Page) -> Iterator[Claim]:
    """Yield the claims of an item; `name` is what it says beside the ports."""
    text = _said(item)
    keys = text_keys(text)
    marked, start = marker(text, page.section.legend)
    directions = (marked, direction_in(text, keys), ground.direction)
    for part in parts:
        yield Claim(
            role=page.name_role(ground.role) if ground.role else None,
            direction=next((each for each in directions if each != "unstated"), "unstated"),
            ports=part.ports,
            dynamic=part.dynamic,
            transports=part.transports or (ground.transports if part.ports else ()),
            source=ground.source,
            destination=ground.destination,
            peers=peers_in(text, keys),
            purpose=(name[start:] if name == text else name) or None,
            condition=condition_of(text, keys),
            negated=ground.denied or is_negated(text, keys) or denies_ports(text),
            reserved=is_reserved(text, keys),
            configurable=is_configurable(text, keys),
            kind="list",
            provenance=page.provenance((item.term or item.text).start, item.text.end, text),
        )
