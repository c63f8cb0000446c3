"""Frames: who opens a connection and who accepts it, by what the verb of a clause means: "The relay polls the probes".

Of each verb it is known which end its subject is, and where the other one stands: who sends, sends to another; who
fetches, fetches from another; who accepts, accepts from another; and what somebody polls is its object.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise, zip_longest

import msgspec

from portspec.extract.ends.hosts import is_generic
from portspec.extract.ends.parties import behind_verb, is_end
from portspec.extract.ends.sent import sent_by
from portspec.extract.grammar.mentions import mentions
from portspec.extract.language.clauses import outside
from portspec.extract.language.lexicon import languages, phrases_of
from portspec.extract.language.names import actor, before_aside, without_article
from portspec.extract.language.vocabulary import Words, transport_words, with_short_transports, words


class Frame(msgspec.Struct, frozen=True, kw_only=True):
    """What a verb says of the ends of connections, and of which ports."""

    source: str
    """Who opens them."""
    destination: str
    """Who accepts them."""
    start: int
    """Offset in the text where the words begin that it is said of."""
    end: int
    """Offset after them."""
    alone: bool
    """True where no other verb of the sentence tells of ends."""


class _Verb(msgspec.Struct, frozen=True, kw_only=True):
    """A verb in a text."""

    start: int
    """Offset of its first letter."""
    end: int
    """Offset after its last one."""
    accepts: bool
    """True where its subject accepts connections."""
    leads: Words | None
    """The words before the other end, in the languages that have the verb; None where that is its object."""
    joints: Words
    """What joins it to another verb there, "and"."""
    noun: bool
    """True where it may be a noun as well: "requests"."""
    lets: bool
    """True where others than hosts do so as well: "The firewall must allow …"."""


_KINDS: tuple[tuple[str, bool, tuple[str, ...]], ...] = (
    ("verb.gives", False, ("verb.to", "peer.receiver")),
    ("verb.gets", False, ("verb.from", "peer.sender")),
    ("verb.takes", True, ("verb.from", "peer.sender")),
    ("verb.lets", True, ("verb.from", "peer.sender")),
    ("verb.asks", False, ()),
)
SENSES = tuple(sense for sense, *_ in _KINDS)
"""The senses of all these verbs."""


@lru_cache(maxsize=256)  # each port of a sentence asks
def frames(sentence: str) -> tuple[Frame, ...]:
    """Return the connections that the verbs of a sentence tell of, in its order."""
    sentence = with_short_transports(sentence)
    verbs = list(_apart(sentence))
    found: list[Frame] = []
    subject, low = "", 0
    for verb, after in zip_longest(verbs, verbs[1:]):
        first = _clause_start(sentence, low, verb)
        named = _subject(before_aside(sentence[low : verb.start]) or sentence[first : verb.start], verb)
        subject = subject if named is None else named
        high = _clause_start(sentence, verb.end, after) if after else _sentence_end(sentence, verb.end)
        if subject:
            found += _told(sentence, verb, subject, (first, high), alone=len(verbs) == 1)
        low = verb.end
    return tuple(found)


def _apart(sentence: str) -> Iterator[_Verb]:
    """Yield the verbs of a sentence; right behind one, without a stop or an "and", stands none: "receives reports"."""
    low = 0
    for verb in sorted(_verbs(sentence), key=lambda each: each.start):
        if not low or _clause_start(sentence, low, verb) > low:
            yield verb
        low = verb.end


def _verbs(sentence: str) -> Iterator[_Verb]:
    for sense, accepts, leads in _KINDS:
        for hit in words(sense).finditer(sentence):
            near, noun = max(hit.start() - _NEAR, 0), words("verb.noun").whole(hit.group())
            if noun and _before_noun().search(sentence, near, hit.start()):
                continue
            tongues = _tongues(hit.group(), sense)
            before = _phrases(tongues, leads) if leads else None
            joints = _phrases(tongues, ("text.and", "port.and", "verb.and"))
            lets, at, end = sense == "verb.lets", hit.start(), hit.end()
            yield _Verb(start=at, end=end, accepts=accepts, leads=before, joints=joints, noun=noun, lets=lets)


@lru_cache(maxsize=1024)
def _tongues(verb: str, sense: str) -> tuple[str, ...]:
    """Return the languages in which a verb has a sense."""
    said = " ".join(verb.casefold().split())
    return tuple(each for each in languages() if sense in phrases_of(each).get(said, ()))


@cache
def _phrases(tongues: tuple[str, ...], senses: tuple[str, ...]) -> Words:
    """Return the phrases of some senses in some languages: an "a" is a "to" in some, and an article in others."""
    known = (each.items() for each in map(phrases_of, tongues))
    found = {phrase for each in known for phrase, meant in each if not {*meant}.isdisjoint(senses)}
    return Words(sorted(found), senses)


@cache
def _before_noun() -> re.Pattern[str]:
    """Return the pattern of what stands at the end of a text before a noun and no verb: an article, "from"; nothing."""
    before = words("peer.article", "verb.to", "verb.from", "text.on")
    return re.compile(rf"(?:^|[,.;:()]|(?<!\w)(?:{before.pattern}))\s*$", re.IGNORECASE)


_NEAR = 40
"""No word before a noun has as many letters."""
_LONG = 400
"""A clause with so many characters before its verb names no subject."""
_STOP = re.compile(r"[,.;:()](?=\s|$)|[（），、。；]")
_SENTENCE = re.compile(r"[.;](?=\s|$)|[。；]")


def _sentence_end(sentence: str, at: int) -> int:
    stop = _SENTENCE.search(sentence, at)
    return stop.start() if stop else len(sentence)


def _clause_start(sentence: str, low: int, verb: _Verb) -> int:
    """Return where the clause of a verb begins: behind the last stop, or behind an "and" where verbs came before."""
    stops = [stop.end() for stop in _STOP.finditer(sentence, low, verb.start)]
    joints = [low + joint.end() for joint in verb.joints.finditer(sentence[low : verb.start])] if low else []
    return max((*stops, *joints), default=low)


def _subject(clause: str, verb: _Verb) -> str | None:
    """Return who does what a verb says; None where that is whoever did what the verb before it says."""
    said = clause.strip()
    if len(said) > _LONG:
        return ""
    if not said or words("peer.pronoun", "need.object", "peer.article", "verb.beside").whole(said):
        return None
    if _NUMBERED.search(said) and words("peer.anaphor").whole(said.split()[-1]):  # "Since the 2025 edition it …"
        return None
    if case := words("text.condition", "need.however").match(said, 0):  # "If the probes send …"
        said = said[case.end() :].strip()
    if case and (name := _inverted(said)):  # "Dagegen muss der Server …"
        return name
    helper = next((each for each in words("text.verb").finditer(said) if each.start()), None)
    if helper:
        said = said[: helper.start()].strip()
    said = _without_edition(_NUMBERED.split(said)[-1].strip())  # "On TCP 7450 the server accepts …"
    name = actor(said) if said else ""
    while (beside := _beside().search(name)) and beside.start():
        name = actor(name[: beside.start()])
    # "Agent requests from the hub" has no verb, "The agent requests jobs from the hub" has one.
    bare = verb.noun and not helper and name == said and not words("role.plural").whole(name.rpartition(" ")[2])
    return name if is_end(name) and not (bare or (verb.lets and _is_no_host(name))) else ""


def _without_edition(said: str) -> str:
    """Return what stands behind the edition that a clause begins with: "the server" of "edition the server"."""
    edition = words("need.variety").match(said, 0)
    article = words("peer.article").match(said[edition.end() :].lstrip(), 0) if edition else None
    return said[edition.end() :].lstrip() if edition and article else said


def _inverted(clause: str) -> str:
    """Return who does so behind the helping verb that a clause begins with: "muss der Server eingehende …"."""
    helper = words("text.verb").match(clause, 0)
    said = clause[helper.end() :] if helper else ""
    said = without_article(said)
    ways = (way.start() for way in words("text.traffic", "peer.sent", "cell.inbound").finditer(said) if way.start())
    return behind_verb(said[: min(ways, default=len(said))])


def _is_no_host(name: str) -> bool:
    """Tell whether words name no host that lets others in: a firewall, a rule, those who use or run it."""
    generic = is_generic(name) and not words("text.any_host").whole(name)
    return generic or any(words(each).search(name) for each in _NO_HOSTS)


_NO_HOSTS = ("text.firewall", "peer.user", "peer.reader", "party.network")


_NUMBERED = re.compile(r"\d[\w/-]*")


@cache
def _beside() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{words('verb.beside', 'need.however').pattern})\s*$", re.IGNORECASE)


def _told(sentence: str, verb: _Verb, subject: str, stretch: tuple[int, int], *, alone: bool) -> Iterator[Frame]:
    """Yield what a verb says of each other end in its stretch of the sentence, with the ports that stand with it."""
    first, high = stretch
    low = _behind(subject, sentence, first, verb)
    ends = _others(sentence, verb, verb.end, high) or _others(sentence, verb, low, verb.start)
    ends = ends or (list(_senders(sentence, low, high)) if verb.accepts else [])
    digit = re.search(r"\d{2,5}", sentence[first:high])
    if not ends or digit is None:
        return
    ahead = ends[0][0] < first + digit.start()
    cuts = [at for at, _, _ in ends[1:]] if ahead else [stop for _, stop, _ in ends[:-1]]
    for (_, _, name), (low, end) in zip(ends, pairwise((first, *cuts, high)), strict=True):
        source, destination = (name, subject) if verb.accepts else (subject, name)
        yield Frame(source=source, destination=destination, start=low, end=end, alone=alone)


def _behind(subject: str, sentence: str, low: int, verb: _Verb) -> int:
    """Return where the subject of a verb ends, before which no other end stands: "El servidor de archivos acepta …"."""
    at = sentence.find(subject, low, verb.start)
    return at + len(subject) if at >= 0 else low


def _others(sentence: str, verb: _Verb, low: int, high: int) -> list[tuple[int, int, str]]:
    """Return the other ends that a stretch names, each with where it begins and where it ends."""
    if verb.leads:
        said = sentence[low:high]  # "have to" leads to no end
        must = [*words("need.must").finditer(said)]
        starts = [low + hit.end() for hit in outside([*verb.leads.finditer(said)], must)]
    else:
        joined = verb.joints.match(sentence[low:high].lstrip(), 0)  # "for calls and outbound TCP port …"
        starts = [low] if low == verb.end and not joined else []
    found: list[tuple[int, int, str]] = []
    for at in starts:
        name = _without_joint(behind_verb(sentence[at:high]), verb) or _owner(sentence[at:high])
        if is_end(name) and not (found and at < found[-1][1]):
            found.append((at, sentence.find(name, at) + len(name), name))
    return found


def _senders(sentence: str, low: int, high: int) -> Iterator[tuple[int, int, str]]:
    """Yield those whose connections a stretch names: "the agents" of "accepts the connections of the agents"."""
    for name in (source for source, destination in sent_by(sentence[low:high]) if not destination):
        if is_end(name) and (at := sentence.find(name, low, high)) >= 0:
            yield at, at + len(name), name


def _without_joint(name: str, verb: _Verb) -> str:
    """Return a name without the "and" that leads on to what comes next."""
    ends = [joint.start() for joint in verb.joints.finditer(name) if joint.end() == len(name)]
    return name[: ends[-1]].strip() if ends else name


def _owner(text: str) -> str:
    """Return the host whose ports a text begins with: "the relay" of "TCP port 7101 of the relay"."""
    ports = next(iter(mentions(text)), None)
    if ports is None or re.search(r"\w", transport_words().sub("", words(*_BEFORE).sub("", text[: ports.start]))):
        return ""
    rest = text[ports.end :].lstrip()
    of = words("text.possessor", "text.of", "text.on").match(rest, 0)
    return behind_verb(rest[of.end() :]) if of else ""


_BEFORE = ("port.word", "peer.article")
"""Words that may stand before the number of a port, beside its transport."""
