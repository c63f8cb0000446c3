"""Conditions: the words that limit when a port is needed."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from portspec.extract.language.awaited import awaited
from portspec.extract.language.circumstances import is_circumstance, trial_in
from portspec.extract.language.clauses import Clause, clauses, closing_in, hits_in, outside
from portspec.extract.language.conceded import told_all_the_same
from portspec.extract.language.keys import UNSPACED_LETTER
from portspec.extract.language.lexicon import phrases
from portspec.extract.language.starting import without_start
from portspec.extract.language.supposed import HYPHENS, is_turned
from portspec.extract.language.tongue import is_foreign
from portspec.extract.language.vocabulary import Words, transport_at, words


def begins_condition(clause: str) -> bool:
    """Tell whether a clause begins with a word such as "if"."""
    match = words("text.condition").match(clause.strip(), 0)
    if match and (
        _is_other(match) or words("need.local").match(clause.strip(), 0)
    ):  # "kun localhost": "only", in Danish
        return False
    if match is None and _is_inverted(clause.strip()):
        return True
    # No conjunction stands before an auxiliary verb: "se puede cerrar".
    return match is not None and not words("need.may").match(clause.strip()[match.end() :].lstrip(), 0)


def _is_inverted(clause: str) -> bool:
    """Tell whether a clause begins with its verb, and what it is about follows: "Wird der Port blockiert, …"."""
    verb = words("need.inverted").match(clause, 0)
    rest = clause[verb.end() :].lstrip() if verb else ""
    about = verb is not None and any(
        words(each).match(rest, 0) for each in ("peer.article", "need.own", "port.word", "text.traffic")
    )
    return about and bool(hits_in(clause, "close", "open", "unused"))


@lru_cache(maxsize=4096)
def condition_in(text: str) -> str | None:
    """Return the clause that limits when a port is needed: "if you use one", "only with replication"."""
    if not words(*LIMITING).may_stand_in(text) or awaited(text) > 0:
        return _circumstance_in(text)
    all_the_same = [match.span() for match in words("need.concession").finditer(text)]
    text = without_start(told_all_the_same(text))
    limited = [each for each in clauses(text) if _only(each.text)]
    found = sorted(_hits(text, limited), key=lambda hit: (hit.start(), -hit.end()))
    for hit in found:
        free = any(each.start < hit.start() < each.end for each in limited)
        if not (free or _may_begin(text, hit)) or any(start <= hit.start() <= end + 1 for start, end in all_the_same):
            continue
        behind = words("need.behind").whole(hit.group())
        whole = behind or words("need.during").whole(hit.group()) or UNSPACED_LETTER.search(hit.group())
        start = _clause_start(text, hit) if whole else hit.start()
        end = _END_OF_CONDITION.search(text, hit.start())
        if end and end.start() == hit.end() and begins_condition(text[end.end() :]):  # "only needed, if …"
            end = _END_OF_CONDITION.search(text, end.end())
        stop = end.start() if end else len(text)
        clause = text[start : hit.end() if behind and _NUMBER.search(text, hit.end(), stop) else stop].strip()
        if (not free and _is_of_another_port(clause)) or (end and _asks_to_see(text[end.end() :])):
            continue
        case = text[start : hit.end()] if start < hit.start() else clause
        if _is_consequence(clause) or _only_names_firewall(case):
            continue
        if behind or len(clause.split()) > 1 or not clause.isascii():
            return clause
    return _circumstance_in(text)


def _circumstance_in(text: str) -> str | None:
    """Return where or when alone a text holds: "In test setups, …", "… for testing"."""
    if not words("need.trial", "need.variety", "need.during").may_stand_in(text):
        return None
    for each in clauses(text):
        if is_circumstance(each.text):
            return each.text.strip()
        if tried := trial_in(each.text):
            return tried
    return None


def _only_names_firewall(case: str) -> bool:
    """Tell whether a case is no more than that there is a firewall, as there is where rules are made for it."""
    if not words("text.firewall").may_stand_in(case) or not words("need.present").search(case):
        return False
    between = words("peer.between").search(case) is not None
    added = hits_in(case, "extra") and outside(hits_in(case, "present"), hits_in(case, "sheltered"))
    more = (words("text.and").search(case) or added) and not between
    return not (more or hits_in(case, "close", "negator", "unused", "only"))


def _asks_to_see(behind: str) -> bool:
    """Tell whether what follows a condition asks to see that a thing is so: "If nothing is shown, make sure that …"."""
    return words("need.ensure").match(behind.lstrip(), 0) is not None


def _is_of_another_port(condition: str) -> bool:
    """Tell whether a condition is that of another port, and so none of the one before: "If you use another port"."""
    return words("need.another").search(condition) is not None and not _only(condition)


LIMITING = ("need.limit", "need.until", "need.during", "need.only", "text.condition")


def _hits(text: str, limited: list[Clause]) -> Iterator[re.Match[str]]:
    """Yield the words that may begin a condition, or end one; `limited` are the clauses with an "only"."""
    others = [*hits_in(text, "more"), *words("when.now").finditer(text)]  # 当前 is no 当
    limits = [hit for hit in outside([*words("need.limit").finditer(text)], others) if not is_turned(hit)]
    yield from (hit for hit in limits if words("need.behind").whole(hit.group()) or not _leads_to_way(text, hit))
    begun = (hit for hit in words("text.condition").finditer(text) if not (_is_name(hit) or _is_other(hit)))
    yield from (hit for hit in begun if not _tells_use(text, hit))
    for clause in limited:
        yield from words("need.during").compiled.finditer(text, clause.start, clause.end)
        yield from (
            hit
            for hit in _limits()[0].finditer(text, clause.start, clause.end)
            if not (_leads_to_way(text, hit) or transport_at(text, _word_after(text, hit.end())))
        )
        yield from (hit for hit in _limits_before(text, clause) if not _leads_to_way(text, hit))
    if words("need.until").may_stand_in(text):
        yield from _until_version().finditer(text)


def _tells_use(text: str, hit: re.Match[str]) -> bool:
    """Tell whether a word of time begins to tell what a port is for, and no case: "when it backs up files".

    What the reader does is a case: "when you use replication".
    """
    behind = text[hit.end() :].lstrip()
    named = words("peer.pronoun").match(behind, 0) if words("need.time").whole(hit.group()) else None
    if named is None or words("need.copula", "peer.reader").whole(named.group()):
        return False
    if is_foreign(named.group().lower(), "peer.pronoun", text):  # the article "de" in Dutch, which is "they" in Danish
        return False
    return not words("need.copula").match(behind[named.end() :].lstrip(), 0)


def _limits_before(text: str, clause: Clause) -> Iterator[re.Match[str]]:
    """Yield what a clause ends in with an "only": "with replication only" limits as "only with replication" does."""
    last = [hit for hit in _only(clause.text) if not clause.text[hit.end() :].strip()]
    for only in last:
        yield from [*_limits()[1].finditer(text, clause.start, clause.start + only.start())][-1:]


def condition_behind(text: str) -> str | None:
    """Return what a text ends in that begins with a word such as "if": "Ports if the add-on is installed"."""
    hits = outside([*words("text.condition").finditer(text)], hits_in(text, "concession"))
    hit = next((each for each in hits if not (_is_name(each) or _is_other(each))), None)
    hit = None if awaited(text) > 0 else hit
    behind = text[hit.start() :].strip() if hit and text[: hit.start()].strip() else None
    return behind if behind and not _is_consequence(behind) else None


def _only(clause: str) -> list[re.Match[str]]:
    """Return where a clause says "only"; "not only" limits nothing."""
    found = hits_in(clause, "only")
    return outside(found, hits_in(clause, "more")) if found else found


@cache
def _limits() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of any "only" with what begins a case, and of what follows one in phrases that limit.

    That is "solely in", "only required with"; the phrases of the lexicon are such as "only with".
    """
    only = rf"(?:{words('need.only').pattern})\s*"
    begun = re.compile(only, re.IGNORECASE)
    rests = {phrase[match.end() :] for phrase in phrases("need.limit") if (match := begun.match(phrase))}
    rest = f"(?:{Words(sorted(rests)).pattern})"
    verb = f"(?:{words('need.required', 'need.required_verb', 'need.open').pattern})"
    case = f"(?:{words('need.case').pattern})"
    first = rf"{only}(?:{rest}|(?:{verb}\s+)?{case})"
    return re.compile(first, re.IGNORECASE), re.compile(rest, re.IGNORECASE)


