"""The lexicon: each file holds to the schema, and each language has a phrase for what pages cannot do without."""

import tomllib
from itertools import pairwise
from pathlib import Path

import pytest

from portspec.extract.grammar.port_expression import parse_ports
from portspec.extract.language.lexicon import FOLDER, SCHEMA, languages, phrases_of
from portspec.extract.language.vocabulary import words
from portspec.extract.tables.columns import column_of
from portspec.resources import read
from tests.conftest import ALL
from tests.reading import open_ports, page, reading_of

SENSES = tomllib.loads(read(SCHEMA).decode())
KNOWN = {f"{place}.{name}" for place, names in SENSES.items() if place != "every" for name in names}
LANGUAGES = [name for name in languages() if name != "mul"]
TEXTS = Path(__file__).parents[1] / "corpus/languages"


@pytest.fixture(params=LANGUAGES)
def texts(request: pytest.FixtureRequest) -> dict[str, str]:
    """What a language says: `open` and `closed` in a sentence, `blocked` in a cell, the others behind a port.

    `rows`, each of `spared` and `barred` stand above a table; `spared` closes all but what stands in it.
    `another` is behind a port a sentence about another one; `noted` points at notes by their number.
    `columns` are words above columns by what these hold, and `cases` those above the cases that rows are limited to.
    """
    path = TEXTS / f"{request.param}.toml"
    assert path.exists(), f"{path.name} is missing in {TEXTS}: it says what the others there say"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def wants(text: str, senses: str) -> str:
    """Return what to do about a text that is not read as it is meant."""
    return f"“{text}”: give its words the sense of {senses}; {SCHEMA} says what senses mean"


@pytest.mark.parametrize("language", languages())
def test_a_file_is_read_as_a_parser_of_toml_reads_it(language: str) -> None:
    parsed = tomllib.loads(read(f"{FOLDER}/{language}.toml").decode())

    assert [phrase for phrase, senses in parsed.items() if not senses] == [], "these have no sense"
    assert phrases_of(language) == {phrase: tuple(senses.split()) for phrase, senses in parsed.items()}


@pytest.mark.parametrize("language", languages())
def test_phrases_stand_in_order_and_have_known_senses(language: str) -> None:
    found = phrases_of(language)

    assert [f"“{one}” before “{other}”" for one, other in pairwise(found) if one > other] == [], "sort the lines"
    assert {sense for senses in found.values() for sense in senses} - KNOWN == set(), f"{SCHEMA} has no such sense"
    assert [each for each, senses in found.items() if list(senses) != sorted(set(senses))] == [], "sort their senses"


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_what_the_schema_asks_for(language: str) -> None:
    has = {sense for senses in phrases_of(language).values() for sense in senses}
    missing = [senses for senses in SENSES["every"] if has.isdisjoint(senses.split())]

    assert not missing, f"{language}.toml has no phrase for {', '.join(missing)}; {SCHEMA} says what these are"


def test_no_sense_is_without_a_phrase() -> None:
    used = {sense for name in languages() for senses in phrases_of(name).values() for sense in senses}

    assert KNOWN - used == set(), f"no language has a phrase for these; take them out of {SCHEMA}"


@pytest.mark.parametrize("language", languages())
def test_the_quick_no_denies_no_phrase(language: str) -> None:
    """A text with a phrase may hold it, also where a sign begins it."""
    said = {phrase: senses for phrase, senses in phrases_of(language).items() if "{}" not in phrase}
    shown = [(phrase.replace("*", ""), words(sense)) for phrase, senses in said.items() for sense in senses]

    assert [text for text, known in shown if known.compiled.search(text) and not known.may_stand_in(text)] == []
    for text, known in shown if ALL else shown[::20]:
        # By those that may begin at a word the same is found as by all, also among letters without blanks.
        for among in (f"{text}, or: {text}", f"本{text}の{text}가{text}ก"):
            assert [each.span() for each in known.finditer(among)] == [e.span() for e in known.compiled.finditer(among)]


def test_a_sentence_opens_and_closes_in_each_language(texts: dict[str, str]) -> None:
    assert open_ports(f"# Notes\n\n{texts['open']}\n") == {8443}, wants(texts["open"], "need.open")
    assert open_ports(f"# Notes\n\n{texts['closed']}\n") == set(), wants(texts["closed"], "need.negator or need.close")


def test_a_word_for_closed_serves_actions_and_sentences_alike(texts: dict[str, str]) -> None:
    table = "| Port | Protocol | Action |\n|---|---|---|\n| 22 | TCP | allow |\n| 8443 | TCP | {} |\n"

    found = open_ports(f"# Rules of the gateway\n\n{table.format(texts['blocked'])}")
    assert found == {22}, wants(texts["blocked"], "need.close")


def test_the_number_of_a_note_is_no_port(texts: dict[str, str]) -> None:
    cells = [cell for said in texts["noted"] for cell in (f"80 ({said}, pages)", f"80, {said}", f"80 [{said}]")]
    found = {cell: [str(ports) for part in parse_ports(cell).parts for ports in part.ports] for cell in cells}

    assert [cell for cell in cells if found[cell] != ["80"]] == [], wants(str(texts["noted"]), "port.note")


