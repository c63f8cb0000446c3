"""All but some: no rule says "any except guests", so that such an end opens nothing unasked."""

import pytest

from tests.reading import open_ports, page, reading_of

ENDS = [
    "Any except guests", "All but guests", "Everyone other than guests", "any host apart from the guests",
    "Alle außer Gäste", "alle mit Ausnahme der Gäste", "Tous sauf les invités", "tous à l'exception des invités",
    "Todos excepto invitados", "todos salvo los invitados", "Todos exceto convidados", "Tutti tranne gli ospiti",
    "Iedereen behalve gasten", "Alla utom gäster", "Alle undtagen gæster", "Alle unntatt gjester",
    "Kaikki paitsi vieraat", "Wszyscy oprócz gości", "Všichni kromě hostů", "Все кроме гостей", "Усі крім гостей",
    "Toți cu excepția oaspeților", "Mindenki, kivéve a vendégek", "Misafirler hariç herkes",
    "Όλοι εκτός από επισκέπτες",
    "الجميع باستثناء الضيوف", "Semua kecuali tamu", "Tất cả trừ khách", "ทุกคนยกเว้นผู้เยี่ยมชม", "除访客以外的所有主机",
    "ゲスト以外", "게스트 제외 모두",
]  # fmt: skip
OTHERS = [
    "Guests", "Butler hosts", "External networks", "外部网络", "外网", "外部ネットワーク", "외부 네트워크",
    "Salva host", "Exception tracker",
    "Clients (any)",
]  # fmt: skip


HEAD = "# Hazel\n\n## Relay\n\n"


def _shapes(end: str) -> list[str]:
    return [
        f"{HEAD}| Port | Protocol | Direction | Source |\n|---|---|---|---|\n| 6540 | TCP | In | {end} |\n",
        f"{HEAD}| Source | Destination | Port | Protocol |\n|---|---|---|---|\n| {end} | Relay | 6540 | TCP |\n",
    ]


@pytest.mark.parametrize("end", ENDS)
def test_all_but_some_open_nothing_unasked(end: str) -> None:
    for text in _shapes(end):
        reading, _ = reading_of(page(text))
        (claim,) = reading.claims
        assert (claim.need, bool(claim.condition)) == ("conditional", True), text


@pytest.mark.parametrize("end", OTHERS)
def test_another_end_is_opened_to(end: str) -> None:
    assert [open_ports(text) for text in _shapes(end)] == [{6540}, {6540}]


@pytest.mark.parametrize("who", ["any host except guests", "all clients except guests"])
def test_a_sentence_too(who: str) -> None:
    reading, _ = reading_of(page(f"{HEAD}The relay accepts connections from {who} on TCP port 6540.\n"))
    assert [claim.need for claim in reading.claims] == ["conditional"]
