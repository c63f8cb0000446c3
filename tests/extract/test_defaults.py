"""A column named "Port" may hold only names for ports; their numbers stand below "Default"."""

from tests.reading import page, reading_of

TABLE = """# Mill

| Service | Port used | Protocol | Default |
|---|---|---|---|
| API | `${mill.port}` | TCP | 4170 |
| Gossip | `${mill.port}` | UDP | 4170 |
| Calls | `${mill.port} + 1` | TCP | 4171 |
"""


def test_settings_to_be_filled_in_are_names() -> None:
    reading, _ = reading_of(page(TABLE))
    assert [(each.transports, str(each.ports[0])) for each in reading.claims] == [
        (("tcp",), "4170"),
        (("udp",), "4170"),
        (("tcp",), "4171"),
    ]


def test_numbers_of_its_own_count_before_a_default() -> None:
    own = TABLE.replace("`${mill.port}` |", "4180 |").replace("`${mill.port} + 1`", "4181")
    reading, _ = reading_of(page(own))
    assert [str(port) for each in reading.claims for port in each.ports] == ["4180", "4180", "4181"]


def test_what_is_written_like_an_address_holds_no_port() -> None:
    text = "# Mill\n\n| Port | Use |\n|---|---|\n| 4170 | Peers |\n| 2001:db8:85a3:0:0:8a2e:370:7334:4170 | Seeds |\n"
    reading, _ = reading_of(page(text))
    assert [str(port) for each in reading.claims for port in each.ports] == ["4170"]
