"""Plain text stays on its line and shows what it holds."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from portspec.writers.firewall.snippet.plain import LIMIT, plain


@given(st.text())
def test_nothing_in_it_acts(text: str) -> None:
    shown = plain(text)
    assert len(shown.splitlines()) <= 1
    assert not any(unicodedata.category(each).startswith("C") for each in shown)


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "S"]), max_size=LIMIT))
def test_readable_text_stays_as_it_is(text: str) -> None:
    assert plain(text) == text


def test_what_cannot_be_seen_is_spelled_out() -> None:
    assert plain("a\u202eb\x00\nc") == "a<U+202E>b<U+0000> c"
