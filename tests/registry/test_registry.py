"""The registry: every line of the list is read, in order, and found by its port and by its name."""

import pytest

from portspec.registry import named, registered, registrations
from portspec.resources import read


def lines() -> list[str]:
    return [line for line in read("spec/registry/ports.tsv").decode().splitlines() if not line.startswith("#")]


def test_every_line_is_found_by_its_port() -> None:
    listed = lines()
    assert len(listed) > 6000
    keys = [(int(line.split("\t")[0]), *line.split("\t")[2:]) for line in listed]
    assert keys == sorted(set(keys))
    found = [each for port in range(65536) for each in registrations(port)]
    assert [f"{each.port}\t{','.join(each.transports)}\t{each.name}\t{each.description}" for each in found] == listed
    assert all(each.transports and each.name for each in found)


@pytest.mark.parametrize(
    ("port", "transport", "name"),
    [
        (22, "tcp", "ssh"),
        (80, "tcp", "http"),
        (631, "tcp", "ipp"),
        (6010, "tcp", "x11"),
        (67, "udp", "bootps"),
        (443, "tcp", "https"),
        (5900, "tcp", "rfb"),
        (64000, "tcp", None),
    ],
)
def test_what_the_standards_say(port: int, transport: str, name: str | None) -> None:
    assert registered(port, transport) == name


def test_a_transport_has_its_own_name() -> None:
    assert registered(514, "tcp") == "shell"
    assert registered(514, "udp") == "syslog"
    assert registered(514, "sctp") is None


def test_a_name_is_found_in_any_case() -> None:
    assert [each.port for each in named("RFB")] == [5900]
    assert list(named("Remote Framebuffer")) == []
    assert list(named("")) == []
