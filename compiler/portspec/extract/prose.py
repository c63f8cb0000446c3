"""Prose: sentences that state a port nothing else on the page states, notes, and what holds for a role as a whole."""

import re
from collections.abc import Iterable

import msgspec

from portspec.claims import Claim, NoteClaim
from portspec.document import Code, Heading, Paragraph, Text
from portspec.extract.flattened import whole_text
from portspec.extract.mentions import is_only_mentioned, may_mention, mentions
from portspec.extract.page import Page
from portspec.extract.phrases import condition_of, direction_in, is_configurable, is_negated, is_reserved, peers_in
from portspec.extract.ports import Part, explains_ports, merged
from portspec.extract.sections import Ground, sentences
from portspec.extract.spans import spans
from portspec.extract.vocabulary import text_keys, words
from portspec.spec import PortRange


class Sentence(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence that states ports, with the ground it stands on."""

    text: Text
    said: str
    parts: tuple[Part, ...]
    ground: Ground
    required: bool = False
    """True where it needs no word that says so."""


def title_with_ports(heading: Heading, ground: Ground) -> Iterable[Sentence]:
    """Yield a heading that states ports as a sentence; as their title it requires them: "TCP 443 (web)"."""
    said = heading.text.folded
    parts = tuple(merged(part for mention in mentions(said) for part in mention.parts)) if may_mention(said) else ()
    if parts:
        start, end = next(spans(said, known=False))
        titled = end > start and not re.match(r"\s*\w", said[end:])
        yield Sentence(text=heading.text, said=said, parts=parts, ground=ground, required=titled)


def sentences_with_ports(paragraph: Paragraph, ground: Ground) -> Iterable[Sentence]:
    """Yield the sentences of a paragraph that state ports."""
    text = whole_text(paragraph)
    if not may_mention(text.value):
        return
    for said in sentences(text.value):
        parts = tuple(merged(part for mention in mentions(said) for part in mention.parts))
        if parts:
            yield Sentence(text=text, said=said, parts=parts, ground=ground)


Known = set[tuple[PortRange, tuple[str, ...]]]
"""The ports that a page states, with their transports."""


def read_sentences(found: list[Sentence], page: Page) -> None:
    """Make requirements of sentences whose ports nothing else states; a mere mention becomes a finding."""
    known = {(each, claim.transports) for claim in page.claims for each in claim.ports}
    mentioned: list[Sentence] = []
    for sentence in found:
        parts = tuple(new for part in sentence.parts if (new := _new(part, known)))
        if not parts:
            continue
        if is_only_mentioned(sentence.said, required=sentence.required) or explains_ports(
            each for part in parts for each in part.ports
        ):
            mentioned.append(sentence)
            continue
        page.rows += 1
        for part in parts:
            page.claims.append(_claim(sentence, part, page))
            known.update((each, part.transports) for each in part.ports)
    for sentence in mentioned:  # a sentence after it may have required what it mentions
        _mention(sentence, known, page)


def _mention(sentence: Sentence, known: Known, page: Page) -> None:
    """Report the ports of a sentence that are not in the spec."""
    stated = [ports for part in sentence.parts for ports in part.ports]
    ports = [str(each) for each in stated if not any(_within(each, other) for other, _ in known)]
    if ports:
        one = len(ports) == 1
        what, them = (f"Port {ports[0]} is", "it is") if one else (f"Ports {', '.join(ports)} are", "they are")
        help = "If the port is required, say so in a table, a list or a sentence."
        page.say("PS206", f"{what} mentioned here and nowhere else; {them} not in the spec", help, sentence.text)


def _new(part: Part, known: Known) -> Part | None:
    """Return the part without the ports that stand elsewhere with its transports, or None where all stand elsewhere."""
    if all(any(_within(each, other) for other, _ in known) for each in part.ports):
        return None
    same = [other for other, transports in known if transports == part.transports]
    ports = tuple(each for each in part.ports if not any(_within(each, other) for other in same))
    return msgspec.structs.replace(part, ports=ports)


def _within(ports: PortRange, other: PortRange) -> bool:
    """Tell whether the page states ports elsewhere."""
    return other.start <= ports.start and ports.end <= other.end and _close(other)


def _close(ports: PortRange) -> bool:
    """Tell whether a range says something of a port inside it: "any port" does not."""
    return ports.end - ports.start < 65535  # noqa: PLR2004


def _claim(sentence: Sentence, part: Part, page: Page) -> Claim:
    keys = text_keys(sentence.said)
    ground, text = sentence.ground, sentence.text
    direction = direction_in(sentence.said, keys)
    return Claim(
        role=page.name_role(ground.role) if ground.role else None,
        direction=direction if direction != "unstated" else ground.direction,
        ports=part.ports,
        dynamic=part.dynamic,
        transports=part.transports,
        peers=peers_in(sentence.said, keys),
        purpose=sentence.said,
        condition=condition_of(sentence.said, keys),
        negated=is_negated(sentence.said, keys),
        reserved=is_reserved(sentence.said, keys),
        configurable=is_configurable(sentence.said, keys),
        kind="prose",
        provenance=page.provenance(text.start, text.end, sentence.said),
    )


def read_note(paragraph: Paragraph, page: Page) -> bool:
    """Read a paragraph below a table of ports that speaks of ports but states none as a note."""
    text = whole_text(paragraph)
    if not words("port.word").search(text.value) or mentions(text.value):
        return False
    page.notes.append(
        NoteClaim(text=text.folded, commands=(), provenance=page.provenance(text.start, text.end, text.folded))
    )
    return True


def add_commands(code: Code, page: Page) -> None:
    """Give a code block to the note right above it."""
    last = page.notes[-1]
    page.notes[-1] = msgspec.structs.replace(last, commands=(*last.commands, code.text.value))
