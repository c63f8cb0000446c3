"""Clauses: the stretches of a text with at most one statement each, and the words of need in them."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

import msgspec

from portspec.extract.language.keys import UNSPACED_LETTER, senses_in
from portspec.extract.language.tongue import is_foreign
from portspec.extract.language.vocabulary import names_port, transport_words, words


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


_BREAK = re.compile(
    r"(?P<sentence>[.!?](?=\s|$)(?!(?<=\d\.)\s+[a-z])|[。！？؟]|\n)|[;；：,，、،؛()（）\[\]–—]|(?<!:):(?!:)|\s--?\s"
    r"|[·\u0387](?=\s)|(?<=[\u0e00-\u0e45\u0e47-\u0e7f])\s+(?=[\u0e00-\u0e7f])"
)
"""What ends a clause; the point of an ordinal ends none: "8443. porton". In Thai a blank does, and in Greek a point."""


@lru_cache(maxsize=4096)
def clauses(text: str) -> tuple[Clause, ...]:
    """Return the clauses of a text: what stands between its punctuation marks and before words such as "but"."""
    inside = [match.span() for match in _ADDRESSED.finditer(text)] if ":" in text else []
    breaks = (m for m in _BREAK.finditer(text) if not (_is_governed(text, m) or _is_inside(m, inside)))
    cuts: list[tuple[int, int, bool]] = [(m.start(), m.end(), m["sentence"] is not None) for m in breaks]
    joints = [*words("need.conjunction").finditer(text)]
    # "Anything but" joins nothing, nor do Portuguese "mais" and Polish "nie ma powodu".
    kept = [*kept_in(text), *hits_in(text, "mind", "retired", "governs")] if joints else []
    limits = [match.span() for match in words("need.limit").finditer(text)] if joints else []  # nor does "only while"
    joining = (
        m.start()
        for m in outside(joints, kept)
        if not (any(low < m.start() < high for low, high in limits) or _is_while(text, m))
    )
    cuts += [(at, at, False) for at in joining]
    cuts += [(at, at, False) for at in _joints(text)]
    cuts += [(at, at, False) for at in (*_beside_the_point(text), *_contrasts(text))]
    framed = (m for m in words("need.instead").finditer(text) if re.search(r"\d{2}", m.group()))
    cuts += [(m.start(), m.start(), False) for m in framed]  # 被 8443 取代
    cuts += [(m.end(), m.end(), False) for m in words("need.successor").finditer(text)]
    cuts += [(m.end(), m.end(), False) for m in words("need.replaces").finditer(text) if names_port(text, m.end())]
    found: list[Clause] = []
    start = sentence = 0
    for low, high, ends in (*sorted(cuts), (len(text), len(text), True)):
        if low >= start and text[start:low].strip():
            found.append(Clause(start=start, end=low, text=text[start:low], sentence=sentence))
        start = max(start, high)
        sentence += ends
    return tuple(found)


def _beside_the_point(text: str) -> Iterator[int]:
    """Yield where a text says behind what it asks for that a thing is all the same: "required even if … is missing"."""
    for even in words("need.even").finditer(text):
        behind = _BREAK.split(text[even.end() :], maxsplit=1)[0]
        if hits_in(text[: even.start()], *_ASKING, *_LIMITING) and not hits_in(behind, *_ASKING, "must"):
            yield even.start()


_ASKING, _LIMITING = ("open", "close", "bars", "unused", "undo", "retired"), ("optional", "off", "local")
"""What asks for a port, or closes it; it may stand behind such words: "should even if … is missing not be opened"."""
_ADDRESSED = re.compile(r"[\w-]{1,63}(?:\.[\w-]{1,63})+:(?=\d)|(?<!\w)\w{2,10}://(?=\w)")
"""An address before its port, or the beginning of a page's: the colon parts nothing."""


def _is_inside(mark: re.Match[str], spans: list[tuple[int, int]]) -> bool:
    return any(start <= mark.start() < end for start, end in spans)


def _excepts_itself(after: str) -> bool:
    """Tell whether words begin with an exception of the host itself: "no address, except 127.0.0.1"."""
    but = words("need.but").match(after, 0)
    itself = words("need.loopback").search(after, but.end()) if but else None
    return but is not None and itself is not None and len(after[but.end() : itself.start()].split()) < _BESIDE


