"""Obliged: hosts that must reach the port of a clause, or are let reach it: "The agents must be able to access it"."""

from collections.abc import Iterator

from portspec.extract.ends.parties import hosts_or_users, is_host, name_end, up_to_host
from portspec.extract.language.clauses import clauses
from portspec.extract.language.conditions import begins_condition
from portspec.extract.language.keys import UNSPACED_LETTER
from portspec.extract.language.names import actor, without_article
from portspec.extract.language.polarity import is_negative
from portspec.extract.language.vocabulary import words


def obliged_in(text: str) -> Iterator[str]:
    """Yield the hosts of which a text says that they must, or may, reach the ports that it lets connections in to."""
    for clause in clauses(text):
        if is_negative(clause.text) or begins_condition(clause.text):
            continue
        yield from filter(None, (_before_must(clause.text), _behind_let(clause.text)))


def _before_must(clause: str) -> str:
    """Return the host before a word such as "must"; who must open something is none: "administrators must open …"."""
    for must in words("need.must").finditer(clause):
        said = actor(name_end().split(clause[: must.start()])[-1])
        name = up_to_host(said) if said else ""
        if name and is_host(name) and words("need.open", "peer.let").search(clause[must.end() :]) is None:
            return name
    return ""


def _behind_let(clause: str) -> str:
    """Return the host right behind a word such as "allow", where it is let do something."""
    for let in words("peer.let", "need.open").finditer(clause):
        said = clause[let.end() :].lstrip()
        rest = without_article(said)
        host = next(hosts_or_users().finditer(rest), None)
        if host is None or not _is_near(rest[: host.start()]):
            continue
        name, behind = rest[: host.end()], rest[host.end() :].strip()
        # "allow agent traffic" is no agent's doing, "allow the agents …" is; "lets users sign in" asks for nothing
        bare = rest == said and words("text.traffic", "port.word").match(behind, 0) is not None
        served = words("peer.user").whole(name) and not words("text.requires").whole(let.group())
        if is_host(name) and behind and not (bare or served):
            return name
    return ""


def _is_near(before: str) -> bool:
    few = len(before) <= _LETTERS if UNSPACED_LETTER.search(before) else len(before.split()) <= _WORDS
    return few and name_end().search(before) is None


_WORDS, _LETTERS = 2, 4
"""What may stand before the word for a host in its name."""
