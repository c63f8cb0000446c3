"""Likewise: sentences that ask for their ports as the one before asks for its own: "The same goes for TCP port 443"."""

from portspec.extract.grammar.mentions import mentions
from portspec.extract.language.clauses import clauses
from portspec.extract.language.conditions import begins_condition, condition_in
from portspec.extract.language.mentioned import is_mention
from portspec.extract.language.polarity import polarity, turns
from portspec.extract.language.vocabulary import words
from portspec.extract.running.spoken import asks_for, said_about


def is_likewise_asked(said: str, before: str) -> bool:
    """Tell whether a sentence is of the same as the one before it, which asks for all of its ports in any case."""
    if not words("text.alike").search(said) or condition_in(before) or is_mention(before):
        return False
    if any(polarity(each.text) < 0 or turns(each.text) or begins_condition(each.text) for each in clauses(said)):
        return False
    parts = [part for mention in mentions(before) for part in mention.parts]
    about = [said_about(before, part) for part in parts]
    return bool(parts) and all(asks_for(before, each) and each.need in (None, "required") for each in about)
