"""What a clause only supposes, denies of another thing or says of what went before closes no port."""

import pytest

from tests.reading import open_ports, page, reading_of

OPEN = (
    "Agents report an error if a firewall filters it.",
    "The transfer stops if it is denied.",
    "Los sensores dejan de responder si un cortafuegos lo filtra.",
    "Les capteurs s'arrêtent si un pare-feu le bloque.",
    "Při blokování hlásí čidla chybu 4711.",
    "포트를 열지 않으면 통화가 끊어집니다.",
    "ブロックされると通話が切れます。",
    "Krävs för mätning och ska inte förväxlas med buffertstorleken 6144.",
    "Remplace le service de relève, abandonné en 4.0.",
    "Заменяет линию связи, удалённую в версии 3.",
    "Vervangt de oude lijn, die in versie 3 is verdwenen.",
    "Do not use another port.",
    "Unencrypted passwords are not accepted.",
    "No se aceptan contraseñas sin cifrar.",
    "暗号化されていないパスワードは受け付けません。",
    "Needed in every installation and cannot be disabled.",
    "Muss auch dann offen sein, wenn die Anzeige nicht verwendet wird.",
)
CLOSED = (
    "Block it if unused.",
    "Eine Freigabe ist nicht nötig.",
    "The license service must not be exposed.",
    "Must not be open without a login.",
    "Never use it and do not open it.",
    "如果不使用，请关闭此端口。",
)
TABLE = """# Kestrel

## Hub

| Port | Protocol | Direction | Description |
|---|---|---|---|
| 7001 | TCP | inbound | Console. {} |
"""


@pytest.mark.parametrize("remark", OPEN)
def test_what_a_remark_supposes_or_says_of_another_thing_closes_no_port(remark: str) -> None:
    (claim,) = reading_of(page(TABLE.format(remark)))[0].claims
    assert (claim.need, claim.condition) == ("required", None)


@pytest.mark.parametrize("remark", CLOSED)
def test_what_it_denies_of_the_port_does(remark: str) -> None:
    (claim,) = reading_of(page(TABLE.format(remark)))[0].claims
    assert claim.need in ("denied", "conditional", "optional")


SOME = (
    "Having one or more of these ports blocked is the most common mistake.",
    "Con una o più delle seguenti porte bloccate il servizio non funziona.",
    "Sind einer oder mehrere dieser Ports blockiert, arbeitet der Dienst nicht.",
    "Tener uno o varios de estos puertos bloqueados es el error más común.",
    "Ter uma ou mais dessas portas bloqueadas é o erro mais comum.",
    "Блокировка одного или нескольких из этих портов — самая частая ошибка.",
    "阻止其中一个或多个端口是最常见的错误。",
    "이러한 포트 중 하나 이상이 차단된 것이 가장 흔한 실수입니다.",
)
ABOVE = """# Kestrel

## Hub

The table lists inbound ports. {}

| Port | Protocol | Direction |
|---|---|---|
| 7001 | TCP | inbound |
"""


@pytest.mark.parametrize("sentence", SOME)
def test_what_is_so_where_some_ports_are_closed_closes_none(sentence: str) -> None:
    (claim,) = reading_of(page(ABOVE.format(sentence)))[0].claims
    assert claim.need == "required"


@pytest.mark.parametrize("sentence", ["One or more of these ports must be blocked.", "These ports must be blocked."])
def test_some_that_must_be_closed_are(sentence: str) -> None:
    (claim,) = reading_of(page(ABOVE.format(sentence)))[0].claims
    assert claim.need == "denied"


BELOW = (
    ("The hub accepts inbound connections on TCP port 7001.", "Used between processes on the same host only.", "local"),
    ("The hub accepts inbound connections on TCP port 7001.", "There is no reason to open it.", "denied"),
    ("Le hub accepte les connexions entrantes sur le port TCP 7001.", "Réservé au trafic de bouclage.", "local"),
    ("O hub aceita conexões de entrada na porta TCP 7001.", "Deve permanecer fechada o tempo todo.", "denied"),
    ("Хаб принимает входящие подключения на TCP-порту 7001.", "Нет причин разрешать его в брандмауэре.", "denied"),
    ("集线器在 TCP 端口 7001 上接受入站连接。", "切勿从容器发布此端口。", "denied"),
)  # fmt: skip


