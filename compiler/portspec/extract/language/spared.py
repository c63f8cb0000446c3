"""Spared: clauses that close all but the ports that they are about, and so close none of these."""

import re
from collections.abc import Iterator

from portspec.extract.language.clauses import (
    Clause,
    clauses,
    closing_in,
    ends_in,
    hits_in,
    is_of_another,
    outside,
    port_behind,
)
from portspec.extract.language.keys import UNSPACED_LETTER
from portspec.extract.language.polarity import polarity
from portspec.extract.language.tongue import is_foreign
from portspec.extract.language.vocabulary import transport_words, words


def spares(clause: Clause, text: str) -> bool:
    """Tell whether a clause closes only the rest: "rejects all other traffic", "blocks all except the following".

    One that names a port itself is about that one.
    """
    said = clause.text
    if words("text.means").may_stand_in(text) and _explains_code(clause, text):
        return True
    if excepted_in(said):
        return polarity(without_exception(said)) < 0
    closing = [hit for hit in closing_in(said) if not is_of_another(said, hit)]
    if not closing or re.search(r"\d", said):
        return False
    if any(tells(clause, text) for tells in (_is_joined, _is_of_rest_before, _is_of_all)) or _leaves(said, closing):
        return True
    return not _leads_on(clause, text) and all(_is_of_rest(said, hit) for hit in closing)


def _explains_code(clause: Clause, text: str) -> bool:
    """Tell whether a clause says what a number stands for that is no port: "Error 1722 means that the port is closed".

    What must be so is no such state, nor is what the clause has no name for.
    """
    near = [each for each in clauses(text) if each.sentence == clause.sentence and each.start <= clause.start][-2:]
    behind = _behind_code(near[0].text)
    means = words("text.means").search(behind)
    joined = near[0] == clause or text[near[0].end : clause.start].strip() in (",", "，", "、")
    if means is None or not joined or hits_in(clause.text, "must", "may", "forbid"):
        return False
    told = behind if UNSPACED_LETTER.search(behind) else behind[means.end() :]
    verbs = closing_in(told if near[0] == clause else clause.text)
    return bool(verbs) and all(verb.string[: verb.start()].strip() for verb in verbs)


def _behind_code(clause: str) -> str:
    """Return what stands behind the number of an error, or its like, that a clause begins with; else nothing."""
    said = clause.lstrip()
    article = words("peer.article").match(said, 0)
    said = said[article.end() :].lstrip() if article else said
    label = words("port.label").match(said, 0)
    number = _CODE.match(said, label.end()) if label else None
    return said[number.end() :] if number else ""


_CODE = re.compile(r"\s*\d{2,6}(?=\W)")


def excepted_in(clause: str) -> tuple[int, int] | None:
    """Return where a clause excepts all the ports that it names, "all inbound ports but TCP 443", else None.

    The stretch has the word that does so. What points to others excepts from these: "all of the following but 443".
    """
    numbers = [each.span() for each in _NUMBER.finditer(clause)]
    if not numbers or points_below(clause):
        return None
    first, last = numbers[0][0], numbers[-1][1]
    for hit in hits_in(clause, "but"):
        longer = words("excluded.before").match(clause, hit.start())
        end = max(hit.end(), longer.end() if longer else 0)
        if end <= first and port_behind(clause, end):
            near = (each for each in hits_in(clause, "but_outside") if each.start() >= last)
            closing = next((each.end() for each in near if not clause[last : each.start()].strip()), last)
            return hit.start(), closing
    behind = [each for each in hits_in(clause, "but_behind") if last <= each.start() <= last + _NEAR]
    return (_beginning(clause, first), behind[0].end()) if behind else None


def _beginning(clause: str, number: int) -> int:
    """Return where the words begin that call a number a port: "TCP ポート 443"."""
    found = [*transport_words().finditer(clause), *words("port.word").finditer(clause)]
    return min(
        (each.start() for each in found if number - _NEAR <= each.start() and each.end() <= number), default=number
    )


def excepted_words(clause: str) -> str:
    """Return the words for the ports that a clause excepts."""
    start, end = excepted_in(clause) or (0, 0)
    said = clause[start:end]
    hit = words("excluded.before").match(said, 0) or words("need.but").match(said, 0)
    return said[hit.end() :] if hit else said


def without_exception(clause: str) -> str:
    """Return a clause without the ports that it excepts."""
    start, end = excepted_in(clause) or (len(clause), len(clause))
    return f"{clause[:start]} {clause[end:]}"


def left_below(sentence: str) -> bool | None:
    """Return whether a sentence leaves open what it takes out, which stands below it; None where it takes out nothing.

    "Block all ports except the following:" does, and "Open all ports except the following:" closes these.
    """
    said = sentence.rstrip(" :：")
    for start, end in (*_taken_below(said), *_called_below(said)):
        rest = f"{said[:start]} {said[end:]}"
        return polarity(rest) < 0 or bool(hits_in(rest, "negator", "nobody"))
    return None


def _is_of_all(clause: Clause, text: str) -> bool:
    """Tell whether the last clause calls exceptions what stands below it, and this one is said of all others."""
    return any(start >= clause.end for start, _ in _called_below(text.rstrip(" :：")))


def tells_exception(said: str) -> bool:
    """Tell whether a sentence says which ports are an exception to what the one before it says of all."""
    label = re.split(r"[:：]", said, maxsplit=1)[0]
    return words("need.exception").search(said) is not None or (label != said and calls_exceptions(label))


def calls_exceptions(said: str) -> bool:
    """Tell whether words say no more than that what stands below them is an exception: "The exceptions are"."""
    if not hits_in(said, "exceptions"):
        return False
    return re.search(r"[^\W\d_]|\d", words(*_CALLING).sub(" ", said)) is None