_BESIDE = 3


def _is_governed(text: str, comma: re.Match[str]) -> bool:
    """Tell whether what follows a comma belongs to the words before it: "nicht nötig, den Port zu öffnen"."""
    if comma.group() not in (",", "，", "、"):
        return False
    before, after = text[max(0, comma.start() - _FAR) : comma.start()], text[comma.end() : comma.end() + _FAR].lstrip()
    if _waits(before, after) or _excepts_itself(after):
        return True
    if comma.group() != "," or not ends_in("need.governs", before):
        return False
    begun = (
        (each, words(each).match(after, 0)) for each in ("need.aside", "text.condition", "need.conjunction", "text.and")
    )
    return not any(hit and not is_foreign(hit.group().lower(), each, text) for each, hit in begun)


_FAR = 200
"""What is further away from a comma says nothing of it; a long list has thousands of them."""


def does_not_work(said: str) -> bool:
    """Tell whether words say that something does not start, or that nothing does."""
    return bool(hits_in(said, "negator", "nobody") and hits_in(said, "starts"))


def _waits(before: str, after: str) -> bool:
    """Tell whether a comma stands between what does not work and how long it does not, or without what.

    "Nothing starts, until …", "It cannot start, either, as long as …", "As long as it is closed, nothing works".
    """
    led, behind = _BREAK.split(before)[-1].lstrip(), _BREAK.split(after)[0]
    if words("need.first").match(after, 0) and does_not_work(led):
        return True
    if words("need.without").match(led, 0) and does_not_work(behind):
        return True
    if fails(behind) and (words("need.throughout").match(led, 0) or _ends_in_throughout(led)):
        return True
    return bool(words("need.throughout").match(_WORD.sub("", after), 0)) and fails(
        _BREAK.split(_BETWEEN.sub("", before))[-1]
    )


def _ends_in_throughout(led: str) -> bool:
    """Tell whether words say how long something lasts by those that they end in: "閉じている限り"."""
    return UNSPACED_LETTER.search(led) is not None and ends_in("need.throughout", led)


_WORD, _BETWEEN = re.compile(r"^\w+,\s*"), re.compile(r",\s*\w+$")
"""One word between two commas, behind the first of them and before the second."""


def _is_while(text: str, joint: re.Match[str]) -> bool:
    """Tell whether a word joins to what does not work how long it does not: "nothing works while 443 is closed"."""
    before = text[max(0, joint.start() - _FAR) : joint.start()]
    return words("need.throughout").whole(joint.group()) and fails(_BREAK.split(before)[-1] or "")


def fails(said: str) -> bool:
    """Tell whether words say that something does not work, or cannot do a thing."""
    return does_not_work(said) or bool(hits_in(said, "unable"))


def _joints(text: str) -> Iterator[int]:
    """Yield where an "and" joins two statements: one wants something closed, or they are of two directions or cases.

    "Accept 80 and drop 81", "ingress on 80 and egress on 81", "80 if … and 81 if …". So does a slash of directions.
    """
    ways = [[*_ways_in(text, way)] for way in ("inbound", "outbound")]
    limits = [match.start() for match in words("text.condition", "need.limit").finditer(text)]
    closes = bool(closing_in(text) or hits_in(text, "undo", "retired"))
    if len(text) > JOINED_CHARACTERS or not (closes or all(ways) or len(limits) > 1):
        return
    verbs = [*closing_in(text), *hits_in(text, "open", "undo", "retired")]
    told = [hit.start() for hit in verbs if not is_of_another(text, hit)]
    ports = [match.start() for match in _PORT.finditer(text)]
    signs = _SLASH.finditer(text) if all(ways) else ()
    for match in (*words("text.and").finditer(text), *signs):
        before, after = ([at < match.start() for at in places] for places in (told, ports))
        apart = closes and any(before) and not all(before)
        cases = bool(ports) and limits[:1] > ports[:1] and len({at < match.start() for at in limits}) > 1
        rest = apart and all(after) and any(hit.start() > match.start() for hit in hits_in(text, "rest"))
        rest = rest or (apart and _are_opposed(text, match.start()))
        if rest or (any(after) and not all(after) and (apart or cases or _parts(ways, match.start()))):
            yield match.start()


