"""What a sentence, a title or a table says beside ports, in the shapes that are read as ports, opens none of them."""

import pytest

from tests.reading import ends_of, open_ports, page, reading_of

CLOSED_LISTS = (
    "The following TCP ports must not be opened: 83, 5446 and 8891.",
    "The following TCP ports must be blocked: 83, 5446 and 8891.",
    "Never expose the following TCP ports: 83, 5446 and 8891.",
    "Die folgenden TCP-Ports dürfen nicht geöffnet werden: 83, 5446 und 8891.",
    "Die folgenden TCP-Ports müssen gesperrt werden: 83, 5446 und 8891.",
    "Les ports TCP suivants ne doivent pas être ouverts : 83, 5446 et 8891.",
    "Los siguientes puertos TCP no deben abrirse: 83, 5446 y 8891.",
    "As seguintes portas TCP não devem ser abertas: 83, 5446 e 8891.",
    "Le seguenti porte TCP non devono essere aperte: 83, 5446 e 8891.",
    "De volgende TCP-poorten mogen niet worden geopend: 83, 5446 en 8891.",
    "Следующие порты TCP не должны быть открыты: 83, 5446 и 8891.",
    "请勿开放以下 TCP 端口：83、5446 和 8891。",
    "次の TCP ポートを開放しないでください: 83、5446、8891。",
    "다음 TCP 포트를 열지 마십시오: 83, 5446, 8891.",
    "Następujące porty TCP nie mogą być otwarte: 83, 5446 i 8891.",
    "Följande TCP-portar får inte öppnas: 83, 5446 och 8891.",
    "Följande TCP-portar ska hållas stängda: 83, 5446 och 8891.",
    "Følgende TCP-porte må ikke åbnes: 83, 5446 og 8891.",
    "Aşağıdaki TCP portları açılmamalıdır: 83, 5446 ve 8891.",
    "Такі порти TCP не повинні бути відкриті: 83, 5446 і 8891.",
)


@pytest.mark.parametrize("text", CLOSED_LISTS)
def test_a_colon_that_leads_to_ports_keeps_the_sense_of_its_sentence(text: str) -> None:
    assert open_ports(f"# Notes\n\n{text}\n") == set()
    assert open_ports(f"# Notes\n\n* {text}\n") == set()


NO_PORTS = (
    "# Timeout\n\nThe default is 8093.\n",
    "# Ports of the press\n\nThere are two ports: 1 and 2.\n",
    "# Removed port: TCP 8080\n\nIt was used by release 1.\n",
    "# Notes\n\nFormer port: TCP 8080\n",
    "# Notes\n\nExample: TCP port 8080\n",
    "# Notes\n\nBlocked: TCP port 8080\n",
    "# Notes\n\nThe client does not use UDP/8443.\n",
    "# Notes\n\nOlder clients used UDP/8443.\n",
    "# Notes\n\nIf UDP/8443 is blocked, the client falls back to TCP/8443.\n",
    "# Switch ports\n\n| Rack | Left | Right |\n|---|---|---|\n| A | 12 | 14 |\n| B | 16 | 18 |\n",
    "# Settings > Ports > 8080\n\nOpen the page of settings.\n",
)


@pytest.mark.parametrize("text", NO_PORTS)
def test_a_text_that_requires_no_port_opens_none(text: str) -> None:
    assert open_ports(text) == set()


def test_which_axis_of_a_matrix_is_the_source_is_not_guessed() -> None:
    square = "|  | Store | Relay |\n|---|---|---|\n| Store | – | 7160 |\n| Relay | 7161 | – |\n"
    for above, ends in (
        ("", (None, None)),
        ("Rows open the connections.", ("Store", "Relay")),
        ("Columns open the connections.", ("Relay", "Store")),
        ("Die Zeilen sind die Quelle, die Spalten das Ziel.", ("Store", "Relay")),
        ("Las columnas son el origen.", ("Relay", "Store")),
    ):
        assert ends_of(f"# TCP ports\n\n{above}\n\n{square}") == ends, above


FIELDS = {
    "denied": [
        "Blocked (TCP 7101)", "TCP 7101 (blocked)", "No (TCP 7101)", "× (TCP 7101)", "Not allowed: TCP 7101",
        "Gesperrt (TCP 7101)", "Bloqué (TCP 7101)", "TCP 7101 (bloqueado)", "Запрещено (TCP 7101)",
        "禁止（TCP 7101）", "拒否（TCP 7101）", "차단 (TCP 7101)", "Vietato (TCP 7101)",
    ],
    "retired": ["TCP 7101 (deprecated)", "TCP 7101 (veraltet)"],
    "off": ["TCP 7101 (disabled by default)"],
    "optional": ["TCP 7101 (optional)", "TCP 7101 (nur bei Bedarf)", "TCP 7101 (facultatif)"],
    "conditional": ["TCP 7101 if backups run", "TCP 7101 (nur mit TLS)", "TCP 7101 (only when TLS is off)"],
    "required": ["TCP 7101", "TCP 7101 (console)", "TCP 7101 (required)"],
}  # fmt: skip


@pytest.mark.parametrize("need", FIELDS)
def test_a_field_of_a_matrix_asks_as_any_cell_does(need: str) -> None:
    def needs(field: str) -> set[str]:
        rows = f"| From \\ To | Hub | Relay |\n|---|---|---|\n| Hub | – | {field} |\n| Relay | TCP 7102 | – |\n"
        claims = reading_of(page(f"# Clinic\n\n{rows}"))[0].claims
        return {each.need for each in claims if 7101 in {port.start for port in each.ports}}

    assert {field: needs(field) for field in FIELDS[need]} == {field: {need} for field in FIELDS[need]}


SAME = [
    '"', "〃", "”", "ditto", "Same as above", "wie oben", "Idem", "ídem", "come sopra", "zie boven", "то же", "同上",
    "위와 같음", "jak wyżej", "dtto", "samma som ovan", "samme som over", "sama kuin yllä", "mint fent", "la fel",
    "те саме", "như trên", "ομοίως", "yukarıdaki gibi",
]  # fmt: skip


@pytest.mark.parametrize("same", SAME)
def test_a_cell_that_only_repeats_the_one_above_says_what_that_one_does(same: str) -> None:
    head = "| Port | Protocol | Direction | Remark |\n|---|---|---|---|\n"
    cells = ("7101 | TCP | inbound | Do not open", f"7102 | {same} | {same} | {same}", "7103 | TCP | inbound | Console")
    rows = "".join(f"| {each} |\n" for each in cells)
    assert open_ports(f"# Hub\n\n{head}{rows}") == {7103}
    reading, _ = reading_of(page(f"# Hub\n\n{head}{rows}"))
    assert [(each.transports, each.direction) for each in reading.claims] == [(("tcp",), "inbound")] * 3
