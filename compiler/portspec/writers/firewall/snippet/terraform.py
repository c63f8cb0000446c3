"""Terraform: a configuration in its JSON syntax, for the dialects of clouds."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from portspec.artifact import Artifact
from portspec.writers.firewall.lowering.plan import Networks, Opening, Plan, Rule
from portspec.writers.firewall.snippet.header import about, header, remarks, stem

FILE = "main.tf.json"
COMMENT = "//"
"""A key that Terraform skips; the strings of all others are templates, and no text of a page stands in them."""


def configuration(
    plan: Plan, dialect: str, cloud: str, inputs: Iterable[str], resources: Mapping[str, Mapping[str, Any]]
) -> Artifact:
    """Return a module of Terraform with some variables and, by type and name, its resources."""
    value = {
        COMMENT: list(header(plan, f"{cloud} by Terraform", _usage())),
        "variable": {name: {"type": "string"} for name in inputs},
        "resource": resources,
    }
    text = json.dumps(value, indent=2, ensure_ascii=False)
    return Artifact(path=f"{dialect}/{stem(plan)}/{FILE}", data=f"{text}\n".encode())


def said(rule: Rule, openings: Iterable[Opening], plan: Plan) -> list[str]:
    """Return the lines of a comment about some openings of a rule."""
    return [about(rule.match), *(f"  {line}" for each in openings for line in remarks(each, plan))]


def families(networks: Networks | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the IPv4 and the IPv6 networks where a rule's other end is; of any, those of all addresses."""
    return (networks.v4, networks.v6) if networks else (("0.0.0.0/0",), ("::/0",))


def _usage() -> Iterator[str]:
    yield f"Dry run: terraform plan, where {FILE} stands in a folder of its own; or take the folder for a module"
    yield "Apply:   terraform apply"
    yield "Verify:  terraform plan -detailed-exitcode (whose status is 2 where the cloud has something else)"
    yield "Remove:  terraform destroy"
    yield "Reboot:  nothing is to be done, the cloud keeps it"
    yield "Not executed: no account has run this. Its form is checked in tests."
    yield "It speaks of what comes in only."
