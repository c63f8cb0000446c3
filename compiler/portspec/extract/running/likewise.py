"""Likewise: what a sentence takes from those before it: "The same goes for TCP port 443", the transport of a port."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from portspec.extract.context.evidence import Said
from portspec.extract.context.inherited import Context
from portspec.extract.context.paragraphs import sentences
from portspec.extract.grammar.mentions import mentions
from portspec.extract.grammar.port_expression import Part, with_transports
from portspec.extract.language.clauses import clauses
from portspec.extract.language.conditions import begins_condition, condition_in
from portspec.extract.language.mentioned import is_mention
from portspec.extract.language.polarity import polarity, turns
from portspec.extract.language.vocabulary import words
from portspec.extract.running.spoken import asks_for, clauses_of, direction_of, said_about


def is_likewise_asked(said: str, before: str) -> bool:
    """Tell whether a sentence is of the same as the one before it, which asks for all of its ports in any case."""
    if not words("text.alike").search(said) or condition_in(before) or is_mention(before):
        return False
    if any(polarity(each.text) < 0 or turns(each.text) or begins_condition(each.text) for each in clauses(said)):
        return False
    parts = [part for mention in mentions(before) for part in mention.parts]
    about = [said_about(before, part) for part in parts]
    return bool(parts) and all(asks_for(before, each) and each.need in (None, "required") for each in about)


def typed_before(parts: Iterable[Part], before: Sequence[str]) -> Iterator[Part]:
    """Yield ports, those without a transport with the one by which sentences before it call them.

    A sentence that asks for a port, or closes it, says the transport of its own: "Open UDP port 443 on the relay".
    """
    for part in parts:
        named = (each for said in before for each in _named(said)) if part.ports and not part.transports else ()
        told = {each.transports for each in named if each.ports == part.ports}
        yield with_transports(part, told.pop()) if len(told) == 1 else part


def directed_before(part: Part, said: Iterable[Said], before: str, context: Context) -> Iterator[Said]:
    """Yield the direction by which the sentences before one call its port, where nothing `said` of it has one."""
    if context.direction != "unstated" or any(each.field in ("direction", "source", "destination") for each in said):
        return
    told = {
        direction_of(clauses_of(sentence, each)[0])
        for sentence in sentences(before)
        for mention in mentions(sentence)
        for each in mention.parts
        if part.ports and each.ports == part.ports
    } - {"unstated"}
    if len(told) == 1:
        yield Said(field="direction", value=told.pop(), rule="row")


@lru_cache(maxsize=4096)  # each sentence behind asks
def _named(said: str) -> tuple[Part, ...]:
    """Return the ports that a sentence names with their transport, and neither asks for nor closes."""
    parts = [part for mention in mentions(said) for part in mention.parts if part.transports and part.ports]
    about = ((part, said_about(said, part)) for part in parts)
    return tuple(part for part, each in about if each.need is None and not asks_for(said, each))
