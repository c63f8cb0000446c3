"""Beneath: what an item nested in one that states a port says of this port, and a column beside its description."""

import pytest

from tests.reading import open_ports, page, reading_of

CLOSED = (
    "Do not open this port.", "Bound to 127.0.0.1 only.", "No longer used.",
    "Diesen Port nicht öffnen.", "Nur auf localhost erreichbar.",
    "Ne pas ouvrir ce port.", "Ya no se usa.", "Não abrir esta porta.",
    "Solo su localhost.", "Niet meer gebruikt.",
    "Больше не используется.", "请勿开放此端口。", "このポートを開かないでください。", "더 이상 사용하지 않음",
)  # fmt: skip
LIMITED = (
    "Only if the reports are enabled.", "Nur wenn Berichte aktiviert sind.", "Uniquement si les rapports sont activés.",
    "Solo si los informes están habilitados.",
    "Somente se os relatórios estiverem ativados.", "Alleen als rapporten zijn ingeschakeld.",
    "Solo se i report sono abilitati.", "Только если включены отчёты.",
    "仅当启用报表时。", "レポートが有効な場合のみ。",
)  # fmt: skip
PLAIN = (
    "Protocol: HTTPS", "Used by the console", "Must not be blocked", "Do not open TCP port 7013",
    "Note: passwords expire",
    "Nicht blockieren", "Ne pas bloquer", "No bloquear", "Не закрывать", "请勿关闭",
)  # fmt: skip


def _list(said: str) -> str:
    return f"# Heron\n\n## Server\n\n- 7011/tcp (inbound): web\n  - {said}\n- 7012/tcp (inbound): agents\n"


def _table(said: str) -> str:
    head = "| Port | Protocol | Direction | Description | Remark |\n|---|---|---|---|---|\n"
    return (
        f"# Heron\n\n## Server\n\n{head}| 7011 | TCP | Inbound | Web | {said} |\n| 7012 | TCP | Inbound | Agents | |\n"
    )


@pytest.mark.parametrize("said", CLOSED)
def test_a_nested_item_keeps_the_port_above_it_closed(said: str) -> None:
    assert open_ports(_list(said)) == {7012}


@pytest.mark.parametrize("said", LIMITED)
@pytest.mark.parametrize("shape", [_list, _table])
def test_what_stands_below_or_beside_limits_a_port(said: str, shape: type[str]) -> None:
    reading, _ = reading_of(page(shape(said)))
    assert [(claim.need, claim.condition is None) for claim in reading.claims] == [
        ("conditional", False),
        ("required", True),
    ]


@pytest.mark.parametrize("said", PLAIN)
def test_other_nested_items_leave_the_port_open(said: str) -> None:
    reading, _ = reading_of(page(_list(said)))
    assert [claim.need for claim in reading.claims if claim.ports[0].start in (7011, 7012)] == ["required"] * 2
