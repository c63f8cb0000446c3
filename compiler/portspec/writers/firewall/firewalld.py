"""firewalld: services, ipsets and rich rules in a zone, and a policy for what goes out (tried with 1.3)."""

import re
from collections.abc import Iterable, Iterator
from html import escape
from ipaddress import ip_network
from typing import Literal

import msgspec

from portspec import protocols
from portspec.artifact import Artifact
from portspec.writers.firewall.lowering.options import Options
from portspec.writers.firewall.lowering.plan import Ability, Networks, Plan, Rule
from portspec.writers.firewall.snippet.header import FORWARDED, fitting, header, remarks, short_name, stem, words_of
from portspec.writers.firewall.snippet.messages import MESSAGES, OTHERS, TYPES
from portspec.writers.firewall.snippet.plain import plain
from portspec.writers.firewall.snippet.shell import script

WITH_PORTS = protocols.WITH_PORTS - {"udplite"}
"""What a service may name beside a port (firewalld.service(5))."""
PRIORITY = "-100"
"""Before a policy of the host that denies, which has -1 unless it says otherwise (firewalld.policy(5))."""


class Service(msgspec.Struct, frozen=True, kw_only=True):
    """What is open between the same parties in one direction; its name is one that firewalld takes."""

    name: str
    """Of the file, without its `.xml`."""
    direction: Literal["in", "out"]
    """As the host sees it."""
    rules: tuple[Rule, ...]
    """What it opens."""
    sets: tuple[tuple[str, str], ...] | None
    """Family, `ipv4` or `ipv6`, and name of each ipset of the parties; None for any address."""

    @property
    def messages(self) -> tuple[str, ...]:
        """The names of the messages of ICMP that it is about, if any: its file says who asks, and can open none."""
        every = (MESSAGES[rule.match.transport][each] for rule in self.rules for each in rule.match.types)
        return tuple(dict.fromkeys(every))

    @property
    def rich(self) -> Iterator[tuple[str, str, str, str]]:
        """Its rich rules: family, ipset, and of what they accept the kind of element and the name."""
        elements = tuple(("icmp-type", each) for each in self.messages) or (("service", self.name),)
        yield from ((*each, *element) for each in self.sets or () for element in elements)


def ability(options: Options) -> Ability:  # noqa: ARG001 (the same under all options)
    """Return what firewalld can say."""
    return Ability(
        transports=WITH_PORTS,
        protocols=protocols.PORTLESS,
        outgoing=True,
        ipv4_only=protocols.BEHIND_HEADERS,
        types=True,
        only_types=TYPES,
        options=frozenset({"zone", "allow_in"}),
    )


def write(plan: Plan) -> Iterator[Artifact]:
    """Return the files of services, ipsets and a policy, and the script that installs, verifies and removes them."""
    name = stem(plan)
    product = plan.spec.product.id if plan.spec.product else ""
    roles = sorted(set(plan.options.roles))
    owner = fitting("_".join(("portspec", *map(_identifier, (product, *roles)))), plan)
    short = f"portspec-{short_name(plan)}"
    sets = _sets(plan, short)
    services = tuple(_services(plan, owner, sets))
    going = [each for each in services if each.direction == "out"]
    settings = {
        "owner": owner,
        "short": short,
        "rule": _rule(
            "ipv[46]", f"{short}_[0-9]*-v[46]", rf'\(service name="{owner}__in-[0-9]*"\|icmp-type name="[a-z-]*"\)'
        ),
        "services": " ".join(each.name for each in services),
        "ipsets": " ".join(name for names in sets.values() for _, name in names),
        "policies": short if going else "",
        "zone": plan.options.zone or "",
    }
    head = header(plan, "firewalld", _usage(name, plan))
    own = ("", "entering() {", *_entering(services), "    return 0", "}")
    yield Artifact(path=f"firewalld/{name}.sh", data=script(head, name, settings, ["firewalld"], own).encode())
    for networks, names in sets.items():
        yield from (_file(f"{name}/ipsets/{each}", _ipset(networks, family)) for family, each in names)
    yield from (_file(f"{name}/services/{each.name}", _service(each, plan)) for each in services)
    if going:
        yield _file(f"{name}/policies/{short}", _policy(going, plan))


def _file(path: str, lines: Iterable[str]) -> Artifact:
    text = "\n".join(('<?xml version="1.0" encoding="utf-8"?>', *lines, ""))
    return Artifact(path=f"firewalld/{path}.xml", data=text.encode())


def _usage(name: str, plan: Plan) -> Iterator[str]:
    yield from words_of(name)
    yield "         (firewalld keeps a copy of a zone that was changed once, and of removed files with names in .old)"
    yield "Reboot:  nothing is to be done, all is saved in the configuration of firewalld"
    yield f"The folder {name} holds what firewalld takes as it is, also without the script: copy it to /etc/firewalld,"
    yield "and let the zone take the services and rich rules that the function entering names."
    yield f"Zone:    {plan.options.zone or 'the default zone of the host when this is applied'}"
    yield "Outgoing traffic passes unless a policy of the host denies it; the policy here comes before that."
    yield "What other tables drop stays dropped."
    if any(rule.match.types and rule.match.direction == "in" for rule in plan.rules):
        yield OTHERS
    yield FORWARDED


