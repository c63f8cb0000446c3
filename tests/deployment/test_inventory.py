"""Inventories: the same hosts from each form that Ansible has, and a word where they are not usable."""

import msgspec
import pytest

from portspec.deployment.inventory import inventory
from portspec.deployment.node import Node
from portspec.findings import Finding, silent

ROLES = ("client", "mds-server")
YAML = """
all:
  children:
    site:
      children:
        mds_server:
    mds_server:
      hosts:
        one: {ansible_host: 10.0.0.1}
        two: {portspec_addresses: [10.0.0.2, "2001:db8::2"], ansible_host: two.example}
    client:
      hosts:
        two:
        10.0.0.3:
        four: {ansible_host: four.example}
"""
LISTED = {
    "_meta": {
        "hostvars": {
            "one": {"ansible_host": "10.0.0.1"},
            "two": {"portspec_addresses": ["10.0.0.2", "2001:db8::2"], "ansible_host": "two.example"},
            "four": {"ansible_host": "four.example"},
        }
    },
    "all": {"children": ["ungrouped", "site", "mds_server", "client"]},
    "site": {"children": ["mds_server"]},
    "mds_server": {"hosts": ["one", "two"]},
    "client": {"hosts": ["two", "10.0.0.3", "four"]},
}
NODES = (
    Node(name="10.0.0.3", roles=("client",), addresses=("10.0.0.3",)),
    Node(name="four", roles=("client",), addresses=()),
    Node(name="one", roles=("mds-server",), addresses=("10.0.0.1",)),
    Node(name="two", roles=("client", "mds-server"), addresses=("10.0.0.2", "2001:db8::2")),
)


@pytest.mark.parametrize("text", [YAML, msgspec.json.encode(LISTED).decode()], ids=["yaml", "list"])
def test_hosts_roles_and_addresses(text: str) -> None:
    """A group may stand in several places; a name is no address, since it may mean another one tomorrow."""
    found: list[Finding] = []
    assert inventory(text, "inventory", ROLES, found.append) == NODES
    assert found == []


def test_a_host_that_is_to_go_plays_no_role() -> None:
    text = "client: {hosts: {one: , two: }}\nportspec_gone: {hosts: {two: , three: }}"
    found = inventory(text, "inventory", ROLES, silent)
    assert [(each.name, each.roles) for each in found] == [("one", ("client",)), ("three", ()), ("two", ())]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("client: {hosts: {'node[01:20]': }}", "“node[01:20]” is no host's name"),
        ("client: {hosts: {../../etc: }}", "“../../etc” is no host's name"),
        ("client: {hosts: {'a:b': }}", "“a:b” is no host's name"),
        ("web: {hosts: {one: }}", "one is in no group of a role"),
        ("client:", "has no hosts"),
        ("- client", "is no inventory"),
        ("client: {hosts: {one: 7}}", "is no inventory"),
        ("", "is no inventory"),
    ],
)
def test_what_is_not_usable_is_said(text: str, said: str) -> None:
    found: list[Finding] = []
    assert inventory(text, "inventory", ROLES, found.append) == ()
    assert [each.code for each in found] == ["PS538"]
    assert said in found[0].message
