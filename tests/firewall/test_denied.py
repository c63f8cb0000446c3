"""Laws of denied ports: a range of one row does not open what another row of the same host keeps closed."""

from typing import Any

import pytest

from portspec.audit import Facts, audit
from portspec.audit.allowed import allowed
from portspec.findings import Finding, silent
from portspec.spec import Party, Requirement
from portspec.writers.firewall import emit
from portspec.writers.firewall.lowering import lower, request
from portspec.writers.firewall.lowering.options import Options
from portspec.writers.firewall.lowering.plan import Ability
from tests.firewall.reading import role, row, spec_of

HOST = Options(roles=("host",))
ABLE = Ability(transports=frozenset({"tcp", "udp"}), protocols=frozenset(), outgoing=True)
WIDE = row("wide", "host", "inbound", "8000-9000", "tcp")
CLIENTS, GUESTS = Party(text="clients"), Party(text="guests")


def no(
    ports: str = "8080", transports: str = "tcp", *, host: str | None = "host", id: str = "no", **more: Any
) -> Requirement:
    """A row that keeps ports closed."""
    return row(id, host, more.pop("direction", "inbound"), ports, transports, **{"negated": True} | more)


def opened(*rows: Requirement, options: Options = HOST) -> tuple[dict[str, list[str]], list[str]]:
    """What is opened, by way and transport, and what is said of the row `wide`."""
    said: list[Finding] = []
    plan = lower(request(spec_of(*rows, roles=(role("host"), role("other"))), options), ABLE, said.append)
    found: dict[str, list[str]] = {}
    for rule in plan.rules if plan else ():
        name = f"{rule.match.direction} {rule.match.transport}"
        found.setdefault(name, []).extend(str(each.ports) for each in rule.openings)
    return found, [each.message for each in said if each.message.startswith("wide ")]


CUT = {"in tcp": ["8000-8079", "8081-9000"]}
WHOLE = {"in tcp": ["8000-9000"]}


@pytest.mark.parametrize(
    "denied",
    [
        no(),
        no(negated=False, need="denied"),
        no(negated=False, need="retired"),
        no(negated=False, need="local"),
        no(transports=""),
        no(direction="unstated"),
        no(direction="both"),
        no(direction="internal"),
        no(peers=(GUESTS,)),
        no(host=None),
        no("8080, 443, 9500-9600"),
    ],
)
def test_a_wider_range_does_not_open_what_a_row_keeps_closed(denied: Requirement) -> None:
    found, said = opened(WIDE, denied)
    assert found == CUT
    assert said == ["wide is left out: only incoming tcp 8080, which no keeps closed"]


def test_what_a_condition_opens_is_cut_as_well() -> None:
    wide = row("wide", "host", "inbound", "0-65535", "tcp", need="optional")
    found, said = opened(wide, no("22, 8080-8081"), options=Options(roles=("host",), when=("all",)))
    assert found == {"in tcp": ["0-21", "23-8079", "8082-65535"]}
    assert said == ["wide is left out: only incoming tcp 22, 8080-8081, which no keeps closed"]


@pytest.mark.parametrize(
    "denied",
    [
        no(transports="udp"),
        no(direction="outbound"),
        no(host="other"),
        no(negated=False, reserved=True),
        no("8000-9000"),
        no("1-65535"),
        no("7000-7999, 9001"),
        no("8000-8010", negated=False, need="retired"),
    ],
)
def test_other_traffic_and_a_contradiction_cut_nothing(denied: Requirement) -> None:
    assert opened(WIDE, denied) == (WHOLE, [])


def test_what_a_row_says_of_the_very_port_contradicts_and_is_not_cut() -> None:
    assert opened(row("wide", "host", "inbound", "8000-9000, 8080", "tcp"), no())[0]["in tcp"][1] == "8080"


def test_ranges_that_overlap_are_closed_where_they_do() -> None:
    assert opened(WIDE, no("7000-8100"), no("8900-9999", id="again"))[0] == {"in tcp": ["8101-8899"]}


@pytest.mark.parametrize(("peers", "closed"), [((CLIENTS,), False), ((CLIENTS, GUESTS), True), ((), True)])
def test_other_ends_are_cut_for_whom_it_is_denied(peers: tuple[Party, ...], closed: bool) -> None:  # noqa: FBT001
    wide = row("wide", "host", "inbound", "8000-9000", "tcp", peers=peers)
    assert opened(wide, no(peers=(GUESTS,)))[0] == (CUT if closed else WHOLE)


def test_what_stays_inside_is_closed_to_what_comes_in_alone() -> None:
    both = row("wide", "host", "both", "8000-9000", "tcp")
    assert opened(both, no(negated=False, need="local", direction="unstated"))[0] == CUT | {"out tcp": ["8000-9000"]}


def test_the_ports_that_the_user_gives_are_open() -> None:
    wide = row("wide", "host", "inbound", "7000", "tcp", configurable=True)
    options = Options(roles=("host",), sets={"wide": ("8000-9000",)})
    assert opened(wide, no(), options=options) == (WHOLE, [])


def test_another_row_of_its_own_opens_the_port_still() -> None:
    single = row("single", "host", "inbound", "8080", "tcp", peers=(CLIENTS,))
    assert opened(WIDE, single, no(peers=(GUESTS,)))[0] == {"in tcp": ["8000-8079", "8080", "8081-9000"]}


def test_an_audit_misses_nothing_of_such_a_range_and_sees_that_the_port_is_open() -> None:
    spec = spec_of(WIDE, no(), roles=(role("host"),))
    text = "*filter\n:INPUT DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -p tcp --dport {} -j ACCEPT\nCOMMIT\n"
    kinds = {}
    for ports in ("8000:9000", "8081:9000"):
        rules = allowed(text.format(ports), "rules", silent)
        assert rules
        found = audit(spec, HOST, Facts(rulesets=(rules,), listeners=None), (), silent)
        assert found
        kinds[ports] = [(each.kind, each.ports) for each in found.faults]
    assert kinds["8000:9000"] == [("refused", ((8080, 8080),))]
    assert kinds["8081:9000"] == [("blocked", ((8000, 8079),))]


def test_every_dialect_says_so() -> None:
    files = tuple(emit("nftables", spec_of(WIDE, no(), roles=(role("host"),)), HOST, silent))
    assert b"wide: only incoming tcp 8080, which no keeps closed" in files[0].data
