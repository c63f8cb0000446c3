"""Lexer of port text: numbers, transports and the words that join them; everything else is a word."""

import re
from functools import cache, lru_cache

from portspec.extract.grammar.assigned import of_settings
from portspec.extract.grammar.composed import composed
from portspec.extract.grammar.digits import DOTTED, address_at, counting, digits_at, unseen_at
from portspec.extract.grammar.joints import joint_at
from portspec.extract.grammar.lexemes import Token, TokenKind, joined, joined_end
from portspec.extract.grammar.limiting import LIMITING, limit_at
from portspec.extract.grammar.lone import with_any_number, with_number
from portspec.extract.grammar.names import is_added, is_interface, is_version, stands_alone
from portspec.extract.grammar.published import of_hosts
from portspec.extract.grammar.replaced import of_replaced
from portspec.extract.grammar.templates import templates
from portspec.extract.language.keys import UNSPACED, UNSPACED_LETTER, keys_at, keys_of, told
from portspec.extract.language.lexicon import phrases
from portspec.extract.language.vocabulary import (
    NEAR,
    first_of_transports,
    routes,
    transport_at,
    transport_words,
    transports,
    words,
)

NUMBER_DIGITS = 12
"""A longer row of digits is not converted; it is no port in any case."""

_SPACED_LETTERS = rf"[^\W{UNSPACED}]"
_WORD = re.compile(rf"[^\W\d_{UNSPACED}](?:(?:{_SPACED_LETTERS}|['’.-])*{_SPACED_LETTERS})?|_\w*")
_UNSPACED_RUN = re.compile(f"[{UNSPACED}]+")
_IN_WORD = r"(?<=[^\W\d])\d(?!\d)"
"""A digit of a name: "p2p", "node1"; a number of its own may be the port."""
_PLACEHOLDER = re.compile(
    rf"<(?!\s*>)(?:[^<>\d\n]|{_IN_WORD}){{1,200}}>|``|\$\{{?\w*[A-Za-z]\w*\}}?|%\w+%"
    rf"|\{{\{{(?:[^{{}}\d\n]|{_IN_WORD}){{1,100}}\}}\}}|\{{(?:[A-Za-z_ -]|{_IN_WORD})+\}}"
    r"|\b\w[\w ]{0,60}>(?=\s*(?:[,;/\n]|$))"
)
_OPENING = frozenset("<`$%{")
"""What a placeholder begins with, but for one that has lost its beginning."""
_IN_NAME = re.compile(r"\.[^\W\d]")
"""What follows a placeholder that is a part of a host's name: "*.example.com", "<region>.example.com"."""
_FOOTNOTE = re.compile(r"\[\d{1,2}\]|\(\d\)$|[*†‡§¹²³⁴⁵⁶⁷⁸⁹]+")
_OCTET = re.compile(r"\W*+(?:(?:[01]?\d?\d|2[0-4]\d|25[0-5])(?!\d)|$|\D)")
_REFERENCE = re.compile(r"\[([^\W\d_]+)\.?:?\s*\d+(?:\s*[,–-]\s*\d+)*\]")
_DASH = re.compile(r"[-‐‑‒–—―−~〜～]+|\.{2,3}|…|⇔")
_ARROW = re.compile("[-=~‐‑‒–—―−]+>|[→⇒➔➜⟶]")
"""An arrow, also a typed one; its last sign compares nothing."""
_GLUED = re.compile("[A-Za-z_\u00c0-\u024f\u0400-\u04ff]")
_MINUS_ONE = re.compile(r"-1(?:/-1)?(?![\w.])(?!\s*-)")
"""How interfaces of clouds say "all ports"."""
_SIGNS: dict[str, TokenKind] = {
    ",": "comma", ";": "comma", "、": "comma", "，": "comma", "；": "comma", "|": "comma", "·": "comma", "•": "comma",
    "&": "and", "\n": "newline", "/": "slash", ":": "colon", "：": "colon", "=": "colon",
    "(": "open", "（": "open", "[": "open", ")": "close", "）": "close", "]": "close",
}  # fmt: skip


@lru_cache(maxsize=4096)
def _joiners(keys: frozenset[str]) -> tuple[tuple[TokenKind, re.Pattern[str]], ...]:
    """Return the patterns of what may begin with a word or sign of these keys, and means something between numbers.

    They are in the order in which they are tried.
    """
    lists = ((kind, words(path).beginning(keys)) for kind, path in _JOINERS)
    return tuple((kind, pattern) for kind, pattern in lists if pattern)


