"""Called: the host on which words ask for ports, whatever it is called, where no title below the page's names one."""

import pytest

from tests.reading import page, reading_of


def _hosts(text: str) -> list[str | None]:
    """Return the host of each port of a page, in the order of its ports."""
    claims = sorted(reading_of(page(f"# Stonechat mill control\n\n## {text}"))[0].claims, key=lambda each: each.ports)
    return [claim.role for claim in claims]


@pytest.mark.parametrize(
    ("text", "hosts"),
    [
        ("Ports\n\nOpen inbound TCP port 7101 on the feeder.", ["feeder"]),
        ("Ports\n\nInbound TCP port 7101 must be open on the feeder.", ["feeder"]),
        (
            (
                "Ports\n\nOn the feeder, inbound TCP port 7101 must not be closed. On the grinder, inbound "
                "UDP port 7102 must not be closed."
            ),
            ["feeder", "grinder"],
        ),
        ("Ports\n\nAuf dem Zubringer muss der eingehende TCP-Port 7101 offen sein.", ["Zubringer"]),
        ("Ports\n\nSur le chargeur, le port TCP 7101 entrant doit être ouvert.", ["chargeur"]),
        ("Ports\n\nOn the feeder, open these inbound ports:\n\n- TCP 7101\n- TCP 7102", ["feeder", "feeder"]),
        ("Ports\n\nOn the other hand, inbound TCP port 7101 must be open.", [None]),
        ("Ports\n\nOn the firewall, inbound TCP port 7101 must be open.", [None]),
        ("Ports\n\nOn the network, inbound TCP port 7101 must be open.", [None]),
        ("Ports\n\nInbound TCP port 7101 must be open on the spot.", [None]),
        ("Ports\n\nInbound TCP port 7101 must be open, but not on the feeder.", [None]),
        ("Web servers\n\nInbound TCP port 7101 must be open on the day of the move.", ["Web servers"]),
    ],
)
def test_a_name_behind_an_article_is_a_host(text: str, hosts: list[str | None]) -> None:
    assert _hosts(text) == hosts
