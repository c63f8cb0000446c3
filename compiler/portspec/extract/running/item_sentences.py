"""Items that are sentences: the ports that they require, and those that they only mention or keep closed."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from portspec.document import Item
from portspec.extract.context.paragraphs import sentences, whole
from portspec.extract.ends.shares import Share, share_of
from portspec.extract.grammar.assigned import has_default
from portspec.extract.grammar.lexer import tokens
from portspec.extract.grammar.mentions import may_mention, mentions
from portspec.extract.grammar.port_expression import Part, merged, parse_ports
from portspec.extract.grammar.portless import portless
from portspec.extract.grammar.spans import HEAVY, says_only_ports
from portspec.extract.language.clauses import clauses, outside
from portspec.extract.language.keys import UNSPACED_LETTER
from portspec.extract.language.mentioned import is_mention
from portspec.extract.language.polarity import polarity
from portspec.extract.language.vocabulary import transports_in, words
from portspec.extract.page import Page, Sentence
from portspec.extract.running.predicates import predicate_of
from portspec.extract.running.spoken import asks_for, said_about
from portspec.extract.running.wholes import is_of_another_time
from portspec.readers.budget import TEXT_CHARACTERS


def asked_in(item: Item, text: str, page: Page, *, ported: bool, near: bool) -> tuple[Part, ...]:
    """Return the ports that an item's sentences require, and those they want closed; a mere mention becomes a finding.

    The list speaks of ports (`ported`), or of what a firewall lets pass (`near`). An item that names its transports
    needs no words to require them, nor does one in a list of ports, or below a line that asks for what it leads to:
    "The following exceptions are needed:".
    """
    led = _is_led(page)
    if len(text) > TEXT_CHARACTERS or not (near or led or may_mention(text)):
        return ()
    ported = ported or _has_default_port(text)
    said = {each: _stated(each, ported=ported or near, led=led) for each in sentences(text)}
    examples = {each: parts for each, parts in said.items() if parts and (is_mention(each) or is_of_another_time(each))}
    found = [part for each, parts in said.items() if each not in examples for part in parts]
    about = [(part, said_about(text, part)) for part in found]
    wanted = [part for part, each in about if each.need not in _CLOSED]
    stated = len(text.split()) <= HEAVY and (ported or all(part.transports for part in found))
    asked = (
        stated or led or _is_field(text) or any(asks_for(text, each) for _, each in about if each.need not in _CLOSED)
    )
    if found and not (wanted and asked) and not any(part.ports or part.dynamic for part in found):
        return ()  # "you cannot ping the host" speaks of no port
    if any(said.values()) and not (wanted and asked):
        page.sentences.extend(_closing(item, said, page))
        message = "This list item mentions ports but does not clearly require them; it is not in the spec"
        page.say("PS206", message, "If they are required, say so on the page.", item.text)
        return ()
    again = {each: parts for each, parts in said.items() if parts} if _are_of_rows(found, page) else examples
    for each, parts in again.items():
        page.sentences.append(Sentence(text=item.text, said=each, parts=tuple(parts), context=page.section.titled()))
    if again is not examples:
        return ()
    return (*_typed(_merged(wanted, text)), *merged(part for part, each in about if each.need in _CLOSED))


def _are_of_rows(parts: Sequence[Part], page: Page) -> bool:
    """Tell whether ports, named without their transport, all stand in rows of tables that state it."""
    if not parts or any(part.transports or not part.ports for part in parts):
        return False
    rows = [claim for claim in page.claims if claim.kind == "table" and claim.transports]
    known = {each for claim in rows for each in claim.ports}
    return all(each in known for part in parts for each in part.ports)


def _is_field(text: str) -> bool:
    """Tell whether an item is a name that speaks of a port, and nothing but numbers: "exposed port (console): 8070".

    A number behind several ports counts them: "Ports per node: 100".
    """
    field = _FIELD.fullmatch(text)
    name, value = field.groups() if field else ("", "")
    about = len(name.split()) <= _FEW and words("port.word").search(name) and not words("port.label").search(name)
    counts = value.strip().isdecimal() and words("port.plural").search(name)
    return bool(about) and not counts and says_only_ports(tokens(value))


_FIELD = re.compile(r"([^:：]+)[:：]\s*(.*\d\d.*)")
_FEW = 4


def _closing(item: Item, said: Mapping[str, Sequence[Part]], page: Page) -> Iterator[Sentence]:
    """Yield the sentences of an item that want ports closed, which other places may open: "Do not open 8443/tcp"."""
    for each, parts in said.items():
        if parts and all(said_about(each, part).need in _CLOSED for part in parts):
            yield Sentence(text=item.text, said=each, parts=tuple(parts), context=page.section.titled())


def transports_of(text: str) -> tuple[str, ...]:
    """Return the transports that an item names, if not in a condition or to be closed: "(a fallback if UDP fails)"."""
    if len(named := transports_in(text)) < 2:  # noqa: PLR2004
        return named
    firm = [each.text for each in clauses(text) if polarity(each.text) >= 0]
    cases = [words("text.condition").search(each) for each in firm]
    told = (each[: case.start()] if case else each for each, case in zip(firm, cases, strict=True))
    return transports_in("; ".join(told)) or named


def _has_default_port(text: str) -> bool:
    """Tell whether a text speaks of a default and of a port, and not of how many of them: "connections per port"."""
    if has_default(text):
        return True
    named = [*words("port.word").finditer(text)] if words("port.default").search(text) else []
    return bool(outside(named, [*words("port.label").finditer(text)] if named else []))


_CLOSED = ("denied", "retired")


def _merged(parts: Iterable[Part], text: str) -> tuple[Part, ...]:
    """Return the parts merged, but for those of which the text names other ends or has another verb."""
    alike: dict[tuple[str, Share | None], list[Part]] = {}
    for part in parts:
        alike.setdefault((predicate_of(text, part), share_of(text, part)), []).append(part)
    return tuple(part for several in alike.values() for part in merged(several))


def _is_led(page: Page) -> bool:
    """Tell whether the line right above asks for what it leads to."""
    above = whole(page.section.last) if page.section.last else ""
    asking = words("text.requires").search(above) is not None and polarity(above) >= 0
    return above.endswith((":", "：")) and asking and not is_mention(above)


def _stated(sentence: str, *, ported: bool, led: bool) -> Sequence[Part]:
    """Return the ports and the protocols without ports that a sentence names."""
    found = [part for mention in mentions(sentence, ported=ported) for part in mention.parts]
    requires = words("text.requires").search(sentence) is not None
    if not found and requires:
        whole = (each for each in words("port.any").finditer(sentence) if not _is_narrowed(sentence[each.end() :]))
        phrases = (*whole, *words("port.dynamic").finditer(sentence))
        found = [part for each in phrases for part in _unnumbered(each.group())]
    return [*found, *portless(sentence)] if found or requires or led else found


def _is_narrowed(behind: str) -> bool:
    """Tell whether words behind "all ports" say which: "all ports returned by the command", "alle Ports, die …".

    Where one goes on that is none for a verb of opening or for an end, nobody knows that all are meant.
    """
    said = behind.lstrip()
    if said.startswith(","):
        return words("need.relative").match(said.lstrip(", "), 0) is not None
    if not said[:1].isalpha() or UNSPACED_LETTER.match(said):
        return False
    return all(words(each).match(said, 0) is None for each in _GOING_ON)


_GOING_ON = (
    "need.copula", "need.must", "need.may", "peer.with", "peer.sender", "peer.receiver", "port.between", "text.and",
    "text.condition", "text.inbound", "text.outbound", "need.limit",
)  # fmt: skip
"""What may stand behind "all ports" without saying which ones are meant."""


def _unnumbered(phrase: str) -> tuple[Part, ...]:
    """Return what "any port" or "a random port" means; a bare "any" or "random" says nothing of ports."""
    return parse_ports(phrase).parts if words("port.word").search(phrase) else ()


def _typed(parts: Sequence[Part]) -> list[Part]:
    """Return the parts without one that names ports again, of which another says the transport."""
    known = {each for part in parts if part.transports for each in part.ports}
    return [part for part in parts if part.transports or not part.ports or not known.issuperset(part.ports)]
