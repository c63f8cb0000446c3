"""Equated: numbers that words give to a port, if others stand between: "the port used for jobs is 8443"."""

from portspec.extract.grammar.following import counts
from portspec.extract.grammar.lexemes import YEARS, Token
from portspec.extract.language.vocabulary import words

SOCKETS = 20
"""Lower numbers may be those of sockets: "port WAN 2"."""


def is_equated(text: str, found: list[Token], at: int) -> bool:
    """Tell whether words equate a number with a default port: "the default port of the console is 8443"."""
    verb = at - 1 if at and found[at - 1].kind == "colon" else _verb(text, found, at)
    if verb is None:
        return False
    near = found[max(at - _NAMED, 0) : verb]
    since = max((token.end for token in near if token.kind == "number"), default=near[0].start if near else 0)
    said = text[since : found[verb].start]
    ports = [port.span() for port in words("port.word").finditer(said)]
    defaults = (default.span() for default in words("port.default").finditer(said))
    return any(_is_near(said, default, port) for default in defaults for port in ports)


def is_named(text: str, found: list[Token], at: int, last: int) -> bool:
    """Tell whether words equate numbers with the port that their sentence is about: "the port used for jobs is 8443".

    No other noun is what they are about, "the number of ports is 24", nor do they count what stands behind them.
    """
    verb = _verb(text, found, at)
    if verb is None:
        return False
    first = next((n + 1 for n in range(verb - 1, -1, -1) if found[n].kind not in _NAMES), 0)
    port = next((n for n in range(first, verb) if found[n].kind == "port"), None)
    counted = first > 0 and found[first - 1].kind == "label"
    if (
        port is None
        or counted
        or port - first > _SHORT
        or not _is_subject(text[found[first].start : found[port].start])
    ):
        return False
    joined = verb - port <= _NAMED and (port + 1 == verb or _is_joined_on(text, found[port + 1]))
    return joined and not counts(text, found[last + 1] if last + 1 < len(found) else None)


def _verb(text: str, found: list[Token], at: int) -> int | None:
    """Return the index of what equates a number with what is named before it, if with an article: "est le 8443"."""
    for verb in range(at - 1, max(at - 3, 0), -1):
        said = text[found[verb].start : found[verb].end]
        dash = found[verb].kind == "dash" and text[found[verb].start - 1].isspace()  # Russian has no verb here
        if dash or words("port.equals").whole(said):
            return verb
        if not words("peer.article").whole(said):
            return None
    return None


def is_remark(text: str, found: list[Token], at: int, last: int) -> bool:
    """Tell whether numbers are all that brackets behind a port word hold: "the ports that it needs (80, 443)"."""
    if not at or found[at - 1].kind != "open" or [each.kind for each in found[last + 1 : last + 2]] != ["close"]:
        return False
    near = found[max(at - 1 - _NAMED, 0) : at - 1]
    first = next((n + 1 for n in range(len(near) - 1, -1, -1) if near[n].kind not in _NAMES), 0)
    named = any(token.kind == "port" for token in near[first:])
    high = all(token.kind != "number" or (token.value or 0) > SOCKETS for token in found[at : last + 1])
    return named and high and found[at].value not in YEARS and words("text.device").search(text) is None


def leads_on(text: str, found: list[Token], at: int, last: int) -> bool:
    """Tell whether numbers begin what is said of a name, or follow others: "web: 8080 for pages or 8081 for …"."""
    before = found[at - 1].kind if at else "colon"
    after = found[last + 1] if last + 1 < len(found) else None
    if before not in ("colon", "and", "comma") or after is None or (found[at].value or 0) < _COUNTED_THINGS:
        return False
    return found[at].value not in YEARS and words("peer.for").whole(text[after.start : after.end])


_COUNTED_THINGS = 100
"""Lower numbers may count something: "backup: 30 for each client"."""
_NAMES = ("word", "port", "transport", "and", "at_least", "dynamic")
"""What may stand in the name of a port."""


def _is_subject(before: str) -> bool:
    """Tell whether the words before a port word leave it the noun that a sentence is about."""
    return not any(words(sense).search(before) for sense in ("text.of", "port.label", "port.unit", "text.condition"))


def _is_joined_on(text: str, token: Token) -> bool:
    """Tell whether a word behind a port word says more of the port, and does not make it a part of another name."""
    said = text[token.start : token.end]
    return token.kind != "word" or any(words(sense).whole(said) for sense in _MORE)


_MORE = (
    "text.of", "text.on", "text.serves", "text.uses", "peer.for", "peer.article", "need.relative", "need.open",
    "port.copula",
)  # fmt: skip
"""What goes on about a port behind the word for it: "the port of", "the port used", "the port that"."""
_SHORT = 4
"""Before the word for it, the name of a port has at most this many words."""
_NAMED = 12
"""The words from the name of a default port to its number, at most."""


def _is_near(text: str, one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Tell whether two stretches of a text have a word between them at most: "the default console port"."""
    return len(text[min(one[1], other[1]) : max(one[0], other[0])].split()) <= 1
