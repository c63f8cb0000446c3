"""Need: how firmly words ask for a port, clause by clause: not at all, under a condition, or only inside the host."""

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache

import msgspec

from portspec.extract.lexicon import phrases
from portspec.extract.tongue import is_foreign
from portspec.extract.vocabulary import UNSPACED_LETTER, Words, text_keys, transport_words, words
from portspec.spec import Need

GRAVEST: tuple[Need, ...] = ("denied", "retired", "local", "off", "optional", "conditional", "required")
"""Where words say several of these, the first counts: what is to stay closed is not opened."""


class Qualified(msgspec.Struct, frozen=True, kw_only=True):
    """What words say of a port's need."""

    need: Need
    """What the clause asks for."""
    start: int
    """Offset in the text where the clause begins."""
    end: int
    """The clause that says it."""
    condition: str | None = None
    """The words that limit when the port is needed."""
    soft: bool = False
    """True for a denial that says "not needed", and not "not to be opened"."""


class Clause(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of text with at most one statement."""

    start: int
    """Offset in the whole text of its first character."""
    end: int
    """Offset after its last one."""
    text: str
    """Its words, as long as the stretch."""
    sentence: int
    """Number of the sentence it stands in."""


_BREAK = re.compile(r"(?P<sentence>[.!?](?=\s|$)|[。！？]|\n)|[;:；：,，、()（）\[\]–—]|\s-\s")


@lru_cache(maxsize=4096)
def clauses(text: str) -> tuple[Clause, ...]:
    """Return the clauses of a text: what stands between its punctuation marks and before words such as "but"."""
    cuts: list[tuple[int, int, bool]] = [(m.start(), m.end(), m["sentence"] is not None) for m in _BREAK.finditer(text)]
    joints = [*words("need.conjunction").finditer(text)]
    kept = [*words("need.kept").finditer(text)] if joints else []  # "anything but" joins nothing
    limits = [match.span() for match in words("need.limit").finditer(text)] if joints else []  # nor does "only while"
    joining = (m.start() for m in _outside(joints, kept) if not any(low < m.start() < high for low, high in limits))
    cuts += [(at, at, False) for at in joining]
    cuts += [(at, at, False) for at in _joints(text)]
    found: list[Clause] = []
    start = sentence = 0
    for low, high, ends in (*sorted(cuts), (len(text), len(text), True)):
        if low >= start and text[start:low].strip():
            found.append(Clause(start=start, end=low, text=text[start:low], sentence=sentence))
        start = max(start, high)
        sentence += ends
    return tuple(found)


def _joints(text: str) -> Iterator[int]:
    """Yield where an "and" joins two statements, one of which wants something closed: "accept 80 and drop 81"."""
    if len(text) > JOINED_CHARACTERS or not _hits(text, "close"):
        return
    verbs = [hit.start() for hit in _hits(text, "close", "open") if not _is_of_another(text, hit)]
    ports = [match.start() for match in _PORT.finditer(text)]
    for match in words("text.and").finditer(text):
        sides = ([at < match.start() for at in places] for places in (verbs, ports))
        if all(any(side) and not all(side) for side in sides):
            yield match.start()


_PORT = re.compile(r"\d{2,5}")
JOINED_CHARACTERS = 2000
"""A longer text is not looked through for statements that an "and" joins."""


def _hits(text: str, *names: str) -> list[re.Match[str]]:
    keys = text_keys(text)
    lists = (words(f"need.{name}") for name in names)
    return [match for each in lists if each.possible(keys) for match in each.finditer(text)]


def _outside(hits: list[re.Match[str]], masks: list[re.Match[str]]) -> list[re.Match[str]]:
    """Return the hits that are no part of a longer phrase."""
    return [hit for hit in hits if not any(m.start() < hit.end() and hit.start() < m.end() for m in masks)]


_PHRASES = ("local", "retired", "off", "optional", "unused", "kept")
"""Senses whose phrases may hold a negation that is a part of them: "no longer used", "not only"."""


@lru_cache(maxsize=4096)
def polarity(text: str) -> int:
    """Return 1 where a clause wants a port open, -1 where it wants it closed, 0 where it says neither.

    "Never leave it closed" and "must not be blocked" want it open: a negation turns the sense of the verb. Several
    negations are one, as in most languages: "non va mai chiusa".
    """
    if _hits(text, "kept"):
        return 1
    if any(words(each).match(text.strip(), 0) for each in ("need.concession", "need.consequence")):
        return 0
    masks = _hits(text, *_PHRASES)
    opening, closing = (
        [hit for hit in _outside(_hits(text, name), masks) if not _in_name(text, hit)] for name in ("open", "close")
    )
    closing = [hit for hit in closing if not _is_of_another(text, hit)]
    verbs = _outside(closing, _negations(text))  # 禁止 forbids what the verb behind it says, and closes without one
    closing = verbs if verbs or opening else closing
    opening = _outside(opening, closing)
    if not opening and not closing:
        return -1 if _hits(text, "unused") else 0
    negative = bool(_outside(_negations(text), [*masks, *closing]))
    if closing and not negative and _hits(text, "past"):
        return 0
    return 1 if negative == bool(closing) else -1


def _is_of_another(clause: str, hit: re.Match[str]) -> bool:
    """Tell whether a word is no verb about a port: "Server Message Block", "reports of blocked users".

    An adjective is of another thing between a preposition and a noun that is no port; a verb in its bare form stands
    first in its clause, or behind a word such as "must".
    """
    if words("need.bare").whole(hit.group()):
        before, after = clause[: hit.start()].strip(), clause[hit.end() :]
        if before:
            return not _ends_in("need.before_bare", before)
        return bool(after.strip()) and not (_is_about_ports(after) or words("peer.pronoun").match(after.strip(), 0))
    if not words("need.closed").whole(hit.group()):
        return False
    before, after = clause[: hit.start()].strip(), clause[hit.end() :].strip()
    if not after or _is_about_ports(after):
        return False
    named = not before and len(after.split()) == 1 and not words("need.follows").whole(after)
    return named or _ends_in("peer.stop", before) or _ends_in("text.of", before)


def _is_about_ports(text: str) -> bool:
    """Tell whether words speak of ports or of traffic: "TCP 25", "inbound connections"."""
    named = any(words(path).search(text) for path in ("port.word", "text.traffic"))
    return bool(named or transport_words().search(text) or re.search(r"\d", text))


def _ends_in(path: str, text: str) -> bool:
    """Tell whether a text ends in a phrase of a list."""
    return re.search(rf"(?:{words(path).pattern})\s*$", text, re.IGNORECASE) is not None


def _negations(clause: str) -> list[re.Match[str]]:
    """Return the negations of a clause; one that begins a compound is none: "non-encrypted"."""
    hits = _hits(clause, "negator")
    found = [hit for hit in hits if not _COMPOUND.match(clause, hit.end()) and not _is_foreign(hit, clause)]
    return _outside(found, _hits(clause, "concession")) if found else found


def _is_foreign(hit: re.Match[str], clause: str) -> bool:
    return is_foreign(hit.group().lower(), "need.negator", clause)


_COMPOUND = re.compile(r"[-‐‑]\w")


def is_negative(clause: str) -> bool:
    """Tell whether a clause has a negation that is no part of a longer phrase: "not 80"."""
    return bool(_outside(_negations(clause), _hits(clause, *_PHRASES)))


def negates(clause: str, hit: re.Match[str]) -> bool:
    """Tell whether a clause's negation turns the sense of a phrase of it: "not only on localhost"."""
    return bool(_outside(_negations(clause), [hit]))


def qualify(text: str, mentions_other: Callable[[int, int], bool] | None = None) -> Qualified | None:
    """Return what a text says of the need of the port that it is about; None where it says nothing.

    `mentions_other` tells of a clause whether it names another port: it is about that one then.
    """
    if not _speaks_of_need(text):
        return None
    found = [
        each
        for clause in clauses(text)
        if not (mentions_other and mentions_other(clause.start, clause.end))
        for each in _said(clause, text)
    ]
    if any(each.need == "denied" and each.soft for each in found) and (limit := _asking(text)):
        found = [each for each in found if each.need != "denied"]
        found.append(Qualified(need="conditional", start=limit.start, end=limit.end, condition=limit.text.strip()))
    elif any(each.need == "required" for each in found):
        found = [each for each in found if each.need not in ("optional", "off")]
    gravest = min(found, key=lambda each: GRAVEST.index(each.need), default=None)
    return _with_limit(gravest, text) if gravest and gravest.condition else gravest


def _with_limit(found: Qualified, text: str) -> Qualified:
    """Return what a clause says with what another one limits it to: "off by default; open it only while … is used"."""
    limit = condition_in(text[found.end :])
    known = limit is None or limit in str(found.condition)
    return found if known else msgspec.structs.replace(found, condition=f"{found.condition}; {limit}")


def _speaks_of_need(text: str) -> bool:
    """Tell quickly whether a text may say anything of a need."""
    return _senses().possible(text_keys(text))


@cache
def _senses() -> Words:
    names = (*_PHRASES, "open", "close", "required", "loopback")
    return Words([each for name in names for each in phrases(f"need.{name}")])


def _asking(text: str) -> Clause | None:
    """Return the clause that says what a port is needed for: "not needed by itself, but required for repairs"."""
    found = (each for each in clauses(text) if polarity(each.text) > 0 and _hits(each.text, "required_verb"))
    return next(found, None)


def _said(clause: Clause, text: str) -> Iterator[Qualified]:
    """Yield what one clause says."""
    if not _hits(clause.text, "concession"):
        yield from _stated(clause)
        yield from _denied(clause, text)


def _stated(clause: Clause) -> Iterator[Qualified]:
    """Yield the needs that a clause has words for."""
    said = clause.text
    hypothetical = _begins_condition(said)
    if _is_confined(said):
        yield Qualified(need="local", start=clause.start, end=clause.end)
    senses: tuple[Need, ...] = ("local", "retired", "off", "optional", "required")
    for sense in senses:
        for hit in _hits(said, sense):
            if sense in ("off", "optional", "required") and (hypothetical or _hits(said, "past")):
                continue
            if sense == "retired" and _is_replaced(said, hit):
                continue
            if _predicates(said, hit, sense) and not negates(said, hit):
                yield Qualified(need=sense, start=clause.start, end=clause.end, condition=_words(said, sense))
                break
            if sense in ("off", "optional") and negates(said, hit):
                yield Qualified(need="required", start=clause.start, end=clause.end)
                break


def _denied(clause: Clause, text: str) -> Iterator[Qualified]:
    """Yield that a clause wants its port closed, or what it is needed for all the same."""
    said = clause.text
    if not _begins_condition(said) and polarity(said) < 0 and not _hits(said, "local", "retired"):
        limit = condition_in(text[clause.start :])
        if limit and _hits(said, "required_verb"):
            yield Qualified(
                need="conditional", start=clause.start, end=clause.end, condition=text[clause.start :].strip()
            )
        else:
            soft = bool(_hits(said, "required_verb"))
            yield Qualified(need="denied", start=clause.start, end=clause.end, soft=soft)


def _is_confined(clause: str) -> bool:
    """Tell whether a clause limits who can connect to the host itself: "reachable from this host only"."""
    return bool(_hits(clause, "loopback") and _hits(clause, "only")) and not is_negative(clause)


def _is_replaced(clause: str, hit: re.Match[str]) -> bool:
    """Tell whether what is given up is the thing that the port replaces: "replaces the retired serial line"."""
    verbs = _outside(_hits(clause, "replaces"), _hits(clause, "retired"))
    return any(verb.start() < hit.start() or UNSPACED_LETTER.search(verb.group()) for verb in verbs)


def _words(clause: str, sense: str) -> str | None:
    return clause.strip() if sense in ("off", "optional") else None


def _predicates(clause: str, hit: re.Match[str], sense: str) -> bool:
    """Tell whether a phrase is said of the port, and not of a thing it stands before: "the retired Archive Classic".

    English, German and Dutch set adjectives before their noun: there such a word must end its clause, begin it, or
    follow a form of "to be".
    """
    if sense != "retired" or not words("need.adjective").whole(hit.group()):
        return True
    before, after = clause[: hit.start()].strip(), clause[hit.end() :].strip()
    if not after or words("need.follows").match(after, 0) or words("port.word").search(after):
        return True
    return _ends_in("need.copula", before)


def _begins_condition(clause: str) -> bool:
    match = words("text.condition").match(clause.strip(), 0)
    return match is not None


@cache
def _condition() -> Words:
    return words("text.condition")


@lru_cache(maxsize=4096)
def condition_in(text: str) -> str | None:
    """Return the clause that limits when a port is needed: "if you use one", "only with replication"."""
    keys = text_keys(text)
    if not (_condition().possible(keys) or words("need.limit").possible(keys)):
        return None
    hits = sorted(
        (*words("need.limit").finditer(text), *_condition().finditer(text)), key=lambda hit: (hit.start(), -hit.end())
    )
    all_the_same = [match.span() for match in words("need.concession").finditer(text)]
    for hit in hits:
        if not _may_begin(text, hit) or any(start <= hit.start() <= end + 1 for start, end in all_the_same):
            continue
        start = _clause_start(text, hit) if UNSPACED_LETTER.search(hit.group()) else hit.start()
        end = _END_OF_CONDITION.search(text, start)
        clause = text[start : end.start() if end else len(text)].strip()
        if (len(clause.split()) > 1 or not clause.isascii()) and not _is_consequence(clause):
            return clause
    return None


def _clause_start(text: str, hit: re.Match[str]) -> int:
    """Return where the clause of a word begins that ends a condition: "복제를 사용하는 경우에만"."""
    return max((clause.start for clause in clauses(text) if clause.start <= hit.start()), default=hit.start())


_END_OF_CONDITION = re.compile(r"[.;)）。；\n]|,(?=\s)|，")


def _may_begin(text: str, hit: re.Match[str]) -> bool:
    """Tell whether a word that may begin a condition does so where it stands."""
    before = text[: hit.start()].rstrip()
    strong = words("need.limit").whole(hit.group()) or words("need.anywhere").whole(hit.group())
    return not before or before[-1] in ",;(.:—–，（。：" or strong


@lru_cache(maxsize=4096)
def _is_consequence(clause: str) -> bool:
    """Tell whether a clause says what comes of a closed port, or that a thing is all the same: "if it is closed"."""
    return bool(_hits(clause, "close", "concession")) or words("need.consequence").search(clause) is not None


def insists(clause: str) -> bool:
    """Tell whether a clause says not to close what it names, or to close all else: "must not be blocked"."""
    return polarity(clause) > 0 and bool(_hits(clause, "kept", "close"))


def limited(title: str) -> Qualified | None:
    """Return what a title says that holds only for some cases: "Ports needed only with high availability"."""
    condition = condition_in(title) if words("need.limit").search(title) else None
    if condition is None and (hit := _condition().search(title)) and title[: hit.start()].strip():
        condition = title[hit.start() :].strip()  # "Additional ports if the add-on is installed"
    return Qualified(need="conditional", start=0, end=len(title), condition=condition) if condition else None


def is_local(text: str) -> bool:
    """Tell whether a cell says that only the host itself can connect."""
    found = qualify(text)
    return words("need.local_cell").whole(text) or (found is not None and found.need == "local")


def is_mention(text: str) -> bool:
    """Tell whether a text names ports as an example, or as a thing of the past or a possibility."""
    hits = [hit for hit in words("text.mention").finditer(text) if not _in_name(text, hit)]
    return bool(_outside_verbs(hits, text))


def is_past(clause: str) -> bool:
    """Tell whether a clause says what was so once, or may be so."""
    return bool(_outside_verbs(_hits(clause, "past"), clause))


def _outside_verbs(hits: list[re.Match[str]], text: str) -> list[re.Match[str]]:
    """Return the hits that are no part of a verb of those who connect: "müssen den Server erreichen können"."""
    return _outside(hits, [verb for sense in _CONNECTING for verb in words(sense).finditer(text)] if hits else [])


_CONNECTING = ("peer.connect", "peer.reached", "peer.final")


def _in_name(text: str, hit: re.Match[str]) -> bool:
    """Tell whether a word is part of a domain name: "licences.example.com"."""
    after = text[hit.end() : hit.end() + 2]
    return text[hit.start() - 1 : hit.start()] == "." or (after[:1] == "." and after[1:].isalnum())
