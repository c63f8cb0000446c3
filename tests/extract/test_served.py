"""Sentences that say what is at a port, what takes place by it, or what makes it open, in the words of no table."""

import pytest

from tests.reading import open_ports, page, reading_of

TITLE = "# Setting up\n\n"


@pytest.mark.parametrize(
    "said",
    [
        "The console listens on port 7443.",
        "The web interface is served at port 7443.",
        "The API is exposed on port 7443.",
        "The API port defaults to 7443.",
        "Nodes communicate with each other over port 7443.",
        "Make sure port 7443 is reachable from the agents.",
        "Verify that your firewall allows traffic on port 7443.",
        "If the platform is linked to a cluster, port 7443 needs to be exposed.",
        "Port 7443 is used to access the console from a web browser.",
        "Clients connect to the broker on port 7443.",
        "The proxy's REST API listens on port 7443.",
        "The daemon runs on port 7443.",
        "You need to open port 7443.",
        "The default HTTP port is 7443.",
        "Heron's default port is 7443.",
        "Replication uses TCP port 7443.",
        "Syslog messages are received on port 7443.",
        "The replication port (7443) must be open.",
        "The hub waits for connections on port 7443.",
        "All communication takes place over port 7443.",
        "The only port that needs to be opened is 7443.",
        "Allow access to port 7443 from the management network.",
        "The agent needs outbound access on port 7443.",
        "Users reach the portal through port 7443.",
        "The hub polls the nodes on port 7443.",
        "Workers report to the scheduler on port 7443.",
        "The gRPC server starts on port 7443.",
        "Create a firewall rule for port 7443.",
        "Port 7443 must be free.",
        "The hub and the nodes talk to each other on port 7443.",
        "Heartbeats are exchanged over port 7443.",
        "The TLS listener is on port 7443.",
        "The admin UI is hosted on port 7443.",
        "The service is published on port 7443.",
        "Forward port 7443 on your router to the server.",
        "The console is bound to port 7443.",
        "This protocol is enabled by default on port 7443/UDP.",
        "Run the following commands to open the console port (7443):",
        "Die Weboberfläche ist über Port 7443 erreichbar.",
        "Die Konsole lauscht auf Port 7443.",
        "Der Dienst ist an Port 7443 gebunden.",
        "Der Port für die Replikation lautet 7443.",
        "Die Agenten senden ihre Protokolle an den Sammler (7443/TCP).",
        "Legen Sie eine Firewallregel für Port 7443 an.",
        "Leiten Sie Port 7443 am Router an den Server weiter.",
        "Die Agenten melden sich über Port 7443 beim Server.",
        "Port 7443 ist für die Konsole reserviert.",
        "Dies muss Ihre Box eine ausgehende Verbindung an den Ports 7443 in TCP zulassen.",
        "L'interface web est accessible sur le port 7443.",
        "La console écoute sur le port 7443.",
        "Le service s'exécute sur le port 7443.",
        "Le port utilisé pour la réplication est le 7443.",
        "Le port par défaut de la console est 7443.",
        "Le port 7443 sert à accéder à la console.",
        "Redirigez le port 7443 de votre routeur vers le serveur.",
        "Les agents contactent le serveur sur le port 7443.",
        "Le port 7443 est réservé à la console.",
        "Le serveur web démarre sur le port 7443.",
        "La interfaz web está disponible en el puerto 7443.",
        "La consola escucha en el puerto 7443.",
        "Toda la comunicación se realiza por el puerto 7443.",
        "El puerto de la consola es 7443.",
        "Los agentes envían sus registros al recolector (7443/TCP).",
        "Cree una regla de firewall para el puerto 7443.",
        "Los mensajes syslog se reciben en el puerto UDP 7443.",
        "El servidor acepta conexiones en el puerto 7443.",
        "El servidor web se inicia en el puerto 7443.",
        "A interface web está disponível na porta 7443.",
        "O console escuta na porta 7443.",
        "Toda a comunicação ocorre pela porta 7443.",
        "A porta padrão do console é 7443.",
        "A porta 7443 é usada para acessar o console.",
        "As mensagens syslog são recebidas na porta UDP 7443.",
        "A porta 7443 é reservada para o console.",
        "L'interfaccia web è disponibile sulla porta 7443.",
        "La console è in ascolto sulla porta 7443.",
        "Tutte le comunicazioni avvengono tramite la porta 7443.",
        "La porta predefinita della console è 7443.",
        "La porta 7443 viene utilizzata per accedere alla console.",
        "I messaggi syslog vengono ricevuti sulla porta UDP 7443.",
        "La porta 7443 è riservata alla console.",
        "De webinterface is beschikbaar op poort 7443.",
        "De console luistert op poort 7443.",
        "Alle communicatie verloopt via poort 7443.",
        "De agents sturen hun logs naar de collector (7443/TCP).",
        "Maak een firewallregel voor poort 7443.",
        "De server accepteert verbindingen op poort 7443.",
        "Веб-интерфейс доступен на порту 7443.",
        "API публикуется на порту 7443.",
        "Сервис работает на порту 7443.",
        "Весь обмен данными происходит через порт 7443.",
        "Порт для репликации — 7443.",
        "Агенты отправляют журналы на коллектор (7443/TCP).",
        "Создайте правило брандмауэра для порта 7443.",
        "Сервер принимает соединения на порту 7443.",
        "Агент подключается к серверу по порту 7443.",
        "控制台使用静态端口 7443。",
        "API 通过 7443 端口对外提供服务。",
        "服务运行在 7443 端口上。",
        "用于复制的端口是 7443。",
        "代理将日志发送到收集器（7443/TCP）。",
        "为端口 7443 创建防火墙规则。",
        "服务器在端口 7443 上接受连接。",
        "服务占用 7443 端口。",
        "Web インターフェイスはポート 7443 で利用できます。",
        "コンソールはポート 7443 でリッスンします。",
        "すべての通信はポート 7443 を経由します。",
        "コンソールのデフォルトポートは 7443 です。",
        "ポート 7443 はコンソールへのアクセスに使用されます。",
        "syslog メッセージは UDP ポート 7443 で受信します。",
        "7443番ポートを開放してください。",
        "웹 인터페이스는 7443 포트에서 사용할 수 있습니다.",
        "콘솔은 7443 포트에서 리스닝합니다.",
        "서비스는 포트 7443에서 실행됩니다.",
        "복제에 사용되는 포트는 7443입니다.",
        "에이전트는 로그를 수집기(7443/TCP)로 전송합니다.",
        "에이전트는 7443 포트로 서버에 접속합니다.",
        "서버는 포트 7443에서 연결을 수락합니다.",
        "Interfejs WWW jest dostępny na porcie 7443.",
        "Konsola nasłuchuje na porcie 7443.",
        "Cała komunikacja odbywa się przez port 7443.",
        "Domyślny port konsoli to 7443.",
        "Port 7443 służy do uzyskiwania dostępu do konsoli.",
        "Komunikaty syslog są odbierane na porcie UDP 7443.",
        "Web arayüzüne 7443 portundan erişilebilir.",
        "Konsol 7443 portunu dinler.",
        "Tüm iletişim 7443 portu üzerinden gerçekleşir.",
        "Günlükler tcp 7443. portu ile sunucuya gönderilir.",
        "Syslog mesajları UDP 7443 portundan alınır.",
        "Webové rozhraní je dostupné na portu 7443.",
        "Konzole naslouchá na portu 7443.",
        "Veškerá komunikace probíhá přes port 7443.",
        "Výchozí port konzole je 7443.",
        "Port 7443 slouží k přístupu ke konzoli.",
        "Server přijímá připojení na portu 7443.",
    ],
)  # fmt: skip
def test_a_sentence_says_what_is_at_a_port(said: str) -> None:
    assert open_ports(f"{TITLE}{said}\n") == {7443}


