"""Words that stand for one of two ports, "the former": what is said of it holds for that one alone."""

import tomllib
from pathlib import Path

import pytest

from tests.reading import page, reading_of

CASES = tomllib.loads(Path(__file__).with_name("ordinals.toml").read_text(encoding="utf-8"))


def _needs(text: str) -> dict[int, str]:
    """Return the gravest need that a page has for each port."""
    found: dict[int, set[str]] = {}
    for claim in reading_of(page(f"# Mill\n\n## Server\n\n{text}\n"))[0].claims:
        for each in claim.ports:
            found.setdefault(each.start, set()).add(claim.need)
    return {
        port: next((each for each in ("denied", "retired", "conditional") if each in needs), "required")
        for port, needs in found.items()
    }


def _cases(kind: str) -> list[tuple[str, str]]:
    return [(language, said) for language, each in CASES.items() for said in each[kind]]


@pytest.mark.parametrize(("language", "said"), _cases("second"))
def test_one_port_is_closed(language: str, said: str) -> None:
    found = _needs(f"{CASES[language]['lead']} {said}")
    assert (found[8443], found[8080] in ("denied", "retired")) == ("required", True)


@pytest.mark.parametrize(("language", "said"), _cases("limits"))
def test_one_port_is_limited(language: str, said: str) -> None:
    assert _needs(f"{CASES[language]['lead']} {said}") == {8443: "required", 8080: "conditional"}


@pytest.mark.parametrize(("language", "said"), _cases("neither"))
def test_other_words_close_neither(language: str, said: str) -> None:
    found = _needs(f"{CASES[language]['lead']} {said}")
    assert {8443, 8080} == found.keys()
    assert not {"denied", "retired"} & {*found.values()}


@pytest.mark.parametrize(
    "text",
    [
        "- 8443/tcp: console, inbound\n- 8080/tcp: metrics, inbound\n\nThe latter must stay closed.",
        "The server listens on TCP port 8443. It listens on TCP port 8080 as well. The latter must stay closed.",
        "- 8443/tcp and 8080/tcp, inbound. Only the former has to be opened.",
        "- 8443/tcp and 8080/tcp, inbound. Open the first, not the second.",
    ],
)
def test_the_ports_may_stand_in_several_places(text: str) -> None:
    assert _needs(text) == {8443: "required", 8080: "denied"}


THREE = "The server listens on TCP ports 8443, 8080 and 8081. "
OF_THREE = [
    ("The last two must stay closed.", {8080, 8081}),
    ("The first two must be open, the third must stay closed.", {8081}),
    ("Only the first two need to be opened.", {8081}), ("Only the second has to be opened.", {8443, 8081}),
    ("The first two must not be opened.", {8443, 8080}), ("Close the other.", set()), ("Open the other port.", set()),
]  # fmt: skip


@pytest.mark.parametrize(("said", "closed"), OF_THREE)
def test_of_three_ports_some_are_meant(said: str, closed: set[int]) -> None:
    assert {port for port, need in _needs(THREE + said).items() if need == "denied"} == closed


OTHER = [
    ("en", "Open 8443 and keep the other port closed."), ("en", "Open the former. Keep the other one closed."),
    ("en", "The first must be open, the other must stay closed."),
    ("de", "Öffnen Sie TCP 8443, den anderen Port nicht öffnen."),
    ("fr", "Ouvrez TCP 8443 ; l'autre doit rester fermé."), ("zh", "请开放 TCP 8443，另一个必须保持关闭。"),
    ("es", "Abra TCP 8443; el otro debe permanecer cerrado."), ("it", "Aprire TCP 8443; l'altra deve restare chiusa."),
]  # fmt: skip


def test_of_two_ports_the_last_two_are_both() -> None:
    said = f"{CASES['en']['lead']} The last two must stay closed."
    assert _needs(said) == {8443: "denied", 8080: "denied"}


@pytest.mark.parametrize(("language", "said"), OTHER)
def test_of_two_ports_the_other_one_is_meant(language: str, said: str) -> None:
    assert _needs(f"{CASES[language]['lead']} {said}") == {8443: "required", 8080: "denied"}


def test_a_quote_has_the_words_of_the_page() -> None:
    said = "Open the former, the latter must stay closed."
    text = f"# Mill\n\n## Server\n\nThe server listens on TCP ports 8443 and 8080. {said}\n"
    claims = reading_of(page(text))[0].claims
    assert {claim.evidence["need"].provenance.quote for claim in claims if claim.need == "denied"} == {said}
