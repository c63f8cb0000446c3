"""Templates: what stands for numbers that a placeholder completes, `32<nr>`, `5 {nr} 13`, `543X`, and what fits one."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from portspec.extract.grammar.lexemes import YEARS
from portspec.extract.language.masked import of_words
from portspec.extract.language.vocabulary import NEAR, transport_words, words

_NAME = r"[^<>{}()\[\]《》〈〉＜＞｛｝$%#\d\n]{1,60}"
_HELD = (
    rf"(?:[$#]?\{{{{1,2}}{_NAME}\}}{{1,2}}|[$#]\({_NAME}\)|<{_NAME}>|《{_NAME}》|〈{_NAME}〉|＜{_NAME}＞|｛{_NAME}｝"
    r"|%[A-Za-z_]+%|@[A-Za-z_]+@|\$[A-Za-z_]+|(?<=\d)\[[A-Za-z][A-Za-z _-]{0,30}\](?=\d))"
)
"""A placeholder between signs that show that it is one."""
_SIGNS = r"(?:N{2,}|X{2,}|Y{2,}|n{2,}|x{2,}|#{2,}|\?{2,})"
"""Letters or signs of which each stands for a digit."""
_FREE = r"(?<![A-Za-z0-9_.\u00c0-\u024f\u0400-\u04ff])"
_END = r"(?![A-Za-z0-9_\u00c0-\u024f\u0400-\u04ff]|[.]\d)"
_WITH_NAME = re.compile(rf"{_FREE}\d{{1,4}}(?P<gap>\s?){_HELD}(?:\s?(?P<last>\d{{1,4}}))?{_END}|{_HELD}\d{{2,4}}{_END}")
_WITH_SIGNS = re.compile(
    rf"{_FREE}(?:\d{{1,4}} ?(?:{_SIGNS}|\[{_SIGNS}\])(?: ?\d{{1,3}})?|\d{{3,4}}(?:[XN]|\[[XxNn]\])){_END}"
)
_SUM = re.compile(
    rf"{_FREE}\d{{3,5}}\s?\+\s?(?:{_HELD}|[NnXxi](?!\w))|(?:{_HELD}|(?<!\w)[NnXx])\s?\+\s?\d{{3,5}}{_END}"
)
_SIGN = re.compile(r"\d(?:\s?[<{$#%@《〈＜｛\[+]| ?(?:[NXnxY#?]{2}|[XN](?!\w))|(?<=[>}%@》〉＞｝)+]\d)|(?<=\+\s\d))")
_NAMED = re.compile(r"\$\w+\d")
"""Of one of these each of them has something."""
_BEFORE = re.compile(r"(?:^|[,;、，；/(（|:：=–—-])\s*$")
_HOST = re.compile(r"[@:/\\-]|\.[^\W\d_]")
"""What goes on behind a placeholder that is a part of a host's name or of an address."""
_DIGITS = range(4, 6)
"""A port that is made with signs for digits has this many."""


def templates(text: str) -> dict[int, int]:
    """Return where the templates of a text begin, each with where it ends."""
    return _templates(text) if _may_hold(text) else {}


@of_words
def _may_hold(text: str) -> bool:
    return (_SIGN.search(text) or _NAMED.search(text)) is not None


@lru_cache(maxsize=4096)
def _templates(text: str) -> dict[int, int]:
    return dict(sorted(_spans(text)))


def _spans(text: str) -> Iterator[tuple[int, int]]:
    yield from (match.span() for match in _SUM.finditer(text))
    yield from (match.span() for match in _WITH_NAME.finditer(text) if not _is_whole(text, match))
    for match in _WITH_SIGNS.finditer(text):
        digits = re.sub(r"[\s\[\]]", "", match.group())
        year = len(digits) == _DIGITS[0] and any(str(each).startswith(digits[:2]) for each in YEARS)
        if len(digits) in _DIGITS and not year:
            yield match.span()


def _is_whole(text: str, match: re.Match[str]) -> bool:
    """Tell whether a number beside a placeholder is one by itself: the other is a port as well, or of other things.

    With a blank between, numbers alone lead to them, and nothing to the host that "22 <user>@<host>" names.
    """
    if any(words("port.word").whole(part) for part in re.findall(r"[^\W\d_]+", match.group())):
        return True
    if not match["gap"] or match["last"]:
        return False
    return _HOST.match(text, match.end()) is not None or not _is_led(text[: match.start()].rstrip())


def _is_led(before: str) -> bool:
    """Tell whether a text ends where a number may begin: behind a sign, an "and", a word for ports or a transport."""
    if not before or _BEFORE.search(before):
        return True
    near = before[-NEAR:]
    return any(each.end() == len(near) for each in words("port.word", "port.and", "port.range").finditer(near)) or any(
        each.end() == len(near) for each in transport_words().finditer(near)
    )


@lru_cache(maxsize=4096)
def fitting(template: str) -> re.Pattern[str]:
    """Return the pattern of the numbers that a template may stand for: 3200 is one of "32NN"."""
    parts = re.split(rf"\s*({_HELD}|[^\s\d]+)\s*", template)
    signs = re.compile(rf"\[?({_SIGNS}|[XN])\]?")
    told = ((part, signs.fullmatch(part)) for part in parts if part)
    return re.compile("".join(p if p.isdecimal() else rf"\d{{{len(s[1])}}}" if s else r"\d{1,4}" for p, s in told))


def is_filled(text: str, start: int, end: int, numbers: Iterable[int]) -> bool:
    """Tell whether a place of a text holds a template of which a number is given: 3200 beside "32NN"."""
    if templates(text).get(start) != end:
        return False
    made = fitting(text[start:end])
    return any(made.fullmatch(str(number)) for number in numbers)
