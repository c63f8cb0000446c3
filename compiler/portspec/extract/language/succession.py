"""Succession: clauses by which what they name takes the place of what stands before them: "use 8443 instead"."""

import re

from portspec.extract.language.clauses import Clause, clauses, hits_in
from portspec.extract.language.vocabulary import words


def takes_place(clause: str) -> bool:
    """Tell whether a clause has a word such as "instead" that stands for the thing before it, or says "now 8443"."""
    return _became(clause) or any(not _names_what_goes(clause, hit) for hit in hits_in(clause, "instead"))


def overtakes(clause: Clause, text: str) -> bool:
    """Tell whether a clause points to what has taken the place of the port before it: "see 7102, which replaced it".

    What says so names nothing else.
    """
    if not (words("peer.refers").match(clause.text.lstrip(), 0) and re.search(r"\d{2}", clause.text)):
        return False
    behind = [each for each in clauses(text) if each.sentence == clause.sentence and each.start >= clause.end][:1]
    return any(
        hits_in(each.text, "replaces")
        and not re.search(r"[^\W_]", words("need.replaces", *_BESIDE).sub(" ", each.text))
        for each in behind
    )


_BESIDE = (
    "need.relative", "need.object", "peer.pronoun", "peer.article", "need.copula", "need.past", "need.now", "need.own",
    "text.verb",
)  # fmt: skip
"""What such a clause may say besides."""


def _became(clause: str) -> bool:
    """Tell whether a clause says what the thing before it is now, and nothing else: "now 8443", "now TCP port 8443"."""
    said = clause.strip(" .:;,。，；：")
    now = words("need.became").match(said, 0)
    return (
        now is not None and _NUMBER.fullmatch(words("port.word", *_TRANSPORTS).sub("", said[now.end() :])) is not None
    )


_NUMBER = re.compile(r"[\s:]*\d{2,5}(?:/\s*)?")
_TRANSPORTS = ("transport.tcp", "transport.udp")


def offers_another(clause: str) -> bool:
    """Tell whether a clause lets somebody choose another port: "you can use 2022 instead of 22"."""
    hits = hits_in(clause, "instead") if hits_in(clause, "may") else []
    return any(_names_what_goes(clause, hit) for hit in hits)


def _names_what_goes(clause: str, hit: re.Match[str]) -> bool:
    """Tell whether what goes is named beside the word itself: "instead of 8080", "8080 대신"."""
    masks = (
        mask for sense in ("excluded.replaced", "excluded.replaced_after") for mask in words(sense).finditer(clause)
    )
    if any(mask.start() <= hit.start() < mask.end() and len(mask.group()) > len(hit.group()) for mask in masks):
        return True
    return words("excluded.replaced_after").whole(hit.group()) and clause[: hit.start()].rstrip()[-1:].isdigit()
