"""Parted: what a page keeps closed beside what it opens, by a mere no, or as some of the rest; and in some cases."""

import pytest

from tests.reading import open_ports, page, reading_of

HEAD = "# Mill\n\n## Server\n\n{}\n"


@pytest.mark.parametrize(
    "said",
    [
        "- Yes: 7101/tcp inbound\n- No: 7102/tcp inbound",
        "- Ja: 7101/tcp eingehend\n- Nein: 7102/tcp eingehend",
        "- Oui : 7101/tcp entrant\n- Non : 7102/tcp entrant",
        "- Sí: 7101/tcp de entrada\n- No: 7102/tcp de entrada",
        "Permit inbound TCP 7101; deny the rest, TCP 7102 in particular.",
        (
            "| Port | Direction | What to do with it |\n|---|---|---|\n| 7101/tcp | inbound | let it through |\n"
            "| 7102/tcp | inbound | do not let it through |"
        ),
    ],
)
def test_what_is_beside_an_open_port_stays_closed(said: str) -> None:
    assert open_ports(HEAD.format(said)) == {7101}


@pytest.mark.parametrize(
    "said",
    [
        (
            "| Port | Direction | Notes |\n|---|---|---|\n| 7101/tcp | inbound | jobs |\n"
            "| 7102/tcp | inbound | proofs (¹) |\n\n"
            "¹ Only where proofing is licensed."
        ),
        "| Inbound port | Edition |\n|---|---|\n| 7101/tcp | all |\n| 7102/tcp | Enterprise only |",
        "| Port entrant | Édition |\n|---|---|\n| 7101/tcp | toutes |\n| 7102/tcp | Entreprise |",
    ],
)
def test_what_only_some_need_has_its_condition(said: str) -> None:
    claims = reading_of(page(HEAD.format(said)))[0].claims
    assert {each.ports[0].start: each.need for each in claims} == {7101: "required", 7102: "conditional"}


def test_what_is_so_at_once_is_not_of_the_past() -> None:
    said = "The server accepts inbound connections on TCP port 7101 and serves at most 1024 clients at once."
    assert open_ports(HEAD.format(said)) == {7101}
