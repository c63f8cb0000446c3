"""Of the ports of a host and those of a container that are published at them, the host's are what listens."""

import pytest

from portspec.spec import CONTAINED
from tests.reading import open_ports, page, reading_of

TABLE = "# Inbound TCP ports of the hub\n\n| Service | {head} |\n|---|---|\n| Desk | {first} |\n| Jobs | {second} |\n"
ITEMS = "# Inbound TCP ports of the hub\n\n- {first}: desk\n- {second} jobs\n"


@pytest.mark.parametrize(
    ("first", "second", "asked"),
    [
        ("`-p 7101:443`", "`--publish=7102:80/tcp`", {7101, 7102}),
        ("`-p ${DESK:-7101}:443`", "`-p ${JOBS-7102}:${OWN:-80}/udp`", {7101, 7102}),
        ("`-p 443:7101`", '`-p "80:7102"`', {443, 80}),
        ("`-p 0.0.0.0:7101:443`", "`-p 127.0.0.1:7102:7102`", {7101}),
        ("`-p 127.0.0.1:7101:443`", "`-p localhost:7102:80`", set()),
        ("`0.0.0.0:7101->80/tcp`", "`[::]:7102->443/tcp`", {7101, 7102}),
        ("`:::7101->80/tcp`", "`127.0.0.1:7102->443/tcp`", {7101}),
        ("`-p 7101-7103:8101-8103`", "`-p 7104:8104`", {7101, 7102, 7103, 7104}),
        ("port 7101:443 (host:container)", "port 443:7102 (Container:Host)", {7101, 7102}),
    ],
)
def test_what_publishes_a_port_names_the_port_of_the_host_first(first: str, second: str, asked: set[int]) -> None:
    assert open_ports(TABLE.format(head="Option", first=first, second=second)) == asked
    assert open_ports(ITEMS.format(first=first, second=second)) == asked


@pytest.mark.parametrize(
    "head",
    [
        "Port mapping", "Ports (host:container)", "Published ports", "Portzuordnung (Host:Container)",
        "Mappage de ports (hôte:conteneur)", "Mapeo de puertos (host:contenedor)", "Mapeamento de portas",
        "Mappatura delle porte", "Poorttoewijzing", "Сопоставление портов (хост:контейнер)", "端口映射（宿主机:容器）",
        "ポートマッピング（ホスト:コンテナ）", "포트 매핑 (호스트:컨테이너)", "Mapowanie portów (host:kontener)",
        "Mapování portů", "Portmappning (värd:container)", "Porttilknytning (vært:container)",
        "Porttilordning (vert:container)", "Porttikartoitus (isäntä:kontti)", "Portleképezés (gazda:konténer)",
        "Mapare porturi (gazdă:container)", "Зіставлення портів (хост:контейнер)", "Ánh xạ cổng (máy chủ:vùng chứa)",
        "Pemetaan port (host:kontainer)", "Αντιστοίχιση θυρών", "تعيين المنافذ (المضيف:الحاوية)", "การแมปพอร์ต",
        "Bağlantı noktası eşlemesi (ana makine:konteyner)",
    ],
)  # fmt: skip
def test_pairs_below_a_header_that_says_so_are_no_ranges(head: str) -> None:
    assert open_ports(TABLE.format(head=head, first="80:7101", second="81:7102")) == {80, 81}


def test_a_variable_may_stand_for_the_port_of_the_host() -> None:
    rows = {"first": "`${DESK:-7101}:443`", "second": "7102:80"}
    assert open_ports(TABLE.format(head="Ports (host:container)", **rows)) == {7101, 7102}


@pytest.mark.parametrize("lead", ["Port mappings (host:container):", "Published ports (host:container)"])
def test_words_for_both_sides_name_no_host(lead: str) -> None:
    reading, _ = reading_of(page(f"# Inbound TCP ports of the hub\n\n{lead}\n\n- 80:7101\n- 443:7102\n"))
    assert {each.role for each in reading.claims} <= {None, "hub"}
    assert {port.end for each in reading.claims for port in each.ports} == {80, 443}


def test_the_side_of_the_host_may_come_last() -> None:
    assert open_ports(TABLE.format(head="Ports (container:host)", first="80:7101", second="443:7102")) == {7101, 7102}
    assert open_ports(TABLE.format(head="Ports (Container:Host)", first="80:7101", second="443:7102")) == {7101, 7102}


def test_pairs_that_can_be_no_range_say_so_of_their_column() -> None:
    assert open_ports(TABLE.format(head="Port", first="80:7101", second="7102:443")) == {80, 7102}
    assert open_ports(TABLE.format(head="Port", first="7101:7103", second="7105")) == {7101, 7102, 7103, 7105}


SIDES = [
    ("Container port", "Host port"), ("Container port", "Published"), ("Container-Port", "Host-Port"),
    ("Port du conteneur", "Port de l'hôte"), ("Puerto del contenedor", "Puerto publicado"),
    ("Порт контейнера", "Порт хоста"), ("容器端口", "宿主机端口"), ("コンテナのポート", "ホストのポート"),
    ("containerPort", "hostPort"), ("targetPort", "NodePort"), ("Porta container", "Porta host"),
    ("Container HTTP", "Host HTTP"), ("容器 gRPC", "宿主机映射 gRPC"), ("Container", "Host"),
]  # fmt: skip


