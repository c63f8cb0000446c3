"""firewalld and ufw on a host: random rules of theirs do what packets do, from whichever program they are read."""

from collections.abc import Callable, Iterator
from random import Random

import pytest

from portspec.audit.allowed import allowed
from portspec.audit.rules import Ruleset, merged
from portspec.findings import silent
from portspec.proof.bases import base
from portspec.proof.host import Host
from portspec.proof.lab import is_root
from portspec.writers.firewall import Options
from tests.audit.random_nft import PORTS
from tests.audit.real import host, sent, verdicts
from tests.conftest import ALL, Need, lacking

SEEDS = range(40) if ALL else range(1)
"""Hosts of each kind; each is made anew, which takes seconds."""
NETWORKS = ("10.99.1.0/24", "10.99.2.130", "fd99:1::/32", "fd99:2::1:0:0:2")


def firewalld(random: Random) -> Iterator[tuple[str, ...]]:
    """Yield commands that change the running zones."""
    port, transport, network = random.choice(PORTS), random.choice(("tcp", "udp")), random.choice(NETWORKS)
    family = "ipv6" if ":" in network else "ipv4"
    end = random.choice(("accept", "accept", "drop", "reject"))
    rich = random.choice(
        (
            f"rule family={family} source address={network} port port={port} protocol={transport} {end}",
            f"rule family={family} source NOT address={network} port port={port} protocol={transport} {end}",
            f"rule port port={port} protocol={transport} limit value=9/s accept",
            f"rule family={family} priority=-5 source address={network} {end}",
            f"rule protocol value={transport} {end}",
        )
    )
    yield ("firewall-cmd", f"--add-rich-rule={rich}")
    plain = (
        f"--add-port={port}/{transport}",
        f"--add-port={port}-2600/{transport}",
        "--add-service=ssh",
        "--add-service=dns",
    )
    yield ("firewall-cmd", random.choice(plain))


def ufw(random: Random) -> Iterator[tuple[str, ...]]:
    """Yield commands that add a rule."""
    port, transport, network = random.choice(PORTS), random.choice(("tcp", "udp")), random.choice(NETWORKS)
    verb = random.choice(("allow", "allow", "deny", "reject", "limit"))
    words = random.choice(
        (
            f"{verb} {port}/{transport}",
            f"{verb} {port}:2600/{transport}",
            f"{verb} from {network} to any port {port} proto {transport}",
            f"{verb} in on lan0 to any port {port}",
            f"{random.choice(('allow', 'reject'))} out {port}/{transport}",
            f"allow out to {network}",
        )
    )
    yield ("ufw", *words.split())


def read(*texts: str) -> Ruleset:
    found = [allowed(each, "a host", silent) for each in texts]
    assert None not in found
    return merged(each for each in found if each)


def firewalld_as_read(made: Host) -> Iterator[Ruleset]:
    yield read(made.done("nft", "-j", "list", "ruleset"))
    words = ("--get-default-zone", "--list-all-zones", "--list-all-policies")
    yield read("".join(made.done("firewall-cmd", each) for each in words))


def ufw_as_read(made: Host) -> Iterator[Ruleset]:
    yield read(made.done("nft", "-j", "list", "ruleset"), made.done("iptables-save") + made.done("ip6tables-save"))
    yield read(made.done("ufw", "show", "raw"))
    yield read(made.done("ufw", "status", "verbose"))


FORMS: dict[str, tuple[Callable[[Random], Iterator[tuple[str, ...]]], Callable[[Host], Iterator[Ruleset]]]] = {
    "firewalld": (firewalld, firewalld_as_read),
    "ufw": (ufw, ufw_as_read),
}


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("form", FORMS)
def test_packets_do_what_the_model_says(form: str, seed: int, need: Need) -> None:
    if not is_root():
        lacking("only root can make network namespaces")
    for tool in ("ip", "nft", *base(form).TOOLS):
        need(tool)
    random = Random(seed)  # noqa: S311 (the same rules each time)
    commands, readings = FORMS[form]
    with host() as lab, base(form).default_deny(lab, Options(roles=())) as made:
        for _ in range(4):
            for command in commands(random):
                made.done(*command)
        told = [verdicts(each) for each in readings(made)]
        passed = sent(lab, frozenset(probe for probe, verdict in told[0].items() if verdict == "allowed"))
    for one in told:
        assert [str(each) for each, verdict in one.items() if (verdict == "allowed") != (each in passed)] == []
        assert "unknown" not in one.values()