@lru_cache(maxsize=4096)
def _limits(keys: frozenset[str]) -> bool:
    """Tell whether a phrase that limits ports may begin with a word or sign of these keys."""
    return any(words(sense).possible(keys) for sense in LIMITING)


_JOINERS: tuple[tuple[TokenKind, str], ...] = (
    ("at_least", "port.at_least"), ("greater", "port.greater"), ("dynamic", "port.dynamic"),
    ("elsewhere", "port.elsewhere"), ("any", "port.any"), ("label", "port.label"), ("label", "port.octet"),
    ("port", "port.word"), ("protocol", "port.protocol"), ("and", "port.and"),
)  # fmt: skip


@lru_cache(maxsize=4096)
def _followers(keys: frozenset[str]) -> tuple[tuple[TokenKind, re.Pattern[str]], ...]:
    """Return the patterns of what may begin with a word or sign of these keys, and means something behind a number."""
    lists = ((kind, words(path).beginning(keys)) for kind, path in _FOLLOWERS)
    return tuple((kind, pattern) for kind, pattern in lists if pattern)


_FOLLOWERS: tuple[tuple[TokenKind, str], ...] = (
    ("excepted", "excluded.after"), ("and_below", "limit.after"), ("above", "port.above"), ("unit", "port.unit"),
    ("dash", "port.range"),
)  # fmt: skip


def tokens(text: str) -> list[Token]:
    """Return the tokens of port text; white space is none, nor is a reference such as [note 3]."""
    return list(frozen_tokens(text))


@lru_cache(maxsize=4096)
def frozen_tokens(text: str) -> tuple[Token, ...]:
    """Return the tokens of a text, the very same value each time it is asked for."""
    alike = with_any_number(text)
    return lexed(text) if alike is text else with_number(_lexed_alike(alike), text)


def lexed(text: str) -> tuple[Token, ...]:
    """Return the tokens of a text, read anew."""
    found: list[Token] = []
    at, end = 0, len(text)
    made = templates(text)
    plain = _PLAIN if ">" not in text else _NOTHING
    while at < end:
        numbered = bool(found) and found[-1].kind == "number"
        # Most words of running text mean nothing beside numbers.
        if not numbered and (match := plain.match(text, at)):
            word, after = match.group(1, 2)
            if not _means(word, after if after.isalpha() else told(after)):
                found.append(Token("word", *match.span(1)))
                at = match.end()
                continue
        if blanks := _BLANKS.match(text, at):
            at = blanks.end()
            continue
        if unseen := unseen_at(text, at):
            at = unseen
            continue
        if at in made:
            found.append(Token("template", at, made[at]))
            at = made[at]
            continue
        if text[at] == "[" and (match := _REFERENCE.match(text, at)) and not _says_port(match.group(1)):
            at = match.end()
            continue
        if numbered and (joined_at := joint_at(text, at)):
            at = joined_at
            continue
        token = _token(text, at, found)
        if isinstance(token, tuple):
            found.extend(token)
            at = token[-1].end
        else:
            found.append(token)
            at = token.end
    return tuple(joined(text, of_replaced(text, of_settings(text, of_hosts(text, found)))))


_lexed_alike = lru_cache(maxsize=1024)(lexed)
"""The same, remembered: many rows speak of their one number in the same words."""


_BLANKS = re.compile(r"[^\S\n]+")
_SPACE = re.compile(r"\s+")
_PLAIN = re.compile(r"[^\S\n]*+([A-Za-z]+)(?=[\s,;)]|[.:](?:\s|$)|$) *(?=\W*(\w*))")
"""A word of ASCII letters that stands by itself, with the blanks around it, and the word that follows.

Where a text has a ">", it may be the end of a placeholder of several words."""
_NOTHING = re.compile(r"(?!)")


@lru_cache(maxsize=4096)
def _means(word: str, after: str) -> bool:
    """Tell whether something begins with a word that means more than the word: a transport, a limit, a joiner."""
    keys = keys_of(word, after)
    return word.lower() in first_of_transports() or any(words(sense).possible(keys) for sense in _MEANING)


_MEANING = (*LIMITING, *(sense for _, sense in _JOINERS))


def _token(text: str, at: int, before: list[Token]) -> Token | tuple[Token, ...]:
    if address := address_at(text, at):
        return Token("word", at, address)
    if text[at].isdecimal():
        return _number(text, at, before)
    if text[at] == "-" and (match := _MINUS_ONE.match(text, at)) and not (before and before[-1].end == at):
        return Token("any", at, match.end())
    numbered = before and before[-1].kind == "number"
    behind = (_after(text, at) or _counted(text, at, before)) if numbered else None
    return behind or _name(text, at, before) or _sign(text, at)


