"""Heard: the clauses of running words, each with what it says of the ports that it names."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise, repeat

import msgspec

from portspec.extract.ends.peers import keeps_apart
from portspec.extract.grammar.lexemes import YEARS
from portspec.extract.grammar.mentions import may_mention, mentions
from portspec.extract.grammar.port_expression import SYSTEM, Part, parse_ports
from portspec.extract.grammar.portless import portless
from portspec.extract.language.barred_ways import barred_way
from portspec.extract.language.clauses import Clause, clauses, closing_in, ends_in, hits_in
from portspec.extract.language.conceded import told_all_the_same
from portspec.extract.language.conditions import begins_condition, is_time
from portspec.extract.language.keys import UNSPACED_LETTER
from portspec.extract.language.need import Qualified, is_limited, succeeded
from portspec.extract.language.now import is_overruled
from portspec.extract.language.phrases import way_alone
from portspec.extract.language.polarity import denies, negations_in, polarity, turns
from portspec.extract.language.spared import (
    calls_exceptions,
    excepted_in,
    excepted_words,
    left_below,
    tells_exception,
    without_exception,
)
from portspec.extract.language.subjects import is_refused
from portspec.extract.language.succession import takes_place
from portspec.extract.language.vocabulary import transport_words, words
from portspec.extract.running.elsewhere import elsewhere, of_sources
from portspec.extract.running.sequel import goes_on, names_that_port, speaks_of_all
from portspec.spec import HIGHEST_PORT, PortRange

FEW = 4
"""A clause that is nothing but a direction has at most this many words."""


class Heard(msgspec.Struct, frozen=True, kw_only=True):
    """A clause with what it says of the ports that it names, whichever of them is asked for."""

    text: str
    """Its words."""
    sentence: int
    """Number of the sentence it stands in."""
    stated: frozenset[PortRange | str]
    """The ports that it names, and its protocols without ports."""
    wants: int = 0
    """1 where it wants something open, -1 where it wants it closed, 0 where it says neither."""
    turned: bool = False
    """True where it has a negation, and no verb that it belongs to."""
    denies: bool = False
    """True where it wants something closed by a negation: "do not open 443", and no "block 443"."""
    beside: bool = False
    """True where it denies something else of the port that it names: "443 is not listed", and no "443, but not 80"."""
    goes_on: bool = False
    """True where it names no port and goes on about the one before it."""
    ahead: bool = False
    """True where it names no port and begins another statement with a condition: it is about the port behind it."""
    limits: bool = False
    """True where it names no port and begins with a condition."""
    directed: bool = False
    """True where it is nothing but a direction."""
    leads: bool = False
    """True where a colon stands behind it."""
    remarks: bool = False
    """True where it stands in brackets."""
    timed: bool = False
    """True where it only says when its sentence holds."""
    succeeds: Qualified | None = None
    """What comes of the port before it, where the one that it names takes its place."""
    replaced: bool = False
    """True where another port takes the place of the one that it names."""
    succession: bool = False
    """True where the port that it names takes the place of another one: "replaced by 8443"."""
    excepts: bool = False
    """True where it says that the ports which it or its sentence names are an exception."""
    spares: bool = False
    """True where it closes all ports but those that the clause beside it names."""
    excepted: bool = False
    """True where it names ports that are open as the exception to what is closed."""


@lru_cache(maxsize=256)  # each part of a text asks for all its clauses
def heard(text: str) -> tuple[Heard, ...]:
    """Return the clauses of a text, each with what it says of ports."""
    text = told_all_the_same(text)
    known, others = frozenset(_ports_of(text)), elsewhere(text) | of_sources(text)
    said = (_hear(text, clause, known) for clause in clauses(text))
    found = _started(_of_before(_with_hence(tuple(map(_silenced, clauses(text), said, repeat(others))))))
    return _of_rest(_rather(_otherwise(_but(found))))


def _silenced(clause: Clause, said: Heard, others: frozenset[Clause]) -> Heard:
    """Return a clause that says nothing of the port, where it is about another host or the other way."""
    if clause not in others or said.stated:
        return said
    return _mute(said)


def _with_hence(said: tuple[Heard, ...]) -> tuple[Heard, ...]:
    """Return the clauses with what follows from a silenced one saying as little: "…, so there is nothing to open"."""
    found = list(said)
    for at, clause in enumerate(said[1:], 1):
        before = found[at - 1]
        follows = words("need.hence").match(clause.text.strip(), 0) and not clause.stated
        if follows and not before.text and before.sentence == clause.sentence:
            found[at] = _mute(clause)
    return tuple(found)


def _mute(said: Heard) -> Heard:
    return msgspec.structs.replace(said, text="", wants=0, turned=False, denies=False, directed=False)


def _of_before(said: tuple[Heard, ...]) -> tuple[Heard, ...]:
    """Return the clauses with the first saying nothing where it closes the port of a sentence before these.

    "It must now be closed: since release 7 data comes in on TCP 7101, which has to be open."
    """
    first = said[0] if said else None
    if first is None or first.wants >= 0 or first.stated or not goes_on(first.text):
        return said
    rest = [each for each in said[1:] if each.sentence == first.sentence]
    named = next((each.text for each in rest if each.stated), "")
    told = re.search(r"[^\W\d_]", words(*_LITTLE).sub(" ", transport_words().sub(" ", named))) is not None
    return (_mute(first), *said[1:]) if told and _ask(rest) else said


def _of_rest(said: tuple[Heard, ...]) -> tuple[Heard, ...]:
    """Return the clauses with ports closed that are named as some of the rest: "deny the rest, 81 above all"."""
    found = list(said)
    for at, (one, other) in enumerate(pairwise(said), 1):
        named = words("need.among").search(other.text) if other.stated and not other.wants else None
        if named and one.sentence == other.sentence and hits_in(one.text, "rest") and closing_in(one.text):
            found[at] = msgspec.structs.replace(other, wants=-1)
    return tuple(found)


def _started(said: tuple[Heard, ...]) -> tuple[Heard, ...]:
    """Return the clauses with an open port asked for that something does not start without: "… unless 443 is open"."""
    found = list(said)
    for at, (one, other) in enumerate(pairwise(said)):
        unless = words("need.unless").match(other.text.strip(), 0) if other.stated else None
        starts = words("need.starts").search(one.text) if unless and not one.stated else None
        asked = other.text.strip()[unless.end() :] if unless and starts and turns(one.text) else ""
        if asked and hits_in(asked, "open") and not (closing_in(asked) or turns(asked)):
            found[at : at + 2] = [_mute(one), msgspec.structs.replace(other, text=asked, wants=1, limits=False)]
    return tuple(found)


def _ask(said: Sequence[Heard]) -> bool:
    """Tell whether clauses want the ports open that they name, and close none."""
    return any(each.wants > 0 for each in said) and all(each.wants >= 0 and not each.turned for each in said)


def _but(said: tuple[Heard, ...]) -> tuple[Heard, ...]:
    """Return the clauses with what they want of ports that they except, the opposite of what is said of all others.

    "Block all inbound ports but TCP 443", "Block all inbound traffic, but leave TCP 443 open".
    """
    found = list(said)
    for at, clause in enumerate(said):
        beside = [n for n in (at - 1, at + 1) if 0 <= n < len(said) and said[n].sentence == clause.sentence]
        of_all = [n for n in beside if not _names_some(said[n]) and _wants(said[n])]
        supposed = begins_condition(clause.text) and (closing_in(clause.text) or hits_in(clause.text, "open"))
        if excepted_in(clause.text) and not supposed:
            others, alone = _of_others(clause.text, next((_wants(said[n]) for n in of_all), 0))
            found[at] = _excepting(clause, others) if others else clause
            spares = alone and others < 0
        else:
            spares = clause.wants > 0 and bool(clause.stated and words("need.however").match(clause.text.strip(), 0))
            of_all = [n for n in of_all if n < at]
        for n in (n for n in of_all if spares and _wants(said[n]) < 0):
            found[n] = msgspec.structs.replace(found[n], wants=0, spares=True)
    return tuple(found)


def _of_others(clause: str, beside: int) -> tuple[int, bool]:
    """Return what is wanted of all ports but those that a clause excepts, and whether the clause beside it says so."""
    rest = without_exception(clause)
    wants = polarity(rest) or int(bool(hits_in(rest, "open")))
    alone = not wants and _WORD.search(rest) is None
    return (beside, True) if alone else (wants, False)


_WORD = re.compile(r"[^\W\d]{4}")


def _excepting(clause: Heard, others: int) -> Heard:
    """Return a clause that wants the opposite of its ports of what all others are."""
    stated = clause.stated or frozenset(_ports_of(excepted_words(clause.text)))
    return msgspec.structs.replace(
        clause, stated=stated, wants=-others, turned=False, denies=False, excepted=others < 0
    )


def _wants(clause: Heard) -> int:
    """Return what a clause wants of all ports; before "all but" a verb may stand alone."""
    if clause.wants:
        return clause.wants
    return -1 if closing_in(clause.text) else int(bool(hits_in(clause.text, "open")))


def _names_some(clause: Heard) -> bool:
    """Tell whether a clause names ports, and not only all of them."""
    return any(isinstance(each, str) or each.end - each.start < HIGHEST_PORT - 1 for each in clause.stated)


def _rather(said: tuple[Heard, ...]) -> tuple[Heard, ...]:
    """Return the clauses with those that set a port against a denied one as asking for it: "not on 80, but on 81"."""
    behind = (
        one.denies and bool(one.stated) and one.sentence == other.sentence and _sets_against(other)
        for one, other in pairwise(said)
    )
    return (
        *said[:1],
        *(
            msgspec.structs.replace(clause, wants=1, excepted=True) if against else clause
            for clause, against in zip(said[1:], behind, strict=True)
        ),
    )


def _sets_against(clause: Heard) -> bool:
    """Tell whether a clause says no more than a port behind a word such as "but" or "its own"."""
    said = clause.text.strip()
    against = words("need.rather").match(said, 0) if clause.stated and not (clause.wants or clause.turned) else None
    rest = words(*_LITTLE).sub(" ", transport_words().sub(" ", said[against.end() :])) if against else said
    return against is not None and re.search(r"[^\W\d_]", rest) is None


_LITTLE = (
    "port.word", "need.aside", "need.must", "need.copula", "peer.article", "text.on", "text.inbound", "text.outbound",
)  # fmt: skip
"""What such a clause may hold beside its port."""


def _otherwise(said: tuple[Heard, ...]) -> tuple[Heard, ...]:
    """Return the clauses that follow on what is said of all others; they want the opposite of the ports they name.

    "Drop all incoming packets. The only exceptions are TCP 7100 and UDP 7101."
    """
    first = next((number for number, clause in enumerate(said) if clause.excepts), 0)
    others = [clause.wants for clause in said[:first] if clause.wants]
    if not others or any(map(_names_some, said[:first])):
        return said
    behind = (clause.stated and not clause.wants and clause.sentence == said[first].sentence for clause in said[first:])
    return tuple(
        msgspec.structs.replace(clause, wants=-others[-1], turned=False, excepted=others[-1] < 0) if turned else clause
        for clause, turned in zip(said[first:], behind, strict=True)
    )


def _hear(text: str, clause: Clause, known: frozenset[PortRange]) -> Heard:
    said = clause.text
    ended = _ends_use(said)
    refused = _answers_no(text, clause) or is_refused(clause, text)
    closes = ended or refused or _leads_away(text, clause) or keeps_apart(said)
    taken = text[clause.end : clause.end + 1] in (":", "：") and left_below(said) is False
    wants = 0 if supposes_closed(said) else -1 if taken else polarity(said) or -int(closes)
    wants = 0 if wants < 0 and (is_limited(clause, text) or is_overruled(clause, text)) else wants
    stated = _stated_in(said, known)
    limits = not stated and begins_condition(said)
    return Heard(
        text=said,
        sentence=clause.sentence,
        stated=stated,
        wants=wants,
        turned=not wants and turns(said) and not _is_kept(said),
        denies=wants < 0 and (ended or denies(said)),
        beside=not wants and bool(stated) and _denies_else(said),
        goes_on=not stated and _goes_on(said),
        ahead=limits and _begins_anew(text[: clause.start].rstrip()),
        limits=limits,
        directed=not stated and len(said.split()) <= FEW and {way_alone(said), barred_way(said)} != {"unstated", None},
        leads=text[clause.end : clause.end + 1] in (":", "："),
        remarks=text[: clause.start].rstrip().endswith(("(", "（")),
        timed=is_time(text, clause.start, clause.end),
        succeeds=succeeded(clause, text),
        replaced=ends_in("need.replaces", text[: clause.start]),
        succession=bool(stated) and ends_in("need.successor", text[: clause.start]),
        excepts=tells_exception(said) or (text[clause.end : clause.end + 1] in (":", "：") and calls_exceptions(said)),
    )


def _ends_use(clause: str) -> bool:
    """Tell whether a clause says that nobody does any more what one does at a port: "no longer go to TCP port 443"."""
    if not words("need.nolonger").may_stand_in(clause) or hits_in(clause, *_NO_USE):
        return False
    ended = hits_in(clause, "nolonger")
    found = mentions(clause) if ended else []
    between = [clause[hit.end() : each.start] for hit in ended for each in found if hit.end() <= each.start]
    used = (each for each in between if not hits_in(each, "thing"))
    return any(words("text.uses", "text.serves", "port.by").search(each) for each in used)


_NO_USE = ("off", "optional", "retired", "loopback", "only", "close", "bars", "lack", "local", "seclude")
"""What may be no longer so of a port that is used on."""


def _denies_else(clause: str) -> bool:
    """Tell whether what a clause denies stands behind the port that it names, and more words behind it."""
    at = max((digits.end() for digits in re.finditer(r"\d+", clause)), default=0)
    behind = clause[at:]
    return UNSPACED_LETTER.search(clause) is None and turns(behind) and not _ends_in_no(behind)


def _is_kept(clause: str) -> bool:
    """Tell whether what a clause denies is that the port before it was given up: "port 443 was not removed"."""
    no = next(iter(negations_in(clause)), None)
    if no is None or _PORT.search(clause[: no.start()]) is None:
        return False
    return bool(hits_in(clause[no.end() :], "retired", "unmake"))


_PORT = re.compile(r"\d\d")


def _ends_in_no(behind: str) -> bool:
    return ends_in("need.negator", behind.rstrip(" .!"))


def _begins_anew(before: str) -> bool:
    """Tell whether another statement begins behind words: behind a semicolon, or "…, and"."""
    return before.endswith((";", "；")) or ends_in("text.and", before.rstrip(" ,，"))


def supposes_closed(clause: str) -> bool:
    """Tell whether a clause begins to say what comes of a closed port: "If TCP 443 is blocked, …"."""
    supposed = words("text.condition").match(clause.strip(), 0) is not None or begins_condition(clause)
    return supposed and bool(closing_in(clause))


def _answers_no(text: str, clause: Clause) -> bool:
    """Tell whether a clause is a mere "no" before a colon, at the beginning: what it leads to is not to be opened."""
    led = text[clause.end : clause.end + 1] in (":", "：") and not text[: clause.start].strip()
    said = clause.text.strip()
    return led and words("tick.no").whole(said) and re.search(r"[^\W\d_]{2}", said) is not None


def _leads_away(text: str, clause: Clause) -> bool:
    """Tell whether a negative clause stands before a colon: what it leads to is not to be opened, whatever its verb."""
    led = text[clause.end : clause.end + 1] in (":", "：") and len(clause.text.split()) > _SHORT
    return (
        led and turns(clause.text) and not hits_in(clause.text, "retired", "unmake", "off", "optional")
    )  # "not removed in 5: still used"


_SHORT = 2
"""A label such as "Port no:" has at most this many words."""


def _stated_in(clause: str, known: frozenset[PortRange]) -> frozenset[PortRange | str]:
    """Return the ports that a clause names, and its protocols without ports.

    Of bare numbers, where the text calls others ports, a clause that neither begins with one nor tells what replaces
    what, opens or closes names none that may be a version's: "retired since Heron 3".
    """
    named = {*_ports_of(clause)}
    ports = named or {each for p in parse_ports(clause).parts for each in p.ports}
    if known and ports.isdisjoint(known) and not _names_bare(clause):
        ports = {each for each in ports if each in named or (each.start > SYSTEM and each.start not in YEARS)}
    # "Only if all nodes use it" is about no port, and "this port is not used any more" about one.
    if not may_mention(clause) or speaks_of_all(clause) or names_that_port(clause):
        ports = {each for each in ports if each.end - each.start < HIGHEST_PORT - 1}
    return frozenset(ports).union(name for part in portless(clause) for name in part.transports)


def _names_bare(clause: str) -> bool:
    """Tell whether a bare number of a clause may be a port by what the clause says of it."""
    replaces = takes_place(clause) or words("need.replaces").search(clause) is not None
    return replaces or polarity(clause) != 0 or re.match(r"\W*\d", clause) is not None


def _ports_of(text: str) -> Iterator[PortRange]:
    return (each for mention in mentions(text, ported=True) for part in mention.parts for each in part.ports)


def stated_by(part: Part) -> Sequence[PortRange | str]:
    """Return what a part states: its ports, or the protocol that has none."""
    return part.ports or part.transports


def _goes_on(clause: str) -> bool:
    """Tell whether a clause without ports is about the one right before it."""
    return any(words(each).match(clause.strip(), 0) for each in _GOING_ON) or (
        words("need.there").search(clause) is not None and not begins_condition(clause)
    )


_GOING_ON = ("need.relative", "need.successor", "text.and")
"""What begins a clause that goes on about the port right before it: "…, which is obsolete and must be closed"."""
