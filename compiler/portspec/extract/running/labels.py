"""Labels of items: the hosts that the terms of a list name, or the words before the colon of each of its items."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from portspec.document import Item, List, Text
from portspec.extract.context.evidence import Said
from portspec.extract.context.inherited import Context
from portspec.extract.context.paragraphs import whole
from portspec.extract.context.titles import title_said
from portspec.extract.ends.hosts import names_host, part_of
from portspec.extract.ends.several import split_hosts
from portspec.extract.grammar.mentions import mentions
from portspec.extract.grammar.spans import begins_numbers, is_way
from portspec.extract.language.names import DOMAIN
from portspec.extract.language.vocabulary import transports_in, words
from portspec.extract.page import Page

_LABEL = re.compile(r"[^\d:：]{1,60}(?=[:：])")
"""What stands before the first colon of an item, if that is no number."""


def defined(block: List, context: Context, page: Page) -> dict[int, Said]:
    """Return the host that its label names for each item of a list, by its identity, where no title names one.

    What stands before a colon may also be the name of a service, "Web server: TCP 80". So it counts only where all
    items have such a label, of different hosts, and what stands above speaks of hosts, or none may be a service's.
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
    sure = sure and (_speaks_of_hosts(context, page) or not all(map(_may_serve, hosts)))
    return {key: _role(label) for key, label in labels.items()} if sure else {}


def _may_serve(label: str) -> bool:
    """Tell whether a label may be the name of a service by its last word, and no host: "Web server"."""
    return words("text.any_host", "peer.user").whole(label.rsplit(maxsplit=1)[-1])


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


def parental(parents: list[Item], *, hosted: bool) -> Iterator[Said]:
    """Yield what the items say that an item is nested in: "Inbound TCP ports:".

    Below a title of a kind of host (`hosted`) one that names no other kind says what the ports are for: "Metrics:".
    """
    for depth, parent in enumerate(reversed(parents)):
        if mentions(parent.text.folded):
            continue
        host = len(parent.text.value.split()) <= _SHORT and not _has_value(parent.text.folded)
        host = host and (not hosted or words("text.host").search(parent.text.folded) is not None)
        said = list(title_said(parent.text, "group-row", depth, host=host))
        if not any(each.field == "transports" for each in said) and (named := transports_in(parent.text.folded)):
            said.append(Said(field="transports", value=named, rule="group-row", text=parent.text, depth=depth))
        yield from said


def addressed(parents: list[Item]) -> Iterator[Said]:
    """Yield where connections go, if an item above says it by an address: "Endpoint: api.example.com"."""
    for depth, parent in enumerate(reversed(parents)):
        _, value = _named_value(parent.text.folded)
        if DOMAIN.match(value):
            yield Said(field="destination", value=value, rule="group-row", text=parent.text, depth=depth)


def _named_value(text: str) -> tuple[str, str]:
    """Return a name and the value behind its colon; empty where there is none."""
    name, _, value = text.replace("：", ":").partition(":")
    return name, value.strip()


def _has_value(text: str) -> bool:
    """Tell whether an item gives a value to a name, and so names no host by itself: "Endpoint: api.example.com"."""
    name, value = _named_value(text)
    return bool(value) and words("text.host").search(name) is None


_SHORT = 4
"""The name of a host above others of its list has at most this many words."""


def are_addressed(block: List) -> bool:
    """Tell whether every item is a name and the address of what it names, with its port: "Console: https://hub:7101"."""
    return len(block.items) > 1 and all(_ADDRESSED.fullmatch(each.text.folded) for each in block.items)


def directed(block: List) -> set[int]:
    """Return the items, by their identity, that say from where or to where, and then to which numbers, if several do.

    "From users: 7100 and 7101 on the hub", "Incoming: 7102, if …".
    """
    named = ((each, *each.text.folded.replace("：", ":").partition(":")[::2]) for each in block.items)
    found = {id(each) for each, label, said in named if is_way(label) and begins_numbers(said)}
    return found if len(found) > 1 else set()


_ADDRESSED = re.compile(r"[^:：]{1,60}[:：–—-]\s*(?:\w{2,10}://)?[\w.-]{1,100}:(\d{2,5})(?:/\S*)?")
_ALONE = re.compile(r"[^:：]{1,60}[:：]\s*(\d{2,5})(?!\d).*")


def without_page(text: str) -> str:
    """Return an item that is a name and an address without the path behind its port."""
    match = _ADDRESSED.fullmatch(text)
    return text[: match.end(1)] if match else text


def restated(items: Sequence[Item]) -> set[int]:
    """Return the items that are addresses with a port that another states: "Port: 3000", "URL: http://hub:3000"."""
    alone = {match[1] for each in items if (match := _ALONE.fullmatch(each.text.folded))}
    addresses = ((each, _ADDRESSED.fullmatch(each.text.folded)) for each in items)
    return {id(each) for each, match in addresses if match and match[1] in alone}


def purposes(items: Sequence[Item]) -> set[int]:
    """Return the items that say what a port is for that another states: "Port: 3000", "Purpose: Port 3000 takes …"."""
    alone = (match.group() for each in items if (match := _ALONE.fullmatch(each.text.folded)))
    if not any(words("port.word").whole(_named_value(each)[0].strip()) for each in alone):
        return set()
    named = ((each, _named_value(each.text.folded)[0].strip()) for each in items)
    return {id(each) for each, name in named if words("header.purpose").whole(name)}