def _leads_to_way(text: str, hit: re.Match[str]) -> bool:
    """Tell whether what limits a need to some cases limits it to a direction: "used only in the inbound direction"."""
    at = _word_after(text, hit.end())
    for path in ("need.case", "peer.article"):
        if match := words(path).match(text, at):
            at = _word_after(text, match.end())
    return any(words(f"{place}.{way}").match(text, at) for place, way in _WAYS)


def _word_after(text: str, at: int) -> int:
    return len(text) - len(text[at:].lstrip())


_WAYS = tuple((place, way) for place in ("cell", "text") for way in ("inbound", "outbound"))


def _is_other(hit: re.Match[str]) -> bool:
    """Tell whether a word means something else here than it may: Spanish "se" is no "if", and Dutch "als volgt"."""
    pointing = words("text.pointing").match(hit.string, hit.start())
    foreign = is_foreign(hit.group().lower(), "text.condition", hit.string)
    return bool(pointing and pointing.end() > hit.end()) or foreign or is_turned(hit)


def is_time(text: str, start: int, end: int) -> bool:
    """Tell whether a clause says when its sentence holds, and nothing of a port: "Until release 2, 80 was closed"."""
    first = not text[:start].strip() or text[:start].rstrip()[-1] in ".!?。"
    return first and text[end : end + 1] in (",", "，") and _until_version().match(text[start:end].strip()) is not None