@pytest.mark.parametrize(("sentence", "below", "need"), BELOW)
def test_a_paragraph_below_goes_on_about_the_port_of_a_sentence(sentence: str, below: str, need: str) -> None:
    (claim,) = reading_of(page(f"# Kestrel\n\n## Hub\n\n{sentence}\n\n{below}\n"))[0].claims
    assert claim.need == need


SERVED = (
    "Registration takes place on inbound TCP port 7001 of the hub.",
    "Inbound TCP port 7001 is needed in every installation and cannot be disabled.",
    "Inbound TCP port 7001 is not in the table; it must remain reachable.",
    "Eingehende Meldungen erwartet er auf TCP-Port 7001.",
    "Le port TCP entrant 7001 n'est pas modifiable ; il doit rester joignable.",
    "El hub admite conexiones entrantes en el puerto TCP 7001.",
    "La registrazione avviene sulla porta TCP 7001 in ingresso.",
    "Входящий TCP-порт 7001 в таблицу не включён, но закрывать его нельзя.",
    "서버는 인바운드 TCP 포트 7001에서 단말기의 연결을 받아야 합니다.",
    "7001 numaralı TCP portunda gelen bağlantıları bekler.",
)


@pytest.mark.parametrize("sentence", SERVED)
def test_a_sentence_asks_for_the_port_that_something_is_served_on(sentence: str) -> None:
    (claim,) = reading_of(page(f"# Kestrel\n\n## Hub\n\n{sentence}\n"))[0].claims
    assert (claim.need, claim.direction, claim.ports[0].start) == ("required", "inbound", 7001)


def test_a_column_tells_which_ports_get_no_rule() -> None:
    rows = "\n".join(
        f"| {port} | TCP | inbound | {said} |"
        for port, said in enumerate(("Required", "Not required", "Never add one", "None", "Hub (inbound)"), 7001)
    )
    text = f"# Kestrel\n\n## Hub\n\n| Port | Protocol | Direction | Firewall exception |\n|---|---|---|---|\n{rows}\n"
    closed = {claim.ports[0].start for claim in reading_of(page(text))[0].claims if claim.negated}
    assert closed == {7002, 7003, 7004}


@pytest.mark.parametrize(
    "remark",
    [
        "Guests are not allowed.", "Gastzugriff ist nicht erlaubt.", "No se permite el acceso de invitados.",
        "不允许来宾访问。", "ゲストアクセスは許可されません。", "Version 1 of the protocol is disabled.",
        "Die alte Protokollversion 2 wird nicht mehr unterstützt.", "Le chiffrement DES a disparu.",
        "Support for old probes was removed, new probes use this port.",
    ],
)  # fmt: skip
def test_what_is_said_of_guests_or_of_a_version_of_the_protocol_closes_no_port(remark: str) -> None:
    (claim,) = reading_of(page(TABLE.format(remark)))[0].claims
    assert claim.need == "required"


@pytest.mark.parametrize(
    "remark",
    [
        "Keep the port behind the firewall.", "Between processes of the hub itself.",
        "Nur vom Hub selbst genutzt.", "Opening this port is unnecessary.", "Bitte keinesfalls nach außen öffnen.",
        "Desapareció con la versión 3.", "Scomparso con la versione 3.", "Verdwenen met versie 3.",
        "The traffic stays on the machine.", "Old rules can be deleted.",
        "Deprecated; older probes still use this port.",
    ],
)  # fmt: skip
def test_more_ways_to_say_that_a_port_stays_closed(remark: str) -> None:
    (claim,) = reading_of(page(TABLE.format(remark)))[0].claims
    assert claim.need in ("denied", "local", "retired")


