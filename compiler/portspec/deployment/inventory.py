"""An inventory: which hosts there are, which roles they play and which addresses they have, as Ansible has it."""

import re
from collections.abc import Iterator, Mapping
from ipaddress import ip_address
from typing import Any

import msgspec

from portspec.deployment.node import ADDRESSES, GONE, Node
from portspec.findings import Report, finding
from portspec.resolve.yaml import documents
from portspec.writers.firewall.snippet.identifier import identifier

HELP = "Give a YAML inventory, or what `ansible-inventory --list` prints, with a group for each role: mds_server."
NAME = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9._-]{0,252}[A-Za-z0-9_-])?")
"""A host's name that a folder can have, and that is no pattern (Ansible, Patterns: targeting hosts and groups)."""


def inventory(text: str, shown: str, roles: tuple[str, ...], report: Report) -> tuple[Node, ...]:
    """Return the hosts, sorted, each with the roles in whose groups it is, also by way of other groups.

    Those in the group `portspec_gone` play none.

    Empty after reporting that the text is no inventory, or that a host of it plays no role or has no usable name
    (PS538).
    """
    try:
        (found,) = documents(text)
        groups = _groups(found)
        members = {name: set(_hosts(name, groups, ())) for name in groups}
        variables = _variables(found, groups)
        every = sorted({host for hosts in members.values() for host in hosts})
        nodes = tuple(_node(host, roles, members, variables.get(host) or {}) for host in every)
    except (ValueError, TypeError, AttributeError) as error:
        report(finding("PS538", f"{shown} is no inventory: {error}", HELP))
        return ()
    gone = members.get(GONE, set())
    problems = [problem for each in nodes for problem in _problems(each, gone=each.name in gone)]
    for problem, help_ in problems:
        report(finding("PS538", f"{shown}: {problem}", help_))
    if not nodes:
        report(finding("PS538", f"{shown} has no hosts", HELP))
    return () if problems else nodes


def _problems(node: Node, *, gone: bool) -> Iterator[tuple[str, str]]:
    if not NAME.fullmatch(node.name):
        help_ = "Give what `ansible-inventory --list` prints, in which patterns are names; a name may have letters, "
        yield f"“{node.name}” is no host's name", f"{help_}digits, hyphens, dots and underscores."
    elif not node.roles and not gone:
        yield f"{node.name} is in no group of a role", HELP


def _node(host: str, roles: tuple[str, ...], members: Mapping[str, set[str]], variables: Mapping[str, Any]) -> Node:
    given = variables.get(ADDRESSES)
    texts = [given] if isinstance(given, str) else given or filter(_is_address, (variables.get("ansible_host"), host))
    return Node(
        name=host,
        roles=tuple(
            role for role in sorted(roles) if host in members.get(identifier(role), set()) - members.get(GONE, set())
        ),
        addresses=tuple(dict.fromkeys(map(str, texts))),
    )


def _is_address(text: object) -> bool:
    """Tell whether a text is an address; a name is none, since it may mean another one tomorrow."""
    try:
        return bool(ip_address(str(text)))
    except ValueError:
        return False


def _groups(found: Any) -> dict[str, "Group"]:
    """Return the groups of a YAML inventory, which stand inside each other maybe in several places, or of a list."""
    groups: dict[str, Group] = {}
    todo = [(name, group) for name, group in found.items() if name != "_meta"]
    while todo:
        name, group = todo.pop()
        hosts, children = ((group or {}).get(each) or {} for each in ("hosts", "children"))
        own = groups.setdefault(str(name), Group(hosts={}, children={}))
        for host in hosts:
            own.hosts.setdefault(str(host), {}).update(hosts[host] or {} if isinstance(hosts, dict) else {})
        own.children.update(dict.fromkeys(map(str, children)))
        todo += children.items() if isinstance(children, dict) else ()
    return groups


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """One group of an inventory."""

    hosts: dict[str, dict[str, Any]]
    """Their variables, by name."""
    children: dict[str, None]
    """The names of the groups whose hosts are its own too."""


def _hosts(name: str, groups: Mapping[str, Group], seen: tuple[str, ...]) -> Iterator[str]:
    if name in groups:
        yield from groups[name].hosts
        for child in groups[name].children:
            if child not in seen:
                yield from _hosts(child, groups, (*seen, name))


def _variables(found: Any, groups: Mapping[str, Group]) -> dict[str, dict[str, Any]]:
    """Return the variables of each host, which a list has in one place, and YAML wherever the host stands."""
    known: dict[str, dict[str, Any]] = {}
    listed = (found.get("_meta") or {}).get("hostvars") or {}
    for hosts in (listed, *(each.hosts for each in groups.values())):
        for host, own in hosts.items():
            known.setdefault(str(host), {}).update(own or {})
    return known
