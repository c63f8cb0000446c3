"""Portless: the protocols without ports that running text lets through: "Open ICMPv6 type 128 and TCP 8080"."""

from functools import cache, lru_cache

from portspec.extract.grammar.lexemes import Token
from portspec.extract.grammar.lexer import frozen_tokens
from portspec.extract.grammar.parser import protocols_at
from portspec.extract.grammar.port_expression import Part
from portspec.extract.language.lexicon import senses
from portspec.extract.language.vocabulary import Words, transports_in, words
from portspec.protocols import PORTLESS
from portspec.readers.budget import TEXT_CHARACTERS


@lru_cache(maxsize=4096)
def portless(text: str) -> tuple[Part, ...]:
    """Return the protocols without ports that a text names as such, in its order, each once.

    The name of a thing that only speaks one is none: "the ICMP monitor", "GRE-based tunnels".
    """
    if len(text) > TEXT_CHARACTERS or not may_name_protocol(text):
        return ()
    found = list(frozen_tokens(text))
    named: dict[str, int] = {}
    for at, token in enumerate(found):
        names, last = _names(found, at)
        if names and not _belongs(text, found, last):
            for name in names:
                named.setdefault(name, token.start)
    return tuple(Part(transports=(name,), start=start) for name, start in named.items())


def may_name_protocol(text: str) -> bool:
    """Tell quickly whether a text may name a protocol without ports."""
    return bool(transports_in(text)) or words("port.protocol").may_stand_in(text)


def _names(found: list[Token], at: int) -> tuple[tuple[str, ...], int]:
    """Return the protocols that the token at `at` names, by name or "IP protocol 50", and the index of the last one."""
    if found[at].kind == "protocol":
        names, last = protocols_at(found, at + 1)
        return tuple(name for name in names if name in PORTLESS), last
    return tuple(name for name in found[at].names if name in PORTLESS), at


def _belongs(text: str, found: list[Token], at: int) -> bool:
    """Tell whether a name stands before the thing that it is said of: a word that speaks of no traffic."""
    after = found[at + 1] if at + 1 < len(found) else None
    if after is None or after.kind not in ("dash", "word"):
        return False
    return after.kind == "dash" or (text[after.start].isalnum() and _followers().match(text, after.start) is None)


@cache
def _followers() -> Words:
    """Return what may follow the name of a protocol that is let through: "ICMP is", "ESP traffic", "GRE between"."""
    return words(*senses("icmp"), *_FOLLOWING)


_FOLLOWING = (
    "text.traffic", "text.generic", "text.of", "text.and", "text.verb", "text.requires", "text.condition",
    "text.inbound", "text.outbound", "text.both", "cell.inbound", "cell.outbound", "cell.both", "peer.stop", "peer.for",
    "peer.sender", "peer.receiver", "need.copula", "need.before_bare", "need.open", "need.close", "need.negator",
    "need.conjunction", "need.optional",
)  # fmt: skip
