"""Of the ports of a host and those of a container that are published at them, the host's are what listens."""

import pytest

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


@pytest.mark.parametrize(
    ("inner", "outer"),
    [
        ("Container port", "Host port"), ("Container port", "Published"), ("Container-Port", "Host-Port"),
        ("Port du conteneur", "Port de l'hôte"), ("Puerto del contenedor", "Puerto publicado"),
        ("Порт контейнера", "Порт хоста"), ("容器端口", "宿主机端口"), ("コンテナのポート", "ホストのポート"),
    ],
)  # fmt: skip
def test_ports_of_containers_beside_those_of_their_hosts_are_not_asked_for(inner: str, outer: str) -> None:
    rows = "| Log | 3100 | 3100/tcp |\n| Uhr | 3101 | 3201/tcp |\n"
    reading, findings = reading_of(page(f"# Hub\n\n| Service | {outer} | {inner} |\n|---|---|---|\n{rows}"))

    assert [(each.ports[0].start, each.transports) for each in reading.claims] == [(3100, ("tcp",)), (3101, ("tcp",))]
    assert not [each.message for each in findings if "3201" in each.message]
    assert open_ports(f"# Hub\n\n| Service | {inner} |\n|---|---|\n| Log | 3100 |\n") == {3100}


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
