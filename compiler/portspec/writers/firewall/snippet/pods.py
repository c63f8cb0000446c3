"""Pods: what policies for a cluster's pods can say, how they are handled, and the labels by which they select pods."""

import re
from collections.abc import Iterable, Iterator

from portspec.writers.firewall.lowering.plan import Ability, Plan
from portspec.writers.firewall.snippet.header import short_name
from portspec.writers.firewall.snippet.quoted import quoted

ABILITY = Ability(
    transports=frozenset({"tcp", "udp", "sctp"}),
    protocols=frozenset(),
    outgoing=False,
    lowest=1,
    options=frozenset({"allow_in", "pods"}),
)
"""What a policy can say of what comes in; one that spoke of what goes out would close the rest, as DNS.

Kubernetes takes no port 0, and Cilium takes it for all of them."""
LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,40}[a-z0-9])?")
"""A role that stands in the policy's name, which is one of DNS, and in a label (RFC 1123; at most 63 characters)."""
KEY = "portspec-host"
"""The label by which a policy selects pods, unless the user names others."""


def beginning(plan: Plan, api: str, kind: str, selector: str) -> Iterator[str]:
    """Yield how a policy begins, up to the pods that it selects."""
    yield f"apiVersion: {api}"
    yield f"kind: {kind}"
    yield "metadata:"
    yield f"  name: portspec-{_host(plan)}"
    yield "spec:"
    yield f"  {selector}:"
    yield "    matchLabels:"
    yield from (f"      {key}: {quoted(value)}" for key, value in labels_of(plan).items())


def labels_of(plan: Plan) -> dict[str, str]:
    """Return the labels of the pods that play the roles."""
    given = [label for role in plan.options.roles for label in plan.options.pods.get(role, ())]
    return pairs(given) or {KEY: _host(plan)}


def pairs(labels: Iterable[str]) -> dict[str, str]:
    """Return the values of labels, which stand as KEY=VALUE, by their keys."""
    return {key: value for key, _, value in (each.partition("=") for each in labels)}


def mapping(labels: Iterable[str]) -> str:
    """Return labels as a mapping of YAML holds them on one line."""
    return ", ".join(f"{quoted(key)}: {quoted(value)}" for key, value in pairs(labels).items())


def handling(file: str, plan: Plan) -> Iterator[str]:
    """Yield how a policy is applied and taken out, and which pods it selects."""
    yield f"Apply:   kubectl apply -n NAMESPACE -f {file}.yaml"
    yield f"Verify:  kubectl diff -n NAMESPACE -f {file}.yaml"
    yield f"Remove:  kubectl delete -n NAMESPACE -f {file}.yaml"
    yield "Reboot:  nothing is to be done, the cluster keeps it"
    yield "Not executed: no cluster has run this. Its form is checked in tests."
    said = " and ".join(f"{key}={value}" for key, value in labels_of(plan).items())
    yield f"Pods:    those of the namespace with {said}; --pods names other labels, also of those at the other end"
    yield "What comes into these pods is closed then, but for what this policy or another one lets in."


def _host(plan: Plan) -> str:
    name = "-".join(sorted(set(plan.options.roles)))
    return f"{name if LABEL.fullmatch(name) else 'host'}-{short_name(plan)}"
