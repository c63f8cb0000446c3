"""A word that denies in one language may be a preposition in another: the text around it tells."""

import pytest

from portspec.extract.language.polarity import polarity

WANTED = {
    "Abra a porta no servidor": 1,
    "As portas devem estar abertas no firewall": 1,
    "Não abra a porta no servidor": -1,
    "Não se deve liberar a porta no firewall": -1,
    "No abra el puerto en el servidor": -1,
    "No se debe abrir en el cortafuegos": -1,
    "No exponer este servidor": -1,
    "no firewall rule must open 443": -1,
    "no abrir": -1,
    "Configuração do Open.mp no Windows": 0,
}


@pytest.mark.parametrize("clause", WANTED)
def test_no_denies_in_english_and_spanish_and_means_a_place_in_portuguese(clause: str) -> None:
    assert polarity(clause) == WANTED[clause]
