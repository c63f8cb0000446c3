"""Kubernetes: NetworkPolicy objects, as YAML or JSON; all of the text are taken for those of the pod that is audited.

Not executed. Policies add up; a way that none of them is about is open (Kubernetes, Network Policies).
"""

from collections.abc import Iterator
from typing import Any, Literal

from portspec.audit.allowed.cloud import WAYS, Gate, Json, networks, ports, rule, ruleset, transport
from portspec.audit.rules import ALWAYS, Every, Match, Not, Rule, Ruleset, Some, Unsure
from portspec.resolve.yaml import documents

ORDER = 5
KINDS = {"in": "Ingress", "out": "Egress"}
SIDES = {"in": "from", "out": "to"}


def read(text: str) -> Ruleset | None:
    """Return the rules; None where the text holds no such object, and ValueError where it is no YAML."""
    if "NetworkPolicy" not in text:
        return None
    found = [each for one in documents(text) for each in (one.get("items") or [one])]
    policies = [each for each in found if each["kind"] == "NetworkPolicy"]
    return ruleset(gate for way in WAYS for gate in _gates(policies, way)) if policies else None


def _gates(policies: list[Json], way: Literal["in", "out"]) -> Iterator[Gate]:
    """Yield what the policies about a way let pass; nothing where none is about it."""
    here = [each for each in policies if KINDS[way] in _types(each["spec"])]
    if here:
        rules = tuple(each for policy in here for each in _rules(policy, way))
        yield Gate(name="network policies", way=way, policy="drop", rules=rules)


def _types(spec: Json) -> list[str]:
    return spec.get("policyTypes") or ["Ingress", *(["Egress"] if "egress" in spec else [])]


def _rules(policy: Json, way: Literal["in", "out"]) -> Iterator[Rule]:
    for given in policy["spec"].get(KINDS[way].lower()) or ():
        ends = [_end(each, way) for each in given.get(SIDES[way]) or ()]
        what = [_port(each) for each in given.get("ports") or ()]
        parts = (Some(parts=tuple(ends)) if ends else ALWAYS, Some(parts=tuple(what)) if what else ALWAYS)
        yield rule(parts, f"NetworkPolicy {policy.get('metadata', {}).get('name')} {KINDS[way].lower()}")


def _end(given: Json, way: str) -> Match:
    """Return whether the other end is in a block of addresses; of pods and namespaces it cannot be said."""
    block = given.get("ipBlock")
    if block is None:
        return Unsure(why=f"which addresses the pods of {', '.join(given)} have")
    except_ = [networks(way, [each]) for each in block.get("except") or ()]
    return Every(parts=(networks(way, [block["cidr"]]), *(Not(part=each) for each in except_)))


def _port(given: Json) -> Match:
    carried = transport(given.get("protocol", "TCP"))
    number: Any = given.get("port")
    if number is None:
        return carried
    if not isinstance(number, int):
        return Every(parts=(carried, Unsure(why=f"the number of the port {number}")))
    return Every(parts=(carried, ports("dport", [f"{number}-{given.get('endPort', number)}"])))
