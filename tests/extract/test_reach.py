"""A column that tells from how far ports are reached, and words that close a port with a pronoun on the verb."""

import pytest

from tests.reading import open_ports, page, reading_of

SCOPES = [
    ("Scope", "network", "host"),
    ("Visibility", "external", "machine"),
    ("Reichweite", "Netzwerk", "Rechner"),
    ("Portée", "réseau", "machine"),
    ("Alcance", "red", "máquina"),
    ("Visibilità", "rete", "macchina"),
    ("Bereik", "netwerk", "machine"),
    ("Видимость", "сеть", "машина"),
    ("公開範囲", "ネットワーク", "ホスト"),
    ("范围", "网络", "主机"),
    ("Scope", "network", "local"),
    ("Reach", "remote", "local"),
    ("Bereich", "Netz", "lokal"),
    ("Portée", "réseau", "local"),
    ("范围", "网络", "本机"),
]


def _table(head: str, *cells: str) -> str:
    rows = "".join(f"| {9140 + number} | TCP | {cell} |\n" for number, cell in enumerate(cells))
    return f"# Mill\n\n## Mill server\n\n| Port | Protocol | {head} |\n{'|---' * (3 + head.count('|'))}|\n{rows}"


@pytest.mark.parametrize(("head", "wide", "own"), SCOPES)
def test_what_only_the_host_reaches_stays_closed(head: str, wide: str, own: str) -> None:
    assert open_ports(_table(head, wide, own, own, wide)) == {9140, 9143}


@pytest.mark.parametrize(
    ("head", "wide", "only"),
    [
        ("Reachability", "Published", "Container bridge only"),
        ("Scope", "Published", "Container bridge only"),
        ("Reichweite", "veröffentlicht", "nur Container-Bridge"),
        ("Portée", "publié", "pont des conteneurs uniquement"),
        ("Alcance", "publicado", "solo puente de contenedores"),
    ],
)
def test_a_reach_that_nobody_knows_is_a_case_and_that_of_the_host_alone_is_closed(
    head: str, wide: str, only: str
) -> None:
    claims = reading_of(page(_table(head, wide, only)))[0].claims
    assert [claim.need for claim in claims] == ["required", "conditional"]
    assert open_ports(_table("Reachability", "Published", "Host only", "LAN only")) == {9140, 9142}


def test_a_scope_may_name_the_hosts() -> None:
    text = _table("Scope", "Millers", "Carters")
    assert open_ports(text) == {9140, 9141}
    assert [claim.role for claim in reading_of(page(text))[0].claims] == ["Millers", "Carters"]


CALLERS = [
    ("Access", "Internet", "the office network"),
    ("Scope", "LAN only", "Internet"),
    ("Exposure", "VPN + monitoring servers", "Internet"),
    ("Restricted to", "10.20.0.0/16, 192.0.2.7", "fd00:4c::/48"),
    ("Allowed networks", "mill network", "VLAN 12"),
    ("Zugriff", "Firmennetz", "VPN"),
    ("Zugriffsbereich", "internes Netz", "Internet"),
    ("Accès", "réseau local", "Internet"),
    ("Réservé à", "sous-réseau des meuniers", "VPN"),
    ("Acceso", "red interna", "Internet"),
    ("Acesso", "Internet", "rede local"),
    ("Accesso", "rete interna", "Internet"),
    ("Beperkt tot", "het beheernetwerk", "VPN"),
    ("Область доступа", "внутренняя сеть", "VPN"),
    ("Доступ", "локальна мережа", "VPN"),
    ("访问范围", "内网", "VPN"),
    ("アクセス範囲", "社内ネットワーク", "VPN"),
    ("접근 범위", "사내망", "VPN"),
    ("Zakres dostępu", "sieć lokalna", "VPN"),
    ("Přístup", "místní síť", "VPN"),
    ("Åtkomst", "lokalt nätverk", "VPN"),
    ("Adgang", "lokalt netværk", "VPN"),
    ("Tilgang", "lokalt nettverk", "VPN"),
    ("Pääsy", "yrityksen verkko", "VPN"),
    ("Hozzáférés", "belső hálózat", "VPN"),
    ("Acces", "rețeaua locală", "VPN"),
    ("Phạm vi truy cập", "mạng nội bộ", "VPN"),
    ("Akses", "jaringan lokal", "VPN"),
    ("Πρόσβαση", "τοπικό δίκτυο", "VPN"),
    ("نطاق الوصول", "شبكة داخلية", "VPN"),
    ("ขอบเขตการเข้าถึง", "เครือข่ายภายใน", "VPN"),
    ("Erişim", "yerel ağ", "VPN"),
    ("Scope", "Internal only", "Public"),
    ("Network scope", "LAN", "Internet"),
    ("Exposure", "internal", "anywhere"),
    ("Reichweite", "Nur intern", "Internet"),
    ("Portée", "Interne uniquement", "Internet"),
    ("Visibilidad", "solo interno", "Internet"),
    ("Видимость", "только интранет", "интернет"),
    ("公開範囲", "内部のみ", "インターネット"),
]
"""Headers above those who may connect; others of their cells say what the firewall does, or how far ports reach."""


@pytest.mark.parametrize(("head", "one", "two"), CALLERS)
def test_access_and_scope_may_name_who_connects(head: str, one: str, two: str) -> None:
    text = _table(head, one, two)
    assert open_ports(text) == {9140, 9141}
    claims = reading_of(page(text))[0].claims
    assert [claim.direction for claim in claims] == ["inbound", "inbound"]
    assert all(claim.peers for claim in claims)