def _contrasts(text: str) -> Iterator[int]:
    """Yield where an "and" sets the denial of a port against another one's being asked for: "80 is open and 81 is not".

    The verb stands right before it, or the denial right behind it: "Open 80 and not 81".
    """
    joints = [*words("text.and").finditer(text)] if words("need.negator").may_stand_in(text) else []
    denials = hits_in(text, "negator") if joints and len(text) <= JOINED_CHARACTERS else []
    if len(denials) != 1 or hits_in(text, "more", "kept", "close", "retired"):
        return
    no, asked = denials[0], hits_in(text, "open", "required", "required_verb")
    for match in joints:
        verbs = [hit.end() for hit in asked if hit.end() <= match.start()]
        if match.end() <= no.start() and verbs and all(_PORT.search(each) for each in _around(text, match)):
            right_before = _PORT.search(text, max(verbs), match.start()) is None
            if right_before or not text[match.end() : no.start()].strip():
                yield match.start()
                return


def _around(text: str, joint: re.Match[str]) -> tuple[str, str]:
    return text[: joint.start()], text[joint.end() :]


def _are_opposed(text: str, at: int) -> bool:
    """Tell whether words say of a port that it is not opened, and behind a place that it is closed, or the opposite."""
    before, after = text[:at], text[at:]
    shut, opened = (
        (bool(closing_in(each)), bool(outside(hits_in(each, "open"), closing_in(each)))) for each in (before, after)
    )
    return {shut, opened} == {(True, False), (False, True)} and bool(hits_in(before, "negator"))


def _ways_in(text: str, way: str) -> Iterator[int]:
    """Yield where a text names a direction; a short word such as "in" means more."""
    for match in words(*(f"{place}.{way}" for place in ("text", "title", "cell"))).finditer(text):
        if len(match[0]) > _SHORT or not match[0].isascii():
            yield match.start()


_SLASH = re.compile(r"(?<=\s)/(?=\s)")
_SHORT = 3
"""A word for a direction alone has more letters than this."""


def _parts(ways: list[list[int]], at: int) -> bool:
    """Tell whether all words for one direction stand before a place, and all for the other one behind it."""
    sides = [{start < at for start in each} for each in ways]
    return sides in ([{True}, {False}], [{False}, {True}])


_PORT = re.compile(r"\d{2,5}")
JOINED_CHARACTERS = 2000
"""A longer text is not looked through for statements that an "and" joins."""


def hits_in(text: str, *names: str) -> list[re.Match[str]]:
    """Return where the phrases of some senses of `need` stand in a text."""
    found = _senses(names)
    standing = senses_in(text)
    if standing.isdisjoint(found):
        return []
    return [match for each in found if each in standing for match in words(each).finditer(text)]


@cache
def _senses(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"need.{name}" for name in names)


def kept_in(text: str) -> list[re.Match[str]]:
    """Return where a text denies all others, "no port but 443"; "no longer on 80 but on 81" does not."""
    return outside(hits_in(text, "kept"), hits_in(text, "removes", "nolonger"))


def closing_in(text: str) -> list[re.Match[str]]:
    """Return where a text has verbs of closing, also such as say so only of what a firewall does: "blocks", "drops"."""
    found, bars = outside(hits_in(text, "close"), hits_in(text, "device")), hits_in(text, "bars")
    found = (
        [hit for hit in found if not _is_in_title(text, hit)] if words("peer.document").may_stand_in(text) else found
    )
    if not bars:
        return found
    ruled = any(words(each).search(text) for each in ("text.firewall", "need.rule", "need.ensure"))
    ruled = ruled or bool(
        words("need.relative").match(text.lstrip(), 0) and hits_in(text, "must")
    )  # "which must not drop"
    return [*found, *(hit for hit in outside(bars, found) if ruled or _bars_some(text, hit.end()))]


def _is_in_title(text: str, hit: re.Match[str]) -> bool:
    """Tell whether a word is in the title of a page to which a text points: "see the article “How to block traffic”".

    Without quotes it is where the title begins with it.
    """
    for named in words("peer.document").finditer(text[: hit.start()]):
        between = text[named.end() : hit.start()].strip()
        led = words("peer.article").sub("", text[: named.start()]).rstrip()
        if _QUOTED.fullmatch(between) or (not between and ends_in("peer.refers", led)):
            return True
    return False


