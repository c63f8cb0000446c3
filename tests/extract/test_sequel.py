"""Sequels: what a sentence says of the port of the one before it, in each language, and what is of another thing."""

import pytest

from tests.reading import open_ports, page, reading_of

SEQUELS = [
    (
        "The agent listens on 8443/tcp.",
        [
            "The port must not be opened.",
            "That port must not be opened.",
            "Do not open it in the firewall.",
            "It is needed only if X is enabled.",
            "It should stay closed.",
            "Never expose this port.",
            "It is required only when replication is used.",
            "It is only used if clustering is enabled.",
            "Keep it closed.",
            "Block this port in the firewall.",
            "It is retired.",
            "The port is no longer used.",
            "It is only needed during the installation.",
        ],
    ),
    (
        "Der Agent lauscht auf 8443/tcp.",
        [
            "Der Port darf nicht geöffnet werden.",
            "Dieser ist nur bei Replikation nötig.",
            "Öffnen Sie ihn nicht in der Firewall.",
            "Diesen Port nicht öffnen.",
            "Er wird nur benötigt, wenn X aktiviert ist.",
            "Er muss geschlossen bleiben.",
            "Er ist nur für die Installation erforderlich.",
            "Dieser Port wird nicht benötigt.",
            "Er wird nicht mehr verwendet.",
        ],
    ),
    (
        "L'agent écoute sur 8443/tcp.",
        [
            "Le port ne doit pas être ouvert.",
            "Il est utilisé uniquement si X est activé.",
            "Ne l'ouvrez pas dans le pare-feu.",
            "N'ouvrez pas ce port.",
            "Il doit rester fermé.",
            "Il n'est nécessaire que si X est activé.",
            "Ce port n'est pas nécessaire.",
            "Celui-ci n'est requis que pour la réplication.",
            "Il n'est plus utilisé.",
        ],
    ),
    (
        "El agente escucha en 8443/tcp.",
        [
            "El puerto no debe abrirse.",
            "No lo abra en el cortafuegos.",
            "Solo se necesita si X está activado.",
            "Este puerto debe permanecer cerrado.",
            "Se utiliza únicamente si X está activado.",
            "Dicho puerto no debe abrirse.",
            "Ese puerto no es necesario.",
            "No abra este puerto.",
            "No abrir este puerto.",
        ],
    ),
    (
        "O agente escuta em 8443/tcp.",
        [
            "A porta não deve ser aberta.",
            "Não a abra no firewall.",
            "Só é necessária se X estiver ativado.",
            "Esta porta deve permanecer fechada.",
            "Ela é usada apenas se X estiver ativado.",
            "Essa porta não deve ser aberta.",
            "Não abra esta porta.",
            "Esta porta não é necessária.",
        ],
    ),
    (
        "L'agente è in ascolto su 8443/tcp.",
        [
            "La porta non deve essere aperta.",
            "Non aprirla nel firewall.",
            "È necessaria solo se X è abilitato.",
            "Questa porta deve rimanere chiusa.",
            "Viene utilizzata solo se X è abilitato.",
            "Tale porta non deve essere aperta.",
            "Non aprire questa porta.",
            "Questa porta non è necessaria.",
        ],
    ),
    (
        "De agent luistert op 8443/tcp.",
        [
            "De poort mag niet worden geopend.",
            "Open deze niet in de firewall.",
            "Deze is alleen nodig als X is ingeschakeld.",
            "Deze poort moet gesloten blijven.",
            "Die poort mag niet worden geopend.",
            "Open deze poort niet.",
            "Deze poort is niet nodig.",
            "Hij wordt alleen gebruikt als X is ingeschakeld.",
        ],
    ),
    (
        "Agenten lyssnar på 8443/tcp.",
        [
            "Porten får inte öppnas.",
            "Öppna den inte i brandväggen.",
            "Den behövs bara om X är aktiverat.",
            "Den här porten ska vara stängd.",
            "Denna port får inte öppnas.",
            "Den används endast om X är aktiverat.",
            "Öppna inte denna port.",
            "Denna port behövs inte.",
        ],
    ),
    (
        "Agent nasłuchuje na porcie 8443/tcp.",
        [
            "Portu nie wolno otwierać.",
            "Nie otwieraj go w zaporze.",
            "Jest potrzebny tylko wtedy, gdy X jest włączony.",
            "Ten port musi pozostać zamknięty.",
            "Tego portu nie należy otwierać.",
            "Nie otwieraj tego portu.",
            "Ten port nie jest wymagany.",
            "Jest używany tylko, jeśli X jest włączony.",
        ],
    ),
    (
        "Agent naslouchá na portu 8443/tcp.",
        [
            "Port se nesmí otevírat.",
            "Neotevírejte jej ve firewallu.",
            "Je potřeba pouze tehdy, když je X zapnuto.",
            "Tento port musí zůstat zavřený.",
            "Neotevírejte tento port.",
            "Tento port nesmí být otevřen.",
            "Tento port není potřeba.",
            "Používá se pouze, pokud je X zapnuto.",
        ],
    ),
    (
        "Агент слушает порт 8443/tcp.",
        [
            "Порт нельзя открывать.",
            "Не открывайте его в брандмауэре.",
            "Он нужен, только если включена X.",
            "Этот порт должен оставаться закрытым.",
            "Не открывайте этот порт.",
            "Порт не должен быть открыт.",
            "Этот порт не требуется.",
            "Используется только при включённой репликации.",
        ],
    ),
    (
        "Aracı 8443/tcp bağlantı noktasını dinler.",
        [
            "Bağlantı noktası açılmamalıdır.",
            "Güvenlik duvarında açmayın.",
            "Yalnızca X etkinse gereklidir.",
            "Bu bağlantı noktası kapalı kalmalıdır.",
            "Bu bağlantı noktasını açmayın.",
            "Bu bağlantı noktası gerekli değildir.",
            "Bu port açılmamalıdır.",
            "Yalnızca X etkinse kullanılır.",
        ],
    ),
    (
        "代理监听 8443/tcp。",
        [
            "端口不得开放。",
            "请勿在防火墙中开放它。",
            "仅在启用 X 时需要。",
            "该端口必须保持关闭。",
            "此端口不得开放。",
            "不要开放此端口。",
            "此端口不需要开放。",
            "仅在启用复制时使用该端口。",
        ],
    ),
    (
        "エージェントは 8443/tcp で待ち受けます。",
        [
            "ポートを開放しないでください。",
            "ファイアウォールで開かないでください。",
            "X が有効な場合にのみ必要です。",
            "このポートは閉じたままにしてください。",
            "このポートは開放しないでください。",
            "このポートを開いてはいけません。",
            "このポートは必要ありません。",
            "これはレプリケーションを使用する場合にのみ使用されます。",
        ],
    ),
    (
        "에이전트는 8443/tcp에서 수신 대기합니다.",
        [
            "포트를 열지 마십시오.",
            "방화벽에서 열지 마십시오.",
            "X를 사용하는 경우에만 필요합니다.",
            "이 포트는 닫혀 있어야 합니다.",
            "이 포트를 열지 마십시오.",
            "이 포트는 열면 안 됩니다.",
            "이 포트는 필요하지 않습니다.",
            "복제를 사용하는 경우에만 사용됩니다.",
        ],
    ),
]


