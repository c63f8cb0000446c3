"""ufw: an application profile for each set of parties and direction, and the rules that use it (ufw(8), 0.36)."""

import shlex
from collections.abc import Iterator
from ipaddress import ip_network

import msgspec

from portspec.artifact import Artifact
from portspec.writers.firewall.lowering.options import Options
from portspec.writers.firewall.lowering.plan import Ability, Match, Networks, Plan, Rule
from portspec.writers.firewall.snippet.header import about, header, remarks, short_name, stem, title
from portspec.writers.firewall.snippet.multiport import clauses, numbers
from portspec.writers.firewall.snippet.shell import script

WITH_PORTS = frozenset({"tcp", "udp"})
"""What a profile may name (ufw(8), APPLICATION INTEGRATION)."""
LOWEST = 1
"""A profile with port 0 is none for ufw, which says so and goes on without it."""
PROTOCOLS = frozenset({"ah", "esp", "gre"})
"""What a rule may name without ports, in both families (ufw(8), `proto`)."""


class Profile(msgspec.Struct, frozen=True, kw_only=True):
    """What is open between the same parties in one direction."""

    name: str
    match: Match
    rules: tuple[Rule, ...]


def ability(options: Options) -> Ability:  # noqa: ARG001 (the same under all options)
    """Return what ufw can say."""
    return Ability(
        transports=WITH_PORTS, protocols=PROTOCOLS, outgoing=True, lowest=LOWEST, options=frozenset({"interface"})
    )


def write(plan: Plan) -> Iterator[Artifact]:
    """Return the profiles, and the script that adds, verifies and removes the rules that use them."""
    name = stem(plan)
    owner = f"portspec-{short_name(plan)}"
    profiles = tuple(_profiles(plan, owner))
    lines = [f"# {line}".rstrip() for line in header(plan, "ufw", _usage(name, owner))]
    lines += [line for each in profiles for line in _profile(each, plan)]
    yield Artifact(path=f"ufw/{name}.profiles", data="\n".join((*lines, "")).encode())
    settings = {"owner": owner, "names": " ".join(each.name for each in profiles if _has_ports(each))}
    own = ("", "rules() {", *(line for each in profiles for line in _rules(each)), "}")
    text = script(title(plan, "ufw"), f"{name}.profiles", settings, ["ufw"], own)
    yield Artifact(path=f"ufw/{name}.sh", data=text.encode())


def _usage(name: str, owner: str) -> Iterator[str]:
    yield f"Apply:   sh {name}.sh apply"
    yield f"Verify:  sh {name}.sh verify"
    yield f"Remove:  sh {name}.sh remove"
    yield "Reboot:  nothing is to be done, ufw keeps its rules"
    yield f"This file becomes /etc/ufw/applications.d/{owner}. The rules come after those that ufw has:"
    yield "what one of them denies stays denied. Outgoing traffic passes anyway unless the host denies it by default."


def _profiles(plan: Plan, owner: str) -> Iterator[Profile]:
    groups: dict[tuple[str, Networks | None, str], list[Rule]] = {}
    for rule in plan.rules:
        # A protocol without ports stands in no profile, but in rules of its own.
        alone = "" if rule.match.transport in WITH_PORTS else rule.match.transport
        groups.setdefault((rule.match.direction, rule.match.networks, alone), []).append(rule)
    for number, ((way, _, _), rules) in enumerate(groups.items(), start=1):
        yield Profile(name=f"{owner}-{way}-{number}", match=rules[0].match, rules=tuple(rules))


def _has_ports(profile: Profile) -> bool:
    return profile.match.transport in WITH_PORTS


def _profile(profile: Profile, plan: Plan) -> Iterator[str]:
    errata = {each.id: each for each in plan.spec.errata}
    yield ""
    for rule in profile.rules:
        yield f"# {about(rule.match)}"
        yield from (f"#   {line}" for each in rule.openings for line in remarks(each, errata))
    if _has_ports(profile):
        ports = "|".join(_ports(profile))
        about_it = " ".join((profile.name, *_ids(profile)))
        yield from (f"[{profile.name}]", f"title={profile.name}", f"description={about_it}", f"ports={ports}")


def _ports(profile: Profile) -> Iterator[str]:
    for rule in profile.rules:
        yield from (f"{numbers(clause)}/{rule.match.transport}" for clause in clauses(rule.openings))


def _rules(profile: Profile) -> Iterator[str]:
    # As `ufw show added` writes them, so that the script finds them again.
    match = profile.match
    note = shlex.quote(" ".join((profile.name, *_ids(profile))))
    yield f"    # {about(match)}"
    for network in _networks(match.networks):
        yield f"    rule {note} allow {_words(match, network, profile.name)}"


def _ids(profile: Profile) -> dict[str, None]:
    return dict.fromkeys(row.id for rule in profile.rules for each in rule.openings for row in each.requirements)


def _networks(networks: Networks | None) -> Iterator[str]:
    if networks is None:
        yield "any"
        return
    for each in map(ip_network, (*networks.v4, *networks.v6)):
        # ufw takes a network of prefix length 0 for both families.
        for part in each.subnets() if each.prefixlen == 0 else (each,):
            yield str(part.network_address) if part.num_addresses == 1 else str(part)


def _words(match: Match, network: str, profile: str) -> str:
    incoming, on = match.direction == "in", match.interface
    ported = match.transport in WITH_PORTS
    if ported and network == "any" and not on:
        return profile if incoming else f"out {profile}"
    way = [f"{'in' if incoming else 'out'} on {on}"] if on else [] if incoming else ["out"]
    if network == "any":
        end = [] if on and not ported else ["to any"]
    elif incoming:
        end = [f"from {network}", *(["to any"] if ported else [])]
    else:
        end = [f"to {network}"]
    return " ".join((*way, *end, f"app {profile}" if ported else f"proto {match.transport}"))
