"""Titles of ports: the host in a heading, a caption or a label, and the other end that one names."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache

from portspec.document import Text
from portspec.extract.ends.hosts import (
    HOST_WORDS,
    NAME_CHARACTERS,
    SHORTEST,
    is_about_ports,
    is_generic,
    is_of,
    is_short,
    names_host,
    part_of,
)
from portspec.extract.ends.parties import may_connect
from portspec.extract.ends.routes import beside_way, worded
from portspec.extract.ends.told import longest_word
from portspec.extract.ends.ways import titled_between
from portspec.extract.grammar.exceptions import without_exceptions
from portspec.extract.language.confined import itself_in
from portspec.extract.language.inside import is_local
from portspec.extract.language.keys import UNSPACED_LETTER
from portspec.extract.language.lexicon import phrases
from portspec.extract.language.names import REMARK, without_article
from portspec.extract.language.phrases import is_direction
from portspec.extract.language.polarity import polarity
from portspec.extract.language.vocabulary import Words, are_transports, routes, transport_words, words


def host_of_titles(titles: Sequence[Text]) -> Text | None:
    """Return the title that names the host, given the nearest first: one of ports alone stands below the host's."""
    named = [title for title in titles if host_of_title(title) is not None]
    sure = (
        title for title in named if words("text.host").search(title.value) or not words("port.word").search(title.value)
    )
    return next(sure, named[0] if named else None)


def as_titled(host: str, titles: Iterable[str]) -> str:
    """Return a host's name in the form of the title that names it, "Store node" for "store nodes", else as it is."""
    return next((name for name in map(_host_named, titles) if name and is_form_of(host, name)), host)


@lru_cache(maxsize=1024)  # each row below a title asks
def _host_named(title: str) -> str | None:
    """Return the name of the host in a title, None where it names none."""
    name = host_of_title(Text(title, 0, 0))
    return name.folded if name else None


def is_form_of(one: str, other: str) -> bool:
    """Tell whether two names are one in two forms: each word of one ends otherwise by two letters at most."""
    pairs = [(a, b) for a, b in zip(one.casefold().split(), other.casefold().split(), strict=False)]
    return len(one.split()) == len(other.split()) and all(_is_inflected(a, b) for a, b in pairs)


def _is_inflected(one: str, other: str) -> bool:
    known = max(SHORTEST, max(len(one), len(other)) - _ENDING)
    return one == other or one[:known] == other[:known]


_ENDING = 2
"""Letters in which the forms of a word differ at their end, at most."""


def host_of_title(title: Text) -> Text | None:
    """Return the host in a title such as "Opened Ports on Standalone Servers", else the whole title, or None."""
    text = title.folded
    pair, member = titled_between(text), around(text)
    if (
        (pair and pair[0] != pair[1])
        or _names_none(title)
        or (member and (_is_outside(member) or not _may_own(member)))
    ):
        return None
    named = (pair[0] if pair else None) or member or owner(text) or own_end(text) or _belonging(title.value)
    if named:
        return part_of(title, named)
    if _only_judges(_without_edge(without_exceptions(title.folded))):
        return None
    if beside := beside_name(title.value):
        return host_of_title(part_of(title, beside[0]))
    head, _, tail = title.value.replace("：", ":").partition(":")
    about = is_about_ports(tail) or (is_generic(_without_peer(tail)) and names_host(head))
    if tail.strip() and head.strip() and about and not is_generic(head):
        return part_of(title, head.strip())
    return part_of(title, title.value.rstrip(" \t\n:："))


def _without_peer(text: str) -> str:
    """Return what a text says of traffic without the other end behind it: "connections with the hub"."""
    joint = next((hit.start() for hit in words("peer.with").finditer(text) if hit.start()), len(text))
    return text[:joint] if words("text.traffic").search(text[:joint]) else text


