"""Parties: which words are the name of an end of a connection, and where such a name ends."""

import re
from functools import cache

from portspec.extract.grammar.digits import ADDRESS
from portspec.extract.language.keys import UNSPACED, UNSPACED_LETTER
from portspec.extract.language.lexicon import phrases
from portspec.extract.language.names import DOMAIN, REMARK, without_article
from portspec.extract.language.phrases import direction_in
from portspec.extract.language.vocabulary import Words, transport_words, words

FEW = 4
"""An end in a sentence has at most this many words."""


def is_host(name: str) -> bool:
    """Tell whether words are the name of an end that begins or ends in a word for hosts or users."""
    return is_party(name) and names_some(name, hosts_or_users())


def hosts_or_users() -> Words:
    """Return the words for hosts, for devices and for users."""
    return words("text.host", "peer.device", "peer.user")


def up_to_host(name: str) -> str:
    """Return a name up to its last word for hosts or users, and what these belong to: "agenti" of "agenti si"."""
    last = [match.end() for match in hosts_or_users().finditer(name)][-1:]
    return name[: last[0]] if last and not words("text.of").match(name[last[0] :].strip(), 0) else name


def names_end(cell: str) -> bool:
    """Tell whether a cell is the names of ends, and nothing else: "Administrators", "All clients", "the internet"."""
    if words("party.outsider").whole(cell) or words("party.everyone").whole(cell):
        return True
    names = [each for each in names_in(cell) if each]
    return bool(names) and all(is_party(each) and names_some(each, hosts_or_users()) for each in names)


def may_connect(cell: str) -> bool:
    """Tell whether a cell names those who may connect, and nothing else: hosts, users, networks, addresses.

    Such are "LAN only", "the office VPN + administrators" and "10.0.0.0/8, 192.0.2.7".
    """
    parts = _parts(cell)
    return bool(parts) and all(map(_connects, parts))


def names_networks(cell: str) -> bool:
    """Tell whether a cell names nothing but networks, the own one or the whole world: "Internal only", "Public"."""
    parts = _parts(cell)
    return bool(parts) and all(is_network(each) or words("party.outsider").whole(each) for each in parts)


def _parts(cell: str) -> list[str]:
    """Return the names in a cell without an "only" and without remarks."""
    bare = words("need.only").sub("", REMARK.sub("", cell))
    return [each for part in _ALONGSIDE.split(bare) for each in names_in(part) if each.strip()]


_ALONGSIDE = re.compile(r"\s*[+&＋＆、；;\n]\s*|\s+/\s+")


def _connects(name: str) -> bool:
    """Tell whether a name is that of an end, of a network, or an address."""
    if names_end(name) or words("text.any_host").whole(name) or _IS_ADDRESS.fullmatch(name):
        return True
    return is_network(name)


def is_network(name: str) -> bool:
    """Tell whether a name is that of a network, or says that it is the own one: "office VPN", "internal"."""
    if words("party.inside").whole(name):
        return True
    return len(name.split()) <= FEW and names_some(name, words("party.network"))


_IS_ADDRESS = re.compile(rf"\d{{1,3}}(?:\.\d{{1,3}}){{3}}(?:/\d{{1,2}})?|{ADDRESS.pattern}", re.IGNORECASE)


def names_some(name: str, known: Words) -> bool:
    """Tell whether a name is a known word, or begins or ends in one."""
    said = name.split()
    return any(map(known.whole, (name, *said[:1], *said[-1:]))) or (
        _is_unspaced(name) and known.search(name) is not None
    )


def _is_unspaced(name: str) -> bool:
    return UNSPACED_LETTER.search(name) is not None


def is_among_hosts(name: str, hosts: tuple[str, ...]) -> bool:
    """Tell whether a name is that of a host, as far as one holds the other."""
    said = name.casefold()
    return any(said in each.casefold() or each.casefold() in said for each in hosts)


def is_party(name: str) -> bool:
    """Tell whether words are the name of an end, and not of ports, of all the world, or a number, nor say a way."""
    few = 0 < len(name.split()) <= FEW and not any(map(str.isdigit, name))
    if (on := words("text.on").match(name, 0)) and name[on.end() :].startswith(" "):  # "on the server" is a place
        return False
    return few and direction_in(name) == "unstated" and not any(words(path).whole(name) for path in _NO_PARTIES)


_NO_PARTIES = (
    "port.word", "port.source", "party.outsider", "party.everyone", "text.any_host", "text.generic", "peer.at",
    "cell.inbound", "cell.outbound",
)  # fmt: skip


@cache
def name_end() -> re.Pattern[str]:
    """Return the pattern of what ends the name of an end."""
    inside = frozenset(phrases("text.possessor"))  # "nodi di gestione": an Indonesian "di" is an Italian "of"
    stops = [
        phrase
        for path in ("peer.stop", "text.on", "port.word", "need.only", "need.must")
        for phrase in phrases(path)
        if phrase not in inside
    ]
    spaced = Words([each for each in stops if not _is_unspaced(each)]).pattern
    unspaced = Words([each for each in stops if _is_unspaced(each)]).pattern
    transports = transport_words().pattern
    return re.compile(rf"(?:^|\s)(?:{spaced})(?!\w)|{unspaced}|{transports}|[,.;:()\[\]（），、。；]", re.IGNORECASE)


def name_at(text: str) -> str:
    """Return the words up to the end of the name that a text begins with, or the domain there."""
    said = _SCHEME.sub("", text.strip())
    domain = DOMAIN.match(said)
    return domain.group() if domain else name_end().split(text, maxsplit=1)[0]


_SCHEME = re.compile(r"^\w{2,10}://")


def names_in(said: str) -> list[str]:
    """Return the names in words such as "the agents and the hub", without their articles."""
    return [_joint_last().sub("", without_article(each)) for each in pair().split(said.strip())]


@cache
def _joint_last() -> re.Pattern[str]:
    """Return the pattern of what joins a name to another that has its own preposition: "agents and from probes"."""
    return re.compile(rf"\s+(?:{words('text.and').pattern})\s*$", re.IGNORECASE)


@cache
def pair() -> re.Pattern[str]:
    """Return the pattern of what stands between two names."""
    joint, letter = words("text.and").pattern, f"(?-i:[{UNSPACED}])"
    between = rf"(?<={letter})\s*(?:{joint})\s*(?={letter})"
    return re.compile(rf"\s*,\s*(?:(?:{joint})\s+)?|\s+(?:{joint})\s+|{between}", re.IGNORECASE)


def behind_verb(text: str) -> str:
    """Return the name behind a verb, or the domain there."""
    return without_article(name_at(text.strip()).strip())


def is_end(name: str) -> bool:
    """Tell whether words can be the name of an end in a sentence, or a domain."""
    of = words("text.of").match(name, 0)
    if not re.search(r"\w", name) or len(name.split()) > FEW:
        return False
    if any(map(words(*_NO_ENDS).whole, (name, name[of.end() if of else 0 :]))):
        return False
    if words("cell.inbound", "cell.outbound").match(name, 0) and not names_some(name, hosts_or_users()):
        return False
    return DOMAIN.fullmatch(name) is not None or not (re.search(r"\d", name) or words("port.word").search(name))


_NO_ENDS = (
    "peer.pronoun", "peer.article", "need.relative", "need.copula", "text.inbound", "text.outbound", "port.named",
)  # fmt: skip