@pytest.mark.parametrize(
    "said",
    [
        "Forward inbound traffic on ports 7443 and 7444 to the proxy.",
        "Port requirements for the console are 7443 and 7444.",
        "Ports 7443 and 7444 are necessary for the hub to communicate with the host.",
        "HTTP is on port 7443 and HTTPS on port 7444.",
        "The ports of the console are 7443 and 7444.", "Les ports de la console sont 7443 et 7444.",
        "Die Ports der Konsole sind 7443 und 7444.", "Los puertos de la consola son 7443 y 7444.",
        "コンソールのポートは 7443 と 7444 です。",
    ],
)  # fmt: skip
def test_of_several_ports_each_is_read(said: str) -> None:
    assert open_ports(f"{TITLE}{said}\n") == {7443, 7444}


@pytest.mark.parametrize(
    "said",
    [
        "The number of ports is 24.",
        "The maximum port speed is 1000.",
        "The port count of the switch is 48.",
        "The timeout for the port is 30.",
        "Die Anzahl der Ports ist 24.",
        "Le nombre de ports est 48.",
        "El número de puertos es 48.",
        "The port of the switch is 24 metres away.",
        "The price per port is 1000.",
        "The port range is 1000 ports wide.",
        "If port 7443 is already in use, choose another one.",
        "Port 7443 is not used.",
        "Port 7443 is no longer available.",
        "Do not expose port 7443.",
        "Change the port from 7443 to 7444.",
        "For example, the console is served on port 7443.",
        "Connect port 24 of the switch to the router.",
        "The console was reached on port 7443 before version 3.",
        "Les ports du commutateur sont 48.",
        "Run tcpdump on port 7443.",
        "The hub does not listen on port 7443.",
        "Puerto VGA 2 está disponible.",
        "If something else already occupies port 7443, stop it.",
        "The MTU of the port is 1500.",
        "The VLAN of the port is 100.",
        "Beispielsweise ist die Konsole über Port 7443 erreichbar.", "La console n'est pas exposée sur le port 7443.",
        "El servicio no escucha en el puerto 7443.", "Если порт 7443 занят, выберите другой.",
        "ポート 7443 は使用されません。", "不要开放端口 7443。", "포트 7443은 사용되지 않습니다.",
        "Port 7443 není dostupný.",
    ],
)  # fmt: skip
def test_a_sentence_that_says_no_such_thing_asks_for_no_port(said: str) -> None:
    assert open_ports(f"{TITLE}{said}\n") == set()


