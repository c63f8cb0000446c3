"""Numbers that only count the items of a list, from one on, in its own words, are no ports."""

import pytest

from tests.reading import page, reading_of

COUNTED = [
    ("端口：", ["1、开放管理端口 8545；", "2、控制通道端口，只对内网开放；", "3、设置白名单；"], {8545}),
    ("端口：", ["1）设置白名单；", "2）开放管理端口 8545；"], {8545}),
    ("ポート：", ["1．管理ポート 8545 を開放します。", "2．許可リストを設定します。"], {8545}),
    ("포트:", ["**1、관리 포트 8545를 여십시오.**", "**2、허용 목록을 설정하십시오.**"], {8545}),
    ("Ports:", ["1.Open the admin port 8545.", "2.Set the allow list."], {8545}),
]
KEPT = [
    ("端口：", ["22、SSH", "80、HTTP"], {22, 80}),
    ("端口：", ["1、SSH"], {1}),
    ("端口：", ["1、7", "2、9"], {1, 7, 2, 9}),
    ("Ports:", ["1) 7101/tcp", "2) 7102/tcp"], {7101, 7102}),
    ("Ports:", ["1: echo", "3: discard"], {1, 3}),
]


def stated(lead: str, items: list[str]) -> set[int]:
    lines = "\n".join(f"- {each}" for each in items)
    reading, _ = reading_of(page(f"# Relay\n\n{lead}\n\n{lines}\n"))
    return {each.start for claim in reading.claims for each in claim.ports}


@pytest.mark.parametrize(("lead", "items", "ports"), [*COUNTED, *KEPT])
def test_what_counts_items_is_no_port(lead: str, items: list[str], ports: set[int]) -> None:
    assert stated(lead, items) == ports
