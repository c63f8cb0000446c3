"""Conceded: what a text says makes no difference to what it asks for: "even if …", "with or without …", …でも."""

import re
from collections.abc import Iterator
from itertools import groupby

from portspec.extract.language.clauses import Clause, clauses, ends_in, hits_in, outside
from portspec.extract.language.polarity import is_negative, polarity
from portspec.extract.language.vocabulary import words


def told_all_the_same(text: str) -> str:
    """Return a text with blanks in the place of what it concedes: "must not be open regardless of the edition".

    So it is with what it adds to those for whom a thing is so: "required, even on sites that do not use the relay".
    What may name a port stays, but for what is to be done where one that was named before is not open as yet.
    """
    said = text
    spans = [each for each in (*_conceded_in(text), *_added_in(text)) if not re.search(r"\d\d", text[slice(*each)])]
    for start, end in (*spans, *_supposed_in(text)):
        said = said[:start] + " " * (end - start) + said[end:]
    return said


def _supposed_in(text: str) -> Iterator[tuple[int, int]]:
    """Yield the sentences that say what comes of ports, named before, that are not open: "If 443 is not open, …"."""
    unopened = words("need.unopened")
    if not unopened.may_stand_in(text):
        return
    for _, run in groupby(clauses(text), lambda each: each.sentence):
        said = [*run]
        cases = [
            each for each in said if words("text.condition").match(each.text.strip(), 0) and unopened.search(each.text)
        ]
        if said[0].sentence and cases and all(polarity(each.text) >= 0 for each in said if each not in cases):
            start, end = said[0].start, said[-1].end
            if {*_NUMBER.findall(text[start:end])} <= {*_NUMBER.findall(text[:start])}:
                yield start, end


_NUMBER = re.compile(r"\d+")


def _conceded_in(text: str) -> Iterator[tuple[int, int]]:
    for clause in clauses(text) if words("need.concession").may_stand_in(text) else ():
        for hit in outside(hits_in(clause.text, "concession"), hits_in(clause.text, "may")):
            start, end = _conceded(clause, hit, text)
            yield clause.start + start, clause.start + end


def _added_in(text: str) -> Iterator[tuple[int, int]]:
    """Yield where a text goes on with more cases behind what it says, and with what these do: "that do not …"."""
    if not words("need.also").may_stand_in(text):
        return
    told, adding, sentence = False, False, -1
    for clause in clauses(text):
        told, adding = (told, adding) if clause.sentence == sentence else (False, False)
        sentence = clause.sentence
        longer = [each.span() for each in hits_in(clause.text, "same", "self")]  # "do mesmo computador"
        begun = (each for each in hits_in(clause.text, "also") if not any(_holds(span, each) for span in longer))
        hit = next((each for each in begun if _adds(clause.text, each, told=told)), None)
        adding = hit is not None or (adding and _is_relative(clause.text))
        if adding:
            start = clause.start + (hit.start() if hit else 0)
            yield start, _end_of_cases(text, start, clause.end)
        told = told or _tells(clause.text)


def _adds(clause: str, hit: re.Match[str], *, told: bool) -> bool:
    """Tell whether an "also" begins cases: a preposition or no more than a word or two follows what was said before."""
    before, after = clause[: hit.start()], clause[hit.end() :].lstrip()
    begun = any(words(each).match(after, 0) for each in ("need.aside", "peer.anaphor", *_RELATIVE))
    given = min((each.start() for each in words(*_RELATIVE).finditer(after)), default=len(after))
    own = is_negative(after[:given]) or _is_about_port(after)
    return (told if not before.strip() else _tells(before)) and not own and (begun or len(after.split()) <= _FEW)


_FEW = 2
"""Words for any place: "dort", "those hosts"."""
_RELATIVE = ("need.relative", "text.condition")


def _holds(span: tuple[int, int], hit: re.Match[str]) -> bool:
    """Tell whether a phrase is a part of a longer one: "lui-même"."""
    return span != hit.span() and span[0] <= hit.start() and hit.end() <= span[1]


def _is_relative(clause: str) -> bool:
    said = clause.strip()
    aside = words("need.aside").match(said, 0)  # "auf denen"
    said = said[aside.end() :].lstrip() if aside else said
    return words(*_RELATIVE).match(said, 0) is not None and not _is_about_port(said)


def _is_about_port(said: str) -> bool:
    """Tell whether words may be about the port, and not about a host that does not use a thing."""
    named = any(words(each).search(said) for each in ("port.word", "text.traffic"))
    return named or bool(hits_in(said, *_VERBS))


def _end_of_cases(text: str, start: int, end: int) -> int:
    """Return where cases end: before an "and" behind what these do, where something is said again."""
    given = words(*_RELATIVE).search(text[start:end])
    at = start + given.end() if given else end
    joints = [(at + each.start(), at + each.end()) for each in words("text.and").finditer(text[at:end])]
    return next((before for before, behind in joints if _tells(text[behind:end])), end)


def _conceded(clause: Clause, hit: re.Match[str], text: str) -> tuple[int, int]:
    """Return which part of a clause a phrase concedes: what stands behind it, before it as in Japanese, or all.

    Where nothing else says anything, what opens or closes something is so all the same: "Even if asked do not open it".
    """
    said, behind = clause.text, words("need.concession_behind").whole(hit.group())
    before, after = said[: hit.start()], said[hit.end() :]
    if words("need.unlisted").whole(hit.group()):
        return 0, len(said)
    if _tells(after if behind else before):
        return (0, hit.end()) if behind else (hit.start(), len(said))
    if (main := words("need.nonetheless").search(after)) and not before.strip():
        return hit.start(), hit.end() + main.start()
    if words("need.even").whole(hit.group()):
        led = any(ends_in(each, before) for each in ("need.must", "need.may", "need.copula"))
        alone = not (before.strip() or _is_beside(clause, text)) and hits_in(after, *_VERBS)
        return hit.span() if led or alone else (hit.start(), len(said))
    beside = _is_beside(clause, text)
    rest = after.strip() or not beside if before.strip() else _tells_by_itself(after, beside=beside)
    return hit.span() if rest else (0, len(said))


def _tells_by_itself(said: str, *, beside: bool) -> bool:
    """Tell whether what follows "regardless of" at the beginning says more than whose matter it is: "the optional hub".

    Beside another statement, that is to close something.
    """
    if beside:
        return polarity(said) < 0 and bool(hits_in(said, *_VERBS))
    free = [each for each in hits_in(said, *_FREE) if ends_in("need.copula", said[: each.start()])]
    return bool(free or hits_in(said, *_FIRM))


def _is_beside(clause: Clause, text: str) -> bool:
    """Tell whether another clause of the same sentence says something of a port."""
    return any(_tells(each.text) for each in clauses(text) if each.sentence == clause.sentence and each != clause)


def _tells(said: str) -> bool:
    return polarity(said) != 0 or bool(hits_in(said, *_TELLING))


_VERBS, _FREE = ("opening", "close"), ("off", "optional")
_FIRM = (*_VERBS, "local", "retired", "unused", "required")
_TELLING = (*_FIRM, *_FREE)
"""The senses of what a clause says of a port, also of what may be done with it."""
