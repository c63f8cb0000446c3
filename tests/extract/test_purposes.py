"""Items that say what a port is for that another item states, and headers of default ports with a transport."""

import pytest

from tests.reading import page, reading_of


def stated(text: str) -> list[tuple[str, str, str]]:
    claims = reading_of(page(text))[0].claims
    return [(",".join(map(str, each.ports)), "/".join(each.transports), each.need) for each in claims]


@pytest.mark.parametrize(
    "items",
    [
        "- Port: 7101\n- Protocol: TCP\n- Purpose: Port 7101 takes the jobs of the agents.",
        "- **Port:** 7101\n- **Protocol:** TCP\n- **Description:** It serves jobs on port 7101.",
        "- Port: 7101\n- Protokoll: TCP\n- Zweck: Port 7101 nimmt Aufträge an.",
        "- Puerto: 7101\n- Protocolo: TCP\n- Propósito: El puerto 7101 recibe los trabajos.",
        "- 端口：7101\n- 协议：TCP\n- 用途：端口 7101 接收任务。",
    ],
)
def test_a_purpose_states_no_port_of_its_own(items: str) -> None:
    text = f"# Mill\n\n## Jobs\n\n{items}\n"
    assert stated(text) == [("7101", "tcp", "required")]
    assert "PS208" not in [each.code for each in reading_of(page(text))[1]]


def test_it_may_close_the_port() -> None:
    text = "# Mill ports\n\n- Port: 7101\n- Purpose: Do not open port 7101 to the internet\n"
    assert [each[2] for each in stated(text)] == ["denied"]


def test_purposes_alone_state_their_ports() -> None:
    text = "# Mill ports\n\n- Purpose: Port 7101 takes the jobs\n- Purpose: Port 7102 takes the feed\n"
    assert [each[0] for each in stated(text)] == ["7101", "7102"]


@pytest.mark.parametrize(
    "head", ["Default (UDP)", "Default UDP", "UDP (default)", "Standard (UDP)", "Par défaut (UDP)", "デフォルト (UDP)"]
)
def test_a_header_of_defaults_names_their_transport(head: str) -> None:
    text = f"# Mill\n\n## Ports\n\n| Name | {head} |\n|---|---|\n| Game | 7101 |\n| Query | 7102 |\n"
    assert [each[:2] for each in stated(text)] == [("7101", "udp"), ("7102", "udp")]
