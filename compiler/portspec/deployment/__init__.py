"""A deployment: firewall texts for each host of an inventory, in which its peers are the other hosts."""

from collections.abc import Iterator, Sequence

import msgspec

from portspec.artifact import Artifact
from portspec.deployment.hosts import ADDRESS, misnamed, placed, players, unplaced
from portspec.deployment.node import Node
from portspec.deployment.playbook import playbook
from portspec.findings import Finding, Report, finding, of, together
from portspec.spec import Spec
from portspec.writers.firewall import Options, dialects, emit, meets
from portspec.writers.firewall.lowering.options import SPECIAL

PLAYBOOK = "ansible"
"""The dialect whose deployment brings the texts of all others that have a script."""


def deployed(
    dialect: str, spec: Spec, options: Options, nodes: tuple[Node, ...], report: Report
) -> tuple[Artifact, ...]:
    """Return the texts of all hosts, each host's below `hosts/NAME`; for Ansible also a playbook that applies them.

    It takes away those of hosts without a role.

    The options are about all hosts; their roles are those of each host. What is reported is reported once, with the
    names of the hosts. Nothing is returned where a host has no address (PS544), or options cannot be met (PS502).
    """
    problems, playing = list(_misplaced(spec, options, nodes)), players(spec, options, nodes)
    found, told = list[Artifact](), list[tuple[str, Finding]]()
    for node in (each for each in nodes if each.roles and not problems):
        own = list[Finding]()
        found += _texts(dialect, spec, placed(spec, options, node, playing), node, own)
        told += ((node.name, each) for each in own)
    said = together(told)
    for each in (*problems, *(of(names, each) for each, names in said.items())):
        report(each)
    if problems or any(each.severity == "error" for each in said):
        return ()
    gone = [each.name for each in nodes if not each.roles]
    return (*found, *(playbook(spec, found, gone) if dialect == PLAYBOOK and (found or gone) else ()))


def _misplaced(spec: Spec, options: Options, nodes: Sequence[Node]) -> Iterator[Finding]:
    """Yield for each host that its address is not known though others need it, or is none."""
    for node, needed in unplaced(spec, options, nodes):
        message = f"{node.name} has no address, and others let through what comes from {', '.join(needed)}"
        yield finding("PS544", message, ADDRESS)
    yield from misnamed(nodes)


def _texts(dialect: str, spec: Spec, options: Options, node: Node, own: list[Finding]) -> Iterator[Artifact]:
    """Yield one host's texts; for Ansible those of every dialect that has a script and meets the options."""
    asked = [each for each in SPECIAL if getattr(options, each)]
    for each in dialects() if dialect == PLAYBOOK else (dialect,):
        if dialect == PLAYBOOK and (each == PLAYBOOK or not all(meets(each, option) for option in asked)):
            continue
        told = list[Finding]()
        files = tuple(emit(each, spec, options, told.append))
        if dialect != PLAYBOOK or any(file.path.endswith(SCRIPT) for file in files) or not files:
            own += (one for one in told if one not in own)
            yield from (msgspec.structs.replace(file, path=f"hosts/{node.name}/{file.path}") for file in files)


SCRIPT = ".sh"
