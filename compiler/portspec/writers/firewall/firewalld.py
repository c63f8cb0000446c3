"""firewalld: services, ipsets and rich rules in a zone, and a policy for what goes out (tried with 1.3)."""

import re
import shlex
from collections.abc import Iterable, Iterator
from ipaddress import ip_network
from typing import Literal
from xml.etree import ElementTree as ET

import msgspec

from portspec.artifact import Artifact
from portspec.writers.firewall.lowering.options import Options
from portspec.writers.firewall.lowering.plan import Ability, Networks, Plan, Rule
from portspec.writers.firewall.snippet.firewalld import SCRIPT
from portspec.writers.firewall.snippet.header import header, remarks, short_name
from portspec.writers.firewall.snippet.plain import plain
from portspec.writers.firewall.snippet.protocols import NUMBERS

WITH_PORTS = frozenset({"tcp", "udp", "sctp", "dccp"})
"""What a service may name beside a port (firewalld.service(5))."""
PRIORITY = "-100"
"""Before a policy of the host that denies, which has -1 unless it says otherwise (firewalld.policy(5))."""


class Service(msgspec.Struct, frozen=True, kw_only=True):
    """What is open between the same parties in one direction; its name is one that firewalld takes."""

    name: str
    direction: Literal["in", "out"]
    rules: tuple[Rule, ...]
    sets: tuple[tuple[str, str], ...] | None
    """Family, `ipv4` or `ipv6`, and name of each ipset of the parties; None for any address."""


def ability(options: Options) -> Ability:  # noqa: ARG001 (the same under all options)
    """Return what firewalld can say."""
    return Ability(transports=WITH_PORTS, protocols=frozenset(NUMBERS), outgoing=True, options=frozenset({"zone"}))


def write(plan: Plan) -> Iterator[Artifact]:
    """Return the script that defines, applies, verifies and removes services, ipsets and a policy."""
    stem = "+".join(plan.options.roles)
    product = plan.spec.product.id if plan.spec.product else ""
    owner = "_".join(("portspec", *map(_identifier, (product, *plan.options.roles))))
    short = f"portspec-{short_name(plan)}"
    rule = _rule("ipv[46]", f"{short}_[0-9]*-v[46]", f"{owner}__in-[0-9]*")
    settings = {"owner": owner, "short": short, "rule": rule, "zone": plan.options.zone or ""}
    head = (f"# {line}".rstrip() for line in header(plan, "firewalld", _usage(stem, plan.options.zone)))
    variables = (f"{name}={shlex.quote(text)}" for name, text in settings.items())
    lines = ("#!/bin/sh", *head, "set -eu", "", *variables, "", *_install(plan, owner, short), SCRIPT.rstrip(), "")
    yield Artifact(path=f"firewalld/{stem}.sh", data="\n".join(lines).encode())


def _usage(stem: str, zone: str | None) -> Iterator[str]:
    yield f"Apply:   sh {stem}.sh apply"
    yield f"Verify:  sh {stem}.sh verify"
    yield f"Remove:  sh {stem}.sh remove"
    yield "         (firewalld keeps a copy of a zone that was changed once, and of removed files with names in .old)"
    yield "Reboot:  nothing is to be done, all is saved in the configuration of firewalld"
    yield f"Zone:    {zone or 'the default zone of the host when this is applied'}"
    yield "Outgoing traffic passes unless a policy of the host denies it; the policy here comes before that."
    yield "What other tables drop stays dropped."


def _install(plan: Plan, owner: str, short: str) -> Iterator[str]:
    sets = _sets(plan, short)
    services = tuple(_services(plan, owner, sets))
    yield "install() {"
    for networks, names in sets.items():
        yield from (_define("ipset", name, _ipset(networks, family)) for family, name in names)
    yield from (_define("service", each.name, _service(each, plan)) for each in services)
    coming, going = ([each for each in services if each.direction == way] for way in ("in", "out"))
    if going:
        yield _define("policy", short, _policy(going, plan))
    for options in (_plain_services(coming), _rich_rules(coming)):
        yield from _in_zone(tuple(options))
    yield "}"


def _sets(plan: Plan, short: str) -> dict[Networks, tuple[tuple[str, str], ...]]:
    every = dict.fromkeys(rule.match.networks for rule in plan.rules if rule.match.networks)
    return {
        networks: tuple(
            (f"ipv{version}", f"{short}_{number}-v{version}")
            for version, given in (("4", networks.v4), ("6", networks.v6))
            if given
        )
        for number, networks in enumerate(every, start=1)
    }