def test_a_condition_that_asks_to_see_limits_nothing() -> None:
    said = "If nothing is shown, make sure that inbound TCP port 7001 is open."
    (claim,) = reading_of(page(f"# Kestrel\n\n## Hub\n\n{said}\n"))[0].claims
    assert (claim.need, claim.condition) == ("required", None)


@pytest.mark.parametrize(
    "remark",
    [
        "Clients cannot publish if this port is unreachable.",
        "Si ce port est injoignable, les clients ne peuvent plus publier.",
        "このポートに到達できない場合、クライアントは送信できません。", "Открыть без исключений.",
        "UDP is not used as a fallback.",
    ],
)  # fmt: skip
def test_what_clients_cannot_do_without_the_port_closes_none(remark: str) -> None:
    (claim,) = reading_of(page(TABLE.format(remark)))[0].claims
    assert claim.need not in ("denied", "retired", "local")


@pytest.mark.parametrize(
    "remark",
    [
        "No longer ships with the product.", "N'est plus livré avec le produit.", "Больше не входит в состав продукта.",
        "現在の製品には含まれていません。", "Nie ma powodu, by otwierać ten port.", "Off limits outside the hub.",
    ],
)  # fmt: skip
def test_what_is_no_longer_a_part_of_the_product_stays_closed(remark: str) -> None:
    (claim,) = reading_of(page(TABLE.format(remark)))[0].claims
    assert claim.need in ("denied", "local", "retired")


@pytest.mark.parametrize(
    "remark", ["Replaced by port 7001", "Replaced by port 7001, block", "Nahrazen portem 7001, zablokovat"]
)
def test_a_port_that_takes_the_place_of_another_one_stays_open(remark: str) -> None:
    text = f"{TABLE.format('').rstrip()}\n| 7002 | TCP | inbound | {remark} |\n"
    new, old = reading_of(page(text))[0].claims
    assert (new.need, old.need in ("denied", "retired")) == ("required", True)


@pytest.mark.parametrize(
    "remark",
    [
        "a caller sees error 4031 while it is closed",
        "a caller sees an error as long as it is blocked",
        "der Anrufer sieht einen Fehler, solange er geschlossen ist",
        "el cliente ve un error mientras está cerrado",
        "il client vede un errore finché è chiusa",
        "o cliente vê um erro enquanto estiver fechada",
        "de beller ziet een fout zolang hij gesloten is",
    ],
)
def test_what_comes_of_a_closed_port_for_so_long_closes_none(remark: str) -> None:
    assert open_ports(f"# Mill\n\n## Call desks\n\nThese inbound ports:\n\n- TCP 7101 ({remark})\n") == {7101}


@pytest.mark.parametrize(
    "remark",
    [
        "keep it closed while testing",
        "closed while the call desk is off",
        "must not be opened while it is closed on the hub",
        "blocked as long as the port is closed on the hub",
    ],
)
def test_what_is_closed_for_so_long_stays_closed(remark: str) -> None:
    assert not open_ports(f"# Mill\n\n## Call desks\n\nThese inbound ports:\n\n- TCP 7101 ({remark})\n")


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("Agents connect to the server on TCP port 7101, and the product is of no use without it.", 1),
        ("Open inbound TCP port 7101; agents cannot work without it.", 1),
        ("Do not open inbound TCP port 7101 without it being asked for.", 0),
        ("Inbound TCP port 7101 must not be open without it.", 0),
        ("Do not open inbound TCP port 7101; everything works without it.", 0),
        ("Inbound TCP port 7101 is not needed, agents work without it.", 0),
    ],
)
def test_what_is_of_no_use_without_a_port_denies_none(said: str, asked: int) -> None:
    claims = reading_of(page(f"# Mill\n\n## Server\n\n{said}\n"))[0].claims
    assert [claim.need for claim in claims if claim.need == "required"] == ["required"] * asked
