"""A port that a sentence or a title takes out of those below it stays closed, and the others are not."""

import pytest

from portspec.extract.grammar.exceptions import excepted, without_exceptions
from portspec.extract.language.polarity import polarity
from tests.reading import open_ports, page, reading_of

LEADS = [
    "Open all of the following inbound ports except TCP 6192, which has to stay closed:",
    "The following inbound ports must be open except 6192.",
    "Die folgenden eingehenden Ports müssen offen sein, außer TCP 6192:",
    "Les ports entrants suivants doivent être ouverts, sauf TCP 6192 :",
    "Los siguientes puertos de entrada deben estar abiertos, excepto TCP 6192:",
    "De volgende inkomende poorten moeten open zijn, behalve TCP 6192:",
    "Следующие входящие порты должны быть открыты, кроме TCP 6192:",
]


@pytest.mark.parametrize("lead", LEADS)
def test_one_port_is_taken_out_of_a_list(lead: str) -> None:
    reading, _ = reading_of(page(f"# Widget\n\n{lead}\n\n- TCP 6190\n- TCP 6192\n- TCP 6191-6195\n- UDP 6193\n"))
    assert [claim.need for claim in reading.claims] == ["required", "denied", "denied", "required"]
    assert {claim.direction for claim in reading.claims} == {"inbound"}


def test_a_title_takes_a_port_out_of_a_table() -> None:
    table = "| Port | Protocol |\n|---|---|\n| 22 | TCP |\n| 80 | TCP |\n"
    reading, _ = reading_of(page(f"# Widget\n\n## Inbound ports (all but 22)\n\n{table}"))
    assert [claim.need for claim in reading.claims] == ["denied", "required"]


def test_what_a_sentence_says_of_the_others_holds_for_them() -> None:
    table = "| Port | Protocol |\n|---|---|\n| 22 | TCP |\n| 80 | TCP |\n"
    reading, _ = reading_of(page(f"# Widget\n\nThe following ports, except 22, are optional:\n\n{table}"))
    assert [claim.need for claim in reading.claims] == ["denied", "optional"]


def test_none_of_these_but_one_opens_none() -> None:
    reading, _ = reading_of(page("# Widget\n\nDo not open any of these ports except 443:\n\n- TCP 443\n- TCP 444\n"))
    assert {claim.need for claim in reading.claims} == {"denied"}


def test_a_sentence_without_an_exception_is_itself() -> None:
    said = "No port other than 443 is to be opened."
    assert without_exceptions(said) == said
    assert excepted(said) == ()


@pytest.mark.parametrize(
    ("text", "ports"),
    [
        ("Block all incoming traffic. The sole exception is inbound TCP port 7100.", {7100}),
        ("Drop all packets. The only exceptions are TCP port 7100 and UDP port 7101.", {7100, 7101}),
        ("All connections are rejected, with two exceptions: TCP port 7100 (video) and UDP port 7101.", {7100, 7101}),
        ("Die Firewall verwirft alle Pakete. Einzige Ausnahme ist der eingehende TCP-Port 7100.", {7100}),
        ("Le pare-feu rejette tout le trafic entrant. La seule exception est le port TCP 7100.", {7100}),
        ("El cortafuegos descarta todo el tráfico. La única excepción es el puerto TCP 7100.", {7100}),
        ("Il firewall scarta tutto il traffico. Unica eccezione: la porta TCP 7100.", {7100}),
        ("Zapora odrzuca cały ruch. Jedynym wyjątkiem jest port TCP 7100.", {7100}),
        ("ファイアウォールは受信パケットをすべて破棄します。例外は TCP ポート 7100 だけです。", {7100}),
        ("Allow all incoming packets. The only exception is inbound TCP port 7100.", set()),
        ("All ports are open. The only exceptions are TCP port 7100 and UDP port 7101.", set()),
        ("Alle eingehenden Ports werden geöffnet. Einzige Ausnahme ist der TCP-Port 7100.", set()),
        ("The only exception is TCP port 7100.", set()),
    ],
)
def test_the_exception_to_what_holds_for_all_is_otherwise(text: str, ports: set[int]) -> None:
    assert open_ports(f"# Recorders\n\n{text}\n") == ports


OUT_OF_RANGE = [
    "Open inbound TCP ports 7200-7208 for meters with the exception of TCP port 7204. That port must remain closed.",
    "Open the inbound TCP ports 7200-7208, but not 7204. This port must remain closed.",
    "Öffnen Sie die eingehenden TCP-Ports 7200-7208 mit Ausnahme von TCP-Port 7204. Dieser Port muss zu bleiben.",
    "Ouvrez les ports TCP entrants 7200-7208 à l'exception du port TCP 7204. Ce port doit rester fermé.",
    "Abra los puertos TCP de entrada 7200-7208 con la excepción del puerto TCP 7204. Ese puerto debe quedar cerrado.",
    "Aprire le porte TCP in ingresso 7200-7208 ad eccezione della porta TCP 7204. Questa porta deve restare chiusa.",
    "Abra as portas TCP de entrada 7200-7208, com exceção da porta TCP 7204. Essa porta deve permanecer fechada.",
    "Open de inkomende TCP-poorten 7200-7208 met uitzondering van TCP-poort 7204. Die poort moet gesloten blijven.",
    "请开放入站 TCP 端口 7200-7208，TCP 端口 7204 除外。该端口必须保持关闭。",
    "受信 TCP ポート 7200-7208 を開放（TCP ポート 7204 を除く）。このポートは開けないでください。",
]
CLOSED_ALTOGETHER = [
    "Open inbound TCP ports 7200-7208 except 7204. These ports must remain closed on guests.",
    "Open inbound TCP ports 7200-7208 except 7204. They must remain closed.",
    "Open inbound TCP ports 7200-7208 except 7204. All of them must be closed after the update.",
    "Open inbound TCP port 7200, except on guests. That port must remain closed.",
]


