"""Rich rules of firewalld (firewalld.richlanguage(5))."""

from collections.abc import Mapping
from typing import Literal

import msgspec

from portspec.audit.allowed.ipt_match import Given, matched
from portspec.audit.rules import ALWAYS, Action, Every, Family, Match, Test, Unsure, negated
from portspec.rich_rules import NOT, elements

ENDS: Mapping[str, Literal["accept", "drop"]] = {"accept": "accept", "drop": "drop", "reject": "drop"}


class Rich(msgspec.Struct, frozen=True, kw_only=True):
    """A rich rule."""

    priority: int
    """Below 0 before all else of its zone, above 0 behind it."""
    denies: bool
    """Whether it drops or rejects."""
    match: Match
    """What it asks of the ends."""
    service: str
    """The service that it is about; empty where it is about none."""
    opened: tuple[str, ...]
    """Ports and protocols, as `services.toml` has them."""
    action: Action
    """What becomes of the packets."""
    text: str
    """As it is listed."""


def rich(text: str) -> Rich:
    """Return a rich rule; one that only logs or marks never matches."""
    parts = elements(text)
    end = next((each for each in ENDS if each in parts), "")
    sent_on = "forward-port" in parts
    port, source, protocol = (parts.get(each, {}) for each in ("port", "source-port", "protocol"))
    opened = [f"{own['port']}/{own['protocol']}" for own in (port, parts.get("forward-port", {})) if "port" in own]
    opened += [f"source/{source['port']}/{source['protocol']}"] if source else []
    opened += [f"protocol/{protocol['value']}"] if protocol else []
    return Rich(
        priority=int(parts.get("rule", {}).get("priority", "0")),
        denies=end in ("drop", "reject"),
        match=Every(parts=tuple(_asked(parts, acts=bool(end) or sent_on))),
        service=parts.get("service", {}).get("name", ""),
        opened=tuple(opened),
        action=Action(kind="unsure" if sent_on else ENDS.get(end, "unsure")),
        text=text,
    )


def _asked(parts: Mapping[str, Mapping[str, str]], *, acts: bool) -> list[Match]:
    asked: list[Match] = [] if acts else [matched(("--invert",), Given())]  # what never holds
    family = parts.get("rule", {}).get("family")
    if family:
        asked.append(Family(family=4 if family == "ipv4" else 6))
    for name, option in (("source", "-s"), ("destination", "-d")):
        if name in parts:
            own = parts[name]
            known = matched((option, own["address"]), Given()) if "address" in own else None
            match = known or Unsure(why=f"{name} {' '.join(f'{key}={value}' for key, value in own.items())}")
            asked.append(negated(match, negate=NOT in own))
    if icmp := [each for each in ("icmp-type", "icmp-block") if each in parts]:
        kind = Unsure(why=f"{icmp[0]} {parts[icmp[0]].get('name')}")
        asked += [Test(field="transport", values=("icmp", "icmpv6")), kind]
    return asked or [ALWAYS]
