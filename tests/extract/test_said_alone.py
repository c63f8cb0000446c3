"""Remarks of a word or two that keep a port closed, and sentences that ask to see that nobody reaches it."""

import pytest

from tests.reading import open_ports, page, reading_of

HEAD = "# Mill\n\n## Server\n\n"
TABLE = f"{HEAD}| Port | Protocol | Direction | Remarks |\n|---|---|---|---|\n| 7101 | TCP | inbound | {{}} |\n"


@pytest.mark.parametrize(
    ("remark", "need"),
    [
        ("never", "denied"), ("Never.", "denied"), ("niemals", "denied"), ("jamais", "denied"), ("nunca", "denied"),
        ("никогда", "denied"), ("no firewall rule", "denied"), ("keine Firewallregel", "denied"),
        ("off", "off"), ("aus", "off"), ("to be decided", "conditional"), ("under discussion", "conditional"),
        ("coming soon", "conditional"), ("prochainement", "conditional"), ("即将推出", "conditional"),
        ("emergency use only", "conditional"),
        ("agents", "required"), ("none", "required"), ("n/a", "required"), ("no encryption", "required"),
    ],
)  # fmt: skip
def test_a_remark_of_a_word_says_whether_its_port_is_asked_for(remark: str, need: str) -> None:
    (claim,) = reading_of(page(TABLE.format(remark)))[0].claims
    assert claim.need == need


@pytest.mark.parametrize(
    "said",
    [
        "Make sure inbound TCP port 7101 is not reachable.",
        "Stellen Sie sicher, dass der eingehende TCP-Port 7101 nicht erreichbar ist.",
        "Vérifiez que le port TCP entrant 7101 n'est pas accessible.",
        "Asegúrese de que el puerto TCP de entrada 7101 no sea accesible.",
        "Assicurarsi che la porta TCP in ingresso 7101 non sia raggiungibile.",
        "Certifique-se de que a porta TCP de entrada 7101 não esteja acessível.",
        "Zorg ervoor dat de inkomende TCP-poort 7101 niet bereikbaar is.",
        "Убедитесь, что входящий TCP-порт 7101 недоступен.", "请确保无法访问入站 TCP 端口 7101。",
        "TCP port 7101 is for communication between the processes of the server.",
        "Suppose the server listens on TCP port 7101.", "Angenommen, der Server lauscht auf TCP-Port 7101.",
        "Supposons que le serveur écoute sur le port TCP 7101.", "Inbound TCP port 7101 is used by another product.",
        "Der eingehende TCP-Port 7101 wird von einem anderen Produkt verwendet.",
    ],
)  # fmt: skip
def test_these_open_none(said: str) -> None:
    assert open_ports(f"{HEAD}{said}\n") == set()
    assert open_ports(f"{HEAD}- {said}\n") == set()


@pytest.mark.parametrize(
    "said",
    [
        "Make sure inbound TCP port 7101 is reachable.", "Make sure inbound TCP port 7101 is not blocked.",
        "Убедитесь, что входящий TCP-порт 7101 доступен.",
        "Inbound TCP port 7101 is for communication between the processes of the servers.",
    ],
)  # fmt: skip
def test_these_do(said: str) -> None:
    assert open_ports(f"{HEAD}{said}\n") == {7101}