@pytest.mark.parametrize("said", OUT_OF_RANGE)
def test_a_sentence_about_the_port_that_is_taken_out_closes_no_other(said: str) -> None:
    assert open_ports(f"# Mill\n\n## Sluice servers\n\n{said}\n") == {*range(7200, 7209)} - {7204}


@pytest.mark.parametrize("said", CLOSED_ALTOGETHER)
def test_a_sentence_about_several_closes_them_all(said: str) -> None:
    assert open_ports(f"# Mill\n\n## Sluice servers\n\n{said}\n") == set()


@pytest.mark.parametrize("said", ["Except 3260", "Except port 3260.", "Außer 3260", "Sauf 3260", "Excepto 3260"])
@pytest.mark.parametrize(("mark", "note"), [("*", "\\* "), (" [1]", "[1] ")])
def test_what_a_note_takes_out_of_a_range_leaves_the_rest(said: str, mark: str, note: str) -> None:
    table = f"| Port | Protocol | Direction |\n|---|---|---|\n| 3000-4000{mark} | TCP | inbound |\n\n{note}{said}\n"
    claims = reading_of(page(f"# Mill\n\n## Server\n\n{table}"))[0].claims
    asked = [(each.start, each.end) for claim in claims if claim.need == "required" for each in claim.ports]
    assert asked == [(3000, 3259), (3261, 4000)]


def test_what_a_note_takes_out_as_a_whole_stays_closed() -> None:
    table = "| Port | Protocol | Direction |\n|---|---|---|\n| 3260* | TCP | inbound |\n\n\\* Except 3260\n"
    claims = reading_of(page(f"# Mill\n\n## Server\n\n{table}"))[0].claims
    assert [claim.need for claim in claims] == ["denied"]


@pytest.mark.parametrize(
    "text",
    [
        "Port 8443 must stay closed except for maintenance.", "TCP port 8443 is closed except for tests.",
        "El puerto TCP 8443 permanece cerrado salvo durante la instalación.",
        "El puerto 8443 debe permanecer cerrado excepto durante la instalación.",
        "O porto 8443 fica fechado salvo durante a instalação.",
    ],
)  # fmt: skip
def test_an_exception_of_a_time_or_a_purpose_leaves_the_port_before_it_closed(text: str) -> None:
    assert open_ports(f"# Hub\n\nOpen TCP port 7101.\n\n{text}\n") == {7101}


@pytest.mark.parametrize(
    "text", ["Close all ports except for TCP 8443.", "Todos los puertos están cerrados salvo el 8443."]
)
def test_an_exception_of_a_port_leaves_it_open(text: str) -> None:
    assert open_ports(f"# Hub\n\nOpen TCP port 7101.\n\n{text}\n") >= {7101}
    assert polarity(text) == 1


@pytest.mark.parametrize("row", ["- 5671-5679/tcp: Queue, inbound ({})", "| 5671-5679 | TCP | Inbound | Queue. {} |"])
@pytest.mark.parametrize(
    ("said", "closed"),
    [
        ("5672 is unencrypted and deprecated since 8.1", {5672}), ("do not open 5679", {5679}),
        ("5672, 5673 and 5675 must stay closed", {5672, 5673, 5675}), ("5672 ist veraltet", {5672}),
        ("les ports 5672 et 5673 sont obsolètes", {5672, 5673}), ("5672 no debe abrirse", {5672}),
        ("la 5672 è deprecata", {5672}), ("5672 устарел", {5672}), ("5672 は廃止されました", {5672}),
        ("5672 已弃用", {5672}), ("5672 nie może być otwarty", {5672}), ("5672 artık kullanılmıyor", {5672}),
        ("5672 is needed, 5673 is deprecated", {5673}), ("5672 is required", set()), ("since release 8", set()),
    ],
)  # fmt: skip
def test_a_clause_closes_some_ports_of_its_range(row: str, said: str, closed: set[int]) -> None:
    head = "| Port | Protocol | Direction | Description |\n|---|---|---|---|\n" if row.startswith("|") else ""
    assert open_ports(f"# Hub\n\n## Hub server\n\n{head}{row.format(said)}\n") == set(range(5671, 5680)) - closed


@pytest.mark.parametrize("said", ["deprecated", "5671-5679 must stay closed", "do not open ports 5671 to 5679"])
def test_what_is_said_of_the_whole_range_closes_it(said: str) -> None:
    assert open_ports(f"# Hub\n\n## Hub server\n\n- 5671-5679/tcp: Queue, inbound ({said})\n") == set()


def test_a_number_of_another_thing_closes_none_of_all_ports() -> None:
    head = "| # | Protocol | Source | Port | Destination | Port | Gateway |\n|---|---|---|---|---|---|---|\n"
    row = "| 2 | TCP | 192.168.1.0 /24 | * | Hub | * | none |\n| 3 | TCP | Relay | * | Hub | 8443 | none |\n"
    reading, _ = reading_of(page(f"# Rules\n\n{head}{row}"))
    assert [(each.start, each.end) for each in reading.claims[0].ports] == [(0, 65535)]
