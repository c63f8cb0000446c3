"""Covering sentences: what they say of all ports of the tables and lists below them."""

import re
from collections.abc import Iterator

from portspec.document import Paragraph, Text
from portspec.extract.context.evidence import Said, Value, str_tuple
from portspec.extract.context.paragraphs import placed_sentences
from portspec.extract.context.titles import is_of_others, need_said
from portspec.extract.grammar.exceptions import transports_of_all, without_exceptions
from portspec.extract.grammar.mentions import mentions
from portspec.extract.language.clauses import ends_in
from portspec.extract.language.keys import UNSPACED_LETTER
from portspec.extract.language.phrases import direction_in, is_legend
from portspec.extract.language.polarity import is_negative, polarity
from portspec.extract.language.vocabulary import transport_words, words


def is_covering(sentence: str) -> bool:
    """Tell whether a sentence holds for a whole table or list: "The following ports …"."""
    return words("text.covering", *WIDE).search(sentence) is not None


WIDE = ("text.everywhere", "text.whole")
"""What a sentence holds for all of the page by."""


def covering_in(paragraph: Paragraph) -> Iterator[Said]:
    """Yield what the sentences of a paragraph state for all that stands below them.

    Those that speak of listening need no word such as "following" where they name several ports.
    """
    for sentence in placed_sentences(paragraph):
        text = without_exceptions(sentence.value)
        covering = is_covering(text) and any(words(each).search(text) for each in _ABOUT) and not _is_denied(text)
        if covering and (transports := transports_of_all(text)):
            yield Said(field="transports", value=transports, rule="covering-sentence", text=sentence)
        told = covering and not (_keeps_closed(sentence) or _means_no_opening(text))
        if told or (words("text.listening").search(text) and _many_ports(text)):
            yield from _direction(sentence)


def agreed(around: dict[tuple[str, Value], Said]) -> list[Said]:
    """Return the sentence that gives each port its one transport, if there is one and no other contradicts it.

    One that names several does not say which port has which. So one that speaks of every port may stand beside it:
    "the following TCP and UDP ports", "all are TCP unless stated otherwise".
    """
    said = [each for each in around.values() if each.field == "transports"]
    single = [each for each in said if len(str_tuple(each.value)) == 1]
    if len(single) != 1:
        return []
    wide = (one := single[0]).text is not None and words("text.everywhere").search(one.text.value)
    among = all(set(str_tuple(one.value)) <= set(str_tuple(each.value)) for each in said)
    return single if len(said) == 1 or (wide and among) else []


_ABOUT = ("port.word", "text.traffic", "text.rows", "text.everywhere")
"""What a sentence speaks of that holds for all ports below it."""


def _keeps_closed(sentence: Text) -> bool:
    """Tell whether a sentence closes what it speaks of, or denies it: "on which hosts no inbound port may be open"."""
    needs = (each.value for each in need_said(sentence, "label", 0) if each.field == "need")
    return any(each in ("denied", "retired") for each in needs) or denies_all(sentence.value)


def _means_no_opening(sentence: str) -> bool:
    """Tell whether a sentence first says that a sign means anything else than to open: "A cross means refused"."""
    signs = (hit.group() for hit in words("text.covering").finditer(sentence))
    return any(map(words("text.means").search, signs)) and polarity(_PART.split(sentence)[0]) <= 0


_PART = re.compile(r"[;；。]")


def denies_all(sentence: str) -> bool:
    """Tell whether a sentence denies by no verb of opening what it speaks of: "The table shows no inbound ports"."""
    said = words("text.everywhere").sub("", sentence)  # "unless noted otherwise"
    return is_negative(said) and not polarity(said)


def _is_denied(sentence: str) -> bool:
    """Tell whether a sentence denies what it would say of all ports: "Not all ports are TCP"."""
    return words("need.negator").match(words("text.everywhere").sub("", sentence).lstrip(), 0) is not None


def near_in(paragraph: Paragraph) -> Iterator[Said]:
    """Yield the directions of sentences right above: they may speak of listening, or of rules, without ports.

    One that is a name of ports may state their transport too: "Inbound TCP ports by host.".
    """
    for sentence in placed_sentences(paragraph):
        rules = words("text.rules").search(sentence.value) and direction_in(sentence.value) != "both"
        named = _calls_ports(sentence.value)
        if rules or words("text.listening").search(sentence.value) or named:
            yield from _direction(sentence)
        if named and len(transports := transports_of_all(sentence.value)) == 1:
            yield Said(field="transports", value=transports, rule="covering-sentence", text=sentence)


def _calls_ports(sentence: str) -> bool:
    """Tell whether a sentence right above calls its ports by their direction: "Inbound ports of a relay.".

    "The listen port can be changed" is about one of them.
    """
    if mentions(sentence) or direction_in(sentence) == "both" or is_negative(sentence):
        return False
    ports = [*words("port.word").finditer(sentence)]
    ways = [match for each in _ONE_WAY for match in words(each).finditer(sentence)] if ports else []
    return any(_beside(way, port) and _is_of_all(sentence, way, port) for way in ways for port in ports)


def _beside(one: re.Match[str], other: re.Match[str]) -> bool:
    first, last = min(one.end(), other.end()), max(one.start(), other.start())
    return not transport_words().sub("", one.string[first:last]).strip(" -‐‑")


def _is_of_all(sentence: str, way: re.Match[str], port: re.Match[str]) -> bool:
    """Tell whether a sentence is no more than a name of ports, or is about each of them: "each inbound port"."""
    start, end = min(way.start(), port.start()), max(way.end(), port.end())
    if ends_in("need.every", sentence[:start]):
        return True
    before = words("peer.article").sub("", sentence[:start]).strip()
    several = UNSPACED_LETTER.search(port.group()) is not None or not words("port.single").whole(port.group())
    return several and (not before or not sentence[end:].strip(" .。"))


_ONE_WAY = ("text.inbound", "text.outbound")


def _direction(sentence: Text) -> Iterator[Said]:
    said = direction_in(sentence.value)
    if said != "unstated" and not (is_legend(sentence.value) or is_of_others(sentence.value)):
        yield Said(field="direction", value=said, rule="covering-sentence", text=sentence)


def _many_ports(sentence: str) -> bool:
    single = words("port.single")
    return any(not single.whole(match.group()) for match in words("port.word").finditer(sentence))
