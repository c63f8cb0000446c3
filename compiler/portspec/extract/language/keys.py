"""The keys of phrases: what words and signs of a text tell quickly which phrases of the lexicon may stand there."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from operator import itemgetter

from portspec.extract.language.lexicon import senses_by_phrase
from portspec.extract.language.masked import of_words

UNSPACED = r"\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
"""The letters of the languages that set no blanks (Thai, Chinese, Japanese, Korean), for a class in a pattern."""
UNSPACED_LETTER = re.compile(f"[{UNSPACED}]")
"""One of them."""

_RUN = re.compile(rf"[^\W{UNSPACED}]+|[{UNSPACED}]")
"""A word; a letter of a language that sets no blanks is one by itself."""
_ANY = "*"


_Place = tuple[int, frozenset[str]]
"""Where a word or sign that may begin a phrase stands, and its keys."""


@lru_cache(maxsize=256)  # a long text is asked for the next place again and again
def places(text: str, wanted: frozenset[str]) -> tuple[_Place, ...]:
    """Return the places of a text with one of some keys, in its order."""
    found = _places_by_key(text)
    return tuple(sorted({place for key in wanted.intersection(found) for place in found[key]}, key=itemgetter(0)))


@lru_cache(maxsize=1024)
def _places_by_key(text: str) -> dict[str, list[_Place]]:
    """Return where the words and signs of a text stand that may begin a phrase: of many lists each asks for a few."""
    words = ((match.start(), keys) for match, keys in zip(_RUN.finditer(text), _keys_in(text), strict=True))
    signs = ((match.start(), _key_of_sign(match[0])) for match in _signs_pattern().finditer(text))
    found: dict[str, list[_Place]] = {}
    for place in (*words, *signs):
        for key in place[1]:
            found.setdefault(key, []).append(place)
    return found


def keys_at(text: str, at: int) -> frozenset[str]:
    """Return the keys of the phrases that may begin with the word or the sign at an offset of a text."""
    match = _AT.match(text, at)
    return keys_of(told(match[1]), told(match[2] or "")) if match else _key_of_sign(text[at : at + 1])


@lru_cache(maxsize=256)
def _key_of_sign(sign: str) -> frozenset[str]:
    return frozenset((sign,))


@cache
def _signs_pattern() -> re.Pattern[str]:
    return re.compile(f"[{re.escape(''.join(sorted(_known_signs())))}]")


LONGEST = 64
"""No part of a key has as many letters; a run of letters without blanks may have thousands."""
_WORD = rf"([^\W{UNSPACED}]{{1,{LONGEST}}}|[{UNSPACED}])"
_AT = re.compile(rf"{_WORD}(?=[^\w{UNSPACED}]*{_WORD}?)")


@lru_cache(maxsize=4096)  # a page's texts are gone through more than once
def senses_in(text: str) -> frozenset[str]:
    """Return the senses of which a phrase may stand in a text: of all others none does."""
    return senses_of_words(text)


@of_words
def senses_of_words(text: str) -> frozenset[str]:
    """Return the same, found anew but for texts with the same words."""
    senses, longer = _senses_of(text_keys(text))
    if not longer:
        return senses
    said = " ".join(lowered(text).split())
    return _shared(senses.union(*(more for piece, more in longer if piece in said)))


_Senses = tuple[frozenset[str], tuple[tuple[str, frozenset[str]], ...]]
"""The senses of phrases that are no more than their keys; of others what a text with one holds, with their senses."""


@lru_cache(maxsize=16384)
def _senses_of(keys: frozenset[str]) -> _Senses:
    """Return the senses that texts with some keys may have."""
    found = [_begun_by(key) for key in keys]
    return frozenset().union(*(senses for senses, _ in found)), tuple(each for _, longer in found for each in longer)


@cache
def _begun_by(key: str) -> _Senses:
    """Return the senses of the phrases with a key."""
    known = senses_by_phrase()
    found: dict[str, set[str]] = {"": set()}
    for phrase in _phrases_by_key().get(key, ()):
        piece = max(map(str.strip, _OPEN.split(phrase)), key=len) if phrase != key else ""
        found.setdefault(piece, set()).update(known[phrase])
    return frozenset(found.pop("")), tuple((piece, frozenset(senses)) for piece, senses in found.items())


_OPEN = re.compile(r"\*|\{\}")
"""What stands in a phrase for any words."""


@cache
def _phrases_by_key() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for phrase in senses_by_phrase():
        found.setdefault(phrase_key(phrase), []).append(phrase)
    return found


@lru_cache(maxsize=1024)
def text_keys(text: str) -> frozenset[str]:
    """Return the keys of the phrases that may begin with the words or signs of a text."""
    return _shared(frozenset().union(*_keys_in(text), _known_signs().intersection(text)))


@lru_cache(maxsize=16384)
def _shared(keys: frozenset[str]) -> frozenset[str]:
    """Return the same set for equal ones: of very many texts most have the same keys, and mostly none."""
    return keys


def _keys_in(text: str) -> Iterator[frozenset[str]]:
    """Yield the keys of each word of a text, which the word behind it may be a part of."""
    found = [told(word) if word.isdecimal() else word for word in _RUN.findall(text)]
    found.append("")
    return map(keys_of, found, found[1:])


def told(word: str) -> str:
    """Return a word, or nothing in the place of a number that no phrase has: of numbers there are too many to keep."""
    if not word.isdecimal():
        return word
    whole, begun = _known_numbers()
    return word if word in whole or word.startswith(begun) else ""


@cache
def _known_numbers() -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the numbers that are parts of the lexicon's keys, "layer 4", and those that begin the numbers there."""
    parts = {part for key in _known_keys()[0] for part in key.split(" ")}
    begun = (part.removesuffix(_ANY) for part in sorted(parts) if part.endswith(_ANY))
    return frozenset(filter(str.isdecimal, parts)), tuple(filter(str.isdecimal, begun))


