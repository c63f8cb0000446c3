"""GCP: what `gcloud compute firewall-rules list --format=json` prints.

Not executed. The rule of the lowest priority that matches decides, of two alike the one that denies; what comes in is
denied by default, and what goes out is not (Google Cloud, VPC firewall rules).
"""

from collections.abc import Iterator
from typing import Literal

from portspec.audit.allowed.cloud import WAYS, Gate, Json, decoded, networks, ports, rule, ruleset, transport
from portspec.audit.rules import Match, Rule, Ruleset, Some, Unsure

ORDER = 4
DIRECTIONS = {"in": "INGRESS", "out": "EGRESS"}
TARGETS = ("targetTags", "targetServiceAccounts")
"""What limits a rule to some machines, of which it is not known whether the host is one."""


def read(text: str) -> Ruleset | None:
    """Return the rules; None where the text is no such export."""
    found = decoded(text)
    if (
        not isinstance(found, list)
        or not found
        or not all(isinstance(each, dict) and "direction" in each for each in found)
    ):
        return None
    gates = (
        Gate(name="the network", way=way, policy="drop" if way == "in" else "accept", rules=tuple(_rules(found, way)))
        for way in WAYS
    )
    return ruleset(gates)


def _rules(found: list[Json], way: Literal["in", "out"]) -> Iterator[Rule]:
    here = [each for each in found if each["direction"] == DIRECTIONS[way] and not each.get("disabled")]
    for each in sorted(here, key=lambda each: (int(each.get("priority", 1000)), "denied" not in each)):
        for part in (*each.get("allowed", ()), *each.get("denied", ())):
            targets = [f"whether the host is one of {', '.join(each[key])}" for key in TARGETS if each.get(key)]
            doubts: list[Match] = [Unsure(why=target) for target in targets]
            parts = (transport(part["IPProtocol"]), ports("dport", part.get("ports", ())), _ends(each, way), *doubts)
            yield rule(parts, f"{each.get('name')}, priority {each.get('priority', 1000)}", accepts="allowed" in each)


def _ends(given: Json, way: str) -> Match:
    ranges = given.get("sourceRanges" if way == "in" else "destinationRanges") or []
    tags = [*(given.get("sourceTags") or ()), *(given.get("sourceServiceAccounts") or ())]
    if not ranges and not tags:
        return networks(way, ["*"])
    return Some(parts=(networks(way, ranges), *(Unsure(why=f"the members of {each}") for each in tags)))
