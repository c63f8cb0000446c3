"""Kubernetes: a NetworkPolicy for the pods of some roles (networking.k8s.io/v1, with endPort, 1.25 or later)."""

from collections.abc import Iterator

from portspec.artifact import Artifact
from portspec.writers.firewall.lowering.options import Options
from portspec.writers.firewall.lowering.plan import Ability, Plan, Rule
from portspec.writers.firewall.snippet.header import about, header, remarks, stem
from portspec.writers.firewall.snippet.pods import ABILITY, beginning, handling, mapping
from portspec.writers.firewall.snippet.quoted import quoted


def ability(options: Options) -> Ability:  # noqa: ARG001 (the same under all options)
    """Return what a policy for pods can say."""
    return ABILITY


def write(plan: Plan) -> Iterator[Artifact]:
    """Return the policy; no text from a page stands outside its comments."""
    file = stem(plan)
    lines = [f"# {line}".rstrip() for line in header(plan, "Kubernetes", _usage(file, plan))]
    lines += [*beginning(plan, "networking.k8s.io/v1", "NetworkPolicy", "podSelector")]
    lines += ['  policyTypes: ["Ingress"]', "  ingress:"]
    lines += [line for rule in plan.rules for line in _rule(rule, plan)]
    yield Artifact(path=f"kubernetes/{file}.yaml", data="\n".join((*lines, "")).encode())


def _usage(file: str, plan: Plan) -> Iterator[str]:
    yield from handling(file, plan)
    yield "What goes out is not filtered. The network of the cluster must heed policies, and endPort in them."
    yield "It may translate addresses on the way: then give by --peer those that the pods see."


def _rule(rule: Rule, plan: Plan) -> Iterator[str]:
    yield f"    # {about(rule.match)}"
    yield "    - ports:"
    for opening in rule.openings:
        yield from (f"        # {line}" for line in remarks(opening, plan))
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
            yield f"        - podSelector: {{ matchLabels: {{ {mapping(labels)} }} }}"