def _after(text: str, at: int) -> Token | None:
    """Return the token of what follows a number: "and above", a unit, "to" another one, a footnote's mark."""
    blanks = _SPACE.match(text, at)
    start = blanks.end() if blanks else at
    for kind, pattern in _followers(keys_at(text, start)):
        if (match := pattern.match(text, start)) and _holds(kind, text, at, match.end()):
            return Token(kind, at, match.end())
    mark = _FOOTNOTE.match(text, at)
    return Token("word", at, mark.end()) if mark else None


def _counted(text: str, at: int, before: list[Token]) -> Token | None:
    """Return the unit that "ports" is after a single number with nothing of ports before it: "2 ports", "1 port".

    "443 and 7 others" counts those that it does not name.
    """
    last = len(before) > 1 and before[-2].kind in ("and", "comma") and (before[-1].value or 0) <= _FEW_OTHERS
    if last and (match := words("port.others").match(text, at)):
        return Token("unit", at, match.end())
    alone = len(before) < 2 or before[-2].kind in ("word", "newline", "open", "unit")  # noqa: PLR2004
    word = "port.word" if before[-1].value == 1 else "port.plural"
    match = words(word).match(text, at) if alone else None
    return Token("unit", at, match.end()) if match else None


_FEW_OTHERS = 20
_WORDS = frozenset(("port", "protocol", "transport"))


def _name(text: str, at: int, before: list[Token]) -> Token | None:
    """Return the token of a placeholder, a transport, or a word that means something beside numbers."""
    if (text[at] in _OPENING or ">" in text) and (match := _PLACEHOLDER.match(text, at)):
        return Token("word" if _IN_NAME.match(text, match.end()) else "dynamic", at, match.end())
    if match := transport_at(text, at):
        return Token("transport", at, match.end(), names=transports()[" ".join(match.group().casefold().split())])
    keys = keys_at(text, at)
    if _limits(keys) and (limit := limit_at(text, at)):
        return Token(limit[0], at, limit[1])
    for kind, pattern in _joiners(keys):
        if (match := pattern.match(text, at)) and not (kind == "label" and _is_typed(text, match)):
            of_word = kind == "any" and (_IN_NAME.match(text, match.end()) or _marks(match, before))
            typed = transport_words().search(match.group()) if kind == "any" else None
            end = joined_end(match) if kind == "label" else at + typed.start() if typed else match.end()
            return Token("word" if of_word else kind, at, end)
    return None


def _marks(sign: re.Match[str], before: list[Token]) -> bool:
    """Tell whether an asterisk is the mark of a note: it stands at a word, or behind one that no port could follow."""
    last = before[-1] if before and not sign[0].isalnum() else None
    return last is not None and (last.kind == "word" or (last.end == sign.start() and last.kind in _WORDS))


def _is_typed(text: str, label: re.Match[str]) -> bool:
    """Tell whether a "type" is none of ICMP's: "in Port number, type 80", "type 1433"."""
    if not words("port.octet").whole(label[0]):
        return False
    number = _OCTET.match(text, label.end())
    return number is None or words("port.word").search(text[max(label.start() - NEAR, 0) : label.start()]) is not None


def _sign(text: str, at: int) -> Token:
    """Return the token of a dash or a sign, else of the word or character that stands there."""
    if not text[at].isalnum():
        if match := _ARROW.match(text, at):
            return Token("arrow", at, match.end())
        if match := _DASH.match(text, at):
            return Token("dash", at, match.end())
        if text[at] in _SIGNS:
            return Token(_SIGNS[text[at]], at, at + 1)
    if run := _UNSPACED_RUN.match(text, at):
        known = _unspaced().search(text, at + 1, run.end())
        return Token("word", at, known.start() if known else run.end())
    if (named := _NAMED.match(text, at)) and words("port.word").whole(named[1]):
        return Token("port", at, named.end())
    match = _WORD.match(text, at)
    end = match.end() if match else at + 1
    compound = "-" in text[at:end] and words("port.word").whole(text[at:end].rpartition("-")[2])
    return Token("port" if compound else "word", at, end)


_NAMED = re.compile(r"(?:[^\W\d_]+-)*([^\W\d_]+)(?=\d{3,5}(?!\w))")
"""A word right before a number, where only the number is in bold: "Port**2701**"; "port1" is the name of a socket."""


