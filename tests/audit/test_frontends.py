"""firewalld and ufw on a host: random rules of theirs do what packets do, from whichever program they are read."""

from collections.abc import Callable, Iterator
from functools import cache
from random import Random

import msgspec
import pytest

from portspec.audit.allowed import allowed
from portspec.audit.rules import Ruleset, merged
from portspec.findings import silent
from portspec.proof.bases import base
from portspec.proof.host import Host
from portspec.proof.lab import is_root
from portspec.proof.probes import Probe
from portspec.writers.firewall import Options
from tests.audit.mutants import MUTANTS
from tests.audit.random_nft import PORTS
from tests.audit.real import Verdicts, host, sent, verdicts
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
        f"--add-port={port - 3}-{port}/{transport}",
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
            f"{verb} {port - 3}:{port}/{transport}",
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


SEVERAL = [pytest.param(form, marks=[pytest.mark.full] if form == "firewalld" else []) for form in FORMS]
"""Both, of which the one that takes longer is left to CI."""


class Tried(msgspec.Struct, frozen=True, kw_only=True):
    """What became of packets on a host with random rules."""

    readings: tuple[Ruleset, ...]
    """The rules as each program lists them."""
    passed: frozenset[Probe]
    """The packets that arrived."""


@pytest.fixture(scope="module")
def tried(need: Need) -> Callable[[str, int], Tried]:
    """A host of a kind by its number, made when it is first asked for."""
    if not is_root():
        lacking("only root can make network namespaces")

    @cache
    def made(form: str, seed: int) -> Tried:
        for tool in ("ip", "nft", *base(form).TOOLS):
            need(tool)
        random = Random(seed)  # noqa: S311 (the same rules each time)
        commands, readings = FORMS[form]
        with host() as lab, base(form).default_deny(lab, Options(roles=())) as here:
            for _ in range(4):
                for command in commands(random):
                    here.done(*command)
            found = tuple(readings(here))
            awaited = frozenset(probe for probe, verdict in verdicts(found[0]).items() if verdict == "allowed")
            return Tried(readings=found, passed=sent(lab, awaited))

    return made


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("form", SEVERAL)
def test_packets_do_what_the_model_says(form: str, seed: int, tried: Callable[[str, int], Tried]) -> None:
    found = tried(form, seed)
    for rules in found.readings:
        told = verdicts(rules)
        assert _wrong(told, found) == []
        assert "unknown" not in told.values()


def _wrong(told: Verdicts, found: Tried) -> list[str]:
    """What is said and does not happen; nothing where it is not known."""
    return [
        str(each)
        for each, verdict in told.items()
        if verdict != "unknown" and (verdict == "allowed") != (each in found.passed)
    ]


ABSENT = "a wildcard is a character|only the first of a set counts|prerouting is forgotten|sport is ignored".split("|")
EQUAL = {
    "ufw": ["goto comes back", *ABSENT],
    "firewalld": [
        *("goto comes back", "policies accept", "policies drop", "one chain of a hook is enough"),
        *("return is ignored", "return accepts", "tables apply to both families", "destination is ignored", *ABSENT),
    ],
}
"""Faults that make no difference: a zone decides about all packets, and nobody writes the rest of this there."""
OBVIOUS = ("drop is ignored", "accept is ignored", "dport is ignored")
"""Faults that any host shows."""


@pytest.mark.parametrize(
    ("form", "name"),
    [(form, name) for form in FORMS for name in (MUTANTS if ALL else OBVIOUS) if name not in EQUAL[form]],
)
def test_a_fault_of_what_is_listed_is_found(form: str, name: str, tried: Callable[[str, int], Tried]) -> None:
    """The first reading is of the kernel's own rules, which other tests are about."""
    listed = [(rules, found) for found in (tried(form, seed) for seed in SEEDS) for rules in found.readings[1:]]
    assert any(_wrong(verdicts(MUTANTS[name](rules)), found) for rules, found in listed)
