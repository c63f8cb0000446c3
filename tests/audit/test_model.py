"""The rule model against the kernel: random rules are loaded, and real packets arrive where it says that they do."""

import pytest

from portspec.audit.allowed import iptables, nftables
from portspec.audit.rules import Ruleset
from portspec.proof.lab import Lab, is_root
from tests.audit import random_iptables, random_nft
from tests.audit.mutants import MUTANTS, Mutant
from tests.audit.real import Seen, Verdicts, host, sent, verdicts
from tests.conftest import ALL, Need, lacking

SEEDS = range(1300) if ALL else (*range(16), 62)
"""Rule sets of each kind; the last of the few has what the others lack: a goto, and a chain at prerouting."""
MOST = 0.01
"""The share of packets of which the model may not be able to say."""
FORMS = ("nftables", "iptables")


def read(form: str, saved: str) -> Ruleset:
    rules = {"nftables": nftables.read, "iptables": iptables.read}[form](saved)
    assert rules
    return rules


def loaded(lab: Lab, form: str, seed: int) -> str:
    """Load random rules, and return what the firewall's programs print of them."""
    lab.load("flush ruleset\n")
    if form == "nftables":
        lab.load(random_nft.rules(seed))
        return lab.run("nft", "-j", "list", "ruleset").stdout
    for family, program in ((4, "iptables"), (6, "ip6tables")):
        lab.run(f"{program}-restore", given=random_iptables.rules(seed, family)).check_returncode()
    return lab.run("iptables-save").stdout + lab.run("ip6tables-save").stdout


def contradictions(told: Verdicts, seen: Seen) -> list[str]:
    """What the model says and the kernel does not do."""
    return [
        f"{probe} is {verdict}"
        for probe, verdict in told.items()
        if verdict != "unknown" and (verdict == "allowed") != (probe in seen.passed)
    ]


@pytest.fixture(scope="module")
def seen(need: Need) -> dict[str, list[Seen]]:
    """What the kernel does under the rules of each kind."""
    if not is_root():
        lacking("only root can make network namespaces")
    for tool in ("ip", "nft", "iptables-restore", "ip6tables-restore"):
        need(tool)
    found: dict[str, list[Seen]] = {}
    with host() as lab:
        for form in FORMS:
            for seed in SEEDS:
                saved = loaded(lab, form, seed)
                told = verdicts(read(form, saved))
                awaited = frozenset(probe for probe, verdict in told.items() if verdict == "allowed")
                found.setdefault(form, []).append(Seen(saved=saved, passed=sent(lab, awaited)))
    return found


@pytest.mark.parametrize("form", FORMS)
def test_packets_do_what_the_model_says(form: str, seen: dict[str, list[Seen]]) -> None:
    told = [verdicts(read(form, each.saved)) for each in seen[form]]
    wrong = [contradictions(one, other) for one, other in zip(told, seen[form], strict=True)]
    assert [(seed, each[:3]) for seed, each in zip(SEEDS, wrong, strict=True) if each] == []
    # To say that all is unknown would be easy.
    every = [verdict for one in told for verdict in one.values()]
    assert every.count("unknown") <= MOST * len(every)


@pytest.mark.parametrize("name", MUTANTS)
def test_a_fault_of_the_model_is_found(name: str, seen: dict[str, list[Seen]]) -> None:
    assert any(_is_found(MUTANTS[name], form, each) for form in FORMS for each in seen[form])


def _is_found(mutant: Mutant, form: str, seen: Seen) -> bool:
    return bool(contradictions(verdicts(mutant(read(form, seen.saved))), seen))
