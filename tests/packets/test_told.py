"""The line `Verify` tells whatever is not as the text would have it, in a sentence and by its exit status."""

from pathlib import Path

import pytest

from portspec.proof.bases import base
from portspec.proof.host import Host
from tests.packets.bench import Bench, bench
from tests.packets.cases import CASES, ENFORCED
from tests.packets.conftest import Closed, by_turns
from tests.packets.lab import Lab

OWNER = "portspec_virtuozzo-hybrid-server_mds-server"
OWN = "set -- $(iptables -S | sed -n 's/^-N \\(portspec-[a-z_0-9]*\\)-in$/\\1/p'); "
CHANGES = {
    "nftables": {
        "a chain is wider": f"nft add rule inet filter {OWNER}_input tcp dport 1-21 accept",
        "a chain is empty": f"nft flush chain inet filter {OWNER}_output",
        "a chain accepts all": f"nft add rule inet filter {OWNER}_input accept",
        "a chain is added": f"nft add chain inet filter {OWNER}_other",
        "nothing jumps": "nft flush chain inet filter output",
        "all is denied before": "nft insert rule inet filter input drop",
    },
    "iptables": {
        "a chain is wider": OWN + 'iptables -A "$1-in" -p tcp --dport 1:21 -j ACCEPT',
        "a chain is empty": OWN + 'ip6tables -F "$1-out"',
        "a chain accepts all": OWN + 'iptables -I "$1-in" -j ACCEPT',
        "a chain is added": OWN + 'iptables -N "$1-in-9"',
        "nothing jumps": OWN + 'ip6tables -D OUTPUT -j "$1-out"',
        "all is denied before": "iptables -I INPUT 1 -j DROP",
    },
}
CLOSING = {
    "nftables": {
        "the policy is another": "nft chain inet portspec input '{ policy accept; }'",
        "a rule accepts all": "nft insert rule inet portspec input accept",
        "a chain is wider": "nft add rule inet portspec input tcp dport 1-21 accept",
    },
    "iptables": {
        "a rule accepts all": "iptables -I portspec-enforce-in -j ACCEPT",
        "a rule before accepts all": "ip6tables -I INPUT -j ACCEPT",
        "the last rule is gone": "iptables -D portspec-enforce-in -j DROP",
    },
}


def told(made: Bench) -> str:
    done = made.script("verify")
    assert done.returncode == 1
    return done.stderr


@pytest.mark.parametrize(("dialect", "change"), by_turns(list(CHANGES), CHANGES["nftables"]))
def test_a_change_is_told(dialect: str, change: str, closed: Closed, tmp_path: Path) -> None:
    made = bench(closed(dialect), dialect, CASES["mds"], tmp_path)
    assert "not applied" in told(made)
    made.apply()
    assert made.script("verify").returncode == 0
    made.host.done("sh", "-euc", CHANGES[dialect][change])
    assert len(told(made).split()) > 5


@pytest.mark.parametrize(("dialect", "change"), [(dialect, name) for dialect in CLOSING for name in CLOSING[dialect]])
def test_what_is_open_again_is_told(dialect: str, change: str, lab: Lab, tmp_path: Path) -> None:
    made = bench(base(dialect).default_accept(lab), dialect, ENFORCED["mds"], tmp_path)
    made.script("apply", "30")
    assert "confirmed" in told(made)
    made.script("confirm")
    assert made.script("verify").returncode == 0
    made.host.done("sh", "-euc", CLOSING[dialect][change])
    assert len(told(made).split()) > 5


@pytest.mark.parametrize("dialect", CHANGES)
def test_another_version_is_told(dialect: str, closed: Closed, tmp_path: Path) -> None:
    host: Host = closed(dialect)
    old = bench(host, dialect, CASES["mds alone"], tmp_path / "old")
    new = bench(host, dialect, CASES["mds"], tmp_path / "new")
    old.apply()
    told(new)
    new.apply()
    told(old)
    assert new.script("verify").returncode == 0


@pytest.mark.parametrize("dialect", CHANGES)
def test_what_closes_what_this_opens_is_told(dialect: str, lab: Lab, tmp_path: Path) -> None:
    made = bench(base(dialect).default_accept(lab), dialect, ENFORCED["mds"], tmp_path / "enforce")
    made.apply("30")
    if dialect == "nftables":
        lab.load("table inet filter { chain input { type filter hook input priority 0; }; }")
    plain = bench(made.host, dialect, CASES["client"], tmp_path / "plain")
    done = plain.script("apply")
    assert done.returncode == 1
    assert "add these roles" in done.stderr