@pytest.mark.parametrize(("first", "then"), [(first, each) for first, more in SEQUELS for each in more])
def test_a_sentence_goes_on_about_the_port_of_the_one_before(first: str, then: str) -> None:
    assert needs(f"# Agent\n\n{first}\n") == {"required"}
    assert "required" not in needs(f"# Agent\n\n{first} {then}\n")


PLACES = [
    "# Agent\n\nThe agent listens on 8443/tcp.\n\n{}\n",
    "# Agent\n\n## Ports\n\n- 8443/tcp: agent\n\n{}\n",
    "# Agent\n\n## Ports\n\n- 8443/tcp: agent. {}\n",
    "# Agent\n\n## Ports\n\n| Port | Protocol | Purpose |\n|---|---|---|\n| 8443 | TCP | Agent |\n\n{}\n",
    "# Agent\n\n## Ports\n\n| Port | Protocol | Purpose |\n|---|---|---|\n| 8443 | TCP | Agent |\n\n> **Note:** {}\n",
    "# Agent\n\nThe agent listens on 8443/tcp.\n\n> [!NOTE]\n> {}\n",
    "# Agent\n\nThe agent listens on 8443/tcp.\n\n!!! warning\n    {}\n",
]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    "then",
    ["This port must not be opened.", "Do not open it in the firewall.", "It is needed only if clustering is used."],
)
def test_what_stands_right_below_goes_on_about_the_only_port_above(place: str, then: str) -> None:
    assert needs(place.format(then)) <= {"denied", "conditional"}
    assert needs(place.format("This port can be changed.")) == {"required"}


