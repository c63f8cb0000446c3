"""What would be so, or is only tried, asks for no port."""

import pytest

from tests.reading import open_ports

HEAD = "# Mill\n\n## Gateway\n\n"


@pytest.mark.parametrize(
    "said",
    [
        "Agents would connect to the gateway on TCP 7101.", "Agents try to connect to the gateway on TCP 7101.",
        "The gateway would listen on TCP port 7101.",
        "Die Agenten würden sich über TCP-Port 7101 mit dem Gateway verbinden.",
        "Die Agenten versuchen, sich über TCP-Port 7101 mit dem Gateway zu verbinden.",
        "Les agents se connecteraient à la passerelle sur le port TCP 7101.",
        "Les agents essaient de se connecter à la passerelle sur le port TCP 7101.",
        "Los agentes se conectarían a la pasarela por el puerto TCP 7101.",
        "Los agentes intentan conectarse a la pasarela por el puerto TCP 7101.",
        "Gli agenti si connetterebbero al gateway sulla porta TCP 7101.",
        "Os agentes tentam conectar-se ao gateway na porta TCP 7101.",
        "De agents zouden verbinding maken met de gateway op TCP-poort 7101.",
        "Agenci łączyliby się z bramą na porcie TCP 7101.", "Агенты подключались бы к шлюзу по TCP-порту 7101.",
        "Агенты пытаются подключиться к шлюзу по TCP-порту 7101.",
        "Agenter skulle ansluta till gatewayen på TCP-port 7101.",
        "エージェントは TCP ポート 7101 でゲートウェイへの接続を試みます。", "代理尝试通过 TCP 端口 7101 连接网关。",
        "에이전트는 TCP 포트 7101로 게이트웨이에 연결을 시도합니다.",
        "Agents would connect to the gateway on:\n\n- TCP 7101",
        "Agents try to connect to the gateway on:\n\n- TCP 7101",
    ],
)  # fmt: skip
def test_what_would_be_so_asks_for_none(said: str) -> None:
    assert open_ports(f"{HEAD}{said}\n") == set()


@pytest.mark.parametrize(
    "said",
    [
        "You would have to open inbound TCP port 7101.",
        "Open inbound TCP port 7101. Otherwise agents would fail.",
        "Inbound TCP port 7101 must be open, or agents would lose their connection.",
        "Open inbound TCP port 7101, on which agents try to connect.",
    ],
)
def test_what_has_to_be_so_does(said: str) -> None:
    assert open_ports(f"{HEAD}{said}\n") == {7101}
