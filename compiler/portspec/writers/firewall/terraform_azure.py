"""Terraform for Azure: a network security group and its rules (hashicorp/azurerm 3 or later)."""

from collections.abc import Iterator
from typing import Any

from portspec.artifact import Artifact
from portspec.writers.firewall.lowering.options import Options
from portspec.writers.firewall.lowering.plan import Ability, Match, Plan
from portspec.writers.firewall.snippet.header import short_name
from portspec.writers.firewall.snippet.terraform import COMMENT, configuration, said

GROUP = "azurerm_network_security_group"
RULE = "azurerm_network_security_rule"
FIRST = 100
"""The lowest number of a rule, which is the first in the order."""


def ability(options: Options) -> Ability:  # noqa: ARG001 (the same under all options)
    """Return what a group can say of what comes in."""
    return Ability(
        transports=frozenset({"tcp", "udp"}),
        protocols=frozenset({"ah", "esp"}),
        outgoing=False,
        sources=True,
        options=frozenset({"allow_in"}),
    )


def write(plan: Plan) -> Iterator[Artifact]:
    """Return the module; its group belongs to the subnet or the interfaces of the hosts."""
    inputs = ["location", "resource_group"]
    group = {
        COMMENT: [
            "Azure lets in what comes from the same virtual network (AllowVnetInBound), whatever stands here.",
            "A rule of your own with the number 4096 that denies all closes that.",
        ],
        "name": f"portspec-{short_name(plan)}",
        "location": "${var.location}",
        "resource_group_name": "${var.resource_group}",
    }
    rules = {f"in-{number}": each for number, each in enumerate(_rules(plan), start=1)}
    yield configuration(plan, "terraform_azure", "Azure", inputs, {GROUP: {"host": group}, RULE: rules})


def _rules(plan: Plan) -> Iterator[dict[str, Any]]:
    pairs = [(rule, networks) for rule in plan.rules for networks in _sources(rule.match)]
    for number, (rule, networks) in enumerate(pairs, start=1):
        ports = [str(each.ports) for each in rule.openings if each.ports]
        yield {
            COMMENT: said(rule, rule.openings, plan),
            "name": f"in-{number}",
            "priority": FIRST + number - 1,
            "direction": "Inbound",
            "access": "Allow",
            "protocol": rule.match.transport.capitalize(),
            **_either("source_port_range", list(map(str, rule.match.sources))),
            **_either("source_address_prefix", networks, many="source_address_prefixes"),
            **_either("destination_port_range", ports),
            "destination_address_prefix": "*",
            "resource_group_name": "${var.resource_group}",
            "network_security_group_name": f"${{{GROUP}.host.name}}",
        }


def _either(one: str, values: list[str], many: str | None = None) -> dict[str, Any]:
    """Return a field for all values where none are given, else the one for several."""
    return {many or f"{one}s": values} if values else {one: "*"}


def _sources(match: Match) -> Iterator[list[str]]:
    """Yield the networks of each rule: Azure takes those of one version of IP in one."""
    if match.networks is None:
        yield []
        return
    yield from (list(given) for given in (match.networks.v4, match.networks.v6) if given)
