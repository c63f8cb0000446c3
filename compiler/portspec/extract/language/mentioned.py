"""Mentioned: texts that name ports as examples, and clauses that say what was so once, or may be so."""

import re
from collections.abc import Sequence

from portspec.extract.language.clauses import Clause, ends_in, hits_in, outside
from portspec.extract.language.polarity import in_name, negations_in
from portspec.extract.language.vocabulary import words


def is_mention(text: str) -> bool:
    """Tell whether a text names ports as an example, or as a thing of the past or a possibility."""
    hits = [hit for hit in words("text.mention").finditer(text) if not in_name(text, hit)]
    past = hits_in(text, "past") if hits else []  # "used to be" says more than "used to"
    hits = [hit for hit in hits if not any(each.start() <= hit.start() and hit.end() < each.end() for each in past)]
    return bool(_outside_verbs(hits, text))


def is_past(clause: str) -> bool:
    """Tell whether a clause says what was so once, or may be so, or would be, or is only tried."""
    told = any(not _cannot_be(hit, clause) for hit in _outside_verbs(hits_in(clause, "past"), clause))
    return told or says_not_what_is(clause)


def says_not_what_is(clause: str) -> bool:
    """Tell whether a clause says what was, will or would be done, or is only tried; "would have to" says more."""
    return (
        was_done(clause)
        or _is_coming(clause)
        or bool(hits_in(clause, "unsure") and not hits_in(clause, "must", "required_verb"))
    )


def is_supposed(found: Sequence[Clause]) -> bool:
    """Tell whether the clauses with numbers, or all, say what was done once, would be done or is only tried.

    So does what is tried with the verb of the clause before it: "Die Agenten versuchen, sich … zu verbinden".
    """
    pairs = list(zip((None, *found), found, strict=False))
    numbered = [pair for pair in pairs if re.search(r"\d", pair[1].text)]
    return all(says_not_what_is(each.text) or _is_tried(before, each) for before, each in numbered or pairs)


def _is_tried(before: Clause | None, clause: Clause) -> bool:
    said = before.text.rstrip(" ,") if before else ""
    return ends_in("need.unsure", said) and not hits_in(clause.text, "must", "required_verb")


def was_done(clause: str) -> bool:
    """Tell whether a clause says what something older did, or a release: "Version 3 agents reported over port 7101"."""
    did = [hit for hit in hits_in(clause, "did") if not _is_participle(clause[: hit.start()].rstrip())]
    if not did or hits_in(clause, "now", "since", "lasts"):
        return False
    released = any(_RELEASE.match(clause, label.end()) for label in words("port.label").finditer(clause))
    return released or words("when.past").search(clause) is not None


def _is_coming(clause: str) -> bool:
    """Tell whether a clause says what will be so in a release: "Version 6 will open port 7101"; what ends is so yet."""
    if not hits_in(clause, "coming") or hits_in(clause, "retired", "nolonger", "unused", "close", "negator"):
        return False
    return names_time(clause) or words("when.later").search(clause) is not None


def names_time(clause: str) -> bool:
    """Tell whether a clause names a release by its number, or a month of a year."""
    times = outside([*words("party.none").finditer(clause)], hits_in(clause, "thing"))
    return any(_TIME.match(clause, each.end()) or _COUNTED.search(clause[: each.start()]) for each in times)


def _is_participle(before: str) -> bool:
    """Tell whether a past form stands behind what it is done to: "is sent", "TCP port 7101 used to reach the hub"."""
    named = not before or re.search(r"\d{3}$", before)
    return bool(named) or any(ends_in(each, before) for each in ("need.copula", "port.word"))


_RELEASE = re.compile(r"\s*v?\d{1,2}(?!\d)")
_TIME = re.compile(r"\s*(?:v?\d{1,2}|20\d\d)(?!\d)")
_COUNTED = re.compile(r"(?<![\d.])\d{1,2}(?:\.\d+)?\s?$")
"""The number of a release, or of a year, behind its word, and that before it: "6 版"."""


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