def test_words_above_a_column_say_what_it_holds(texts: dict[str, dict[str, list[str]]]) -> None:
    found = {word: column_of(0, word, None).kind for words in texts["columns"].values() for word in words}
    told = {word: kind for kind, words in texts["columns"].items() for word in words}

    assert {word: kind for word, kind in found.items() if kind != told[word]} == {}, "give these a sense of `header`"


def test_a_column_of_cases_limits_its_rows(texts: dict[str, dict[str, list[str]]]) -> None:
    table = "| Port | Protocol | {} |\n|---|---|---|\n| 8441 | TCP | Press 2 |\n"
    for each in texts["cases"]:
        reading, _ = reading_of(page(f"# Hosts\n\n## Gateway\n\n{table.format(each)}"))
        assert [claim.need for claim in reading.claims] == ["conditional"], wants(each, "header.when")


def test_a_release_is_no_port_of_its_own(texts: dict[str, str]) -> None:
    items = f"- 8441/tcp inbound\n- 8443/tcp inbound: {texts['retired']}\n"

    assert open_ports(f"# Hosts\n\n## Ports\n\n{items}") == {8441}, wants(
        texts["retired"], "need.retired and port.label"
    )


def test_a_port_whose_place_another_takes_is_not_opened(texts: dict[str, str]) -> None:
    items = f"- 8441/tcp inbound\n- 8443/tcp inbound: {texts['instead']}\n"

    assert open_ports(f"# Hosts\n\n## Ports\n\n{items}") - {9443} == {8441}, wants(texts["instead"], "need.instead")


@pytest.mark.parametrize("limited", ["closable", "during"])
def test_a_port_that_is_needed_for_a_time_depends_on_it(texts: dict[str, str], limited: str) -> None:
    reading, _ = reading_of(page(f"# Hosts\n\n## Ports\n\n- 8441/tcp inbound\n- 8443/tcp inbound: {texts[limited]}\n"))

    senses = "need.limit, or of need.may and need.shut, or of need.only and need.during"
    assert [claim.need == "required" for claim in reading.claims] == [True, False], wants(texts[limited], senses)


@pytest.mark.parametrize("about", ["rows", "listed"])
def test_a_sentence_about_all_rows_gives_each_its_transport(texts: dict[str, str], about: str) -> None:
    table = "| Port | Purpose |\n|---|---|\n| 8441 | Pages |\n| 8443 | Pages |\n"
    reading, _ = reading_of(page(f"# Notes\n\n{texts[about]}\n\n## Gateway\n\n{table}"))

    found = [claim.transports for claim in reading.claims]
    assert found == [("tcp",), ("tcp",)], wants(texts[about], "text.covering and text.rows")


def test_a_condition_of_another_port_limits_nothing(texts: dict[str, str]) -> None:
    reading, _ = reading_of(page(f"# Notes\n\n## Gateway\n\n- 8443/tcp inbound. {texts['another']}\n"))
    assert [claim.need for claim in reading.claims] == ["required"], wants(texts["another"], "need.another")
    reading, _ = reading_of(page("# Notes\n\n## Gateway\n\n- 8443/tcp inbound, only if another port is used.\n"))
    assert [claim.need for claim in reading.claims] == ["conditional"]


def test_a_sentence_that_closes_the_rest_closes_none_below_it(texts: dict[str, str]) -> None:
    table = "| Port | Protocol | Direction |\n|---|---|---|\n| 8441 | TCP | Inbound |\n"
    for each in texts["spared"]:
        found = open_ports(f"# Notes\n\n## Gateway\n\n{each}\n\n{table}")
        assert found == {8441}, wants(each, "need.close and of need.rest or need.but")
    assert open_ports(f"# Notes\n\n## Gateway\n\n{texts['barred']}\n\n{table}") == set()


def test_a_sentence_about_not_all_rows_gives_none_its_transport() -> None:
    table = "| Port | Purpose |\n|---|---|\n| 8441 | Pages |\n"
    reading, _ = reading_of(page(f"# Notes\n\nNot all ports are TCP.\n\n## Gateway\n\n{table}"))

    assert [claim.transports for claim in reading.claims] == [()]


def test_what_is_otherwise_noted_is_no_condition() -> None:
    table = "| Port | Purpose |\n|---|---|\n| 8441 | Pages |\n"
    reading, _ = reading_of(page(f"# Ports\n\nAll entries are TCP unless noted otherwise.\n\n{table}"))

    assert [(claim.transports, claim.need) for claim in reading.claims] == [(("tcp",), "required")]


def test_a_capital_of_turkish_begins_a_phrase_like_its_small_letter() -> None:
    table = "| Port | Protokol | Gereklilik |\n|---|---|---|\n| 8441 | TCP | Zorunlu |\n| 8443 | TCP | İsteğe bağlı |\n"
    reading, _ = reading_of(page(f"# Sunucular\n\n{table}"))

    assert [claim.need for claim in reading.claims] == ["required", "optional"]
