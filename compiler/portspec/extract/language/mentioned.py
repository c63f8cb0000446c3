"""Mentioned: texts that name ports as examples, and clauses that say what was so once, or may be so."""

import re

from portspec.extract.language.clauses import hits_in, outside
from portspec.extract.language.polarity import in_name, negations_in
from portspec.extract.language.vocabulary import words


def is_mention(text: str) -> bool:
    """Tell whether a text names ports as an example, or as a thing of the past or a possibility."""
    hits = [hit for hit in words("text.mention").finditer(text) if not in_name(text, hit)]
    return bool(_outside_verbs(hits, text))


def is_past(clause: str) -> bool:
    """Tell whether a clause says what was so once, or may be so."""
    return any(not _cannot_be(hit, clause) for hit in _outside_verbs(hits_in(clause, "past"), clause))


def _cannot_be(hit: re.Match[str], clause: str) -> bool:
    """Tell whether a word of what may be so stands beside a negation: "cannot be switched off", "non può"."""
    may = words("need.may").whole(hit.group())
    return may and any(not clause[each.end() : hit.start()].strip() for each in negations_in(clause))


def _outside_verbs(hits: list[re.Match[str]], text: str) -> list[re.Match[str]]:
    """Return the hits that are no part of a verb of those who connect, "müssen den Server erreichen können".

    Nor of one that says what is at a port: "port 8443 is used to log in".
    """
    return outside(hits, [verb for sense in _CONNECTING for verb in words(sense).finditer(text)] if hits else [])


_CONNECTING = ("peer.connect", "peer.reached", "peer.final", "text.serves")
