"""Hosts: the kinds of host that a title, a sentence or a cell names."""

import re
from functools import cache, lru_cache

from portspec.document import Text
from portspec.extract.ends.parties import is_network, names_some, pair
from portspec.extract.ends.told import place_told
from portspec.extract.grammar.mentions import mentions
from portspec.extract.language.clauses import before_end, ends_in
from portspec.extract.language.keys import UNSPACED_LETTER
from portspec.extract.language.names import actor, before_aside, without_article
from portspec.extract.language.vocabulary import NEAR, transport_words, words


@lru_cache(maxsize=4096)
def is_generic(title: str) -> bool:
    """Tell whether a title's words are all words about ports, so that it names no host; nor does a very long one."""
    if len(title) > NAME_CHARACTERS:
        return True
    if shuts(title) or words("title.asks").match(title.strip(), 0):
        return True
    if words("text.generic").whole(title) and not names_host(title):
        return True
    title = _specific().sub(" ", _named_beside().sub(" ", title))
    for path in _ABOUT_PORTS:
        title = _without(path, title)
    if named := words("peer.article", "peer.anaphor", "peer.pronoun").match(title.strip(), 0):  # "This rule"
        title = title.strip()[named.end() :]
    for path in ("text.traffic", "text.generic", "port.and"):
        title = _without(path, title)
    return re.search(r"[^\W\d_]", title) is None


@lru_cache(maxsize=4096)
def shuts(title: str) -> bool:
    """Tell whether a title says by itself that nothing below it is to be opened: "Ports to leave alone", "Legacy"."""
    bare = title.strip(" *_:：.。!！")
    if not words("title.shut").may_stand_in(bare):
        return False
    rest = words("peer.article").sub(" ", words("port.word", "text.traffic").sub(" ", bare))
    return any(map(words("title.shut").whole, (bare, " ".join(rest.split()))))


@cache
def _specific() -> re.Pattern[str]:
    """Return the pattern of a word such as "relay-specific", which tells what rules are for."""
    return re.compile(rf"(?<!\w)\w+[-‐‑](?:{words('text.specific').pattern})(?!\w)", re.IGNORECASE)


@cache
def _named_beside() -> re.Pattern[str]:
    """Return the pattern of ports and their hosts beside each other: "Ports/Hosts", "hosts and ports"."""
    ports, hosts = words("port.word").pattern, words("text.any_host").pattern
    joint = rf"\s*(?:[/&]|(?:{words('port.and').pattern}))\s*"
    return re.compile(rf"(?:{ports}){joint}(?:{hosts})(?!\w)|(?:{hosts}){joint}(?:{ports})", re.IGNORECASE)


def _without(path: str, title: str) -> str:
    """Return a title without the words of a list, but for those that are a kind of host: "Netzwerkserver"."""
    found = (match for match in words(path).finditer(title) if not names_host(match.group()))
    edges = [0, *(edge for match in found for edge in match.span()), len(title)]
    return " ".join(title[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True))


NAME_CHARACTERS = 1000
"""A longer text is no title."""
_ABOUT_PORTS = (
    "port.word", "text.inbound", "text.outbound", "text.both", "title.inbound",
    "title.outbound", "need.retired", "need.optional", "need.required", "need.open", "need.close",
    "need.local", "port.mapped",
)  # fmt: skip
"""What a title may say of ports beside their host."""


def is_about_ports(text: str) -> bool:
    """Tell whether words say nothing but which ports stand below: "required inbound ports"."""
    return words("port.word").search(text) is not None and not re.search(r"\d", text)


def part_of(text: Text, words_: str) -> Text:
    """Return a part of a text with its place; its own place where markup stands between."""
    at = text.value.find(words_)
    if at < 0 or text.end - text.start != len(text.value):
        return Text(words_, text.start, text.end)
    return Text(words_, text.start + at, text.start + at + len(words_))


