"""A deployment: each host lets in the other hosts, and who comes or goes changes what it must and no more."""

import re
from ipaddress import ip_network
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from portspec.deployment import deployed
from portspec.deployment.node import Node
from portspec.findings import Finding, silent
from portspec.spec import role_closure
from portspec.writers.firewall import Options, dialects
from tests.cli.running import run
from tests.firewall.reading import CHUNK, CLIENT, MDS, STANDALONE, reading

ROLES = (CHUNK, CLIENT, MDS, STANDALONE)
ASKED: dict[str, frozenset[str]] = {
    MDS: frozenset((MDS, CHUNK, CLIENT)),
    CHUNK: frozenset((MDS, CLIENT)),
    CLIENT: frozenset((MDS, CHUNK)),
    STANDALONE: frozenset(),
}
"""The roles at the other end of each role's own rows, by the page."""
BIND = {"chunk-server.random-port": ("30000-30100",)}


def node(number: int, *roles: str) -> Node:
    return Node(name=f"host-{number}", roles=tuple(sorted(roles)), addresses=(f"10.0.0.{2 * number}",))


def texts(dialect: str, nodes: list[Node]) -> dict[str, str]:
    """The files of a deployment by their paths, without what says how they came about."""
    options = Options(roles=ROLES, binds=BIND)
    found = deployed(dialect, reading(), options, tuple(nodes), silent)
    return {each.path: re.sub(r"(?m)^# Options: .*\n", "", each.data.decode()) for each in found}


FLEETS = st.lists(st.sets(st.sampled_from(ROLES), min_size=1), min_size=2, max_size=5)


@given(fleet=FLEETS)
def test_who_comes_changes_what_it_must(fleet: list[set[str]]) -> None:
    """Another host's text changes where its rows name a role that the new one plays, and then holds its address."""
    *nodes, new = [node(number, *roles) for number, roles in enumerate(fleet, start=1)]
    before, after = texts("nftables", nodes), texts("nftables", [*nodes, new])
    plays = {each for role in new.roles for each in role_closure(reading(), role)}
    for path, text in before.items():
        host = next(each for each in nodes if f"/{each.name}/" in path)
        asked = set().union(*(ASKED[role] for role in host.roles))
        assert (after[path] != text) == (bool(asked & plays) and path.endswith(".nft"))
        assert (new.addresses[0] in after[path]) == (bool(asked & plays) and path.endswith(".nft"))
    assert {path for path in after if f"/{new.name}/" in path} == after.keys() - before.keys()


@given(fleet=FLEETS)
def test_a_host_lets_in_the_addresses_of_other_hosts_alone(fleet: list[set[str]]) -> None:
    nodes = [node(number, *roles) for number, roles in enumerate(fleet, start=1)]
    for path, text in texts("nftables", nodes).items():
        host = next(each for each in nodes if f"/{each.name}/" in path)
        sets = re.findall(r"define peers-(\S+)-v[46] = \{(.*?)\}", text, re.DOTALL)
        assert bool(sets) == ("peers-" in text)
        for names, listed in sets:
            networks = [ip_network(each) for each in re.findall(r"[0-9.]+/\d+", listed)]
            asked = set(names.split("/"))
            plays = {
                each.addresses[0]
                for each in nodes
                if each != host and asked & {one for role in each.roles for one in role_closure(reading(), role)}
            }
            assert {str(each) for network in networks for each in network} == plays


@pytest.mark.parametrize("dialect", dialects())
def test_each_dialect_has_a_text_for_each_host(dialect: str) -> None:
    found = texts(dialect, [node(1, MDS), node(2, CHUNK), node(3, CLIENT)])
    folders = {tuple(path.split("/")[1:3]) for path in found if path.startswith("hosts/")}
    each = {dialect} if dialect != "ansible" else {"firewalld", "iptables", "nftables", "ufw"}
    assert folders == {(f"host-{number}", one) for number in (1, 2, 3) for one in each}
    assert ("deploy.yml" in found) == ("deploy.sh" in found) == (dialect == "ansible")
    assert all("10.0.0.4" in "".join(text for path, text in found.items() if f"host-1/{one}" in path) for one in each)


