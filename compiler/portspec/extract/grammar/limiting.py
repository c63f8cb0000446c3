"""Limiting words: which words before a number exclude it, or make it the highest of unnamed ports."""

import re
from functools import cache
from typing import Literal

from portspec.extract.language.clauses import closing_in
from portspec.extract.language.spared import points_below
from portspec.extract.language.tongue import is_foreign
from portspec.extract.language.vocabulary import NEAR, names_port, words

LIMITING = ("excluded.not", "excluded.before", "limit.before")
"""The senses of these words."""


def limit_at(text: str, at: int) -> tuple[Literal["except", "at_most"], int] | None:
    """Return what the word that begins at an offset does to the number behind it, and where it ends.

    "except TCP port 22" excludes, but "no port except 443" does not, nor does the "no" of "port no 22".
    """
    before = text[max(at - NEAR, 0) : at]
    found: list[tuple[Literal["except", "at_most"], re.Match[str] | None]] = [
        ("at_most", words("limit.before").match(text, at)),
        ("except", words("excluded.not").match(text, at)),
        ("except", words("excluded.before").match(text, at)),
    ]
    for name, match in found:
        if match and name == "except" and is_foreign(match.group().lower(), "excluded.not", text):
            continue
        # "Not TCP-port 22, but TCP-port 23" may deny more than the number
        joined = match is not None and name == "except" and not words("excluded.not").whole(match.group())
        if (
            match
            and names_port(text, match.end(), joined=joined)
            and not (_turned(match.group(), before) or _closes(match.group(), text[:at], text[match.end() :]))
        ):
            return name, match.end()
    return None


def _turned(word: str, before: str) -> bool:
    """Tell whether what stands before a word gives it another sense."""
    if words("excluded.not").whole(word):
        return _ends_in_port().search(before) is not None
    return words("excluded.before").whole(word) and words("excluded.none").search(before) is not None


def _closes(word: str, before: str, behind: str) -> bool:
    """Tell whether what stands before an exception closes all others: "Block all inbound ports except TCP 443".

    So may what stands behind one that begins the sentence: "Except for TCP 443, all inbound ports are closed".
    """
    if not words("need.but", "need.however").match(word.strip(), 0) or points_below(f"{before} {behind}"):
        return False
    if words("excluded.not").whole(word):
        return bool(closing_in(before)) and not re.search(r"\d{2}", before)
    before, rest = (re.split(r"(?<!\d)[.。](?!\d)", said)[at] for said, at in ((before, -1), (behind, 0)))
    alone = len(re.findall(r"\d{2,}", f"{before} {rest}")) == 1
    if alone and closing_in(rest) and not words("need.open").search(before):
        return True
    return bool(closing_in(before))


@cache
def _ends_in_port() -> re.Pattern[str]:
    return re.compile(rf"(?:{words('port.word').pattern})\s*$", re.IGNORECASE)
