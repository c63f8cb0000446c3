"""The lexicon: the phrases of all languages by their senses, read from one file a language."""

import re
from functools import cache

from portspec.resources import listing, read

FOLDER = "extract/lexicon"
SCHEMA = f"{FOLDER}/senses.toml"
"""What the senses mean, and which of them each language must have."""
_LINE = re.compile(r'^"(.+)" = "(.+)"$', re.MULTILINE)
"""A line of a language's file. A parser of TOML needs a hundred times as long; a test holds the two together."""


@cache
def languages() -> tuple[str, ...]:
    """Return the tags of all languages (BCP 47), sorted; `mul` holds what is written alike in all of them."""
    files = (path.removeprefix(f"{FOLDER}/") for path in listing(FOLDER))
    return tuple(name.removesuffix(".toml") for name in files if f"{FOLDER}/{name}" != SCHEMA)


@cache
def phrases_of(language: str) -> dict[str, tuple[str, ...]]:
    """Return a language's phrases, each with its senses."""
    text = read(f"{FOLDER}/{language}.toml").decode()
    return {match[1]: tuple(match[2].split()) for match in _LINE.finditer(text)}


@cache
def _lexicon() -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for phrase, senses in senses_by_phrase().items():
        for sense in senses:
            found.setdefault(sense, {})[phrase] = None
    return {sense: tuple(phrases) for sense, phrases in found.items()}


def phrases(sense: str) -> tuple[str, ...]:
    """Return all phrases of a sense such as `port.any`, in every language.

    Raises KeyError where no language has one.
    """
    return _lexicon()[sense]


def senses(place: str) -> tuple[str, ...]:
    """Return the senses that count in a place such as `header`, sorted."""
    return tuple(sorted(sense for sense in _lexicon() if sense.startswith(f"{place}.")))


@cache
def senses_by_phrase() -> dict[str, tuple[str, ...]]:
    """Return all phrases, each with its senses in any language."""
    found: dict[str, tuple[str, ...]] = {}
    for language in languages():
        for phrase, senses in phrases_of(language).items():
            for spelt in spellings(phrase):
                found[spelt] = found.get(spelt, ()) + senses
    return found


_JOINER = "\u200c"
"""Stands within words of Persian; many write a blank in its place, or nothing."""
_LETTERS = {0x06CC: 0x064A, 0x06A9: 0x0643}
"""The letters of Persian that keyboards of Arabic have in another form, as code points (Unicode, Arabic)."""


def spellings(phrase: str) -> tuple[str, ...]:
    """Return a phrase as pages write it, each way once: without the signs that a keyboard may lack."""
    joined = (phrase, phrase.replace(_JOINER, " "), phrase.replace(_JOINER, ""))
    return tuple(dict.fromkeys(each for way in joined for each in (way, way.translate(_LETTERS))))
