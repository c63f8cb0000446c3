"""Labels of items: hosts where what stands above speaks of hosts, and names of services where it does not."""

import pytest

from tests.reading import page, reading_of

ITEMS = "- Web server: TCP 7101 (login) and TCP 7102 (API)\n- Database server: TCP 7103\n"


def roles(text: str) -> list[str | None]:
    reading, _ = reading_of(page(text))
    return [claim.role for claim in reading.claims]


@pytest.mark.parametrize(
    "above",
    [
        "# Heron: ports per server\n\nThis list applies to incoming traffic.\n\n",
        "# Heron\n\n## Ports\n\nOpen these inbound ports on the following hosts:\n\n",
    ],
)
def test_labels_are_hosts_where_hosts_are_spoken_of(above: str) -> None:
    assert roles(above + ITEMS) == ["Web server", "Database server"]


@pytest.mark.parametrize(
    "text",
    [
        "# Heron\n\n## Inbound ports\n\n" + ITEMS,
        "# Heron: ports per server\n\n## Store server\n\nInbound ports:\n\n" + ITEMS,
        "# Heron: ports per server\n\nInbound:\n\n- Web server: TCP 7101\n- Updates: TCP 7103\n",
        "# Heron: ports per server\n\nInbound:\n\n- Web server: TCP 7101\n- Web server: TCP 7103\n",
    ],
)
def test_else_they_may_be_services(text: str) -> None:
    assert {"Web server", "Database server"}.isdisjoint(roles(text))
