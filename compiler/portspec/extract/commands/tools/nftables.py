"""nftables: `nft add rule inet filter input tcp dport { 80, 443 } accept` (nft(8))."""

import re
from collections.abc import Iterator, Sequence

from portspec.extract.commands.opening import Opening, Unread, is_local, ports_in

NAMES = frozenset(("nft",))
_RULE = re.compile(
    r"(?:add|insert) rule (?:(?:ip6?|inet) )?(\S+) (\S+)(?: (?:position|handle|index) \d+)? (.*)", re.DOTALL
)
_PORTS = re.compile(r"\b(tcp|udp|sctp|dccp|udplite|th) dport (!=)?\s*(?:\{([^}]*)\}|(\S+))")
_FROM = re.compile(r"\bip6? saddr (?:(!=)|\{[^}]*\}|(\S+))")
_TO = re.compile(r"\bip6? daddr (\S+)")
_LOOPBACK = re.compile(r"\biif(?:name)? (?:\")?lo\b")
_OVER = re.compile(r"\bl4proto \{([^}]*)\}")


def read(words: Sequence[str]) -> Iterator[Opening]:
    """Yield what a rule that is added accepts; tables, chains and lists open nothing."""
    said = " ".join(" ".join(words[1:]).split())
    match = _RULE.search(said)
    if match:
        yield from accepted(match[3], way_of(match[2]))


def way_of(chain: str) -> str:
    """Return the hook that a chain is named after, or its name."""
    return next((hook for hook in ("input", "output") if hook in chain.casefold()), chain)


def accepted(rule: str, hook: str) -> Iterator[Opening]:
    """Yield what a rule accepts, given the hook of its chain.

    Raises Unread where it accepts something in a form that is not read.
    """
    ported = list(_PORTS.finditer(rule))
    if not ported or not re.search(r"\baccept\b", rule) or _LOOPBACK.search(rule):
        return
    if hook not in ("input", "output"):
        raise Unread(f"the chain {hook} is not one of the host's own packets")
    sender, host = _FROM.search(rule), _TO.search(rule)
    if (sender and sender[1]) or any(each[2] for each in ported):
        raise Unread("a rule has an exception")
    source = sender[2] if sender else None
    if is_local(source):
        return
    for each in ported:
        transports = _transports(each[1], rule)
        yield Opening(
            ports=ports_in(each[3] or each[4], transports[0]),
            transports=transports,
            direction="outbound" if hook == "output" else "inbound",
            source=source,
            destination=host[1] if host else None,
        )


def _transports(said: str, rule: str) -> tuple[str, ...]:
    """Return the transports of a rule; `th` is the header of whichever the rule names elsewhere."""
    if said != "th":
        return (said,)
    over = _OVER.search(rule)
    return tuple(each.strip() for each in over[1].split(",")) if over else ("tcp", "udp")
