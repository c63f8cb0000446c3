"""Lines and titles that begin with a case: the ports below are needed only there, unless all have what it names."""

import pytest

from tests.reading import page, reading_of

CASES = [
    "If TLS is used, open:",
    "If TLS is used, also open:",
    "When TLS is on:",
    "If the relay is used:",
    "Wenn TLS verwendet wird, auch öffnen:",
    "Si TLS est utilisé, ouvrez :",
    "Si se usa TLS, abra:",
    "Если используется TLS, откройте:",
    "如果使用TLS，请开放：",
    "TLSを使用する場合:",
]
BLOCKS = ["- 7101/tcp inbound\n", "| Port | Direction |\n|---|---|\n| 7101/tcp | inbound |\n"]


@pytest.mark.parametrize("block", BLOCKS, ids=["list", "table"])
@pytest.mark.parametrize("lead", CASES)
def test_a_line_with_a_case_limits_what_it_leads_to(lead: str, block: str) -> None:
    claims = reading_of(page(f"# Mill\n\n## Ports of the hub\n\n{lead}\n\n{block}"))[0].claims
    assert [each.need for each in claims] == ["conditional"]


@pytest.mark.parametrize(
    "title", ["If TLS is used", "Wenn TLS verwendet wird", "Si TLS est utilisé", "TLSを使用する場合"]
)
def test_so_does_a_title(title: str) -> None:
    claims = reading_of(page(f"# Mill ports\n\n## {title}\n\n{BLOCKS[1]}"))[0].claims
    assert [each.need for each in claims] == ["conditional"]


@pytest.mark.parametrize(
    "lead",
    ["If you use a firewall, open:", "If a firewall is running, open the following ports:", "Open the following:"],
)
def test_a_firewall_is_no_case(lead: str) -> None:
    claims = reading_of(page(f"# Mill\n\n## Ports of the hub\n\n{lead}\n\n{BLOCKS[0]}"))[0].claims
    assert [each.need for each in claims] == ["required"]


@pytest.mark.parametrize("title", ["When to open ports", "Where to open ports"])
def test_nor_is_a_question(title: str) -> None:
    claims = reading_of(page(f"# Mill\n\n## {title}\n\n{BLOCKS[1]}"))[0].claims
    assert [each.need for each in claims] == ["required"]
