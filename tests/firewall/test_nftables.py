"""The text of the nftables dialect."""

import re

import pytest

from portspec.artifact import Artifact
from portspec.spec import Spec
from portspec.writers.firewall import Options, dialects, emit
from tests.conftest import Golden
from tests.firewall.reading import ASKED_FOR, CHUNK, CLIENT, MDS, STANDALONE, reading, role, row, spec_of

ROLES = [STANDALONE, MDS, CHUNK, CLIENT]


def files(options: Options, spec: Spec | None = None) -> list[Artifact]:
    return list(emit("nftables", spec or reading(), options, lambda _: None))


def test_it_is_found_in_its_folder() -> None:
    assert "nftables" in dialects()


@pytest.mark.parametrize("name", ROLES)
def test_the_rules_of_each_role(golden: Golden, name: str) -> None:
    for artifact in files(Options(roles=(name,))):
        golden(f"firewall/{artifact.path}", artifact.data)


def test_the_rules_of_a_host_with_all_options(golden: Golden) -> None:
    options = Options(
        roles=(CLIENT, CHUNK),
        peers={MDS: ("10.0.1.0/24", "fd00:1::/64"), CHUNK: ("10.0.2.0/24",), CLIENT: ("any",)},
        binds={"chunk-server.random-port": ("30000-30100", "29999")},
        accept_assumptions=True,
        enforce=True,
        internal_interface="virbr0",
    )
    for artifact in files(options):
        golden(f"firewall/{artifact.path}", artifact.data)


def test_the_rules_with_what_administrators_ask_for(golden: Golden) -> None:
    rules, *_ = files(ASKED_FOR)
    golden("firewall/nftables/mds-server-asked-for.nft", rules.data)


def test_other_tables_take_them(golden: Golden) -> None:
    (rules, _) = files(Options(roles=(MDS,), includes=False, table="inet:my-own"))
    golden("firewall/nftables/mds-server-other-table.nft", rules.data)


def test_the_number_of_rules_does_not_grow_with_the_ports() -> None:
    def rules(count: int) -> str:
        rows = [row(f"r{n}", "host", "both", str(n * 3), "tcp udp") for n in range(1, count + 1)]
        return files(Options(roles=("host",)), spec_of(*rows, roles=(role("host"),)))[0].data.decode()

    few, many = rules(1), rules(1000)
    assert few.count(" accept\n") == many.count(" accept\n") == 4
    assert len(re.findall(r"^ +\d+, ", many, re.MULTILINE)) == 4000


def test_names_of_other_scripts_give_valid_identifiers() -> None:
    spec = spec_of(row("сервер.22", "сервер_а", "inbound", "22", "tcp"), roles=(role("сервер_а"),))
    rules, script = files(Options(roles=("сервер_а",)), spec)
    assert rules.path == "nftables/сервер_а.nft"
    lines = [line.partition("#")[0] for line in rules.data.decode().splitlines()]
    assert all(line.isascii() for line in lines)
    assert script.path == "nftables/сервер_а.sh"
