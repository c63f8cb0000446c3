"""Aimed: the host to whose port connections go out: "outbound connections to TCP port 7101 of the hub"."""

import re
from functools import cache, lru_cache

from portspec.document import Text
from portspec.extract.ends.hosts import host_as_subject
from portspec.extract.ends.parties import behind_verb, is_end
from portspec.extract.grammar.addressed import addressed_in
from portspec.extract.grammar.mentions import mentions
from portspec.extract.language.clauses import ends_in
from portspec.extract.language.conditions import begins_condition
from portspec.extract.language.keys import UNSPACED_LETTER
from portspec.extract.language.names import actor
from portspec.extract.language.phrases import direction_in
from portspec.extract.language.vocabulary import about_number, routes, words


@lru_cache(maxsize=256)  # each port of a sentence asks
def aimed_at(sentence: str) -> str | None:
    """Return the host whose port the connections that a sentence lets out go to; None where it names none so."""
    if direction_in(sentence) != "outbound":
        return None
    for mention in mentions(sentence):
        behind = _TRANSPORT.sub("", sentence[mention.end :], count=1).lstrip()
        owned = words("text.possessor", "text.on", "text.of").match(behind, 0)
        if owned and _leads_to(sentence[: mention.start]):
            name = behind_verb(behind[owned.end() :])
            return name if is_end(name) else None
    return None


_VERBS = ("need.open", "text.verb", "peer.act", "need.make")
_TRANSPORT = re.compile(r"^/\w+|^\s*[(（][^()（）]{1,30}[)）]")


def aiming(sentence: str) -> str:
    """Return who opens the connections of such a sentence, empty where it begins with nobody: "Agents open …"."""
    subject = host_as_subject(Text(sentence, 0, len(sentence)))
    if subject:
        return subject.folded
    verb = next((hit for hit in words(*_VERBS).finditer(sentence) if hit.start()), None)
    name = actor(sentence[: verb.start()]) if verb else ""
    return name if name and is_end(name) and direction_in(name) == "unstated" else ""


def goes_out(clause: str) -> bool:
    """Tell whether a clause names the address that connections go out to: "Outbound access to hub.example.com:443"."""
    return bool(addressed_in(clause)) and direction_in(clause) == "outbound" and not begins_condition(clause)


def _leads_to(text: str) -> bool:
    """Tell whether words before a port's number end in a "to", be it a part of "to port"."""
    about = about_number().search(text)
    led = text[: about.start()] if about else text
    if ends_in("header.destination_port", text.rstrip()) or ends_in("peer.receiver", led.rstrip()):
        return True
    return led.casefold().rstrip().endswith(tuple(_ends()))


@cache
def _ends() -> frozenset[str]:
    """Return the words that lead to the second end of a connection, with a blank before them."""
    return frozenset(f" {each.end}" for each in routes() if not UNSPACED_LETTER.search(each.end))
