"""Terraform for AWS: a security group and a rule for each network (hashicorp/aws 5 or later)."""

from collections.abc import Iterator
from typing import Any

from portspec.artifact import Artifact
from portspec.findings import together
from portspec.writers.firewall.lowering.options import Options
from portspec.writers.firewall.lowering.plan import Ability, Match, Plan
from portspec.writers.firewall.snippet.aws import ABILITY, Packets, packets
from portspec.writers.firewall.snippet.header import short_name
from portspec.writers.firewall.snippet.terraform import COMMENT, configuration, families, said

GROUP = "aws_security_group"
RULE = "aws_vpc_security_group_ingress_rule"


def ability(options: Options) -> Ability:  # noqa: ARG001 (the same under all options)
    """Return what a group of AWS can say."""
    return ABILITY


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
        ((rule, opening), (*_packets(each), source))
        for rule, opening in pairs
        for each in packets(rule.match, opening)
        for source in _sources(rule.match)
    )
    for words, asked in alike.items():
        comment = [line for rule, opening in asked for line in said(rule, [opening], plan)]
        yield {COMMENT: comment, "security_group_id": f"${{{GROUP}.host.id}}", **dict(words)}


def _packets(packets: Packets) -> Iterator[tuple[str, str | int]]:
    yield "ip_protocol", packets.protocol
    if packets.first is not None and packets.last is not None:
        yield from (("from_port", packets.first), ("to_port", packets.last))


def _sources(match: Match) -> Iterator[tuple[str, str]]:
    for key, given in zip(("cidr_ipv4", "cidr_ipv6"), families(match.networks), strict=True):
        yield from ((key, each) for each in given)
