"""Sentences that ask for ports: by what must be so, by their default, and of the host whose port they name."""

import pytest

from tests.reading import open_ports, page, reading_of

HOST = "# Ports\n\n## Hub server\n\n"


def _hosts(text: str) -> list[str | None]:
    return [claim.role for claim in reading_of(page(f"{HOST}{text}\n"))[0].claims]


@pytest.mark.parametrize(
    "said",
    [
        "TCP port 8443 must be exposed to the wide area network.", "TCP port 8443 (web) must be published.",
        "You have to whitelist TCP port 8443.", "TCP-Port 8443 muss weitergeleitet werden.",
        "Le port TCP 8443 doit être exposé.", "La porta TCP 8443 deve essere pubblicata.",
        "El puerto TCP 8443 debe estar publicado.", "TCP-poort 8443 moet worden doorgestuurd.",
    ],
)  # fmt: skip
def test_what_must_be_so_is_asked_for(said: str) -> None:
    assert open_ports(f"{HOST}{said}\n") == {8443}


@pytest.mark.parametrize(
    "said",
    [
        "Port 8443 uses a certificate that you must accept in your browser.",
        "If TCP port 8443 must be exposed, ask the network team.",
        "TCP port 8443 must not be exposed to the internet.",
    ],
)
def test_what_must_be_so_of_another_thing_is_not(said: str) -> None:
    assert open_ports(f"{HOST}{said}\n") == set()


@pytest.mark.parametrize(
    "said",
    [
        "The default port of the console is 8443.", "The default console port is 8443.",
        "Open the port of the console (default 8443).", "Open the port of the console (8443 by default).",
        "Der Standardport der Konsole ist 8443.", "La porta predefinita della console è 8443.",
        "Le port par défaut de la console est 8443.", "El puerto predeterminado de la consola es 8443.",
        "コンソールのデフォルトのポートは 8443 です。", "控制台的默认端口为 8443。",
        "Default listening port of the console: 8443.", "Die Konsole verwendet standardmäßig Port 8443.",
        "Le serveur utilise le port 8443.", "Libere a porta TCP 8443 no firewall.", "请在安全组中放通 TCP 8443 端口。",
    ],
)  # fmt: skip
def test_a_default_port_has_its_number(said: str) -> None:
    assert open_ports(f"{HOST}{said}\n") == {8443}


@pytest.mark.parametrize(
    "said",
    [
        "The port pool has a default size: 50.", "The port pool has a default size of 50.",
        "The maximum number of connections per port is 1000.",
        "The default timeout of the port scan is 300.",
    ],
)  # fmt: skip
def test_another_default_is_no_port(said: str) -> None:
    assert open_ports(f"{HOST}{said}\n") == set()


@pytest.mark.parametrize("said", ["Only 1 port is needed: TCP 8443.", "È necessaria 1 porta: TCP 8443."])
def test_one_port_is_a_count(said: str) -> None:
    assert open_ports(f"{HOST}{said}\n") == {8443}


@pytest.mark.parametrize(
    ("said", "host"),
    [
        ("TCP port 6271 of the store server must be open for agents.", "store server"),
        ("Le port TCP 6271 du serveur de stockage doit être ouvert.", "serveur de stockage"),
        ("La porta TCP 6271 del server di archivio deve essere aperta.", "server di archivio"),
        ("Poort 6271/tcp van de opslagserver moet open staan.", "opslagserver"),
        ("TCP port 6271 of the console must be open.", "Hub server"),
        ("Open TCP port 6271 for clients.", "Hub server"),
    ],
)
def test_a_port_is_of_the_host_that_it_is_said_to_be_of(said: str, host: str) -> None:
    assert _hosts(said) == [host]


def test_those_for_whom_ports_are_open_are_not_their_host() -> None:
    lead = "The server listens on these ports, which must be open for clients:"

    assert _hosts(f"{lead}\n\n- TCP 8443\n- TCP 8444\n") == ["Hub server", "Hub server"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Check that no firewall blocks inbound TCP port 8443 on the gateways.",
        "Vérifiez qu'aucun équipement ne filtre le trafic entrant vers le port TCP 8443 des passerelles.",
        "Compruebe que ningún equipo filtra el tráfico entrante hacia el puerto TCP 8443.",
        "Verifique que nenhum equipamento bloqueia o tráfego de entrada para a porta TCP 8443.",
        "Controleer of geen enkel apparaat het inkomende verkeer naar TCP-poort 8443 blokkeert.",
        "Kontrollera att ingen utrustning blockerar inkommande trafik till TCP-port 8443.",
        "请确认没有任何设备拦截发往网关 TCP 端口 8443 的入站流量。",
        "Inbound TCP port 8443 is not in the list, but the hub cannot do without it.",
        "Der TCP-Port 8443 steht nicht in der Liste, darf auf dem Hub aber nicht fehlen.",
        "La porta TCP 8443 in ingresso non figura nell'elenco, ma sul nodo non può mancare.",
        "A porta TCP 8443 de entrada não consta da lista, mas não pode faltar no servidor.",
        "受信方向の TCP ポート 8443 は一覧にありませんが、サーバーには欠かせません。",
        "Autorice también la entrada en el puerto TCP 8443.",
        "Zu den Kassen baut er selbst ausgehende Verbindungen auf, und zwar zu deren TCP-Port 8443.",
        "To the tills it opens outbound connections itself, namely to their TCP port 8443.",
        "Hacia las cajas abre él mismo conexiones salientes, en concreto a su puerto TCP 8443.",
    ],
)
def test_what_nothing_may_filter_and_what_must_not_be_missing_is_asked_for(sentence: str) -> None:
    assert open_ports(f"# Notes\n\n{sentence}\n") == {8443}


@pytest.mark.parametrize(
    "said",
    [
        "All firewalls must let through TCP port 8443.", "Alle Firewalls müssen den TCP-Port 8443 durchlassen.",
        "Les pare-feu doivent laisser passer le port TCP 8443.",
        "Los cortafuegos deben dejar pasar el puerto TCP 8443.",
        "I firewall devono lasciar passare la porta TCP 8443.", "Os firewalls devem deixar passar a porta TCP 8443.",
        "Firewalle muszą przepuszczać port TCP 8443.", "Межсетевые экраны должны пропускать TCP-порт 8443.",
        "Brandväggarna måste släppa igenom TCP-port 8443.", "所有节点防火墙必须放通 TCP 端口 8443。",
    ],
)  # fmt: skip
def test_what_firewalls_let_through_is_asked_for(said: str) -> None:
    assert open_ports(f"{HOST}{said}\n") == {8443}


@pytest.mark.parametrize(
    "said",
    [
        "TCP ports specified by MOUNTD_PORT", "TCP-Ports, festgelegt durch MOUNTD_PORT",
        "Puerto TCP especificado en MOUNTD_PORT", "Port TCP spécifié par MOUNTD_PORT",
        "TCP-порт, заданный параметром MOUNTD_PORT", "使用 MOUNTD_PORT 指定的 TCP 端口",
        "MOUNTD_PORT で指定された TCP ポート",
    ],
)  # fmt: skip
def test_a_port_that_a_setting_gives_has_no_number(said: str) -> None:
    claims = reading_of(page(f"{HOST}- TCP 2049\n- {said}\n"))[0].claims
    assert [(claim.transports, bool(claim.dynamic)) for claim in claims] == [(("tcp",), False), (("tcp",), True)]
