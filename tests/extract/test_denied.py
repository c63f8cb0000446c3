"""Ports that a page keeps closed are negated, however it says so; words that only sound so change nothing."""

import pytest

from tests.reading import open_ports, page, reading_of

TABLE = "\n\n| Port | Protocol |\n|---|---|\n| 23 | TCP |\n"


def negated(text: str) -> list[bool]:
    return [claim.negated for claim in reading_of(page(text))[0].claims]


@pytest.mark.parametrize(
    "text",
    [
        f"## Blocked ports{TABLE}",
        f"## Gesperrte Ports{TABLE}",
        f"## 禁用端口{TABLE}",
        f"# Rules\n\nAll is open but for these. The following ports are blocked:{TABLE}",
        "# Puertos bloqueados\n\n- 23 (consola)\n",
        "# Ports\n\n- Denied ports:\n    - 23\n",
        "# Ports\n\n- Block TCP 23\n",
        "# Ports\n\n- Do not open port 23\n",
        "| Name | Port | Protocol |\n|---|---|---|\n| Deny-All-Out | any | any |\n",
        "| Port | TCP | UDP |\n|---|---|---|\n| 23 | closed/filtered | - |\n",
        "| Puerto | Protocolo | Estado |\n|---|---|---|\n| 23 | TCP | CERRADO |\n",
        "| Port | Protocol | Allowed |\n|---|---|---|\n| 23 | TCP | No |\n",
        "| Porta | Protocolo | Acao |\n|---|---|---|\n| 23 | TCP | Bloquear |\n",
        "| Port | Protocol | Decision |\n|---|---|---|\n| 23 | TCP | ❌ (for now) |\n",
    ],
)
def test_closed_ports_are_negated(text: str) -> None:
    assert negated(text) == [True]


@pytest.mark.parametrize(
    "text",
    [
        f"## Unblocked ports{TABLE}",
        "| Source | Destination | Port | Purpose |\n|---|---|---|---|\n| HUB-IX | HUB-NE | 23 | Where HUB-NE is |\n",
        f"# Rules\n\nAll ports are blocked by default.{TABLE}",
        f"# Rules\n\nMake sure that the following ports are not blocked:{TABLE}",
        f"# Rules\n\nIf these ports are blocked, open them:{TABLE}",
        "# Ports\n\n- Block storage: TCP 3260\n",
        "| Port | Protocol | Allowed |\n|---|---|---|\n| 23 | TCP | Yes |\n",
        "| Port | Protocol | Allowed |\n|---|---|---|\n| 23 | TCP | - |\n",
    ],
)
def test_open_ports_are_not(text: str) -> None:
    assert negated(text) == [False]


def test_a_row_may_close_one_transport_and_open_another() -> None:
    reading, _ = reading_of(page("| Port | TCP | UDP |\n|---|---|---|\n| 23 | open | closed |\n"))

    assert [(claim.transports, claim.negated) for claim in reading.claims] == [(("tcp",), False), (("udp",), True)]


REMARK = "# Ports\n\n| Port | Protocol | Description |\n|---|---|---|\n| 8443 | TCP | Status pages. {} |\n"


@pytest.mark.parametrize(
    "remark",
    [
        "No authentication is required.", "Does not require a licence.", "Authentication is not required.",
        "No password needed.", "Keine Anmeldung erforderlich.", "Aucune authentification n'est requise.",
        "No se requiere autenticación.", "Non richiede autenticazione.", "Аутентификация не требуется.",
        "認証は不要です。", "无需认证。", "Geen authenticatie vereist.",
    ],
)  # fmt: skip
def test_a_login_that_is_not_needed_closes_no_port(remark: str) -> None:
    assert negated(REMARK.format(remark)) == [False]


@pytest.mark.parametrize(
    "remark",
    [
        "Must not be open without authentication.", "Not to be exposed, authentication is missing.",
        "Darf ohne Anmeldung nicht offen sein.",
        "Do not expose it; no authentication is required.",
    ],
)  # fmt: skip
def test_a_port_that_is_not_to_be_open_stays_closed_whatever_is_said_of_logins(remark: str) -> None:
    assert negated(REMARK.format(remark)) == [True]


