"""Unbounded: sentences that let all traffic of a transport through without a word of ports, which nobody opens."""

from portspec.document import Text
from portspec.extract.context.paragraphs import sentences
from portspec.extract.grammar.lexer import frozen_tokens
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
    if words("port.word").search(said) or any(token.kind in ("number", "template") for token in frozen_tokens(said)):
        return False
    whole = words("port.any", "need.every").search(said) and words("text.traffic").search(said)
    return bool(whole) and polarity(said) + bool(words("text.requires").search(said)) > 0