def test_what_stands_below_several_rows_is_said_of_none_alone() -> None:
    rows = "- 8443/tcp: agent\n- 8444/tcp: hub\n"
    assert needs(f"# Agent\n\n## Ports\n\n{rows}\nThis port must not be opened.\n") == {"required"}


@pytest.mark.parametrize(
    "then",
    [
        "These ports must not be opened.", "Diese Ports dürfen nicht geöffnet werden.", "Эти порты нельзя открывать.",
        "Ces ports ne doivent pas être ouverts.", "Queste porte non devono essere aperte.", "这些端口不得开放。",
    ],
)  # fmt: skip
def test_what_is_said_of_these_ports_is_said_of_all_rows_above(then: str) -> None:
    rows = "- 8443/tcp: agent\n- 8444/tcp: hub\n"
    assert needs(f"# Agent\n\n## Ports\n\n{rows}\n{then}\n") == {"denied"}


def needs(text: str) -> set[str]:
    """Return how firmly a page asks for its ports."""
    reading, _ = reading_of(page(text))
    return {claim.need for claim in reading.claims if claim.ports}


OTHERS = [
    ("Der Agent lauscht auf 8443/tcp.", "Diese Funktion wird nicht benötigt."),
    ("L'agent écoute sur 8443/tcp.", "Cette fonctionnalité n'est pas nécessaire."),
    ("Агент слушает порт 8443/tcp.", "Эта функция не требуется."),
    ("Agenten lyssnar på 8443/tcp.", "Den här funktionen behövs inte."),
    ("에이전트는 8443/tcp에서 수신 대기합니다.", "이 기능은 필요하지 않습니다."),
    ("The agent listens on 8443/tcp.", "This feature is not needed."),
    ("Der Agent lauscht auf 8443/tcp.", "Der Port der Konsole darf nicht geöffnet werden."),
    ("Der Agent lauscht auf 8443/tcp.", "Ein Neustart ist nur nach Updates erforderlich."),
    ("L'agente è in ascolto su 8443/tcp.", "La porta della console non deve essere aperta."),
    ("O agente escuta em 8443/tcp.", "A porta do console não deve ser aberta."),
    ("Agent nasłuchuje na porcie 8443/tcp.", "Port konsoli nie może być otwarty."),
    ("Агент слушает порт 8443/tcp.", "Порт консоли нельзя открывать."),
    ("Агент слушает порт 8443/tcp.", "Другие порты открывать нельзя."),
    ("代理监听 8443/tcp。", "其他端口不得开放。"),
    ("エージェントは 8443/tcp で待ち受けます。", "他のポートは開放しないでください。"),
    ("에이전트는 8443/tcp에서 수신 대기합니다.", "다른 포트는 열지 마십시오."),
]


@pytest.mark.parametrize(("first", "then"), OTHERS)
def test_a_sentence_about_another_port_closes_none(first: str, then: str) -> None:
    assert needs(f"# Agent\n\n{first} {then}\n") == {"required"}


@pytest.mark.parametrize(
    "then",
    [
        "No other ports need to be opened.", "All other ports must be closed.", "Other ports can be closed.",
        "If this port is blocked, agents cannot connect.", "Do not close this port.", "It must never be blocked.",
        "It replaces the retired serial port.", "It does not listen on any other port.",
        "The agent itself is optional.", "Do not expose the console to the internet.", "If it is closed, backups fail.",
        "The port scanner must not be used.", "The other port is retired.", "Port forwarding must be disabled.",
        "The database port must not be opened.", "Do not open the console port.", "Do not open other ports.",
        "The port of the console must not be opened.", "The SSH port should stay closed.", "No certificate is needed.",
        "The port must not be used by another process.", "Make sure that the port is not in use by other programs.",
        "The port can be changed if it is already in use.", "A restart is required only after upgrades.",
        "Backup is only needed when clustering is enabled.", "Only the hub connects to the port.",
        "An agent picks its own source port from 40000-44999 for this; do not open that range on the hub.",
        "Agents choose a source port of 40000-44999; these ports must not be opened.",
        "Answers go to ports 40000-50000 of the sender; these are return traffic and need no rule.",
    ],
)  # fmt: skip
def test_a_sentence_about_another_thing_closes_nothing(then: str) -> None:
    assert open_ports(f"# Agent\n\nThe agent listens on 8443/tcp. {then}\n") == {8443}


