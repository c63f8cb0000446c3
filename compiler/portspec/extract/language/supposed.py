"""Supposed: verbs of opening and closing of which a clause only tells what comes of them: "… if it is denied"."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from portspec.extract.language.clauses import ends_in, hits_in, outside
from portspec.extract.language.keys import UNSPACED_LETTER
from portspec.extract.language.tongue import is_foreign
from portspec.extract.language.vocabulary import words


def supposed_in(clause: str, verbs: Sequence[re.Match[str]]) -> list[re.Match[str]]:
    """Return the stretches of a clause that only suppose what they say: "if a firewall filters it", 차단하면.

    What a clause begins with is a condition of what it says, and no part of this; one that says when the port is not
    used may stand before a verb: "if unused block it".
    """
    if not verbs or not words("text.condition", "need.supposing", "need.some").may_stand_in(clause):
        return [*_lasting(clause)]
    return [*_led(clause), *_followed(clause, verbs), *_of_some(clause), *_lasting(clause)]


def _lasting(clause: str) -> Iterator[re.Match[str]]:
    """Yield what a clause says of how long a thing is so: as long as the port is closed."""
    for hit in words("need.consequence").finditer(clause) if words("need.throughout").may_stand_in(clause) else ():
        if words("need.throughout").match(hit.group(), 0) and clause[: hit.start()].strip():
            yield hit


def asserted_in(clause: str) -> str:
    """Return what a clause says before a word such as "if" within it."""
    return clause[: min((given.start() for given in _led(clause)), default=len(clause))]


def _led(clause: str) -> Iterator[re.Match[str]]:
    """Yield what follows a word such as "if" within a clause, up to its end."""
    if UNSPACED_LETTER.search(clause):
        return
    for hit in words("text.condition").finditer(clause):
        behind = clause[hit.end() :]
        if is_foreign(hit.group().lower(), "text.condition", clause) or not _begins_clause(hit.group(), behind.strip()):
            continue
        if is_turned(hit) or clause[: hit.start()].endswith(HYPHENS) or ends_in("need.ensure", clause[: hit.start()]):
            continue  # "Certifique-se de que …", "Verifique se …"
        before = clause[: hit.start()].strip()
        unneeded = outside(hits_in(behind, "negator", "unused", "optional"), hits_in(behind, "close"))
        if before and (not unneeded or (_tells_use(before, hit.group()) and _is_of_else(behind))):
            yield from filter(None, (_TO_THE_END.match(clause, hit.start()),))


def is_turned(hit: re.Match[str]) -> bool:
    """Tell whether a verb stands before its subject as a negation stands before it: "Nor should you open 443"."""
    turned = words("need.inverted").match(hit.string, hit.start())
    return turned is not None and ends_in("need.negator", hit.string[: hit.start()])


def _tells_use(clause: str, case: str) -> bool:
    """Tell whether a clause says before the word for a case what a port is used for: "Used to test the network if"."""
    uses = hits_in(clause, "open")
    told = uses and re.search(r"[^\W\d_]", clause[max(use.end() for use in uses) :])
    return bool(told) and not hits_in(f"{clause} {case}", "opening", "only", "must", "required", "required_verb")


def _is_of_else(case: str) -> bool:
    """Tell whether a case denies what another thing does, and no need of a port: "if the gateway is not reachable"."""
    article = words("peer.article").match(case.lstrip(), 0)
    thing = case.lstrip()[article.end() :] if article else case
    named = article or words("text.host", "text.any_host").search(case)
    return bool(named and hits_in(thing, "negator")) and not any(words(each).search(thing) for each in _OF_PORTS)


_OF_PORTS = (
    "need.unused", "need.optional", "need.required", "need.required_verb", "text.uses", "need.own", "need.object",
    "port.word", "text.traffic", "text.firewall",
)  # fmt: skip
"""What a case may deny of the port itself, or of what needs it."""
HYPHENS = ("-", "‐", "‑")


def _begins_clause(word: str, behind: str) -> bool:
    """Tell whether a word begins a condition where it stands: "se" may also be "itself", without an article behind."""
    return words("need.anywhere").whole(word) or any(
        words(each).match(behind, 0) for each in ("peer.article", "need.own", "port.word")
    )


_TO_THE_END = re.compile(r".+", re.DOTALL)


def _of_some(clause: str) -> Iterator[re.Match[str]]:
    """Yield what is said of one port or of several, whichever: "one or more of these being blocked"."""
    for hit in words("need.some").finditer(clause):
        if not words("need.must").search(clause, hit.end()):
            yield from filter(None, (_TO_THE_END.match(clause, hit.start()),))


def _followed(clause: str, verbs: Sequence[re.Match[str]]) -> Iterator[re.Match[str]]:
    """Yield the verbs that endings or particles behind them make a supposition, with these."""
    for verb in verbs:
        if match := _supposing().match(clause, verb.start()):
            yield match


@cache
def _supposing() -> re.Pattern[str]:
    verbs = words("need.open", "need.close").pattern
    return re.compile(rf"(?:{verbs})\s*(?:{words('need.supposing').pattern})", re.IGNORECASE)
