"""Cilium: a CiliumNetworkPolicy for the pods of some roles (cilium.io/v2, with endPort, 1.16 or later)."""

from collections.abc import Iterator, Sequence

from portspec.artifact import Artifact
from portspec.writers.firewall.lowering.options import Options
from portspec.writers.firewall.lowering.plan import Ability, Networks, Opening, Plan, Rule
from portspec.writers.firewall.snippet.header import about, header, remarks, stem
from portspec.writers.firewall.snippet.pods import ABILITY, beginning, handling, mapping
from portspec.writers.firewall.snippet.quoted import quoted

MOST = 40
"""Ports that one list may have."""


def ability(options: Options) -> Ability:  # noqa: ARG001 (the same under all options)
    """Return what a policy for pods can say."""
    return ABILITY


def write(plan: Plan) -> Iterator[Artifact]:
    """Return the policy; no text from a page stands outside its comments."""
    file = stem(plan)
    lines = [f"# {line}".rstrip() for line in header(plan, "Cilium", _usage(file, plan))]
    lines += [*beginning(plan, "cilium.io/v2", "CiliumNetworkPolicy", "endpointSelector"), "  ingress:"]
    lines += [line for rule in plan.rules for line in _rule(rule, plan)]
    yield Artifact(path=f"cilium/{file}.yaml", data="\n".join((*lines, "")).encode())


def _usage(file: str, plan: Plan) -> Iterator[str]:
    yield f"Dry run: kubectl apply -n NAMESPACE --dry-run=server -f {file}.yaml"
    yield from handling(file, plan)
    yield "A network lets in only who is outside of the cluster: name the pods of a role by --pods."
    if any(rule.match.transport == "sctp" for rule in plan.rules):
        yield "Cilium has to be told to know SCTP (sctp.enabled)."


def _rule(rule: Rule, plan: Plan) -> Iterator[str]:
    # Cilium takes no networks and pods, nor pods of two kinds with all labels of each, in one.
    for source in _sources(rule.match.networks):
        yield f"    # {about(rule.match)}"
        yield "    - toPorts:"
        for start in range(0, len(rule.openings), MOST):
            yield "        - ports:"
            for each in rule.openings[start : start + MOST]:
                yield from (f"            # {line}" for line in remarks(each, plan))
                yield f"            - {{ {_port(each)}, protocol: {rule.match.transport.upper()} }}"
        yield from source


def _port(opening: Opening) -> str:
    if opening.ports is None or opening.ports.start == opening.ports.end:
        return f"port: {quoted(str(opening.ports))}"
    return f"port: {quoted(str(opening.ports.start))}, endPort: {opening.ports.end}"


def _sources(networks: Networks | None) -> Iterator[Sequence[str]]:
    if networks is None:
        yield ()
    elif given := (*networks.v4, *networks.v6):
        yield ("      fromCIDR:", *(f"        - {quoted(each)}" for each in given))
    if networks and networks.pods:
        yield ("      fromEndpoints:", *(f"        - matchLabels: {{ {mapping(each)} }}" for each in networks.pods))
