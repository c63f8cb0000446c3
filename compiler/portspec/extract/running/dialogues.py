"""Dialogues: steps through a firewall's dialogue, of which one names the ports and others say what becomes of them."""

from collections.abc import Iterator, Sequence

import msgspec

from portspec.claims import Claim
from portspec.document import Item, List
from portspec.extract.context.evidence import Said, needs_said
from portspec.extract.context.inherited import Context
from portspec.extract.grammar.port_expression import Part, merged, parse_ports, with_transports
from portspec.extract.language.conditions import condition_in
from portspec.extract.language.mentioned import is_mention
from portspec.extract.language.need import Qualified, qualify
from portspec.extract.language.phrases import direction_in
from portspec.extract.language.polarity import is_negative
from portspec.extract.language.vocabulary import transports_in, words
from portspec.extract.page import Page
from portspec.extract.statement import Statement, claim_of
from portspec.spec import Direction

_STEP = " > "


class _Rule(msgspec.Struct, frozen=True, kw_only=True):
    """What the steps of a dialogue make."""

    item: Item
    """The step that names the ports."""
    parts: tuple[Part, ...]
    """The ports."""
    direction: Direction
    """That of the rule, as far as the steps name one; they make an inbound rule where they name none."""
    denied: bool
    """True where it keeps connections out."""


def read_dialogue(block: List, page: Page) -> frozenset[int]:
    """Read the steps that make a rule into claims; return the identities of the items that name its ports.

    Each item may hold all steps of a rule, or the whole list does. What is made must be beyond doubt: a rule that lets
    connections in or out, or keeps them out, at the ports of that end.
    """
    if not any(words(*_FIELDS).search(item.text.value) for item in block.items):
        return frozenset()
    each = [(item, rule) for item in block.items if (rule := _rule((item,)))]
    rules = [rule for _, rule in each] or [rule for rule in (_rule(block.items),) if rule]
    context = page.section.context(page.section.caption())
    for rule in rules:
        page.rows += 1
        page.claims.extend(_claims(rule, context, page))
    return frozenset(id(rule.item) for rule in rules)


_FIELDS = ("dialogue.local", "dialogue.remote")


def _rule(steps: Sequence[Item]) -> _Rule | None:
    """Return what steps make, None where that is not said beyond doubt."""
    text = _STEP.join(step.text.folded for step in steps)
    naming = [at for at, step in enumerate(steps) if words(*_FIELDS).search(step.text.value)]
    lets, keeps = (words(f"dialogue.{choice}").search(text) is not None for choice in ("allow", "block"))
    if len(naming) != 1 or lets == keeps or any(map(_is_undone, steps)):
        return None
    item = steps[naming[0]]
    direction = _direction(text)
    outbound = words("dialogue.remote").search(item.text.value) is not None
    if outbound != (direction == "outbound") or is_mention(item.text.folded):
        return None
    parts = _ports(item, steps[naming[0] + 1 :][:1], transports_in(text))
    return _Rule(item=item, parts=parts, direction=direction, denied=keeps) if parts else None


def _is_undone(step: Item) -> bool:
    """Tell whether a step is not to be done, or takes a rule away."""
    text = step.text.folded
    return is_negative(text) or words("need.undo", "need.unmake", "need.forbid").search(text) is not None


def _direction(text: str) -> Direction:
    """Return the direction that steps name; both where they make several rules."""
    named = direction_in(text)
    outbound = words("dialogue.outbound").search(text) is not None
    return "both" if outbound and named == "inbound" else "outbound" if outbound else named


def _ports(item: Item, after: Sequence[Item], transports: tuple[str, ...]) -> tuple[Part, ...]:
    """Return the ports behind the field for them, or those that the next step types into it."""
    said = item.text.folded
    ends = [match.end() for match in words(*_FIELDS).finditer(said)]
    for text in (said[ends[-1] :].split(_STEP.strip(), maxsplit=1)[0], *(each.text.folded for each in after)):
        if parts := [part for part in parse_ports(text).parts if part.ports]:
            return tuple(merged(with_transports(part, transports) for part in parts))
    return ()


def _claims(rule: _Rule, context: Context, page: Page) -> Iterator[Claim]:
    text = rule.item.text
    direction = rule.direction if rule.direction != "unstated" or context.direction != "unstated" else "inbound"
    rest = words(*_FIELDS).sub(" ", text.folded)
    found, limit = qualify(rest), condition_in(rest)
    if limit and (found is None or found.need == "required"):
        found = Qualified(need="conditional", start=0, end=0, condition=limit)
    said = [Said(field="direction", value=direction, rule="row", text=text)] if direction != "unstated" else []
    said += [Said(field="need", value="denied", rule="cell")] if rule.denied else []
    said += [*needs_said(found, "cell")] if found and not rule.denied and found.need != "required" else []
    for part in rule.parts:
        statement = Statement(
            part=part, said=tuple(said), kind="list", start=text.start, end=text.end, quote=text.folded
        )
        yield claim_of(statement, context, page)
