"""A column of nothing but addresses of services names where connections go that are outbound, whatever its header."""

import pytest

from portspec.analysis.verdict import verdict
from portspec.extract.ends.services import names_services
from portspec.pipeline import compile_sources
from portspec.spec import Context
from tests.reading import page, reading_of

SERVICES = [
    "cdn.example.com",
    "*.cdn.example.com, api.example.net",
    "https://api.example.com/v2/",
    "<account>.blob.example.com",
    "api.${REGION}.example.com or api.example.org",
    "log.example.com & time.example.com",
    "api.example.com (Europe)",
]


@pytest.mark.parametrize("text", SERVICES)
def test_addresses_of_services(text: str) -> None:
    assert names_services(text)


@pytest.mark.parametrize("text", ["10.0.4.2", "store server", "Updates from cdn.example.com", "8443/tcp", ""])
def test_other_texts(text: str) -> None:
    assert not names_services(text)


def _table(head: str, title: str = "## Outbound connections") -> str:
    heads = f"| {head} | Port | Transport | Use |\n|---|---|---|---|\n"
    return f"# Mill\n\n{title}\n\n{heads}| cdn.example.com | 443 | TCP | images |\n"


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("URL", "## Outbound connections"),
        ("FQDN", "## Egress"),
        ("Host", "## Outbound connections"),
        ("Adresse", "## Ausgehende Verbindungen"),
        ("Domaine", "## Connexions sortantes"),
        ("Домен", "## Исходящие соединения"),
        ("ドメイン", "## アウトバウンド"),
        ("Outbound endpoint", "## Network"),
    ],
)
def test_what_goes_out_goes_to_them(head: str, title: str) -> None:
    reading, _ = reading_of(page(_table(head, title=title)))
    assert [(each.direction, each.destination, each.role) for each in reading.claims] == [
        ("outbound", "cdn.example.com", None)
    ]


@pytest.mark.parametrize("head", ["URL", "Host"])
def test_what_comes_in_comes_from_nobody_that_they_name(head: str) -> None:
    reading, _ = reading_of(page(_table(head, title="## Inbound connections")))
    assert [(each.source, each.destination) for each in reading.claims] == [(None, None)]


def test_a_named_destination_counts_alone() -> None:
    text = _table("URL").replace("| Use |", "| Destination |").replace("images", "mirror")
    reading, _ = reading_of(page(text))
    assert [each.destination for each in reading.claims] == ["mirror"]


def test_an_address_alone_says_no_way() -> None:
    spec = compile_sources([(page(_table("URL", title="## Console server")), None)], (), None, lambda _: None)
    (row,) = spec.requirements
    assert (row.destination, row.direction) == ("cdn.example.com", "unstated")
    assert [rule.verdict for rule in verdict(spec)] == ["closed"], "the host may be the service itself"
    ground = row.basis["destination"]
    assert isinstance(ground, Context)
    assert ground.rule == "address"
