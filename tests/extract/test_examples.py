"""What a page only shows is not asked for: columns of examples, sections of them, offsets between ports."""

import pytest

from tests.reading import open_ports, page, reading_of


@pytest.mark.parametrize("head", ["Example with port", "Beispiel für Ports", "Exemple de port", "Ejemplo de puerto"])
def test_a_column_of_examples_states_no_port(head: str) -> None:
    assert open_ports(f"# Ports\n\n| Kind | {head} |\n|---|---|\n| one | heron:7180 |\n| two | wren:7180 |\n") == set()


@pytest.mark.parametrize("title", ["Practical examples", "4. Beispiele", "Exemples", "示例"])
def test_rows_below_a_title_of_examples_count_only_with_their_transport(title: str) -> None:
    table = "| Left port | Right port |\n|---|---|\n| 4500 | 4501 |\n"
    assert open_ports(f"# Mill\n\n## {title}\n\n### Two mills\n\n{table}") == set()
    assert "PS206" in {each.code for each in reading_of(page(f"# Mill\n\n## {title}\n\n{table}"))[1]}
    assert open_ports(f"# Mill\n\n## {title}\n\n- TCP 4500: mill\n") == {4500}
    assert open_ports(f"# Mill\n\n## Ports\n\n{table}") == {4500, 4501}


@pytest.mark.parametrize("head", ["Offset", "Décalage", "与主端口的偏移量", "オフセット", "Смещение"])
def test_an_offset_is_no_port(head: str) -> None:
    assert open_ports(f"# Ports\n\n| Port | {head} |\n|---|---|\n| 8848 | 10 |\n| 9848 | 1000 |\n") == {8848, 9848}


def test_a_setting_of_a_program_is_no_dynamic_port() -> None:
    claims = reading_of(page("# Ports\n\n- Default: 32887\n- Config variable: port\n- Protocol: udp\n"))[0].claims
    assert [each.dynamic for each in claims] == [None]
    assert not reading_of(page("# ポート\n\n- 必要なポートマッピングを自動的に作成できます。\n"))[0].claims


@pytest.mark.parametrize(
    ("sentence", "opened"),
    [
        ("TCP 443. port açık olmalıdır.", {443}),
        ("Nyissa meg a 443-as portot.", {443}),
        ("Sunucu 443 numaralı portu dinler.", {443}),
        ("Server naslouchá na 8443. portu.", {8443}),
        ("The mill listens on port 443. Port 8443 is not used.", {443}),
    ],
)
def test_the_number_of_a_port_may_be_an_ordinal(sentence: str, opened: set[int]) -> None:
    assert open_ports(f"# Mill\n\n{sentence}\n") == opened


@pytest.mark.parametrize(
    "sentence",
    ["Allow TCP and UDP on port 53.", "Erlauben Sie TCP und UDP auf Port 53.", "Zezwól na TCP i UDP na porcie 53."],
)
def test_transports_stand_before_on_port(sentence: str) -> None:
    assert reading_of(page(f"# Mill\n\n{sentence}\n"))[0].claims[0].transports == ("tcp", "udp")
