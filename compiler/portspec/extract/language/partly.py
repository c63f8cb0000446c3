"""Partly: clauses in which only some need a port, and nobody knows who has them: "Only named instances need it"."""

import re
from collections.abc import Iterator

from portspec.extract.language.clauses import hits_in, outside
from portspec.extract.language.keys import UNSPACED_LETTER
from portspec.extract.language.names import without_article
from portspec.extract.language.vocabulary import transport_words, words


def only_for(clause: str) -> str:
    """Return those who alone need a port, if a clause begins with them and an "only", and no word for hosts names them.

    Known hosts and users are ends of the connections, and what else stands there is a port or its traffic.
    """
    onlys = outside(hits_in(clause, "only"), hits_in(clause, "more"))
    if not onlys or not words(*_NEEDING).search(clause):
        return ""
    subjects = (subject for only in onlys for subject in _subjects(clause, only))
    return next(filter(_is_unknown, subjects), "")


_NEEDING = ("need.required_verb", "text.requires", "text.uses")
_ENDS = ("text.host", "text.any_host", "peer.user", "peer.device", "party.everyone", "party.outsider", "party.network")
_OTHERS = ("port.word", "text.traffic", "cell.inbound", "cell.outbound", "text.condition", "peer.pronoun", *_NEEDING)
_BEFORE = ("need.aside", "need.case", "need.limit", "text.on", "peer.by", "peer.for")
"""What begins no subject: "only during the installation"."""


def _subjects(clause: str, only: re.Match[str]) -> Iterator[str]:
    """Yield who stands between an "only" at the beginning of a clause and the port, or before one behind them."""
    ports = [port.start() for port in _ports(clause) if port.start() >= only.end()]
    if not words("peer.article").sub("", clause[: only.start()]).strip():
        behind = min(ports, default=len(clause))
        verbs = (verb.start() for verb in words(*_NEEDING).compiled.finditer(clause, only.end(), behind))
        end = min(verbs, default=behind)
        meant = ports or any(hit.start() >= end for hit in hits_in(clause, "object", "there"))
        said = clause[only.end() : end].strip()
        by = words("peer.by").match(said, 0) if end < behind else None  # "only by named instances" needs no port
        yield said[by.end() :].strip() if by else said if meant else ""
    elif UNSPACED_LETTER.search(clause) and ports:
        yield clause[: only.start()].strip()


def _ports(clause: str) -> Iterator[re.Match[str]]:
    """Yield where a clause points at the port: "this port"."""
    for own in words("need.own").finditer(clause):
        if words("port.word").match(clause[own.end() :].lstrip(), 0):
            yield own


def _is_unknown(subject: str) -> bool:
    subject = without_article(subject)
    if not re.search(r"[^\W\d_]", subject) or len(subject.split()) > _FEW or re.search(r"\d{2}", subject):
        return False
    if transport_words().search(subject) or any(words(each).match(subject, 0) for each in _BEFORE):
        return False
    return not any(words(each).search(subject) for each in (*_ENDS, *_OTHERS))


_FEW = 6
