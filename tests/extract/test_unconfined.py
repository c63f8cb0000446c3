"""What must not be kept to the host itself is asked for: "do not restrict inbound UDP port 7102 to localhost"."""

import pytest

from tests.reading import open_ports

HEAD = "# Mill\n\n## Hub servers\n\nInbound TCP port 7101 must be open. "


@pytest.mark.parametrize(
    "said",
    [
        "Do not restrict inbound UDP port 7102 to the loopback interface.",
        "Inbound UDP port 7102 must not be bound to localhost.",
        "Der eingehende UDP-Port 7102 darf nicht auf localhost beschränkt werden.",
        "Ne limitez jamais le port UDP entrant 7102 à localhost.",
        "Не ограничивайте входящий UDP-порт 7102 адресом localhost.",
        "受信 UDP ポート 7102 を localhost に限定しないでください。",
        "인바운드 UDP 포트 7102도 루프백으로 제한하지 마십시오.",
        "인바운드 UDP 포트 7102는 localhost에서만 듣는 것이 아니라 모든 인터페이스에서 수신하므로 허용해야 합니다.",
    ],
)
def test_what_must_not_be_local_is_asked_for(said: str) -> None:
    assert open_ports(f"{HEAD}{said}\n") == {7101, 7102}


@pytest.mark.parametrize(
    "said",
    [
        "Restrict inbound UDP port 7102 to the loopback interface.",
        "Inbound UDP port 7102 must not leave the host: it is limited to the loopback.",
        "Inbound UDP port 7102 is not bound to localhost.",
        "Limit inbound UDP port 7102 to localhost, not to the loopback of a container.",
        "Do not open inbound UDP port 7102, and do not restrict the relay to localhost.",
        "Der eingehende UDP-Port 7102 ist auf localhost beschränkt.",
        "인바운드 UDP 포트 7102는 localhost에서만 수신합니다.",
    ],
)
def test_what_is_local_is_not(said: str) -> None:
    assert open_ports(f"{HEAD}{said}\n") == {7101}
