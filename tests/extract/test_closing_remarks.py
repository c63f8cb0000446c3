"""Remarks beside a port that keep it closed, in an item and in a row; and clauses that only say that it does or not."""

import tomllib
from pathlib import Path

import pytest

from tests.reading import open_ports, page, reading_of

SAID = tomllib.loads(Path(__file__).with_name("closing_remarks.toml").read_text(encoding="utf-8"))


def _required(text: str) -> set[int]:
    """Return the ports that a page asks for in any case."""
    claims = reading_of(page(f"# Mill\n\n{text}"))[0].claims
    return {claim.ports[0].start for claim in claims if claim.need == "required" and not claim.reserved}


@pytest.mark.parametrize("language", SAID)
def test_a_remark_keeps_a_port_closed(language: str) -> None:
    host, inbound = SAID[language]["words"]
    head = "| Port | Protocol | Direction | Description |\n|---|---|---|---|\n"
    for remark in SAID[language]["remarks"]:
        found = _required(f"## {host}\n\n- TCP 7745 {inbound}: {remark}\n- TCP 7750 {inbound}: web\n")
        found |= _required(f"## {host}\n\n{head}| 7745 | TCP | inbound | {remark} |\n")
        assert 7745 not in found, remark
        assert 7750 in found, remark


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("the old client is retired, this port is not", True),
        ("the new client is not retired, this port is", False),
        ("the client stays, this port does not", False),
        ("der alte Client ist abgekündigt, dieser Port nicht", True),
        ("der Client bleibt, dieser Port nicht", False),
        ("l'ancien client est retiré, ce port non", True),
        ("le client reste, ce port non", False),
        ("de oude client is vervallen, deze poort niet", True),
        ("el cliente sigue, este puerto no", False),
        ("il client resta, questa porta no", False),
        ("o cliente fica, esta porta não", False),
        ("клиент остаётся, этот порт нет", False),
        ("klient zostaje, ten port nie", False),
    ],
)
def test_this_port_does_or_not_what_another_thing_does_not_or_does(said: str, asked: bool) -> None:  # noqa: FBT001
    ports = open_ports(f"# Mill\n\n## Server\n\n- TCP 7745 inbound: {said}\n- TCP 7750 inbound: web\n")
    assert ports == ({7745, 7750} if asked else {7750})


DENIED = [
    "Do not open 7101/tcp.", "Never expose TCP port 7101.", "Öffnen Sie 7101/tcp nicht.", "N'ouvrez pas 7101/tcp.",
    "No abra 7101/tcp.", "Non aprire 7101/tcp.", "Não abra 7101/tcp.", "Open 7101/tcp niet.", "Nie otwieraj 7101/tcp.",
    "Не открывайте 7101/tcp.", "请勿开放 7101/tcp。",
]  # fmt: skip


@pytest.mark.parametrize("said", DENIED)
def test_an_item_that_denies_a_port_closes_it_wherever_it_is_asked_for(said: str) -> None:
    row = "| Port | Protocol | Direction |\n|---|---|---|\n| 7101 | TCP | inbound |\n| 7102 | TCP | inbound |\n"
    items = "- 7101/tcp inbound: web\n- 7102/tcp inbound: sync\n"
    for text in (f"{row}\n- {said}\n", f"{items}- {said}\n", f"- {said}\n{items}"):
        assert open_ports(f"# Mill\n\n## Server\n\n{text}") == {7102}, text


OLDER = [
    "Emergency stop status; the old serial line has been removed",
    "Emergency stop status (the old serial line has been removed)",
    "Telemetry. The legacy modem is no longer supported.",
    "Not-Halt-Status; die alte serielle Leitung wurde entfernt",
    "État d'arrêt d'urgence ; l'ancienne ligne série a été supprimée",
    "Estado de parada; la antigua línea serie se ha eliminado",
    "Stato di arresto; la vecchia linea seriale è stata rimossa",
    "Estado de parada; a antiga linha serial foi removida",
    "Noodstopstatus; de oude seriële lijn is verwijderd",
    "Состояние останова; старая последовательная линия удалена",
    "急停状态；旧的串行线路已移除",
    "非常停止の状態。古いシリアル回線は撤去されました",
]
GIVEN_UP = [
    "The old serial line has been removed",
    "Emergency stop status; removed",
    "Emergency stop status; the old service has been removed",
    "Emergency stop status; the old protocol was removed",
    "Telemetry for the old modem; the old modem has been removed",
    "Status; the old port has been removed",
    "Statusabfrage; die alte Schnittstelle wurde entfernt",
    "Interrogation d'état ; l'ancien service a été supprimé",
    "状态查询；旧的服务已移除",
]
ROW = "## Server\n\n| Port | Protocol | Direction | Remarks |\n|---|---|---|---|\n| 7745 | TCP | inbound | {} |\n"


def test_an_older_thing_that_was_given_up_is_not_the_port() -> None:
    for shape in (ROW, "## Server\n\n- 7745/tcp inbound: {}\n"):
        assert [each for each in OLDER if _required(shape.format(each)) != {7745}] == []
        assert [each for each in GIVEN_UP if _required(shape.format(each))] == []


