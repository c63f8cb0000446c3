"""Now: what a text says of the present, where it tells before what was so in an older version."""

import re
from functools import lru_cache

from portspec.extract.language.clauses import Clause, clauses, closing_in, hits_in, outside
from portspec.extract.language.conditions import begins_condition, has_version_end
from portspec.extract.language.polarity import negations_in, polarity, turns
from portspec.extract.language.subjects import lacks_subject
from portspec.extract.language.vocabulary import transport_words, words


@lru_cache(maxsize=1024)
def current(text: str) -> str:
    """Return a text with blanks in the place of what was so once, where now others can connect.

    "Up to version 3 it answered on localhost only; now it serves the whole network." What is now so otherwise, or not
    said to be, leaves the text as it is: a port that may be closed stays so.
    """
    text = _asked_now(text)
    if not (
        words("need.now", "need.since").may_stand_in(text) and words("need.wide", "need.remote").may_stand_in(text)
    ):
        return text
    said = clauses(text)
    now = next((number for number, clause in enumerate(said) if number and _begins_now(clause)), len(said))
    if not any(map(_opens_wide, said[now:])):
        return text
    end = said[now].start
    then = words("need.thereafter").match(said[now].text.strip(), 0) is not None
    before = [each for each in said[:now] if _is_past(each.text, then=then)]
    start = before[0].start if before else end
    return text[:start] + " " * (end - start) + text[end:]


def _asked_now(text: str) -> str:
    """Return a text with blanks where a port was optional once that is asked for now: "was optional, is needed now"."""
    if not (words("need.required").may_stand_in(text) and words("need.optional", "need.off").may_stand_in(text)):
        return text
    said = clauses(text)
    for at, clause in enumerate(said):
        before = [each for each in said[:at] if each.sentence == clause.sentence]
        freed = [each for each in before if hits_in(each.text, "optional", "off") and _is_past(each.text)]
        if freed and _asks_firmly(clause.text):
            start, end = freed[0].start, clause.start
            return text[:start] + " " * (end - start) + text[end:]
    return text


def _is_past(said: str, *, then: bool = False) -> bool:
    """Tell whether a clause says what was so once, or up to which version, or release of a name: "until Heron 3".

    Where "since then" follows, `then`, any version that the clause does not begin with is one.
    """
    if hits_in(said, "past", "hitherto") or has_version_end(said):
        return True
    if then and _SMALL.search(said) and not hits_in(said, "since"):
        return True
    return bool(hits_in(said, "until")) and _has_release(said)


def _asks_firmly(said: str) -> bool:
    """Tell whether a clause asks for the port now, in no case of its own and not only up to a version."""
    asked = hits_in(said, "required") and not hits_in(said, "past", "optional", "off", "retired", "nolonger", "only")
    return bool(asked) and not (negations_in(said) or has_version_end(said) or begins_condition(said))


_SMALL = re.compile(r"(?<![\d.])\d{1,2}(?!\d)")
"""A number that is that of a version rather than that of a port."""


def _has_release(said: str) -> bool:
    """Tell whether words name a release, a name with a number behind it that is no port: "Heron 3"."""
    found = (each for each in _RELEASE.finditer(said))
    return any(not (words("port.word").whole(each[1]) or transport_words().fullmatch(each[1])) for each in found)


_RELEASE = re.compile(r"([^\W\d_][\w-]+)\s+v?\d{1,2}(?![\w.]*\d)")


def is_overruled(clause: Clause, text: str) -> bool:
    """Tell whether one says only how a port is found, and one behind it asks for it: "Blocked by default; open it".

    What a firewall does is no more than that either: "Most firewalls block it. Add an exception".
    """
    said = clause.text
    if _would_follow(clause, text):
        return True
    found = words("port.default").search(said) or (hits_in(said, "bars") and words("text.firewall").search(said))
    if not found or hits_in(said, "must", "ensure") or polarity(said) >= 0:
        return False
    return any(each.start >= clause.end and _asks_for_it(each.text) for each in clauses(text))


def _would_follow(clause: Clause, text: str) -> bool:
    """Tell whether one says what would come of what the one before it forbids: "Do not close it: nobody could …"."""
    said = clause.text
    before = [each.text for each in clauses(text) if each.sentence == clause.sentence and each.end <= clause.start][-1:]
    forbidden = any(polarity(each) > 0 and turns(each) for each in before)
    if not forbidden or closing_in(said) or hits_in(said, "must", "forbid", "unused") or re.search(r"\d", said):
        return False
    return bool(hits_in(said, "unable", "may", "consequence"))


def is_asked_behind(start: int, end: int, text: str) -> bool:
    """Tell whether a clause behind one that gives a port up asks for it all the same: "deprecated, but still required".

    What is asked for in an older version is not, "removed in 4, required in 3", if it is not given up later on.
    """
    said = text[start:end]
    given_up, future = _version_in(said), bool(hits_in(said, "future"))
    for each in (each for each in clauses(text) if each.start >= end):
        if begins_condition(each.text) or re.search(r"\d{3}", each.text):
            continue
        version = _version_in(each.text)
        if not future and given_up and version and version < given_up:
            continue
        if _goes_on(each.text):
            return True
    return False


def _goes_on(clause: str) -> bool:
    """Tell whether a clause says that the port given up before it is asked for."""
    if hits_in(clause, "past", "instead", "another", "nolonger", "concession", "off", "optional"):
        return False
    if hits_in(clause, "lasts"):
        return not negations_in(clause)
    however = words("need.however").match(clause.strip(), 0)
    rest = clause.strip()[however.end() :].strip() if however else clause.strip()
    firm = polarity(rest) > 0 and bool(hits_in(rest, "required", "must", "required_verb") or closing_in(rest))
    return firm and (lacks_subject(rest, rest) or bool(hits_in(rest, "object", "there")))


def _version_in(text: str) -> tuple[int, ...]:
    """Return the version that a clause names; empty where it names none."""
    found = re.search(r"\d+(?:\.\d+)*", text)
    return tuple(map(int, found.group().split("."))) if found else ()


def _asks_for_it(clause: str) -> bool:
    """Tell whether a clause asks for the port that was named before it."""
    if polarity(clause) <= 0 or begins_condition(clause):
        return False
    made = hits_in(clause, "make") and hits_in(clause, "rule")
    return bool(made or hits_in(clause, "object", "there")) or lacks_subject(clause, clause)


def _begins_now(clause: Clause) -> bool:
    said = clause.text.strip()
    since = words("need.since").match(said, 0)
    release = _RELEASE.match(said[since.end() :].lstrip()) if since else None
    return words("need.now").match(said, 0) is not None or bool(release and _has_release(release.group()))


def _opens_wide(clause: Clause) -> bool:
    against = outside(hits_in(clause.text, *_AGAINST), hits_in(clause.text, "now"))
    return bool(hits_in(clause.text, "wide", "remote")) and not against  # a Dutch "nu" is a "not" in Romanian


_AGAINST = ("negator", "close", "bars", "local", "retired", "nolonger", "only")
"""What leaves it open whether others can connect now."""
