"""Each planted fault is told once, with its requirement, and nothing else is: from files and on a live host."""

from pathlib import Path

import pytest

from portspec.audit.fault import Kind
from portspec.audit.report import Audit
from portspec.proof.lab import inside, is_root, laboratory
from tests.audit import planted
from tests.audit.conftest import Audited
from tests.conftest import Need, lacking


def told(audit: Audit) -> dict[Kind, tuple[str, str | None]]:
    """The faults by their kinds, each of which must be there once."""
    found = {
        each.kind: (
            f"{','.join(map(str, each.ports))}/{'+'.join(each.transports)}",
            ",".join(row.id for row in each.requirements) or None,
        )
        for each in audit.faults
    }
    assert len(found) == len(audit.faults)
    return found


@pytest.mark.parametrize("header", [False, True], ids=["bare", "header"])
def test_from_saved_files(audited: Audited, tmp_path: Path, *, header: bool) -> None:
    (tmp_path / "ss.txt").write_text(planted.ss(header=header))
    (tmp_path / "rules").write_text(planted.iptables())
    audit = audited("--listening", tmp_path / "ss.txt", "--firewall", tmp_path / "rules")
    assert told(audit) == planted.FAULTS
    assert [each.kind for each in audit.faults] == list(planted.FAULTS)
    assert [each.message for each in audit.notes] == ["it is not known what the firewall lets pass of IPv6"]
    assert all(row.provenance.quote for each in audit.faults for row in each.requirements)


def test_on_a_live_host(audited: Audited, need: Need) -> None:
    if not is_root():
        lacking("only root can make network namespaces")
    for tool in ("ip", "nft", "ss"):
        need(tool)
    with laboratory(()) as lab, planted.sockets(lab.host):
        lab.load(planted.nftables())
        before = lab.ruleset()
        with inside(lab.host):
            audit = audited()
        assert lab.ruleset() == before
    assert told(audit) == planted.FAULTS
    assert audit.notes == ()
    assert {each.process for one in audit.faults for each in one.listeners} != {None}


def test_a_host_as_documented_gives_status_0(audited: Audited, tmp_path: Path) -> None:
    sockets = [*planted.ss(header=False).splitlines()[:4], "tcp LISTEN 0 9 *:2511 *:*", "tcp LISTEN 0 9 *:64000 *:*"]
    (tmp_path / "ss.txt").write_text("\n".join(sockets))
    rules = planted.iptables().replace("5700:6950", "5700:6900").replace("--dport 8080", "--dport 2510")
    kept = "".join(line for line in rules.splitlines(keepends=True) if " 67 " not in line)
    (tmp_path / "rules").write_text(kept)
    assert audited("--listening", tmp_path / "ss.txt", "--firewall", tmp_path / "rules").faults == ()
