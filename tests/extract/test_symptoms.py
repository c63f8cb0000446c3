"""Symptoms and questions close no port; below a title of reasons, items only name ports."""

import pytest

from tests.reading import open_ports, page, reading_of

TABLE = "# Mill\n\n## Node: inbound ports\n\n| Port | Protocol |\n|---|---|\n| 7101 | TCP |\n\n"
SYMPTOMS = (
    "Connection refused on port 7101: the service is not running.",
    "- Connection refused on port 7101: the service is not running.",
    "## Connection refused on port 7101",
    "Problem: port 7101 blocked.",
    "Port 7101 blocked?",
    "- Is port 7101 closed?",
    "Verbindung verweigert auf Port 7101: der Dienst läuft nicht.",
    "- Port 7101 blockiert? Prüfen Sie den Dienst.",
    "Connexion refusée sur le port 7101 : le service ne tourne pas.",
    "Conexión rechazada en el puerto 7101: el servicio no está en marcha.",
    "Connessione rifiutata sulla porta 7101: il servizio non è attivo.",
    "Conexão recusada na porta 7101: o serviço não está em execução.",
    "Verbinding geweigerd op poort 7101: de dienst draait niet.",
    "Odmowa połączenia na porcie 7101: usługa nie działa.",
    "В соединении отказано на порту 7101: служба не работает.",
    "7101 端口连接被拒绝：服务未运行。",
    "ポート7101で接続が拒否されました。",
)


@pytest.mark.parametrize("text", SYMPTOMS)
def test_a_symptom_closes_no_port(text: str) -> None:
    assert open_ports(f"{TABLE}## Notes\n\n{text}\n") == {7101}


@pytest.mark.parametrize(
    "text",
    [
        "Connections to port 7101 must be refused.",
        "Make sure that you get connection refused on port 7101 from outside.",
        "Block port 7101; a client then gets connection refused.",
        "Problem: port 7101 must not be open.",
        "Is anything else needed? Port 7101 must stay closed.",
        "- Port 7101 must be closed.",
    ],
)
def test_what_closes_a_port_beside_a_symptom_counts(text: str) -> None:
    assert open_ports(f"{TABLE}## Troubleshooting\n\n{text}\n") == set()


WHY = (
    "Why 71xx?", "2. Why these ports", "Background", "Troubleshooting", "Warum 71xx?", "Hintergrund",
    "Pourquoi ces ports ?", "¿Por qué estos puertos?", "Perché queste porte", "Por que estas portas",
    "Waarom deze poorten", "Dlaczego te porty", "Proč tyto porty", "Почему эти порты", "Чому ці порти",
    "Varför dessa portar", "Neden bu portlar", "为什么选择这些端口", "なぜこのポートか", "왜 이 포트인가",
    "ทำไมเลือกพอร์ตนี้", "Tại sao chọn cổng này",
)  # fmt: skip


@pytest.mark.parametrize("title", WHY)
def test_items_below_a_title_of_reasons_only_name_ports(title: str) -> None:
    reading, findings = reading_of(page(f"# Mill ports\n\n## {title}\n\n- HTTP 8080/8443, SSH 2222\n- Web 7102\n"))

    assert not reading.claims
    assert [each.code for each in findings] == ["PS206", "PS206"]


@pytest.mark.parametrize("title", ["Why 71xx?", "Warum 71xx?", "Pourquoi ces ports ?", "为什么选择这些端口"])
@pytest.mark.parametrize(
    "text",
    [
        "| Port | Use |\n|---|---|\n| 7101 | web |\n",
        "- Web: TCP 7101\n",
        "- Web: port 7101\n",
        "- Port 7101 must be open.\n",
        "TCP port 7101 must be open.\n",
    ],
)
def test_what_states_ports_below_such_a_title_is_read(title: str, text: str) -> None:
    assert open_ports(f"# Mill ports\n\n## {title}\n\n{text}") == {7101}
