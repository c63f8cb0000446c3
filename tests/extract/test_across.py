"""Ports across: what a table says whose header holds the ports; and heads that are none."""

import pytest

from tests.reading import page, reading_of

Stated = tuple[int, str | None, str, str]


def stated(text: str) -> list[Stated]:
    reading, _ = reading_of(page(text))
    return [(each.ports[0].start, each.role, each.direction, each.need) for each in reading.claims]


MARKS = (
    "# Ports\n\n| Host | 443 (HTTPS) | 80 (HTTP) | 22/tcp |\n|---|---|---|---|\n| web | x | x | |\n| db | | no | x |\n"
)
WAYS = "# Regeln\n\n| Rechner | 443/TCP | 80/TCP |\n|---|---|---|\n| web | eingehend | ausgehend |\n| db | – | ein |\n"
RULES = "# Firewall\n\n| Host \\ Port | 443 | 80 |\n|---|---|---|\n| web | allow | deny |\n"
ENDS = (
    "# Firewall\n\n| Source | Destination | 443 | 80 |\n|---|---|---|---|\n| desks | web | X | |\n| web | db | | X |\n"
)
JAPANESE = "# ファイアウォール\n\n| ホスト | ポート 443 | ポート 22 |\n|---|---|---|\n| web | ○ | × |\n| db | × | ○ |\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (MARKS, [(443, "web", "unstated", "required"), (80, "web", "unstated", "required"),
                 (22, "db", "unstated", "required")]),
        (WAYS, [(443, "web", "inbound", "required"), (80, "web", "outbound", "required"),
                (80, "db", "inbound", "required")]),
        (RULES, [(443, "web", "unstated", "required"), (80, "web", "unstated", "denied")]),
        (JAPANESE, [(443, "web", "unstated", "required"), (22, "db", "unstated", "required")]),
    ],
)  # fmt: skip
def test_each_field_is_a_row_of_the_port_above_it(text: str, expected: list[Stated]) -> None:
    assert stated(text) == expected


def test_the_ends_beside_the_ports_are_those_of_each_field() -> None:
    reading, _ = reading_of(page(ENDS))

    assert [(c.ports[0].start, c.source, c.destination) for c in reading.claims] == [
        (443, "desks", "web"),
        (80, "web", "db"),
    ]


def test_fields_without_a_host_beside_them_say_what_the_ports_are_for_or_who_connects() -> None:
    reading, _ = reading_of(page("# Ports\n\n| Port 443 | Port 22 |\n|---|---|\n| Pages | Shell |\n"))
    assert [each.purpose for each in reading.claims] == ["Pages", "Shell"]

    reading, _ = reading_of(page("# Ports\n\n| Port 443 | Port 22 |\n|---|---|\n| Clients | Administrators |\n"))
    assert [each.peers for each in reading.claims] == [("Clients",), ("Administrators",)]


@pytest.mark.parametrize(
    "text",
    [
        "# Firewall\n\n| Rule | 2023 | 2024 |\n|---|---|---|\n| Web | yes | no |\n",
        "# Ports\n\n| Feature | 1 | 2 | 3 |\n|---|---|---|---|\n| Web | yes | no | no |\n",
        "# Sizes\n\n| Nodes | 200 | 400 |\n|---|---|---|\n| Web | yes | no |\n",
        "# Ports\n\n| Feature | Version 50 | Version 60 |\n|---|---|---|\n| Web | yes | no |\n",
    ],
)
def test_other_numbers_of_a_header_are_no_ports(text: str) -> None:
    assert stated(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "# Ports\n\n| 22/tcp | SSH |\n|---|---|\n| 443/tcp | HTTPS |\n",
        "# Ports\n\n| SSH | 22 | TCP |\n|---|---|---|\n| HTTPS | 443 | TCP |\n",
        "# Ports\n\n| 22 | SSH |\n|---|---|\n| 443 | HTTPS |\n",
        "# Ports\n\n| | |\n|---|---|\n| 22 | SSH |\n| 443 | HTTPS |\n",
    ],
)
def test_a_table_without_a_head_has_no_row_less(text: str) -> None:
    assert [port for port, *_ in stated(text)] == [22, 443]


def test_numbers_that_only_count_are_no_ports_of_a_table_without_a_head() -> None:
    assert stated("# Ports\n\n| | |\n|---|---|\n| 1 | SSH |\n| 2 | HTTPS |\n") == []


@pytest.mark.parametrize(
    ("until", "after"),
    [
        ("Addresses until 5 July 2022", "Addresses after 5 July 2022"),
        ("Indirizzi fino al 5 luglio 2022", "Indirizzi dopo il 5 luglio 2022"),
        ("Adressen bis 30. Juni 2023", "Adressen ab 1. Juli 2023"),
        ("Direcciones hasta el 5 de julio de 2022", "Direcciones desde el 6 de julio de 2022"),
        ("2022", "2023"),
    ],
)
def test_dates_of_a_header_are_no_ports(until: str, after: str) -> None:
    fields = f"| Region | {until} | {after} |\n|---|---|---|\n| North | a.example.net | b.example.net |\n"
    assert stated(f"# Firewall\n\nOpen TCP port 443 to these.\n\n{fields}") == [(443, None, "unstated", "required")]


def test_a_port_like_a_year_stands_beside_others() -> None:
    assert [each[0] for each in stated(MARKS.replace("80 (HTTP)", "2022 (SFTP)"))] == [443, 2022, 22]
