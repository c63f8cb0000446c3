"""Shares: who stands at the other end of each port, in a sentence that names another for each of them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache

import msgspec

from portspec.document import Text
from portspec.extract.ends.frames import frames
from portspec.extract.ends.hosts import host_as_subject, host_of_port, names_host
from portspec.extract.ends.parties import behind_verb, is_host, is_party, name_end, names_in
from portspec.extract.ends.peers import connection_ends
from portspec.extract.ends.sent import sent_by
from portspec.extract.ends.told import ends_told
from portspec.extract.grammar.mentions import Mention, mentions
from portspec.extract.grammar.port_expression import Part
from portspec.extract.grammar.services import services
from portspec.extract.language.keys import UNSPACED, UNSPACED_LETTER
from portspec.extract.language.names import DOMAIN, without_article
from portspec.extract.language.phrases import direction_in
from portspec.extract.language.polarity import is_negative
from portspec.extract.language.vocabulary import about_number, routes, transport_words, words


class Share(msgspec.Struct, frozen=True, kw_only=True):
    """The ends of the connections to some of a sentence's ports."""

    parts: tuple[Part, ...]
    """The ports."""
    source: str
    """Who opens the connections; empty where that is the host that the words are about."""
    destination: str | None = None
    """Who accepts them; None where that is the host that the sentence is about."""
    led: bool = False
    """True where the words lead from the source to the ports, which are on that host: "from agents to port 7100"."""

    @property
    def peers(self) -> tuple[str, ...]:
        """Who stands at the other end; empty where both ends have their names."""
        return () if self.destination else tuple(names_in(self.source))


def share_of(sentence: str, part: Part) -> Share | None:
    """Return the ends of the connections to a part's ports, where a sentence names its own for each of its ports."""
    return next((share for share in _shares(sentence) if any(_holds(each, part) for each in share.parts)), None)


def stretch_of(sentence: str, part: Part) -> str:
    """Return the words that are about a part's ports where a sentence names other ends for each; else all of it."""
    if len(_NUMBER.findall(sentence)) < 2:  # noqa: PLR2004
        return sentence
    found = mentions(sentence)
    at = next((n for n, each in enumerate(found) if any(_holds(one, part) for one in each.parts)), None)
    if len(found) == 1 or at is None or not share_of(sentence, part):
        return sentence
    return _gaps(sentence, found)[at + 1]


_NUMBER = re.compile(r"\d+")


def _holds(whole: Part, part: Part) -> bool:
    """Tell whether a part is another one, or what is left of it without ports that stand elsewhere."""
    same = not whole.transports or set(part.transports) == set(whole.transports)
    return same and bool(part.ports) and set(part.ports) <= set(whole.ports)


@lru_cache(maxsize=256)  # each part of a sentence asks
def _shares(sentence: str) -> tuple[Share, ...]:
    found = mentions(sentence)
    ways = (_leaving, _framed, _arriving, _needed, _led, _alone) if found else ()
    return tuple(share for way in ways for share in way(sentence, found))


def _arriving(sentence: str, found: Sequence[Mention]) -> Iterator[Share]:
    """Yield who connects to each port: "Workers need TCP 10250 from the management nodes and TCP 9100 from clients"."""
    first, *behind = _gaps(sentence, found)
    if _asks(first, sentence) and direction_in(sentence) in ("unstated", "inbound"):
        names = _filled(_end_behind(gap, _SENDERS, _RECEIVERS) for gap in reversed(behind))
        for mention, name in zip(reversed(found), names, strict=False):
            yield Share(parts=mention.parts, source=name)


def _led(sentence: str, found: Sequence[Mention]) -> Iterator[Share]:
    """Yield who connects to ports that words lead to: "from agents to port 7100", "to port 7100 from agents"."""
    first, *_, last = _gaps(sentence, found)
    verb = words("peer.connect").search(sentence)  # the Polish "z" behind one is a "with"
    if len(found) > 1 or verb or is_negative(sentence) or host_of_port(Text(sentence, 0, len(sentence))):
        return
    lead = next(_leads(first), None)
    if lead is None:
        return
    named, end = lead
    name = without_article(named or _end_behind(last, _SENDERS, _RECEIVERS) or "")
    # "Switch from HTTP to port 7100" speaks of no connection.
    sure = is_host(name) or words("text.traffic", "need.open").search(first[:end])
    if name and sure and all(map(is_party, names_in(name))):
        yield Share(parts=found[0].parts, source=name, led=True)


def _leads(text: str) -> Iterator[tuple[str, int]]:
    """Yield what leads to ports right behind a text: whom it leads from, empty where it says so elsewhere, and its end.

    Between it and the ports stand only words about these: "from agents to the TCP port".
    """
    about = _about()
    ends = [at for at in range(max(len(text) - _BETWEEN, 0), len(text) + 1) if about.fullmatch(text, at)]
    for at, said in ((at, text[:at].casefold()) for at in ends):
        for each in routes():
            if said.endswith(each.end) and (match := _leading(each.start, each.end).search(text, 0, at)):
                yield match["name"], at
        if words("port.word").search(text, at) and _traffic_to().search(text, 0, at):
            yield "", at