@pytest.mark.parametrize(
    "said",
    [
        "The ports that have to be open for the console (7443 and 7444) are few.",
        "- [ ] Web ports opened (7443, 7444)",
        "- Es necesario un puerto para la instancia (7443 o 7444).",
        "- Es wird ein Port der Konsole benötigt (7443, 7444).",
        "# Ports\n\n- Broker: 7443 for plain clients or 7444 for those with certificates",
        "# Ports\n\n- Console: 7443 (see note 3)\n- Proxy: 7444 (siehe Fußnote 2)",
        "# Ports\n\n| Use | Port |\n|---|---|\n| web | 7443（请参阅备注 1） |\n| job | 7444 (voir la remarque 12) |",
        "节点防火墙必须放通 7443、7444端口。",
        "# Ports\n\n- TCP 7443, 7444\n  Note: 7445", "# Ports\n\n| Port |\n|---|\n| TCP 7443, 7444<br>Hinweis: 7445 |",
        "# Ports\n\n| Port |\n|---|\n| TCP 7443, 7444<br>Remarque : 85 |",
        "# Ports\n\n| Port |\n|---|\n| TCP 7443<br>Note: 7444 is used as well |",
    ],
)  # fmt: skip
def test_ports_stand_in_brackets_and_before_notes(said: str) -> None:
    assert open_ports(f"{TITLE}{said}\n") == {7443, 7444}


