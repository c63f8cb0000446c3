"""What is to be done where a port is not open as yet closes no port, and is no condition of it."""

import pytest

from tests.reading import open_ports

SAID = [
    "Make sure that TCP port 7101 is open. If port 7101 is not open, add a rule for port 7101.",
    "Stellen Sie sicher, dass der TCP-Port 7101 offen ist. Wenn Port 7101 nicht offen ist, fügen Sie eine Regel hinzu.",
    "Assurez-vous que le port TCP 7101 est ouvert. Si le port 7101 n'est pas ouvert, ajoutez une règle.",
    "Asegúrese de que el puerto TCP 7101 esté abierto. Si el puerto 7101 no está abierto, agregue una regla.",
    "Certifique-se de que a porta TCP 7101 está aberta. Se a porta 7101 não estiver aberta, adicione uma regra.",
    "Assicurarsi che la porta TCP 7101 sia aperta. Se la porta 7101 non è aperta, aggiungere una regola.",
    "Zorg dat TCP-poort 7101 open is. Als poort 7101 niet open is, voeg dan een regel toe.",
    "Убедитесь, что порт TCP 7101 открыт. Если порт 7101 не открыт, добавьте правило.",
    "确保 TCP 端口 7101 处于打开状态。如果端口 7101 未打开，请在安全组中添加关于端口 7101 的规则。",
]
SHUT = [
    "If port 7101 is not open, do not open it.",
    "If port 7101 is not open, leave it closed.",
    "Port 7101 is not open to anyone, and must not be opened.",
    "Do not open port 7101.",
    "Ist Port 7101 nicht offen, darf er nicht geöffnet werden.",
    "如果端口 7101 未打开，请不要打开端口 7101。",
]
FORMS = ["- {} {}\n", "{} {}\n"]


@pytest.mark.parametrize("form", ["- {}\n", "{}\n"])
@pytest.mark.parametrize("said", SAID)
def test_it_stays_open(said: str, form: str) -> None:
    assert open_ports(f"# Mill server\n\n## Inbound\n\n{form.format(said)}") == {7101}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("said", SHUT)
def test_what_is_not_to_be_opened_then_stays_closed(said: str, form: str) -> None:
    lead = "The mill server knows TCP port 7101."
    assert open_ports(f"# Mill server\n\n## Inbound\n\n{form.format(lead, said)}") == set()