_BETWEEN = 40
"""The words about ports between the word for their host and their numbers have at most so many characters."""


@cache
def _about() -> re.Pattern[str]:
    """Return the pattern of words about ports that stand before their numbers."""
    names = f"{words('port.word').pattern}|{transport_words().pattern}|{words('peer.article').pattern}"
    return re.compile(rf"(?!\w)(?:[\s-]*(?:{names}))*\W*|(?<=(?-i:[{UNSPACED}]))(?:{names})*\W*", re.IGNORECASE)


@cache
def _leading(start: str, end: str) -> re.Pattern[str]:
    """Return the pattern of whom words lead from, and of the word that leads on from there, at the end of a text."""
    if UNSPACED_LETTER.match(start or end):
        return re.compile(rf"{start}(?P<name>[^,;:，；：]+?){end}$", re.IGNORECASE)
    return re.compile(rf"(?<!\w){start}\s+(?P<name>[^,;:]+?)\s+{end}$", re.IGNORECASE)


@cache
def _traffic_to() -> re.Pattern[str]:
    """Return the pattern of traffic and the word that leads on from there, at the end of a text."""
    ends = "|".join(sorted({each.end for each in routes() if not UNSPACED_LETTER.search(each.end)}))
    return re.compile(rf"(?<!\w)(?:{words('text.traffic').pattern})\s+(?:{ends})$", re.IGNORECASE)


def _needed(sentence: str, found: Sequence[Mention]) -> Iterator[Share]:
    """Yield to whom a host needs each port: "Agents need TCP 443 to the hub and UDP 123 to the clock server"."""
    first, *behind = _gaps(sentence, found)
    host = host_as_subject(Text(sentence, 0, len(sentence)))
    if not host or direction_in(sentence) not in ("unstated", "outbound"):
        return
    if len(found) == 1 and (name := _infinite(behind[0])) and is_party(name):
        yield Share(parts=found[0].parts, source=host.folded, destination=name)
    elif _asks(first, sentence):
        names = _filled(_end_behind(gap, _ENDS_TO, _SENDERS) for gap in reversed(behind))
        for mention, name in zip(reversed(found), names, strict=False):
            yield Share(parts=mention.parts, source=host.folded, destination=name)


def _infinite(text: str) -> str | None:
    """Return whom a verb without a subject of its own connects to, right behind ports: "… to connect to the hub"."""
    verb = words("peer.connect").search(text)
    return behind_verb(text[verb.end() :]) if verb and len(text[: verb.start()].split()) <= 1 else None


def _alone(sentence: str, found: Sequence[Mention]) -> Iterator[Share]:
    """Yield the end behind each of the ports of which words say nothing else: "TCP 443 to a hub, TCP 22 to relays"."""
    first, *behind = _gaps(sentence, found)
    if not _is_label(first):
        return
    said = _joint_first().sub("", behind[-1])
    sent, received = (any(words(path).match(said, 0) for path in paths) for paths in (_SENDERS, _RECEIVERS))
    leads, others = (_SENDERS, _RECEIVERS) if sent else (_ENDS_TO, _SENDERS)
    names = [_end_behind(gap, leads, others) for gap in behind] if sent or received else []
    directed = direction_in(sentence) == ("inbound" if sent else "outbound")
    if len(found) > 1 and not (directed or all(name and _is_sure(name) for name in names)):
        return  # a Portuguese "para" is a "for", too
    for mention, name in zip(found, names, strict=True) if names and all(names) else ():
        if name:
            yield Share(parts=mention.parts, source=name if sent else "", destination=None if sent else name)


def _asks(beginning: str, sentence: str) -> bool:
    """Tell whether a sentence asks for the ports behind its beginning, and has no verb of those who connect."""
    asks = any(words(each).search(beginning) for each in ("text.requires", "need.open"))
    return asks and not words("peer.connect").search(sentence)


def _leaving(sentence: str, found: Sequence[Mention]) -> Iterator[Share]:
    """Yield whom each port belongs to: "It connects to the hub on TCP 443 and to the clock server on UDP 123"."""
    source, destination = connection_ends(sentence) or ("", "")
    verb = words("peer.connect").search(sentence)
    if verb and source and verb.end() <= found[0].start:
        between = _gaps(sentence, found)[1:-1]
        names = _filled((destination, *(_end_behind(gap, _RECEIVERS, _SENDERS) for gap in between)))
        for mention, name in zip(found, names, strict=False):
            yield Share(parts=mention.parts, source=source, destination=name)


def _framed(sentence: str, found: Sequence[Mention]) -> Iterator[Share]:
    """Yield who connects to each port by what verbs mean: "It fetches jobs from the hub on TCP 443".

    A sentence that tells both ends of its only port has its verb behind words that are no subject of it.
    """
    for frame in () if len(found) == 1 and all(ends_told(sentence)) else frames(sentence):
        for mention in (each for each in found if frame.start <= each.start < frame.end):
            yield Share(parts=mention.parts, source=frame.source, destination=frame.destination)


