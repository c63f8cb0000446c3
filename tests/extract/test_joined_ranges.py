"""Ranges behind an "and" and a "from" belong to the list that they end; what another word leads to does not."""

import pytest

from tests.reading import open_ports

RANGE = {3311, 3313, *range(3320, 3325)}


@pytest.mark.parametrize(
    "sentence",
    [
        "The terminals accept inbound connections on TCP ports 3311, 3313 and from 3320 to 3324.",
        "Los terminales aceptan conexiones entrantes en los puertos TCP 3311, 3313 y del 3320 al 3324.",
        "Die Terminals nehmen eingehende Verbindungen auf den TCP-Ports 3311, 3313 und von 3320 bis 3324 an.",
        "Les terminaux acceptent les connexions entrantes sur les ports TCP 3311, 3313 et de 3320 à 3324.",
        "I terminali accettano connessioni in ingresso sulle porte TCP 3311, 3313 e da 3320 a 3324.",
        "Os terminais aceitam conexões de entrada nas portas TCP 3311, 3313 e de 3320 a 3324.",
        "De terminals accepteren inkomende verbindingen op TCP-poorten 3311, 3313 en van 3320 tot en met 3324.",
        "Terminale przyjmują połączenia przychodzące na portach TCP 3311, 3313 i od 3320 do 3324.",
        "Терминалы принимают входящие подключения на TCP-портах 3311, 3313 и с 3320 по 3324.",
        "终端接受 TCP 端口 3311、3313 以及从 3320 到 3324 的入站连接。",
    ],
)
def test_a_list_ends_in_a_range(sentence: str) -> None:
    assert open_ports(f"# Scales\n\n## Terminals\n\n{sentence}\n") == RANGE


@pytest.mark.parametrize(
    "tail", ["and from room 3320 to 3324", "and lasts from 3320 to 3324 seconds", "and since 3320 from 3324"]
)
def test_what_another_word_leads_to_is_no_part_of_it(tail: str) -> None:
    sentence = f"The terminals accept inbound connections on TCP ports 3311, 3313 {tail}."
    assert open_ports(f"# Scales\n\n## Terminals\n\n{sentence}\n") == {3311, 3313}