@lru_cache(maxsize=32768)
def keys_of(word: str, after: str) -> frozenset[str]:
    """Return the keys of the phrases that may begin with a word and the one behind it: most begin none."""
    known, firsts = _known_keys()
    begun = _beginnings(lowered(word))
    if not begun:
        return begun
    pairs = [f"{first} {second}" for first in begun & firsts for second in _starts(lowered(after))]
    return _shared(known.intersection((*begun, *pairs)))


def lowered(word: str) -> str:
    """Return a word in lower case, one letter for each: a capital of Turkish would become two, and fit no pattern."""
    low = word.lower()
    return low if len(low) == len(word) else "".join(letter.lower()[0] for letter in word)


@lru_cache(maxsize=16384)
def _beginnings(word: str) -> frozenset[str]:
    """Return how a word, in lower case, begins phrases of the lexicon, as the first part of their keys."""
    known, firsts = _known_keys()
    return _shared(frozenset(each for each in _starts(word) if each in known or each in firsts))


def _starts(word: str) -> Iterator[str]:
    """Yield a word, and each part that it begins with as a phrase writes it."""
    yield word
    yield from (word[:length] + _ANY for length in range(1, min(len(word), LONGEST) + 1))


@cache
def _known_keys() -> tuple[frozenset[str], frozenset[str]]:
    """Return the keys of all phrases of the lexicon, and the first parts of those that have two."""
    known = frozenset(_phrases_by_key())
    return known, frozenset(key.partition(" ")[0] for key in known if " " in key)


@cache
def _known_signs() -> frozenset[str]:
    """Return the signs that phrases of the lexicon begin with."""
    return frozenset(phrase[0] for phrase in senses_by_phrase() if not _RUN.match(phrase))


_KEY = re.compile(r"\w+\*?(?: \w+\*?(?![^\s*]| \{))?")
"""An article before the place of a name, `reach the {}`, may be another one on a page."""


def phrase_key(phrase: str) -> str:
    """Return the key that each text with the phrase has: its first word, or first two between blanks, or its sign.

    In a language that sets no blanks, they are its first letter or first two.
    """
    if not phrase.isascii() and UNSPACED_LETTER.search(phrase):
        first = _UNSPACED_KEY.match(phrase)
        return " ".join(filter(None, first.groups())) if first else phrase[0]
    first = _KEY.match(phrase)
    return first.group() if first else phrase[0]


_UNSPACED_KEY = re.compile(rf"([^\W{UNSPACED}]+|[{UNSPACED}])((?<=[{UNSPACED}])[{UNSPACED}])?")
