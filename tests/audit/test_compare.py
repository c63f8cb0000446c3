"""Whom a rule lets in, what goes out, and what cannot be said."""

from collections.abc import Callable
from pathlib import Path

import pytest

from portspec.audit.report import Told
from tests.audit.conftest import Audited

HEAD = "*filter\n:INPUT DROP [0:0]\n:FORWARD ACCEPT [0:0]\n:OUTPUT {policy} [0:0]\n"
SOCKETS = "\n".join(f"tcp LISTEN 0 9 *:{port} *:*" for port in (22, 80, 2510, 2511, 5900, 64000))
OPEN = "-A INPUT -p tcp -m multiport --dports 22,80,2511,5700:6900,64000 -j ACCEPT\n"
Judge = Callable[..., list[Told]]
PEER = ("--peer", "mds-server=10.0.0.0/24")


@pytest.fixture
def told(audited: Audited, tmp_path: Path) -> Judge:
    def judge(rules: str, *words: str, policy: str = "ACCEPT") -> list[Told]:
        (tmp_path / "ss.txt").write_text(SOCKETS)
        (tmp_path / "rules").write_text(HEAD.format(policy=policy) + OPEN + rules + "COMMIT\n")
        return list(audited("--listening", tmp_path / "ss.txt", "--firewall", tmp_path / "rules", *words).faults)

    return judge


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("-s 10.0.0.0/24 ", []),
        ("-s 10.0.0.0/25 -m comment --comment half ", [("blocked", ("10.0.0.128/25",))]),
        ("-s 10.0.0.0/23 ", [("wider", ("10.0.1.0/24",))]),
        ("-m set --match-set peers src ", [("unknown", ("10.0.0.0/24",))]),
        ("-i eth0 -s 10.0.0.0/24 ", []),
    ],
)
def test_a_party_s_network(told: Judge, source: str, expected: list[tuple[str, tuple[str, ...]]]) -> None:
    rules = f"-A INPUT {source}-p tcp -m tcp --dport 2510 -j ACCEPT\n"
    found = [(each.kind, each.ends) for each in told(rules, *PEER)]
    # Where it is unknown who comes, it is also unknown whether others do.
    assert [each for each in found if each[0] != "unknown" or each in expected] == expected


def test_without_a_party_s_network_anyone_may_be_meant(told: Judge) -> None:
    assert told("-A INPUT -s 192.0.2.0/24 -p tcp -m tcp --dport 2510 -j ACCEPT\n") == []


def test_another_transport_is_wider(told: Judge) -> None:
    rules = "-A INPUT -p tcp --dport 2510 -j ACCEPT\n-A INPUT -p udp --dport 2510 -j ACCEPT\n"
    (found,) = told(rules)
    assert (found.kind, found.transports, [row.id for row in found.requirements]) == (
        "wider",
        ("udp",),
        ["mds-server.2510.both"],
    )


def test_what_goes_out_counts_where_it_is_filtered(told: Judge) -> None:
    rules = "-A INPUT -p tcp --dport 2510 -j ACCEPT\n"
    rules += "-A OUTPUT -p tcp -m multiport --dports 22,80,443,2510,2511,25 -j ACCEPT\n"
    assert told(rules) == []
    found = told(rules, policy="DROP")
    assert [(each.kind, each.way, [str(port) for port in each.ports]) for each in found] == [
        ("undocumented", "out", ["25"]),
        ("blocked", "out", ["5224"]),
        ("blocked", "out", ["64000"]),
    ]


def test_an_address_that_is_translated_is_unknown(told: Judge) -> None:
    rules = "-A INPUT -p tcp --dport 2510 -j ACCEPT\nCOMMIT\n*nat\n:PREROUTING ACCEPT [0:0]\n"
    rules += "-A PREROUTING -p tcp --dport 8443 -j DNAT --to-destination 172.17.0.2:443\n"
    (found,) = told(rules)
    assert (found.kind, [str(port) for port in found.ports]) == ("unknown", ["8443"])
    assert "DNAT" in found.why[0]


def test_a_host_without_a_firewall_is_told_of_once(told: Judge) -> None:
    found = told("-A INPUT -j ACCEPT\n")
    assert [(each.kind, each.transports) for each in found if each.kind == "undocumented"] == [
        ("undocumented", ("tcp",)),
        ("undocumented", ("udp",)),
    ]
    assert {each.kind for each in found} == {"refused", "undocumented"}
