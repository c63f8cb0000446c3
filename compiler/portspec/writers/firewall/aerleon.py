"""Aerleon: definitions and a policy, from which aclgen writes filters for network devices (version 1.18)."""

import re
from collections.abc import Iterator

from portspec.artifact import Artifact
from portspec.spec import PortRange, Requirement
from portspec.writers.firewall.lowering.options import Options
from portspec.writers.firewall.lowering.plan import Ability, Match, Networks, Plan, Rule
from portspec.writers.firewall.snippet.header import about, header, remark, stem, title
from portspec.writers.firewall.snippet.plain import plain
from portspec.writers.firewall.snippet.quoted import quoted

TARGETS = {
    "arista": "@NAME@ mixed",
    "arista_tp": "@NAME@ mixed",
    "cisco": "@NAME@ mixed",
    "cisconx": "@NAME@ mixed",
    "ciscoxr": "@NAME@ mixed",
    "fortigate": "from-zone @FROM@ to-zone @TO@ mixed",
    "juniper": "@NAME@ mixed",
    "nftables": "mixed @HOOK@",
    "paloalto": "from-zone @FROM@ to-zone @TO@ mixed",
    "srx": "from-zone @FROM@ to-zone @TO@ mixed",
}
"""Options by the name of a generator of aclgen; each writes IPv4 and IPv6. Left out are nokiasrl, openconfig and sonic:
where a party has networks of one family only, they open the other one to any address; aruba and ciscoasa, which lose
networks of IPv6 in silence; nsxt, which takes no policy for both ways; and packetfilter, which refuses parties whose
names begin with the same 31 characters."""
LOWEST = 1
"""fortigate refuses port 0, and with it the work of all generators is lost."""
WAYS = {
    "in": {"@NAME@": "portspec-in", "@HOOK@": "input", "@FROM@": "network", "@TO@": "hosts"},
    "out": {"@NAME@": "portspec-out", "@HOOK@": "output", "@FROM@": "hosts", "@TO@": "network"},
}
USAGE = """\
Apply:   aclgen, in this folder; it writes a file of filters for each kind of device. Read it, and load it as the
         device wants it.
Verify:  as the device shows its filters
Remove:  as the device removes filters
Reboot:  as the device saves its configuration
Not executed: no device has run what aclgen writes from this. What it writes for nftables is proven in tests.
The filters name no address of the host: portspec-in is for what goes to it, portspec-out for what it sends.
They deny what they do not name. Take over terms into filters of your own where those have more to let through.
Filters without state need a term of your own for what answers (arista, arista_tp, cisco, cisconx, ciscoxr, juniper).
The zones network and hosts stand for yours (fortigate, paloalto, srx).
On a Linux host take one of the dialects for hosts."""


def ability(options: Options) -> Ability:  # noqa: ARG001 (the same under all options)
    """Return what all targets can say."""
    return Ability(
        transports=frozenset({"tcp", "udp"}), protocols=frozenset(), outgoing=True, lowest=LOWEST, sources=True
    )


def write(plan: Plan) -> Iterator[Artifact]:
    """Return the definitions and the policy, in the folders where aclgen looks for them.

    No text from a page stands outside their comments, since aclgen hands some of it on to the devices.
    """
    name = stem(plan)
    policy = (*_comments(header(plan, "Aerleon", USAGE.splitlines())), "filters:", *_filters(plan), "")
    yield Artifact(path=f"aerleon/{name}/policies/pol/{name}.yaml", data="\n".join(policy).encode())
    definitions = (*_comments(title(plan, "Aerleon")), *_networks(plan), *_services(plan), "")
    yield Artifact(path=f"aerleon/{name}/def/definitions.yaml", data="\n".join(definitions).encode())


def _comments(lines: Iterator[str]) -> Iterator[str]:
    yield from (f"# {line}".rstrip() for line in lines)


def _networks(plan: Plan) -> Iterator[str]:
    yield from ["networks:"] if plan.places else []
    for each in plan.places:
        yield f"  # {', '.join(map(plain, each.parties))}"
        yield f"  {_place(each)}:"
        yield "    values:"
        yield from (f"      - address: {quoted(network)}" for network in (*each.v4, *each.v6))


def _services(plan: Plan) -> Iterator[str]:
    yield "services:"
    for rule, row, ports in {row.id: (rule, row, ports) for rule, row, ports in _terms(plan)}.values():
        yield f"  # {remark(row, plan)}"
        yield from _service(_identifier(row.id), row.transports, ports)
        if rule.match.sources:
            yield from _service(_whence(row), row.transports, rule.match.sources)


def _service(name: str, transports: tuple[str, ...], ports: tuple[PortRange, ...]) -> Iterator[str]:
    yield f"  {name}:"
    for transport in transports:
        yield from (f"    - {{ protocol: {transport}, port: {quoted(str(each))} }}" for each in ports)


def _filters(plan: Plan) -> Iterator[str]:
    for way, words in WAYS.items():
        terms = [(rule, row) for rule, row, _ in _terms(plan) if rule.match.direction == way]
        if not terms:
            continue
        yield "  - header:"
        yield "      targets:"
        yield from (f"        {target}: {_filled(options, words)}" for target, options in TARGETS.items())
        yield "    terms:"
        for number, (rule, row) in enumerate(terms, start=1):
            yield from _term(f"{way}-{rule.match.transport}-{number}", rule.match, row)


def _term(name: str, match: Match, row: Requirement) -> Iterator[str]:
    yield f"      # {about(match)}"
    yield f"      - name: {name}"
    yield f"        comment: {quoted(row.id)}"
    if match.networks:
        side = "source" if match.direction == "in" else "destination"
        yield f"        {side}-address: {_place(match.networks)}"
    if match.sources:
        yield f"        source-port: {_whence(row)}"
    yield f"        destination-port: {_identifier(row.id)}"
    yield f"        protocol: {match.transport}"
    yield "        action: accept"


def _terms(plan: Plan) -> Iterator[tuple[Rule, Requirement, tuple[PortRange, ...]]]:
    """Return what each requirement opens, by rule: a term and a service for each, so that both bear its id."""
    for rule in plan.rules:
        rows = {row.id: row for opening in rule.openings for row in opening.requirements}
        for row in rows.values():
            own = (each.ports for each in rule.openings if each.ports and row in each.requirements)
            yield rule, row, tuple(own) if rule.match.bound else tuple(_said(row.ports))


def _said(ports: tuple[PortRange, ...]) -> Iterator[PortRange]:
    """Yield ports without those that the lowering has left out."""
    for each in ports:
        if each.end >= LOWEST:
            yield PortRange(start=max(each.start, LOWEST), end=each.end)


def _filled(text: str, words: dict[str, str]) -> str:
    return re.sub(r"@[A-Z]+@", lambda found: words[found[0]], text)


def _whence(row: Requirement) -> str:
    """Return what the service is called of the ports that packets come from."""
    return f"FROM-{_identifier(row.id)}"


def _place(networks: Networks) -> str:
    return "-AND-".join(map(_identifier, networks.parties))


def _identifier(text: str) -> str:
    """Return `text` with only what a token of Aerleon may hold; ids have no capitals, so no two give the same."""
    return re.sub(r"[^a-z0-9.-]", lambda found: f"X{ord(found[0]):x}X", text).replace(".", "_")