def _names_none(title: Text) -> bool:
    """Tell whether a title is of ports or the host itself alone, is to be filled in, asks, or names the other end.

    What ports are sorted by is no host either.
    """
    filled = re.search(r"\w", _TEMPLATE.sub("", title.value)) is not None
    asks = title.value.rstrip().endswith(_ASKING)
    text = _without_edge(without_exceptions(title.folded))
    inside = (is_local(text) and bool(itself_in(text))) or _is_version(text)
    parted = is_generic(words("title.sorted").sub(" ", text))  # "Inbound ports by host"
    return is_generic(text) or parted or not filled or asks or inside or far_end(title.folded) is not None


def _is_version(title: str) -> bool:
    """Tell whether a title is a release and its number, and maybe words about ports: "New in release 7"."""
    number = _NUMBERED.search(title.rstrip(" :："))
    said = title[: number.start()].split() if number else []
    if not said or not (words("party.none").whole(said[-1]) and words("port.label").whole(said[-1])):
        return False
    rest = words("need.since", "need.aside", "peer.article", "peer.stop", "when.later").sub(" ", " ".join(said[:-1]))
    return not rest.strip() or is_generic(rest)


_NUMBERED = re.compile(r"\s*\d[\d.]*$")


def _without_edge(title: str) -> str:
    """Return a title of ports and a firewall without the words that tell which one: "on the perimeter firewall"."""
    of_both = words("port.word").search(title) and words("text.firewall").search(title)
    return words("text.edge").sub(" ", title) if of_both else title


def _only_judges(title: str) -> bool:
    """Tell whether a title says what to do with ports, or of which they are so, and names no host: "Only for tests"."""
    bare = REMARK.sub("", title).strip()
    if words("text.host").search(title):
        return False
    wanted, rest = polarity(bare), words(*_JUDGING).sub(" ", bare)
    limits = words("need.only", "text.condition").match(bare, 0) is not None or is_local(title)
    said = UNSPACED_LETTER.search(rest) is None and re.search(r"[^\W\d_]{2}", rest) and not is_generic(rest)
    return limits or wanted < 0 or (wanted > 0 and not said)


_JUDGING = (
    "need.open", "need.must", "need.may", "need.before_bare", "need.copula", "need.relative", "need.make", "need.aside",
    "need.object", "peer.article",
)  # fmt: skip
"""What a title of ports to be opened may hold beside the verb."""


def _belonging(title: str) -> str | None:
    """Return the host that stands behind ports and a word such as "of": "Inbound rules for agent nodes"."""
    for match in words("text.of").finditer(title):
        left, right = title[: match.start()], without_article(title[match.end() :].strip(" :：\t\n"))
        if (words("port.word").search(left) or (left.strip() and is_generic(left))) and names_host(right):
            return right
    return None


@lru_cache(maxsize=4096)
def owner(title: str) -> str | None:
    """Return who uses the ports that a title names: "Ports used by the relay", "Vom Relay verwendete Ports".

    Who only connects, as clients do, may be the one at the other end of them.
    """
    bare = REMARK.sub("", title).strip(" :：")
    for pattern in _named_by("text.owner", bare):
        if match := pattern.fullmatch(bare):
            before, name = _behind_port_word(match["name"])
            rest = f"{match['before']} {before} {match['after']}"
            if words("port.word").search(rest) and is_generic(rest) and _may_own(name):
                return name
    return None


def _named_by(sense: str, title: str) -> Iterator[re.Pattern[str]]:
    """Yield the patterns of the phrases of a sense that a title may have."""
    low = title.lower()
    return (_naming(phrase) for word, phrase in _known(sense) if word in low)


@cache
def _known(sense: str) -> tuple[tuple[str, str], ...]:
    return tuple((longest_word(each), each) for each in phrases(sense))


