"""Rules that a page has taken away: what they opened is closed, and what they closed is opened."""

import pytest

from portspec.extract.language.polarity import polarity
from tests.reading import open_ports

MOVED = (
    "Open inbound TCP port 8443 on the hub servers and remove the firewall rule for TCP port 8080.",
    "Allow inbound TCP port 8443 on the hub servers and delete the old rule for TCP port 8080: nothing listens there.",
    "Dopo l'aggiornamento aprire la porta TCP 8443 ed eliminare la vecchia regola per la porta TCP 8080.",
    "Abra el puerto TCP 8443 y elimine la regla antigua del puerto TCP 8080: allí ya no escucha nada.",
    "Ouvrez le port TCP 8443 et supprimez l'ancienne règle pour le port TCP 8080 : plus rien n'y écoute.",
    "Öffnen Sie den TCP-Port 8443 und löschen Sie die alte Regel für TCP-Port 8080: dort lauscht nichts mehr.",
    "Откройте TCP-порт 8443 и удалите старое правило для TCP-порта 8080: там больше ничего не слушает.",
)


@pytest.mark.parametrize("text", MOVED)
def test_the_port_of_a_rule_that_is_taken_away_stays_closed_and_the_other_is_opened(text: str) -> None:
    assert open_ports(f"# Upgrade\n\n{text}\n") == {8443}


@pytest.mark.parametrize(
    ("clause", "wants"),
    [
        ("delete the rule for TCP port 8080", -1),
        ("do not delete the rule for TCP port 8080", 1),
        ("remove any rule that blocks TCP port 8080", 1),
        ("Ta bort den gamla regeln för TCP-port 8080", -1),
        ("verwijder de oude firewallregel voor TCP-poort 8080", -1),
        ("TCP ポート 8080 のルールを削除してください", -1),
        ("并删除 TCP 端口 8080 的旧规则", -1),
    ],
)
def test_what_taking_a_rule_away_wants(clause: str, wants: int) -> None:
    assert polarity(clause) == wants
