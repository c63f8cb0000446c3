"""What a sentence above and the items above say of a list's rows: their direction, their host, where connections go."""

import pytest

from tests.reading import page, reading_of

LEAD = "Configure the gateway to forward the following {} connections to the web server:"


def test_a_sentence_of_connections_gives_the_items_their_direction() -> None:
    for word, direction in {"incoming": "inbound", "outbound": "outbound"}.items():
        reading, _ = reading_of(page(f"# Pages\n\n## Web servers\n\n{LEAD.format(word)}\n\n- TCP port 80\n"))
        assert [claim.direction for claim in reading.claims] == [direction]


def test_a_sentence_of_mail_gives_none() -> None:
    reading, _ = reading_of(page("# Pages\n\n## Web servers\n\nThey sort incoming mail by:\n\n- TCP port 80\n"))
    assert [claim.direction for claim in reading.claims] == ["unstated"]


FIELDS = """\
# Outgoing ports

- Management service
  - **Endpoint**: api.example.com
    - **Port**: TCP/443
- Web server: edge
  - **Port**: TCP/8443
"""


def test_an_item_that_gives_a_value_to_a_name_is_where_connections_go_and_no_host() -> None:
    first, second = reading_of(page(FIELDS))[0].claims
    assert (first.role, first.destination) == ("Management service", "api.example.com")
    assert (second.role, second.destination) == ("Web server: edge", None)


def test_a_template_that_nobody_filled_in_names_no_host() -> None:
    table = "| Port | Protocol | Direction |\n|---|---|---|\n| 7001 | TCP | Inbound |\n"
    for title in ("{{site.data.product}}", "{% include product.html %}"):
        assert reading_of(page(f"# Ports\n\n## {title}\n\n{table}"))[0].claims[0].role is None


def test_numbers_beside_transports_that_are_not_read_are_told_of() -> None:
    text = "# Beispiel\n\n| Nr. | Wozu | Über |\n|---|---|---|\n| {} | Aufsicht | TCP |\n| {} | Protokoll | UDP |\n"
    _, findings = reading_of(page(text.format(8443, 5140)))
    assert "PS204" in [each.code for each in findings]
    _, findings = reading_of(page(text.format(1, 2)))
    assert "PS204" not in [each.code for each in findings]


@pytest.mark.parametrize(
    ("other", "transports"),
    [
        ("Open the following TCP and UDP ports.", ["tcp"]),
        ("The following ports are UDP.", []),
        ("The following UDP and SCTP ports are open.", []),
    ],
)
def test_a_sentence_about_every_port_counts_where_others_name_its_transport_among_more(
    other: str, transports: list[str]
) -> None:
    table = "| Port | Use |\n|--|--|\n| 8443 | a |\n"
    reading, _ = reading_of(page(f"{other}\n\nAll ports are TCP unless stated otherwise.\n\n{table}"))
    assert [list(claim.transports) for claim in reading.claims] == [transports]


@pytest.mark.parametrize(("protocol", "ports"), [("HTTP/2", [8981]), ("HTTP/80", [80, 8981])])
def test_the_version_of_a_protocol_is_no_port(protocol: str, ports: list[int]) -> None:
    head = "| Port | Endpoint protocol | Use |\n|--|--|--|\n"
    reading, _ = reading_of(page(f"{head}| 8981 | {protocol} | a |\n| 8982 | TCP | b |\n"))
    assert sorted({each.start for claim in reading.claims for each in claim.ports} - {8982}) == ports
