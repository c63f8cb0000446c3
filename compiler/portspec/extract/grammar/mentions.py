"""Mentions: which numbers of running text are ports, told from years, sizes and versions by the words beside them."""

import re
from functools import lru_cache
from itertools import pairwise

import msgspec

from portspec.extract.grammar.addressed import addressed_in
from portspec.extract.grammar.assigned import has_default
from portspec.extract.grammar.equated import SOCKETS, is_equated, is_named, is_remark, leads_on
from portspec.extract.grammar.following import are_needed, follows_way, is_in_range, may_follow_way
from portspec.extract.grammar.lexemes import YEARS, Token
from portspec.extract.grammar.lexer import tokens
from portspec.extract.grammar.limits import UNREAD, spares_all
from portspec.extract.grammar.port_expression import Part, parse_ports, with_transports
from portspec.extract.grammar.services import behind_services, is_of_service, may_name_service
from portspec.extract.grammar.templates import fitting, templates
from portspec.extract.language.masked import of_words
from portspec.extract.language.vocabulary import transports_in, words
from portspec.protocols import WITH_PORTS
from portspec.readers.budget import TEXT_CHARACTERS


class Mention(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of text that states ports."""

    parts: tuple[Part, ...]
    """The ports that it states."""
    start: int
    """Offset in the text of its first character."""
    end: int
    """Offset after its last one."""


def may_mention(text: str) -> bool:
    """Tell quickly whether a text could state ports: it names a port word, a transport, a service or a way."""
    return _says_ports(text) or may_name_service(text)


@of_words
def may_speak(text: str) -> bool:
    """Tell quickly whether some text with these words could state ports, whatever its numbers are."""
    return _says_ports(text) or bool(behind_services(text))


@of_words
def _says_ports(text: str) -> bool:
    named = words("port.word").search(text) is not None or bool(transports_in(text)) or has_default(text)
    return named or may_follow_way(text) or bool(addressed_in(text))


def mentions(text: str, *, ported: bool = False) -> list[Mention]:
    """Return the stretches of a sentence that state ports.

    A number counts beside a transport (`443/tcp`, `UDP 53`) or a port word (`port 22`, `443端口`), in a list or
    range with such a number, after "and" in a sentence that has one ("port 8150 for HTTP and 8151 for HTTPS"), right
    behind a way ("inbound traffic on 8150"), or behind an address to which somebody connects. Where ports are spoken of
    all around (`ported`), a number after "default" counts as well, or after a verb that opens ("allow 8150 from the
    hub").
    """
    if len(text) > TEXT_CHARACTERS or not _DIGIT.search(text):
        return []
    found = tokens(text)
    result: list[Mention] = []
    at = since = 0
    leading: tuple[str, ...] = ()
    named = next((n for n, token in enumerate(found) if token.kind == "port"), len(found))
    while at < len(found):
        if found[at].kind != "number":
            at += 1
            continue
        last = _run(text, found, at)
        if found[last].kind == "excepted" and spares_all(text, found, last):
            last -= 1
        if last == at and found[at].value == 0:  # the system chooses one
            at += 1
            continue
        first, end, led = _place(text, found, at, last, since if result else None, ported=ported or named < at)
        if first is not None and not _is_limited(found, first, at):
            leading = leading if (first, end, led) == (at, last, ()) else _leading(found, first, at)
            led = led or (leading if at and found[at - 1].kind in ("comma", "and") else _outside(found, first))
            start, stop = found[_from(found, first, end)].start, found[end].end
            parts = tuple(with_transports(part, led) for part in parse_ports(text[start:stop]).parts if part.ports)
            if parts:
                result.append(Mention(parts=parts, start=found[at].start, end=stop))
        at = max(last, end) + 1
        if found[end].kind == "transport" and found[end - 1].kind == "slash":
            since = at
    return result


def _outside(found: list[Token], first: int) -> tuple[str, ...]:
    """Return the transports before the bracket in which a word for ports leads to a number: "TCP (port 7000)"."""
    before = found[max(first - _FEW, 0) : first]
    if found[first].kind != "port" or not before or before.pop().kind != "open":
        return ()
    while before and before[-1].kind in ("dash", "protocol"):  # "TCP-Protokoll (Port 7000)"
        before.pop()
    return before[-1].names if before and before[-1].kind == "transport" else ()


def _leading(found: list[Token], first: int, at: int) -> tuple[str, ...]:
    """Return the transports named before a number, which hold for those joined to it: "TCP 7000 (jobs) and 7001"."""
    named = {token.names for token in found[first:at] if token.kind == "transport"}
    return next(iter(named)) if len(named) == 1 else ()


def _place(
    text: str, found: list[Token], at: int, last: int, since: int | None, *, ported: bool
) -> tuple[int | None, int, tuple[str, ...]]:
    """Return the first and last token of numbers with what makes them ports, and the transports that lead to them.

    The first is None where nothing makes them ports.
    """
    first, end = _ground(text, found, at, last, since)
    if first is None and _fits(text, found, at, last):
        first = at
    if first is None and ported and _is_any_default(text, found, at, last):
        first = at
    if first is None and (found[at].start in addressed_in(text) or is_of_service(text, found, at, last)):
        first = at
    if first is None and _may_be_port(found[at]):
        follows = follows_way(text, found, at, last, verbs=ported) or is_named(text, found, at, last)
        follows = follows or (ported and (is_in_range(text, found, at, last) or are_needed(text, found, at, last)))
        first = (
            at if follows or is_remark(text, found, at, last) or (ported and leads_on(text, found, at, last)) else None
        )
    bare = first is None or (first, end) == (at, last)
    led = _bracketed(text, found, at) if bare else None
    if led is None and first is None:
        led = _led(text, found, at)
    if led is not None and not _is_quantity(found, last):
        first = at
    return first, end, led or ()


def _fits(text: str, found: list[Token], at: int, last: int) -> bool:
    """Tell whether numbers are some that a template before them may stand for: "port 32NN, for example 3200"."""
    made = [text[each.start : each.end] for each in found[:at] if each.kind == "template"] if templates(text) else []
    said = [text[each.start : each.end] for each in found[at : last + 1] if each.kind == "number"] if made else []
    return bool(said) and any(all(map(fitting(each).fullmatch, said)) for each in made)


def _is_default(text: str, found: list[Token], at: int) -> bool:
    """Tell whether a number stands right behind words such as "default" or "defaults to", or behind "default is"."""
    end = 0
    for token in reversed(found[max(at - _FEW, 0) : at]):
        said = text[token.start : end or token.end]
        default = words("port.default").match(said, 0)
        if default and (default.end() == len(said) or words("port.copula", "port.equals").whole(said[default.end() :])):
            return True
        if end == 0 and token.kind != "colon" and not words("port.copula").whole(text[token.start : token.end]):
            end = token.end
    return False


_FEW = 4
"""A phrase such as "the default value is" has at most this many words behind its first one."""


@lru_cache(maxsize=4096)
def equates(text: str) -> bool:
    """Tell whether a text says which number a port is: "the default port of the console is 8443", ": 8443"."""
    found = tokens(text)
    numbers = (at for at, token in enumerate(found) if token.kind == "number")
    runs = ((at, _run(text, found, at)) for at in numbers)
    return any(is_equated(text, found, at) or any(says(text, found, at, last) for says in _SAYING) for at, last in runs)


_SAYING = (is_named, is_in_range)


def _is_any_default(text: str, found: list[Token], at: int, last: int) -> bool:
    """Tell whether numbers are the default of a port, by the words before or right behind them: "8443 by default"."""
    behind = words("port.default").match(text, found[last + 1].start) if last + 1 < len(found) else None
    return behind is not None or _is_default(text, found, at) or is_equated(text, found, at)


@lru_cache(maxsize=4096)
def default_ports(text: str) -> tuple[Part, ...]:
    """Return the ports that a text about a setting for one calls the default: "The mill's port, 8443 by default"."""
    found = tokens(text)
    index = {token.start: at for at, token in enumerate(found)}
    named = ((each, index[each.start]) for each in mentions(text, ported=True))
    return tuple(
        part for each, at in named if _is_any_default(text, found, at, _run(text, found, at)) for part in each.parts
    )


def _led(text: str, found: list[Token], at: int) -> tuple[str, ...] | None:
    """Return the transports of ports that a colon leads to, "The following TCP ports must be open: 83"; else None."""
    if not at or found[at - 1].kind != "colon" or _HOST.search(text, max(found[at].start - 2, 0), found[at].start):
        return None
    line = next((n for n in range(at - 1, 0, -1) if found[n].kind == "newline"), 0)
    before = found[line : at - 1]
    if not any(token.kind == "port" for token in before):
        return None
    named = {token.names for token in before if token.kind == "transport"}
    return next(iter(named)) if len(named) == 1 else ()


_HOST = re.compile(r"(?:[^\W\d]|>):$")
"""The end of an address before its port: "https://host:443"."""


def _bracketed(text: str, found: list[Token], at: int) -> tuple[str, ...] | None:
    """Return the transports of a member of the list in brackets behind them, "TCP (80 for pages, 81)"; else None."""
    if not at or found[at - 1].kind not in ("comma", "and") or not _may_be_port(found[at]):
        return None
    inside = 1
    for first in range(at - 1, 0, -1):
        inside += (found[first].kind == "close") - (found[first].kind == "open")
        if inside == 0:
            named = _before(text, found, first) if found[first + 1].kind == "number" else None
            return None if named is None else transports_in(text[found[named].start : found[first].start])
    return None


def _is_quantity(found: list[Token], last: int) -> bool:
    return last + 1 < len(found) and found[last + 1].kind == "unit"


def _is_limited(found: list[Token], *starts: int) -> bool:
    """Tell whether an "except" or "up to" stands right before one of the tokens."""
    return any(at > 0 and found[at - 1].kind in ("except", "at_most") for at in starts)


def _from(found: list[Token], first: int, end: int) -> int:
    """Return the index of the word before a range, which may be "from", else that of its first token."""
    ranged = any(one.kind == "number" and other.kind == "dash" for one, other in pairwise(found[first:end]))
    return first - 1 if ranged and first and found[first - 1].kind in ("word", "at_least") else first


_DIGIT = re.compile(r"\d")
_ENDING = frozenset(("number", "above", "excepted", "and_below", *UNREAD))
_AND_RANGE = 5
"""The tokens of a range behind an "and" and a "from"."""
_NAMING = frozenset(("port", "transport", "colon", "slash"))
"""What may stand between an "except" and its number."""
_JOINING = _ENDING | {"dash", "comma", "and", "except"}
_NUMBER_OF_PORT = 10
"""Beside a slash or behind an "and", lower numbers may count something: 24/7."""


def _may_be_port(number: Token) -> bool:
    return number.value is None or number.value >= _NUMBER_OF_PORT


def _is_pair(found: list[Token]) -> bool:
    """Tell whether tokens are two ports with a slash between: 1614/1615."""
    kinds = [token.kind for token in found]
    return kinds == ["number", "slash", "number"] and all(map(_may_be_port, found[::2]))


def _begins_range(text: str, found: list[Token]) -> bool:
    """Tell whether tokens are a range with a word before it that joins it to a list: "and from 3320 to 3324"."""
    if [token.kind for token in found[:1] + found[2:]] != ["and", "number", "dash", "number"]:
        return False
    return any(words(sense).whole(text[found[1].start : found[1].end]) for sense in ("port.copula", "port.at_least"))


def _run(text: str, found: list[Token], at: int) -> int:
    """Return the index of the last token of the list or range that begins with the number at `at`."""
    last = at
    while at + 1 < len(found) and (
        found[at + 1].kind in _JOINING
        or _is_pair(found[at : at + 3])
        or _begins_range(text, found[at : at + _AND_RANGE])
    ):
        at += 1
        if found[at].kind in _ENDING:
            last = at
        if found[at].kind == "except":
            at = next((n for n in range(at, len(found) - 1) if found[n + 1].kind not in _NAMING), at)
    return last


def _ground(text: str, found: list[Token], at: int, last: int, since: int | None) -> tuple[int | None, int]:
    """Return the indices of the first and last token that make the numbers ports; the first is None where none does.

    Transports before `since` are those of other numbers; it is None where the text has stated no port so far.
    """
    after = found[last + 1] if last + 1 < len(found) else None
    if after and after.kind == "unit":
        return None, last
    end = last
    if after and after.kind in ("slash", "open") and last + 2 < len(found) and found[last + 2].kind == "transport":
        end = last + 2
    elif after and after.kind in ("transport", "port"):
        end = last + 1
    while (
        end + 2 < len(found)
        and end > last
        and found[end + 1].kind in ("slash", "and", "dash")
        and found[end + 2].kind == "transport"
    ):
        end += 2
    first = _before(text, found, at)
    if first is not None and found[first].kind == "transport":
        if _has_number(found[:first][::-1]) and (end > last or (since is not None and first < since)):
            return at, end
        return first, last if _has_number(found[end + 1 :]) else end
    if first is not None:
        return first, end
    if end > last:
        return at, end
    joined = at > 0 and _is_joined(text, found[at - 1]) and after is not None and after.kind in ("word", "open", "and")
    return (at, end) if since is not None and joined and _may_be_port(found[at]) else (None, last)


def _has_number(beside: list[Token]) -> bool:
    """Tell whether a number of its own stands beside a transport, given the tokens on that side, the nearest first."""
    other = next((token for token in beside if token.kind not in _NAMING and token.kind not in ("open", "close")), None)
    return other is not None and other.kind == "number"


def _is_joined(text: str, token: Token) -> bool:
    """Tell whether a token joins a port to those before it: "and 8151 for HTTPS", "(plus 111 and others)"."""
    return token.kind in ("and", "comma") or words("port.also").whole(text[token.start : token.end])


def _first_of_run(found: list[Token], at: int) -> int:
    """Return the index of the first of several transports that are named together: "TCP and UDP 53"."""
    while at > 1 and found[at - 1].kind in ("slash", "and", "comma") and found[at - 2].kind == "transport":
        if _has_number(found[: at - 2][::-1]):
            break
        at -= 2
    return at


def _with_transport(text: str, found: list[Token], at: int) -> int:
    """Return the index of the transport before the port word at `at`, if any: "TCP destination port", "TCP on port"."""
    before = at - 1
    while before > 0 and at - before <= _JOINTS and (found[before].kind == "dash" or _joins(text, found[before])):
        before -= 1
    return _first_of_run(found, before) if before >= 0 and found[before].kind == "transport" else at


_JOINTS = 2
"""As many words may stand between a transport and its port: "TCP on the port"."""


def _joins(text: str, token: Token) -> bool:
    """Tell whether a word may stand between a transport and the word for its port."""
    said = text[token.start : token.end]
    return any(words(sense).whole(said) for sense in ("port.which", "text.on", "text.of", "peer.article"))


def _is_service(text: str, found: list[Token], at: int) -> bool:
    """Tell whether a word between a port word and a number is a protocol's name: "la porta HTTPS 8443"."""
    number = found[at + 1]
    said = text[found[at].start : found[at].end]
    named = found[at].kind == "word" and _SERVICE.fullmatch(said) is not None
    return named and number.kind == "number" and number.value not in YEARS and (number.value or 0) > SOCKETS


_SERVICE = re.compile(r"[A-Z]{2,6}")
_BETWEEN = ("port.copula", "port.equals", "cell.inbound", "cell.outbound", "cell.both")
"""What may stand between "port" and its number."""


def _is_of_high(text: str, token: Token) -> bool:
    """Tell whether a word for dynamic ports holds one for ports, which a number may follow: "High port range 49152"."""
    return token.kind == "dynamic" and words("port.word").search(text[token.start : token.end]) is not None


def _before(text: str, found: list[Token], at: int) -> int | None:
    """Return the index of the transport or port word before a number, words such as "number is" between; else None."""
    at -= 1
    copula = 0
    while at >= 0 and copula <= 3:  # noqa: PLR2004
        token = found[at]
        if token.kind == "transport" and not WITH_PORTS.isdisjoint(token.names):
            # "source port UDP 1645" is where connections come from
            return None if at and found[at - 1].kind == "label" else _first_of_run(found, at)
        if token.kind == "port" or _is_of_high(text, token):
            return _with_transport(text, found, at)
        if token.kind in ("colon", "slash", "open", "dash", "greater", "at_least", "and"):
            at -= 1
        elif any(words(sense).whole(text[token.start : token.end]) for sense in _BETWEEN):
            copula += 1
            at -= 1
        elif copula == 0 and at and found[at - 1].kind == "port" and _is_service(text, found, at):
            at -= 1
        else:
            return None
    return None
