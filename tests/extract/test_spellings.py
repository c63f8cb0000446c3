"""Spellings: a phrase is read however a keyboard writes it, and one of another language in the same script is not."""

from pathlib import Path

import pytest

from portspec.extract.language.lexicon import spellings
from tests.reading import facts, page, reading_of

PAGE = (Path(__file__).parents[1] / "corpus/languages/fa.md").read_text(encoding="utf-8")
ARABIC = [
    "يعمل الخادم بدون تشفير على المنفذ TCP 7101.",
    "يتصل به العميل عبر المنفذ TCP 7101.",
    "هذا الخيار متاح في آن واحد مع غيره: افتح المنفذ TCP 7101.",
]
PERSIAN = [
    "این پورت هم باید باز باشد: TCP 7101.",
    "پورت TCP 7101 باید برای بسته‌های ورودی باز باشد.",
    "با این حال پورت TCP 7101 را باز کنید.",
]


@pytest.mark.parametrize("spelt", spellings("ی\u200cک"))
def test_a_page_states_the_same_in_each_spelling(spelt: str) -> None:
    yeh, joiner, kaf = spelt[0], spelt[1:-1], spelt[-1]
    said = PAGE.replace("ی", yeh).replace("\u200c", joiner).replace("ک", kaf)
    found, wanted = (reading_of(page(text))[0] for text in (said, PAGE))
    assert list(map(facts, found.claims)) == list(map(facts, wanted.claims))
    assert found.unread == 0


def test_a_phrase_without_these_signs_has_one_spelling() -> None:
    assert spellings("the hub * of") == ("the hub * of",)


@pytest.mark.parametrize("said", [*ARABIC, *PERSIAN])
def test_a_language_of_the_same_script_turns_no_sense(said: str) -> None:
    for other in ("", f"{ARABIC[0].replace('7101', '7102')}\n\n", f"{PERSIAN[0].replace('7101', '7102')}\n\n"):
        reading, _ = reading_of(page(f"# Heron\n\n{other}{said}\n"))
        assert {claim.need for claim in reading.claims} == {"required"}
        assert {port.start for claim in reading.claims for port in claim.ports} == ({7101, 7102} if other else {7101})