_QUOTED = re.compile('[«“„‘"\'「『《][^«»“”„‘’"「」『』《》]*')


def _bars_some(text: str, at: int) -> bool:
    """Tell whether a port stands right behind a place, or what is kept from one: "rejects all requests on port 443"."""
    if port_behind(text, at):
        return True
    rest = text[at:].lstrip()
    while led := words("peer.article", "need.every", "cell.inbound", "cell.outbound").match(rest, 0):
        rest = rest[led.end() :].lstrip()
    named = words("need.barred", "peer.user", "text.host", "peer.pronoun").match(rest, 0)
    return named is not None and re.search(r"\d{2}", rest) is not None


def port_behind(text: str, at: int) -> bool:
    """Tell whether the number of a port stands right behind a place: "blocks inbound TCP port 443"."""
    rest = text[at:].lstrip()
    for each in ("peer.article", "cell.inbound", "cell.outbound"):
        match = words(each).match(rest, 0)
        rest = rest[match.end() :].lstrip() if match else rest
    return names_port(rest, 0, joined=True)


def outside(hits: list[re.Match[str]], masks: list[re.Match[str]]) -> list[re.Match[str]]:
    """Return the hits that are no part of a longer phrase."""
    return [hit for hit in hits if not any(m.start() < hit.end() and hit.start() < m.end() for m in masks)]


def is_of_another(clause: str, hit: re.Match[str]) -> bool:
    """Tell whether a word is no verb about a port: "Server Message Block", "reports of blocked users".

    An adjective is of another thing between a preposition and a noun that is no port; a verb in its bare form stands
    first in its clause, or behind a word such as "must".
    """
    if words("need.bare").whole(hit.group()):
        before, after = clause[: hit.start()].strip(), clause[hit.end() :]
        if before:
            alone = before.endswith(_ARROWS) and not after.strip()
            return not (alone or ends_in("need.before_bare", before))
        follows = any(words(each).match(after.strip(), 0) for each in ("peer.pronoun", "need.aside"))
        return bool(after.strip()) and not (_is_about_ports(after) or follows)
    if _is_of_people(clause, hit):
        return True
    if not words("need.closed").whole(hit.group()):
        return False
    before, after = clause[: hit.start()].strip(), clause[hit.end() :].strip()
    if not after or _is_about_ports(after):
        return False
    named = not before and len(after.split()) == 1 and not words("need.follows").whole(after)
    return named or ends_in("peer.stop", before) or ends_in("text.of", before)


def _is_of_people(clause: str, hit: re.Match[str]) -> bool:
    """Tell whether a verb stands right beside people in a longer clause: "blocked users are …", 被阻止的用户."""
    near = [between for user in words("peer.user").finditer(clause) for between in _between(clause, hit, user)]
    beside = any(not each.strip() or words("need.attributive").whole(each.strip()) for each in near)
    longer = len(clause.split()) > _NAME or UNSPACED_LETTER.search(clause) is not None
    return beside and longer and not _is_about_ports(clause)


_ARROWS = ("→", "⇒", "->", "=>", ">")
_NAME = 3
"""A clause of as many words may say of hosts that they are kept out: "agents blocked"."""


def _between(clause: str, one: re.Match[str], other: re.Match[str]) -> Iterator[str]:
    if one.end() <= other.start():
        yield clause[one.end() : other.start()]
    elif UNSPACED_LETTER.search(clause) is None:
        yield clause[other.end() : one.start()]


def _is_about_ports(text: str) -> bool:
    """Tell whether words speak of ports or of traffic: "TCP 25", "inbound connections"."""
    named = any(words(path).search(text) for path in ("port.word", "text.traffic"))
    return bool(named or transport_words().search(text) or re.search(r"\d", text))


def ends_in(path: str, text: str) -> bool:
    """Tell whether a text ends in a phrase of a list."""
    return before_end(path, text) is not None


def before_end(path: str, text: str) -> str | None:
    """Return what stands before the phrase of a list in which a text ends, the longest; None where it ends in none."""
    phrases, end = words(path), text[-_LONGEST:]
    found = re.search(rf"(?:{phrases.pattern})\s*$", end, re.IGNORECASE) if phrases.may_stand_in(end) else None
    return text[: len(text) - len(end) + found.start()] if found else None


_LONGEST = 200
"""No phrase has as many characters."""
