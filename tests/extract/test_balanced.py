"""A row of a load balancer's: the port that it listens on, and the same one at the hosts behind it, are one."""

import pytest

from tests.reading import page, reading_of

HEADS = [
    ("Listen port", "Target port", "Use"), ("Eingehender Port", "Zielport", "Zweck"),
    ("Puerto de escucha", "Puerto de destino", "Uso"), ("监听端口", "目标端口", "用途"),
]  # fmt: skip
ROWS = "# {}\n\n| {} |\n|---|---|---|\n| 7101 | 7101 | a |\n| 7102 | 7103 | b |\n"


@pytest.mark.parametrize("heads", HEADS)
def test_the_same_port_at_both_sides_is_one(heads: tuple[str, str, str]) -> None:
    claims = reading_of(page(ROWS.format("Mill", " | ".join(heads))))[0].claims
    assert [(str(each.ports[0]), each.direction) for each in claims] == [
        ("7101", "inbound"), ("7102", "inbound"), ("7103", "unstated"),
    ]  # fmt: skip


def test_the_same_port_in_either_direction_is_two() -> None:
    claims = reading_of(page(ROWS.format("Ports", "Inbound port | Outbound port | Use")))[0].claims
    assert [(str(each.ports[0]), each.direction) for each in claims] == [
        ("7101", "inbound"), ("7101", "outbound"), ("7102", "inbound"), ("7103", "outbound"),
    ]  # fmt: skip
