"""ufw: what `ufw status verbose` prints (ufw(8)); without `verbose` the default policies are not known.

Before the rules of the user come those that ufw brings along, which it does not list: they are taken for its own ones.
"""

import re
from collections.abc import Iterator
from ipaddress import ip_network
from typing import Literal

from portspec.audit.allowed.ipt_match import Given, matched
from portspec.audit.rules import ALWAYS, Action, Base, Every, Family, Hook, Match, Rule, Ruleset, Some, Unsure
from portspec.audit.space import Field

ORDER = 3
STATUS = re.compile(r"^Status: (active|inactive)\s*$", re.MULTILINE)
DEFAULT = re.compile(r"(\w+) \((incoming|outgoing)\)")
RULE = re.compile(
    r"(?:\[ *\d+\] )?(?P<to>\S.*?)\s+(?P<verb>ALLOW|DENY|REJECT|LIMIT)(?: (?P<way>IN|OUT|FWD))?\s+(?P<from>\S.*?)"
    r"(?: +\(log(?:-all)?\))?(?: +\(out\))?(?: +#.*)?\s*"
)
PORTS = re.compile(r"([\d:,]+)(?:/(\w+))?")
HOOKS: dict[str, Hook] = {"in": "input", "out": "output"}
OWN: dict[str, dict[int, tuple[tuple[str, Literal["accept", "drop"]], ...]]] = {
    "in": {
        4: (
            ("-i lo", "accept"),
            ("-m conntrack --ctstate RELATED,ESTABLISHED", "accept"),
            ("-m conntrack --ctstate INVALID", "drop"),
            ("-p icmp", "accept"),
            ("-p udp --sport 67 --dport 68", "accept"),
            ("! --dst-type LOCAL,MULTICAST,BROADCAST", "drop"),
            ("-d 224.0.0.251 -p udp --dport 5353", "accept"),
            ("-d 239.255.255.250 -p udp --dport 1900", "accept"),
        ),
        6: (
            ("-i lo", "accept"),
            ("-m conntrack --ctstate RELATED,ESTABLISHED", "accept"),
            ("-m conntrack --ctstate INVALID", "drop"),
            ("-p icmpv6", "accept"),
            ("-s fe80::/10 -d fe80::/10 -p udp --sport 547 --dport 546", "accept"),
            ("-d ff02::fb -p udp --dport 5353", "accept"),
            ("-d ff02::f -p udp --dport 1900", "accept"),
        ),
    },
    "out": dict.fromkeys((4, 6), (("-o lo", "accept"), ("-m conntrack --ctstate RELATED,ESTABLISHED", "accept"))),
}
"""What ufw brings along, in before.rules and before6.rules; all kinds of ICMP are one here."""
FAMILIES: tuple[Literal[4], Literal[6]] = (4, 6)


def read(text: str) -> Ruleset | None:
    """Return the rules; None for any other text. IPv6 is known only where a rule is about it."""
    status = STATUS.search(text)
    if not status:
        return None
    every = ((number, " ".join(line.split())) for number, line in enumerate(text.splitlines(), start=1))
    lines = [(number, line) for number, line in every if RULE.fullmatch(line)]
    policies = {"in" if way == "incoming" else "out": verb for verb, way in DEFAULT.findall(text)}
    active = status[1] == "active"
    told = tuple(each for each in FAMILIES if each == FAMILIES[0] or any(map(_is_sixth, (line for _, line in lines))))
    chains = {
        f"ufw {way}": (
            *_own(way),
            *(rule for number, line in lines for rule in _rules(line, number, way)),
            *last,
        )
        for way in HOOKS
        for last in [() if way in policies else (UNTOLD,)]
    }
    return Ruleset(
        chains=chains if active else {},
        bases=tuple(
            Base(
                hook=HOOKS[way],
                priority=0,
                chain=f"ufw {way}",
                policy="drop" if active and policies.get(way) != "allow" else "accept",
                text=f"the default of ufw ({'incoming' if way == 'in' else 'outgoing'})"
                if active
                else "ufw is inactive",
            )
            for way in HOOKS
        ),
        families=frozenset(told),
    )


UNTOLD = Rule(match=ALWAYS, action=Action(kind="unsure"), text="the default of ufw, which `ufw status verbose` tells")


def _own(way: str) -> Iterator[Rule]:
    for family in FAMILIES:
        for words, kind in OWN[way][family]:
            match = Every(parts=(Family(family=family), matched(words.split(), Given())))
            yield Rule(match=match, action=Action(kind=kind), text=f"ufw: {words}")


def _is_sixth(line: str) -> bool:
    found = RULE.fullmatch(line)
    ends = (found["to"], found["from"]) if found else ()
    return any("(v6)" in each or re.search(r":.*:", each) for each in ends)


def _rules(line: str, number: int, way: str) -> Iterator[Rule]:
    """Yield a rule, where it is about a way; one that forwards is about none."""
    found = RULE.fullmatch(line)
    if not found or (found["way"] or "IN").lower() != way:
        return
    family = Family(family=6 if _is_sixth(line) else 4)
    parts = (*_end(found["to"], "destination", way), *_end(found["from"], "source", way))
    kind: Literal["accept", "drop"] = "accept" if found["verb"] in ("ALLOW", "LIMIT") else "drop"
    yield Rule(match=Every(parts=(family, *parts)), action=Action(kind=kind), text=line, place=number)


def _end(text: str, field: Field, way: str) -> Iterator[Match]:
    """Yield what one end asks: address, ports with a transport, and interface; the name of a profile is unknown."""
    side = "s" if field == "source" else "d"
    if device := re.search(r" on (\S+)$", text):
        yield matched((f"-{'i' if way == 'in' else 'o'}", device[1]), Given())
        text = text[: device.start()]
    text = re.sub(r" ?\(v6\)", "", text)
    shown = re.sub(r" \([^)]*\)$", "", text)  # the name of a profile stands behind its ports
    for word in shown.split():
        address, _, transport = word.rpartition("/") if re.search(r"/[a-z]\w*$", word) else (word, "", "")
        if ports := PORTS.fullmatch(word):
            names = [ports[2]] if ports[2] else ["tcp", "udp"]
            yield Some(parts=tuple(matched(("-p", name), Given()) for name in names))
            yield matched((f"--{side}ports", ports[1]), Given())
        elif address == "Anywhere" or _is_network(address):
            yield from () if address == "Anywhere" else (matched((f"-{side}", address), Given()),)
            yield matched(("-p", transport), Given()) if transport else ALWAYS
        else:
            yield Unsure(why=f"the ports of the profile {shown}, which `ufw status verbose` tells")
            return


def _is_network(text: str) -> bool:
    try:
        return bool(ip_network(text, strict=False))
    except ValueError:
        return False
