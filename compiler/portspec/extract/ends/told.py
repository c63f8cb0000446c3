"""Both ends of a connection, in languages whose sentences name one of them behind the port: "A は … で B に接続".

And the host on which something is, as they name it before the port.
"""

import re
from collections.abc import Iterator
from functools import cache

from portspec.extract.language.keys import UNSPACED
from portspec.extract.language.lexicon import phrases
from portspec.extract.language.names import actor
from portspec.extract.language.vocabulary import Words, words

GAP = 60
"""Between the two ends of a sentence stand at most so many characters."""
NAME = 24
"""Each end has at most so many."""


def ends_told(sentence: str) -> tuple[str, str]:
    """Return who opens a connection and who accepts it, as a phrase of the lexicon names them; else nobody."""
    for sense, turned in (("peer.told", False), ("peer.told_back", True)):
        for pattern in _patterns(sense, sentence):
            if (match := pattern.search(sentence)) and not _cuts(sentence, match.end(match.lastindex or 0)):
                first, second = map(actor, match.groups())
                return (second, first) if turned else (first, second)
    return "", ""


def _cuts(sentence: str, end: int) -> bool:
    """Tell whether a name would end within a word such as "this": その, where の is no particle."""
    return any(hit.start() < end < hit.end() for hit in words("need.own", "port.named").finditer(sentence))


def name_told(sense: str, clause: str) -> str:
    """Return the name that a phrase of a sense has in a clause; empty where it has none."""
    return next((actor(match[1]) for pattern in _patterns(sense, clause) for match in pattern.finditer(clause)), "")


def place_told(clause: str) -> str:
    """Return the host on which something is, as a phrase of the lexicon names it at the beginning of a clause."""
    names = (match[1].strip() for pattern in _patterns("peer.place", clause) for match in pattern.finditer(clause))
    return next((name for name in names if any(host.end() == len(name) for host in _hosts().finditer(name))), "")


def _hosts() -> Words:
    return words("text.host", "text.any_host")


def _patterns(sense: str, text: str) -> Iterator[re.Pattern[str]]:
    """Yield the patterns of the phrases that a text may have."""
    lower = text.lower()
    return (pattern for word, pattern in _known(sense) if word in lower)


@cache
def _known(sense: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the patterns of phrases with names, each with a word that a text in lower case with one has.

    The longest phrases stand first, since a shorter one may be a part of it.
    """
    ordered = sorted(phrases(sense), key=lambda each: (-len(each), each))
    return tuple((longest_word(each), _pattern(each)) for each in ordered)


def longest_word(phrase: str) -> str:
    """Return the longest word of a phrase with names, in lower case: each text with the phrase has it."""
    return max(re.split(r"\{\}|[\s*]+", phrase.lower()), key=len)


def _pattern(phrase: str) -> re.Pattern[str]:
    """Return the pattern of a phrase; "*" stands for what the sentence says between, such as the port.

    A name that the phrase begins with begins a clause, and one that it ends in ends one, or stands before a number.
    """
    parts = (_PIECES.get(each) or _said(each) for each in _split(phrase))
    begins = r"(?:^|[,.;:，、。；：])\s*" if phrase.startswith("{}") else ""
    ends = r"(?=\s*(?:$|[,;:，、。；：()（）]|\.(?!\w)))" if phrase.endswith("{}") else ""
    return re.compile(begins + "".join(parts) + ends, re.IGNORECASE)


def _said(piece: str) -> str:
    """Return the pattern of words between names: no part of a longer word, in languages that part words by blanks."""
    parted = piece.isascii() or not _UNPARTED.search(piece)
    said = re.sub(r"\s+", r"\\s+" if parted else r"\\s*", re.escape(piece).replace(r"\ ", " "))
    return said + (r"(?!\w)" if piece[-1:].isascii() and piece[-1:].isalpha() else "")


_UNPARTED = re.compile(f"[{UNSPACED}{chr(0xAC00)}-{chr(0xD7A3)}]")
"""A letter of a script without blanks, or a Hangul syllable: in Korean endings follow names (Unicode, 3.12)."""


def _split(phrase: str) -> list[str]:
    return [each for each in re.split(r"(\{\}|\*)", phrase) if each]


_MARKS = r"\d,.;:，、。；：()（）"
_POINT = r"(?<=\w)\.(?=\w)"
"""The point in a domain."""
_PIECES = {"{}": rf"((?:[^{_MARKS}]|{_POINT}){{1,{NAME}}}?)", "*": rf"(?:[^,.;，。；]|{_POINT}){{0,{GAP}}}?"}
