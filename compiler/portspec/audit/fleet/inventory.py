"""An inventory: which hosts there are, and which roles they play, as Ansible has it."""

from collections.abc import Iterator, Mapping
from typing import Any

from portspec.findings import Report, finding
from portspec.resolve.yaml import documents

HELP = "Give a YAML inventory, or what `ansible-inventory --list` prints, with a group for each role: mds_server."


def inventory(text: str, shown: str, roles: tuple[str, ...], report: Report) -> Mapping[str, tuple[str, ...]] | None:
    """Return the roles of each host, sorted: those in whose groups it is, also by way of other groups.

    A group's name has `_` where a role's id has `-`. None after reporting that the text is no inventory, or that a host
    of it plays no role (PS538).
    """
    try:
        (found,) = documents(text)
        groups = dict(_groups(found))
        members = {name: set(_hosts(name, groups, ())) for name in groups}
    except (ValueError, TypeError, AttributeError) as error:
        report(finding("PS538", f"{shown} is no inventory: {error}", HELP))
        return None
    every = sorted({host for hosts in members.values() for host in hosts})
    played = {host: tuple(role for role in sorted(roles) if host in members.get(group_of(role), ())) for host in every}
    idle = [host for host, own in played.items() if not own]
    for host in idle:
        report(finding("PS538", f"{shown}: {host} is in no group of a role", HELP))
    return None if idle else played


def group_of(role: str) -> str:
    """Return the name of a role's group."""
    return role.replace("-", "_")


def _groups(found: Any) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield the groups of a YAML inventory, which stand inside each other, or of a list of them."""
    for name, group in found.items():
        if name == "_meta":
            continue
        children = (group or {}).get("children") or {}
        yield name, {"hosts": list((group or {}).get("hosts") or ()), "children": list(children)}
        if isinstance(children, dict):
            yield from _groups(children)


def _hosts(name: str, groups: Mapping[str, Mapping[str, Any]], seen: tuple[str, ...]) -> Iterator[str]:
    group = groups.get(name, {})
    yield from map(str, group.get("hosts", ()))
    for child in group.get("children", ()):
        if child not in seen:
            yield from _hosts(child, groups, (*seen, name))
