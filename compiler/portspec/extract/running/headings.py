"""Headings: titles that state ports, "TCP 8443 (web)", and what stands below one of them."""

import re
from collections.abc import Iterable, Iterator

import msgspec

from portspec.document import Heading, Paragraph
from portspec.extract.context.evidence import Said
from portspec.extract.context.inherited import Section
from portspec.extract.context.paragraphs import needs_below, needs_refused, placed_sentences, whole
from portspec.extract.grammar.lexemes import YEARS
from portspec.extract.grammar.mentions import may_mention, mentions
from portspec.extract.grammar.port_expression import Part, merged, parse_ports
from portspec.extract.grammar.spans import is_title_of_ports
from portspec.extract.language.phrases import direction_in, way_alone
from portspec.extract.language.polarity import is_negative, polarity
from portspec.extract.language.questions import answer_in, is_question
from portspec.extract.language.vocabulary import are_transports, transports_in, words
from portspec.extract.page import Page, Sentence
from portspec.protocols import WITH_PORTS


def title_with_ports(heading: Heading, section: Section) -> Iterable[Sentence]:
    """Yield a heading that states ports as a sentence; as their title it requires them: "TCP 443 (web)"."""
    said = heading.text.folded
    found = merged(part for mention in mentions(said) for part in mention.parts) if may_mention(said) else ()
    parts = tuple(part for part in found if not _counts(said, part)) or _bare_ports(said, section)
    if parts:
        required = is_title_of_ports(said) or not found
        yield Sentence(
            text=heading.text,
            said=said,
            parts=parts,
            context=section.titled(),
            required=required,
            doubted=is_question(said),
        )


def _bare_ports(title: str, section: Section) -> tuple[Part, ...]:
    """Return the ports of a title that is no more than their numbers, or these and a name, below one of ports."""
    number = _NUMBER.match(title)
    if number is None or not any(words("port.word").search(each.folded) for each in section.titles()[:1]):
        return ()
    parts = parse_ports(number[1]).parts
    low = any(each.start <= _LAST_SECTION or each.start in YEARS for part in parts for each in part.ports)
    return () if low else parts


_NUMBER = re.compile(r"(\d{2,5}(?:\s*[-–—,/]\s*\d{2,5})*)(?:\s*$|\s*[:：(（]|\s+[-–—]\s)")


def qualify_title(paragraph: Paragraph, page: Page) -> None:
    """Take what a paragraph says of the port that its heading is: "TCP 8443", and below it "Never open this port".

    A yes or a no answers a heading that is a question. What stands right below it may tell the transport and the way.
    """
    answer = answer_in(whole(paragraph))
    first = page.titled and len(page.spoken) > 1 and isinstance(page.spoken[-2][0], Heading)
    told = tuple(_told_below(paragraph)) if first else ()
    for number in page.titled:
        sentence = page.sentences[number]
        refused = needs_refused(sentence.said, sentence.text) if sentence.doubted and answer is False else ()
        context = sentence.context.plus(*needs_below(paragraph), *refused, *told)
        doubted = sentence.doubted and not answer
        page.sentences[number] = msgspec.structs.replace(sentence, context=context, doubted=doubted)


def _told_below(paragraph: Paragraph) -> Iterator[Said]:
    """Yield the transport and the way that sentences without numbers tell: "Used over TCP", "UDP, inbound"."""
    for text in placed_sentences(paragraph):
        said = text.folded
        if re.search(r"\d\d", said) or is_negative(said) or polarity(said) < 0 or words("text.condition").search(said):
            continue
        named = tuple(name for name in transports_in(said) if name in WITH_PORTS)
        if len(named) == 1 or (named and are_transports(said.rstrip(" ."))):
            yield Said(field="transports", value=named, rule="below", text=text)
        if (way := direction_in(said)) != "unstated" or (way := way_alone(said.rstrip(" ."))) != "unstated":
            yield Said(field="direction", value=way, rule="below", text=text)


_LAST_SECTION = 20
"""Sections seldom have a higher number."""


def _counts(title: str, part: Part) -> bool:
    """Tell whether a number at the end of a title counts sections: "Required ports 1"."""
    small = all(each.end <= _LAST_SECTION for each in part.ports)
    return small and not part.transports and any(word for word in words("port.word").finditer(title) if _several(word))


def _several(word: re.Match[str]) -> bool:
    return not words("port.single").whole(word.group())