def test_a_role_without_a_host_is_let_in_from_nowhere() -> None:
    """To be open to anyone since the last client went would be the contrary of what was asked."""
    found: list[Finding] = []
    made = deployed("nftables", reading(), Options(roles=ROLES), (node(1, MDS),), found.append)
    text = next(each.data.decode() for each in made if each.path.endswith(".nft"))
    assert not re.search(r"^ *25(10|11),", text, re.MULTILINE)
    assert "mds-server.2510.both is left out: only its incoming half, because nobody is at the other end" in "".join(
        each.message for each in found
    )


def test_a_host_that_is_to_go_has_no_text_and_is_let_in_nowhere() -> None:
    nodes = [node(1, MDS), node(2, CLIENT)]
    gone = Node(name="host-2", roles=(), addresses=())
    found = texts("ansible", [nodes[0], gone])
    assert {path: text for path, text in found.items() if path != "deploy.yml"} == {
        path: text for path, text in texts("ansible", nodes[:1]).items() if path != "deploy.yml"
    }
    plays = YAML(typ="safe", pure=True).load(found["deploy.yml"])
    assert [each["hosts"] for each in plays] == ["host-1", "host-2"]
    assert plays[0]["serial"] == plays[1]["serial"], "one host first, also where texts are taken away"
    assert plays[1]["tasks"][0]["when"] == "portspec_state != 'previous'"
    assert [each["hosts"] for each in YAML(typ="safe").load(texts("ansible", [gone])["deploy.yml"])] == ["host-2"]


def test_who_has_left_is_said_until_it_is_known_to_be_gone(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(root)
    inventory, folder = tmp_path / "inventory.yml", tmp_path / "deployment"
    one, two = (
        "mds_server: {hosts: {one: {ansible_host: 10.0.0.1}}}\n",
        "client: {hosts: {two: {ansible_host: 10.0.0.2}}}\n",
    )
    gone = "portspec_gone: {hosts: {two: }}\n"
    words = ("--product", "virtuozzo-hybrid-server", "--inventory", str(inventory), "-o", str(folder))

    def is_told(text: str, form: str = "nftables") -> bool:
        inventory.write_text(text)
        result = run("emit", form, *words)
        assert result.exit_code == 0, result.output
        told = "PS547: two: no host" in result.stderr
        assert ((folder / "hosts-left.txt").exists(), (folder / "hosts/two").exists()) == (told, "client" in text)
        return told

    assert not is_told(one + two)
    assert [is_told(one), is_told(one)] == [True, True]
    assert not is_told(one + two)
    assert is_told(one)
    assert not is_told(one + gone)
    assert not is_told(one)
    # Where it is no more, a person says so.
    assert not is_told(one + two)
    assert is_told(one)
    (folder / "hosts-left.txt").unlink()
    assert not is_told(one)


def test_networks_of_the_user_are_added() -> None:
    options = Options(roles=ROLES, peers={"client": ("10.9.0.0/24",), "chunk-server": ("any",)})
    made = deployed("nftables", reading(), options, (node(1, MDS), node(2, CLIENT)), silent)
    text = next(each.data.decode() for each in made if each.path == "hosts/host-1/nftables/mds-server.nft")
    assert "--peer chunk-server=any --peer client=10.0.0.4 --peer client=10.9.0.0/24" in text


@pytest.mark.parametrize(
    ("addresses", "said"),
    [
        ((), "host-2 has no address, and others let through what comes from client"),
        (("client.example",), "host-2: 'client.example' does not appear to be an IPv4 or IPv6 network"),
        (("fe80::1%eth0",), "host-2: 'fe80::1%eth0' has a zone (RFC 4007, section 11)"),
    ],
)
def test_a_host_that_cannot_be_placed_is_named(addresses: tuple[str, ...], said: str) -> None:
    found: list[Finding] = []
    nodes = (node(1, MDS), Node(name="host-2", roles=(CLIENT,), addresses=addresses))
    assert deployed("nftables", reading(), Options(roles=ROLES), nodes, found.append) == ()
    assert [(each.code, each.message) for each in found] == [("PS544", said)]


def test_what_no_row_knows_is_refused_once_and_nothing_is_written() -> None:
    found: list[Finding] = []
    options = Options(roles=ROLES, binds={"nothing": ("1",)})
    assert deployed("ansible", reading(), options, (node(1, MDS), node(2, CHUNK)), found.append) == ()
    assert {each.code for each in found if each.severity == "error"} == {"PS502"}
