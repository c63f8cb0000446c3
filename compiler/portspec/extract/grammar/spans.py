"""Spans: where in a list item its ports stand: at the beginning, at the end, or with brackets around or behind them."""

import re
from collections.abc import Iterable, Iterator

from portspec.extract.grammar.lexemes import YEARS, Token
from portspec.extract.grammar.lexer import tokens
from portspec.extract.grammar.limits import LIMITS
from portspec.extract.language.mentioned import is_mention
from portspec.extract.language.names import REMARK
from portspec.extract.language.phrases import direction_of_title, is_direction
from portspec.extract.language.vocabulary import words

SHORT = 12
"""An item that ends in ports has at most this many words."""
FEW = 4
"""A name before ports in brackets has at most this many words."""
HEAVY = 30
"""Items longer than this many words are sentences."""
_PORTS = LIMITS | {"number", "transport", "port", "dash", "comma", "and", "slash", "above", "greater", "at_least"}
_REMARK = frozenset(("word", "slash", "dash", "comma", "and", "port", "dynamic"))
_EDGES = frozenset(("dash", "comma", "and", "colon", "open", "close", "slash"))


def spans(text: str, *, known: bool) -> Iterator[tuple[int, int]]:
    """Yield where the ports of an item may stand, the likeliest place first.

    In a list of ports (`known`) numbers need no word beside them that says so.
    """
    found = _without_remarks(tokens(text))
    if first := _leading(text, found, known=known):
        yield first
    if known and (inside := _bracketed(found)):
        yield inside
    if last := _trailing(text, found):
        yield last
    if known and (led := _behind_way(text, found)):
        yield led
    if known and (run := _glossed(text)):
        yield run


def _behind_way(text: str, found: list[Token]) -> tuple[int, int] | None:
    """Return the span of ports behind a way and a colon, whatever goes on: "From users: 7100 and 7101 on the hub"."""
    colon = next((n for n, token in enumerate(found) if token.kind == "colon"), None)
    if colon is None or not is_way(text[: found[colon].start]) or not begins_numbers(text[found[colon].end :]):
        return None
    last = next((n for n in range(colon + 1, len(found)) if found[n].kind not in _PORTS), len(found))
    return trimmed(found[colon + 1 : last])


def is_way(label: str) -> bool:
    """Tell whether the label of an item says from where or to where: "Incoming", "From users"."""
    label = label.strip(" *_")
    led = words("verb.from", "verb.to").match(label, 0)
    return direction_of_title(label) != "unstated" or (led is not None and label[led.end() :].strip() != "")


def begins_numbers(text: str) -> bool:
    """Tell whether a text begins with a number that counts nothing: "7100, if …", "7100 on the hub"."""
    number = _HIGH.match(text.strip(" *_"))
    if number is None:
        return False
    behind = number.string[number.end() :].lstrip()
    return not behind[:1].isalnum() or words("port.and", "text.on", "peer.for").match(behind, 0) is not None


_HIGH = re.compile(r"[1-9]\d{2,4}(?![\d.%])")


def _glossed(text: str) -> tuple[int, int] | None:
    """Return where several numbers stand, each with its service in brackets: "8100 (web), 8101 (sockets)"."""
    run: list[re.Match[str]] = []
    for match in _GLOSS.finditer(text):
        between = text[run[-1].end() : match.start()] if run else ""
        if run and not _SEPARATOR.fullmatch(words("port.and").sub(" ", between)):
            if len(run) > 1:
                break
            run.clear()
        run.append(match)
    if len(run) < 2 or all(int(match[1]) in YEARS for match in run):  # noqa: PLR2004
        return None
    counted = words("port.unit").match(text[run[-1].end() :].strip(), 0) is not None
    return None if counted else (run[0].start(), run[-1].end())


_GLOSS = re.compile(r"(?<![\w.:/-])(\d{2,5})(?:\s?[-–]\s?\d{2,5})?\s?[(（][^()（）\d]*[^\W\d][^()（）]*[)）]")
_SEPARATOR = re.compile(r"[\s,;、，；]*")


