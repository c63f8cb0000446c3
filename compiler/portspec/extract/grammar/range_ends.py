"""Range ends: a range between two settings that name their ports: "between MinPort (default 1) and MaxPort (2)"."""

import re

from portspec.extract.grammar.lexemes import Token, rises
from portspec.extract.language.vocabulary import words


def of_range_ends(text: str, found: list[Token]) -> list[Token]:
    """Return the tokens of a text with such a range as one, without the names of its ends.

    The names tell that they are its ends; between hosts with a port each there is no range.
    """
    if "(" not in text or not words("port.between").may_stand_in(text):
        return found
    for between in words("port.between").finditer(text):
        said = _ENDS.match(text, between.end())
        if said is None or not words("port.and").whole(said["joint"].strip()):
            continue
        low = Token("number", *said.span("low"), int(said["low"]))
        high = Token("number", *said.span("high"), int(said["high"]))
        if _are_ends(said["first"], said["last"]) and _is_default(said["one"]) and _is_default(said["other"]):
            ends = [low, Token("dash", *said.span("joint")), high] if rises(low, high) else []
            inside = [at for at, each in enumerate(found) if between.end() <= each.start < said.end()]
            if ends and inside:
                found = [*found[: inside[0]], *ends, *found[inside[-1] + 1 :]]
    return found


_NAME = r"[^()（）.,;]{1,60}?"
_LEAD = r"[^()（）\d]{0,24}"
_ENDS = re.compile(
    rf"(?P<first>{_NAME})[(（](?P<one>{_LEAD})(?P<low>\d{{2,5}})[)）](?P<joint>\s?[^\W\d]{{1,5}}\s)"
    rf"(?P<last>{_NAME})[(（](?P<other>{_LEAD})(?P<high>\d{{2,5}})(?:[)）]|$)"
)


def _are_ends(first: str, last: str) -> bool:
    """Tell whether two names say that they are the first and the last port of a range."""
    names = zip(("start", "end"), (first, last), strict=True)
    return all(words(f"port.{end}", f"header.{end}").search(_JOINT.sub(" ", name)) for end, name in names)


_JOINT = re.compile(r"[._-]|(?<=[a-z])(?=[A-Z])")
"""What parts the words in the name of a setting."""


def _is_default(said: str) -> bool:
    """Tell whether nothing stands before a number in its brackets, but that it is the default."""
    bare = said.strip(" :=")
    return not bare or words("port.default", "port.equals").search(bare) is not None
