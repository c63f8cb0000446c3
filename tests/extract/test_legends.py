"""Legends: a sign that stands alone in a cell says of its row what the page says that it means."""

import pytest

from tests.reading import page, reading_of

LEGENDS = (
    ("en", "R = required, O = optional", "R", "O"),
    ("en", "● required, ○ optional", "●", "○"),
    ("en", "(R) required (O) optional", "R", "O"),
    ("en", "Legend: ✔ always needed, (✔) only if the feature is used", "✔", "(✔)"),
    ("en", "A = always open, B = open only with clustering", "A", "B"),
    ("en", "**R** – Required. **O** – Optional, open it only when the feature is used.", "R", "O"),
    ("en", "Rows with △ are needed only with clustering.", "", "△"),
    ("en", "- R: required\n- C: required in clusters only", "R", "C"),
    ("en", "| Sign | Meaning |\n|---|---|\n| ● | required |\n| ○ | optional |", "●", "○"),
    ("de", "P = Pflicht, W = wahlweise", "P", "W"),
    ("de", "● Pflicht, ○ nur bei Bedarf öffnen", "●", "○"),
    ("fr", "O = obligatoire, F = facultatif", "O", "F"),
    ("fr", "● toujours ouvert, ○ à ouvrir seulement si la fonction est utilisée", "●", "○"),
    ("es", "O: obligatorio; P: opcional", "O", "P"),
    ("pt", "● obrigatória, ○ opcional", "●", "○"),
    ("it", "● obbligatoria, ○ facoltativa", "●", "○"),
    ("nl", "V = verplicht, O = optioneel", "V", "O"),
    ("ru", "О — обязательный, Н — необязательный", "О", "Н"),
    ("ru", "«+» — обязателен, «±» — только при использовании функции", "+", "±"),
    ("ru", "● обязательно, ○ по необходимости", "●", "○"),
    ("zh", "●：必需；○：可选（使用该功能时才开放）", "●", "○"),
    ("zh", "M 表示必选，O 表示可选", "M", "O"),
    ("zh", "● 必须开放，○ 按需开放", "●", "○"),
    ("ja", "○：必須　△：任意（機能を使う場合のみ開放）", "○", "△"),
    ("ja", "凡例：● 必須、▲ 必要に応じて開放", "●", "▲"),
    ("ko", "○ 필수, △ 선택(해당 기능을 쓸 때만 개방)", "○", "△"),
    ("ko", "범례: ◎ 항상 개방, △ 기능 사용 시 개방", "◎", "△"),
    ("pl", "● wymagany, ○ opcjonalny", "●", "○"),
    ("cs", "● povinný, ○ volitelný", "●", "○"),
    ("sv", "● obligatorisk, ○ valfri", "●", "○"),
    ("da", "● påkrævet, ○ valgfri", "●", "○"),
    ("fi", "● pakollinen, ○ valinnainen", "●", "○"),
    ("hu", "● kötelező, ○ opcionális", "●", "○"),
    ("ro", "● obligatoriu, ○ opțional", "●", "○"),
    ("tr", "● zorunlu, ○ isteğe bağlı", "●", "○"),
    ("uk", "● обов'язковий, ○ необов'язковий", "●", "○"),
    ("ar", "● إلزامي، ○ اختياري", "●", "○"),
    ("fa", "● الزامی، ○ اختیاری", "●", "○"),
)
TABLE = "| Port | Protocol | Direction | {} |\n|---|---|---|---|\n| 7101 | TCP | in | {} |\n| 7102 | TCP | in | {} |\n"
LIMITED = {"conditional", "optional", "off"}


def needs(text: str) -> list[str]:
    """Return the needs of the ports of a page, in their order."""
    return [claim.need for claim in reading_of(page(f"# Heron\n\n{text}\n"))[0].claims]


