"""Subjects: clauses that say something of a port and name nothing they are about: "Blocked at the edge"."""

import re

from portspec.extract.language.clauses import Clause, clauses, ends_in, hits_in, outside
from portspec.extract.language.keys import UNSPACED_LETTER
from portspec.extract.language.tongue import is_foreign
from portspec.extract.language.vocabulary import words


def lacks_subject(clause: str, telling: str) -> bool:
    """Tell whether a clause names nothing that it is about: "Blocked at the edge", and no "Block the console".

    It begins with words that say something of a port, and a preposition follows, if anything; one without a verb in a
    finite form may begin with the preposition. Where the verb is last, particles mark what a clause is about. What says
    how firmly the port is asked for stands in `telling`.
    """
    if _VERB_LAST.search(clause):
        begin = max((limit.end() for limit in words("need.limit").finditer(clause)), default=0)
        marked = outside(hits_in(clause, "subject"), hits_in(clause, "aside", "local", "now"))
        ends = len(clause.rstrip())  # there が is a "but"
        named = (clause[begin : hit.start()] for hit in marked if begin <= hit.start() and hit.end() < ends)
        return all(_means_port(said) for said in named)
    said = _without_version(clause.strip())
    if not _begins_aside(said):
        return _leads(said)
    if telling in clause and (UNSPACED_LETTER.search(clause) or not _names_finite(clause)):
        return True
    return any(_leads(" ".join(said.split()[count:])) for count in _PHRASE)


def is_refused(clause: Clause, text: str) -> bool:
    """Tell whether a clause answers a label about the firewall with a no: "Firewall rule: none", or "(never)"."""
    label, said = text[: clause.start].rstrip(), clause.text.strip()
    never = words("need.negator").whole(said) and not any(
        words(each).whole(said) for each in ("tick.no", "need.nobody")
    )
    led = label.endswith((":", "：", "(", "（")) or (label.endswith(",") and _is_label(clause, text))
    if (never and led) or _denies_way(clause, text):
        return True
    if not label.endswith((":", "：")) or not any(words(each).whole(clause.text) for each in ("tick.no", "port.none")):
        return False
    return any(words("text.firewall").search(each.text) for each in clauses(label)[-1:])


def _denies_way(clause: Clause, text: str) -> bool:
    """Tell whether a clause is a label that denies a direction: "Never inbound: 7101/tcp"."""
    if not _is_label(clause, text):
        return False
    said = clause.text.strip(" *_")
    none = [hit for hit in hits_in(said, "negator") if hit.start() == 0 or hit.end() == len(said)]
    return any(words(*_WAYS).whole(f"{said[: hit.start()]}{said[hit.end() :]}".strip(" ,")) for hit in none)


def _is_label(clause: Clause, text: str) -> bool:
    return text[clause.end :].lstrip().startswith((":", "："))


_WAYS = ("cell.inbound", "cell.outbound", "text.inbound", "text.outbound")


def _without_version(said: str) -> str:
    """Return a clause without the version that it begins with, which says since when it holds."""
    label = words("port.label").match(said, 0)
    number = _VERSION.match(said, label.end()) if label else None
    return said[number.end() :] if number else said


_VERSION = re.compile(r"\s*v?\d[\w.]*\s+")
_PHRASE = (2, 3)
"""So many words may have the phrase that a clause begins with: "After setup it …", "Nach der Einrichtung …"."""


def _leads(said: str) -> bool:
    """Tell whether words begin with what says something of a port, and end so or go on with a preposition."""
    begun = False
    while re.search(r"\w", said):
        if begun and (_begins_aside(said) or _stands_for_it(said)):
            return True
        match = words(*_LEADING).match(said, 0)
        if match is None:
            return False
        if len(match.group().split()) > 1 and ends_in("need.aside", match.group()):  # "reserved for …"
            return True
        said, begun = said[match.end() :].lstrip(" \t-‐‑"), True
    return begun


def _stands_for_it(said: str) -> bool:
    """Tell whether words begin with a pronoun, and end so or go on with a preposition: "open it in the firewall"."""
    match = words("need.object").match(said, 0)
    rest = said[match.end() :].lstrip() if match else ""
    return match is not None and (not rest or _begins_aside(rest))


def _begins_aside(said: str) -> bool:
    """Tell whether words begin with a preposition: with the "a" of Spanish, and not of English."""
    match = words("need.aside").match(said, 0)
    if match and not is_foreign(match.group().lower(), "need.aside", said):
        return True
    given = words("text.condition").match(said, 0)
    return given is not None and not is_foreign(given.group().lower(), "text.condition", said)


def _means_port(named: str) -> bool:
    """Tell whether what a particle marks is the port, or what opens it: "this port", and no "other ports"."""
    about = any(ends_in(each, named) for each in _OF_PORTS)
    return about and words("text.others").search(named) is None


_OF_PORTS = ("port.word", "need.rule", "need.open")
"""What a clause that is about a port may name before such a particle."""
_VERB_LAST = re.compile("[\u3040-\u30ff]")
"""Kana."""


def _names_finite(clause: str) -> bool:
    verbs = hits_in(clause, "copula", "must", "may")
    return any(not words("need.aside").whole(each.group()) for each in verbs)


_LEADING = (
    "need.before_bare", "need.negator", "need.must", "need.may", "need.open", "need.close", "need.only", "need.unused",
    "need.required",
    "need.required_verb", "need.optional", "need.retired", "need.off", "need.local", "need.bound", "need.loopback",
    "need.copula", "need.serving", "need.rule", "need.both", "need.remote", "need.switch",
    "peer.reachable", "need.past", "need.now",
)  # fmt: skip
"""What a clause that names nothing before it may begin with."""
