"""ufw: an application profile for each set of parties and direction, and the rules that use it (ufw(8), 0.36)."""

import re
import shlex
from collections.abc import Iterable, Iterator
from ipaddress import ip_network

import msgspec

from portspec.artifact import Artifact
from portspec.protocols import BEHIND_HEADERS
from portspec.writers.firewall.lowering.options import Options
from portspec.writers.firewall.lowering.plan import Ability, Match, Networks, Plan, Rule
from portspec.writers.firewall.snippet.header import (
    FORWARDED,
    about,
    header,
    remarks,
    short_name,
    stem,
    title,
    words_of,
)
from portspec.writers.firewall.snippet.multiport import clauses, lists, numbers
from portspec.writers.firewall.snippet.shell import script

WITH_PORTS = frozenset({"tcp", "udp"})
"""What a profile may name (ufw(8), APPLICATION INTEGRATION)."""
LOWEST = 1
"""A profile with port 0 is none for ufw, which says so and goes on without it."""
NAME_CHARACTERS = 54
"""Characters of what a profile's name begins with; ufw takes 64, and `-out-` with a number follows."""
VALUE = 1000
"""Characters of one value; ufw leaves out a profile that has one with more than 1,024."""
NOTE = 120
"""Characters of the ports in a note, which is there to be read."""
NAME = re.compile("[a-z0-9-]+")
PROTOCOLS = frozenset({"ah", "esp", "gre"})
"""What a rule may name without ports, in both families (ufw(8), `proto`)."""


class Profile(msgspec.Struct, frozen=True, kw_only=True):
    """What is open between the same parties in one direction."""

    name: str
    """Of the file and of its section, as ufw shows it."""
    match: Match
    """Which packets."""
    rules: tuple[Rule, ...]
    """What it opens."""


def ability(options: Options) -> Ability:  # noqa: ARG001 (the same under all options)
    """Return what ufw can say."""
    return Ability(
        transports=WITH_PORTS,
        protocols=PROTOCOLS,
        outgoing=True,
        ipv4_only=BEHIND_HEADERS,
        lowest=LOWEST,
        sources=True,
        options=frozenset({"interface", "allow_in", "limit_ssh"}),
    )


def write(plan: Plan) -> Iterator[Artifact]:
    """Return the profiles, and the script that adds, verifies and removes the rules that use them."""
    name = stem(plan)
    owner = _owner(plan)
    profiles = tuple(_profiles(plan, owner))
    lines = [f"# {line}".rstrip() for line in header(plan, "ufw", _usage(name, owner))]
    lines += [line for each in profiles for line in _profile(each, plan)]
    yield Artifact(path=f"ufw/{name}.profiles", data="\n".join((*lines, "")).encode())
    settings = {"owner": owner, "names": " ".join(each.name for each in profiles if _is_simple(each.match))}
    own = ("", "rules() {", *(line for each in profiles for line in _rules(each)), "}")
    text = script(title(plan, "ufw"), f"{name}.profiles", settings, ["ufw"], own)
    yield Artifact(path=f"ufw/{name}.sh", data=text.encode())


def _owner(plan: Plan) -> str:
    """Return what the profiles' names begin with: product and roles, or a short name where ufw does not take them."""
    names = (plan.spec.product.id if plan.spec.product else "page", "+".join(sorted(set(plan.options.roles))))
    readable = f"portspec-{'_'.join(names)}"
    fits = len(readable) <= NAME_CHARACTERS and all(map(NAME.fullmatch, (names[0], *plan.options.roles)))
    return readable if fits else f"portspec-{short_name(plan)}"


def _usage(name: str, owner: str) -> Iterator[str]:
    yield from words_of(name)
    yield "Reboot:  nothing is to be done, ufw keeps its rules"
    yield f"This file becomes /etc/ufw/applications.d/{owner}. The rules come after those that ufw has:"
    yield "what one of them denies stays denied. Outgoing traffic passes anyway unless the host denies it by default."
    yield FORWARDED


