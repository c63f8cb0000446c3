"""Stated networks: a party whose words are nothing but networks or addresses narrows what is opened to it by itself."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from ipaddress import ip_address, ip_network, summarize_address_range

from portspec.analysis.verdict import rules_of
from portspec.spec import Requirement
from portspec.writers.firewall.lowering.parties import Network, key

DASHES = ("–", "—", "‑", "−")
"""Signs that a page may write in place of a hyphen."""


def stated(rows: Iterable[Requirement]) -> Mapping[str, tuple[Network, ...]]:
    """Return the networks by party, as `parties.key` has it, of those that rows name by nothing but networks."""
    texts = {rule.peer_text for row in rows for rule in rules_of(row, {}) if rule.peer_text and not rule.peer}
    return {key(text): found for text in sorted(texts) if (found := networks_of(text))}


@lru_cache(maxsize=4096)
def networks_of(text: str) -> tuple[Network, ...]:
    """Return the networks that a text is nothing but: `10.0.0.0/8, 192.0.2.7`, `192.0.2.1 - 192.0.2.9`.

    Empty where it says more, and where any address is meant, none, or the host itself (RFC 6890).
    """
    for dash in DASHES:
        text = text.replace(dash, "-")
    found: list[Network] = []
    for part in text.replace(";", ",").split(","):
        try:
            found += _read(part.strip())
        except ValueError:
            return ()
    usual = all(each.prefixlen and not (each.is_loopback or each.is_multicast or each.is_unspecified) for each in found)
    return tuple(found) if usual else ()


def is_everywhere(text: str) -> bool:
    """Tell whether a text is the network of all addresses of a family: `0.0.0.0/0`, `::/0`."""
    try:
        return ip_network(text).prefixlen == 0
    except ValueError:
        return False


def _read(part: str) -> Iterable[Network]:
    """Return the networks of a network, an address, a range or an address with its mask; raises ValueError for more."""
    if "%" in part:  # ip_network takes it, and no rule of any dialect can say it
        raise ValueError(part)
    first, dash, last = part.partition("-")
    if dash:
        return summarize_address_range(ip_address(first.strip()), ip_address(last.strip()))
    address, _, mask = part.partition(" ")
    return [ip_network(f"{address}/{mask.strip()}" if mask else part, strict=False)]
