"""What a sentence says of ports that rows state counts: it closes, limits or completes the rows, or is one itself."""

import pytest

from portspec.analysis.verdict import verdict
from portspec.findings import Finding
from portspec.pipeline import compile_sources
from portspec.spec import Context, Spec
from tests.reading import page

TABLE = (
    "# Probe\n\n## Worker nodes\n\n| Port | Protocol | Direction | Purpose |\n|---|---|---|---|\n"
    "| 6443 | TCP | Inbound | API |\n| 9100-9110 | TCP, UDP | Inbound | metrics |\n"
)


def read(text: str) -> tuple[Spec, list[Finding]]:
    found: list[Finding] = []
    return compile_sources([(page(text), None)], (), None, found.append), found


def opened(spec: Spec) -> set[tuple[str | None, str | None, str, int, str | None]]:
    """Return the rules that are open: host, direction, transport, first port and peer."""
    return {
        (rule.host_text, rule.direction, rule.transport or "", rule.ports[0].start, rule.peer_text)
        for rule in verdict(spec)
        if rule.verdict == "open"
    }


CLOSED = [
    "Do not allow inbound access to TCP port 6443.",
    "Port 6443 must not be opened.",
    "TCP 6443 is no longer used.",
    "Never expose TCP 6443 to the internet.",
    "TCP 6443 darf nicht geöffnet werden.",
    "N'ouvrez pas le port TCP 6443.",
    "No abra el puerto TCP 6443.",
    "Non aprire la porta TCP 6443.",
    "Não abra a porta TCP 6443.",
    "Open poort TCP 6443 niet.",
    "Не открывайте порт TCP 6443.",
    "请勿开放 TCP 6443 端口。",
    "Do not open 6443.",
    "6443 must not be opened.",
    "Keep 6443 closed.",
    "Never expose 6443 to the internet.",
    "6443 is no longer used.",
    "The API port must not be opened.",
    "Never expose the API port.",
    "6443 nicht öffnen.",
    "6443 darf nicht geöffnet werden.",
    "Der API-Port darf nicht geöffnet werden.",
    "Der Port für die API bleibt geschlossen.",
    "N'ouvrez pas 6443.",
    "Le 6443 ne doit pas être ouvert.",
    "Le port API ne doit pas être ouvert.",
    "El 6443 no debe abrirse.",
    "El puerto de la API no debe abrirse.",
    "Non aprire 6443.",
    "La porta API non deve essere aperta.",
    "Não abra 6443.",
    "A porta da API não deve ser aberta.",
    "Open 6443 niet.",
    "De API-poort mag niet worden geopend.",
    "De poort voor de API mag niet worden geopend.",
    "Не открывайте 6443.",
    "6443 не должен быть открыт.",
    "Порт API не должен быть открыт.",
    "请勿开放 6443。",
    "不要开放 API 端口。",
    "6443 は開放しないでください。",
    "API ポートは開放しないでください。",
    "6443은 열지 마십시오.",
    "API 포트는 열지 마십시오.",
    "Nie otwieraj 6443.",
    "Port API nie może być otwarty.",
    "Neotvírejte 6443.",
    "Port API nesmí být otevřen.",
    "Öppna inte 6443.",
    "API-porten får inte öppnas.",
    "6443 açılmamalıdır.",
    "API bağlantı noktası açılmamalıdır.",
    "Åbn ikke 6443.",
    "Ikke åpne 6443.",
    "Älä avaa 6443.",
    "Ne nyissa meg a 6443-at.",
    "Nu deschideți 6443.",
    "Не відкривайте 6443.",
    "Không mở 6443.",
    "Jangan buka 6443.",
    "Μην ανοίγετε το 6443.",
    "لا تفتح 6443.",
    "อย่าเปิด 6443",
]


@pytest.mark.parametrize("said", CLOSED)
def test_what_a_sentence_says_not_to_open_stays_closed(said: str) -> None:
    spec, found = read(f"{TABLE}\n{said}\n")
    assert 6443 not in {port for _, _, _, port, _ in opened(spec)}
    assert [each.message for each in found if each.code == "PS207" and "it stays closed" in each.message]
    row = next(each for each in spec.requirements if each.ports[0].start == 6443)
    ground = row.basis["need"]
    assert isinstance(ground, Context)
    assert (ground.rule, ground.provenance.quote) == ("sentence", said)


def test_a_sentence_closes_the_port_and_the_transport_that_it_names_alone() -> None:
    spec, _ = read(f"{TABLE}\nUDP 9105 must not be opened.\n")
    udp = {(p.start, p.end) for r in verdict(spec) if r.verdict == "open" and r.transport == "udp" for p in r.ports}
    tcp = {(p.start, p.end) for r in verdict(spec) if r.verdict == "open" and r.transport == "tcp" for p in r.ports}
    assert udp == {(9100, 9104), (9106, 9110)}
    assert tcp >= {(9105, 9105)}


