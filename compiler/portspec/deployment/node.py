"""A node: one host of a deployment, with its roles and addresses, and an inventory that lists such hosts."""

import json
from collections.abc import Iterator, Sequence

import msgspec

from portspec.writers.firewall.snippet.identifier import identifier

ADDRESSES = "portspec_addresses"
"""The variable with a host's addresses or networks, where `ansible_host` does not say all of them."""

GONE = "portspec_gone"
"""The group of hosts from which the texts are to be taken away."""


class Node(msgspec.Struct, frozen=True, kw_only=True):
    """One host of an inventory."""

    name: str
    """Its name there."""
    roles: tuple[str, ...]
    """The roles that it plays, sorted; none where it is to play none any more."""
    addresses: tuple[str, ...]
    """Its addresses, and networks that are its own alone, as they are written; empty where none is given."""


def listed(nodes: Sequence[Node]) -> str:
    """Return an inventory of the hosts, as Ansible has it in YAML: a group for each role."""
    return "".join(_lines(nodes))


def _lines(nodes: Sequence[Node]) -> Iterator[str]:
    for role in sorted({role for node in nodes for role in node.roles}):
        yield f"{identifier(role)}:\n  hosts:\n"
        for node in nodes:
            if role in node.roles:
                addresses = ", ".join([json.dumps(each) for each in node.addresses])
                yield f"    {json.dumps(node.name)}: {{{ADDRESSES}: [{addresses}]}}\n"
