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


ITEM = "# Mill\n\n- TCP 7101 inbound: pages\n- TCP 7102 inbound: {}\n"
ROW = "# Mill\n\n| Port | Direction | Remarks |\n|---|---|---|\n| 7101/tcp | in | pages |\n| 7102/tcp | in | {} |\n"


@pytest.mark.parametrize("shape", [ITEM, ROW])
@pytest.mark.parametrize(
    "said",
    [
        "Do not bind to localhost: the devices could no longer reach it",
        "Must not be closed: the agents could no longer reach it",
        "nicht an localhost binden: die Geräte könnten ihn sonst nicht erreichen",
        "ne pas lier à localhost : les appareils ne pourraient plus l'atteindre",
        "no vincular a localhost: los dispositivos no podrían alcanzarlo",
        "non associare a localhost: i dispositivi non potrebbero più raggiungerla",
        "não vincular a localhost: os dispositivos não conseguiriam alcançá-la",
        "niet aan localhost binden: de apparaten zouden hem niet meer kunnen bereiken",
        "не привязывать к localhost: устройства не смогут подключиться",
        "nie wiązać z localhost: urządzenia nie mogłyby się połączyć",
        "不要绑定到 localhost：设备将无法访问它",
        "Écoute non seulement sur localhost", "로컬호스트뿐 아니라 모든 인터페이스에서 수신합니다",
    ],
)  # fmt: skip
def test_what_would_come_of_it_denies_no_port(said: str, shape: str) -> None:
    assert open_ports(shape.format(said)) == {7101, 7102}


@pytest.mark.parametrize("shape", [ITEM, ROW])
@pytest.mark.parametrize(
    "said",
    [
        "do not bind to anything but localhost", "must not listen on addresses other than localhost",
        "nicht an andere Adressen als localhost binden", "an nichts anderes als localhost binden",
        "ne pas lier à une autre adresse que localhost", "n'écoutez sur rien d'autre que localhost",
        "no escuchar en otra cosa que localhost", "non associare ad altro che localhost",
        "não escutar em nada além de localhost", "niet aan andere adressen dan localhost binden",
        "не привязывать ни к чему, кроме localhost", "nie nasłuchuje na niczym innym niż localhost",
        "不要绑定到 localhost 以外的地址", "localhost 以外にバインドしないでください",
        "localhost 이외의 주소에 바인딩하지 마십시오",
        "Do not bind to localhost; never open it on the firewall", "Do not bind to localhost; must not be opened",
    ],
)  # fmt: skip
def test_what_is_bound_to_nothing_else_is_local(said: str, shape: str) -> None:
    assert open_ports(shape.format(said)) == {7101}
