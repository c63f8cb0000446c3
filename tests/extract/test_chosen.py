"""Sentences that open only the rows with a mark, or all others than these."""

import pytest

from tests.reading import open_ports

ONLY = (
    ("Only the rows marked green are to be opened.", "green", "red"),
    ("Open only the rows in green.", "Green", "Red"),
    ("Only the ports highlighted in green are to be opened, the rest stays closed.", "green", "red"),
    ("Nur die grün markierten Zeilen sind zu öffnen.", "grün", "rot"),
    ("Öffnen Sie nur die grün markierten Ports.", "grün", "rot"),
    ("Seules les lignes marquées en vert doivent être ouvertes.", "vert", "rouge"),
    ("Solo deben abrirse las filas marcadas en verde.", "verde", "rojo"),
    ("Vanno aperte solo le righe contrassegnate in verde.", "verde", "rosso"),
    ("Só devem ser abertas as linhas marcadas a verde.", "verde", "vermelho"),
    ("Open alleen de groen gemarkeerde rijen.", "groen", "rood"),
    ("Откройте только строки, отмеченные зелёным.", "зелёный", "красный"),
    ("Otwórz tylko wiersze oznaczone na zielono.", "zielono", "czerwono"),
    ("Öppna endast rader märkta grönt.", "grönt", "rött"),
    ("只开放标记为绿色的行。", "绿色", "红色"),
    ("緑の印の付いた行のみを開放してください。", "緑", "赤"),
    ("녹색으로 표시된 행만 여십시오.", "녹색", "빨간색"),
)
BUT = (
    ("Block all rows except those marked green.", "green", "red"),
    ("Open all rows except those marked red.", "green", "red"),
    ("Except for the rows marked red, all rows are to be opened.", "green", "red"),
    ("Öffnen Sie alle Zeilen außer den rot markierten.", "grün", "rot"),
    ("Ouvrez toutes les lignes sauf celles marquées en rouge.", "vert", "rouge"),
    ("Abra todas las filas excepto las marcadas en rojo.", "verde", "rojo"),
    ("Aprire tutte le righe tranne quelle contrassegnate in rosso.", "verde", "rosso"),
    ("Abra todas as linhas, exceto as marcadas a vermelho.", "verde", "vermelho"),
    ("Open alle rijen behalve de rood gemarkeerde.", "groen", "rood"),
    ("Откройте все строки, кроме отмеченных красным.", "зелёный", "красный"),
    ("Otwórz wszystkie wiersze oprócz oznaczonych na czerwono.", "zielono", "czerwono"),
)
ROWS = "| Port | Protocol | Direction | Mark |\n|---|---|---|---|\n"
ROWS += "| 7101 | TCP | inbound | {} |\n| 7102 | TCP | inbound | {} |\n"
ITEMS = "- TCP port 7101, inbound ({})\n- TCP port 7102, inbound ({})\n"


@pytest.mark.parametrize("block", [ROWS, ITEMS])
@pytest.mark.parametrize(("said", "opened", "closed"), [*ONLY, *BUT])
def test_a_mark_chooses_the_rows_to_open(said: str, opened: str, closed: str, block: str) -> None:
    assert open_ports(f"# Kiosk\n\n## Server\n\n{said}\n\n{block.format(opened, closed)}") == {7101}


@pytest.mark.parametrize(("said", "opened", "closed"), [each for each in ONLY if " in green." not in each[0]])
def test_no_row_is_chosen_by_a_mark_that_is_not_in_the_text(said: str, opened: str, closed: str) -> None:
    assert opened != closed
    assert not open_ports(f"# Kiosk\n\n## Server\n\n{said}\n\n{ROWS.format('jobs', 'logs')}")


def test_an_asterisk_chooses_rows() -> None:
    said = "Only the rows marked with an asterisk are to be opened."
    rows = ROWS.format("jobs", "logs").replace("7101", "7101*")
    assert open_ports(f"# Kiosk\n\n## Server\n\n{said}\n\n{rows}") == {7101}


@pytest.mark.parametrize(
    "said",
    [
        "Open only the rows for your role.",
        "Only open ports that you need.",
        "The rows marked green were added in release 4.",
        "All ports except those of the agents can be changed.",
        "Open only the ports of the roles that you install.",
        "Öffnen Sie nur die Ports, die Sie brauchen.",
    ],
)
def test_a_sentence_without_a_mark_chooses_none(said: str) -> None:
    assert open_ports(f"# Kiosk\n\n## Server\n\n{said}\n\n{ROWS.format('jobs', 'logs')}") == {7101, 7102}


def test_a_choice_holds_for_its_section() -> None:
    said = "Only the rows marked green are to be opened."
    other = ROWS.format("jobs", "logs").replace("71", "72")
    text = f"# Kiosk\n\n## Server\n\n{said}\n\n{ROWS.format('green', 'red')}\n## Relay\n\n{other}"
    assert open_ports(text) == {7101, 7201, 7202}
