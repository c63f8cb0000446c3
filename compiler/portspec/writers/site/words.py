"""Words: what pages and their scripts say, in the language of the site's theme."""

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from types import MappingProxyType

import msgspec

from portspec.resources import listing, read

FOLDER = "writers/site/languages"
_PLACE = re.compile(r"\{(\w+)\}")
_SPOKEN = re.compile(r'\bsay\(\s*"((?:[^"\\]|\\.)*)"')
"""A phrase in a script."""


class Words(msgspec.Struct, frozen=True, kw_only=True):
    """The phrases of one language."""

    language: str = "en"
    """As the attribute `lang` names it (BCP 47)."""
    phrases: Mapping[str, str] = MappingProxyType({})
    """By the English phrase, as code and templates have it; empty for English."""

    def __call__(self, phrase: str, **about: object) -> str:
        """Return the phrase in this language, with what it is about in the place of each `{name}`."""
        said = self.phrases.get(phrase, phrase)
        return _PLACE.sub(lambda found: str(about.get(found[1], found[0])), said) if about else said

    def day(self, when: date) -> str:
        """Return a day as people write it."""
        return self("{day} {month} {year}", day=when.day, month=self(MONTHS[when.month - 1]), year=when.year)

    def count(self, number: int) -> str:
        """Return a number as people write it, its thousands apart."""
        return f"{number:,}".replace(",", self(","))


MONTHS = """January February March April May June July August September October November December""".split()
ENGLISH = Words()


@cache
def words_in(language: str) -> Words:
    """Return the words of a language by its tag; where it has no file those of the main language, and else English."""
    for tag in (language, language.partition("-")[0]):
        if f"{FOLDER}/{tag}.toml" in listing(FOLDER):
            return Words(language=language, phrases=tomllib.loads(read(f"{FOLDER}/{tag}.toml").decode()))
    return ENGLISH


def spoken(script: str) -> list[str]:
    """Return the phrases that a script says."""
    return [found.replace('\\"', '"') for found in _SPOKEN.findall(script)]