def _called_below(said: str) -> Iterator[tuple[int, int]]:
    """Yield the last clause where it calls what stands below it exceptions, behind what is said of all others."""
    start = max((each.end() for each in _PART.finditer(said)), default=0)
    if start and calls_exceptions(said[start:]):
        yield start, len(said)


_PART = re.compile(r"[,;，；、،؛。]|[.!](?=\s)|[:：]")
_CALLING = (
    "need.exceptions", "need.copula", "need.only", "text.pointing", "peer.article", "peer.with", "need.aside",
    "port.word", "text.topic", "need.however",
)  # fmt: skip
"""What such a clause holds."""


def _taken_below(said: str) -> Iterator[tuple[int, int]]:
    """Yield where a sentence excepts what stands below it: "except", at its end, "but the following", "以下を除く"."""
    for hit in words(*_EXCEPTING).finditer(said) if words(*_EXCEPTING).may_stand_in(said) else ():
        rest = _CLAUSE_END.split(said[hit.end() :])[0]
        bare = words("text.uses", "port.by", "port.over", "text.on").sub("", rest).strip()
        last = not bare and hit.end() + len(rest) == len(said)
        if (last or (bare and _is_below(rest))) and not words("text.inclusion", "need.unless").whole(hit.group()):
            yield hit.start(), hit.end() + len(rest)
    for hit in words("need.but_behind").finditer(said):
        before = _CLAUSE_END.split(said[: hit.start()])[-1]
        if points_below(before + hit.group()) and not re.search(r"\d", before):
            yield hit.start() - len(before), hit.end()


_CLAUSE_END = re.compile(r"[,;，；、،؛]")
_EXCEPTING = ("need.but", "excluded.replaced", "need.without")
"""What takes out what is named behind it."""


_NUMBER = re.compile(r"(?<![\d.])\d{2,5}(?![\d.]*\d)")
_NEAR = 12


def _leads_on(clause: Clause, text: str) -> bool:
    """Tell whether a clause leads to what it closes: "All other ports stay closed:", "…, such as the following"."""
    behind = (each for each in _beside(clause, text) if each.start > clause.start)
    return text[clause.end :].strip() in (":", "：") or any(points_below(each.text) for each in behind)


def _is_of_rest(said: str, closing: re.Match[str]) -> bool:
    """Tell whether what a verb closes is the rest; before an "and", another verb has its own object."""
    start, end = _stretch(said, closing)
    part, before = said[start:end], said[:start]
    if points_below(part) or (points_below(before) and not hits_in(before, "open")):
        return False
    return any(not _limits(part, rest) for rest in hits_in(part, "rest"))


def _stretch(said: str, verb: re.Match[str]) -> tuple[int, int]:
    """Return where the words around a verb begin and end that no "and" parts from it."""
    joints = [match.span() for match in words("text.and").finditer(said)]
    start = max((end for _, end in joints if end <= verb.start()), default=0)
    return start, min((start for start, _ in joints if start >= verb.end()), default=len(said))


def _limits(part: str, rest: re.Match[str]) -> bool:
    """Tell whether the rest are those whom something is closed to: "for all other networks", "all other hosts"."""
    return ends_in("peer.stop", part[: rest.start()]) or words("text.host").search(part[rest.start() :]) is not None


def _leaves(said: str, closing: list[re.Match[str]]) -> bool:
    """Tell whether a clause excepts what stands below it: "denies everything except", "以下を除くすべてを拒否"."""
    behind = hits_in(said, "but_behind")
    if any(points_below(said[: each.start()]) and each.end() <= closing[-1].start() for each in behind):
        return not points_below(said[behind[-1].end() :])
    return any(
        closing[0].start() < each.start() and not points_below(said[: each.start()]) and _is_below(said[each.end() :])
        for each in hits_in(said, "but")
    )


def _is_joined(clause: Clause, text: str) -> bool:
    """Tell whether another clause of the sentence excepts what stands below: "Except for the following, all is …"."""
    return not points_below(clause.text) and any(
        _is_below(other.text[hit.end() :]) and bool(other.text[hit.end() :].strip())
        for other in _beside(clause, text)
        for hit in hits_in(other.text, "but")
        if not other.text[: hit.start()].strip()
    )


def _is_of_rest_before(clause: Clause, text: str) -> bool:
    """Tell whether the clause right before says what is closed, and it is the rest: "Alles, was …, wird blockiert"."""
    before = [each for each in clauses(text) if each.sentence == clause.sentence and each.end <= clause.start][-1:]
    led = (other for other in before if other in _beside(clause, text) and not re.search(r"\d", other.text))
    own = clause.text[: min((hit.start() for hit in hits_in(clause.text, "close")), default=0)]
    return (not own.strip() or ends_in("need.copula", own)) and any(
        hits_in(other.text, "rest") and not points_below(other.text) for other in led
    )


def _beside(clause: Clause, text: str) -> Iterator[Clause]:
    """Yield the clauses of a sentence that have no verb about ports themselves."""
    for other in clauses(text):
        if other.sentence == clause.sentence and other != clause and not hits_in(other.text, "close", "open"):
            yield other


def _is_below(rest: str) -> bool:
    """Tell whether words are nothing, or point to what stands below, and name nobody who connects."""
    if not rest.strip():
        return True
    named = words("text.host").search(rest) or words("peer.sender").match(rest.strip(), 0)
    return points_below(rest) and not named


def points_below(text: str) -> bool:
    """Tell whether a text points to what stands below it: "the following", and no Swedish "alla"."""
    hits = outside([*words("text.pointing").finditer(text)], hits_in(text, "rest"))
    return any(not is_foreign(hit.group().lower(), "text.pointing", text) for hit in hits)