@cache
def _naming(phrase: str) -> re.Pattern[str]:
    """Return the pattern of a phrase that names a host, with what stands before and behind it."""
    start, end = map(str.strip, phrase.split("{}"))
    behind = rf"(?P<name>.+?){_edged(end)}(?P<after>.*)" if end else "(?P<name>.+)(?P<after>)"
    return re.compile(rf"(?P<before>.*?){_edged(start)}{behind}", re.IGNORECASE)


def _edged(phrase: str) -> str:
    """Return the pattern of words on one side of a name, which blanks part from it where the script has them."""
    if not phrase:
        return ""
    if UNSPACED_LETTER.search(phrase):
        return rf"\s*{re.escape(phrase)}\s*"
    return rf"(?<!\w){Words([phrase]).pattern}(?!\w)"


def _behind_port_word(said: str) -> tuple[str, str]:
    """Return words up to their last one for ports, and the name behind it: "Ports" and "relay" of "Ports the relay"."""
    last = [match.end() for match in words("port.word").finditer(said)][-1:] or [0]
    name = said[last[0] :].strip(" ,、，")
    relative = words("need.relative").match(name, 0)
    return said[: last[0]], without_article(name[relative.end() :] if relative else name)


def _may_own(name: str) -> bool:
    """Tell whether a name may be that of a host or of what runs on one, and no client."""
    few = 0 < len(name.split()) <= HOST_WORDS + 2 and not re.search(r"[.,;:?!()、，；：]", name)
    other = words("peer.user", "text.verb").search(name) or words("need.local_direction").match(name, 0)
    return few and is_short(name) and not is_generic(name) and not other


@lru_cache(maxsize=4096)
def own_end(title: str) -> str | None:
    """Return the host itself as a title names it behind its direction: "Inbound to a hub", "Outbound from a hub"."""
    for way, side in (("inbound", "end"), ("outbound", "start")):
        if match := _led(title, way, side):
            name = without_article(match["name"])
            return name if _may_own(name) and is_generic(match["before"] or "") and not _is_outside(name) else None
    return None


@lru_cache(maxsize=4096)
def around(title: str) -> str | None:
    """Return from whom and to whom a title says that connections go: "Traffic from and to the relay"."""
    if len(title) > NAME_CHARACTERS:
        return None
    for pattern in _named_by("text.around", title):
        if (match := pattern.fullmatch(title.rstrip(" :："))) and is_generic(f"{match['before']} {match['after']}"):
            return without_article(match["name"])
    return None


def _is_outside(name: str) -> bool:
    return words("party.outsider").whole(name) or words("party.everyone").whole(name)


def _led(title: str, way: str, side: str) -> re.Match[str] | None:
    """Return what a title says behind a direction and a word that leads to an end, on one side of a route."""
    said = words(*_saying(way)).search(title)  # few titles say one, and the pattern is not free to compile
    return _directed(way, side).fullmatch(title.rstrip(" :：")) if said else None


def _saying(way: str) -> Iterable[str]:
    return (f"{place}.{way}" for place in ("text", "title", "header"))


@cache
def _directed(way: str, side: str) -> re.Pattern[str]:
    """Return the pattern of a name behind such words; of what goes out, "of" the host is from it, and leads nowhere."""
    about = rf"(?:\s+(?:{words('text.traffic').pattern}|{words('port.word').pattern}))*"
    marks = {getattr(each, side) for each in routes()}
    if (way, side) != ("outbound", "start"):
        marks = {each for each in marks if not is_of(each)}
    led = rf"(?:{words(*_saying(way)).pattern}){about}\s*,?\s+(?:{'|'.join(sorted(marks))})\s+(?P<name>.+)"
    return re.compile(rf"(?P<before>.*?)(?<!\w){led}", re.IGNORECASE)


