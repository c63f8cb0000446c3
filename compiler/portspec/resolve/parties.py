"""Parties: who an end of a connection is: a host of the product, all of its hosts, or an outsider."""

import re
from collections.abc import Sequence
from functools import lru_cache
from ipaddress import ip_network

from portspec.analysis.networks import networks_of
from portspec.claims import Claim
from portspec.spec import Party


@lru_cache(maxsize=4096)
def is_outsider(text: str) -> bool:
    """Tell whether a party is outside the product: the internet, anyone, the vendor, an address or a domain name.

    So it is with a remark in brackets that names no host: "Internet (any)".
    """
    if (bare := _without_remark(text)) != text:
        return is_outsider(bare)
    parts = [part for part in re.split(r"[\s,;()]+", text) if part]
    return _is("outsider", text) or _is_services(text) or (bool(parts) and all(map(_is_address, parts)))


def _without_remark(text: str) -> str:
    """Return a text without what stands in brackets at its end, where there is more and that names no host."""
    match = _REMARK.search(text)
    bare = text[: match.start()].rstrip() if match else ""
    return bare if match and bare and not is_kind_of_host(match[1]) else text


_REMARK = re.compile(r"[(（]([^()（）]*)[)）]\s*$")


def is_everyone(text: str) -> bool:
    """Tell whether a text means all hosts of the product: "all nodes", "both"."""
    return _is("everyone", text)


@lru_cache(maxsize=4096)
def is_user(text: str) -> bool:
    """Tell whether a text names people or their programs, who only connect: "API consumers", "browsers"."""
    from portspec.extract.language.vocabulary import words  # noqa: PLC0415

    return words("peer.user").search(text) is not None


def ends_of(claim: Claim) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the page's words for the sources and for the destinations of a claim, each host by itself."""
    return (
        claim.sources or ((claim.source,) if claim.source else ()),
        claim.destinations or ((claim.destination,) if claim.destination else ()),
    )


def hosts_of(claim: Claim) -> Sequence[tuple[str, str]]:
    """Return the hosts that a claim names, each with the field that names it.

    Outsiders are none, and neither is the host itself at an end, nor are all but some.
    """
    sources, destinations = ends_of(claim)
    named = [("role", claim.role or ""), *(("roles", each) for each in claim.roles)]
    ends = [("source", each) for each in sources] + [("destination", each) for each in destinations]
    return [(field, text) for field, text in named if text] + [
        (field, text) for field, text in ends if not is_outsider(text) and not _is_no_role(text)
    ]


def narrowed(ends: Sequence[Party], peers: Sequence[str]) -> tuple[Party, ...]:
    """Return the ends that a column names, with the networks in which the words of the row say that they stand."""
    if not peers or not all(map(networks_of, peers)):
        return tuple(ends)
    where = f" ({', '.join(peers)})"
    return tuple(each if networks_of(each.text) else Party(role=each.role, text=each.text + where) for each in ends)


@lru_cache(maxsize=4096)
def _is(kind: str, text: str) -> bool:
    # Whoever reads compiled specs needs no words of pages.
    from portspec.extract.language.vocabulary import words  # noqa: PLC0415

    return words(f"party.{kind}").whole(text)


@lru_cache(maxsize=4096)
def _is_no_role(text: str) -> bool:
    from portspec.extract.ends.itself import is_itself, is_partial  # noqa: PLC0415

    return is_itself(text) or is_partial(text)


def is_kind_of_host(text: str) -> bool:
    """Tell whether a text ends in a word for a kind of host, or begins with one: "relay servers"."""
    from portspec.extract.ends.hosts import names_host  # noqa: PLC0415

    return names_host(text)


def _is_services(text: str) -> bool:
    from portspec.extract.ends.services import names_services  # noqa: PLC0415

    return names_services(text)


def _is_address(text: str) -> bool:
    """Tell whether a text is an address, a network or a range of addresses, or a domain name."""
    if _is_services(text):
        return True
    try:
        return all(ip_network(end, strict=False) for end in text.split("-"))
    except ValueError:
        return False
