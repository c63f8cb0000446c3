"""Commands held against rows, and protocols that go on at other ports."""

import pytest

from portspec.findings import Finding
from portspec.pipeline import compile_sources
from tests.reading import page


def found(rows: str, command: str = "", *, code: str) -> list[str]:
    text = f"# Ports\n\n## Web servers\n\n| Port | Protocol | Direction | Use |\n|---|---|---|---|\n{rows}\n\n"
    findings: list[Finding] = []
    compile_sources([(page(f"{text}~~~\n{command}\n~~~\n"), None)], (), None, findings.append)
    return [each.message for each in findings if each.code == code]


@pytest.mark.parametrize(
    ("row", "command", "differs"),
    [
        ("| 514 | UDP | inbound | a |", "ufw allow 514/tcp", "line 7 says UDP"),
        ("| 5900-6000 | TCP | inbound | a |", "ufw allow 5900:6100/tcp", "line 7 says 5900-6000"),
        ("| 443 | TCP | outbound | a |", "ufw allow 443/tcp", "line 7 says that it is outbound"),
        ("| 443 | TCP | inbound | a |", "ufw allow out 443/tcp", "line 7 says that it is inbound"),
        (
            "| 443 | TCP | inbound | Never open this port. |",
            "ufw allow 443/tcp",
            "line 7 says that it is not to be opened",
        ),
        ("| 443 | TCP | inbound | a |", "ufw allow 444/tcp", "open 444/tcp, which no table"),
        ("| 443 | TCP | inbound | a |", "docker run -p 80:443 x", "open 80/tcp, which no table"),
    ],
)
def test_a_command_differs_from_a_row(row: str, command: str, differs: str) -> None:
    (message,) = found(row, command, code="PS430")
    assert differs in message


@pytest.mark.parametrize(
    ("row", "command"),
    [
        ("| 5900-6100 | TCP | inbound | a |", "ufw allow 5900:6000/tcp"),
        ("| 443 | | | a |", "ufw allow 443/tcp"),
        ("| 443 | TCP, UDP | both | a |", "ufw allow out 443/tcp"),
        ("| 514 | UDP | inbound | a |\n| 514 | TCP | inbound | b |", "ufw allow 514/tcp"),
        ("| 80 | TCP | inbound | a |", "EXPOSE 8080\ndocker run -p 80:8080 x"),
    ],
)
def test_a_command_says_what_a_row_says(row: str, command: str) -> None:
    assert found(row, command, code="PS430") == []


def test_rows_that_the_commands_leave_closed_are_named_where_most_are_opened() -> None:
    rows = "\n".join(f"| {port} | TCP | inbound | a |" for port in (80, 443, 8443))
    (message,) = found(rows, "firewall-cmd --add-port=80/tcp --add-port=443/tcp", code="PS430")
    assert "not those of line 9" in message
    assert found(rows, "firewall-cmd --add-port=80/tcp", code="PS430") == []
    assert found(rows, "docker run -p 80:80 -p 443:443 x", code="PS430") == []


@pytest.mark.parametrize(
    ("rows", "names"),
    [
        ("| 135 | TCP | inbound | RPC |", "RPC's endpoint mapper"),
        ("| 135, 445 | | inbound | RPC |\n| 80-90 | TCP | inbound | Web |", "RPC's endpoint mapper"),
        ("| 21 | TCP | inbound | FTP |", "FTP's control connection"),
        ("| 135 | UDP | inbound | RPC |", None),
        ("| 135-139 | TCP | inbound | RPC |", None),
        ("| 135 | TCP | inbound | RPC |\n| 49152-65535 | TCP | inbound | RPC |", None),
        ("| 135 | TCP | inbound | RPC |\n| dynamic | TCP | inbound | RPC |", None),
        ("| 20-21 | TCP | inbound | FTP |", None),
        ("| 21 | TCP | inbound | FTP |\n| 20 | TCP | outbound | FTP |", None),
        ("| 21 | TCP | inbound | FTP |\n| 40000-40100 | TCP | inbound | FTP |", None),
        ("| 21 | TCP | inbound | Never open this port. |", None),
    ],
)
def test_a_protocol_goes_on_at_other_ports(rows: str, names: str | None) -> None:
    messages = found(rows, code="PS433")
    assert [names in each for each in messages if names] == ([True] if names else [])
    assert bool(messages) == bool(names)
