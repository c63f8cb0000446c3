"""Among: hosts between which words say that connections pass, "between the nodes", and those that reach each other."""

import re
from collections.abc import Iterator

from portspec.extract.ends.hosts import names_host
from portspec.extract.ends.parties import hosts_or_users, is_host, name_end, names_in
from portspec.extract.ends.reached import CLAUSE, subject_before
from portspec.extract.ends.routes import name_of_end
from portspec.extract.language.keys import UNSPACED_LETTER
from portspec.extract.language.names import without_article
from portspec.extract.language.polarity import is_negative
from portspec.extract.language.vocabulary import words


def among_in(text: str) -> Iterator[str]:
    """Yield the hosts between which a text says that connections pass, where it names nothing else there."""
    for between in words("peer.between").finditer(text):
        said = name_end().split(text[between.end() :], maxsplit=1)[0]
        yield from _hosts(names_in(said))
    for between in words("peer.between_behind").finditer(text):
        yield from _hosts(names_in(_before(text[: between.start()])))


def mutual_ends(sentence: str) -> tuple[str, str]:
    """Return the hosts of one kind that connect to each other, "must be open between the nodes", else nobody."""
    mutual = words("peer.mutual").search(sentence)
    hosts = subject_before(CLAUSE.split(sentence[: mutual.start()])[-1]) if mutual else None
    numbered = _NUMBERED.search(sentence) or words("text.pointing").search(sentence)
    among = [] if mutual or not numbered or is_negative(sentence) else list(among_in(sentence))
    hosts = hosts or (name_of_end(among[0]) if len(among) == 1 else None)  # of two kinds nobody knows who connects
    return (hosts, hosts) if hosts else ("", "")


_NUMBERED = re.compile(r"\d{2}")


def are_parted(sentence: str) -> bool:
    """Tell whether hosts cannot reach each other, as what comes of a closed port: that names none of its ends."""
    mutual = words("peer.mutual").search(sentence)
    clause = CLAUSE.split(sentence[: mutual.start()])[-1] + CLAUSE.split(sentence[mutual.end() :])[0] if mutual else ""
    return is_negative(clause)


def _hosts(names: list[str]) -> list[str]:
    return names if all(name and (is_host(name) or names_host(name)) for name in names) else []


def _before(text: str) -> str:
    """Return the words before a "between" that stands behind its hosts."""
    piece = re.split(r"[\d:：]", name_end().split(text.rstrip())[-1])[-1]
    if not UNSPACED_LETTER.search(piece):
        return without_article(piece)
    first = next(hosts_or_users().finditer(piece), None)
    return piece[first.start() :].strip() if first else ""