@pytest.mark.parametrize("head", ["Access", "Scope", "Exposure", "Restricted to", "Zugriff", "Accès", "Acceso", "访问"])
@pytest.mark.parametrize(
    ("one", "two"), [("Private", "Public"), ("yes", "no"), ("password", "key"), ("read", "write"), ("host", "Internet")]
)
def test_other_cells_below_them_name_nobody(head: str, one: str, two: str) -> None:
    assert all(claim.direction != "inbound" for claim in reading_of(page(_table(head, one, two)))[0].claims)


@pytest.mark.parametrize("said", ["blocked", "nobody", "not allowed", "localhost only"])
def test_among_those_who_connect_nobody_may(said: str) -> None:
    assert open_ports(_table("Access", "Internet", said, "LAN")) == {9140, 9142}


CLOSING = [
    "descártelo en el cortafuegos", "ciérrela en el cortafuegos", "no la exponga en la red", "bloquéelo",
    "scartatelo sul firewall", "chiudetela verso la rete", "descarte-o no firewall", "feche-a",
    "rejetez-le au pare-feu", "an die Schleifenadresse ::1 gebunden", "an die Schleifenschnittstelle gebunden",
    "an das Loopback-Interface gebunden", "aan het lusadres gebonden", "aan het loopbackadres ::1 gebonden",
]  # fmt: skip
OPENING = [
    "ábralo en el cortafuegos", "no lo bloquee", "apritela sul firewall", "non bloccatela",
    "ouvrez-la au pare-feu", "an alle Schnittstellen gebunden",
]  # fmt: skip


@pytest.mark.parametrize("said", CLOSING)
def test_a_verb_with_its_pronoun_closes(said: str) -> None:
    assert open_ports(f"# Mill\n\n## Mill server\n\n- 9150/tcp inbound: {said}\n") == set()


@pytest.mark.parametrize("said", OPENING)
def test_a_verb_with_its_pronoun_opens(said: str) -> None:
    assert open_ports(f"# Mill\n\n## Mill server\n\n- 9150/tcp inbound: {said}\n") == {9150}


POINTING = [
    "The ports of this section are used only where the mirror module has been installed.",
    "Die Ports dieses Abschnitts werden nur benötigt, wenn das Spiegelmodul installiert ist.",
    "Les ports de cette section ne servent que si le module miroir est installé.",
    "Los puertos de esta sección solo se usan si el módulo espejo está instalado.",
    "Le porte di questa sezione servono solo se il modulo specchio è installato.",
    "As portas desta seção só são usadas se o módulo espelho estiver instalado.",
    "Порты этого раздела нужны, только если установлен модуль зеркала.",
    "このセクションのポートは、ミラーモジュールがインストールされている場合にのみ使用されます。",
]


@pytest.mark.parametrize("said", POINTING)
def test_a_sentence_limits_the_ports_of_its_section(said: str) -> None:
    table = "| Port | Protocol | Direction |\n|---|---|---|\n| {} | TCP | Inbound |\n"
    text = f"# Mill\n\n## Mill: base\n\n{table.format(9160)}\n## Mill: mirror\n\n{said}\n\n{table.format(9161)}"
    found = reading_of(page(text))[0].claims
    assert [(claim.need, claim.condition is not None) for claim in found] == [
        ("required", False),
        ("conditional", True),
    ]


ONLY = [
    "LAN only", "Only on the LAN", "internal network only", "Internal only", "Only for internal use",
    "only for the office VPN",
    "Nur intern", "nur im internen Netz", "nur LAN", "seulement sur le réseau interne", "uniquement en interne",
    "solo en la red interna", "solo interno", "solo na rede interna", "solo rete interna", "alleen intern",
    "только внутренняя сеть", "仅内网", "内部のみ", "tylko sieć wewnętrzna", "pouze interní", "endast internt",
]  # fmt: skip
"""Remarks beside a port that name a network as those who alone may connect."""


@pytest.mark.parametrize("said", ONLY)
def test_an_only_beside_a_network_names_who_may_connect(said: str) -> None:
    claims = reading_of(page(_table("Direction | Notes", "inbound | Console", f"inbound | {said}")))[0].claims
    assert [bool(claim.peers) for claim in claims] == [False, True]


NO_NETWORK = [
    "The only internal port", "Only if the LAN is used", "Only on the DMZ host", "Only in cloud deployments",
    "Internal metrics",
    "Nur wenn das LAN es braucht", "interne Metriken",
]  # fmt: skip


@pytest.mark.parametrize("said", NO_NETWORK)
def test_an_only_beside_another_thing_names_none(said: str) -> None:
    claims = reading_of(page(_table("Direction | Notes", "inbound | Console", f"inbound | {said}")))[0].claims
    assert [claim.peers for claim in claims] == [(), ()]


@pytest.mark.parametrize(
    ("said", "title", "open_", "kept"),
    [
        ("Ports on the container bridge must not be opened.", "Reachability", "Published", "Container bridge only"),
        ("Never open the ports on the container bridge.", "Reachability", "Published", "Container bridge only"),
        (
            "Ports auf der Containerbrücke dürfen nicht geöffnet werden.",
            "Erreichbarkeit", "Veröffentlicht", "nur Containerbrücke",
        ),
    ],
)  # fmt: skip
def test_a_sentence_closes_the_rows_of_a_reach_that_nobody_knows(said: str, title: str, open_: str, kept: str) -> None:
    rows = f"| 7101 | TCP | inbound | {open_} |\n| 7102 | TCP | inbound | {kept} |\n"
    table = f"| Port | Protocol | Direction | {title} |\n|---|---|---|---|\n{rows}"
    for text in (f"{said}\n\n{table}", f"{table}\n{said}\n"):
        claims = reading_of(page(f"# Mill\n\n## Server\n\n{text}"))[0].claims
        assert [claim.need for claim in claims] == ["required", "denied"]