def names_host(text: str) -> bool:
    """Tell whether words end in one for a kind of host, or begin with one that another belongs to."""
    host, said = words("text.host"), text.split()
    if not said or len(text) > NAME_CHARACTERS:
        return False
    if UNSPACED_LETTER.search(said[-1]):
        return is_short(said[-1]) and host.search(said[-1]) is not None
    last = said[-1].strip(".,;:")
    if words("need.loopback").whole(last):
        return False
    # Germanic languages write "webservers", Romance ones "servidores de archivos".
    compound = any(host.whole(last[at:]) for at in range(2, len(last) - SHORTEST))
    return host.whole(last) or compound or (len(said) > 1 and host.whole(said[0]) and is_of(said[1]))


def is_of(word: str) -> bool:
    """Tell whether a word is an "of", or begins with one that has lost its vowel: "serveur d'impression"."""
    return words("text.of").match(word, 0) is not None


def is_short(text: str) -> bool:
    """Tell whether a text in a script without blanks is no longer than the name of a host."""
    return len(UNSPACED_LETTER.findall(text)) <= _LONGEST_UNSPACED


_LONGEST_UNSPACED = 20
SHORTEST = 3
"""Letters that the last part of a compound has at least, but for one."""


@lru_cache(maxsize=256)  # each port of a sentence asks
def host_in_lead(sentence: Text, path: str = "text.of") -> Text | None:
    """Return the host that the sentence right above a table or list names: "… must be open on store nodes:".

    Only a phrase behind a word of a list (`path`), such as "on", counts that ends in a word for hosts: who connects to
    them is not named so.
    """
    value = sentence.folded
    if words("text.inclusion").search(value):  # "in addition to those on other hosts"
        return None
    for match in words(path).finditer(value):
        if denied_before(value[: match.start()]) or _asks_for_host(value, match):
            continue
        rest = value[match.end() :]
        said = _phrase_end().split(rest, maxsplit=1)[0]
        if words("need.relative").match(rest[len(said) :].strip(), 0):  # not the host, but some of them
            continue
        bare = without_article(said.strip())
        phrase = host_at_start(bare) or _one_of_several(bare, rest)
        if (
            phrase
            and not (_points_below(phrase) or mentions(phrase))
            and not (words("peer.for").whole(match.group()) and words("peer.user").whole(phrase))
        ):
            return part_of(sentence, _with_others(phrase, rest))
    return None


def _with_others(name: str, said: str) -> str:
    """Return the hosts that words begin with, the first of which is known: "hub, relay" of "the hub and the relay"."""
    first, *others = pair().split(said[said.find(name) + len(name) :])
    found = [name]
    for piece in others if not first.strip() else ():
        on = words("text.on").match(piece, 0)
        bare = without_article(piece[on.end() if on else 0 :].strip())
        named = _phrase_end().split(f"{bare} ", maxsplit=1)[0].strip()
        led = bare != piece.strip() and len(named.split()) < HOST_WORDS and _NAME.fullmatch(named)
        other = host_at_start(named, bare=True) or (named if led and not _is_no_host(named) else None)
        behind = bare[len(other) :].strip() if other else ""
        if other is None or words(*_NOT_NAMED).search(other) or (behind and not _ends_name(behind)):
            break
        found.append(other)
    return ", ".join(dict.fromkeys(found))


_NOT_NAMED = ("need.negator", "text.on", "text.verb", "peer.article")
"""What stands in no name of a host: "on the hub and restart the relay"."""


def _one_of_several(named: str, said: str) -> str | None:
    """Return a host that is named by a word for any host, where another one is named beside it."""
    name = host_at_start(named, bare=True)
    return name if name and "," in _with_others(name, said) else None


def _ends_name(behind: str) -> bool:
    """Tell whether words may follow the name of a host that is no subject of another statement."""
    joint = re.match(r"\W", behind) or words("need.must", "text.on", "peer.stop").match(behind, 0)
    return bool(joint)


def _asks_for_host(sentence: str, on: re.Match[str]) -> bool:
    """Tell whether the word before a host only begins to point below: "on which server" names none."""
    pointing = words("text.pointing").match(sentence, on.start())
    return pointing is not None and pointing.end() > on.end()


