"""Ports that words take out, or whose range has one end only, are never opened, in any language; nor are odd digits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portspec.extract.language.lexicon import phrases
from tests.reading import open_ports, page, reading_of

EXCLUDING = [each for name in ("not", "before") for each in phrases(f"excluded.{name}")]
UNSEEN = ["\u200b", "\u200d", "\u00ad", "\u2060", "\ufe0f", "\u202e"]


def read(text: str) -> tuple[set[int], list[str]]:
    """Return the ports that a row with this port cell states, and the codes of findings, beside an ordinary row."""
    reading, found = reading_of(page(f"| Port | Protocol |\n|---|---|\n| 9 | TCP |\n| {text} | TCP |\n"))
    assert reading.rows == 2
    ports = {port for claim in reading.claims for each in claim.ports for port in range(each.start, each.end + 1)}
    return ports - {9}, [each.code for each in found]


@pytest.mark.parametrize("word", EXCLUDING)
def test_what_is_excluded_is_not_opened(word: str) -> None:
    assert read(f"{word} 22") == (set(), ["PS201"])
    assert read(f"{word} TCP port 22") == (set(), ["PS201"])
    assert read(f"22 ({word} 23)") == ({22}, [])
    assert read(f"22, 23, {word} 24, 25") == ({22, 23}, [])
    assert read(f"20-30 {word} 22") == (set(range(20, 31)) - {22, 9}, [])
    assert read(f"20-30, 443 {word} 22-25, 27") == ({20, 21, 26, 28, 29, 30, 443}, [])


@pytest.mark.parametrize("word", phrases("excluded.after"))
def test_what_is_excluded_behind_is_not_opened(word: str) -> None:
    assert read(f"22 {word}") == (set(), ["PS201"])
    assert read(f"20-30 (22 {word})") == (set(range(20, 31)) - {22, 9}, [])
    assert read(f"20-30, 22 {word}") == (set(range(20, 31)) - {22, 9}, [])


COLUMNS = "| Port | Protocol | Direction | Remark |\n|---|---|---|---|\n"
APART = [
    ("", "- TCP 7100-7110, inbound, {}: sessions"),
    ("", "- TCP 7100-7110, inbound ({}): sessions"),
    ("", "- TCP 7100-7110, inbound: sessions, {}"),
    ("", "- Sessions (inbound): TCP 7100-7110 ({})"),
    (COLUMNS, "| 7100-7110 | TCP | inbound | {} |"),
    (COLUMNS, "| 7100-7110 | TCP | inbound | sessions ({}) |"),
]


@pytest.mark.parametrize(("above", "shape"), APART)
def test_what_is_excluded_behind_other_words_is_not_opened(above: str, shape: str) -> None:
    said = [f"{word} 7105" for word in EXCLUDING] + [f"7105 {word}" for word in phrases("excluded.after")]
    rows = "\n".join(map(shape.format, said))
    reading, _ = reading_of(page(f"# Ports\n\n## Switch\n\n{above}{rows}\n"))
    asked = [claim for claim in reading.claims if claim.need not in ("denied", "retired")]
    found = {claim.provenance.quote: [(each.start, each.end) for each in claim.ports] for claim in asked}
    assert {each: ports for each, ports in found.items() if ports != [(7100, 7104), (7106, 7110)]} == {}
    assert found


@pytest.mark.parametrize("said", ["clients, 7105 at first", "not 20 sessions", "nothing but 7100-7110"])
def test_what_is_no_exception_takes_no_port_out_of_a_range(said: str) -> None:
    assert open_ports(f"# Ports\n\n## Switch\n\n- TCP 7100-7110, inbound: {said}\n") == {*range(7100, 7111)}


@pytest.mark.parametrize("word", phrases("limit.before"))
def test_a_highest_port_alone_is_not_read(word: str) -> None:
    assert read(f"{word} 1024") == (set(), ["PS201"])
    assert read(f"443, {word} 1024") == ({443}, ["PS203"])


@pytest.mark.parametrize("word", phrases("limit.after"))
def test_a_highest_port_alone_is_not_read_before_its_word(word: str) -> None:
    assert read(f"1024 {word.rstrip('*')}") == (set(), ["PS201"])


@pytest.mark.parametrize("arrow", ["->", "-->", "=>", "→", "⇒"])
def test_of_two_ports_with_an_arrow_between_neither_is_opened(arrow: str) -> None:
    assert read(f"8080{arrow}80") == (set(), ["PS201"])
    assert read(f"8080 {arrow} 80") == (set(), ["PS201"])
    assert read(f"443, 8080 {arrow} 80") == ({443}, ["PS203"])
    assert read(f"{arrow} 443") == ({443}, [])
    assert read(f"49152-65535 {arrow} 443") == (set(), ["PS201"])
    assert read(f"443 {arrow} 8000-8010") == (set(), ["PS201"])
    assert read("49152-65535 > 443") == (set(), ["PS201"])


@given(st.lists(st.integers(1, 65535), min_size=3, max_size=6), st.sampled_from(["-", " - ", "–", " to "]))
def test_numbers_with_dashes_between_are_no_range(numbers: list[int], dash: str) -> None:
    assert read(dash.join(map(str, numbers))) == (set(), ["PS201"])


@pytest.mark.parametrize("unseen", UNSEEN)
def test_digits_with_something_unseen_between_are_not_read(unseen: str) -> None:
    assert read(f"22{unseen}3") == (set(), ["PS201"])
    assert read(f"443, 22{unseen}3") == ({443}, ["PS203"])
    assert read(f"22-22{unseen}33") == (set(), ["PS201"])


@pytest.mark.parametrize("digits", ["44٢٢", "2༨", "４４３", "٤٤٣", "1-2༨", "༡-28"])
def test_digits_of_other_scripts_are_not_read(digits: str) -> None:
    assert read(digits) == (set(), ["PS201"])
    assert read(f"53, {digits}") == ({53}, ["PS203"])


@pytest.mark.parametrize(
    ("text", "ports"),
    [
        ("[::1]:8080", {8080}),
        ("2001:db8::1", set()),
        ("00:11:22:33:44:55", set()),
        ("\u200b443\u200b", {443}),
        ("port no 22", {22}),
        ("443 (not required)", {443}),
        ("all TCP ports except 1-65000, 65002-65535", {0, 65001}),
    ],
)
def test_what_stands_around_a_number_does_not_change_it(text: str, ports: set[int]) -> None:
    assert read(text)[0] == ports


@pytest.mark.parametrize(
    ("text", "ports"),
    [
        ("Open TCP ports 22 and 23 but not port 24.", {22, 23}),
        ("Open TCP port 443, but not 80.", {443}),
        ("Open TCP ports 20-30 except 22.", set(range(20, 31)) - {22}),
        ("Open TCP port 443 (not TCP 80).", {443}),
        ("No port other than TCP port 443 must be open.", {443}),
        ("Open TCP ports up to 1024.", set()),
        ("Open TCP port 2\u200d2.", set()),
        ("Open TCP ports 1-2༨.", set()),
    ],
)
@pytest.mark.parametrize("form", ["{}\n", "- {}\n", "# Ports\n\n- {}\n"])
def test_sentences_and_items_open_nothing_excluded(text: str, ports: set[int], form: str) -> None:
    reading, _ = reading_of(page(form.format(text)))

    stated = {port for claim in reading.claims for each in claim.ports for port in range(each.start, each.end + 1)}
    assert stated == ports