@pytest.mark.parametrize(("language", "legend", "asked", "free"), LEGENDS, ids=lambda text: text[:20])
def test_a_sign_means_what_the_legend_says(language: str, legend: str, asked: str, free: str) -> None:
    table = TABLE.format("Type", asked, free)
    for text in (f"{legend}\n\n## Node\n\n{table}", f"## Node\n\n{table}\n## {language.upper()}\n\n{legend}"):
        one, other = needs(text)
        assert (one, other in LIMITED) == ("required", True), text


def test_signs_stand_beside_ports_and_items_too() -> None:
    legend = "● required, ○ optional\n\n## Node\n\n"
    assert needs(legend + TABLE.format("Use", "web", "traps").replace("7101", "7101 ●").replace("7102", "7102 ○")) == [
        "required",
        "optional",
    ]
    assert needs(f"{legend}- ● 7101/tcp in: web\n- ○ 7102/tcp in: traps") == ["required", "optional"]


def test_a_sign_that_closes_closes() -> None:
    assert needs("✔ open, ✘ keep closed\n\n## Node\n\n" + TABLE.format("Firewall", "✔", "✘")) == ["required", "denied"]


def test_a_legend_counts_where_the_header_is_that_of_a_need() -> None:
    table = TABLE.format("Obligatoire", "O", "F")
    assert needs(f"O = obligatoire, F = facultatif\n\n## Nœud\n\n{table}") == ["required", "optional"]


@pytest.mark.parametrize(
    "text",
    [
        "● encrypted, ○ plain\n\n## Node\n\n" + TABLE.format("Kind", "●", "○"),
        "● used, ○ not used\n\n## Node\n\n"
        + TABLE.format("Old | New", "● | ○", "○ | ●").replace("---|\n", "---|---|\n"),
        "I = inbound, O = outbound\n\n## Node\n\n" + TABLE.format("Way", "I", "I"),
        "● required, ○ optional: TCP 7100\n\n## Node\n\n" + TABLE.format("Kind", "●", "●"),
        "A. Open the rules. B. Optional: save them.\n\n## Node\n\n" + TABLE.format("Zone", "A", "B"),
    ],
)
def test_other_signs_limit_nothing(text: str) -> None:
    assert needs(text)[-2:] == ["required", "required"]


def test_a_sign_that_adorns_several_lines_means_nothing_by_itself() -> None:
    adorned = "- ❌ All is denied\n- ✅ Forwarding only for public services\n- ✅ Access by VPN\n\n"
    table = "| Action | Port | Protocol |\n|---|---|---|\n| ✅ Pass | 7101 | TCP |\n| ✅ | 7102 | TCP |\n"
    assert needs(f"{adorned}## Node\n\n{table}") == ["required", "required"]
    assert needs(f"- ✅ Forwarding only for public services\n- ❌ Denied\n\n## Node\n\n{table}")[1] == "conditional"


WORDS = (
    ('Scope "{}": the connection does not leave the station. Scope "{}": the firewall has to let it through.', "Scope"),
    ('"{}" means that only the host itself connects, "{}" that other hosts do.', "Class"),
    ("Ports of the class “{}” stay on the machine; those of the class “{}” must be opened.", "Class"),
    ('Type "{}": keep it closed. Type "{}": open it.', "Type"),
    ("- {}: never crosses the firewall\n- {}: the firewall has to let it through", "Class"),
    ("| Class | Meaning |\n|---|---|\n| {} | never crosses the firewall |\n| {} | must be let through |", "Class"),
    ("Bereich „{}“: die Verbindung verlässt die Station nicht. Bereich „{}“: muss durch die Firewall.", "Bereich"),
    ("Portée « {} » : la connexion ne quitte pas la station. Portée « {} » : elle traverse le pare-feu.", "Portée"),
    ("范围“{}”：连接不离开本机。范围“{}”：防火墙必须放行。", "范围"),
)