def is_title_of_ports(said: str) -> bool:
    """Tell whether a text is no more than ports and their name: "TCP 443 (web)", "Outgoing: UDP port 53".

    A direction may stand before or behind them: "Inbound TCP port 443", "Search: TCP 443 inbound".
    """
    said = _without_way(said)
    found = _without_remarks(tokens(said))
    first, last = _leading(said, found, known=False), _trailing(said, found)
    if first and not re.match(r"\s*\w", said[first[1] :]):
        return True
    if last is None:
        return False
    start, end = last
    if all(not each or is_direction(each) for each in (said[:start].strip(), said[end:].strip())):
        return True
    named = _COLON.search(said[start:end]) or _COLON.search(_without_way(said[:start].rstrip())[-1:])
    return not re.search(r"\w", REMARK.sub("", said[end:])) and named is not None


def _without_way(said: str) -> str:
    """Return a text without the direction that it ends with."""
    edges = [match.start() for match in re.finditer(r"(?<!\S)\S", said)][-_WAY:]
    at = next((edge for edge in edges if edge and is_direction(said[edge:].strip())), len(said))
    return said[:at].rstrip()


_WAY = 3
"""A direction has at most this many words."""
_COLON = re.compile("[:：]")


def says_only_ports(found: Iterable[Token]) -> bool:
    """Tell whether tokens are ports and nothing else: "443, 8443", "all ports"."""
    kinds = {token.kind for token in found}
    return not kinds.isdisjoint(("number", "any")) and kinds <= _PORTS | {"any"}


def is_of_example(text: str, start: int) -> bool:
    """Tell whether what stands at an offset is an example in brackets: "the next free port (e.g. 8081, 8082, …)"."""
    opened = max(text.rfind(sign, 0, start + 1) for sign in "(（")
    return opened >= 0 and not _CLOSED.search(text, opened, start) and is_mention(text[opened : start + 1])


_CLOSED = re.compile("[)）]")


def denies_ports(text: str) -> bool:
    """Tell whether an item begins by keeping ports closed: "Block TCP 25", but not "Block storage: 3260"."""
    match = words("need.close").match(text, 0)
    after = tokens(text[match.end() :])[:1] if match else []
    return any(token.kind in ("transport", "port", "number", "any", "colon") for token in after)


def _without_remarks(found: list[Token]) -> list[Token]:
    """Return the tokens without remarks in brackets between two ports: "20 (data), 21 (control)"."""
    kept: list[Token] = []
    at = 0
    while at < len(found):
        end = _remark(found, at) if kept and kept[-1].kind == "number" else at
        if end == at:
            kept.append(found[at])
            end = at + 1
        at = end
    return kept


def _remark(found: list[Token], at: int) -> int:
    """Return where to go on after a remark in brackets that begins at `at`, or `at` where none does."""
    end = at + 1
    while found[at].kind == "open" and end < len(found) and found[end].kind in _REMARK:
        end += 1
    closed = end > at + 1 and end < len(found) and found[end].kind == "close"
    return end + 1 if closed else at


def _leading(text: str, found: list[Token], *, known: bool) -> tuple[int, int] | None:
    """Return the span of the ports that an item begins with, or None where it begins otherwise.

    In a list of ports (`known`), an item whose ports end in a colon may be of any length.
    """
    last = _mark(text, found)
    last += last < len(found) and _is_between(text, found[last])
    while last < len(found) and (found[last].kind in _PORTS or _inside(found, last)):
        last += 1
    after = found[last].kind if last < len(found) else "newline"
    if after == "label" and words("need.limit").match(text, found[last].start):  # "80 in case of …"
        after = "word"
    if after in ("unit", "label") or (len(found) > HEAVY and not (known and after == "colon")):
        return None
    return trimmed(found[:last])


def _mark(text: str, found: list[Token]) -> int:
    """Return how many tokens mark an item, before what it says: a box to tick, or a sign that is no mere "no"."""
    if box := _BOX.match(text):
        return sum(token.start < box.end() for token in found)
    sign = text[found[0].start : found[0].end] if found and found[0].kind == "word" else "a"
    said = words("need.close").whole(sign) or not words("tick.no").whole(sign)
    return int(said and not any(map(str.isalnum, sign)))