def _says_port(word: str) -> bool:
    """Tell whether a number behind a word is a port: "port 22", "default 22", "TCP 22"."""
    named = any(words(f"port.{name}").whole(word) for name in ("word", "default"))
    return named or transport_words().fullmatch(word) is not None


@cache
def _unspaced() -> re.Pattern[str]:
    """Return the pattern of the phrases that may stand within a run of letters without blanks: 使用端口."""
    within = {each for sense in (*_WITHIN, *LIMITING) for each in phrases(sense) if _UNSPACED_RUN.match(each)}
    within |= {each for each in phrases("port.label") if _UNSPACED_RUN.match(each) and len(each) > 1}  # 表 is in 表示
    return re.compile("|".join(map(re.escape, sorted(within, key=lambda phrase: (-len(phrase), phrase)))))


_WITHIN = ("port.word", "port.and", "port.at_least", "port.greater", "port.dynamic")


def _holds(kind: TokenKind, text: str, start: int, end: int) -> bool:
    """Tell whether a word after a number means what it seems to: "to" a number, "+" and nothing, a unit alone."""
    rest = text[end:].lstrip()
    if kind == "dash":
        plain = bool(rest) and (rest[0].isdigit() or rest[0] == "(")
        return plain or (_begins_with_port(rest) and _from().search(text[max(start - NEAR, 0) : start]) is not None)
    if kind == "excepted":
        return limit_at(text, start) is None
    if kind == "unit":
        return len(text[start:end].strip()) > 1 or not rest[:1].isalpha()  # "443 w sieci": a preposition
    if kind == "above":
        return not rest or not (rest[0].isalnum() and rest[0].isascii()) or _joins(rest)
    return True


def _joins(rest: str) -> bool:
    """Tell whether a text begins with a word that joins it to the number before: "or 1063"."""
    joint = words("port.and").match(rest, 0)
    return joint is not None and _NEXT.match(rest, joint.end()) is not None


_NEXT = re.compile(r"\s+\d")


@cache
def _from() -> re.Pattern[str]:
    """Return the pattern of a text that ends in a port after "from": "from tcp/48003"."""
    names = "|".join(each.start for each in routes())
    return re.compile(rf"(?<!\w)(?:{names})\s+\S+(?:\s+\d+)?\s*$", re.IGNORECASE)


def _begins_with_port(text: str) -> bool:
    """Tell whether a text begins with a transport and a number: "tcp/50000"."""
    match = transport_words().match(text)
    return match is not None and re.match(r"[\s:/]*\d", text[match.end() :]) is not None


_QUOTES = "\"'“”„«»"
_TAIL = re.compile(rf"(?:[^\W{UNSPACED}]|[.-])*")
"""The rest of a name that holds a number."""


_QUERY = re.compile(r"[?&][\w.-]*=$")
"""What stands before a value in the query of an address: "…/items?port=8080"."""
_LONGEST = 60
_CLOSING = (")", "）")


def _number(text: str, at: int, before: list[Token]) -> Token | tuple[Token, ...]:
    end, plain = digits_at(text, at)
    if not plain:
        return Token("odd", at, end)
    if "\n" in text and at in counting(text):
        return Token("word", at, end + 1)
    if text[end + 1 : end + 2].isdecimal() and (several := composed(text, at, before)):
        return several
    dotted = DOTTED.match(text, at)
    if dotted or (end == at + 1 and text[at - 1 : at] in _CLOSING):  # the mark of a note, "7101 (web)2"
        return Token("word", at, dotted.end() if dotted else end)
    glued = (
        bool(before)
        and before[-1].kind == "word"
        and text[at - 1] not in _QUOTES
        and at in (before[-1].end, unseen_at(text, before[-1].end))
    )
    glued = glued and not (UNSPACED_LETTER.match(text, at - 1) and stands_alone(text, at, end, before[-1]))
    after = bool(_GLUED.match(text, end)) and transport_words().match(text, end) is None
    asked = text[at - 1 : at] == "=" and _QUERY.search(text, max(at - _LONGEST, 0), at) is not None
    if asked or glued or after or is_added(text, before) or is_interface(text, before) or is_version(text, at, before):
        tail = _TAIL.match(text, end)
        return Token("word", at, tail.end() if tail else end)
    value = int(text[at:end]) if end - at <= NUMBER_DIGITS else None
    return Token("number", at, end, value)