KEPT = [
    "Inbound TCP port 7745 was not removed in release 4: it is still in use and must stay open.",
    "Der eingehende TCP-Port 7745 wurde in 4 nicht entfernt: Er ist weiter in Gebrauch und muss offen bleiben.",
    "Le port TCP entrant 7745 n'a pas été supprimé avec la version 4 : il est toujours utilisé et doit rester ouvert.",
    "El puerto TCP entrante 7745 no se eliminó con la versión 4: sigue en uso y debe permanecer abierto.",
    "La porta TCP 7745 in ingresso non è stata rimossa con la versione 4: è ancora in uso e deve restare aperta.",
    "A porta TCP de entrada 7745 não foi removida com a versão 4: ainda está em uso e deve continuar aberta.",
    "Inkomende TCP-poort 7745 is met versie 4 niet verwijderd: ze is nog in gebruik en moet open blijven.",
    "Входящий TCP-порт 7745 не был удалён в версии 4: он по-прежнему используется и должен оставаться открытым.",
    "Przychodzący port TCP 7745 nie został usunięty w wersji 4: nadal jest używany i musi pozostać otwarty.",
    "入站 TCP 端口 7745 并未随版本 4 移除：它仍在使用，必须保持开放。",
    "- 7745/tcp inbound: nebyl odstraněn: stále se používá",
    "- 7745/tcp inbound: togs inte bort: används fortfarande",
    "- 7745/tcp inbound: nem távolították el: továbbra is használatban",
]
NOT_KEPT = [
    "Inbound TCP port 7745 has not been removed from the code but must stay closed.",
    "Inbound TCP port 7745 has not yet been removed; close it.",
    "La porta TCP 7745 in ingresso non è ancora stata rimossa, ma va chiusa.",
]


def test_a_port_that_was_not_removed_and_stays_in_use_is_asked_for() -> None:
    assert [each for each in KEPT if _required(f"## Server\n\n{each}\n") != {7745}] == []
    assert [each for each in NOT_KEPT if _required(f"## Server\n\n{each}\n")] == []


ASIDE = [
    "kept for reference", "listed for completeness", "for reference only", "left out of the rules on purpose",
    "no service behind it", "unassigned", "planned for later", "reserved for a later release",
    "only the local agent uses it",
    "used by the local agent only", "nur der Vollständigkeit halber", "nicht vergeben", "pour mémoire", "non attribué",
    "solo como referencia", "sin asignar", "solo per completezza", "non assegnata", "alleen ter referentie",
    "только для справки", "仅作参考", "未分配", "参考のみ",
]  # fmt: skip
NOT_ASIDE = [
    "planned downtime alerts", "backups (planned and unplanned)", "vacant seat display", "spare parts orders",
    "the local agent and the hub use it", "not only the local agent uses it", "prévu pour les sauvegardes",
]  # fmt: skip


def test_what_is_listed_for_reference_or_for_later_is_not_opened() -> None:
    for shape in (ROW, "## Server\n\n- 7745/tcp inbound: {}\n"):
        assert [each for each in ASIDE if _required(shape.format(each)) == {7745}] == []
        assert [each for each in NOT_ASIDE if _required(shape.format(each)) != {7745}] == []


TITLES = [
    "see the article Blocking traffic", "see the article “How to close ports”", "siehe den Artikel „Ports sperren“",
    "voir l'article « Filtrer le trafic »", "vea el artículo “Bloquear el tráfico”", "veja o artigo filtrar o tráfego",
    "vedere l'articolo «Bloccare il traffico»", "zie het artikel “Verkeer blokkeren”",
    "zobacz artykuł „Blokowanie ruchu”",
    "см. статью «Блокировка трафика»", "参见文章《阻止流量》",
]  # fmt: skip
NO_TITLES = [
    "see the section below and block it", "see the article and close this port", "see the guide. Close it.",
    "blocked, see the article", "block it (see the guide)", "siehe den Artikel; dieser Port ist zu sperren",
]  # fmt: skip


def test_the_title_of_another_page_closes_no_port() -> None:
    for shape in (
        ROW,
        "## Server\n\n- 7745/tcp inbound: status ({})\n",
        "## Server\n\n- 7745/tcp inbound: status; {}\n",
    ):
        assert [each for each in TITLES if _required(shape.format(each)) != {7745}] == []
        assert [each for each in NO_TITLES if _required(shape.format(each)) == {7745}] == []


ITS_OWN = [
    "TCP 7745, TCP 7750 (blocked)",
    "TCP 7745, TCP 7750 (do not open)",
    "TCP 7745, TCP-Port 7750 (gesperrt)",
    "TCP 7745, TCP 7750 (bloqué)",
    "TCP 7745, TCP 7750 (non usata)",
    "TCP 7745，TCP 7750（关闭）",
]
OF_BOTH = ["TCP 7745, TCP 7750 (both blocked)", "TCP 7745, 7750 (blocked)", "TCP 7745 and TCP 7750 (blocked)"]


def test_a_remark_closes_the_port_before_it_that_has_a_transport_of_its_own() -> None:
    assert [each for each in ITS_OWN if _required(f"## Inbound ports\n\n- {each}\n") != {7745}] == []
    assert [each for each in OF_BOTH if _required(f"## Inbound ports\n\n- {each}\n")] == []


@pytest.mark.parametrize("label", ["Retired inbound", "Obsolete inbound", "Deprecated inbound"])
def test_a_label_before_a_port_gives_it_up(label: str) -> None:
    assert _required(f"## Server\n\n- {label}: 7745/tcp\n- Inbound: 7750/tcp\n") == {7750}
