"""Questions: sentences that ask whether something is so, and so say nothing of it, and what answers them."""

import re

from portspec.extract.language.vocabulary import words

_ASKED = ("?", "？", "؟")
_ENDING = " \"'”»)）*_"


def is_question(said: str) -> bool:
    """Tell whether a text ends in a question mark."""
    return said.rstrip(_ENDING).endswith(_ASKED)


def answer_in(said: str) -> bool | None:
    """Return whether words begin with a yes, "Yes, from agents.", or with a no; None where with neither."""
    said = _LABEL.sub("", said, count=1)
    for answer, sense in ((True, "tick.yes"), (False, "tick.no")):
        hit = words(sense).match(said, 0)
        if hit and not said[hit.end() :].lstrip()[:1].isalnum() and any(map(str.isalpha, hit.group())):
            return answer
    return None


_LABEL = re.compile(r"^\s*(?:\w{1,10}\s?[.:：]\s+)?")
"""What may stand before an answer: "A:"."""
