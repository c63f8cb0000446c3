"""Services that connect to each other are the hosts that the rows of a table are about."""

import pytest

from tests.reading import page, reading_of

HEADS = {
    "en": "Service name | Port | Protocol | Source",
    "de": "Dienst | Port | Protokoll | Quelle",
    "fr": "Service | Port | Protocole | Source",
    "es": "Servicio | Puerto | Protocolo | Origen",
    "zh": "服务 | 端口 | 协议 | 来源",
}


def roles(head: str, *rows: str) -> list[str | None]:
    body = "\n".join(f"| {row} |" for row in rows)
    reading, _ = reading_of(page(f"# Kestrel\n\n| {head} |\n|---|---|---|---|\n{body}\n"))
    return [claim.role for claim in reading.claims]


@pytest.mark.parametrize("language", HEADS)
def test_a_service_that_another_row_names_as_its_other_end_is_a_host(language: str) -> None:
    assert roles(HEADS[language], "Kestrel Hub | 7100 | TCP | Heron", "Alder | 7101 | TCP | Kestrel Hub") == [
        "Kestrel Hub",
        "Alder",
    ]


@pytest.mark.parametrize(
    "rows",
    [
        ("Web interface | 7100 | TCP | Heron", "Queries | 7101 | TCP | Alder"),
        ("DNS | 53 | UDP | DNS", "NTP | 123 | UDP | NTP"),
    ],
)
def test_other_services_are_no_hosts(rows: tuple[str, ...]) -> None:
    assert roles(HEADS["en"], *rows) == [None, None]
