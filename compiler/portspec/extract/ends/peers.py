"""Peers: who stands at the other end of a connection, as descriptions, cells and sentences name them."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise

from portspec.extract.ends.addresses import addresses_in
from portspec.extract.ends.alone import alone_in
from portspec.extract.ends.among import among_in, are_parted, mutual_ends
from portspec.extract.ends.frames import SENSES, frames
from portspec.extract.ends.itself import is_itself
from portspec.extract.ends.obliged import obliged_in
from portspec.extract.ends.parties import (
    FEW,
    behind_verb,
    hosts_or_users,
    is_among_hosts,
    is_end,
    is_host,
    is_party,
    name_at,
    name_end,
    names_in,
    names_some,
    pair,
    up_to_host,
)
from portspec.extract.ends.reached import CLAUSE, owner_of
from portspec.extract.ends.sent import sent_by
from portspec.extract.ends.told import ends_told
from portspec.extract.language.clauses import clauses, closing_in, hits_in, outside
from portspec.extract.language.keys import lowered, phrase_key, text_keys
from portspec.extract.language.lexicon import phrases
from portspec.extract.language.masked import of_words
from portspec.extract.language.names import REMARK, actor, before_aside, is_let, without_article
from portspec.extract.language.polarity import is_negative, negations_in
from portspec.extract.language.vocabulary import Words, occurrences, words
from portspec.spec import Direction

Ends = tuple[str, str]
"""Who opens a connection and who accepts it."""
_NONE: Ends = ("", "")


@lru_cache(maxsize=1024)  # each port of a sentence asks
def connection_ends(sentence: str) -> Ends | None:
    """Return who connects to whom in a sentence: "The forwarders connect to the aggregator on TCP port 7140".

    It may say so from the other end, "The hub must be reachable from the agents", or with its verb behind both ends.
    Hosts that reach "each other" are both ends. A word for the way may stand between: "needs outbound access to".
    """
    if are_parted(sentence):
        return None
    for said in dict.fromkeys((sentence, words("cell.outbound").sub(" ", sentence))):
        for ends_of in (mutual_ends, ends_told, _acting_ends, _reached_ends, _final_ends, _framed_ends, _sent_ends):
            source, destination = ends_of(said)
            if is_end(source) and is_end(destination):
                return _with_remark(source, sentence), _with_remark(destination, sentence)
    return None


def _with_remark(name: str, sentence: str) -> str:
    """Return a name with a remark behind it that means the host itself: "Node (local) connects to Node"."""
    behind = (REMARK.match(sentence[found.end() :].lstrip()) for found in re.finditer(re.escape(name), sentence))
    remark = next((each.group() for each in behind if each and is_itself(each.group()[1:-1].strip())), "")
    return f"{name} {remark}" if remark else name


def _acting_ends(sentence: str) -> Ends:
    verb = words("peer.connect").search(sentence)
    if verb is None:
        return _NONE
    name = behind_verb(sentence[verb.end() :])
    return _before(sentence[: verb.start()]), owner_of(name)  # who reaches the console of a hub connects to the hub


def _reached_ends(sentence: str) -> Ends:
    verb = words("peer.reached").search(sentence)
    return (behind_verb(sentence[verb.end() :]), _before(sentence[: verb.start()])) if verb else _NONE


def _final_ends(sentence: str) -> Ends:
    """Return the ends in a clause whose verb stands last: "Die Agenten müssen den Server über TCP 443 erreichen"."""
    verb = words("peer.final").search(sentence)
    clause = CLAUSE.split(sentence[: verb.start()])[-1] if verb else ""
    helper = words("text.verb").search(clause)
    return (_before(clause[: helper.start()]), behind_verb(clause[helper.end() :])) if helper else _NONE


def _framed_ends(sentence: str) -> Ends:
    """Return the ends that the only verb of a sentence tells of; of several each may have ports of its own."""
    told = frames(sentence)
    return (told[0].source, told[0].destination) if told and told[0].alone else _NONE


def _sent_ends(sentence: str) -> Ends:
    """Return the ends of what is sent: "Connections of the agents to the server use TCP 443"."""
    return next((ends for ends in sent_by(sentence) if all(ends)), _NONE)


def lets_in(clause: str) -> bool:
    """Tell whether a clause says that a port is to be reached: "TCP 444 must be reachable from the agents".

    Not one of an address, to which connections go out.
    """
    verb = words("peer.reached").search(clause)
    before = clause[: verb.start()] if verb else ""
    return re.search(r"\d", before) is not None and not (is_negative(clause) or addresses_in(before, "outbound"))


def keeps_apart(clause: str) -> bool:
    """Tell whether a clause says that somebody is not to reach another: "The agents must not reach the database".

    A "not" before the word that gives something up is of that: "cannot be retired before the last one reports".
    """
    if not is_negative(clause) or words("need.consequence").search(clause):
        return False
    nos = negations_in(clause)
    ends = [hit.start() for hit in hits_in(clause, "retired") if len(nos) == 1 and nos[0].start() < hit.start()]
    found = (hit for each in CONNECTING for hit in words(each).finditer(clause))
    return any(hit.start() < min(ends, default=len(clause)) for hit in found)


CONNECTING = ("peer.connect", "peer.reached", "peer.final", *SENSES)


def _before(text: str) -> str:
    return actor(_PORT_BEHIND.sub("", (before_aside(text) or CLAUSE.split(text)[-1]).rstrip()))


_PORT_BEHIND = re.compile(r"(?<=\w):\d{1,5}(?:/\w+)?(?=\s|$)")
"""The port of an address, and its transport: `hub.example.com:7101/tcp`."""


@cache
def _peer_phrases() -> dict[str, list[tuple[int, str, list[str]]]]:
    """Return the phrases that name the other end by the key of the texts that may hold them, numbered.

    Each has its words that stand in such a text as they are.
    """
    found: dict[str, list[tuple[int, str, list[str]]]] = {}
    for number, phrase in enumerate(sorted(phrases("peer.phrases"), key=lambda each: (-len(each), each))):
        parts = phrase.split()
        fixed = [lowered(one) for one, after in pairwise((*parts, "")) if one != "{}" and not _is_article(one, after)]
        found.setdefault(phrase_key(phrase), []).append((number, phrase, fixed))
    return found


@cache
def _peer_pattern(phrase: str) -> re.Pattern[str]:
    """Return the pattern of such a phrase, once a text may hold it: most are never met."""
    parts = phrase.split()
    body = r"\s+".join(map(_peer_part, parts, [*parts[1:], ""]))
    stop = words("peer.stop", "need.must").pattern
    end = rf"(?=\s*(?:{stop}|[.,;:()\[\]]|$))" if phrase.endswith("{}") else r"(?!\w)"
    return re.compile(rf"(?<!\w){body}{end}", re.IGNORECASE)


def _peer_part(word: str, after: str) -> str:
    """Return the pattern of one word of a phrase: of the name, of any article right before it, or of the word."""
    if word == "{}":
        return "(.+?)"
    return f"(?:{words('peer.article').pattern})" if _is_article(word, after) else re.escape(word)


def _is_article(word: str, after: str) -> bool:
    return after == "{}" and words("peer.article").whole(word)


def peers_in(text: str) -> tuple[str, ...]:
    """Return who stands at the other end, as a description names them, each once."""
    return _peers_in(text) if _names_peers(text) else ()


@of_words
def _names_peers(text: str) -> bool:
    return bool(_peers_in(text))


_NO_PEER = ("peer.mutual", "need.concession", "need.now")
"""What names nobody: "reach each other", "independently of"."""


def _peers_in(text: str) -> tuple[str, ...]:
    found: list[tuple[int, str]] = []
    taken = [match.span() for match in words(*_NO_PEER).finditer(text)]
    known, low = _peer_phrases(), lowered(text)
    near = [(*each, key) for key in text_keys(text) & known.keys() for each in known[key]]
    for _, phrase, fixed, key in sorted(near):
        possible = all(word in low for word in fixed)
        for match in occurrences(_peer_pattern(phrase), frozenset((key,)), text) if possible else ():
            if any(match.start() < end and match.end() > start for start, end in taken):
                continue
            taken.append(match.span())
            names = map(without_article, pair().split(match.group(1)))
            found.extend((match.start(), name) for name in names if _is_peer(name))
    return tuple(dict.fromkeys(name for _, name in sorted(found, key=lambda each: each[0])))


def ends_beside(purpose: str, direction: Direction, hosts: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Return who opens the connections that a purpose lets in, or accepts those that go out: "requests from the hub".

    Without it a rule would be open to any address, though the page names the other end. A verb may also stand behind
    the name of one of the `hosts` that the port is on: that is no other end.
    """
    if direction == "inbound":
        ends = [*_behind("peer.sender", purpose), *_arriving(purpose)]
        named = (*filter(is_party, (each for end in ends for each in names_in(end))), *_users(purpose, hosts))
        sent = tuple(_senders(purpose, hosts))
        others = (each for each in named if not is_among_hosts(each, sent))  # "Verbindungen der Agenten"
        told = (name for names in (alone_in, obliged_in) for name in names(purpose))
        found = (*others, *sent) or tuple(each for each in told if not is_among_hosts(each, hosts))
    else:
        ends = _behind("peer.receiver", purpose) if direction == "outbound" else []
        found = tuple(filter(is_party, (each for end in ends for each in names_in(end))))
    return tuple(dict.fromkeys(found)) or addresses_in(purpose, direction) or _generic(purpose, direction, hosts)