def inside(text: str) -> dict[int, bool]:
    """Return the ports of a page's rows, each with whether it is one inside of a container, and so closed."""
    claims = reading_of(page(text))[0].claims
    rules = {each.ports[0].start: each.evidence["need"].rule for each in claims if each.need == "local"}
    assert {each.direction for each in claims if each.need == "local"} <= {"internal"}
    return {each.ports[0].start: rules.get(each.ports[0].start) == CONTAINED for each in claims}


@pytest.mark.parametrize(("inner", "outer"), SIDES)
def test_ports_of_containers_beside_those_of_their_hosts_stay_inside(inner: str, outer: str) -> None:
    rows = "| Log | 3100 | 3100/tcp | |\n| Uhr | 3101 | 3201/tcp | required |\n| Db | – | 3302/tcp | |\n"
    text = f"# Inbound ports of the hub\n\n| Service | {outer} | {inner} | Required |\n|---|---|---|---|\n{rows}"
    reading, findings = reading_of(page(text))

    assert {each.transports for each in reading.claims} == {("tcp",)}
    assert inside(text) == {3100: False, 3101: False, 3201: True, 3302: True}
    assert open_ports(text) == {3100, 3101}
    assert not [each.message for each in findings if "3201" in each.message]


def test_ports_of_containers_alone_are_what_the_page_is_about() -> None:
    assert inside("# Hub\n\n| Service | Container port |\n|---|---|\n| Log | 3100 |\n") == {3100: False}


@pytest.mark.parametrize(
    ("image", "inner", "outer"),
    [
        ("Image", "Internal", "External"), ("Container", "Internal port", "Public port"), ("Image", "Intern", "Extern"),
        ("Image", "Port interne", "Port externe"), ("Imagen", "Puerto interno", "Puerto externo"),
        ("Imagem", "Porta interna", "Porta pública"), ("Immagine", "Porta interna", "Porta esterna"),
        ("Image", "Interne poort", "Externe poort"), ("Obraz", "Port wewnętrzny", "Port zewnętrzny"),
        ("Образ", "Внутренний порт", "Внешний порт"), ("镜像", "内部端口", "外部端口"),
        ("イメージ", "内部ポート", "外部ポート"), ("이미지", "내부 포트", "외부 포트"),
        ("İmaj", "Dahili port", "Harici port"), ("Kontejner", "Interní", "Externí"),
    ],
)  # fmt: skip
def test_internal_ports_are_those_inside_where_rows_are_about_containers(image: str, inner: str, outer: str) -> None:
    rows = "| desk | a/desk:16 | :3100 (UI) | 80, 443 |\n| clock | b/clock:2 | :3101, :4404 | :8010, :4404 |\n"
    rows += "| db | c/db | :5432 | – |\n"
    text = f"# Stack\n\n## Hub\n\n| Service | {image} | {inner} | {outer} |\n|---|---|---|---|\n{rows}"
    reading, findings = reading_of(page(text))

    assert inside(text) == {3100: True, 80: False, 3101: True, 8010: False, 5432: True}
    assert [[port.start for port in each.ports] for each in reading.claims if each.ports[0].start == 3101] == [[3101]]
    assert {each.code for each in findings} <= {"PS403", "PS404"}


@pytest.mark.parametrize(
    "head",
    [
        "| Protocol | External port | Internal port | Destination IP |",
        "| Protocol | Public | Internal | Backend RPC |",
        "| Protocole | Port externe | Port interne | IP destination |", "| Protokoll | Extern | Intern | Ziel |",
    ],
)  # fmt: skip
def test_internal_ports_of_other_tables_are_no_containers(head: str) -> None:
    text = f"# Inbound ports of the hub\n\n{head}\n|---|---|---|---|\n| TCP | 42420 | 42421 | 42422 |\n"
    assert not any(inside(text).values())


def test_a_port_inside_of_a_container_closes_none_of_the_host() -> None:
    rows = "| Log | 8080-8090 | 9000 |\n| Uhr | 8000 | 8085 |\n"
    text = f"# Inbound TCP ports of the hub\n\n| Service | Host port | Container port |\n|---|---|---|\n{rows}"
    assert open_ports(text) == {*range(8080, 8091), 8000}
    assert not [each.code for each in reading_of(page(text))[1]]


@pytest.mark.parametrize("bind", ["127.0.0.1:9416", "`127.0.0.1:9416` → 8080", "[::1]:9416", "localhost:9416:8080"])
def test_a_port_that_its_row_ties_to_the_host_itself_stays_there(bind: str) -> None:
    rows = f"| 9416 | desk | {bind} |\n| 9417 | clock | 0.0.0.0:9417 |\n| 9418 | db | 127.0.0.1:9000 |\n"
    text = f"# Inbound TCP ports of the hub\n\n| Port | Service | Bind |\n|---|---|---|\n{rows}"
    assert open_ports(text) == {9417, 9418}


@pytest.mark.parametrize(
    "said",
    [
        "Do not publish the TCP port inbound on the hub with `-p 7101:443`.",
        "Inbound TCP: for example, run `docker run -p 7101:443 desk` on the hub to try it.",
        "Never start the hub with `-p 7101:443`: inbound TCP port 7101 must stay closed.",
    ],
)
def test_a_published_port_in_a_sentence_may_be_unwanted(said: str) -> None:
    assert open_ports(f"# Hub\n\n{said}\n") == set()
