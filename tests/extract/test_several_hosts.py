"""Several hosts behind one "on", and connections that either end opens: none of them is lost, and nobody is added."""

import pytest

from tests.reading import page, reading_of

ON = {
    "Inbound TCP port 7101 must be open on the left node and on the right node.": {"left node", "right node"},
    "Open inbound TCP port 7101 on the hub, the relay and the store.": {"hub", "relay", "store"},
    "Open these inbound ports on the hub and the relay:\n\n- 7101/tcp: pages": {"hub", "relay"},
    "Öffnen Sie eingehend TCP 7101 auf dem Hub, dem Relay und dem Speicherknoten.": {"Hub", "Relay", "Speicherknoten"},
    "Le port TCP 7101 doit être ouvert en entrée sur le hub et le relais.": {"hub", "relais"},
    "El puerto TCP 7101 debe estar abierto de entrada en el servidor y en el agente.": {"servidor", "agente"},
    "在中心服务器和中继服务器上开放入站 TCP 端口 7101。": {"中心服务器", "中继服务器"},
    "Open inbound TCP port 7101 on the hub and restart the relay.": {"hub"},
    "Inbound TCP port 7101 must be open on the hub for the agents and the consoles.": {"hub"},
    "Inbound TCP port 7101 must be open on the hub and the configuration must be saved.": {"hub"},
    "Open these inbound ports on the hub, not on the relay:\n\n- 7101/tcp: pages": {"hub"},
}
BOTH_WAYS = [
    ("From | To | Port | Protocol | Both ways", "yes", "no"),
    ("Source | Destination | Port | Protocol | Bidirectional?", "✓", "–"),
    ("Von | Nach | Port | Protokoll | Beidseitig", "ja", "nein"),
    ("Source | Destination | Port | Protocole | Dans les deux sens", "oui", "non"),
    ("Origen | Destino | Puerto | Protocolo | Ambos sentidos", "sí", "no"),
    ("Origine | Destinazione | Porta | Protocollo | Bidirezionale", "sì", "no"),
    ("Van | Naar | Poort | Protocol | Beide richtingen", "ja", "nee"),
    ("Источник | Назначение | Порт | Протокол | В обе стороны", "да", "нет"),
    ("源 | 目的 | 端口 | 协议 | 双向", "是", "否"),
    ("送信元 | 宛先 | ポート | プロトコル | 双方向", "はい", "いいえ"),
]
LEADS = {
    "Inbound TCP ports by host. A dash means that the port stays closed there.": {("inbound", ("tcp",))},
    "Eingehende TCP-Ports je Host. Ein Strich heißt: geschlossen.": {("inbound", ("tcp",))},
    "Inbound TCP and UDP ports by host.": {("inbound", ())},
    "The inbound TCP port can be changed.": {("unstated", ())},
}


@pytest.mark.parametrize("said", ON)
def test_each_host_behind_on_is_one(said: str) -> None:
    claims = reading_of(page(f"# Heron ports\n\n{said}\n"))[0].claims
    assert {host for each in claims for host in each.roles or (each.role,)} == ON[said]


@pytest.mark.parametrize(("head", "yes", "no"), BOTH_WAYS, ids=lambda each: str(each)[-20:])
def test_a_column_tells_which_flows_go_both_ways(head: str, yes: str, no: str) -> None:
    first, second = f"| A node | B node | 7101 | TCP | {yes} |", f"| A node | C node | 7102 | TCP | {no} |"
    rows = f"| {head} |\n|---|---|---|---|---|\n{first}\n{second}\n"
    claims = reading_of(page(f"# Heron\n\n{rows}"))[0].claims
    assert [(each.direction, each.source) for each in claims] == [("both", "A node"), ("unstated", "A node")]


@pytest.mark.parametrize("said", LEADS)
def test_a_sentence_that_names_the_ports_below_it_tells_of_all(said: str) -> None:
    table = "| Port | Console | Worker |\n|---|---|---|\n| 7101 | yes | – |\n| 7102 | – | yes |\n"
    claims = reading_of(page(f"# Heron\n\n{said}\n\n{table}"))[0].claims
    assert {(each.direction, each.transports) for each in claims} == LEADS[said]


BOTH = {
    ("Dome controller", "Mirror controller", "Both controllers"): True,
    ("Controlador de cúpula", "Controlador de espejo", "Ambos controladores"): True,
    ("Contrôleur de dôme", "Contrôleur de miroir", "Les deux contrôleurs"): True,
    ("Dome controller", "Mirror relay", "Both controllers"): False,
}


@pytest.mark.parametrize("titles", BOTH)
def test_both_of_a_kind_are_the_two_hosts_named_before(titles: tuple[str, str, str]) -> None:
    parts = (f"### {title}\n\n- {7101 + at}/tcp: focus\n\n" for at, title in enumerate(titles))
    claims = reading_of(page("# Dome\n\n## Inbound ports\n\n" + "".join(parts)))[0].claims
    assert claims[-1].roles == (titles[:2] if BOTH[titles] else ())
