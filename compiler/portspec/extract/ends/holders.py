"""Holders: who a sentence says listens or has ports open, whatever it is called: "The signal box keeps 7101 open"."""

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from portspec.extract.ends.hosts import is_generic, names_host
from portspec.extract.ends.parties import is_end, pair
from portspec.extract.ends.reached import CLAUSE
from portspec.extract.ends.titled import is_form_of
from portspec.extract.grammar.mentions import mentions
from portspec.extract.language.clauses import before_end
from portspec.extract.language.lexicon import languages, phrases_of
from portspec.extract.language.names import actor, before_aside
from portspec.extract.language.polarity import is_negative
from portspec.extract.language.vocabulary import about_number, words


def holders_in(sentences: Iterable[str]) -> tuple[str, ...]:
    """Return those that sentences say listen, where they are several, and so hosts; nothing where one is a program.

    Of one alone nobody knows whether it is the host or runs on it: "The console listens on port 7443".
    """
    named = tuple(dict.fromkeys(name for name in map(holder_in, sentences) if name))
    several = any(not is_form_of(each, named[0]) for each in named)
    return named if several and not any(map(_is_program, named)) else ()


@lru_cache(maxsize=256)  # each port of a sentence asks
def holder_in(sentence: str) -> str:
    """Return who a sentence says listens on its ports, or keeps them open; empty where it names nobody so."""
    if not words(*_VERBS).may_stand_in(sentence) or not mentions(sentence):
        return ""
    return next((name for verb, sense in _verbs(sentence) if (name := _subject(sentence, verb, sense))), "")


_VERBS = ("text.listening", "verb.takes", "verb.holds")


def _verbs(sentence: str) -> Iterator[tuple[re.Match[str], str]]:
    """Yield the verbs of a sentence that tell who holds its ports, each with its sense."""
    yield from ((verb, "text.listening") for verb in words("text.listening").finditer(sentence))
    for verb in words("verb.takes").finditer(sentence):
        behind = CLAUSE.split(sentence[verb.end() :])[0]
        if words("need.open").whole(verb.group()) or words("text.traffic").search(behind):  # reports may be answers
            yield verb, "verb.takes"
    before = sentence[: mentions(sentence)[0].start]  # "keeps the connection to port 7101 open"
    if words("need.open").search(sentence) and not words("peer.sent", "need.session", "peer.receiver").search(before):
        yield from ((verb, "verb.holds") for verb in words("verb.holds").finditer(sentence))


def _subject(sentence: str, verb: re.Match[str], sense: str) -> str:
    """Return who does what a verb says; empty where that is no name of a host that may be called anything."""
    before = sentence[: verb.start()]
    clause = (before_aside(before) or CLAUSE.split(before)[-1]).strip()
    if words("text.condition").match(clause, 0) or is_negative(clause):
        return ""
    said = _first(clause)
    name = actor(said)
    parted = name != said or names_host(name) or not _has_articles(verb.group().casefold(), sense)
    return name if parted and _may_hold(name) else ""


def _first(clause: str) -> str:
    """Return what a clause says before its port and its first helping verb, or before the particle of its subject."""
    found = mentions(clause)
    said = clause[: found[0].start] if found else clause
    said = said[: edge.start()] if found and (edge := about_number().search(said)) else said
    said = before if (before := before_end("text.on", said)) is not None else said  # "das Stellwerk auf TCP 7101"
    ends = (end.start() for end in words("text.topic", "text.verb").finditer(said) if end.start())
    return said[: min(ends, default=len(said))].strip()


@cache
def _has_articles(verb: str, sense: str) -> bool:
    """Tell whether a language with a verb puts an article before names that are no product's: "the signal box"."""
    known = (phrases_of(each) for each in languages() if sense in phrases_of(each).get(verb, ()))
    return any("peer.the" in senses for each in known for senses in each.values())


def _may_hold(name: str) -> bool:
    if not is_end(name) or pair().search(name) or re.search(r"\d", name):
        return False
    some = is_generic(name) or words("text.any_host").whole(name)
    return not (some or any(words(each).search(name) for each in _NO_HOLDERS))


_NO_HOLDERS = ("text.firewall", "peer.reader", "party.network", "need.own", "text.pointing", "text.traffic")


def _is_program(name: str) -> bool:
    """Tell whether words begin or end in one for what runs on a host: "web interface", "Verwaltungsdienst"."""
    first, *_, last = name.casefold().split()[:1] + name.casefold().split()
    return any(words("text.program").whole(each) for each in (first, *(last[at:] for at in range(len(last)))))
