"""Labels of items: the hosts that the terms of a list name, or the words before the colon of each of its items."""

import re
from collections.abc import Iterator
from itertools import pairwise

from portspec.document import Item, List, Text
from portspec.extract.context.evidence import Said
from portspec.extract.context.inherited import Context, whole
from portspec.extract.ends.hosts import names_host, part_of, split_hosts
from portspec.extract.grammar.mentions import mentions
from portspec.extract.language.vocabulary import transports_in, words
from portspec.extract.page import Page

_LABEL = re.compile(r"[^\d:：]{1,60}(?=[:：])")
"""What stands before the first colon of an item, if that is no number."""


def defined(block: List, context: Context, page: Page) -> dict[int, Said]:
    """Return the host that its label names for each item of a list, by its identity, where no title names one.

    What stands before a colon may also be the name of a service, "Web server: TCP 80". So it counts only where all
    items have such a label, of different hosts, and what stands above speaks of hosts.
    """
    role = context.value("role")
    if isinstance(role, str) and names_host(role):
        return {}
    terms = {id(item): item.term for item in block.items if item.term and not _is_port(item.term.folded)}
    if any(names_host(term.folded) for term in terms.values()):
        return {key: _role(term) for key, term in terms.items()}
    labels = {id(item): label for item in block.items for label in _label(item)}
    hosts = {host for label in labels.values() for host in split_hosts(label.folded)}
    sure = len(labels) == len(block.items) and len(hosts) > 1 and all(map(names_host, hosts))
    return {key: _role(label) for key, label in labels.items()} if sure and _speaks_of_hosts(context, page) else {}


def counted(items: tuple[Item, ...]) -> set[int]:
    """Return the items that a number only counts, by their identity: "Layout 1" and "Layout 2", above items each."""
    found: dict[str, list[tuple[int, int]]] = {}
    for item, below in pairwise(items):
        match = _COUNTED.fullmatch(item.text.folded) if below.depth > item.depth else None
        if match and not transports_in(match[1]):
            found.setdefault(match[1].strip().casefold(), []).append((int(match[2]), id(item)))
    series = (each for each in found.values() if [number for number, _ in each] == [*range(1, len(each) + 1)])
    return {key for each in series if len(each) > 1 for _, key in each}


_COUNTED = re.compile(r"([^\d:：]+)\s*(\d{1,2})\s*(?:[:：.]?|[(（][^()（）]*[)）])")
"""A title with its number, and maybe a remark: "Layout 1 (recommended)", "Layout 2:"."""


def _is_port(term: str) -> bool:
    """Tell whether a term is a port, and no host: "443/tcp", "443 (TCP)"."""
    return term[:1].isdigit() or bool(mentions(term))


def _role(label: Text) -> Said:
    return Said(field="role", value=label.folded, rule="group-row", text=label)


def _label(item: Item) -> Iterator[Text]:
    """Yield the words before the colon of an item that states ports behind it only."""
    match = _LABEL.match(item.text.folded)
    if match and not item.term and mentions(item.text.folded[match.end() :]):
        yield part_of(item.text, match.group().strip())


def _speaks_of_hosts(context: Context, page: Page) -> bool:
    """Tell whether the nearest title or the paragraph right above speaks of hosts: "on the hosts below"."""
    above = [*context.headings[:1], *(whole(each) for each in page.section.since[-1:])]
    return any(words("text.host", "text.any_host").search(each) for each in above)
