"""Names of the ends of a connection, without the words that sentences put around them."""

import re
from functools import cache

from portspec.extract.language.vocabulary import words

DOMAIN = re.compile(r"(?:\*\.)?[\w-]+(?:\.[\w-]+)+(?:/\d{1,2}(?![\w/]))?")
"""A domain name, an address of version 4 or a network of such; a wildcard may stand before it."""
REMARK = re.compile(r"[(（][^()（）]*[)）]")
"""What a name adds in brackets: "Port (default)"."""


_HYPHENS = tuple("-‐‑")


def without_article(name: str) -> str:
    """Return a name without the article or possessive before it, without "only" and without leftover emphasis."""
    name = " ".join(re.sub(r"\*+|_{2,}", " ", name).split())
    joint = words("text.and").match(name, 0)
    rest = name[joint.end() :].lstrip() if joint else name
    if only := words("need.only").match(rest, 0):  # "and only the server"
        name = rest[only.end() :].strip() or name
    match = words("peer.article").match(name, 0)
    article = match is not None and name[match.end() : match.end() + 1] not in _HYPHENS  # "A-NE" has none
    return (name[match.end() :].strip() if match and article else "") or name


def actor(text: str) -> str:
    """Return the name before a verb, without what lets somebody act: "agents" of "make sure that the agents can".

    A word such as "but" before it is no part of it, nor of a name with an article: "but the agents".
    """
    name = without_article(_behind_time(text))
    while match := _let(name) or _set_against(name):
        name = without_article(name[match.end() :])
    while (last := _helper().search(name)) and last.start() and not words("text.firewall").whole(last.group()):
        name = name[: last.start()].strip()
    return name


def _behind_time(text: str) -> str:
    """Return what stands behind the time that a clause begins with: "the node" of "Since version 7 the node"."""
    said = text.strip()
    since, now = (words(each).match(said, 0) for each in ("need.since", "need.now"))
    articles = [each.start() for each in words("peer.article").finditer(said) if each.start()] if since or now else []
    told = bool(articles) and (now is not None or re.search(r"\d", said[: articles[-1]]) is not None)
    return said[articles[-1] :] if told else text


def before_aside(text: str) -> str | None:
    """Return what stands before words set between commas, if nothing but helping words is behind them, else None.

    So the subject of "The relay, in turn, must …" is found.
    """
    match = _INSERTED.search(text)
    if match is None:
        return None
    helping = words("text.verb", "need.before_bare", "verb.beside", "need.however").sub("", text[match.end() :])
    return None if re.search(r"\w", helping) else match["before"]


_INSERTED = re.compile(
    r"(?<![^,.;:()（），、。；])(?P<before>[^,.;:()（），、。；]+)(?:,\s[^,.;:()]{1,80},|\([^()]{1,80}\))(?=\s[^,.;:()（），、。；]*$)"
)


def is_let(text: str) -> bool:
    """Tell whether a text begins by letting somebody act: "let users"."""
    return _let(without_article(text)) is not None


def _let(name: str) -> re.Match[str] | None:
    """Return what lets somebody act, be it a firewall that has to: "the firewall must let the agents"."""
    firewall = words("text.firewall").match(name, 0)
    helper = words("text.verb").match(name, firewall.end() + 1) if firewall else None
    lets = words("peer.let").match(name, helper.end() + 1 if helper else 0)
    found = lets or (None if firewall else words("text.verb").match(name, 0))
    return found if found and name[found.end() :].strip() else None


def _set_against(name: str) -> re.Match[str] | None:
    found = words("need.however").match(name, 0)
    return found if found and name[found.end() :].strip() else None


@cache
def _helper() -> re.Pattern[str]:
    """Return the pattern of a word such as "can", "must" or "now" at the end of a text."""
    return re.compile(rf"(?:{words(*_HELPING).pattern})\s*$", re.IGNORECASE)


_HELPING = ("text.verb", "need.before_bare", "need.however", "need.became", "verb.beside")
