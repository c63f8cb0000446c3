"""Unbounded: what asks for all ports or all traffic, or for ports without a number, which nobody opens."""

from collections.abc import Iterable, Sequence

from portspec.document import Text
from portspec.extract.context.paragraphs import sentences
from portspec.extract.grammar.lexer import frozen_tokens
from portspec.extract.grammar.port_expression import Part, parse_ports
from portspec.extract.language.masked import which
from portspec.extract.language.mentioned import is_mention
from portspec.extract.language.polarity import polarity
from portspec.extract.language.vocabulary import transports_in, words
from portspec.extract.page import Page
from portspec.protocols import WITH_PORTS
from portspec.readers.budget import TEXT_CHARACTERS


def tell_unbounded(text: Text, page: Page) -> None:
    """Report each sentence of a text that asks for all traffic of a transport: "Allow all TCP traffic between them"."""
    if len(text.value) > TEXT_CHARACTERS or WITH_PORTS.isdisjoint(transports_in(text.value)):
        return
    for said in filter(_lets_all, sentences(text.value)):
        names = " and ".join(name.upper() for name in transports_in(said) if name in WITH_PORTS)
        message = f"This asks for all {names} traffic and states no port; it is not in the spec"
        help = "State the ports, or “0-65535” if all of them are meant."
        page.say("PS206", message, help, page.document.words(text, said))


def _lets_all(said: str) -> bool:
    """Tell whether a sentence asks for all traffic of a transport, and neither numbers a port nor leads to some."""
    if WITH_PORTS.isdisjoint(transports_in(said)) or said.rstrip().endswith((":", "：")):
        return False
    if words("port.word").search(said) or _is_numbered(said):
        return False
    whole = words("port.any", "need.every").search(said) and words("text.traffic").search(said)
    return bool(whole) and polarity(said) + bool(words("text.requires").search(said)) > 0


def all_ports(text: str) -> tuple[Part, ...]:
    """Return all ports, where an item is nothing but words for them: "All TCP ports", "Outbound UDP: any"."""
    said = _without_ways(text)
    found = frozen_tokens(said) if words("port.any").may_stand_in(said) else ()
    kinds = {token.kind for token in found}
    named = "transport" in kinds or words("port.word").search(said)
    return parse_ports(said).parts if named and "any" in kinds and kinds <= _OF_ALL else ()


_OF_ALL = frozenset(("any", "transport", "port", "colon", "slash", "comma", "and", "open", "close", "dash"))


def tell_all_traffic(text: Text, page: Page) -> None:
    """Report an item that is nothing but words for all traffic: "All traffic", "Any inbound traffic", "Any"."""
    every = words("need.every", "port.any").match(said := _without_ways(text.folded).strip(" .:*"), 0)
    rest = said[every.end() :].strip() if every else "-"
    if not rest or words("text.traffic").whole(rest):
        message = "This lets all traffic pass and states no port; it is not in the spec"
        page.say("PS206", message, "State the ports, or “all ports” if all of them are meant.", text)


def _without_ways(text: str) -> str:
    return " ".join(words("cell.inbound", "cell.outbound", "cell.both").sub(" ", text).split())


def tell_selected(text: Text, page: Page) -> None:
    """Report each sentence of a text that asks for ports that the reader selects: "Open the ports you choose"."""
    if len(text.value) > TEXT_CHARACTERS or not words("port.selected").may_stand_in(text.value):
        return
    message = "This asks for ports that the reader selects and states none; they are not in the spec"
    help = "State their usual numbers, or give them a row of their own."
    _tell_unread(filter(_asks_for_selected, sentences(text.value)), message, help, text, page)


def _asks_for_selected(said: str) -> bool:
    """Tell whether a sentence asks for ports, right beside which it says that the reader selects them."""
    if _is_numbered(said) or is_mention(said) or polarity(said) < 0:
        return False
    asked = words("text.requires").search(said) or not WITH_PORTS.isdisjoint(transports_in(said))
    named = [each.span() for each in words("port.word").finditer(said)] if asked else []
    between = (
        said[min(end, last) : max(start, first)]
        for start, end in (each.span() for each in words("port.selected").finditer(said))
        for first, last in named
    )
    return any(not each.strip(" ,") for each in between)


def tell_dynamic(texts: Sequence[Text], page: Page) -> None:
    """Report each sentence behind others that asks for dynamic ports: "The dynamic ports must be open, too"."""
    (dynamic,) = which((text.value for text in texts), words("port.dynamic").may_stand_in)
    message = "This asks for dynamic ports and states none; they are not in the spec"
    help = "State their range, or give them a row of their own."
    for text in texts if dynamic else ():
        if text.value in dynamic and len(text.value) <= TEXT_CHARACTERS:
            _tell_unread(filter(_asks_for_dynamic, sentences(text.value)[1:]), message, help, text, page)


def _tell_unread(found: Iterable[str], message: str, help: str, text: Text, page: Page) -> None:
    """Report the sentences that no requirement with dynamic ports was read from."""
    read = [claim.provenance.quote for claim in page.claims if claim.dynamic]
    for said in found:
        if not any(said in each for each in read):
            page.say("PS206", message, help, page.document.words(text, said))


def _asks_for_dynamic(said: str) -> bool:
    """Tell whether a sentence asks for dynamic ports, and numbers none."""
    if _is_numbered(said) or is_mention(said):
        return False
    named = all(words(sense).search(said) for sense in ("port.dynamic", "port.word", "text.requires"))
    return named and polarity(said) >= 0


def _is_numbered(said: str) -> bool:
    return any(token.kind in ("number", "template") for token in frozen_tokens(said))
