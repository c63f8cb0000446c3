"""Hosted: sentences that name another host for each of their ports: "Open 80 on the hub and 81 on the relay"."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import pairwise

import msgspec

from portspec.extract.ends.frames import SENSES
from portspec.extract.ends.holders import holder_in
from portspec.extract.ends.hosts import called_at, host_at_start, names_host
from portspec.extract.ends.peers import connection_ends
from portspec.extract.grammar.mentions import mentions
from portspec.extract.language.clauses import ends_in
from portspec.extract.language.keys import UNSPACED_LETTER
from portspec.extract.language.names import without_article
from portspec.extract.language.phrases import direction_in
from portspec.extract.language.vocabulary import about_number, words


class _Spot(msgspec.Struct, frozen=True, kw_only=True):
    """Ports in a sentence."""

    start: int
    """Offset where the words about them begin."""
    end: int
    """Offset after them."""


class Hosted(msgspec.Struct, frozen=True, kw_only=True):
    """What a sentence says of the ports of one of its hosts."""

    host: str
    """The host."""
    text: str
    """What is said, as a sentence by itself."""


@lru_cache(maxsize=256)  # each port of a sentence asks
def hosted(sentence: str) -> tuple[Hosted, ...]:
    """Return a sentence as several, each about the ports of one host; nothing where it names no two hosts so."""
    spots = _spots(sentence)
    if len(spots) < _BOTH:
        return ()
    return _named_behind(sentence, spots) or _named_before(sentence, spots)


_BOTH = 2


def _spots(sentence: str) -> list[_Spot]:
    found: list[_Spot] = []
    for mention in mentions(sentence):
        low = found[-1].end if found else 0
        before = about_number().search(sentence, low, mention.start)
        behind = _REMARK.match(sentence, mention.end)
        end = behind.end() if behind else mention.end
        found.append(_Spot(start=before.start() if before else mention.start, end=end))
    return found


_REMARK = re.compile(r"(?:/\w+)?(?:\s*[(（][^()（）]{1,30}[)）])?")


@cache
def _joint() -> re.Pattern[str]:
    """Return the pattern of what leads from one statement to the next: "and", a comma, "whereas"."""
    joint = words("text.and", "need.however", "need.conjunction").pattern
    return re.compile(rf"(?:[,;，、；]\s*|(?<=\s)|(?<=[^\x00-\u024f]))(?:(?:{joint})(?!\w)\s*)*", re.IGNORECASE)


def _named_behind(sentence: str, spots: Sequence[_Spot]) -> tuple[Hosted, ...]:
    """Return the statements of a sentence with the host behind each of its ports."""
    head, first, rest = sentence[: spots[0].start], "", ""
    pieces: list[str] = []
    names: list[str] = []
    tails: list[str] = []
    for number, spot in enumerate(spots):
        high = spots[number + 1].start if spot is not spots[-1] else len(sentence)
        placed = _placed(sentence[spot.end : high])
        if placed is None:
            return ()
        name, between, on, rest = placed
        names.append(name)
        first = first or between
        said = between if re.search(r"\w", between) else first
        pieces.append(f"{head}{sentence[spot.start : spot.end]}{said}{on}")
        joint = _joint().match(rest)
        head = rest[joint.end() :] if joint and _has_verb(rest[joint.end() :]) else sentence[: spots[0].start]
        tails.append(_to_mark(rest))
        if spot is not spots[-1] and not _leads_on(rest):
            return ()
    last = rest if re.search(r"\w", rest) else next(filter(None, tails), "") + rest
    return _several(names, [piece + (tail or last) for piece, tail in zip(pieces, tails, strict=True)])


def _to_mark(rest: str) -> str:
    """Return the end of a verb behind a host, "offen sein" of "muss auf dem Hub offen sein, …"; empty where none is."""
    said = re.split(r"[,;，、；]", rest, maxsplit=1)[0]
    return said if said != rest and words("need.open", "text.requires").search(said) else ""


def _placed(text: str) -> tuple[str, str, str, str] | None:
    """Return the host that words behind ports name, with what stands before "on" it, the place, and the rest."""
    for on in words("text.on", "text.possessor").finditer(text):
        if words(*_LEADS).whole(on.group()) or any(ends_in(each, text[: on.start()]) for each in _LEADS):
            continue  # "von den Agenten", "naar de server"
        if name := _place(text, on):
            end = text.index(name, on.end()) + len(name)
            return name, text[: on.start()], text[on.start() : end], text[end:]
    return None


_LEADS = ("peer.sender", "peer.receiver", "header.source", "header.destination")
"""Words before the other end of a connection."""


def _leads_on(text: str) -> bool:
    """Tell whether words between a host and the next ports only lead on: ", and open"."""
    rest = _joint().sub(" ", text) if len(text) < _FAR else text
    return len(rest.split()) <= _FEW


_FAR = 60
_FEW = 3


def _named_before(sentence: str, spots: Sequence[_Spot]) -> tuple[Hosted, ...]:
    """Return the statements of a sentence with the host before each of its ports, or before several."""
    beginning = words("need.however", "need.conjunction").match(sentence, 0)
    starts = [beginning.end() if beginning else 0]
    before = sentence[starts[0] : spots[0].start]
    names = [_host_first(before) or _host_last(before)]
    if not names[0]:
        return ()
    for one, two in pairwise(spots):
        between = sentence[one.end : two.start]
        for joint in _joint().finditer(between):
            if joint.group() and (name := _host_first(between[joint.end() :])):
                starts.append(one.end + joint.end())
                names.append(name)
                break
    ends = [_stop(sentence, start) for start in starts[1:]]
    pieces = [sentence[low:high] for low, high in zip(starts, [*ends, len(sentence)], strict=True)]
    return _several(names, _completed(pieces, names))


@lru_cache(maxsize=256)  # each port of a sentence asks
def undivided(sentence: str) -> tuple[str, ...]:
    """Return the hosts on which a sentence has ports, where nobody can tell which ones are on which; else nothing."""
    spots = _spots(sentence)
    if len(spots) < _BOTH or hosted(sentence) or held(sentence):
        return ()
    found = [(on.start(), name) for on in words("text.on").finditer(sentence) if (name := _place(sentence, on))]
    between = any(spots[0].end <= at < spots[-1].start for at, _ in found)
    names = tuple(dict.fromkeys(name for _, name in found))
    return names if between and len({each.casefold() for each in names}) >= _BOTH else ()


def _place(text: str, on: re.Match[str]) -> str:
    """Return the host behind an "on" of a text, whatever it is called; empty where it names none."""
    spot = about_number().sub("", re.split(r"[,.;:()（）\d]|\s-\s", text[on.end() :], maxsplit=1)[0])
    return _name_first(spot) or called_at(text[: on.end()] + spot, on)


@lru_cache(maxsize=256)  # each port of a sentence asks
def held(sentence: str) -> tuple[str, ...]:
    """Return a sentence that says of several that they listen as several, whatever they are called; else nothing.

    "The signal box listens on 7101, and the turntable listens on 7102" names both right before what they do. A case
    may hold for both.
    """
    if len(_spots(sentence)) < _BOTH or words("text.condition", "need.limit").search(sentence):
        return ()
    edges = [0]
    for joint in (each for each in _joint().finditer(sentence) if each.group()):
        at = joint.end()
        if not holder_in(sentence[at : at + _WHOLE]):  # a Polish "and" is a Portuguese article
            at = joint.start() + len(joint.group().rstrip().rpartition(" ")[0])
        rest = sentence[at : at + _WHOLE]
        name, piece = holder_in(rest), sentence[edges[-1] : joint.start()]
        begins = name and not words("peer.article", "need.however").sub("", rest[: rest.find(name)]).strip()
        if begins and mentions(piece[:_WHOLE]) and holder_in(piece[:_WHOLE]) != name:
            edges += (joint.start(), at)
    edges.append(len(sentence))
    pieces = (sentence[low:high] for low, high in zip(edges[::2], edges[1::2], strict=True))
    return tuple(pieces) if len(edges) > _BOTH else ()


_WHOLE = 200
"""A statement about one host is seldom longer; very long sentences are read in parts of so many characters."""


def _several(names: Sequence[str], pieces: Sequence[str]) -> tuple[Hosted, ...]:
    if len({each.casefold() for each in names}) < _BOTH or len(pieces) < _BOTH:
        return ()
    return tuple(Hosted(host=name, text=piece) for name, piece in zip(names, pieces, strict=True))


def _stop(sentence: str, start: int) -> int:
    """Return where the statement before another one ends, which begins at an offset."""
    joints = [each.start() for each in _joint().finditer(sentence, 0, start) if each.end() == start]
    return joints[0] if joints else start


def _completed(pieces: Sequence[str], names: Sequence[str]) -> Sequence[str]:
    """Return statements with the verb, or the way, of the one that has it; none where that one names another end."""
    full = [piece for piece, own in zip(pieces, names, strict=True) if _has_verb(piece.replace(own, " "))]
    told = [piece for piece in full if direction_in(piece) != "unstated"]
    whole = (
        told[0] if len(told) == 1 and all(each in told or _goes_on(each) for each in full) else full[0] if full else ""
    )
    less = [piece for piece in pieces if piece not in full or (piece != whole and whole in told)]
    if not less:
        return pieces
    if not whole or (len(full) > 1 and whole not in told) or connection_ends(whole):
        return ()
    spots, name = _spots(whole), names[pieces.index(whole)]
    head = whole[: _on(whole, name)]
    middle, tail = whole[whole.find(name) + len(name) : spots[0].start], whole[spots[-1].end :]
    if whole != pieces[-1] and len(tail.split()) > _FEW:
        return ()
    found: list[str] = []
    for piece, own in zip(pieces, names, strict=True):
        inner = _spots(piece)
        lead = piece[: piece.find(own) + len(own)]
        found.append(f"{head}{lead}{middle}{piece[inner[0].start : inner[-1].end]}{tail}" if piece in less else piece)
    return found


def _on(said: str, name: str) -> int:
    """Return where the "on" begins behind which a statement has the name of its host and not first; 0 for none."""
    found = (on.start() for on in words("text.on").finditer(said[: said.find(name)]))
    return max(found, default=0)


def _goes_on(piece: str) -> bool:
    """Tell whether a statement only says that something is there, "accepts them", so that the way of another is its."""
    return not any(words(sense).search(piece) for sense in _OTHER_VERBS) and connection_ends(piece) is None


def _host_first(text: str) -> str:
    """Return the host that a statement begins with, empty where it begins with none."""
    said = text.strip()
    while on := words("text.on", "need.however").match(said, 0):
        name, said = called_at(said, on), said[on.end() :].strip()
        if name:
            return _name_first(said) or name
    bare = without_article(said)
    if UNSPACED_LETTER.search(bare):
        ends = (topic.start() for topic in words("text.topic").finditer(bare))
        names = [name for end in ends if (name := bare[:end].strip()) and names_host(name)]
        return names[-1] if names else ""
    return _name_first(bare)


def _host_last(text: str) -> str:
    """Return the host in which words before ports end, behind an "on": "Open on the hub"."""
    on = words("text.on").search(text)
    name = _place(text, on) if on else ""
    return name if on and name == without_article(text[on.end() :].strip()) else ""


def _name_first(text: str) -> str:
    """Return the host that words begin with, up to an "and" or an "on"."""
    said = without_article(text.strip())
    stops = (stop.start() for stop in words("text.and", "port.and", "text.on").finditer(said) if stop.start())
    name = host_at_start(said[: min(stops, default=len(said))].strip(), bare=True) or ""
    return "" if _has_verb(name) else name


def _has_verb(text: str) -> bool:
    return any(words(sense).search(text) for sense in _VERBS)


_OTHER_VERBS = (
    "need.close", "peer.connect", "peer.reached", "peer.reachable", "peer.final", "peer.mutual", "verb.gives",
    "verb.gets", "verb.asks", "need.negator",
)  # fmt: skip
_VERBS = ("text.listening", "text.requires", "text.uses", "text.serves", "need.open", *_OTHER_VERBS[:-1], *SENSES)
