"""A negation before a port, with no verb that it could belong to, keeps the port closed: "but never on TCP 443"."""

import pytest

from tests.reading import page, reading_of

LIST = "# Mill\n\n## Inbound ports\n\n- Login: 22/tcp\n- {}\n"


def needs(item: str) -> dict[str, str]:
    claims = reading_of(page(LIST.format(item)))[0].claims
    return {str(port): each.need for each in claims for port in each.ports if port.start != 22}


@pytest.mark.parametrize(
    "item",
    [
        "Not on TCP 8443",
        "Hub: never on TCP 8443",
        "Agents reach the hub, but not on TCP 8443.",
        "Nie auf TCP 8443",
        "Agenten erreichen den Hub, aber nie auf TCP 8443.",
        "Jamais sur TCP 8443",
        "Nunca en TCP 8443",
        "Никогда на TCP 8443",
        "TCP 8443: no",
        "TCP 8443: nein",
        "8443/tcp: нет",
    ],
)
def test_it_keeps_the_port_closed(item: str) -> None:
    assert set(needs(item).values()) <= {"denied"}


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("Do not block TCP 8443 and not TCP 8444.", {"8443": "required"}),
        ("Port no: 8443", {"8443": "required"}),
        ("Not only on TCP 8443", {"8443": "required"}),
        ("The page is on TCP 8444, not on TCP 8443.", {"8444": "required", "8443": "denied"}),
    ],
)
def test_other_ports_stay_as_they_are(item: str, expected: dict[str, str]) -> None:
    found = needs(item)
    assert {port: found.get(port) for port in expected} == expected
