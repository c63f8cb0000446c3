"""Addressed: ports behind an address to which a text says that somebody connects: "… to hub.example.com:7101"."""

import re
from functools import lru_cache

from portspec.extract.language.vocabulary import words

_ADDRESSED = re.compile(
    r"(?<![\w.@/*-])(?!127\.)(?P<page>\w{2,10}://)?(?:\*\.)?[\w-]{1,63}(?:\.[\w-]{1,63})+:(?P<port>\d{2,5})(?![\w:-]|[./]\w)"
)
_CONNECTING = ("peer.connect", "peer.reached", "peer.final", "text.outbound", "title.outbound", "cell.outbound")


@lru_cache(maxsize=1024)  # each number of a text asks
def addressed_in(text: str) -> frozenset[int]:
    """Return where such ports begin in a text.

    The address of a page, `https://…`, is often an example; it counts only right behind a verb of who connects.
    """
    found = [*_ADDRESSED.finditer(text)] if ":" in text else []
    if not (found and any(words(sense).search(text) for sense in _CONNECTING)):
        return frozenset()
    verbs = {len(text[: verb.end()].rstrip()) for verb in words("peer.connect").finditer(text)}
    behind = (each for each in found if not each["page"] or len(text[: each.start()].rstrip()) in verbs)
    return frozenset(each.start("port") for each in behind)
