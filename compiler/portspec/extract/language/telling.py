"""Telling: whether the words of a text may say anything at all of ports that stand beside it."""

from portspec.extract.language.conditions import LIMITING
from portspec.extract.language.masked import of_words
from portspec.extract.language.need import ASKING
from portspec.extract.language.phrases import FLAGGING, LEADING, SAYING_WAYS
from portspec.extract.language.vocabulary import words


@of_words
def may_tell(text: str) -> bool:
    """Tell quickly whether a text may say a direction, a need, a condition, or that a port is reserved."""
    return words(*SAYING_WAYS, *LEADING, *ASKING, *LIMITING, *FLAGGING, "action.all").may_stand_in(text)
