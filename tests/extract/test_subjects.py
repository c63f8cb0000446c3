"""Subjects: sentences behind a port that name nothing they are about, and such as are about another thing."""

import pytest

from tests.reading import page, reading_of

LEADS = {
    "en": "The server accepts connections on TCP port 7011.",
    "de": "Der Server lauscht auf TCP-Port 7011.",
    "fr": "Le serveur accepte les connexions sur le port TCP 7011.",
    "es": "El servidor acepta conexiones en el puerto TCP 7011.",
    "pt": "O servidor aceita conexões na porta TCP 7011.",
    "it": "Il server accetta connessioni sulla porta TCP 7011.",
    "nl": "De server accepteert verbindingen op TCP-poort 7011.",
    "ru": "Сервер принимает соединения на порту TCP 7011.",
    "zh": "服务器在 TCP 端口 7011 上接受连接。",
    "ja": "サーバーは TCP ポート 7011 で接続を受け付けます。",
}
CLOSED = [
    ("en", "Must be blocked by the host firewall."), ("en", "Removed as of release 9.1."),
    ("en", "No longer in use since the move to HTTPS."), ("en", "Not exposed outside the host."),
    ("en", "Internal use only, do not open on the firewall."),
    ("en", "Should not be reachable from outside the machine."),
    ("de", "Muss von der Firewall des Hosts blockiert werden."), ("de", "Am Perimeter blockieren."),
    ("de", "Ab Version 9.1 entfallen."), ("de", "Darf von außen nicht erreichbar sein."),
    ("fr", "Doit être bloqué par le pare-feu de l'hôte."), ("fr", "Supprimé à partir de la version 9.1."),
    ("fr", "Plus utilisé depuis le passage à HTTPS."), ("fr", "N'a pas besoin d'être ouvert."),
    ("es", "Debe permanecer cerrado en todo momento."), ("es", "Eliminado a partir de la versión 9.1."),
    ("es", "Bloquear en el perímetro."), ("es", "No necesita estar abierto."),
    ("pt", "Deve ser bloqueada pelo firewall do host."), ("pt", "Removida a partir da versão 9.1."),
    ("it", "Deve essere bloccata dal firewall dell'host."), ("it", "Rimossa a partire dalla versione 9.1."),
    ("nl", "Moet door de firewall van de host worden geblokkeerd."), ("nl", "Vervallen vanaf versie 9.1."),
    ("ru", "Недоступен извне узла."), ("ru", "Удалён начиная с версии 9.1."), ("ru", "Блокировать на периметре."),
    ("zh", "必须由主机防火墙阻止。"), ("zh", "在边界处阻止。"), ("zh", "从 9.1 版本起已移除。"),
    ("ja", "境界でブロックしてください。"), ("ja", "HTTPS への移行後は使用しません。"),
    ("ja", "外部から到達可能であってはなりません。"),
]  # fmt: skip
OPEN = [
    ("en", "Do not expose the console to the internet."), ("en", "Never open attachments of unknown senders."),
    ("en", "The serial line was removed in release 9."), ("en", "Old clients must be blocked by the proxy."),
    ("en", "Must not be blocked by the host firewall."), ("en", "Only the hub is retired."),
    ("de", "Die serielle Leitung ist ab Version 9.1 entfallen."), ("de", "In Version 9 ist Telnet entfallen."),
    ("fr", "La liaison série a été supprimée à partir de la version 9.1."), ("fr", "N'ouvrez pas la console."),
    ("de", "Sind beide nicht erreichbar, kann die Adresse angegeben werden."),
    ("en", "If some process uses it, stop this process."),
    ("es", "La línea serie se eliminó a partir de la versión 9.1."), ("es", "No abra la consola."),
    ("pt", "O link serial foi removido a partir da versão 9.1."), ("it", "Non aprire la console."),
    ("nl", "De seriële lijn is vervallen vanaf versie 9.1."), ("ru", "Последовательный порт удалён в версии 9."),
    ("zh", "串行链路从 9.1 版本起已移除。"), ("zh", "此功能在 9.1 版本已移除。"),
    ("ja", "シリアル回線は 9.1 以降は削除されました。"), ("ja", "コンソールを公開しないでください。"),
]  # fmt: skip
BOTH = ("All of these ports must stay closed.", "Both must stay closed.", "Both ports must be blocked.")
ITEMS = "# Heron\n\n## Server\n\n- 7011/tcp (inbound): web\n- 7012/tcp (inbound): agents\n\n  {}\n"
PLACES = ("# Heron\n\n## Server\n\n{} {}\n", "# Heron\n\n## Server\n\n{}\n\n> {}\n")


def _needs(text: str) -> set[str]:
    reading, _ = reading_of(page(text))
    return {claim.need for claim in reading.claims if claim.ports}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(("tongue", "then"), CLOSED)
def test_a_sentence_without_a_subject_is_about_the_port_before_it(place: str, tongue: str, then: str) -> None:
    assert _needs(place.format(LEADS[tongue], then)) <= {"denied", "retired", "local"}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(("tongue", "then"), OPEN)
def test_a_sentence_about_another_thing_closes_no_port(place: str, tongue: str, then: str) -> None:
    assert _needs(place.format(LEADS[tongue], then)) == {"required"}


@pytest.mark.parametrize("then", BOTH)
def test_what_is_said_of_both_is_said_of_each(then: str) -> None:
    lead = "The server accepts inbound connections on TCP port 7011 and on TCP port 7012."
    assert _needs(f"# Heron\n\n## Server\n\n{lead} Both hosts must be patched.\n") == {"required"}
    assert _needs(f"# Heron\n\n## Server\n\n{lead} {then}\n") == set()


@pytest.mark.parametrize(
    "then", ["Block this port on the perimeter firewall.", "Diesen Port sperren.", "Never open it."]
)
def test_a_paragraph_of_an_item_is_a_sentence_of_its_own(then: str) -> None:
    assert _needs(ITEMS.format(then)) == {"required", "denied"}
    assert _needs(ITEMS.format("This feature is not needed.")) == {"required"}
