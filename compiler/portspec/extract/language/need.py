"""Need: how firmly words ask for a port, clause by clause: not at all, under a condition, or only inside the host."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

import msgspec

from portspec.extract.language.clauses import Clause, clauses, closing_in, ends_in, hits_in, outside
from portspec.extract.language.conceded import told_all_the_same
from portspec.extract.language.conditions import begins_condition, condition_behind, condition_in, has_version_end
from portspec.extract.language.confined import is_confined
from portspec.extract.language.ellipsis import said_of_port
from portspec.extract.language.keys import UNSPACED_LETTER
from portspec.extract.language.now import current, is_asked_behind, is_overruled
from portspec.extract.language.partly import only_for
from portspec.extract.language.polarity import (
    PHRASES,
    is_negative,
    is_permission,
    masks_in,
    negations_in,
    polarity,
    within_statement,
)
from portspec.extract.language.spared import spares
from portspec.extract.language.starting import without_start
from portspec.extract.language.subjects import is_refused, lacks_subject
from portspec.extract.language.succession import overtakes, takes_place
from portspec.extract.language.supposed import asserted_in
from portspec.extract.language.things import is_of_older, is_of_thing
from portspec.extract.language.vocabulary import words
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
    """True for a denial that says "not needed", and not "not to be opened", also where it says in which cases."""


def qualify(text: str, mentions_other: Callable[[int, int], bool] | None = None) -> Qualified | None:
    """Return what a text says of the need of the port that it is about; None where it says nothing.

    `mentions_other` tells of a clause whether it names another port: it is about that one then.
    """
    spoken = [Qualified(need=need, start=start, end=end) for start, end, need in said_of_port(text)]
    if not (spoken or _speaks_of_need(text)):
        return None
    text = without_start(told_all_the_same(current(text)))
    found = [each for clause in clauses(text) for each in _told(clause, text, mentions_other)]
    found = [*spoken, *(each for each in found if not spoken or each.need != "retired")]
    if any(each.need == "denied" and each.soft for each in found) and (limit := _asking(text)):
        found = [each for each in found if each.need != "denied"]
        found.append(
            Qualified(need="conditional", start=limit.start, end=limit.end, condition=limit.text.strip(), soft=True)
        )
    elif any(each.need == "denied" and each.soft for each in found) and _is_missed(text):
        found = [each for each in found if each.need != "denied"]
    elif any(each.need == "required" for each in found):
        freed = any(each.need in _FREE and hits_in(text[each.start : each.end], "now") for each in found)
        found = [each for each in found if each.need not in (("required",) if freed else _FREE)]
    if any(each.need == "retired" for each in found):
        found = [each for each in found if not (each.need == "retired" and _outlives(each, text))]
        found = [each for each in found if each.need != "retired" or not is_asked_behind(each.start, each.end, text)]
    gravest = min(found, key=lambda each: GRAVEST.index(each.need), default=None)
    return _with_limit(gravest, text) if gravest and gravest.condition else gravest


_FREE = ("optional", "off")


def _with_limit(found: Qualified, text: str) -> Qualified:
    """Return what a clause says with what another one limits it to: "off by default; open it only while … is used"."""
    if hits_in(str(found.condition), "consequence") and (case := condition_in(text[: found.start])):
        return msgspec.structs.replace(found, condition=case)  # "only where …; otherwise it may remain closed"
    limit = condition_in(text[found.end :])
    known = limit is None or limit in str(found.condition)
    return found if known else msgspec.structs.replace(found, condition=f"{found.condition}; {limit}")


def _speaks_of_need(text: str) -> bool:
    """Tell quickly whether a text may say anything of a need."""
    return words(*_SPEAKING).may_stand_in(text)


_MORE = (
    "open", "close", "bars", "make", "required", "loopback", "own", "remote", "instead", "became", "nolonger", "switch",
    "seclude", "prevent", "replaces", "negator", "needless", "process", "undo", "unmake",
)  # fmt: skip
_REACHING = ("peer.reachable", "peer.unreachable", "peer.answers")
_SPEAKING = (*(f"need.{name}" for name in (*PHRASES, *_MORE)), "text.firewall", *_REACHING)
ASKING = (*_SPEAKING, "port.word")
"""The senses of which a text has some that says anything of a need; "this port does not" has no verb of its own."""


def _outlives(found: Qualified, text: str) -> bool:
    """Tell whether what was given up is another thing, as what uses "this port" now stands behind it."""
    said = text[found.start : found.end]
    hits = hits_in(said, "retired")
    before = words(*NAMELESS).sub(" ", said[: hits[0].start()]) if hits else ""
    if words("port.word").search(said) or not re.search(r"[^\W\d]", before):
        return False
    behind = (each.text for each in clauses(text) if each.start >= found.end and not begins_condition(each.text))
    return any(_names_this_port(each) for each in behind)


NAMELESS = (
    "need.aside", "peer.article", "need.copula", "port.label", "need.now", "peer.anaphor", "need.object", "need.own",
    "need.past", "need.adjective",
)  # fmt: skip
"""What may stand before a word that gives up the port itself."""


def _names_this_port(clause: str) -> bool:
    """Tell whether a clause goes on about the port itself: "this port is needed by …", "the port stays in use"."""
    served = any(words(each).search(clause) for each in ("text.serves", "need.lasts")) and not is_negative(clause)
    path = "port.word" if UNSPACED_LETTER.search(clause) else "port.single"
    before = [clause[: hit.start()] for hit in words(path).finditer(clause)]
    return (served or polarity(clause) > 0) and any(ends_in("need.own", each) or _is_empty(each) for each in before)


def _is_empty(before: str) -> bool:
    """Tell whether words before a port name nothing else: "but the"."""
    return re.search(r"[^\W\d]", words(*NAMELESS, "need.however", "text.and").sub("", before)) is None


def _is_missed(text: str) -> bool:
    """Tell whether a text says what goes wrong without a port: "Not needed for …, but … cannot be found without it"."""
    return any(hits_in(each.text, "consequence") and is_negative(each.text) for each in clauses(text))


def _asking(text: str) -> Clause | None:
    """Return the clause that says what a port is needed for: "not needed by itself, but required for repairs"."""
    found = (each for each in clauses(text) if polarity(each.text) > 0 and hits_in(each.text, "required_verb"))
    return next(found, None)


def _told(clause: Clause, text: str, mentions_other: Callable[[int, int], bool] | None) -> tuple[Qualified, ...]:
    """Return what a clause says of the port that its text is about; most say nothing of any."""
    said, other = _said(clause, text), _of_other(clause, text) if mentions_other else ()
    if mentions_other is None or said == other or hits_in(clause.text, "alike"):
        return said
    return other if mentions_other(clause.start, clause.end) else said


def _of_other(clause: Clause, text: str) -> tuple[Qualified, ...]:
    """Return what a clause about another port says of the one before it."""
    found = succeeded(clause, text)
    return (found,) if found else ()


def succeeded(clause: Clause, text: str) -> Qualified | None:
    """Return that what a clause names takes the place of what stands before it, if only under a condition."""
    if not words("need.instead", "need.became", "need.replaces").may_stand_in(text):
        return None
    if overtakes(clause, text):
        return Qualified(need="retired", start=clause.start, end=clause.end)
    near = [each for each in clauses(text) if each.sentence == clause.sentence and each.start <= clause.start]
    leads = len(near) > 1 and words("need.instead").whole(near[-2].text)  # "instead, use 8443"
    if not (leads or takes_place(clause.text)) or polarity(clause.text) < 0:
        return None
    start = next((each.start for each in near if begins_condition(each.text)), None)
    if start is None:
        return Qualified(need="retired", start=clause.start, end=clause.end)
    return Qualified(need="conditional", start=start, end=clause.end, condition=text[start : clause.end].strip())


@lru_cache(maxsize=4096)
def _said(clause: Clause, text: str) -> tuple[Qualified, ...]:
    """Return what one clause says; very many rows of a table name the same ends."""
    return (*_stated(clause, text), *_denied(clause, text))


def _stated(clause: Clause, text: str) -> Iterator[Qualified]:
    """Yield the needs that a clause of a text has words for."""
    said = clause.text
    hypothetical = begins_condition(said)
    asserted = "" if hypothetical or _supposes_behind(said) else asserted_in(said)
    if asserted and is_confined(asserted, negative=is_negative(asserted)):
        yield Qualified(need="local", start=clause.start, end=clause.end)
    if not hypothetical:
        yield from _as_a_whole(clause)
    senses: tuple[Need, ...] = ("local", "retired", "off", "optional", "required")
    kept = [*outside(hits_in(said, "kept"), hits_in(said, "removes")), *hits_in(said, "more")]
    for sense in senses:
        if not (hits := _hits_of(sense, said, asserted)):
            continue
        past = outside(hits_in(said, "past"), hits_in(said, "may") if sense == "optional" else [])
        for hit in outside(hits, kept):
            if sense in ("off", "optional", "required") and (hypothetical or outside(past, [hit])):
                continue
            if _is_said_of_else(clause, hit, sense, text):
                continue
            negated = _is_negated(said, hit) or (sense in _FREE and _is_ended(said, hit))
            if _predicates(said, hit, sense) and not negated:
                yield Qualified(need=sense, start=clause.start, end=clause.end, condition=_words(said, sense))
                break
            if sense in _FREE and negated:
                forbids = is_permission(hit)  # "none of them may be opened"
                yield Qualified(need="denied" if forbids else "required", start=clause.start, end=clause.end)
                break


def _is_negated(clause: str, hit: re.Match[str]) -> bool:
    """Tell whether a negation turns a phrase of a clause; one of a condition, or of another statement, does not."""
    return bool(within_statement(clause, hit, outside(negations_in(_without_condition(clause)), [hit])))


def _as_a_whole(clause: Clause) -> Iterator[Qualified]:
    """Yield what a clause says of its port by no single phrase: that it may be shut, or is given up."""
    if _may_be_shut(clause.text):
        yield Qualified(need="conditional", start=clause.start, end=clause.end, condition=clause.text.strip())
    if only_for(clause.text):
        yield Qualified(need="conditional", start=clause.start, end=clause.end, condition=clause.text.strip())
    if _gives_up(clause.text):
        yield Qualified(need="retired", start=clause.start, end=clause.end)


def _hits_of(sense: Need, clause: str, asserted: str) -> list[re.Match[str]]:
    """Return where a clause has words for a need; of the host itself only what it asserts, and not "not only"."""
    if sense == "required":  # 非必需 holds 必需
        return outside(hits_in(clause, sense), hits_in(clause, "optional"))
    if sense != "local":
        return hits_in(clause, sense)
    return [] if hits_in(clause, "more") else hits_in(asserted, sense)


def _gives_up(clause: str) -> bool:
    """Tell whether a clause begins with "no longer", of no thing, limit or client: "No longer shipped"."""
    said = clause.strip()
    hit = words("need.nolonger").match(said, 0)
    if hit is None or is_of_thing(said, hit) or hits_in(said, "only", "loopback", *_FREE):
        return False
    return not any(words(each).search(said) for each in ("port.word", "peer.user"))


def _is_ended(clause: str, hit: re.Match[str]) -> bool:
    """Tell whether a clause says before a phrase that it is so no more: "no longer optional"."""
    return any(ended.end() <= hit.start() for ended in hits_in(clause, "nolonger"))


def _supposes_behind(clause: str) -> bool:
    """Tell whether a clause ends in what makes a condition of it: "到達できない場合"."""
    return ends_in("need.behind", clause.rstrip()) and not hits_in(clause, "only")


def _is_said_of_else(clause: Clause, hit: re.Match[str], sense: str, text: str) -> bool:
    """Tell whether what a phrase says is said of a thing, as of what the port replaces, and not of the port."""
    said, told = clause.text, [False]
    if sense == "retired":
        told += [tells(said, hit) for tells in (_is_of_verb, _is_of_choice, _is_replaced, _is_successor)]
        told += [tells(clause, hit, text) for tells in (_is_replaced_before, _is_told_in_case, is_of_older)]
    return any(told) or (sense != "local" and is_of_thing(said, hit))


def _is_told_in_case(clause: Clause, hit: re.Match[str], text: str) -> bool:
    """Tell whether a clause that is nothing else switches the port off in some case: "If it is unused, disable it"."""
    before = (each for each in clauses(text) if each.sentence == clause.sentence and each.end <= clause.start)
    return words("need.alone").whole(hit.group()) and any(begins_condition(each.text) for each in before)


def _may_be_shut(clause: str) -> bool:
    """Tell whether a clause lets somebody shut the port: "can be closed after the installation", "safely block".

    A connection that somebody may close, "can be closed by the proxy", is no port.
    """
    mays = hits_in(clause, "may")
    denied = outside(negations_in(_without_condition(clause)), [*mays, *hits_in(clause, *PHRASES)])
    if not mays or denied or hits_in(clause, "kept", "mind"):
        return False
    shut = outside(hits_in(clause, "shut", *(("close",) if hits_in(clause, "freely") else ())), masks_in(clause))
    if not shut and lacks_subject(clause, clause):
        shut = outside(hits_in(clause, "off", "switch", "close"), hits_in(clause, "optional", "kept"))
    return any(not words("peer.by").match(clause[hit.end() :].lstrip(), 0) for hit in shut)


def _without_condition(clause: str) -> str:
    """Return what a clause says before a word such as "if" within it: "can be closed if nobody uses it"."""
    given = next(
        (
            each.start()
            for each in words("need.limit", "need.anywhere", "text.condition").finditer(clause)
            if each.start()
        ),
        None,
    )
    return clause[:given]


def _denied(clause: Clause, text: str) -> Iterator[Qualified]:
    """Yield that a clause wants its port closed, or what it is needed for all the same."""
    said = clause.text
    if spares(clause, text) or is_overruled(clause, text):
        return
    if is_refused(clause, text):
        yield Qualified(need="denied", start=clause.start, end=clause.end)
    elif not begins_condition(said) and polarity(said) < 0 and not (hits_in(said, "local") or _gone(said)):
        soft = bool(hits_in(said, "required_verb"))
        need: Need = "conditional" if is_limited(clause, text) else "denied"
        condition = text[clause.start :].strip() if need == "conditional" else None
        yield Qualified(need=need, start=clause.start, end=clause.end, condition=condition, soft=soft)


def _gone(clause: str) -> bool:
    """Tell whether a clause gives something up, and not by a word that does so only as a whole clause."""
    alone = words("need.alone").whole
    hits = [hit for hit in hits_in(clause, "retired") if not _is_of_verb(clause, hit)]
    return any(not alone(hit.group()) or _predicates(clause, hit, "retired") for hit in hits)


def _is_of_choice(clause: str, hit: re.Match[str]) -> bool:
    """Tell whether what is no longer so is that the port may be left out: "ya no es opcional"."""
    return bool(hits_in(hit.group(), "nolonger") and hits_in(clause, *_FREE))


def _is_of_verb(clause: str, hit: re.Match[str]) -> bool:
    """Tell whether a phrase forbids what a verb says, and gives nothing up: "closing it is not supported"."""
    return words("need.forbid").search(hit.group()) is not None and polarity(clause) != 0


def is_limited(clause: Clause, text: str) -> bool:
    """Tell whether a negative clause denies a port for some cases alone: "not needed if there is a relay"."""
    return bool(hits_in(clause.text, "required_verb")) and condition_in(text[clause.start :]) is not None


def _is_replaced(clause: str, hit: re.Match[str]) -> bool:
    """Tell whether what is given up is the thing that the port replaces: "replaces the retired serial line"."""
    verbs = outside(hits_in(clause, "replaces"), hits_in(clause, "retired"))
    return any(verb.start() < hit.start() or UNSPACED_LETTER.search(verb.group()) for verb in verbs)


def _is_replaced_before(clause: Clause, hit: re.Match[str], text: str) -> bool:
    """Tell whether a clause goes on about what the port replaces: "Replaces the line, which release 3 removed"."""
    if not words("need.replaces").may_stand_in(text):
        return False
    before = [each for each in clauses(text) if each.sentence == clause.sentence and each.end <= clause.start][-1:]
    begins = not clause.text[: hit.start()].strip() or words("need.relative").match(clause.text.strip(), 0)
    return bool(begins) and any(
        hits_in(each.text, "replaces") and not re.search(r"\d{2}", each.text) for each in before
    )


def _is_successor(clause: str, hit: re.Match[str]) -> bool:
    """Tell whether words speak of what takes the place of another thing: "use 8443 instead", "use it instead of …"."""
    instead = any(hit.start() <= each.start() < hit.end() for each in hits_in(clause, "instead"))
    return instead and (not takes_place(clause) or re.search(r"\d", hit.group()) is not None)


def _words(clause: str, sense: str) -> str | None:
    return clause.strip() if sense in ("off", "optional") else None


def _predicates(clause: str, hit: re.Match[str], sense: str) -> bool:
    """Tell whether a phrase is said of the port, and not of a thing it stands before: "the retired Archive Classic".

    English, German and Dutch set adjectives before their noun: there such a word must end its clause, begin it, or
    follow a form of "to be". What is "not supported" may be anything that a longer clause names, but for a port.
    """
    before, after = clause[: hit.start()].strip(), clause[hit.end() :].strip()
    if words("need.alone").whole(hit.group()):
        return not (before or after) or any(words(each).search(before) for each in ("port.word", "text.traffic"))
    if sense != "retired" or not words("need.adjective").whole(hit.group()):
        return True
    if not after or words("need.follows").match(after, 0) or words("port.word").search(after):
        return True
    if words("cell.inbound", "cell.outbound").whole(after):  # "Retired inbound: 7101/tcp"
        return True
    return ends_in("need.copula", before)


def insists(clause: str) -> bool:
    """Tell whether a clause says not to close what it names, or to close all else: "must not be blocked"."""
    if begins_condition(clause):  # "does not start unless it is closed"
        return False
    return polarity(clause) > 0 and bool(hits_in(clause, "kept", "mind") or closing_in(clause))


def limited(title: str, *, sure: bool = False) -> Qualified | None:
    """Return what a title says that holds only for some cases: "Ports needed only with high availability".

    What is `sure` to be about ports, as a note at a row, may say it in any words.
    """
    limits = sure or words("need.limit", "need.only", "need.trial").search(title) or has_version_end(title)
    condition = (condition_in(title) if limits else None) or condition_behind(title)
    return Qualified(need="conditional", start=0, end=len(title), condition=condition) if condition else None
