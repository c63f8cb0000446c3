"""Rulesets of nftables: the rules that stand in the chains of a table (nft(8))."""

import re
from collections.abc import Iterator
from functools import partial

from portspec.extract.commands.files import Openings
from portspec.extract.commands.tools.nftables import accepted, way_of

_CHAIN = re.compile(r"\bchain\s+(\S+)\s*\{")
_HOOK = re.compile(r"\bhook\s+(\w+)")
_TABLE = re.compile(r"^\s*(?:table\s+(?:\w+\s+)?\S+\s*\{|chain\s+\S+\s*\{)", re.MULTILINE)


def read(text: str, _language: str) -> Iterator[tuple[int, Openings]]:
    """Yield the lines of the rules; a chain without a hook is known by its name."""
    if not _TABLE.search(text):
        return
    hook = ""
    for number, line in enumerate(text.split("\n")):
        if chain := _CHAIN.search(line):
            hook = way_of(chain[1])
        if said := _HOOK.search(line):
            hook = said[1]
        rule = line.partition("#")[0]
        if re.search(r"\bdport\b.*\baccept\b", rule):
            yield number, partial(accepted, rule, hook)
