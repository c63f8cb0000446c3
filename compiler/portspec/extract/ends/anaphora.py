"""Anaphora: words that stand for a host that was named before: "they connect to the hub", "these nodes"."""

import re
from collections.abc import Iterator

from portspec.document import Text
from portspec.extract.ends.holders import holder_in
from portspec.extract.ends.hosts import host_as_subject, host_in_lead
from portspec.extract.ends.peers import connection_ends
from portspec.extract.language.names import without_article
from portspec.extract.language.tongue import is_foreign
from portspec.extract.language.vocabulary import words


def resolved(sentence: str, host: str | None) -> str:
    """Return a sentence with the host in the place of what stands for it, where that opens or accepts connections.

    It stands first, "They connect to the hub", right behind the verb, "The agents connect to it", or behind the time
    since when, "Since the 2025 edition it accepts".
    """
    name = without_article(host or "")
    if name and (begun := _since(sentence)):
        return f"{begun[0]}, {name} {begun[1]}"
    for start, end in _spots(sentence) if name else ():
        said = f"{sentence[:start]}{name}{sentence[end:]}"
        if name in (connection_ends(said) or ()):
            return said
    return sentence


def with_subject(text: str, host: str) -> str:
    """Return a text that begins with its verb, maybe behind its port, with the host that it is about before that verb.

    "Sends reports to the hub on TCP 7101", "TCP 7101: sends reports to the hub".
    """
    if not host or not words("verb.finite").may_stand_in(text):
        return text
    sign = _SIGN.search(text)
    ports = text[: sign.start()] if sign and re.search(r"\d", text[: sign.start()]) else ""
    said = text[sign.end() :] if sign and ports else text
    return f"{host} {said}{ports and f' ({ports})'}" if words("verb.finite").match(said, 0) else text


_SIGN = re.compile(r"[:：]\s*|\s[-–—]\s+")
"""What stands between ports and what is said of them."""


def _since(sentence: str) -> tuple[str, str] | None:
    """Return what stands before and behind a pronoun that accepts connections since the time a sentence begins with."""
    verb = next(iter(words("verb.takes").finditer(sentence)), None)
    *before, last = sentence[: verb.start()].split() if verb and words("need.since").match(sentence, 0) else [""]
    numbered = re.search(r"\d", " ".join(before)) and words("peer.anaphor").whole(last)
    return (" ".join(before), sentence[verb.start() :]) if verb and numbered else None


def _spots(sentence: str) -> Iterator[tuple[int, int]]:
    """Yield where words may stand for a host."""
    verbs = (match.end() for sense in _VERBS for match in words(sense).finditer(sentence))
    for at in (0, *verbs):
        start = at + len(sentence[at:]) - len(sentence[at:].lstrip())
        match = words("peer.anaphor").match(sentence, start)
        if match and not is_foreign(match.group().lower(), "peer.anaphor", sentence):
            yield start, _end(sentence, match.end())


_VERBS = ("peer.connect", "peer.reached")


def _end(sentence: str, at: int) -> int:
    """Return where words for a host end that begin before `at`: "these nodes", "これらのノード"."""
    rest = sentence[at:]
    owned = words("text.of").match(rest.lstrip(), 0)
    start = at + len(rest) - len(rest.lstrip()) + (owned.end() if owned else 0)
    start += len(sentence[start:]) - len(sentence[start:].lstrip())
    host = words("text.any_host").match(sentence, start)
    return host.end() if host else at


def only_host(text: str) -> str | None:
    """Return the host that sentences are about, where they name no other."""
    said = Text(text, 0, len(text))
    host = host_in_lead(said, "text.on") or host_as_subject(said)
    if host is None:
        return None
    others = (match.group().casefold() for sense in _HOSTS for match in words(sense).finditer(text))
    return host.folded if all(each in host.folded.casefold() for each in others) else None


def other_host(before: str, said: str) -> str | None:
    """Return the host that a sentence is about, where the one behind it names all others: "The agent … the manager".

    So a pronoun in that one can stand for no other: "It connects to the manager".
    """
    host = holder_in(before) or getattr(host_as_subject(Text(before, 0, len(before))), "folded", "")
    rest = before.replace(host, " ", 1) if host else ""
    others = [match.group().casefold() for sense in _HOSTS for match in words(sense).finditer(rest)]
    others = [each for each in others if each not in host.casefold()]
    return host if others and all(each in said.casefold() for each in others) else None


def names_hosts(text: str) -> bool:
    """Tell whether a text names any host or user, which a pronoun behind it may stand for."""
    return any(words(sense).search(text) for sense in _HOSTS)


_HOSTS = ("text.host", "peer.user")
