"""Sent: who opens the connections that words name, and to whom: "connections of the agents to the hub"."""

import re
from collections.abc import Iterator
from functools import cache

from portspec.extract.ends.hosts import names_host
from portspec.extract.ends.parties import hosts_or_users, is_host, name_end, names_in, up_to_host
from portspec.extract.language.keys import UNSPACED_LETTER
from portspec.extract.language.names import without_article
from portspec.extract.language.vocabulary import routes, words


def sent_by(clause: str) -> Iterator[tuple[str, str]]:
    """Yield who opens connections that a clause names, and who accepts them, empty where it does not say so."""
    named = hosts_or_users().may_stand_in(clause)
    for noun in words("peer.sent").finditer(clause) if named else ():
        before, behind = clause[: noun.start()], _without_way(clause[noun.end() :])
        owner, rest = _owner_behind(behind, bare=words("peer.genitive").whole(noun.group()))
        if not owner:
            before, toward = _without_receiver(before)
            owner, rest = _owner_before(before), toward or rest
        if owner:
            yield owner, _receiver(rest)
    if named and (owner := _owner_of_messages(clause)):
        yield owner, ""
    for away in words("peer.away").finditer(clause):
        to = words("peer.toward").search(clause)
        yield away.group(), to.group() if to else ""


def _owner_of_messages(clause: str) -> str:
    """Return whose messages a clause begins with: "reports of the agents", but not "view of the reports of …"."""
    said = without_article(clause.strip())
    noun = words("peer.message").match(said, 0)
    genitive = noun is not None and words("peer.genitive").whole(noun.group())
    return _owner_behind(said[noun.end() :].strip(), bare=genitive)[0] if noun else ""


def _without_way(behind: str) -> str:
    """Return what stands behind a noun and the direction that is said of it: "connexions entrantes des agents"."""
    said = behind.strip()
    way = words(*_WAYS).match(said, 0)
    return said[way.end() :].strip() if way else said


_WAYS = ("text.inbound", "text.outbound", "title.inbound", "title.outbound", "cell.inbound", "cell.outbound")


def _owner_behind(behind: str, *, bare: bool) -> tuple[str, str]:
    """Return the name behind a noun and an "of", which a `bare` one needs not, and what stands behind the name."""
    of = words("peer.of").match(behind, 0)
    if of is None and not bare:
        return "", behind
    said = behind[of.end() :] if of else behind
    end = min((match.start() for match in (name_end().search(said), _to().search(said)) if match), default=len(said))
    names = [up_to_host(each) for each in names_in(said[:end]) if each]
    if not names or not all(map(is_host, names)):
        return "", behind
    last = said.rindex(names[-1]) + len(names[-1])
    return without_article(said[:last]), said[last:]


def _without_receiver(before: str) -> tuple[str, str]:
    """Return the words before a noun without a host to whom it is, and that host: "agenttien palvelimeen …"."""
    said = before.rstrip()
    last = [match for match in words("peer.toward").finditer(said) if match.end() == len(said)]
    return (said[: last[0].start()], last[0].group()) if last else (before, "")


def _owner_before(before: str) -> str:
    """Return the name before a noun, "agent connections", "the agents' inbound connections", 代理的连接."""
    said = before.rstrip(" -‐‑")
    for path in (*_WAYS, "peer.owned"):
        last = [match.start() for match in words(path).finditer(said) if match.end() == len(said)]
        said = said[: last[0]].rstrip() if last else said
    piece = name_end().split(re.sub(r"['’]s?$", "", said))[-1]
    acts = [match.end() for match in words(*_ACTS).finditer(piece)]
    name = without_article(piece[max(acts, default=0) :])
    name = name if len(name.split()) <= _FEW else name.rsplit(maxsplit=1)[-1]
    return name if name and is_host(name) and _ends_in_host(name) else ""


_ACTS = (
    "text.verb", "text.requires", "text.uses", "text.receives", "text.listening", "need.open", "need.close",
    "peer.let", "peer.for", "peer.article",
)  # fmt: skip
"""What may stand before the name: a verb, a "for"."""
_FEW = 2


def _ends_in_host(name: str) -> bool:
    """Tell whether a name ends in a word for hosts or users; in a script without blanks more may follow it."""
    if UNSPACED_LETTER.search(name):
        return any(match.end() == len(name) for match in hosts_or_users().finditer(name))
    return is_host(name.rsplit(maxsplit=1)[-1])


def _receiver(behind: str) -> str:
    """Return the host behind words such as "to" and "with"; empty where nothing else stands there."""
    said = behind.strip()
    if toward := words("peer.toward").match(said, 0):
        return toward.group()
    to = _to().match(f" {said}")
    if to is None:
        return ""
    name = up_to_host(without_article(name_end().split(said[to.end() - 1 :].strip(), maxsplit=1)[0]))
    return name if name and names_host(name) else ""


@cache
def _to() -> re.Pattern[str]:
    """Return the pattern of what stands between who opens connections and who accepts them."""
    ends = {re.escape(each.end) for each in routes() if not UNSPACED_LETTER.search(each.end)}
    known = "|".join(sorted(ends, key=lambda end: (-len(end), end)))
    return re.compile(rf"\s(?:{words('peer.receiver', 'peer.with').pattern}|{known})(?!\w)", re.IGNORECASE)