def _services(plan: Plan, owner: str, sets: dict[Networks, tuple[tuple[str, str], ...]]) -> Iterator[Service]:
    groups: dict[tuple[Literal["in", "out"], Networks | None, bool], list[Rule]] = {}
    for rule in plan.rules:
        groups.setdefault((rule.match.direction, rule.match.networks, rule.match.bound), []).append(rule)
    for number, ((direction, networks, _), rules) in enumerate(groups.items(), start=1):
        name = f"{owner}__{direction}-{number}"
        yield Service(name=name, direction=direction, rules=tuple(rules), sets=sets[networks] if networks else None)


def _define(kind: str, name: str, root: ET.Element) -> str:
    ET.indent(root)
    return f"    define {kind} {name} <<'XML'\n{ET.tostring(root, encoding='unicode')}\nXML"


def _ipset(networks: Networks, family: str) -> ET.Element:
    root = ET.Element("ipset", type="hash:net")
    ET.SubElement(root, "short").text = plain(", ".join(networks.parties))
    if family == "ipv6":
        ET.SubElement(root, "option", name="family", value="inet6")
    for network in networks.v4 if family == "ipv4" else networks.v6:
        for each in _halves(network):
            ET.SubElement(root, "entry").text = each
    return root


def _halves(network: str) -> Iterator[str]:
    # hash:net does not take a network of prefix length 0 (ipset(8)).
    whole = ip_network(network)
    yield from map(str, whole.subnets() if whole.prefixlen == 0 else (whole,))


def _service(service: Service, plan: Plan) -> ET.Element:
    root = ET.Element("service")
    ET.SubElement(root, "short").text = _about(service)
    ET.SubElement(root, "description").text = "\n".join(("", *_remarks(service, plan), "  "))
    for rule in service.rules:
        for opening in rule.openings:
            if opening.ports:
                ET.SubElement(root, "port", port=str(opening.ports), protocol=rule.match.transport)
            else:
                ET.SubElement(root, "protocol", value=str(NUMBERS[rule.match.transport]))
    return root


def _about(service: Service) -> str:
    match = service.rules[0].match
    way, end = ("Incoming", "from") if match.direction == "in" else ("Outgoing", "to")
    parties = ", ".join(map(plain, match.networks.parties)) if match.networks else "any address"
    return f"{way}, {end} {parties}{', ports given by --bind' if match.bound else ''}"


def _remarks(service: Service, plan: Plan) -> Iterator[str]:
    errata = {each.id: each for each in plan.spec.errata}
    for rule in service.rules:
        for opening in rule.openings:
            what = f"{opening.ports}/{rule.match.transport}" if opening.ports else rule.match.transport
            yield from (f"    {what}: {line}" for line in remarks(opening, errata))


def _policy(services: Iterable[Service], plan: Plan) -> ET.Element:
    root = ET.Element("policy", target="CONTINUE", priority=PRIORITY)
    ET.SubElement(root, "short").text = f"Outgoing, {', '.join(map(plain, plan.options.roles))}"
    ET.SubElement(root, "ingress-zone", name="HOST")
    ET.SubElement(root, "egress-zone", name="ANY")
    for service in services:
        if service.sets is None:
            ET.SubElement(root, "service", name=service.name)
        for family, name in service.sets or ():
            rule = ET.SubElement(root, "rule", family=family)
            ET.SubElement(rule, "destination", ipset=name)
            ET.SubElement(rule, "service", name=service.name)
            ET.SubElement(rule, "accept")
    return root


def _in_zone(options: tuple[str, ...]) -> Iterator[str]:
    # One call for all options of a kind: each call takes its time.
    if options:
        yield " \\\n        ".join(('    permanent --zone="$zone"', *options))


def _plain_services(services: Iterable[Service]) -> Iterator[str]:
    yield from (f"--add-service={each.name}" for each in services if each.sets is None)


def _rich_rules(services: Iterable[Service]) -> Iterator[str]:
    for each in services:
        for family, name in each.sets or ():
            yield f"--add-rich-rule='{_rule(family, name, each.name)}'"


def _rule(family: str, ipset: str, service: str) -> str:
    # As firewalld writes it, so that the script finds it again.
    return f'rule family="{family}" source ipset="{ipset}" service name="{service}" accept'


def _identifier(text: str) -> str:
    """Return `text` with only what a name of firewalld may hold; ids have no capitals, so no two give the same."""
    return re.sub(r"[^a-z0-9-]", lambda found: f"X{ord(found[0]):x}X", text)
