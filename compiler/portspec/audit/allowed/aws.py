"""AWS: what `aws ec2 describe-security-groups` prints; all groups of the export are taken for the host's.

Not executed. What any rule of any group lets in comes in, and nothing else (Amazon VPC, Security groups).
"""

from collections.abc import Iterator
from typing import Literal

from portspec.audit.allowed.cloud import WAYS, Gate, Json, decoded, networks, ports, rule, ruleset, transport
from portspec.audit.rules import Match, Rule, Ruleset, Some, Unsure

ORDER = 2
PERMISSIONS: dict[Literal["in", "out"], str] = {"in": "IpPermissions", "out": "IpPermissionsEgress"}


def read(text: str) -> Ruleset | None:
    """Return the rules; None where the text is no such export."""
    found = decoded(text)
    if not isinstance(found, dict) or not isinstance(found.get("SecurityGroups"), list):
        return None
    groups: list[Json] = found["SecurityGroups"]
    gates = (
        Gate(
            name="security groups",
            way=way,
            policy="drop",
            rules=tuple(
                each
                for group in groups
                for part in group.get(PERMISSIONS[way], ())
                for each in _rules(group, part, way)
            ),
        )
        for way in WAYS
    )
    return ruleset(gates)


def _rules(group: Json, part: Json, way: Literal["in", "out"]) -> Iterator[Rule]:
    first, last = part.get("FromPort"), part.get("ToPort")
    name = str(part.get("IpProtocol", "-1"))
    has_ports = name in ("tcp", "udp", "6", "17") and first is not None
    what = f"{first}-{last}/{name}" if has_ports else name
    numbers: Match = ports("dport", [f"{first}-{last}"] if has_ports else [])
    yield rule((transport(name), numbers, _ends(part, way)), f"{group.get('GroupId', 'a group')} {way} {what}")


def _ends(part: Json, way: str) -> Match:
    """Return whether the other end is one that a rule names; of the members of groups and lists it cannot be said."""
    given = [each["CidrIp"] for each in part.get("IpRanges", ())]
    given += [each["CidrIpv6"] for each in part.get("Ipv6Ranges", ())]
    others = [str(each.get("GroupId")) for each in part.get("UserIdGroupPairs", ())]
    others += [str(each.get("PrefixListId")) for each in part.get("PrefixListIds", ())]
    return Some(parts=(networks(way, given), *(Unsure(why=f"the members of {each}") for each in others)))