_BOX = re.compile(r"\[[ xX]?\](?=\s)")


def _trailing(text: str, found: list[Token]) -> tuple[int, int] | None:
    """Return the span of the ports that a short item ends with, a remark in brackets aside; None otherwise."""
    if len(text.split()) > SHORT:
        return None
    first = len(found)
    if found and found[-1].kind == "close" and not _inside(found, len(found) - 1):
        opens = [at for at, token in enumerate(found) if token.kind == "open"]
        inside = found[opens[-1] :] if opens else []
        before = found[: len(found) - len(inside)]
        if not _says_ports(inside) and _one_bracket(before):
            first -= len(inside)
    end = first
    while first > 0 and (found[first - 1].kind in (*_PORTS, "close") or _inside(found, first - 1)):
        first -= 1
    if first and found[first - 1].kind in ("label", "protocol"):
        return None
    if first and _is_between(text, found[first - 1]):
        first -= 1
    return trimmed(found[first:end])


def _is_between(text: str, token: Token) -> bool:
    """Tell whether a word begins a range: "between 7100 and 7200"."""
    return token.kind == "word" and words("port.between").whole(text[token.start : token.end])


def _says_ports(found: list[Token]) -> bool:
    """Tell whether tokens name a transport or a number that is no quantity, nor that of a note."""
    kinds = ["word", *(token.kind for token in found), "word"]
    around = zip(kinds, kinds[1:], kinds[2:], strict=False)
    numbers = any(kind == "number" and before != "label" and after != "unit" for before, kind, after in around)
    return numbers or "transport" in kinds


def _one_bracket(found: list[Token]) -> bool:
    """Tell whether no other bracket stands before the last one: each may belong to a port of its own."""
    return not any(token.kind == "close" for token in found)


def _bracketed(found: list[Token]) -> tuple[int, int] | None:
    """Return the span of ports in brackets behind a short name, before a colon or the end: "SSH (22): logins".

    There may be several names, each with its own: "web (80, 443) or proxy (3128)".
    """
    start = at = 0
    while name := _named(found, at):
        start = start or found[name].start
        last = next((n for n in range(name, len(found)) if found[n].kind == "close"), name)
        if last == name or not {token.kind for token in found[name:last]} <= _PORTS:
            return None
        at = last + 1
        if at == len(found) or found[at].kind in ("colon", "dash"):
            return trimmed([token for token in found[:at] if token.start >= start])
        at += found[at].kind in ("comma", "and")
    return None


def _named(found: list[Token], at: int) -> int | None:
    """Return where the ports in brackets behind a short name begin, None where no name stands at `at`."""
    end = at
    while end < len(found) and found[end].kind in ("word", "slash", "transport"):
        end += 1
    named = at < end <= at + FEW and end + 1 < len(found) and found[end].kind == "open"
    return end + 1 if named else None


def _inside(found: list[Token], at: int) -> bool:
    """Tell whether a sign stands between a transport or the word "port" and its number: `TCP: 443`, `80 (TCP)`."""
    if found[at].kind == "colon":
        ends = [token.kind for token in found[at - 1 : at + 2]] == ["number", "colon", "number"]
        return at > 0 and (found[at - 1].kind in ("transport", "port") or (ends and found[at - 2].kind == "colon"))
    near = [token.kind for token in found[max(at - 1, 0) : at + 2]]
    return found[at].kind in ("open", "close") and "transport" in near


def trimmed(found: list[Token]) -> tuple[int, int] | None:
    """Return the span of the tokens without signs at the edges, or None where no number is among them."""
    first, last = 0, len(found)
    while first < last and found[first].kind in _EDGES:
        first += 1
    while first < last and found[last - 1].kind in _EDGES - {"close"}:
        last -= 1
    found = found[first:last]
    numbers = [token.value for token in found if token.kind == "number"]
    years = all(value in YEARS for value in numbers) and not any(token.kind in ("transport", "port") for token in found)
    return (found[0].start, found[-1].end) if numbers and not years else None
