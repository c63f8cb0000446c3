"""What does not start while the port is shut asks for the port, and limits it to no case, in each language."""

import pytest

from tests.reading import need_of_row

ASKED = (
    "The service does not start if the port is not open.", "If the port is not open, the service does not start.",
    "The service does not start unless the port is open.", "The service does not start if the port is blocked.",
    "Der Dienst startet nicht, wenn der Port nicht offen ist.",
    "Le service ne démarre pas si le port n'est pas ouvert.",
    "El servicio no arranca si el puerto no está abierto.", "Il servizio non si avvia se la porta non è aperta.",
    "O serviço não inicia se a porta não estiver aberta.", "De dienst start niet als de poort niet open is.",
    "The node does not join if it is not open.", "Does not start if it is not open.",
    "El nodo no se une si no está abierto.", "Il nodo non si unisce se non è aperta.",
    "只要此端口关闭，节点就无法加入", "このポートが閉じている限り、ノードは参加できません",
    "Usługa nie uruchamia się, jeśli port nie jest otwarty.", "Служба не запускается, если порт не открыт.",
)  # fmt: skip
OTHERS = (
    "The service does not start if the port is open.", "The gate does not start if it is open.",
    "只要未使用该模块，此端口就保持关闭", "モジュールを使わない限り、このポートは閉じておく",
    "Needed if the database does not start.",
)  # fmt: skip


@pytest.mark.parametrize("said", ASKED)
def test_what_does_not_start_with_the_port_shut_asks_for_it(said: str) -> None:
    assert need_of_row(f"Web. {said}") == "required"


@pytest.mark.parametrize("said", OTHERS)
def test_other_cases_of_a_start_go_on_limiting(said: str) -> None:
    assert need_of_row(f"Web. {said}") != "required"
