"""Networks that a page's words for an end name: alone, or beside a name in brackets."""

import re
from collections.abc import Iterable
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network, summarize_address_range

Network = IPv4Network | IPv6Network
DASHES = ("–", "—", "‑", "−")
"""Signs that a page may write in place of a hyphen."""
_BESIDE = re.compile(r"([^()（）]*[^()（）\s])\s*[(（]([^()（）]*)[)）]\s*")
"""A name with a remark in brackets behind it; either may be the networks."""
_NAME = r"[^\W\d_][^\s\d()（）,;:，；：、]*(?: [^\s\d()（）,;:，；：、]+){0,7}"
_NETWORKS = r"\d[\d.,/; 、，；-]*\d"
_BARE = re.compile(rf"{_NAME}(?: ?[:：] ?| )({_NETWORKS})|({_NETWORKS})(?: ?[:：] ?| ){_NAME}")
"""A name and IPv4 networks beside it without a bracket: `Monitoring 10.1.0.0/16`, `10.1.0.0/16 - branches`."""


@lru_cache(maxsize=4096)
def networks_of(text: str) -> tuple[Network, ...]:
    """Return the networks that a text names: `10.0.0.0/8, 192.0.2.7`, `192.0.2.1 - 192.0.2.9`, `Hub (192.0.2.7)`.

    They may stand beside the name of who is in them, with brackets or without. Empty where the text says more, and
    where any address is meant, none, or the host itself (RFC 6890).
    """
    beside = _BESIDE.fullmatch(text) or _BARE.fullmatch(text)
    parts = filter(None, beside.groups()) if beside else ()
    return next(filter(None, map(_alone, (text, *parts))), ())


def _alone(text: str) -> tuple[Network, ...]:
    """Return the networks that a text is nothing but."""
    for dash in DASHES:
        text = text.replace(dash, "-")
    found: list[Network] = []
    for part in re.split(r"[,;，；、]", text):
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