_SENDERS = ("peer.sender", "header.source")
_RECEIVERS = ("peer.receiver", "header.destination")
_ENDS_TO = ("peer.receiver",)
"""Of these, those that begin no verb, as "to" does in "to send data"."""


def _is_label(text: str) -> bool:
    """Tell whether what stands before ports is a name for them, or nothing: "HTTPS:"."""
    name = transport_words().sub("", words("port.word").sub("", text)).strip(" (（")
    named = about_number().sub("", text).rstrip().endswith(("(", "（")) and len(name.split()) <= _FEW
    known = not name or name.casefold() in services()
    return known or name.endswith((":", "：", "-", "–", "—")) or (named and not re.search(r"[,;:，；：]", name))


def _gaps(sentence: str, found: Sequence[Mention]) -> list[str]:
    """Return what stands before the first mention of ports, between them, and behind the last."""
    edges = [0, *(edge for each in found for edge in (each.start, each.end)), len(sentence)]
    first, *behind = (sentence[low:high] for low, high in zip(edges[::2], edges[1::2], strict=True))
    return [first, *map(without_label, behind[:-1]), *behind[-1:]]


def without_label(gap: str) -> str:
    """Return what stands between ports without the name of the next one: ") to A and" of ") to A and NTP (TCP "."""
    said = about_number().sub("", gap).rstrip()
    joints = [*_joint().finditer(said)]
    label = said[joints[-1].end() :].rstrip(" (（") if joints else ""
    named = said.endswith(("(", "（")) and 0 < len(label.split()) <= _FEW
    if not (named or label.casefold() in services()) or any(words(each).search(label) for each in _LEADS):
        return gap
    return said[: joints[-1].end()]


_LEADS = ("peer.sender", "header.source", "peer.receiver", "header.destination")
_FEW = 3
"""The name of a port before its brackets has at most so many words."""


@cache
def _joint() -> re.Pattern[str]:
    """Return the pattern of what stands between what is said of one port and the name of the next."""
    joint = words("text.and")
    return re.compile(
        rf"[,;，、；]\s*(?:(?:{joint.pattern})\s+)?|\s(?:{joint.pattern})\s+|(?<=[{UNSPACED}])(?:{joint.pattern})(?=\S)",
        re.IGNORECASE,
    )


def _filled(names: Iterable[str | None]) -> list[str]:
    """Return a name for each port, where one without its own shares that of the port beside it; else none at all."""
    found: list[str] = []
    for name in names:
        if name is None or not (name or found):
            return []
        found.append(name or found[-1])
    return found


def _end_behind(text: str, leads: tuple[str, ...], others: tuple[str, ...]) -> str | None:
    """Return the end that words begin with, behind an "and": any name after one of `leads`, else one of hosts.

    None stands after one of `others`.

    Empty where they name nothing, "and on"; None where they say something else.
    """
    if words("text.on").match(text.lstrip(), 0):  # the host whose port it is
        return None
    said = _joint_first().sub("", text)
    lead = next((match for path in leads if (match := words(path).match(said, 0))), None)
    if lead is None and any(words(path).match(said, 0) for path in (*others, "port.between")):
        return None
    stop = lead or words("peer.stop").match(said, 0)  # "und mit dem Hub"
    rest = said[stop.end() :].strip() if stop else said
    name = without_joint(behind_verb(rest))
    name = next((owner for owner, _ in sent_by(name)), name)  # "verbindingen van agents"
    if not name:
        return None if lead or re.search(r"\w", name_end().sub("", f" {rest} ")) else ""
    if lead is None and words("peer.receiver").search(name):  # "open towards the server"
        return None
    after = rest.partition(name)[2].strip()
    if any(words(path).match(after, 0) for path in _RECEIVERS) or words("text.on").whole(after.rstrip(".")):
        return None  # a flow, "from the agents to the hub", or a time, "from now on"
    sure = (
        DOMAIN.fullmatch(name)
        or (lead and words("party.outsider").whole(name))
        or all(map(is_party if lead else _is_sure, names_in(name)))
    )
    return name if sure else None


def _is_sure(name: str) -> bool:
    """Tell whether words can be nothing but the name of an end: "the Zeitserver"."""
    return is_host(name) or (is_party(name) and names_host(name))


@cache
def _joint_first() -> re.Pattern[str]:
    return re.compile(rf"^\W*(?:(?:{words('text.and').pattern})(?!\w)\W*)?", re.IGNORECASE)


def without_joint(name: str) -> str:
    """Return the name of an end without what leads from it to the next port: "clientes" of "clientes y el"."""
    return _joint_last().sub("", name)


@cache
def _joint_last() -> re.Pattern[str]:
    """Return the pattern of what leads from the name of an end to the next port: "y el" of "clientes y el puerto"."""
    joint, article = words("text.and").pattern, words("peer.article").pattern
    return re.compile(rf"\s+(?:{joint})(?:\s+(?:{article}))?\s*$", re.IGNORECASE)
