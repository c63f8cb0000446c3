"""Flows in sentences: who opens connections and who accepts them, as each language says it, with both ends."""

import tomllib
from pathlib import Path

import pytest

from portspec.claims import Claim
from tests.reading import page, reading_of

FLOWS = tomllib.loads(Path(__file__).with_name("flows.toml").read_text(encoding="utf-8"))


def claims(text: str) -> list[Claim]:
    reading, _ = reading_of(page(f"# Heron\n\n## Ports\n\n{text}\n"))
    return list(reading.claims)


@pytest.mark.parametrize("tongue", FLOWS)
def test_both_ends_of_a_sentence_are_kept(tongue: str) -> None:
    source, destination = FLOWS[tongue]["names"]
    wrong = []
    for said in FLOWS[tongue]["said"]:
        ends = [(str(claim.source).lower(), str(claim.destination).lower()) for claim in claims(said)]
        if [(source.lower() in one, destination.lower() in other) for one, other in ends] != [(True, True)]:
            wrong.append((said, ends))
    assert wrong == []


@pytest.mark.parametrize("tongue", FLOWS)
def test_a_port_is_open_to_nobody_but_those_whose_connections_it_lets_in(tongue: str) -> None:
    source, _ = FLOWS[tongue]["names"]
    wrong = []
    sent, alone = (FLOWS[tongue].get(name, []) for name in ("sent", "alone"))
    for text in (*sent, *(f"- {said}" for said in (*sent, *alone))):
        found = [(claim.direction, claim.peers or (str(claim.source),)) for claim in claims(text)]
        ends = [name for way, names in found for name in names if way == "inbound"]
        if len(found) != 1 or len(ends) != 1 or source.lower() not in ends[0].lower() or len(ends[0].split()) > 1:
            wrong.append((text, found))
    assert wrong == []


@pytest.mark.parametrize(
    "text",
    [
        "TCP 7101 (inbound): the number of connections.",
        "TCP 7101 (inbound): needed only on database servers.",
        "Allow TCP 7101 inbound from any host.",
        "Allow TCP 7101 inbound between 7:00 and 8:00.",
        "Allow TCP 7101 inbound from all servers.",
        "TCP 7101 (inbound): limited to 100 connections.",
        "TCP 7101 (inbound): limited to inbound traffic.",
        "TCP 7101 (inbound): not restricted to the agents.",
        "TCP 7101 (inbound): traffic of the web console.",
        "TCP-Port 7101 (eingehend): Verbindungen zum Server.",
        "7101/TCP (gelen): sunucuya bağlantılar.",
        "Portti 7101/TCP (saapuva): yhteydet palvelimeen.",
    ],
)
def test_a_noun_beside_no_host_names_nobody_who_connects(text: str) -> None:
    assert [(claim.direction, claim.peers, claim.source) for claim in claims(text)] == [("inbound", (), None)]


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("サーバーは TCP ポート 7101 で待ち受けます。", "サーバー"),
        ("서버는 TCP 포트 7101에서 수신 대기합니다.", "서버"),
    ],
)
def test_the_topic_of_a_sentence_is_the_host_that_listens(text: str, host: str) -> None:
    assert [(claim.role, claim.direction) for claim in claims(text)] == [(host, "inbound")]


@pytest.mark.parametrize(
    "text",
    [
        "代理不得通过 TCP 端口 7101 连接到服务器。",
        "エージェントは TCP ポート 7101 でサーバーに接続してはいけません。",
        "에이전트는 TCP 포트 7101으로 서버에 연결하면 안 됩니다.",
        "Le serveur n'accepte pas les connexions des agents sur le port TCP 7101.",
        "El servidor no acepta conexiones de los agentes en el puerto TCP 7101.",
        "The server is not reached by the agents over TCP port 7101.",
        "The server was reached by the agents over TCP port 7101 until release 3.",
        "If the server is reached by the agents over TCP port 7101, an alert is raised.",
        "Connections to the server on TCP port 7101 are rejected by the agents.",
        "Der Server wird von den Agenten nicht über TCP-Port 7101 erreicht.",
        "Wenn der Server von den Agenten über TCP-Port 7101 erreicht wird, erscheint ein Hinweis.",
        "Le serveur n'est pas joint par les agents sur le port TCP 7101.",
        "De server wordt door de agents niet bereikt via TCP-poort 7101.",
    ],
)
def test_an_end_that_is_kept_out_opens_nothing(text: str) -> None:
    assert [claim.need for claim in claims(text) if claim.need not in ("denied", "conditional")] == []


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("Serveren nås af agenterne via TCP-port 7101.", ("agenterne", "serveren")),
        ("Tilkoblinger til serveren på TCP-port 7101 opprettes av agentene.", ("agentene", "serveren")),
        ("يتم الوصول إلى الخادم من قبل الوكلاء عبر المنفذ TCP 7101.", ("الوكلاء", "الخادم")),
        ("Máy chủ được tác nhân truy cập qua cổng TCP 7101.", ("tác nhân", "máy chủ")),
        ("Server diakses oleh agen melalui port TCP 7101.", ("agen", "server")),
        ("Serverul este contactat de agenți prin portul TCP 7101.", ("agenți", "serverul")),
        ("The server is reached by the monitoring stations over TCP 7101.", ("monitoring stations", "server")),
        ("Der Server wird von den Kaufhausservern auf TCP-Port 7101 kontaktiert.", ("kaufhausservern", "server")),
    ],
)
def test_a_passive_names_both_ends(text: str, ends: tuple[str, str]) -> None:
    (claim,) = claims(text)
    assert tuple(str(end).casefold() for end in (claim.source, claim.destination)) == ends


@pytest.mark.parametrize(
    "said",
    [
        "不要只绑定到 localhost，传感器从网络连接到此端口", "传感器连接到本端口", "传感器从网络连接到该端口",
        "センサーはネットワークからこのポートに接続します",
    ],
)  # fmt: skip
def test_the_port_itself_is_no_end(said: str) -> None:
    (claim,) = reading_of(page(f"# Heron\n\n## 灌溉主机\n\n- 7101/udp inbound: {said}\n"))[0].claims
    assert (claim.role, claim.destination or claim.role) == ("灌溉主机", "灌溉主机")
