"""The site's words: each language has every phrase, and a page in it says nothing in English of its own."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from bs4 import BeautifulSoup

from portspec.resources import listing, read
from portspec.spec import Requirement
from portspec.writers.site import site
from portspec.writers.site.finder import finder
from portspec.writers.site.release import Release
from portspec.writers.site.words import FOLDER, words_in
from tests.conftest import Made
from tests.writers.example import OLDER, SPEC
from tests.writers.phrases import overrides, phrases

LANGUAGES = [Path(path).stem for path in listing(FOLDER) if path.endswith(".toml")]
OVERRIDE = "site/overrides/words.html"
PLACES = re.compile(r"\{\w+\}|</?\w+[^>]*>|`[^`]*`|\]\(")
"""What a phrase must have in each language: places, markup, code, links."""


def said(language: str) -> dict[str, str]:
    return tomllib.loads(read(f"{FOLDER}/{language}.toml").decode())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_has_each_phrase_and_no_other(language: str) -> None:
    assert {"de", "ja"} <= set(LANGUAGES)
    found = said(language)
    assert sorted(phrases() - found.keys()) == [], f"translate these in {FOLDER}/{language}.toml"
    assert sorted(found.keys() - phrases()) == [], f"nothing says these any more: take them out of {language}.toml"
    assert list(found) == sorted(found), "sort the lines"
    odd = [phrase for phrase, text in found.items() if sorted(PLACES.findall(phrase)) != sorted(PLACES.findall(text))]
    assert odd == [], "these lack a place, markup, code or a link of the phrase"
    # Some stand in an attribute.
    assert [text for phrase, text in found.items() if '"' in text and '"' not in phrase] == []


def test_the_overrides_say_what_the_languages_do(root: Path, made: Made) -> None:
    """An engine that builds the plain site has no portspec to ask."""
    known = {f"{tag}:{each}": said(tag)[each] for tag in LANGUAGES for each in sorted(set(overrides()))}
    lines = ",\n".join(
        f"  {msgspec.json.encode(key).decode()}: {msgspec.json.encode(text).decode()}" for key, text in known.items()
    )
    text = (
        "{# What the overrides say in other languages; `make accept` makes it of the site's words. #}\n"
        f"{{% macro say(language, phrase) -%}}\n{{{{ {{\n{lines}\n}}"
        '[language ~ ":" ~ phrase] or phrase }}\n{%- endmacro %}\n'
    )
    made(root / OVERRIDE, text)


@pytest.fixture(scope="module")
def pages() -> dict[str, dict[str, str]]:
    """By language, the text of each page but for the schemas', which are in English, and of what is said to be."""
    made = {}
    for language in ("en", *LANGUAGES):
        releases = [Release(spec=spec, manifests=(), snippets={}, words=words_in(language)) for spec in (OLDER, SPEC)]
        files = {each.path: each.data.decode() for each in site(releases, ()) if each.path.endswith(".md")}
        made[language] = {path: text(page) for path, page in files.items() if not path.startswith("reference/")}
    return made


def text(page: str) -> str:
    body = BeautifulSoup(page.partition("\n---\n")[2], "html.parser")
    for each in body.select("[lang=en], code, [hidden]"):
        each.decompose()
    return re.sub(r"^!!! \w+|\]\([^)]*\)|\{[^}]*\}|`[^`]*`", " ", body.get_text(" "), flags=re.MULTILINE)


def strings(value: object) -> Iterator[str]:
    """Yield every text of a spec."""
    if isinstance(value, str):
        yield value
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ():
        yield from strings(each)


WORD = re.compile(r"[^\W\d_]{2,}")
NAMES = {"CSV", "JSON", *Requirement.__struct_fields__}
"""The same in all languages: formats, and fields as the spec has them."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_in_a_language_has_no_english_words_of_its_own(language: str, pages: dict[str, dict[str, str]]) -> None:
    own = set(WORD.findall(" ".join(each for spec in (OLDER, SPEC) for each in strings(msgspec.to_builtins(spec)))))
    own |= set(WORD.findall(" ".join(said(language).values()))) | {each.upper() for each in own} | NAMES
    assert len(pages[language]) > 15
    english = {path: set(WORD.findall(page)) for path, page in pages["en"].items()}
    left = {path: english[path] & set(WORD.findall(page)) - own for path, page in pages[language].items()}
    assert {path: sorted(words) for path, words in left.items() if words} == {}


def test_a_day_is_written_as_people_write_it() -> None:
    days = {tag: words_in(tag).day(SPEC.product.recorded) for tag in ("en", "de", "ja", "de-AT", "fr") if SPEC.product}
    assert days == {
        "en": "31 January 2026",
        "de": "31. Januar 2026",
        "ja": "2026年1月31日",
        "de-AT": "31. Januar 2026",
        "fr": "31 January 2026",
    }


def test_the_finders_table_and_the_scripts_speak_the_language() -> None:
    german = words_in("de")
    release = Release(spec=SPEC, manifests=(), snippets={}, words=german)
    files = {each.path: each.data.decode() for each in site([release], ()) if each.path.endswith(".js")}
    assert '"portspec.words' not in files["assets/query.js"]
    assert "portspec.words = {" in files["assets/query.js"]
    assert '"Link zu dieser Auswahl"' not in files["assets/query.js"], "only what scripts say"
    assert "eingehend" in finder([[release]], german).data.decode()
