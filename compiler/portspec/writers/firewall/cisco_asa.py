"""Cisco ASA: access lists of object groups, for what stands before some hosts (ASA 9.5 or later); not executed."""

from collections.abc import Iterator, Mapping
from hashlib import sha256
from ipaddress import ip_network

from portspec.artifact import Artifact
from portspec.protocols import BEHIND_HEADERS, NUMBERS, PORTLESS
from portspec.spec import PortRange
from portspec.writers.firewall.lowering.options import Options
from portspec.writers.firewall.lowering.plan import Ability, Match, Networks, Plan, Rule
from portspec.writers.firewall.snippet.header import about, header, remarks, short_name, stem
from portspec.writers.firewall.snippet.plain import plain

INTERFACES = {"in": "PEERS", "out": "HOSTS"}
"""Before whom the interface is on which what goes that way comes to the device."""
NAMED = {"icmp": "icmp", "icmpv6": "icmp6"}
"""Protocols that are said by names; the others without ports by their numbers."""
LOWEST = 1
LENGTH = 240
"""Characters of a line, of which the device takes about twice as many."""
NAME = "@NAME@"
"""Stands for what all names begin with, which tells one version from another: a list that is loaded again grows."""


def ability(options: Options) -> Ability:  # noqa: ARG001 (the same under all options)
    """Return what an access list can say."""
    return Ability(
        transports=frozenset({"tcp", "udp", "sctp"}),
        protocols=PORTLESS,
        outgoing=True,
        ipv4_only=BEHIND_HEADERS,
        lowest=LOWEST,
        types=True,
        sources=True,
        options=frozenset({"allow_in"}),
    )


def write(plan: Plan) -> Iterator[Artifact]:
    """Return commands; text from a page stands in their comments only."""
    file, hosts = stem(plan), f"portspec_{short_name(plan)}_hosts"
    groups = {networks: f"{NAME}_peers_{number}" for number, networks in enumerate(plan.places, start=1)}
    commands = [*_places(groups), *_rules(plan, groups, hosts)]
    made = [each for each in commands if not each.startswith("!")]
    name = f"portspec_{short_name(plan)}_{sha256(chr(10).join(made).encode()).hexdigest()[:6]}"
    lists = {f"{NAME}_{rule.match.direction}": INTERFACES[rule.match.direction] for rule in plan.rules}
    head = [f"! {line}".rstrip() for line in header(plan, "Cisco ASA", _usage(file, hosts, lists))]
    removal = ["!", "! To remove it:", *(f"!   clear configure access-list {each}" for each in lists)]
    removal += [f"!   no {each}" for each in reversed(made) if each.startswith("object-group ")]
    text = "\n".join((*head, *commands, *removal, "")).replace(NAME, name)
    lines = (part for line in text.split("\n") for part in _parts(line))
    yield Artifact(path=f"cisco_asa/{file}.cfg", data="\n".join(lines).encode())


def _usage(file: str, hosts: str, lists: Mapping[str, str]) -> Iterator[str]:
    yield f"Before:  object-group network {hosts}"
    yield "           network-object host ADDRESS, for each address of each host with these roles"
    yield f"Apply:   copy {file}.cfg to the device, and from there to running-config; then for the interface before the"
    yield "         peers, and for that before the hosts, in place of the list of an earlier version:"
    yield from (f"           access-group {each} in interface {interface}" for each, interface in lists.items())
    yield f"Verify:  show access-list {' and '.join(lists)}"
    yield "Remove:  by the commands at the end of this file, once no access-group names the lists"
    yield "Reboot:  write memory"
    yield "Not executed: no device has loaded this. What it says is read back in tests."
    yield "A list denies what it does not name, also to and from other hosts behind the interface: take over its lines"
    yield "into a list of yours where those have more to let through. What answers passes."


def _places(groups: dict[Networks, str]) -> Iterator[str]:
    for networks, name in groups.items():
        if networks.everywhere:
            continue
        yield "!"
        yield f"! {', '.join(map(plain, networks.parties))}"
        yield f"object-group network {name}"
        yield from (f" network-object {_network(each)}" for each in (*networks.v4, *networks.v6))


def _network(text: str) -> str:
    network = ip_network(text)
    if network.num_addresses == 1:
        return f"host {network.network_address}"
    return text if ":" in text else f"{network.network_address} {network.netmask}"


def _rules(plan: Plan, groups: dict[Networks, str], hosts: str) -> Iterator[str]:
    for number, rule in enumerate(plan.rules, start=1):
        match = rule.match
        services = f"{NAME}_{match.direction}_{number}"
        yield "!"
        yield f"! {about(match)}"
        yield from (f"!   {line}" for opening in rule.openings for line in remarks(opening, plan))
        yield f"object-group service {services}"
        yield from (f" service-object {each}" for each in _services(rule))
        ends = (_peers(match, groups), f"object-group {hosts}")
        between = " ".join(ends if match.direction == "in" else ends[::-1])
        yield f"access-list {NAME}_{match.direction} extended permit object-group {services} {between}"


def _peers(match: Match, groups: dict[Networks, str]) -> str:
    if match.networks is None:
        return "any"
    family = match.networks.everywhere
    return f"any{family[-1]}" if family else f"object-group {groups[match.networks]}"


def _services(rule: Rule) -> Iterator[str]:
    match = rule.match
    name = NAMED.get(match.transport, str(NUMBERS[match.transport]))
    for opening in rule.openings:
        if opening.ports is None:
            yield from (f"{name} {each.replace('/', ' ')}".rstrip() for each in match.types or ("",))
            continue
        for source in match.sources or (None,):
            whence = f" source {_ports(source)}" if source else ""
            yield f"{match.transport}{whence} destination {_ports(opening.ports)}"


def _ports(ports: PortRange) -> str:
    return f"eq {ports.start}" if ports.start == ports.end else f"range {ports.start} {ports.end}"


def _parts(line: str) -> Iterator[str]:
    """Yield a comment in as many lines as it needs, without what asks the device for help where it is pasted."""
    if not line.startswith("!"):
        yield line
        return
    text = line.replace("?", ".")
    yield from (
        text[at : at + LENGTH] if not at else f"!   {text[at : at + LENGTH]}" for at in range(0, len(text), LENGTH)
    )