def _generic(purpose: str, direction: Direction, hosts: tuple[str, ...]) -> tuple[str, ...]:
    """Return the ends that words name by no kind of host, "other nodes", but for any host or all of them.

    Without such ones, those between which connections pass: the others than the host itself, if there are any.
    """
    path = {"inbound": "peer.sender", "outbound": "peer.receiver"}.get(direction)
    leads = words(path).finditer(purpose) if path else ()
    some = (name_at(purpose[each.end() :]) for each in leads if not _is_anybody(purpose[each.start() :], each.group()))
    named = [name for each in some for name in names_in(each) if words("text.any_host").whole(name)]
    among = () if named or direction == "unstated" else tuple(among_in(purpose))
    others = [each for each in among if not is_among_hosts(each, hosts)]
    return tuple(dict.fromkeys(named or others or among))


def _is_anybody(text: str, lead: str) -> bool:
    """Tell whether a text means any host behind the words that lead to it, or all of them: "to any server"."""
    known, last = words("party.everyone", "party.outsider"), lead.rfind(" ") + 1
    return any(known.match(text[at:].lstrip(), 0) for at in (last, len(lead)))


def _behind(path: str, text: str) -> list[str]:
    """Return what stands behind the words of a list, up to the end of the name; "independently of" names nobody."""
    hits = outside([*words(path).finditer(text)], hits_in(text, "concession", "now"))
    return [name_at(text[match.end() :]) for match in hits]


