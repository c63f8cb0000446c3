"""Spoken: what running words, an item's or a sentence's, say of one of the ports that they name."""

from collections.abc import Iterator

from portspec.extract.context import Context
from portspec.extract.evidence import Said
from portspec.extract.mentions import mentions
from portspec.extract.need import clauses, condition_in, polarity, qualify
from portspec.extract.page import Page
from portspec.extract.phrases import (
    arrow_ends,
    direction_cell,
    direction_in,
    is_configurable,
    is_reserved,
    marker,
)
from portspec.extract.ports import Part, parse_ports
from portspec.extract.spans import denies_ports
from portspec.extract.vocabulary import text_keys
from portspec.spec import Direction

_FEW = 4
"""A clause that is nothing but a direction has at most this many words."""


def said_in(text: str, part: Part, page: Page, context: Context) -> Iterator[Said]:
    """Yield what the words of an item say of one of its ports: its own clause first, then those about no other port."""
    keys = text_keys(text)
    own, others = _clauses(text, part)
    marked, _ = marker(text, page.section.legend)
    direction = marked if marked != "unstated" else _direction(own)
    if direction != "unstated":
        yield Said(field="direction", value=direction, rule="cell")
    elif context.direction == "unstated" and (spoken := direction_in(text, keys)) != "unstated":
        yield Said(field="direction", value=spoken, rule="row")
    if ends := arrow_ends(own[0].split(":")[0] if own else ""):
        yield Said(field="source", value=ends[0], rule="cell")
        yield Said(field="destination", value=ends[1], rule="cell")
    yield from _needs(text, own, others)
    if is_reserved(text, keys):
        yield Said(field="reserved", value=True, rule="row")
    if is_configurable(text, keys):
        yield Said(field="configurable", value=True, rule="row")


def _needs(text: str, own: list[str], others: list[str]) -> Iterator[Said]:
    """Yield how firmly an item asks for a port."""
    about = "; ".join((*own, *others))
    if denies_ports(text) or any(polarity(each) < 0 for each in own):
        yield Said(field="need", value="denied", rule="cell")
    if found := qualify(about):
        yield Said(field="need", value=found.need, rule="row")
        if found.condition:
            yield Said(field="condition", value=found.condition, rule="row")
    if condition := condition_in(about):
        yield Said(field="condition", value=condition, rule="row")


def _direction(own: list[str]) -> Direction:
    """Return the direction that clauses state, by running text or by being nothing but its name."""
    found = [said for each in own if (said := direction_in(each)) != "unstated"]
    found += [said for each in own if len(each.split()) <= _FEW and (said := direction_cell(each)) != "unstated"]
    return found[0] if found else "unstated"


def _clauses(text: str, part: Part) -> tuple[list[str], list[str]]:
    """Return the clauses that name a part's ports, and those that name none; those about other ports are left out."""
    own: list[str] = []
    others: list[str] = []
    for clause in clauses(text):
        ports = {each for mention in mentions(clause.text, ported=True) for p in mention.parts for each in p.ports}
        ports = ports or {each for p in parse_ports(clause.text).parts for each in p.ports}
        if not ports:
            others.append(clause.text)
        elif not ports.isdisjoint(part.ports):
            own.append(clause.text)
    return own, others
