"""Routes: the two ends of connections that a title or a cell names: "A --> B", "from A to B", "Encoders to Origin"."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache

import msgspec

from portspec.extract.ends.hosts import NAME_CHARACTERS, is_about_ports, is_generic, names_host
from portspec.extract.ends.parties import may_connect, name_end, names_some
from portspec.extract.grammar.services import services
from portspec.extract.language.keys import UNSPACED_LETTER, lowered
from portspec.extract.language.lexicon import languages, phrases, phrases_of
from portspec.extract.language.names import without_article
from portspec.extract.language.phrases import arrow_ends, direction_of_title
from portspec.extract.language.tongue import is_foreign
from portspec.extract.language.vocabulary import Route, routes, routes_of, transports_in, words
from portspec.spec import Direction


class Signs(msgspec.Struct, frozen=True, kw_only=True):
    """What stands between two ends on a page, beside an arrow."""

    arrows: bool = False
    """True where the sign ">" leads from one end to the other: the page explains it, or the items of a list show it."""
    ends: frozenset[str] = frozenset()
    """Names, in lower case, from which one title leads and to which another one does: "A to B", "B to C"."""

    def shown(self, text: str) -> str:
        """Return a text with arrows for the signs that mean the same on the page."""
        return text.replace(" > ", " → ") if self.arrows else text


NO_SIGNS = Signs()
"""Nothing but arrows."""


def route(title: str, signs: Signs = NO_SIGNS) -> tuple[str | None, str | None, Direction]:
    """Return the ends that a title names, `A --> B` or "from A to B", and the direction that its arrow states."""
    said = beside_way(title)
    if ends := arrow_ends(title := signs.shown(said[1] if said else title)):
        return ends[0], _named(ends[1]), ends[2]
    if ends := worded(title):
        return ends
    bare = bare_route(title) or (_unspaced(title) if said else None)
    sure = bare and (all(map(names_host, bare[:2])) or any(end.casefold() in signs.ends for end in bare[:2]))
    sure = sure or (bare and said and any(map(may_connect, bare[:2])))
    return bare if bare and sure else (None, None, "unstated")


@lru_cache(maxsize=4096)
def beside_way(title: str) -> tuple[str, str] | None:
    """Return what a title says of the way, and what beside it: "Incoming (LAN to the hub)", "LAN to hub: inbound"."""
    match = _BESIDE.fullmatch(title) if len(title) <= NAME_CHARACTERS else None
    parts = [match["one"], match["two"]] if match else []
    for way, rest in (parts, parts[::-1]) if parts else ():
        if direction_of_title(way) != "unstated" and is_generic(way):
            return way, rest
    return None


_BESIDE = re.compile(r"(?P<one>[^()（）:：]+?)\s*(?:[:：]|\s[-–—]\s|[(（])\s*(?P<two>[^()（）:：]+?)\s*[)）]?\s*")


def leads_on(texts: Iterable[str]) -> bool:
    """Tell whether the sign ">" leads from host to host in what stands before the ports of items: "Agent > Hub - 443".

    It leads through the menus of a program elsewhere, which begin with the same word, or with one that is no host.
    """
    parts = (part for each in texts for part in re.split(r"\s[-–—]\s|[:：(（]|\d", each) if " > " in part)
    ends = [[end.strip() for end in part.split(" > ")] for part in parts]
    if any(len(pair) != len(_BOTH) or any(len(end.split()) > _FEW for end in pair) for pair in ends):
        return False
    sides = [set(side) for side in zip(*ends, strict=True)]
    return len(ends) > 1 and len(sides[0]) > 1 and all(any(map(names_host, side)) for side in sides)


_BOTH = ("source", "destination")


def _named(end: str) -> str:
    """Return the name before what a title says of a connection: "relay" of "relay: replication within a site"."""
    return re.split(r":\s|：", end, maxsplit=1)[0].strip() or end


def worded(title: str) -> tuple[str, str, Direction] | None:
    """Return the ends of "from A to B"; numbers are the ends of a range of ports, and no hosts, nor are times."""
    if ends := worded_behind(title):
        return *ends, "unstated"
    low = lowered(title)
    possible = (each for each in routes() if each.start in low and each.end in low)
    patterns = (pattern for each in possible for pattern in _patterns(each))
    found = sorted(filter(None, (pattern.search(title) for pattern in patterns)), key=re.Match.start)
    named = ((_end(match["source"]), _end(match["destination"])) for match in found)  # not "au tableau des pistes"
    return next(((*ends, "unstated") for ends in named if not any(map(_is_nobody, ends))), None)


def worded_behind(title: str) -> tuple[str, str] | None:
    """Return the ends of such words where these stand behind the names, in languages with particles: "AからBへ"."""
    said = title.strip()
    ends = next((found.groups() for each in _behind() if (found := each.fullmatch(said))), None)
    return (ends[0], ends[1]) if ends and not any(map(_is_nobody, ends)) else None


def name_of_end(end: str) -> str:
    """Return the name that words for an end begin with, before a verb: "storage" of "the storage is needed to boot"."""
    name = name_end().split(end, maxsplit=1)[0]
    verbs = (verb.start() for verb in words("text.verb", "text.uses", "need.open").finditer(name) if verb.start())
    return without_article(name[: min(verbs, default=len(name))])


@cache
def _behind() -> tuple[re.Pattern[str], ...]:
    longest = sorted(phrases("text.route_behind"), key=lambda each: (-len(each), each))
    parts = (map(str.strip, each.split("{}")) for each in longest)
    return tuple(
        re.compile(rf"([^,;:、，；：]+?){start}\s*([^,;:、，；：]+?){end}", re.IGNORECASE) for _, start, end in parts
    )


def _is_nobody(end: str) -> bool:
    """Tell whether words can be no end of a connection: no words, a time, a state, the name of a protocol."""
    name = name_of_end(end)
    if not _LETTER.search(name) or names_some(name, words("party.none")):
        return not (name and names_host(name))
    return bool(transports_in(name)) or name.casefold() in services()


def _end(text: str) -> str:
    return _traffic().sub("", text).strip()


_LETTER = re.compile(r"[^\W\d_]")
ELIDED = ("'", "’")
"""What a word ends in that has lost its vowel, and is written in one with the name: "dall'agente"."""


def bare_route(text: str) -> tuple[str, str, Direction] | None:
    """Return the names on both sides of a word such as "to" in a text that is nothing else: "Agents to Hub traffic".

    Words about ports may stand before them: "Ports for proxy-to-server communication".
    """
    if said := _from().match(text):  # "From agents to hub", in a language or with words that have no such pair
        text = text[said.end() :]
    match = _between().search(text)
    if match is None or _between().search(text, match.end()) or _is_owning(match.group(), text):
        return None
    ends = _first(text[: match.start()]), without_article(_end(text[match.end() :]))
    if ends[0].endswith(f" {ends[1]}") and match.group().startswith("-"):
        ends = ends[1], ends[1]  # "Check worker-to-worker traffic"
    return (*ends, "unstated") if all(map(_is_name, ends)) else None


def _first(text: str) -> str:
    """Return the first end in what stands before the second, behind a verb too: "agents" of "Allow the agents"."""
    name = _behind_ports(text)
    verb = words("need.open").match(name, 0)
    behind = name[verb.end() :] if verb else ""
    return without_article(behind.strip() if behind[:1].isspace() else name)


def _is_owning(joint: str, text: str) -> bool:
    """Tell whether a word between two names is an "of" in the language of a text: "servidor do lagar" names one."""
    word = joint.strip(" -").lower()
    return word in _owning() and not is_foreign(word, "text.of", text)


@cache
def _owning() -> frozenset[str]:
    """Return the words that are an "of" in some language in which they lead to no end."""
    found = set[str]()
    for each in map(phrases_of, languages()):
        leading = {pair.end for phrase, senses in each.items() if "text.route" in senses for pair in routes_of(phrase)}
        found |= {phrase for phrase, senses in each.items() if "text.of" in senses} - leading
    return frozenset(found)


def _unspaced(text: str) -> tuple[str, str, Direction] | None:
    """Return the names on both sides of such a word in a script without blanks: "局域网到服务器"."""
    for end in {each.end for each in routes() if UNSPACED_LETTER.match(each.end)}:
        parts = [part.strip() for part in text.split(end)]
        if len(parts) == len(_BOTH) and all(map(_is_name, parts)):
            return parts[0], parts[1], "unstated"
    return None


def _behind_ports(text: str) -> str:
    """Return a text without what it says of ports at its beginning: "client" of "firewall rules for client"."""
    for match in words("peer.for").finditer(text):
        about = text[: match.start()]
        if about.strip() and (is_about_ports(about) or is_generic(about)):
            return text[match.end() :].strip()
    return text


def chained(titles: Iterable[str]) -> frozenset[str]:
    """Return the names from which one title leads, and to which another one does."""
    found = [ends for each in titles if (ends := bare_route(each))]
    return frozenset(ends[0].casefold() for ends in found) & {ends[1].casefold() for ends in found}


_FEW = 4
"""A name has at most this many words."""


def _is_name(text: str) -> bool:
    few = 0 < len(text.split()) <= _FEW and not re.search(r"[\d.,:;?!()]", text)
    acts = words("text.uses").match(text, 0) is not None  # "agents to communicate with the hub"
    generic = is_generic(text) and not (words("party.outsider").whole(text) or names_some(text, words("party.network")))
    return few and not (acts or generic or words("port.word").search(text))


@cache
def _between() -> re.Pattern[str]:
    """Return the pattern of the words that stand before the second end of a connection, and never mean another thing.

    Some are articles, others do so only where traffic was named before.
    """
    unsure = words("peer.article"), words("text.traffic")
    names = {each.end for each in routes() if not unsure[0].whole(each.end) and not unsure[1].search(each.start)}
    between = "|".join(sorted(names, key=lambda name: (-len(name), name)))
    return re.compile(rf"\s(?:{between})\s|(?<=\w)-(?:{between})-(?=\w)", re.IGNORECASE)


@cache
def _from() -> re.Pattern[str]:
    """Return the pattern of a word before the first end of a connection, at the beginning of a text."""
    starts = "|".join(sorted({each.start for each in routes()}, key=lambda start: (-len(start), start)))
    return re.compile(rf"\s*(?:{starts})\s+", re.IGNORECASE)


@cache
def _traffic() -> re.Pattern[str]:
    """Return the pattern of a word for traffic at the end of a text."""
    return re.compile(rf"\s+(?:{words('text.traffic').pattern})\s*$", re.IGNORECASE)


@cache
def _patterns(pair: Route) -> tuple[re.Pattern[str], ...]:
    """Return the patterns of "from A to B" and "to B from A", once a title has both words: most it never meets."""
    gap, edge = ("", "") if UNSPACED_LETTER.match(pair.start) else (r"\s+", r"(?<!\w)")
    leads = ["" if word.endswith(ELIDED) else gap for word in (pair.start, pair.end)]
    source = rf"{edge}{pair.start}:?{leads[0]}(?P<source>.+?)"
    destination = rf"{pair.end}:?{leads[1]}(?P<destination>.+?)"
    tail = rf"(?:{pair.tail}.*)?$" if pair.tail else r"\s*(?:\)|\(.*\))?$"
    forth, back = rf"{source}{gap}{destination}{tail}", rf"{edge}{destination}\s+{source}{tail}"
    return tuple(re.compile(each, re.IGNORECASE) for each in ((forth, back) if gap else (forth,)))
