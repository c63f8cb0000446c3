"""What stands below a port, as an item or right below its title, and tells no more than its transport and its way."""

import pytest

from tests.reading import page, reading_of

Found = list[tuple[str, str, str, str | None]]


def stated(text: str) -> Found:
    return [
        (",".join(map(str, each.ports)), "/".join(each.transports), each.direction, each.source)
        for each in reading_of(page(text))[0].claims
    ]


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ("- Console: 8443\n  - TCP\n  - Inbound from agents\n", [("8443", "tcp", "inbound", "agents")]),
        ("- Console\n  - Port: 8443\n  - TCP, inbound\n", [("8443", "tcp", "inbound", None)]),
        ("- Konsole: 8443\n  - TCP\n  - eingehend\n", [("8443", "tcp", "inbound", None)]),
        ("- Console: 8443\n  - TCP\n  - entrant\n", [("8443", "tcp", "inbound", None)]),
        ("- Консоль: 8443\n  - TCP\n  - входящий\n", [("8443", "tcp", "inbound", None)]),
        ("- 控制台：8443\n  - TCP\n  - 入站\n", [("8443", "tcp", "inbound", None)]),
        ("- Console: 8443\n  - no UDP\n", [("8443", "", "unstated", None)]),
        ("- Protocols\n  - TCP\n  - UDP\n- Console: 8443\n", [("8443", "", "unstated", None)]),
        (
            "- Hub\n  - Inbound\n    - 8443\n  - Outbound\n    - 8444\n",
            [("8443", "", "inbound", None), ("8444", "", "outbound", None)],
        ),
    ],
)
def test_an_item_below(items: str, expected: Found) -> None:
    assert stated(f"# Mill ports\n\n{items}") == expected


@pytest.mark.parametrize(
    ("below", "expected"),
    [
        ("Used by the agents to reach the hub over TCP.", ("tcp", "unstated")),
        ("UDP, inbound", ("udp", "inbound")),
        ("- TCP\n- inbound", ("tcp", "inbound")),
        ("Eingehende TCP-Verbindungen der Agenten.", ("tcp", "inbound")),
        ("Connexions TCP entrantes des agents.", ("tcp", "inbound")),
        ("It is not used over UDP.", ("", "unstated")),
        ("If UDP is blocked, agents wait.", ("", "unstated")),
        ("Used for jobs.\n\nUDP is used by the relay.", ("", "unstated")),
    ],
)
def test_what_is_right_below_a_title(below: str, expected: tuple[str, str]) -> None:
    found = stated(f"# Mill ports\n\n### Port 8443\n\n{below}\n\n### Port 8444\n\nUsed for the feed.\n")
    assert [each[:3] for each in found] == [("8443", *expected), ("8444", "", "unstated")]