def host_at_end(sentence: Text) -> Text | None:
    """Return the host on which a line that leads to ports asks to open them, whatever it is called.

    "The following ports must be open on the Orchestrator:" ends in a name behind an article, or in capitals; what is
    the name of a firewall, a network, a time or of ports is none.
    """
    value = sentence.folded.rstrip(" :：")
    found = [match for match in words("text.on").finditer(value) if value[match.end() :].strip()]
    if not found or UNSPACED_LETTER.search(value) or denied_before(value[: found[-1].start()]):
        return None
    before, said = value[: found[-1].start()], value[found[-1].end() :].strip()
    name = without_article(said)
    if (name == said and not name[:1].isupper()) or not _NAME.fullmatch(name) or len(name.split()) >= HOST_WORDS:
        return None
    asked = words("port.word").search(before) and words("need.open", "text.requires").search(before)
    return part_of(sentence, name) if asked and not _is_no_host(name) else None


@lru_cache(maxsize=256)  # each port of a sentence asks
def host_called(sentence: Text) -> Text | None:
    """Return the host on which a sentence asks for its ports, whatever it is called: "On the feeder, TCP port 5191 …".

    The name stands behind an article, where the sentence begins, or behind the port.
    """
    value = sentence.folded
    for on in words("text.on").finditer(value) if not UNSPACED_LETTER.search(value) else ():
        before = value[: on.start()]
        near = before[-NEAR:]
        must = before_end("need.must", near)  # "TCP-Port 7101 muss" auf dem Mahlwerk offen sein
        opens = ends_in("need.open", before_end("peer.pronoun", before) or before)  # "Öffnen Sie auf dem Mahlwerk"
        placed = not before.strip() or opens or _PORT_AT_END.search(near if must is None else must)
        name = called_at(value, on) if placed and not denied_before(before) else ""
        if name:
            return part_of(sentence, name)
    return None


def called_at(text: str, on: re.Match[str]) -> str:
    """Return the name of a host behind an "on" of a text, whatever it is called; empty where it is none.

    An article before it tells that it is a name.
    """
    said = _before_port(_called_end().split(text[on.end() :].strip(), maxsplit=1)[0].strip())
    name = without_article(said)
    articled = name != said or ends_in("peer.article", on.group())
    if not articled or not (0 < len(name.split()) < HOST_WORDS) or not _NAME.fullmatch(name):
        return ""
    return "" if _is_no_host(name) or is_generic(name) or words(*_NOT_NAMED).search(name) else name


def _before_port(said: str) -> str:
    """Return what stands before a port that words lead to: "the planner" of "the planner the inbound TCP port"."""
    found = [*words("text.inbound", "text.outbound", "port.word").finditer(said), *transport_words().finditer(said)]
    before = said[: min((hit.start() for hit in found), default=len(said))]
    return (before_end("peer.article", before) or before).strip() or said


@cache
def _called_end() -> re.Pattern[str]:
    """Return the pattern of what ends a name that no word for hosts ends: a verb, an "and", a number."""
    ends = words("text.verb", "need.must", "need.copula", "need.open", "need.close", "text.and", "text.on", "peer.stop")
    return re.compile(rf"[,.;:：()（）]|\d|\s(?:{ends.pattern})(?:\s|$)", re.IGNORECASE)


_NAME = re.compile(r"[^\W\d_][^\d,;:()（）]*")


def _is_no_host(name: str) -> bool:
    """Tell whether words that may be a name are those for what rules are made in, or for no thing at all."""
    if words("text.firewall", "text.pointing", "port.word", "need.own").search(name) or is_network(name):
        return True
    whole = words("text.generic", "text.edge", "text.any_host", "party.outsider").whole(name)  # "on this node"
    return whole or names_some(name, words("party.none"))


def denied_before(before: str) -> bool:
    """Tell whether words end in a "no" of what comes behind them: "on the hub, but not" on the relay."""
    last = before.split()[-_NO_WORDS:]
    if last and words("need.however", "text.and").whole(last[-1]):
        last.pop()
    none = words("need.negator", "excluded.before", "excluded.replaced")
    return any(none.whole(" ".join(last[-count:])) for count in range(1, len(last) + 1))