def _sets(plan: Plan, short: str) -> dict[Networks, tuple[tuple[str, str], ...]]:
    return {
        networks: tuple(
            (f"ipv{version}", f"{short}_{number}-v{version}")
            for version, given in (("4", networks.v4), ("6", networks.v6))
            if given
        )
        for number, networks in enumerate(plan.places, start=1)
    }


def _services(plan: Plan, owner: str, sets: dict[Networks, tuple[tuple[str, str], ...]]) -> Iterator[Service]:
    groups: dict[tuple[Literal["in", "out"], Networks | None, bool, bool], list[Rule]] = {}
    for rule in plan.rules:
        match = rule.match
        groups.setdefault((match.direction, match.networks, match.bound, bool(match.types)), []).append(rule)
    for number, ((direction, networks, _, _), rules) in enumerate(groups.items(), start=1):
        name = f"{owner}__{direction}-{number}"
        yield Service(name=name, direction=direction, rules=tuple(rules), sets=sets[networks] if networks else None)


def _ipset(networks: Networks, family: str) -> Iterator[str]:
    yield '<ipset type="hash:net">'
    yield f"  <short>{_text(plain(', '.join(networks.parties)))}</short>"
    if family == "ipv6":
        yield '  <option name="family" value="inet6" />'
    for network in networks.v4 if family == "ipv4" else networks.v6:
        yield from (f"  <entry>{each}</entry>" for each in _halves(network))
    yield "</ipset>"


def _text(line: str) -> str:
    # What `plain` leaves are characters that XML admits, and no text of a page stands in an attribute.
    return escape(line, quote=False)


def _halves(network: str) -> Iterator[str]:
    # hash:net does not take a network of prefix length 0 (ipset(8)).
    whole = ip_network(network)
    yield from map(str, whole.subnets() if whole.prefixlen == 0 else (whole,))


def _service(service: Service, plan: Plan) -> Iterator[str]:
    yield "<service>"
    yield f"  <short>{_text(_about(service))}</short>"
    yield "  <description>"
    yield from (f"    {_text(line)}" for line in _remarks(service, plan))
    yield "  </description>"
    for rule in service.rules if not service.messages else ():
        for opening in rule.openings:
            if opening.ports:
                yield f'  <port port="{opening.ports}" protocol="{rule.match.transport}" />'
            else:
                yield f'  <protocol value="{protocols.NUMBERS[rule.match.transport]}" />'
    yield "</service>"


def _about(service: Service) -> str:
    match = service.rules[0].match
    way, end = ("Incoming", "from") if match.direction == "in" else ("Outgoing", "to")
    return f"{way}, {end} {plain(match.end)}{', ports given by --bind' if match.bound else ''}"


def _remarks(service: Service, plan: Plan) -> Iterator[str]:
    for rule in service.rules:
        for opening in rule.openings:
            what = f"{opening.ports}/{rule.match.transport}" if opening.ports else rule.match.transport
            what += f" type {', '.join(rule.match.types)}" if rule.match.types else ""
            yield from (f"{what}: {line}" for line in remarks(opening, plan))


def _policy(services: Iterable[Service], plan: Plan) -> Iterator[str]:
    yield f'<policy target="CONTINUE" priority="{PRIORITY}">'
    yield f"  <short>{_text('Outgoing, ' + ', '.join(map(plain, plan.options.roles)))}</short>"
    yield '  <ingress-zone name="HOST" />'
    yield '  <egress-zone name="ANY" />'
    for service in services:
        if service.sets is None:
            yield f'  <service name="{service.name}" />'
        for family, name, kind, what in service.rich:
            yield f'  <rule family="{family}">'
            yield f'    <destination ipset="{name}" />'
            yield f'    <{kind} name="{what}" />'
            yield "    <accept />"
            yield "  </rule>"
    yield "</policy>"


def _entering(services: Iterable[Service]) -> Iterator[str]:
    """Yield the calls by which a zone takes what comes in: one for all options of a kind, since each takes its time."""
    coming = [each for each in services if each.direction == "in"]
    for options in (tuple(_plain_services(coming)), tuple(_rich_rules(coming))):
        if options:
            yield " \\\n        ".join(("    enter", *options))


def _plain_services(services: Iterable[Service]) -> Iterator[str]:
    yield from (f"--add-service={each.name}" for each in services if each.sets is None)


def _rich_rules(services: Iterable[Service]) -> Iterator[str]:
    for each in services:
        for family, name, kind, what in each.rich:
            yield "--add-rich-rule='" + _rule(family, name, f'{kind} name="{what}"') + "'"


def _rule(family: str, ipset: str, element: str) -> str:
    # As firewalld writes it, so that the script finds it again.
    return f'rule family="{family}" source ipset="{ipset}" {element} accept'


def _identifier(text: str) -> str:
    """Return `text` with only what a name of firewalld may hold; ids have no capitals, so no two give the same."""
    return re.sub(r"[^a-z0-9-]", lambda found: f"X{ord(found[0]):x}X", text)
