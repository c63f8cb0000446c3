"""Of what a page opens to a network packets of that network pass, and no others, without an option."""

from collections.abc import Iterator

from msgspec.structs import replace

from portspec.proof import prove
from portspec.spec import Party
from portspec.writers.firewall import Options, planned, written
from portspec.writers.firewall.lowering.plan import Rule
from tests.firewall.reading import role, row, spec_of
from tests.packets.conftest import Needed
from tests.packets.mutants import found_out, rules

SPEC = spec_of(
    row("routes", "host", "inbound", "1179", "tcp", peers=(Party(text="10.0.7.0/24"),)),
    roles=(role("host"),),
)
OPTIONS = Options(roles=("host",))


def test_nobody_else_is_let_in(able: Needed) -> None:
    able("nftables")
    proof = prove("nftables", SPEC, OPTIONS, lambda _: None)
    assert proof
    assert proof.failures == ()


def test_it_is_found_out_where_others_are(able: Needed) -> None:
    able("nftables")
    plan = planned("nftables", SPEC, OPTIONS, lambda _: None)
    assert plan

    def wide(rule: Rule) -> Iterator[Rule]:
        yield replace(rule, match=replace(rule.match, networks=None))

    texts = {each.path.rpartition("/")[2]: each.data for each in written("nftables", rules(wide)(plan))}
    assert found_out("nftables", SPEC, OPTIONS, texts)
