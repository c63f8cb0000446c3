"""Questions say nothing of the ports that they name, but where an answer does."""

import pytest

from tests.reading import open_ports, page, reading_of

HEAD = "# Mill\n\n## Gateway\n\n"
TABLE = f"{HEAD}| Port | Protocol | Direction |\n|---|---|---|\n| 7101 | TCP | inbound |\n\n## FAQ\n\n"
MUST = (
    ("Must TCP port 7101 be open?", "Yes", "No"), ("Does TCP port 7101 have to be open?", "Yes", "No"),
    ("Muss der TCP-Port 7101 offen sein?", "Ja", "Nein"), ("Le port TCP 7101 doit-il être ouvert ?", "Oui", "Non"),
    ("¿Debe estar abierto el puerto TCP 7101?", "Sí", "No"), ("La porta TCP 7101 deve essere aperta?", "Sì", "No"),
    ("A porta TCP 7101 deve estar aberta?", "Sim", "Não"), ("Moet TCP-poort 7101 open zijn?", "Ja", "Nee"),
    ("Czy port TCP 7101 musi być otwarty?", "Tak", "Nie"), ("Musí být port TCP 7101 otevřený?", "Ano", "Ne"),
    ("Нужно ли открывать TCP-порт 7101?", "Да", "Нет"), ("Måste TCP-port 7101 vara öppen?", "Ja", "Nej"),
    ("Skal TCP-port 7101 være åben?", "Ja", "Nej"), ("TCP portu 7101 açık olmalı mı?", "Evet", "Hayır"),
    ("TCP ポート 7101 を開く必要がありますか？", "はい", "いいえ"), ("TCP 端口 7101 必须开放吗？", "是", "否"),
    ("TCP 포트 7101을 열어야 합니까?", "예", "아니요"),
)  # fmt: skip


@pytest.mark.parametrize(("asked", "yes", "no"), MUST)
def test_a_no_closes_what_a_question_asks_to_open(asked: str, yes: str, no: str) -> None:
    for said in (f"{asked} {{}}.", f"### {asked}\n\n{{}}.", f"### {asked}\n\n{{}}, …"):
        assert open_ports(TABLE + said.format(no)) == set(), said
        assert open_ports(TABLE + said.format(yes)) == {7101}, said
    assert open_ports(TABLE + asked) == {7101}


@pytest.mark.parametrize(
    "asked",
    [
        "Does the gateway listen on TCP 7101?", "Do agents connect to the gateway on TCP 7101?",
        "Must inbound TCP port 7101 be open?", "Lauscht das Gateway auf TCP-Port 7101?",
        "La passerelle écoute-t-elle sur le port TCP 7101 ?", "¿Escucha la pasarela en el puerto TCP 7101?",
        "网关是否监听 TCP 端口 7101？", "ゲートウェイは TCP ポート 7101 で待ち受けますか？",
    ],
)  # fmt: skip
def test_a_question_asks_for_no_port(asked: str) -> None:
    for said in (asked, f"- {asked}", f"### {asked}\n\nSee below.", f"{asked} No.", f"{asked}\n\n- UDP 7102"):
        assert 7101 not in open_ports(HEAD + said), said


@pytest.mark.parametrize(
    "said",
    [
        "Does the gateway listen on TCP 7101? Yes.", "Does the gateway accept connections on TCP 7101? Yes, of agents.",
        "### Does the gateway listen on TCP 7101?\n\nYes, for agents.",
        "Need replication? Open inbound TCP port 7101.", "Which port do agents use? The gateway listens on TCP 7101.",
    ],
)  # fmt: skip
def test_an_answer_asks_for_it(said: str) -> None:
    assert open_ports(HEAD + said) == {7101}


def test_a_row_that_asks_whether_its_port_is_needed_is_a_case() -> None:
    head = f"{HEAD}| Port | Protocol | Direction | Remarks |\n|---|---|---|---|\n"
    asking = ("still needed?", "noch benötigt?", "encore utilisé ?", "¿todavía necesario?", "нужен?", "还需要？")
    needs = [reading_of(page(f"{head}| 7101 | TCP | inbound | {said} |\n"))[0].claims[0].need for said in asking]
    assert needs == ["conditional"] * len(asking)


def test_of_a_table_of_questions_the_other_cell_answers() -> None:
    rows = "| Must inbound TCP port 7101 be open? | No |\n| Must inbound TCP port 7102 be open? | Yes |\n"
    assert open_ports(f"{HEAD}| Question | Answer |\n|---|---|\n{rows}") == {7102}
