"""Words that deny something else than the port, or deny it twice, leave the port open, in each language."""

import pytest

from tests.reading import need_of_row

FIRM = (
    "Used to test the connection if the gateway is not reachable",
    "Usata per verificare la connessione se il gateway non è raggiungibile",
    "Utilisé pour tester la connexion si la passerelle n'est pas joignable",
    "Usada para testar a ligação se o gateway não estiver acessível",
    "Dient zum Testen der Verbindung, wenn das Gateway nicht erreichbar ist",
    "Wordt gebruikt om de verbinding te testen als de gateway niet bereikbaar is",
    "Blocking this port is a mistake.", "It is a common mistake to block this port.",
    "Das Blockieren dieses Ports ist ein Fehler.", "Bloquer ce port est une erreur fréquente.",
    "Bloquear este puerto es un error común.", "Bloccare questa porta è un errore comune.",
    "Bloquear esta porta é um erro comum.", "Het blokkeren van deze poort is een veelgemaakte fout.",
    "Блокирование этого порта является ошибкой.", "阻止此端口是常见错误。",
    "Was optional up to release 11, is mandatory now", "Optional until release 11, required since release 12",
    "War bis Release 11 optional, ist jetzt verpflichtend", "Facultatif jusqu'à la version 11, obligatoire désormais",
    "Opcional hasta la versión 11, obligatorio ahora", "Facoltativa fino alla versione 11, ora obbligatoria",
)  # fmt: skip
LIMITED = (
    "Disable it if not needed", "Used only if the gateway is not reachable", "Used if the gateway is not reachable",
    "Open it only if the gateway is not reachable", "Used to test the connection if the port is not used",
    "Leaving this port open is a mistake.", "Das Öffnen dieses Ports ist ein Fehler.",
    "Was mandatory up to release 11, is optional now", "Optional up to release 11, not required now",
    "Optional up to release 11, is mandatory now only with replication",
)  # fmt: skip


@pytest.mark.parametrize("said", FIRM)
def test_what_is_denied_of_another_thing_or_twice_limits_nothing(said: str) -> None:
    assert need_of_row(said) == "required"


@pytest.mark.parametrize("said", LIMITED)
def test_what_is_denied_of_the_port_goes_on_limiting(said: str) -> None:
    assert need_of_row(said) != "required"