def arriving(sentence: str) -> str | None:
    """Return who a sentence says connects to the ports that it is about, if that is the name of an end."""
    name = arrival(sentence)
    return name if name and is_party(name) else None


def arrival(text: str) -> str | None:
    """Return the words for who connects to the ports that a text is about: "the agents" of "they connect here".

    A pronoun stands for the last name before its clause.
    """
    verb = words("peer.arrive").search(text) or _connects_here(text)
    if verb is None:
        return None
    before = text[: verb.start()]
    above = CLAUSE.split(before)
    if is_negative(above[-1]):
        return None
    name = actor(name_end().split(before)[-1])
    if not words("peer.pronoun").whole(name):
        return name
    return next((_last_name(each) for each in reversed(above[:-1]) if each.strip()), None)


def _connects_here(text: str) -> re.Match[str] | None:
    """Return the verb of who connects to "it" or "these inbound ports", and not to a host."""
    for verb in words("peer.connect").finditer(text):
        rest = CLAUSE.split(text[verb.end() :], maxsplit=1)[0].strip()
        port = words("port.word").search(rest)
        if words("peer.pronoun").match(rest, 0) or (port and len(rest[: port.start()].split()) < FEW):
            return verb
    return None


def _last_name(clause: str) -> str:
    """Return the name that a clause ends in, from its last article on."""
    starts = [match.end() for match in words("peer.article").finditer(clause)]
    return without_article(clause[max(starts, default=0) :])