_NO_WORDS = 3
"""A "no", and a "but" behind it, are no more words."""


def _points_below(phrase: str) -> bool:
    """Tell whether words for hosts only point to those that are named below: "the following hosts"."""
    first = words("text.pointing").match(phrase, 0)
    return first is not None and len(phrase[first.end() :].split()) == 1


@lru_cache(maxsize=256)  # each port of a sentence asks
def host_of_port(sentence: Text) -> Text | None:
    """Return the host whose port a sentence names: "TCP port 6271 of the store server must be open".

    Where a host needs the port, "Die Knoten benötigen TCP 6271 von den Clients", the words may mean who connects.
    """
    value = sentence.folded
    subject = host_as_subject(sentence)
    for match in words("text.possessor").finditer(value):
        if subject and words("peer.sender").match(value, match.start()):
            continue
        if _PORT_AT_END.search(value[max(match.start() - NEAR, 0) : match.start()]):
            said = _phrase_end().split(value[match.end() :], maxsplit=1)[0]
            if phrase := host_at_start(without_article(said.strip())):
                return part_of(sentence, phrase)
    return None


_PORT_AT_END = re.compile(r"\d(?:/\w+|\s*[(（][^()（）]*[)）])?\s*$")


def host_at_start(said: str, *, bare: bool = False) -> str | None:
    """Return the name of a host that words are, or begin with before a verb: "file servers" of "file servers must".

    A `bare` one is named by a word for any host: where another one is named beside it, "the server" is a name.
    """
    named = said.split()
    for end in range(min(len(named), HOST_WORDS), 0, -1):
        phrase, after = named[:end], named[end : end + 1]
        owned = end > 1 and words("text.of").whole(phrase[1])
        other = after and words("text.of", "text.apart").whole(after[0])
        cut = after and (other or words("peer.article").whole(phrase[-1]))
        if not cut and (not owned or not after or end == _OWNED) and _is_kind_of_host(name := " ".join(phrase), bare):
            return name
    return None


_OWNED = 3
"""The words of a name such as "servidores de archivos"."""


def _is_kind_of_host(phrase: str, bare: bool) -> bool:  # noqa: FBT001
    general = words("text.any_host").whole(phrase)
    return names_host(phrase) and (bare if general else not is_generic(phrase))


def host_as_subject(sentence: Text) -> Text | None:
    """Return the host that a sentence begins with, before its verb: "The backup server needs TCP port 7061."."""
    value = sentence.folded
    verbs = (match.start() for path in _OF_SUBJECTS for match in words(path).finditer(value))
    said = value[: min(verbs, default=0)].strip()
    helper = next((match.start() for match in words("text.verb").finditer(said) if match.start()), None)
    said = before_aside(said) or said[:helper].strip()
    on = words("text.on").search(said) if said[-1:].isdigit() else None  # "das Relay auf TCP-Port 7061" lauscht
    said = said[: on.start()].strip() if on else said
    phrase = place_told(said) or pair_of(actor(said))
    few = all(0 < len(each.split()) <= HOST_WORDS for each in pair().split(phrase)) and not _phrase_end().search(
        f" {phrase} "
    )
    return part_of(sentence, phrase) if few and names_host(phrase) and not is_generic(phrase) else None


def pair_of(said: str) -> str:
    """Return several hosts without what stands before the first of them: "both the hub and the relay"."""
    first, *others = pair().split(said)
    articles = [article.end() for article in words("peer.article").finditer(first)]
    return said[articles[-1] :].strip() if others and articles and all(map(names_host, (first, *others))) else said


_OF_SUBJECTS = ("text.requires", "text.uses", "text.topic", "verb.takes", "verb.lets", "verb.holds")
"""The verbs before which a sentence names the host that it is about, and the particle behind such a name."""


@cache
def _phrase_end() -> re.Pattern[str]:
    """Return the pattern of what ends the name of a host in a sentence."""
    return re.compile(rf"[,.;:：()（）]|\s(?:{words('peer.stop').pattern})\s", re.IGNORECASE)


HOST_WORDS = 4
"""The name of a host in a sentence has at most this many words."""
