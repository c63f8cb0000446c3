"""What aclgen makes for nftables of the definitions and the policy: the same verdicts as those of every dialect."""

from pathlib import Path

import pytest

from portspec.proof.probes import passing
from tests.firewall.aclgen import generated
from tests.firewall.reading import reading
from tests.packets.cases import CASES, ROLES, matrix
from tests.packets.lab import Lab

NEIGHBOURS = "icmpv6 type { 133, 134, 135, 136 } accept"
"""aclgen closes them too (RFC 4861)."""


@pytest.mark.full
@pytest.mark.parametrize("name", ROLES)
def test_exactly_what_is_stated_passes(lab: Lab, name: str, tmp_path: Path) -> None:
    case = CASES[name]
    rules = generated(reading(), case.options, tmp_path)["nftables"]
    answers = "ct state established,related accept"
    assert rules.count(answers) == 2
    lab.load(rules.replace(answers, f"{answers}\n        {NEIGHBOURS}"))
    assert passing(lab, matrix(), awaited=case.stated()) == case.stated()