def test_behind_source_ports_the_one_port_is_still_that_of_the_sentence_before() -> None:
    then = "An agent picks its source port from 40000-44999; do not open this port on the hub."
    assert open_ports(f"# Agent\n\nThe agent listens on 8443/tcp. {then}\n") == set()


@pytest.mark.parametrize(
    ("then", "need"),
    [
        ("It is only needed during the installation.", "conditional"),
        ("This port is needed only for upgrades.", "conditional"),
        ("The port is optional.", "optional"),
        ("It restarts when the configuration changes.", "required"),
        ("The port number is optional in addresses.", "required"),
    ],
)
def test_a_sentence_limits_the_port_of_the_one_before(then: str, need: str) -> None:
    reading, _ = reading_of(page(f"# Agent\n\nThe agent listens on 8443/tcp. {then}\n"))
    assert [claim.need for claim in reading.claims] == [need]


@pytest.mark.parametrize(
    "said",
    [
        "The map is disabled by default; open the port only if you enable it.",
        "The map is disabled by default. Open the port only if you enable it.",
        "Die Karte ist standardmäßig deaktiviert; öffnen Sie den Port nur, wenn Sie sie aktivieren.",
        "La carte est désactivée par défaut ; n'ouvrez le port que si vous l'activez.",
        "El mapa está desactivado de forma predeterminada; abra el puerto solo si lo activa.",
        "La mappa è disattivata per impostazione predefinita; aprite la porta solo se la attivate.",
        "O mapa vem desativado por padrão; abra a porta apenas se o ativar.",
        "De kaart is standaard uitgeschakeld; open de poort alleen als u haar inschakelt.",
        "Карта по умолчанию отключена; открывайте порт, только если включаете её.",
        "地图默认关闭；仅在启用时才打开该端口。",
    ],
)
def test_what_is_told_of_a_thing_may_stand_before_what_limits_the_port(said: str) -> None:
    (claim,) = reading_of(page(f"# Heron\n\n## Node\n\nThe node has a map on inbound TCP port 7101. {said}\n"))[
        0
    ].claims
    assert claim.need in ("off", "conditional")
    assert claim.condition


def test_what_is_told_of_a_thing_may_stand_before_what_closes_the_port() -> None:
    told = "# Heron\n\n## Node\n\nThe node has a map on inbound TCP port 7101. The map is {}\n"
    assert open_ports(told.format("for tests. Do not open the port.")) == set()
    assert open_ports(told.format("disabled by default.")) == {7101}
    assert open_ports(told.format("new. Port 7102 must be closed.")) == {7101}


LAST = [
    "Inbound TCP port 8443 is required, and port 8444 is no longer in use. Close it after the upgrade.",
    "Inbound TCP port 8443 is required and TCP port 8444 no longer in use. Close it.",
    "Der eingehende TCP-Port 8443 ist erforderlich, und TCP-Port 8444 wird nicht mehr verwendet. Schließen Sie ihn.",
    "Le port TCP entrant 8443 est requis, et le port TCP 8444 n'est plus utilisé. Fermez-le.",
    "El puerto TCP entrante 8443 es necesario, y el puerto TCP 8444 ya no se usa. Ciérrelo.",
    "La porta TCP 8443 in ingresso è necessaria, e la porta TCP 8444 non è più usata. Chiuderla.",
    "Inkomende TCP-poort 8443 is vereist, en TCP-poort 8444 is niet meer in gebruik. Sluit deze.",
    "Входящий TCP-порт 8443 нужен, а TCP-порт 8444 больше не используется. Закройте его.",
    "入站 TCP 端口 8443 必须开放，TCP 端口 8444 已不再使用。请将其关闭。",
]
ALL = [
    "Inbound TCP port 8443 is required. Close it after the upgrade.",
    "Inbound TCP port 8443 is required, and inbound port 8444 as well. Close it after the upgrade.",
    "Inbound TCP port 8443 is required, TCP port 8444 is no longer in use. Close these ports.",
    "Inbound TCP ports 8443 and 8444 are no longer in use. Close them.",
]


def test_it_is_the_port_that_was_closed_last() -> None:
    assert [each for each in LAST if open_ports(f"# Mill\n\n## Server\n\n{each}\n") != {8443}] == []
    assert [each for each in ALL if open_ports(f"# Mill\n\n## Server\n\n{each}\n")] == []
