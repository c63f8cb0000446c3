"""Columns of ports that connections come from: they open nothing, and what is said of them closes nothing else."""

import pytest

from tests.reading import open_ports, page, reading_of

PAGE = """\
# Scores

## Score server

{lead}

| {head} |
|---|---|---|---|
| TCP | 1024-4999 | 7461 | A |
| UDP | 1024-4999 | 7462 | B |
"""


@pytest.mark.parametrize(
    ("lead", "head"),
    [
        (
            "All connections are inbound. The client port is assigned by the system and needs no rule.",
            "Protocol | Client port | Server port | Purpose",
        ),
        ("All connections are inbound. The source port needs no rule.", "Protocol | Source port | Port | Purpose"),
        (
            "Alle Verbindungen sind eingehend. Der Client-Port braucht keine Regel.",
            "Protokoll | Client-Port | Server-Port | Zweck",
        ),
        (
            "Toutes les connexions sont entrantes. Le port client n'a pas besoin de règle.",
            "Protocole | Port client | Port serveur | Usage",
        ),
        (
            "Todas las conexiones son entrantes. El puerto de cliente no necesita regla.",
            "Protocolo | Puerto de cliente | Puerto de servidor | Uso",
        ),
        ("所有连接均为入站。客户端端口由操作系统分配，无需规则。", "协议 | 客户端端口 | 服务器端口 | 用途"),
        (
            "すべての接続は受信です。クライアントポートのルールは不要です。",
            "プロトコル | クライアントポート | サーバーポート | 用途",
        ),
    ],
)
def test_only_the_ports_of_the_server_are_opened(lead: str, head: str) -> None:
    assert open_ports(PAGE.format(lead=lead, head=head)) == {7461, 7462}


@pytest.mark.parametrize(
    ("lead", "head"),
    [
        ("No rule is needed for these ports.", "Protocol | Client port | Server port | Purpose"),
        ("Neither the client port nor the server port needs a rule.", "Protocol | Client port | Server port | Purpose"),
    ],
)
def test_what_is_said_of_all_ports_closes_them(lead: str, head: str) -> None:
    assert open_ports(PAGE.format(lead=lead, head=head)) == set()


def test_without_such_a_column_the_sentence_counts() -> None:
    text = "# Keeper\n\nNo rule is needed for the client port.\n\n| Port | Protocol | Name |\n|---|---|---|\n"
    assert open_ports(f"{text}| 2181 | TCP | Client port |\n") == set()


TOLD = (
    ("Client port", "Peer port"), ("Client-Port", "Cluster-Port"), ("Port client", "Port du cluster"),
    ("Puerto de cliente", "Puerto del clúster"), ("客户端端口", "集群端口"), ("クライアントポート", "クラスターポート"),
)  # fmt: skip


@pytest.mark.parametrize("heads", TOLD)
def test_the_ports_of_clients_beside_those_of_peers_are_told(heads: tuple[str, str]) -> None:
    rows = "| 2379 | 2380 | TCP |\n"
    text = f"# Keeper\n\n| {heads[0]} | {heads[1]} | Transport |\n|---|---|---|\n{rows}"

    assert open_ports(text) == {2380}
    assert [each.code for each in reading_of(page(text))[1]] == ["PS206"]


@pytest.mark.parametrize(
    ("heads", "cell"),
    [
        (("Client port", "Server port"), "2379"), (("Source port", "Port"), "2379"), (("From port", "Port"), "2379"),
        (("Client port", "Peer port"), "> 1023"), (("Client port", "Peer port"), "dynamic"),
    ],
)  # fmt: skip
def test_the_ports_that_connections_come_from_are_no_news(heads: tuple[str, str], cell: str) -> None:
    text = f"# Keeper\n\n| {heads[0]} | {heads[1]} | Transport |\n|---|---|---|\n| {cell} | 2380 | TCP |\n"

    assert open_ports(text) == {2380}
    assert not reading_of(page(text))[1]
