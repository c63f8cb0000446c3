"""Azure: what `az network nsg list` or `show` prints; a packet must pass each group of the export.

Not executed. The rule of the lowest priority that matches decides (Azure, Network security groups).
"""

from typing import Literal

from portspec.audit.allowed.cloud import WAYS, Gate, Json, decoded, networks, ports, rule, ruleset, transport
from portspec.audit.rules import Rule, Ruleset

ORDER = 3
DIRECTIONS = {"in": "inbound", "out": "outbound"}


def read(text: str) -> Ruleset | None:
    """Return the rules; None where the text is no such export."""
    found = decoded(text)
    groups = found if isinstance(found, list) else [found]
    groups = [each.get("properties", each) | {"name": each.get("name")} for each in groups if isinstance(each, dict)]
    if not groups or not all("securityRules" in each for each in groups):
        return None
    return ruleset(
        Gate(name=str(group["name"]), way=way, policy="drop", rules=tuple(_rules(group, way)))
        for group in groups
        for way in WAYS
    )


def _rules(group: Json, way: Literal["in", "out"]) -> list[Rule]:
    every = [*group["securityRules"], *group.get("defaultSecurityRules", ())]
    flat = [each.get("properties", each) | {"name": each.get("name")} for each in every]
    here = [each for each in flat if str(each.get("direction")).casefold() == DIRECTIONS[way]]
    return [_rule(each, way) for each in sorted(here, key=lambda each: int(each["priority"]))]


def _rule(given: Json, way: Literal["in", "out"]) -> Rule:
    end = "source" if way == "in" else "destination"
    return rule(
        (
            transport(given.get("protocol", "*")),
            ports("dport", _several(given, "destinationPortRange")),
            ports("sport", _several(given, "sourcePortRange")),
            networks(way, _several(given, f"{end}AddressPrefix")),
        ),
        f"{given['name']}, priority {given['priority']}",
        accepts=str(given.get("access")).casefold() == "allow",
    )


def _several(given: Json, name: str) -> list[str]:
    """Return the values of a field, which has a name for one and another one for several."""
    one = given.get(name)
    plural = f"{name}es" if name.endswith("x") else f"{name}s"
    return [*([str(one)] if one not in (None, "") else []), *map(str, given.get(plural) or ())]