@pytest.mark.parametrize(
    ("head", "no", "yes"),
    [
        ("Exposed", "no", "yes"), ("Published", "No", "Yes"), ("Public?", "❌", "✅"), ("External access", "no", "yes"),
        ("Open to the internet?", "no", "yes"), ("Internal only", "yes", "no"), ("Öffentlich", "nein", "ja"),
        ("Von außen erreichbar", "nein", "ja"), ("Exposé", "non", "oui"), ("Acceso externo", "no", "sí"),
        ("Доступен извне", "нет", "да"), ("外部公開", "いいえ", "はい"), ("是否公开", "否", "是"),
        ("Unblock", "no", "yes"), ("Permit?", "No", "Yes"), ("To open", "no", "yes"), ("Block", "yes", "no"),
        ("Freischalten", "nein", "ja"), ("Zu öffnen", "nein", "ja"), ("Sperren", "ja", "nein"), ("Abrir", "no", "sí"),
        ("À ouvrir", "non", "oui"), ("Da aprire", "no", "sì"), ("Liberar", "não", "sim"), ("Openzetten", "nee", "ja"),
        ("Otworzyć", "nie", "tak"), ("Открывать", "нет", "да"), ("Povolit", "ne", "ano"),
        ("Açılsın mı", "hayır", "evet"), ("許可", "いいえ", "はい"), ("是否放行", "否", "是"),
        ("허용", "아니요", "예"), ("Släpps igenom", "nej", "ja"),
    ],
)  # fmt: skip
def test_a_column_that_asks_whether_others_reach_the_port_closes_what_they_do_not(head: str, no: str, yes: str) -> None:
    table = f"| Port | TCP/UDP | {head} |\n|---|---|---|\n| 8443 | TCP | {yes} |\n| 8444 | TCP | {no} |\n"

    assert negated(f"# Ports\n\n{table}") == [False, True]


def test_a_column_with_another_thing_below_such_a_word_closes_nothing() -> None:
    table = "| Port | Protocol | Public |\n|---|---|---|\n| 8443 | TCP | 192.0.2.1 |\n| 8444 | TCP | no proxy |\n"

    assert negated(f"# Ports\n\n{table}") == [False, False]


def test_a_column_that_asks_whether_something_else_is_used_closes_nothing() -> None:
    for head in ("Uses TLS", "Encrypted", "Verwendet TLS", "Requires a login"):
        table = f"| Port | Protocol | {head} |\n|---|---|---|\n| 8443 | TCP | yes |\n| 8444 | TCP | no |\n"

        assert negated(f"# Ports\n\n{table}") == [False, False]


def test_what_is_not_enabled_is_off() -> None:
    table = "| Port | Protocol | Enabled |\n|---|---|---|\n| 8443 | TCP | yes |\n| 8444 | TCP | no |\n"

    assert [each.need for each in reading_of(page(table))[0].claims] == ["required", "off"]


ALONE = [
    "Do not make this port available to the Internet", "Insecure; disable it", "Telnet (insecure, please disable)",
    "Turn off in production", "Bitte deaktivieren", "Unsicher, bitte abschalten", "In Produktion deaktivieren",
    "Debug ; désactiver en production", "Telnet ; désactivez-le", "Desactivar en producción", "Telnet; deshabilítelo",
    "Disattivare in produzione", "Desativar em produção", "Uitschakelen in productie", "Stäng av i produktion",
    "Wyłączyć w produkcji", "Отключить в рабочей среде", "在生产环境中禁用", "请禁用",
]  # fmt: skip
KEPT = [
    "Web console. To disable it, edit hub.toml", "Sleep mode must be set; do not turn it off", "Turn on in production",
    "Do not disable it in production", "Bitte nicht deaktivieren", "Makes the console available to the Internet",
    "Ne pas désactiver en production", "请不要禁用",
]  # fmt: skip
HEADED = "# Ports of Hazel\n\n## Relay\n\n| Port | Protocol | Direction | Purpose |\n|---|---|---|---|\n"


@pytest.mark.parametrize("said", ALONE)
def test_words_alone_switch_a_port_off(said: str) -> None:
    assert open_ports(f"{HEADED}| 6540 | TCP | In | {said} |\n") == set()


@pytest.mark.parametrize("said", KEPT)
def test_what_is_not_to_be_switched_off_stays_open(said: str) -> None:
    assert open_ports(f"{HEADED}| 6540 | TCP | In | {said} |\n") == {6540}


def test_what_is_switched_off_in_some_case_is_conditional() -> None:
    (claim,) = reading_of(page(f"{HEADED}| 6540 | TCP | In | If nobody uses it, disable it |\n"))[0].claims
    assert claim.need == "conditional"


@pytest.mark.parametrize(("said", "peer"), [
    ("Restrict to the management network", "management network"), ("Limit to the agents", "agents"),
    ("Limiter au réseau de gestion", "réseau de gestion"), ("Auf das Verwaltungsnetz beschränken", "Verwaltungsnetz"),
])  # fmt: skip
def test_those_to_whom_a_port_is_limited_are_its_other_end(said: str, peer: str) -> None:
    (claim,) = reading_of(page(f"{HEADED}| 6540 | TCP | In | {said} |\n"))[0].claims
    assert claim.peers == (peer,)
