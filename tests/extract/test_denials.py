"""Denials: what a page says of a port by denying the opposite, or by forbidding to close it, and what it forbids."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.reading import open_ports, page, reading_of

TOLD = tomllib.loads(Path(__file__).with_name("denials.toml").read_text(encoding="utf-8"))
Said = dict[str, Any]
SHAPES = (
    "| Port | Protocol | Direction | Remarks |\n|---|---|---|---|\n| 7101 | TCP | inbound | {} |\n",
    "- 7101/tcp (inbound): {}\n",
)


@pytest.fixture(params=sorted(TOLD))
def said(request: pytest.FixtureRequest) -> Said:
    """What a language says of these."""
    found: Said = TOLD[request.param]
    return found


def opened(text: str) -> bool:
    """Tell whether a section of a host opens port 7101."""
    return open_ports(f"# Heron\n\n## Node\n\n{text}\n") == {7101}


def test_a_sentence_that_denies_the_opposite_asks_for_its_port(said: Said) -> None:
    assert [each for each in said["asked"] if not opened(each.format(7101))] == []


def test_a_sentence_that_forbids_a_port_does_not(said: Said) -> None:
    assert [each for each in said["refused"] if opened(each.format(7101))] == []


@pytest.mark.parametrize("shape", SHAPES)
def test_what_stands_behind_a_port_is_read_alike(said: Said, shape: str) -> None:
    assert [each for each in said["open"] if not opened(shape.format(each))] == []
    assert [each for each in said["closed"] if opened(shape.format(each))] == []


@pytest.mark.parametrize(
    "said",
    [
        "missing in the summary, yet members cannot find each other when it is blocked",
        "without it the members cannot reach each other",
        "fehlt in der Liste, doch die Mitglieder können einander ohne ihn nicht erreichen",
        "sans lui, les membres ne peuvent pas communiquer entre eux",
        "sin él los miembros no pueden comunicarse entre sí",
        "senza di essa i membri non possono comunicare tra loro",
        "zonder deze poort kunnen de leden elkaar niet bereiken",
        "без него узлы не могут связаться друг с другом",
    ],
)
def test_who_cannot_reach_each_other_is_no_end_of_a_port(said: str) -> None:
    text = f"# Heron\n\n## Vault nodes\n\n### Inbound ports\n\n- UDP 7101: {said}\n"
    (claim,) = reading_of(page(text))[0].claims
    assert (claim.role, claim.direction, claim.source, claim.destination, claim.peers) == (
        ("Vault nodes", "inbound", None, None, ())
    )


POINTING = (
    "Make sure that no rule blocks TCP port 7101. For details, see Filter network traffic.",
    "Certifique-se de que as regras não bloqueiam a porta TCP 7101. Consulte o artigo Filtrar o tráfego de rede.",
    "Assurez-vous que les règles ne bloquent pas le port TCP 7101. Consultez l'article Filtrer le trafic réseau.",
    "Asegúrese de que las reglas no bloqueen el puerto TCP 7101. Consulte el artículo Filtrar el tráfico de red.",
    "Verificare che le regole non blocchino la porta TCP 7101. Consultare l'articolo Filtrare il traffico di rete.",
)


@pytest.mark.parametrize("said", POINTING)
@pytest.mark.parametrize("sign", ["", "- "])
def test_the_title_of_a_page_that_is_pointed_to_closes_nothing(said: str, sign: str) -> None:
    assert open_ports(f"# Kiosk\n\n## Kiosks: inbound ports\n\n{sign}{said}\n") == {7101}


@pytest.mark.parametrize(
    "said",
    [
        "TCP port 7101 is in use. See that the port is blocked.",
        "TCP port 7101: connections described in the appendix are blocked.",
        "TCP-Port 7101: siehe Anhang, der Port ist zu sperren.",
        "Puerto TCP 7101. Consulte la tabla y bloquee el puerto.",
    ],
)
def test_what_is_to_be_done_with_the_port_beside_it_counts(said: str) -> None:
    assert open_ports(f"# Kiosk\n\n## Kiosks: inbound ports\n\n- {said}\n") == set()
