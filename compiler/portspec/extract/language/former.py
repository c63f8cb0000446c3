"""Former: what a text says of the number that a port had in older versions: "Was 5001 before 8.0"."""

import re
from collections.abc import Iterable

from portspec.extract.language.clauses import clauses, hits_in
from portspec.extract.language.conditions import before_versions, has_version_end
from portspec.extract.language.vocabulary import transport_words, words
from portspec.spec import PortRange


def without_former(text: str, ports: Iterable[PortRange]) -> str:
    """Return a text with blanks where it tells which other number than `ports` there was before some version.

    That limits no need of the port that is there now. What it says of one of `ports` themselves stays.
    """
    if not has_version_end(text):
        return text
    own = [(each.start, each.end) for each in ports]
    told = clauses(text)
    for number in {clause.sentence for clause in told}:
        said = [clause for clause in told if clause.sentence == number]
        dated = [clause for clause in said if has_version_end(clause.text)]
        past = [clause for clause in said if _was_another(clause.text, own)]
        if dated and past and abs(said.index(dated[0]) - said.index(past[0])) <= 1:
            start, end = min(dated[0].start, past[0].start), max(dated[0].end, past[0].end)
            text = text[:start] + " " * (end - start) + text[end:]
    return text


def _was_another(clause: str, own: list[tuple[int, int]]) -> bool:
    """Tell whether a clause says no more than which numbers there were, none of which is a port that is there now."""
    said = before_versions(clause)
    found = [int(each) for each in _NUMBER.findall(said)]
    if not found or not hits_in(said, "past") or any(low <= each <= high for each in found for low, high in own):
        return False
    return re.search(r"[^\W\d_]", words(*_LITTLE).sub(" ", transport_words().sub(" ", said))) is None


_LITTLE = (
    "need.past", "port.word", "peer.article", "need.own", "need.object", "peer.pronoun", "need.copula", "text.on",
)  # fmt: skip
"""What such a clause may say besides."""
_NUMBER = re.compile(r"(?<![\w.])\d{2,5}(?![\w]|\.\d)")
