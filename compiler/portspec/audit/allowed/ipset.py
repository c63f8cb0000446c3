"""Sets of addresses and ports: the lines of `ipset save` (ipset(8)), which may stand beside those of iptables."""

from collections.abc import Mapping

import msgspec


class IpSet(msgspec.Struct, frozen=True, kw_only=True):
    """A set."""

    parts: tuple[str, ...]
    """What each element is made of, such as `net` and `port`."""
    elements: tuple[tuple[str, ...], ...]
    """Their parts, as written."""


def sets(text: str) -> Mapping[str, IpSet]:
    """Return the sets that a text makes, by name; one with elements that are exceptions is left out."""
    kinds: dict[str, tuple[str, ...]] = {}
    elements: dict[str, list[tuple[str, ...]]] = {}
    lists = set[str]()
    for line in text.splitlines():
        words = line.split()
        if words[:1] == ["create"] and len(words) > 2:  # noqa: PLR2004 (the name and the type)
            kinds[words[1]] = tuple(words[2].partition(":")[2].split(","))
            elements[words[1]] = []
        elif words[:1] == ["add"] and len(words) > 2 and words[1] in elements:  # noqa: PLR2004
            elements[words[1]].append(tuple(words[2].split(",")))
            lists |= {words[1]} if "nomatch" in words[3:] else set()
    return {
        name: IpSet(parts=kinds[name], elements=tuple(found)) for name, found in elements.items() if name not in lists
    }