ITEMS = ["6443 - not to be opened", "Keep 6443 closed.", "6443: never expose.", "TCP 6443 must not be opened."]


@pytest.mark.parametrize("item", ITEMS)
def test_what_an_item_says_not_to_open_stays_closed_in_a_table(item: str) -> None:
    spec, found = read(f"{TABLE}\nNotes:\n\n- {item}\n")
    assert 6443 not in {port for _, _, _, port, _ in opened(spec)}
    assert [each.message for each in found if each.code == "PS207" and "it stays closed" in each.message]


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("Do not open 9105.", {(9100, 9104), (9106, 9110)}),
        ("9104-9106 must stay closed.", {(9100, 9103), (9107, 9110)}),
        ("9100-9110 are no longer used.", set()),
    ],
)
def test_bare_numbers_inside_the_range_of_a_row_are_taken_out_of_it(said: str, left: set[tuple[int, int]]) -> None:
    spec, _ = read(f"{TABLE}\n{said}\n")
    found = {(p.start, p.end) for rule in verdict(spec) if rule.verdict == "open" for p in rule.ports}
    assert found == left | {(6443, 6443)}


def test_an_item_about_another_port_closes_no_row() -> None:
    spec, _ = read(f"{TABLE}\nNotes:\n\n- Port 6443 must be open; the other ports need not be opened.\n")
    assert 6443 in {port for _, _, _, port, _ in opened(spec)}


def test_ports_to_be_closed_that_no_row_is_known_by_are_reported() -> None:
    _, found = read(f"{TABLE}\nThe ports marked in grey must not be opened.\n")
    assert [each.message for each in found if "it closes none of these" in each.message]


LIMITED = [
    "TCP 6443 is only required if the dashboard is used.",
    "TCP 6443 is optional.",
    "You do not have to open TCP 6443 if the dashboard is not used.",
    "Port 6443 wird nur benötigt, wenn das Dashboard verwendet wird.",
    "Le port 6443 est facultatif.",
    "6443 is only required if the dashboard is used.",
    "The API port is only needed if the dashboard is used.",
]


@pytest.mark.parametrize("said", LIMITED)
def test_what_a_sentence_asks_for_in_some_cases_only_depends(said: str) -> None:
    spec, _ = read(f"{TABLE}\n{said}\n")
    assert {rule.verdict for rule in verdict(spec) if rule.ports[0].start == 6443} == {"conditional"}


SAID_AGAIN = [
    "Open TCP 6443 on the worker nodes.",
    "The API of the worker nodes listens on TCP 6443.",
    "For example, a firewall could block TCP 6443.",
    "If TCP 6443 is blocked, the API cannot be reached.",
    "TCP 6443 must not be blocked.",
    "Until release 2, TCP 6443 was closed.",
    "On gateways, do not open TCP 6443.",
    "Do not open more than 6443 sessions.",
    "Do not install build 6443.",
    "Do not close 6443.",
    "If 6443 is blocked, the API cannot be reached.",
    "All other ports must be closed.",
    "The API port must not be blocked.",
    "Do not open the API documentation.",
    "If 6443 is in use, choose another port.",
    "If you use the API port, set a password.",
    "When changing 6443, restart the service.",
    "The API port must not be used by other programs.",
]


@pytest.mark.parametrize("said", SAID_AGAIN)
def test_what_says_the_same_or_is_about_others_changes_nothing(said: str) -> None:
    plain, spec = read(TABLE)[0], read(f"{TABLE}\n{said}\n")[0]
    assert opened(spec) == opened(plain)
    assert len(spec.requirements) == len(plain.requirements)


def test_another_flow_is_a_requirement_of_its_own() -> None:
    spec, _ = read(f"{TABLE}\nThey connect to the management nodes on TCP 6443.\n")
    assert opened(spec) >= {
        ("Worker nodes", "out", "tcp", 6443, "management nodes"),
        ("management nodes", "in", "tcp", 6443, "Worker nodes"),
        ("Worker nodes", "in", "tcp", 6443, None),
    }


@pytest.mark.parametrize("purpose", ["Reports", "The probes report here", "From any probe to the hub"])
def test_a_flow_is_kept_whose_hosts_a_row_names_in_its_purpose_alone(purpose: str) -> None:
    table = f"# Ports\n\n## Hub\n\n| Port | Protocol | Purpose |\n|---|---|---|\n| 7101 | TCP | {purpose} |\n"
    spec, _ = read(f"{table}\n## Probe\n\nThe probe connects to the hub on TCP 7101.\n")
    assert opened(spec) == {("probe", "out", "tcp", 7101, "hub"), ("hub", "in", "tcp", 7101, "probe")}