def _profiles(plan: Plan, owner: str) -> Iterator[Profile]:
    groups: dict[tuple[object, ...], list[Rule]] = {}
    for rule in plan.rules:
        match = rule.match
        # What no profile can say stands in rules of its own.
        alone = "" if _is_simple(match) else (match.transport, match.sources)
        groups.setdefault((match.direction, match.networks, match.interface, match.limited, alone), []).append(rule)
    parts = [part for rules in groups.values() for part in _parts(rules)]
    for number, rules in enumerate(parts, start=1):
        match = rules[0].match
        yield Profile(name=f"{owner}-{match.direction}-{number}", match=match, rules=tuple(rules))


def _parts(rules: Iterable[Rule]) -> Iterator[list[Rule]]:
    """Yield some rules, clause by clause, as many together as a profile takes."""
    part: list[Rule] = []
    for clause in (Rule(match=rule.match, openings=each) for rule in rules for each in clauses(rule.openings)):
        if part and len("|".join(map(_clause, (*part, clause)))) > VALUE:
            yield part
            part = []
        part.append(clause)
    if part:
        yield part


def _is_simple(match: Match) -> bool:
    """Tell whether a profile can say it: one names neither protocols without ports nor where packets come from."""
    return match.transport in WITH_PORTS and not match.sources


def _profile(profile: Profile, plan: Plan) -> Iterator[str]:
    yield ""
    for rule in profile.rules:
        yield f"# {about(rule.match)}"
        yield from (f"#   {line}" for each in rule.openings for line in remarks(each, plan))
    if _is_simple(profile.match):
        way = "incoming" if profile.match.direction == "in" else "outgoing"
        yield f"[{profile.name}]"
        yield f"title={profile.name}"
        yield f"description={way}; who asks for which port is said in this file"
        yield f"ports={'|'.join(map(_clause, profile.rules))}"


def _clause(rule: Rule) -> str:
    return f"{numbers(rule.openings)}/{rule.match.transport}"


def _rules(profile: Profile) -> Iterator[str]:
    # As `ufw show added` writes them, so that the script finds them again.
    match = profile.match
    note = shlex.quote(f"{profile.name} {_ports(profile)}")
    yield f"    # {about(match)}"
    for network in _networks(match.networks):
        for words in _from_ports(profile, network) if match.sources else [_words(match, network, profile.name)]:
            yield f"    rule {note} {'limit' if match.limited else 'allow'} {words}"


def _ports(profile: Profile) -> str:
    """Return what `ufw status` is to say of the ports, whose own column has the profile's name."""
    said = " ".join(map(_clause, profile.rules)) if profile.match.transport in WITH_PORTS else profile.match.transport
    return said if len(said) <= NOTE else f"{said[:NOTE].rpartition(',')[0]} and more"


def _networks(networks: Networks | None) -> Iterator[str]:
    if networks is None:
        yield "any"
        return
    for each in map(ip_network, (*networks.v4, *networks.v6)):
        # ufw takes a network of prefix length 0 for both families.
        for part in each.subnets() if each.prefixlen == 0 else (each,):
            yield str(part.network_address) if part.num_addresses == 1 else str(part)


def _from_ports(profile: Profile, network: str) -> Iterator[str]:
    """Yield the words of rules that say where packets come from, by port, and where they go."""
    match = profile.match
    incoming = match.direction == "in"
    source, target = (network, "any") if incoming else ("any", network)
    way = f"{match.direction}{f' on {match.interface}' if match.interface else ''} "
    for rule, whence in ((rule, each) for rule in profile.rules for each in lists(match.sources)):
        ends = f"from {source} port {whence} to {target} port {numbers(rule.openings)} proto {match.transport}"
        yield f"{'' if incoming and not match.interface else way}{ends}"


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
