"""Proxmox VE: a security group of a cluster for the guests of some roles (pve-firewall(8), version 7 or later)."""

from collections.abc import Iterator
from ipaddress import ip_network

from portspec.artifact import Artifact
from portspec.protocols import BEHIND_HEADERS, ICMP, NUMBERS, PORTLESS, UNTRACKED, WITH_PORTS
from portspec.writers.firewall.lowering.options import Options
from portspec.writers.firewall.lowering.plan import Ability, Match, Networks, Opening, Plan
from portspec.writers.firewall.snippet.header import about, header, remarks, short_name, stem
from portspec.writers.firewall.snippet.multiport import lists
from portspec.writers.firewall.snippet.plain import plain

WAYS = {"in": ("IN", "-source"), "out": ("OUT", "-dest")}
LOWEST = 1
"""Proxmox takes a port 0 for none, and so for all."""
CLUSTER, GUEST = "/etc/pve/firewall/cluster.fw", "/etc/pve/firewall/VMID.fw"


def ability(options: Options) -> Ability:  # noqa: ARG001 (the same under all options)
    """Return what a rule can say; of messages of ICMP it knows but some, by names."""
    return Ability(
        transports=WITH_PORTS,
        protocols=PORTLESS,
        outgoing=True,
        outgoing_only=UNTRACKED,
        ipv4_only=BEHIND_HEADERS,
        lowest=LOWEST,
        sources=True,
        options=frozenset({"allow_in"}),
    )


def write(plan: Plan) -> Iterator[Artifact]:
    """Return sections for the file of the cluster; text from a page stands in its comments only."""
    file, group = stem(plan), f"portspec-{short_name(plan)}"  # a group's name has at most 18 characters
    sets = {networks: f"{group}-{number}" for number, networks in enumerate(plan.places, start=1)}
    lines = [f"# {line}".rstrip() for line in header(plan, "Proxmox VE", _usage(file, group))]
    for networks, name in sets.items():
        lines += ["", f"[IPSET {name}] # {', '.join(map(plain, networks.parties))}", *_members(networks)]
    lines += ["", f"[group {group}] # {', '.join(map(plain, plan.options.roles))}", *_rules(plan, sets), ""]
    yield Artifact(path=f"proxmox/{file}.fw", data="\n".join(lines).encode())


def _usage(file: str, group: str) -> Iterator[str]:
    yield f"Apply:   add the sections of {file}.fw to {CLUSTER}, in place of those of an earlier version;"
    yield f"         then the line GROUP {group} to the section RULES of {GUEST}, for each guest"
    yield "Verify:  pve-firewall compile (shows what is made of it)"
    yield f"Remove:  take out the line GROUP {group}, then the sections"
    yield "Reboot:  nothing is to be done, the cluster keeps it"
    yield "Not executed: no cluster has loaded this. What it says is read back in tests."
    yield "The firewall has to be enabled for the cluster, for the guest, and for its network device."
    yield "The rules add to those of the guest. What it sends passes unless its policy_out is another than ACCEPT."


def _members(networks: Networks) -> Iterator[str]:
    for network in map(ip_network, (*networks.v4, *networks.v6)):
        # A set takes no network of prefix length 0 (ipset(8)).
        yield from map(str, network.subnets() if network.prefixlen == 0 else (network,))


def _rules(plan: Plan, sets: dict[Networks, str]) -> Iterator[str]:
    for rule in plan.rules:
        yield f"# {about(rule.match)}"
        for opening in rule.openings:
            # What stands behind a rule stays when the cluster writes the file again; a line of comment does not.
            said = "; ".join(remarks(opening, plan)) or plain(rule.match.allowed or "")
            yield from (f"{words} # {said}" for words in _words(rule.match, opening, sets))


def _words(match: Match, opening: Opening, sets: dict[Networks, str]) -> Iterator[str]:
    way, end = WAYS[match.direction]
    place = f" {end} +{sets[match.networks]}" if match.networks else ""
    protocol = match.transport if match.transport in WITH_PORTS | ICMP else NUMBERS[match.transport]
    ports = f" -dport {str(opening.ports).replace('-', ':')}" if opening.ports else ""
    whence = [f" -sport {each}" for each in lists(match.sources)] if match.sources else [""]
    yield from (f"{way} ACCEPT{place} -p {protocol}{ports}{each} -log nolog" for each in whence)
