"""Among: the hosts between which words say that connections pass: "between the nodes", ノード間の通信."""

import re
from collections.abc import Iterator

from portspec.extract.ends.hosts import names_host
from portspec.extract.ends.parties import hosts_or_users, is_host, name_end, names_in
from portspec.extract.language.keys import UNSPACED_LETTER
from portspec.extract.language.names import without_article
from portspec.extract.language.vocabulary import words


def among_in(text: str) -> Iterator[str]:
    """Yield the hosts between which a text says that connections pass, where it names nothing else there."""
    for between in words("peer.between").finditer(text):
        said = name_end().split(text[between.end() :], maxsplit=1)[0]
        yield from _hosts(names_in(said))
    for between in words("peer.between_behind").finditer(text):
        yield from _hosts(names_in(_before(text[: between.start()])))


def _hosts(names: list[str]) -> list[str]:
    return names if all(name and (is_host(name) or names_host(name)) for name in names) else []


def _before(text: str) -> str:
    """Return the words before a "between" that stands behind its hosts."""
    piece = re.split(r"[\d:：]", name_end().split(text.rstrip())[-1])[-1]
    if not UNSPACED_LETTER.search(piece):
        return without_article(piece)
    first = next(hosts_or_users().finditer(piece), None)
    return piece[first.start() :].strip() if first else ""
