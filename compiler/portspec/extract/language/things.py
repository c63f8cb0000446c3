"""Things: what a clause may call needless that is no port, such as a login: "No authentication is required"."""

import re
from functools import cache

from portspec.extract.language.clauses import Clause, ends_in, hits_in, outside
from portspec.extract.language.vocabulary import source_ports, transport_words, words

_FEW = 4
"""The words before the thing: "Does not require a"; more may name what it is for."""


def does_without(clause: str) -> bool:
    """Tell whether a clause says of nothing but a thing that it is needed or not.

    "Must not be open without a login", "the port for the login is not needed" speak of ports.
    """
    if _is_of_feature(clause):
        return True
    things, taken = hits_in(clause, "thing"), hits_in(clause, "open", "close")
    if things and not _speaks_of_ports(clause) and any(_is_said_of(each, clause, taken) for each in things):
        return True
    asked = hits_in(clause, "required_verb") if things else []
    if not asked or outside(hits_in(clause, "open", "close"), asked) or _speaks_of_ports(clause):
        return False
    before = clause[: things[0].start()]
    return len(before.split()) <= _FEW and not words("peer.stop").search(before) and not re.search(r"[,;:]", before)


def is_of_thing(clause: str, hit: re.Match[str]) -> bool:
    """Tell whether what is given up or switched off is a thing right beside it, and no port: "Guests are disabled"."""
    return not _speaks_of_ports(clause) and any(_is_said_of(thing, clause, [hit]) for thing in hits_in(clause, "thing"))


def is_of_older(clause: Clause, hit: re.Match[str], text: str) -> bool:
    """Tell whether what a clause gives up is an older thing than what its text is about: "…; the old line was removed".

    A service, or what the words before it name, may be what has the port.
    """
    before = clause.text[: hit.start()]
    told = transport_words().sub(
        " ", words("port.word", "text.inbound", "text.outbound").sub(" ", text[: clause.start])
    )
    if not words("when.past").search(before) or not re.search(r"[^\W\d_]", told) or _speaks_of_ports(clause.text):
        return False
    if words("text.program", "need.feature", "header.service", "header.protocol", "text.host").search(before):
        return False
    said = re.findall(r"[^\W\d_]+", words("when.past", *_BESIDE).sub(" ", before).casefold())
    return bool(said) and not any(each[: max(_STEM, len(each) - 2)] in told.casefold() for each in said)


_BESIDE = (
    "peer.article", "need.copula", "need.past", "need.adjective", "need.own", "need.object", "need.aside",
    "need.present", "need.attributive", "need.now", "need.subject",
)  # fmt: skip
"""What may stand beside the name of a thing that is given up."""
_STEM = 3


def is_of_replies(clause: str) -> bool:
    """Tell whether a clause is about what goes back over a connection, or where it goes: "Replies need no rule".

    It begins with that or ends in a "for" with it, and names no other port: "No rule is needed for the source port".
    """
    if not words("need.reply", "port.source").may_stand_in(clause) or hits_in(clause, "close", "bars", "seclude"):
        return False
    bare = source_ports().sub(" ", clause)
    if words("port.word").search(bare):
        return False
    said = _led(clause)
    begun = words("need.reply").match(said, 0) or source_ports().match(said, 0)
    return bool(begun) or any(_ends_in_replies(clause[each.end() :]) for each in words("need.aside").finditer(clause))


def _ends_in_replies(said: str) -> bool:
    """Tell whether words are nothing but what goes back, or a source port, with whose it is."""
    named = words("need.reply").whole(_led(said).rstrip(" ."))
    ends = [each for each in source_ports().finditer(said) if not said[each.end() :].strip(" .")]
    return named or any(len(said[: each.start()].split()) <= _WHOSE for each in ends)


def _led(said: str) -> str:
    """Return words without what may stand before those for replies."""
    said = said.strip()
    while led := words(*_BEFORE_REPLIES).match(said, 0):
        said = said[led.end() :].lstrip()
    return said


_WHOSE = 3
"""So many words may say whose source port it is: "the client's"."""
_BEFORE_REPLIES = ("text.and", "need.however", "need.aside", "peer.article", "peer.pronoun")
"""What a clause that is about replies may begin with."""


def _is_said_of(thing: re.Match[str], clause: str, taken: list[re.Match[str]]) -> bool:
    """Tell whether one of some verbs stands right beside a thing: "passwords are not accepted"."""
    if ends_in("need.aside", clause[: thing.start()]):  # "must not be open without a login"
        return False
    between = [clause[thing.end() : verb.start()] for verb in taken if verb.start() >= thing.end()]
    between += [clause[verb.end() : thing.start()] for verb in taken if verb.end() <= thing.start()]
    return bool(between) and all(_is_little(each) for each in between)


def _is_little(between: str) -> bool:
    named = _NAME.sub(" ", _without_sizes(between))
    rest = words("need.copula", "need.negator", "need.must", "peer.article", "need.subject").sub(" ", named)
    return re.search(r"[^\W\d]|\d{3}", rest) is None


_NAME = re.compile(r"\b[A-Z]+[\dA-Z.]+\b")
"""A short name: "RC4"."""


def _is_of_feature(clause: str) -> bool:
    """Tell whether a clause says of "this feature" that nobody needs it."""
    near = [clause[hit.end() :].lstrip() for hit in words("peer.anaphor", "need.own").finditer(clause)]
    named = any(words("need.feature").match(each, 0) for each in near)
    return named and bool(hits_in(clause, "required_verb")) and not _speaks_of_ports(clause)


def _speaks_of_ports(clause: str) -> bool:
    named = any(words(sense).search(clause) for sense in ("port.word", "text.traffic", "text.firewall"))
    return named or re.search(r"\d{2}", _without_sizes(clause)) is not None


def _without_sizes(clause: str) -> str:
    """Return a clause without the numbers of its sizes: "keys under 2048 bits are refused"."""
    return _sizes().sub(" ", clause)


@cache
def _sizes() -> re.Pattern[str]:
    least = rf"(?:(?:{words('need.aside', 'port.greater', 'port.at_least').pattern})\s+)*"
    return re.compile(rf"(?<!\w){least}\d+\s*(?:{words('port.unit').pattern})", re.IGNORECASE)