def test_another_direction_is_a_requirement_of_its_own() -> None:
    spec, _ = read(f"{TABLE}\nThe worker nodes also need outbound access on TCP 6443.\n")
    assert ("Worker nodes", "out", "tcp", 6443, None) in opened(spec)


def test_who_connects_is_said_of_a_row_that_leaves_it_open() -> None:
    spec, _ = read(f"{TABLE}\nPort 6443 must be reachable from the monitoring server.\n")
    assert ("Worker nodes", "in", "tcp", 6443, "monitoring server") in opened(spec)
    assert ("Worker nodes", "in", "tcp", 6443, None) not in opened(spec)


def test_a_direction_is_said_of_a_row_that_leaves_it_open() -> None:
    spec, _ = read(
        "# Ports\n\n## Hub\n\n| Port | Protocol |\n|---|---|\n| 443 | TCP |\n\nAllow inbound connections to TCP 443.\n"
    )
    assert opened(spec) == {("Hub", "in", "tcp", 443, None)}


def test_another_host_without_a_transport_is_reported() -> None:
    spec, found = read(f"{TABLE}\nPort 6443 must also be open on storage nodes.\n")
    assert len(spec.requirements) == len(read(TABLE)[0].requirements)
    assert [each.place.line for each in found if each.code == "PS207" and each.place] == [10]


OTHER_HOST = "\n## Mail gateways\n\n"


def test_a_port_of_another_section_is_a_requirement_of_its_own() -> None:
    spec, _ = read(f"{TABLE}{OTHER_HOST}Inbound connections to TCP port 6443 must be allowed.\n")
    assert {host for host, *_, port, _ in opened(spec) if port == 6443} == {"Worker nodes", "Mail gateways"}


def test_a_mention_for_another_section_is_reported() -> None:
    spec, found = read(f"{TABLE}{OTHER_HOST}Webmail is on 6443/tcp.\n")
    assert {host for host, *_, port, _ in opened(spec) if port == 6443} == {"Worker nodes"}
    assert [each.place.line for each in found if each.code == "PS206" and each.place] == [12]


@pytest.mark.parametrize(
    "said", ["The worker nodes listen on TCP 6443.", "The API of the worker nodes is on 6443/tcp."]
)
def test_a_sentence_that_names_the_host_of_the_row_is_about_it(said: str) -> None:
    plain, (spec, found) = read(TABLE)[0], read(f"{TABLE}{OTHER_HOST}{said}\n")
    assert opened(spec) == opened(plain)
    assert not [each for each in found if each.code == "PS206"]


def test_another_transport_is_a_requirement_of_its_own() -> None:
    spec, _ = read(f"{TABLE}\nOpen UDP 6443 inbound.\n")
    assert ("Worker nodes", "in", "udp", 6443, None) in opened(spec)


@pytest.mark.parametrize(
    ("sentence", "code", "said"),
    [
        ("Port 6379 must never be exposed.", "PS206", "understood as not to be opened"),
        ("Port 6379 is an example.", "PS206", "If the port is required, say so"),
        (
            "Port 6443 must not be opened.",
            "PS207",
            "This says that port 6443 is not to be opened, and line 7 has it as re",
        ),
        (
            "Port 6443 is no longer used.",
            "PS207",
            "This says that port 6443 is no longer used, and line 7 has it as req",
        ),
    ],
)
def test_what_a_sentence_closes_is_said_in_plain_words(sentence: str, code: str, said: str) -> None:
    _, found = read(f"{TABLE}\n{sentence}\n")
    (each,) = (each for each in found if each.code == code)
    assert said in f"{each.message} {each.help}"


@pytest.mark.parametrize(
    ("below", "kinds"),
    [
        ("Allow TCP 7101 on the mill server.", {("7101", ("tcp",)), ("7102", ())}),
        ("방화벽: TCP 7101 / 7102 둘 다 허용.", {("7101", ("tcp",)), ("7102", ("tcp",))}),
        ("## Web\n\nAllow TCP 7101 on the mill server.", {("7101", ()), ("7102", ())}),
    ],
)
def test_a_sentence_below_a_table_gives_a_transport_to_the_very_port(below: str, kinds: set[object]) -> None:
    rows = "| 7101 | HTTP | Ledger |\n| 7102 | WebSocket | Carts |\n"
    spec, _ = read(f"# Mill\n\n## Ports\n\n| Port | Protocol | Use |\n|---|---|---|\n{rows}\n{below}\n")
    assert {(str(r.ports[0]), r.transports) for r in spec.requirements if "|" in r.provenance.quote} == kinds
