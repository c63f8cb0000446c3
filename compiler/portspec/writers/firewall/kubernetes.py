"""Kubernetes: a NetworkPolicy for the pods of some roles (networking.k8s.io/v1, with endPort, 1.25 or later)."""

import re
from collections.abc import Iterable, Iterator

from portspec.artifact import Artifact
from portspec.writers.firewall.lowering.options import Options
from portspec.writers.firewall.lowering.plan import Ability, Plan, Rule
from portspec.writers.firewall.snippet.header import about, header, remarks, short_name, stem
from portspec.writers.firewall.snippet.quoted import quoted

TRANSPORTS = frozenset({"tcp", "udp", "sctp"})
"""What a port of a policy may name as its protocol."""
LOWEST = 1
"""The lowest port that a policy takes."""
LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,40}[a-z0-9])?")
"""A role that stands in the policy's name, which is one of DNS, and in a label (RFC 1123; at most 63 characters)."""
KEY = "portspec-host"
"""The label by which the policy selects pods."""


def ability(options: Options) -> Ability:  # noqa: ARG001 (the same under all options)
    """Return what a policy can say of what comes in; one that spoke of what goes out would close the rest, as DNS."""
    return Ability(
        transports=TRANSPORTS,
        protocols=frozenset(),
        outgoing=False,
        lowest=LOWEST,
        options=frozenset({"allow_in", "pods"}),
    )


def write(plan: Plan) -> Iterator[Artifact]:
    """Return the policy; no text from a page stands outside its comments."""
    file, host, labels = stem(plan), _host(plan), _labels(plan)
    lines = [f"# {line}".rstrip() for line in header(plan, "Kubernetes", _usage(file, labels))]
    lines += [
        "apiVersion: networking.k8s.io/v1",
        "kind: NetworkPolicy",
        "metadata:",
        f"  name: portspec-{host}",
        "spec:",
        "  podSelector:",
        "    matchLabels:",
        *(f"      {key}: {quoted(value)}" for key, value in labels.items()),
        '  policyTypes: ["Ingress"]',
        "  ingress:",
    ]
    lines += [line for rule in plan.rules for line in _rule(rule, plan)]
    yield Artifact(path=f"kubernetes/{file}.yaml", data="\n".join((*lines, "")).encode())


def _host(plan: Plan) -> str:
    """Return what the policy and its pods are called."""
    name = "-".join(sorted(set(plan.options.roles)))
    return f"{name if LABEL.fullmatch(name) else 'host'}-{short_name(plan)}"


def _labels(plan: Plan) -> dict[str, str]:
    """Return the labels of the pods that play the roles."""
    given = [label for role in plan.options.roles for label in plan.options.pods.get(role, ())]
    return _pairs(given) or {KEY: _host(plan)}


def _pairs(labels: Iterable[str]) -> dict[str, str]:
    return {key: value for key, _, value in (each.partition("=") for each in labels)}


def _usage(file: str, labels: dict[str, str]) -> Iterator[str]:
    yield f"Apply:   kubectl apply -n NAMESPACE -f {file}.yaml"
    yield f"Verify:  kubectl diff -n NAMESPACE -f {file}.yaml"
    yield f"Remove:  kubectl delete -n NAMESPACE -f {file}.yaml"
    yield "Reboot:  nothing is to be done, the cluster keeps it"
    yield "Not executed: no cluster has run this. Its form is checked in tests."
    said = " and ".join(f"{key}={value}" for key, value in labels.items())
    yield f"Pods:    those of the namespace with {said}; --pods names other labels, also of those at the other end"
    yield "What comes into these pods is closed then, but for what this policy or another one lets in."
    yield "What goes out is not filtered. The network of the cluster must heed policies, and endPort in them."
    yield "It may translate addresses on the way: then give by --peer those that the pods see."


def _rule(rule: Rule, plan: Plan) -> Iterator[str]:
    errata = {each.id: each for each in plan.spec.errata}
    yield f"    # {about(rule.match)}"
    yield "    - ports:"
    for opening in rule.openings:
        yield from (f"        # {line}" for line in remarks(opening, errata))
        if opening.ports:
            yield f"        - protocol: {rule.match.transport.upper()}"
            yield f"          port: {opening.ports.start}"
            if opening.ports.end > opening.ports.start:
                yield f"          endPort: {opening.ports.end}"
    if rule.match.networks:
        yield "      from:"
        for network in (*rule.match.networks.v4, *rule.match.networks.v6):
            yield f"        - ipBlock: {{ cidr: {quoted(network)} }}"
        for labels in rule.match.networks.pods:
            said = ", ".join(f"{quoted(key)}: {quoted(value)}" for key, value in _pairs(labels).items())
            yield f"        - podSelector: {{ matchLabels: {{ {said} }} }}"