@pytest.mark.parametrize(("legend", "head"), WORDS)
@pytest.mark.parametrize(("inner", "outer"), [("inner", "outer"), ("local", "network")])
def test_a_word_in_quotes_or_before_a_colon_means_what_is_said_of_it(
    legend: str, head: str, inner: str, outer: str
) -> None:
    asked, free = needs(f"## Node\n\n{legend.format(inner, outer)}\n\n{TABLE.format(head, outer, inner)}")
    assert (asked, free in ("local", "denied")) == ("required", True)


def test_items_that_say_nothing_of_ports_explain_no_word() -> None:
    said = "- console: shows the state\n- sync: not for the faint of heart"
    assert needs(f"## Node\n\n{said}\n\n{TABLE.format('Service', 'console', 'sync')}") == ["required", "required"]


ROWS = (
    ("Green rows are open, red rows stay closed.", "green", "red"),
    ("Rows in green are open; rows in red stay closed.", "Green", "Red"),
    ("Green means open, red means closed.", "green", "red"),
    ("Grüne Zeilen sind offen, rote Zeilen bleiben geschlossen.", "grün", "rot"),
    ("Les lignes vertes sont ouvertes, les lignes rouges restent fermées.", "vert", "rouge"),
    ("Las filas verdes están abiertas, las filas rojas quedan cerradas.", "verde", "rojo"),
    ("Le righe verdi sono aperte, le righe rosse restano chiuse.", "verde", "rosso"),
    ("As linhas verdes estão abertas, as linhas vermelhas ficam fechadas.", "verde", "vermelho"),
    ("Зелёные строки открыты, красные остаются закрытыми.", "зелёный", "красный"),
    ("绿色行开放，红色行保持关闭。", "绿色", "红色"),
    ("緑の行は開放、赤の行は閉じたままです。", "緑", "赤"),
    ("The rows in green are to be opened, those marked red are not.", "green", "red"),
    ("The rows in green are to be opened and those in red are not.", "green", "red"),
    ("The rows in red are blocked, those in green are not.", "green", "red"),
    ("Open the rows marked green, not those marked red.", "green", "red"),
    ("Die grün markierten Zeilen sind zu öffnen, die rot markierten nicht.", "grün", "rot"),
    ("Les lignes en vert sont à ouvrir, celles marquées en rouge ne le sont pas.", "vert", "rouge"),
    ("Las filas verdes deben abrirse, las rojas no.", "verde", "rojo"),
    ("Le righe in verde vanno aperte, quelle in rosso no.", "verde", "rosso"),
    ("As linhas em verde devem ser abertas, as marcadas a vermelho não.", "verde", "vermelho"),
    ("De groene rijen moeten worden geopend, de rode rijen niet.", "groen", "rood"),
    ("De rijen in geel moeten worden geopend, de rood gemarkeerde niet.", "geel", "rood"),
    ("Зелёные строки нужно открыть, красные — нет.", "зелёный", "красный"),
    ("Zielone wiersze należy otworzyć, czerwone nie.", "zielony", "czerwony"),
    ("Zelené řádky je třeba otevřít, červené ne.", "zelená", "červená"),
    ("Gröna rader ska öppnas, röda inte.", "grön", "röd"),
    ("Grønne rækker skal åbnes, røde ikke.", "grøn", "rød"),
    ("Yeşil satırlar açılmalıdır, kırmızı satırlar değil.", "yeşil", "kırmızı"),
    ("绿色行需要开放，红色行不需要。", "绿色", "红色"),
    ("녹색 행은 열어야 합니다, 빨간색 행은 아닙니다.", "녹색", "빨간색"),
)


@pytest.mark.parametrize(("legend", "opened", "closed"), ROWS)
def test_rows_are_told_by_a_word_of_their_cells(legend: str, opened: str, closed: str) -> None:
    rows = (
        f"| 7101 | TCP | inbound | {opened} |\n| 7102 | TCP | inbound | {closed} |\n| 7103 | TCP | inbound | Gear |\n"
    )
    assert needs(f"# Kiosk\n\n{legend}\n\n| Port | Protocol | Direction | Mark |\n|---|---|---|---|\n{rows}") == [
        "required",
        "denied",
        "required",
    ]
