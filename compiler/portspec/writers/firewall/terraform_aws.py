"""Terraform for AWS: a security group and a rule for each network (hashicorp/aws 5 or later)."""

from collections.abc import Iterator
from typing import Any

from portspec.artifact import Artifact
from portspec.findings import together
from portspec.protocols import ICMP, NUMBERS, PORTLESS
from portspec.writers.firewall.lowering.options import Options
from portspec.writers.firewall.lowering.plan import Ability, Match, Opening, Plan
from portspec.writers.firewall.snippet.header import short_name
from portspec.writers.firewall.snippet.terraform import COMMENT, configuration, families, said

TRANSPORTS = frozenset({"tcp", "udp"})
"""Of other protocols a group opens all ports, whatever it says."""
GROUP = "aws_security_group"
RULE = "aws_vpc_security_group_ingress_rule"


def ability(options: Options) -> Ability:  # noqa: ARG001 (the same under all options)
    """Return what a group can say of what comes in."""
    return Ability(transports=TRANSPORTS, protocols=PORTLESS - ICMP, outgoing=False, options=frozenset({"allow_in"}))


def write(plan: Plan) -> Iterator[Artifact]:
    """Return the module; its group is given to hosts beside those that they have."""
    name = f"portspec-{short_name(plan)}"
    # Terraform takes from a new group what AWS gives it, a rule that lets all go out.
    about = ["For hosts beside the groups that they have: this one lets nothing go out."]
    group = {COMMENT: about, "name": name, "vpc_id": "${var.vpc}"}
    rules = {f"in-{number}": each for number, each in enumerate(_rules(plan), start=1)}
    yield configuration(plan, "terraform_aws", "AWS", ["vpc"], {GROUP: {"host": group}, RULE: rules})


def _rules(plan: Plan) -> Iterator[dict[str, Any]]:
    pairs = [(rule, opening) for rule in plan.rules for opening in rule.openings]
    # AWS takes no rule twice, and two parties may have the same network.
    alike = together(
        ((rule, opening), (*_packets(rule.match, opening).items(), source))
        for rule, opening in pairs
        for source in _sources(rule.match)
    )
    for packets, asked in alike.items():
        comment = [line for rule, opening in asked for line in said(rule, [opening], plan)]
        yield {COMMENT: comment, "security_group_id": f"${{{GROUP}.host.id}}", **dict(packets)}


def _packets(match: Match, opening: Opening) -> dict[str, Any]:
    if opening.ports:
        return {"ip_protocol": match.transport, "from_port": opening.ports.start, "to_port": opening.ports.end}
    return {"ip_protocol": str(NUMBERS[match.transport])}


def _sources(match: Match) -> Iterator[tuple[str, str]]:
    for key, given in zip(("cidr_ipv4", "cidr_ipv6"), families(match.networks), strict=True):
        yield from ((key, each) for each in given)
