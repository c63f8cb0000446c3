"""Columns of local and remote hosts: in rows with a direction the local one is the row's, the remote one its peer."""

import pytest

from tests.reading import page, reading_of

HEADS = [
    "Local host | Direction | Remote host | Protocol | Port | Inbound | Outbound",
    "Local system | Direction | Remote system | Protocol | Port | Inbound | Outbound",
    "Local end | Direction | Remote end | Protocol | Port | Inbound | Outbound",
    "This host | Direction | Other host | Protocol | Port | Inbound | Outbound",
    "Near side | Direction | Far side | Protocol | Port | Inbound | Outbound",
    "Lokaler Host | Richtung | Entfernter Host | Protokoll | Port | Eingehend | Ausgehend",
    "Hôte local | Sens | Hôte distant | Protocole | Port | Entrant | Sortant",
    "Host local | Dirección | Host remoto | Protocolo | Puerto | Entrante | Saliente",
    "Host locale | Direzione | Host remoto | Protocollo | Porta | In ingresso | In uscita",
    "Host local | Direção | Host remoto | Protocolo | Porta | Entrada | Saída",
    "Lokale host | Richting | Host op afstand | Protocol | Poort | Inkomend | Uitgaand",
    "Локальный узел | Направление | Удалённый узел | Протокол | Порт | Входящий | Исходящий",
    "Host lokalny | Kierunek | Host zdalny | Protokół | Port | Przychodzący | Wychodzący",
    "ローカルホスト | 方向 | リモートホスト | プロトコル | ポート | 受信 | 送信",
    "本地主机 | 方向 | 远程主机 | 协议 | 端口 | 入站 | 出站",
]


@pytest.mark.parametrize("head", HEADS)
def test_the_local_host_is_the_row_s_and_the_remote_one_its_peer(head: str) -> None:
    *titles, inward, outward = head.split(" | ")
    rows = [titles, ["---"] * 5, ["Hub", inward, "Agents", "TCP", "7101"], ["Hub", outward, "Archive", "TCP", "7102"]]
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    reading, _ = reading_of(page(f"# Heron\n\n{table}\n"))

    found = [(claim.role, claim.direction, claim.source, claim.destination) for claim in reading.claims]
    assert found == [("Hub", "inbound", "Agents", "Hub"), ("Hub", "outbound", "Hub", "Archive")]


def test_without_a_direction_they_say_who_connects_to_whom() -> None:
    table = "| Source | Remote host | Protocol | Port |\n|---|---|---|---|\n| Hub | Archive | TCP | 7102 |\n"
    reading, _ = reading_of(page(f"# Heron\n\n{table}\n"))

    assert [(claim.source, claim.destination) for claim in reading.claims] == [("Hub", "Archive")]