@pytest.mark.parametrize(
    "said",
    [
        "The bays have many ports (48).", "Connect the ports of the switch (7443) to the router.",
        "# Ports\n\n- Backup: 30 for each client", "# Ports\n\n- Service: next one after the last (e.g. 7443, 7444)",
    ],
)  # fmt: skip
def test_counts_and_examples_in_brackets_are_none(said: str) -> None:
    assert open_ports(f"{TITLE}{said}\n") == set()


@pytest.mark.parametrize("names", [("Parameter", "Default"), ("Parameter", "Standardwert"), ("参数", "默认值")])
@pytest.mark.parametrize(("setting", "found"), [("http.port", {7443}), ("http.size", set()), ("port_count", set())])
def test_a_table_tells_the_default_of_one_setting(names: tuple[str, str], setting: str, found: set[int]) -> None:
    rows = f"| Item | Notes |\n|---|---|\n| {names[0]} | `{setting}` |\n| {names[1]} | `7443` |\n"

    assert open_ports(f"{TITLE}{rows}") == found


@pytest.mark.parametrize(
    ("heads", "found"),
    [
        (("Plain", "With TLS"), {125, 587, 2110, 465, 993, 995}),
        (("Default (production)", "Tests"), {125, 587, 2110, 465, 993, 995}),
        (("Memory", "Timeout"), set()),
    ],
)  # fmt: skip
def test_columns_of_numbers_below_a_title_of_ports_are_ports(heads: tuple[str, str], found: set[int]) -> None:
    rows = "| mail | 125 | 465 |\n| jobs | 587 | 993 |\n| box | 2110 | 995 |\n"

    assert open_ports(f"# Mail ports\n\n| Service | {heads[0]} | {heads[1]} |\n|---|---|---|\n{rows}") == found


@pytest.mark.parametrize(
    "said",
    [
        "Their protocol is mostly TCP, except some UDP that is mentioned:",
        "All ports are TCP except where UDP is mentioned.",
        "Alle Ports sind TCP, außer wo UDP angegeben ist.", "Tous les ports sont TCP, sauf mention contraire (UDP).",
        "Todos los puertos son TCP, excepto donde se indica UDP.",
    ],
)  # fmt: skip
def test_what_an_exception_has_is_not_that_of_all(said: str) -> None:
    rows = "| Port | Use |\n|---|---|\n| 7443 | web |\n| 53 UDP | names |\n"
    claims = reading_of(page(f"# Ports\n\n{said}\n\n{rows}"))[0].claims

    assert [claim.transports for claim in claims] == [("tcp",), ("udp",)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("## Hub server\n\nThe hub listens on port 7443.\n\n## Store server\n\nThe store listens on port 7443.\n", 2),
        ("## Hub server\n\nThe hub listens on port 7443. It is reached on port 7443.\n", 1),
        ("## Hub server\n\nThe hub listens on port 7443.\n\n| Port | Use |\n|---|---|\n| 7443 | hub |\n", 1),
        ("## Hub port: TCP 7443\n\nThe hub listens on port 7443.\n", 1),
    ],
)
def test_a_port_is_stated_once_in_each_section(text: str, found: int) -> None:
    assert len(reading_of(page(f"{TITLE}{text}"))[0].claims) == found


@pytest.mark.parametrize(
    ("item", "found"),
    [
        ("WebSocket: TCP that goes over port 7443 (fallback when UDP is blocked)", ("tcp",)),
        ("Names: port 7443, TCP and UDP", ("tcp", "udp")),
    ],
)
def test_an_item_has_no_transport_of_its_condition(item: str, found: tuple[str, ...]) -> None:
    assert reading_of(page(f"# Ports\n\n- {item}\n"))[0].claims[0].transports == found


@pytest.mark.parametrize("item", ["You cannot ping the hub.", "As an argument, add a port. Example: `8080`."])
def test_an_item_without_a_port_of_its_own_is_no_list_of_ports(item: str) -> None:
    _, findings = reading_of(page(f"# Ports\n\n- {item}\n"))

    assert {each.code for each in findings}.isdisjoint({"PS204", "PS206"})
