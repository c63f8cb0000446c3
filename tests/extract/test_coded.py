"""Sentences in blocks of code state no ports, and are told where nothing else states these."""

import pytest

from tests.reading import open_ports, page, reading_of

SAID = [
    "Open inbound TCP port 7103 on the mill server.",
    "Der TCP-Port 7103 muss auf dem Mühlenserver offen sein.",
    "Le port TCP 7103 doit être ouvert sur le serveur.",
    "El puerto TCP 7103 debe estar abierto en el servidor.",
    "Порт TCP 7103 должен быть открыт на сервере.",
    "必须在服务器上打开 TCP 端口 7103。",
    "- TCP port 7103 inbound",
]


@pytest.mark.parametrize("said", SAID)
@pytest.mark.parametrize("block", ["    {}\n", "```\n{}\n```\n"])
def test_a_sentence_in_a_block_of_code_is_told(said: str, block: str) -> None:
    text = f"# Mill server\n\n- 7101/tcp, inbound: ledger\n\nMore of it.\n\n{block.format(said)}"
    found = reading_of(page(text))[1]
    assert [f.code for f in found if "7103" in f.message] == ["PS206"]
    assert open_ports(text) == {7101}


@pytest.mark.parametrize(
    "block",
    [
        "```\nmill: server listening on port 7101\n```\n",  # stated above
        "```yaml\n# The port of the mill is 7103\n```\n",
        "```\nmill --port 7103 --name left\n```\n",
        "```\nLISTEN 0 128 0.0.0.0:7103\n```\n",
        "    port = 7103\n",
    ],
)
def test_code_is_not_told(block: str) -> None:
    found = reading_of(page(f"# Mill server\n\n- 7101/tcp, inbound: ledger\n\nMore of it.\n\n{block}"))[1]
    assert not [f for f in found if f.code == "PS206"]


def test_what_stands_in_code_closes_nothing() -> None:
    text = "# Mill server\n\n- 7101/tcp, inbound: ledger\n\n```\nDo not open TCP port 7101 on the server.\n```\n"
    assert open_ports(text) == {7101}


@pytest.mark.parametrize("sign", ["", "- ", "* ", "• "])
def test_lines_of_ports_in_a_block_are_a_list_below_words_of_ports(sign: str) -> None:
    text = f"# Mill server\n\nThese inbound ports must be open:\n\n    {sign}7101/tcp: web\n    {sign}7102/udp: names\n"
    claims = reading_of(page(text))[0].claims
    assert [(str(c.ports[0]), c.transports, c.kind) for c in claims] == [
        ("7101", ("tcp",), "list"),
        ("7102", ("udp",), "list"),
    ]


@pytest.mark.parametrize(
    "table",
    [
        "| Port | Protocol | Use |\n|---|---|---|\n| 7101 | TCP | ledger |\n| 7103 | TCP | log |\n",
        "Port | Protokoll | Zweck |\n7101 | TCP | Buch |\n7103 | TCP | Protokoll |\n",
        "Usage | Port | Protocole |\njournal | 7103 | TCP |\n",
        "用途 | 端口 | 协议\n日志 | 7103 | TCP\n",
    ],
)
@pytest.mark.parametrize("fence", ["```", "```text"])
def test_a_table_that_is_shown_as_it_is_typed_is_told(table: str, fence: str) -> None:
    text = f"# Mill server\n\n- 7101/tcp, inbound: ledger\n\nMore of it.\n\n{fence}\n{table}```\n"

    assert [f.code for f in reading_of(page(text))[1] if "7103" in f.message] == ["PS206"]
    assert open_ports(text) == {7101}


@pytest.mark.parametrize(
    "code",
    [
        "```sh\ncat ports | grep 7103 | wc -l\n```\n",
        "```\nps aux | grep 7103 | head\n```\n",
        "```\n| Size | Use |\n| 7103 | log |\n```\n",
    ],
)
def test_bars_in_code_are_no_table_of_ports(code: str) -> None:
    found = reading_of(page(f"# Mill server\n\n- 7101/tcp, inbound: ledger\n\nMore of it.\n\n{code}"))[1]
    assert not [f for f in found if "7103" in f.message]
