"""Terraform for Google Cloud: rules of a network's firewall for hosts with a tag (hashicorp/google 5 or later)."""

from collections.abc import Iterator
from typing import Any

from portspec.artifact import Artifact
from portspec.writers.firewall.lowering.options import Options
from portspec.writers.firewall.lowering.plan import Ability, Plan
from portspec.writers.firewall.snippet.header import short_name
from portspec.writers.firewall.snippet.terraform import COMMENT, configuration, families, said

RULE = "google_compute_firewall"


def ability(options: Options) -> Ability:  # noqa: ARG001 (the same under all options)
    """Return what the rules can say of what comes in."""
    return Ability(
        transports=frozenset({"tcp", "udp", "sctp"}),
        protocols=frozenset({"ah", "esp"}),
        outgoing=False,
        options=frozenset({"allow_in"}),
    )


def write(plan: Plan) -> Iterator[Artifact]:
    """Return the module; its rules are for the hosts that have its tag."""
    tag = f"portspec-{short_name(plan)}"
    rules = {each["name"]: each for each in _rules(plan, tag)}
    yield configuration(plan, "terraform_gcp", "Google Cloud", ["network"], {RULE: rules})


def _rules(plan: Plan, tag: str) -> Iterator[dict[str, Any]]:
    # Google takes networks of one version of IP in one.
    pairs = [(rule, given) for rule in plan.rules for given in families(rule.match.networks) if given]
    for number, (rule, given) in enumerate(pairs, start=1):
        ports = [str(each.ports) for each in rule.openings if each.ports]
        yield {
            COMMENT: said(rule, rule.openings, plan),
            "name": f"{tag}-{number}",
            "network": "${var.network}",
            "direction": "INGRESS",
            "allow": [{"protocol": rule.match.transport, **({"ports": ports} if ports else {})}],
            "source_ranges": list(given),
            "target_tags": [tag],
        }