def has_version_end(text: str) -> bool:
    """Tell whether a text names a version up to which something is so: "until 5.3"."""
    return words("need.until").may_stand_in(text) and _until_version().search(text) is not None


def before_versions(text: str) -> str:
    """Return a text without the versions up to which something is so."""
    return _until_version().sub(" ", text)


def _is_name(hit: re.Match[str]) -> bool:
    """Tell whether a word is a name: "ha" is "if" in Hungarian, "HA" is high availability, "ha-proxy" a program.

    An ending is none either, nor a pronoun behind its verb: "proxy'si" in Turkish, "conectam-se" in Portuguese.
    """
    word, after = hit.group(), hit.string[hit.end() : hit.end() + 2]
    named = word.isupper() and word.isascii() and not hit.string.isupper()
    ending = _ENDED.match(hit.string, max(hit.start() - 4, 0), hit.start()) is not None
    joined = hit.string[: hit.start()].endswith(HYPHENS)
    return named or ending or joined or (after[:1] == "-" and after[1:].isalnum())


_ENDED = re.compile(r"[^\W\d_]{3}['’]\Z")
"""An apostrophe behind more letters than lose a vowel before one: "l'", "d'"."""


@cache
def _until_version() -> re.Pattern[str]:
    """Return the pattern of a version up to which a port is needed: "until 5.3", "before version 6"."""
    label = f"(?:{words('port.label').pattern})"
    number = rf"(?:v?\d+(?:\.\w+)+|{label}\s*v?\d[\w.]*|v\d+)"
    before = rf"(?:{words('need.until').pattern})\s*(?:(?:{words('peer.article').pattern})\s)?"
    return re.compile(rf"{before}\s*{number}(?:\s*{label})?|{number}\s*{before}", re.IGNORECASE)


def _clause_start(text: str, hit: re.Match[str]) -> int:
    """Return where the clause of a word begins that ends a condition: "복제를 사용하는 경우에만", "HA only"."""
    return max((clause.start for clause in clauses(text) if clause.start <= hit.start()), default=hit.start())


_NUMBER = re.compile(r"\d")
_END_OF_CONDITION = re.compile(r"[;)）。；\n]|\.(?!\w)|,(?=\s)|，")


def _may_begin(text: str, hit: re.Match[str]) -> bool:
    """Tell whether a word that may begin a condition does so where it stands."""
    if not words("text.condition").whole(hit.group()) or any(words(each).whole(hit.group()) for each in _FREE):
        return True
    before = text[: hit.start()]
    return not before.strip() or before.rstrip()[-1] in ",;(.:—–，（。：" or before.endswith(("- ", "-- "))


_FREE = ("need.anywhere", "need.limit")
"""The words that begin a condition wherever they stand."""


@lru_cache(maxsize=4096)
def _is_consequence(clause: str) -> bool:
    """Tell whether a clause says what comes of a closed port, or that a thing is all the same: "if it is closed"."""
    said = re.split(r"[(（]", clause)[0] or clause  # what stands in brackets is no part of it
    closes = any(not _is_of_named(said, hit.end()) for hit in closing_in(said))
    return closes or bool(hits_in(said, "concession")) or words("need.consequence").search(said) is not None


def _is_of_named(said: str, end: int) -> bool:
    """Tell whether what follows a verb of closing, in a language without blanks, is another thing: 禁用中继."""
    thing = said[end:].strip()
    return len(thing) > 1 and UNSPACED_LETTER.match(thing) is not None and words(*_CLOSED).match(thing, 0) is None


_CLOSED = (
    "port.word", "port.named", "need.own", "need.there", "text.traffic", "peer.anaphor", "peer.pronoun", "need.object",
    "text.pointing", "need.copula",
)  # fmt: skip
"""What is closed with a port, or stands for it."""