def _arriving(purpose: str) -> list[str]:
    """Return who connects here as clauses say it with any verb: "the hub polls every probe here"."""
    found = [name] if (name := arrival(purpose)) else []
    for clause in clauses(purpose):
        here = words("peer.here").search(clause.text)
        if here and not (is_negative(clause.text) or closing_in(clause.text)):
            before, after = clause.text[: here.start()], clause.text[here.end() :].strip()
            verb = _acting().match(after, 0)  # "hier melden sich die Agenten"
            sides = (before, after[verb.end() :] if verb else after)
            found += [name for side in sides if (name := _subject(side))][:1]
    return found


def _subject(clause: str) -> str | None:
    """Return who acts in a clause: the words before a known verb, or up to a word for hosts or users, else the first.

    What only says that something listens, or that traffic comes, names nobody.
    """
    said = without_article(clause.strip(" -–—"))
    if not said or any(words(each).search(said) for each in _NOBODY):
        return None
    verb = next((each for each in _acting().finditer(said) if each.start()), None)
    if verb is None and _acting().match(said, 0):
        return None
    host = next(hosts_or_users().finditer(said), None)
    end = verb.start() if verb else host.end() if host else 0
    if end:
        return up_to_host(actor(said[:end]))
    return " ".join(said.split()[:FEW]) if len(said.split()) > 1 else None


_NOBODY = ("text.listening", "text.traffic", "text.reserved", "need.copula")
"""What says that nobody is named who acts."""


def _acting() -> Words:
    """Return the verbs of those who open connections."""
    return words("text.uses", "peer.act")


def _users(purpose: str, hosts: tuple[str, ...]) -> Iterator[str]:
    """Yield those who use a port, as words for users or for hosts that only connect: "API for operators", "browsers".

    They stand behind a word such as "for", as a clause of their own, or before a verb.
    """
    for clause in clauses(purpose):
        said = clause.text
        if not hosts_or_users().may_stand_in(said) or is_negative(said) or hits_in(said, "more"):
            continue
        parted = name_end().search(said) or any(words(each).search(said) for each in ("peer.sender", "peer.by"))
        whole = [] if parted else [said]
        for each in _behind("peer.for", said) or whole:
            yield from _named_users(each)
        acting = (each for behind in _behind("peer.by", said) for each in names_in(behind))
        yield from (each for each in acting if is_host(each) and not is_among_hosts(each, hosts))
        if not words("peer.here").search(said):
            yield from (name for name in _actors(said) if not is_among_hosts(name, hosts))


def _senders(purpose: str, hosts: tuple[str, ...]) -> Iterator[str]:
    """Yield those whose connections a purpose lets in: "connections of the agents", "agent requests"."""
    told = (each.text for each in clauses(purpose) if not is_negative(each.text))
    names = (name for clause in told for said, _ in sent_by(clause) for name in names_in(said))
    yield from (name for name in names if not is_among_hosts(name, hosts))


def _actors(clause: str) -> Iterator[str]:
    """Yield the hosts and users that a clause names before a verb of those who open connections.

    "Let users connect" says what a port is for, and of nobody that they alone may come.
    """
    for verb in _acting().finditer(clause):
        said = name_end().split(clause[max(verb.start() - _FAR, 0) : verb.start()])[-1]
        name = up_to_host(actor(said))
        if is_host(name) and not (is_let(said) and words("peer.user").whole(name)):
            yield name


_FAR = 200
"""No name of an end has as many characters."""


def _named_users(said: str) -> list[str]:
    """Return the names of users in words that are nothing else, without what is said of them behind."""
    names = [_user(each) for each in names_in(said) if each]
    return [name for name in names if name] if all(names) else []


def _user(name: str) -> str | None:
    """Return the name of users that words begin or end with: "operators" of "operators signing in"."""
    known = words("peer.user", "peer.device")
    if not is_party(name) or not names_some(name, known):
        return None
    match = next(known.finditer(name))
    if words("text.of").search(name[: match.start()]):  # "passwords of users"
        return None
    owned = words("text.of").match(name[match.end() :].strip(), 0)
    return name if owned else name[: match.end()]


def _is_peer(name: str) -> bool:
    return 0 < len(name.split()) <= LONGEST_PEER and not words("port.word").whole(name)


LONGEST_PEER = 8
"""A peer's name has at most this many words."""