@lru_cache(maxsize=4096)
def far_end(title: str) -> tuple[str, str] | None:
    """Return the field and the name of the other end in a title such as "Outbound to the hub", "Inbound from agents".

    "Inbound to the hub" names the host itself, and so does a word that is an "of" too: "Entrants du serveur". A line
    may lead to ports behind it: "Allow inbound TCP traffic from the office on:".
    """
    bare = transport_words().sub(" ", title.rstrip(" :："))
    title = " ".join(beside_way(bare) or bare.split())
    for field, way, side in (("source", "inbound", "start"), ("destination", "outbound", "end")):
        if match := _led(title, way, side):
            name = before_ports(without_article(match["name"]))
            sure = words("party.outsider").whole(name) or not is_generic(name)
            few = len(name.split()) <= HOST_WORDS and not re.search(r"[\d.,;:?!()]", name)
            return (field, name) if few and sure and re.search(r"[^\W\d_]", name) else None
    return _bare_end(title)


def _bare_end(title: str) -> tuple[str, str] | None:
    """Return the same of a title that says no way: "From the agents", "Only from the office", "To the store"."""
    if words("port.word").search(title):
        return None
    only = words("need.only").match(title, 0)
    said = title[only.end() :].lstrip() if only else title
    for field, sense in (("source", "verb.from"), ("destination", "verb.to")):
        led = words(sense).match(said, 0)
        whole = said[led.end() :].strip() if led else ""
        name = before_ports(without_article(whole))
        placed = field == "source" and (only or name != whole) and len(name.split()) <= _PLACE  # "From the office"
        if name and (may_connect(name) or placed) and not re.search(r"[\d.,;:?!()]", name):
            known = words("party.outsider").whole(name) or not is_generic(name)
            return (field, name) if known and len(name.split()) <= HOST_WORDS and not worded(title) else None
    return None


_PLACE = 2
"""The words of a place from which connections come, at most."""


def before_ports(name: str) -> str:
    """Return a name without what points to ports behind it: "office" of "office on these ports"."""
    pointing = next((hit for hit in words("text.pointing", "port.word").finditer(name) if hit.start()), None)
    said = (name[: pointing.start()] if pointing else name).split()
    while len(said) > 1 and words("text.on", "port.by", "port.over", "verb.to", "need.aside").whole(said[-1]):
        said.pop()
    return " ".join(said)


_ASKING = ("?", "!", "？", "！", "؟")
"""What ends a question or a call, and no name of a host: "How does a relay work?"."""


@lru_cache(maxsize=1024)  # each row below a title asks
def beside_name(title: str) -> tuple[str, str] | None:
    """Return the name in a title, and beside it what is but a way and transports: "Relay (UDP, inbound)", "UDP: relay".

    A way in front of a name may be that of what the other end does.
    """
    for pattern in _BESIDE:
        if (found := pattern.fullmatch(title.strip(" *_:："))) and _is_beside(found["beside"]):
            return found["name"], found["beside"]
    led = _LED.fullmatch(title.strip(" *_:："))
    return (led["name"], led["beside"]) if led and are_transports(led["beside"]) else None


def _is_beside(part: str) -> bool:
    """Tell whether a part of a title is nothing but a way, transports, or both, of ports: "UDP, inbound"."""
    rest = words("port.word").sub(" ", transport_words().sub(" ", part))
    said = (each.strip() for each in _LISTED.split(rest))
    return all(not each or is_direction(each) for each in said)


_BESIDE = (
    re.compile(r"(?P<name>.*\w)\s*[(（](?P<beside>[^()（）]*\w)[)）]"),
    re.compile(r"(?P<name>.*\w[)）]?)\s*(?:[,，–—:：]|\s-)\s*(?P<beside>[^-,，–—:：()（）]*\w)"),
)
_LED = re.compile(r"(?P<beside>[^-,，–—:：()（）]*\w)\s*(?:[–—:：(（]|\s-)\s*(?P<name>[^-–—:：()（）]*\w)[)）]?")
_LISTED = re.compile(r"[,，、/&+]")


_TEMPLATE = re.compile(r"\{\{[^{}]*\}\}|\{%[^%]*%\}|<%.*?%>")
"""What a generator of pages fills in: nobody knows which name will stand there."""
