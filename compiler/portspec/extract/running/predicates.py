"""Predicates: the verbs of one sentence, each with ports of its own: "… connects to the hub and listens on 80"."""

import re
from functools import cache, lru_cache
from itertools import pairwise

from portspec.extract.ends.peers import connection_ends
from portspec.extract.grammar.mentions import mentions
from portspec.extract.grammar.port_expression import Part
from portspec.extract.language.names import actor
from portspec.extract.language.vocabulary import Words, words
from portspec.extract.running.hosted import held, hosted


def predicate_of(sentence: str, part: Part) -> str:
    """Return what a sentence says by the verb of a part's ports, with the subject that its verbs share."""
    said = _predicates(sentence)
    return next((each for each in said if _states(each, part)), sentence) if len(said) > 1 else sentence


def _states(said: str, part: Part) -> bool:
    found = (each for mention in mentions(said) for each in mention.parts if part.ports)
    alike = (each for each in found if not each.transports or {*each.transports} == {*part.transports})
    return any(set(part.ports) <= set(each.ports) for each in alike)


def subject_of(predicate: str, sentence: str) -> str | None:
    """Return who a predicate without ends is about, where another one of its sentence says whom they connect to.

    So does one that has each of its ports on another host.
    """
    if own := next((each.host for each in hosted(sentence) if each.text == predicate), None):
        return own
    verb = _verbs().search(predicate)
    name = actor(predicate[: verb.start()]) if verb and predicate != sentence else ""
    sources = {ends[0] for each in _predicates(sentence) if (ends := connection_ends(each))}
    return name if name in sources else None


@lru_cache(maxsize=1024)  # each part of a sentence asks
def _predicates(sentence: str) -> tuple[str, ...]:
    """Return the predicates of a sentence; only itself where it has one, or ports stand before its verb."""
    if several := hosted(sentence):
        return tuple(each.text for each in several)
    if parted := held(sentence):
        return parted
    opening = words("need.opening").match(sentence, 0)  # "Open 80 on the hub, and the relay connects to …"
    verbs = [*((opening,) if opening else ()), *_verbs().finditer(sentence)]
    cuts = _cuts(sentence, [verb.start() for verb in verbs])
    if not cuts:
        return (sentence,)
    subject = sentence[: verbs[0].start()]
    edges = [0, *(at for cut in cuts for at in cut), len(sentence)]
    pieces = [sentence[low:high].strip() for low, high in zip(edges[::2], edges[1::2], strict=True)]
    if mentions(subject) or not all(map(mentions, pieces)):
        return (sentence,)
    return tuple(each if _has_subject(each) else f"{subject}{each}" for each in pieces)


def _cuts(sentence: str, verbs: list[int]) -> list[tuple[int, int]]:
    """Return where an "and" stands between two verbs, ports on both of its sides."""
    found = []
    for first, second in pairwise(verbs):
        joints = [match.span() for match in _joint().finditer(sentence, first, second)]
        near = [span for span in joints if len(sentence[span[1] : second].split()) <= _FEW]
        found += [span for span in near if mentions(sentence[first : span[0]])][-1:]
    return found


_FEW = 4
"""Behind the word that joins it a predicate may have this many words before its verb: "and the hub then connects"."""


def _has_subject(predicate: str) -> bool:
    verb = _verbs().search(predicate)
    return verb is not None and bool(actor(predicate[: verb.start()]).strip(" ,"))


@cache
def _joint() -> re.Pattern[str]:
    joint = words("text.and", "need.however").pattern
    return re.compile(rf"\s(?:{joint})\s|[,;，、]\s*(?:(?:{joint})\s)?", re.IGNORECASE)


def _verbs() -> Words:
    """Return the verbs by which a sentence says who connects to whom, or who waits for connections."""
    return words("peer.connect", "peer.reached", "text.listening", "verb.takes")
