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
    "Any, excluding guests", "Any (guests excluded)", "Alle unter Ausschluss von Gästen",
    "Tous, à l'exclusion des invités",
    "Todos, excluyendo invitados", "Todos, excluindo convidados", "Tutti, esclusi gli ospiti",
    "Iedereen, exclusief gasten", "Alla, exklusive gäster", "Alle, eksklusive gæster", "Kaikki, pois lukien vieraat",
    "Wszyscy z wyłączeniem gości", "Všichni, mimo hostů", "Все, исключая гостей", "Усі, за винятком гостей",
    "Toți, excluzând oaspeții", "所有主机，访客除外", "Tất cả, ngoại trừ khách", "Semua, tidak termasuk tamu",
    *(f"{words} 10.0.0.0/8" for words in (
        "not from", "outside", "extern", "Any, not", "LAN (not", "nicht aus", "pas depuis", "no desde", "não de",
        "non da", "niet van", "inte från", "ikke fra", "nie z", "не из", "不是", "ไม่ใช่จาก",
        "không phải từ", "bukan dari", "ليس من",
    )),
]  # fmt: skip
OTHERS = [
    "Guests", "Butler hosts", "External networks", "外部网络", "外网", "外部ネットワーク", "외부 네트워크",
    "Salva host", "Exception tracker",
    "Clients (any)", "10.0.0.0/8", "10.0.0.0/8 (no NAT)", "Guests (10.0.0.0/8)",
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


@pytest.mark.parametrize("said", [
    "SSH, not from {}", "SSH from any address except {}", "Any source, excluding {}", "SSH, nicht aus {}",
    "SSH, sauf depuis {}", "SSH, excepto {}", "SSH, exceto {}", "SSH, tranne {}", "SSH, behalve vanaf {}",
    "SSH, кроме {}", "SSH，{}除外", "SSH、{}を除く", "SSH, utom {}", "SSH, oprócz {}",
])  # fmt: skip
def test_what_is_left_out_is_no_other_end(said: str) -> None:
    for network in ("10.0.0.0/8", "192.0.2.7"):
        purpose = said.format(network)
        table = f"| Port | Protocol | Direction | Purpose |\n|---|---|---|---|\n| 6540 | TCP | In | {purpose} |\n"
        ends = "| Port | Protocol | Source | Destination | Purpose |\n|---|---|---|---|---|\n"
        for text in (table, f"{ends}| 6540 | TCP | Hub | Relay | {purpose} |\n"):
            (claim,) = reading_of(page(f"{HEAD}{text}"))[0].claims
            assert (claim.need, bool(claim.condition), network in claim.peers) == ("conditional", True, False), text


@pytest.mark.parametrize("said", [
    "SSH, only from {}", "SSH, nur von {}", "SSH, uniquement depuis {}", "SSH, solo desde {}", "SSH, apenas de {}",
    "SSH, solo da {}", "SSH, alleen vanaf {}", "SSH, только из {}", "SSH，仅限{}", "SSH, endast från {}",
    "Restricted to {}", "SSH from {}",
])  # fmt: skip
def test_a_row_says_in_which_network_its_source_is(said: str) -> None:
    ends = "| Port | Protocol | Source | Destination | Purpose |\n|---|---|---|---|---|\n"
    row = f"| 6540 | TCP | Hub | Relay | {said.format('10.0.0.0/8')} |\n"
    (claim,) = reading_of(page(f"{HEAD}{ends}{row}"))[0].claims
    assert (claim.need, claim.source, claim.peers) == ("required", "Hub", ("10.0.0.0/8",))


@pytest.mark.parametrize("said", ["SSH (listens on 10.0.0.5)", "SSH, e.g. from 10.0.0.0/8", "SSH"])
def test_other_addresses_do_not_limit_it(said: str) -> None:
    ends = "| Port | Protocol | Source | Destination | Purpose |\n|---|---|---|---|---|\n"
    (claim,) = reading_of(page(f"{HEAD}{ends}| 6540 | TCP | Hub | Relay | {said} |\n"))[0].claims
    assert claim.peers == ()
