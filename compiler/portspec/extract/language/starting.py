"""Starting: what does not start while the port is shut, which asks for the port: "does not start if it is not open"."""

import re
from collections.abc import Iterator

from portspec.extract.language.clauses import closing_in, hits_in
from portspec.extract.language.tongue import is_foreign
from portspec.extract.language.vocabulary import words


def without_start(text: str) -> str:
    """Return a text with blanks in the place of what only says that something does not start without the port."""
    if not words("need.starts").may_stand_in(text):
        return text
    for sentence in _SENTENCE.finditer(text):
        if any(_is_of_start(main, case) for main, case in parted(sentence.group())):
            text = text[: sentence.start()] + " " * len(sentence.group()) + text[sentence.end() :]
    return text


_SENTENCE = re.compile(r"(?:[^.;!?\n]|\.(?=\S))+")


def parted(sentence: str) -> Iterator[tuple[str, str]]:
    """Yield what a sentence says, and in which case, with the word that begins it, wherever the case stands."""
    for hit in words("text.condition", "need.unless").finditer(sentence):
        if is_foreign(hit.group().lower(), "text.condition", sentence):
            continue
        before, behind = sentence[: hit.start()], sentence[hit.start() :]
        if before.strip():
            yield before, behind
        elif "," in behind:
            case, _, main = behind.partition(",")
            yield main, case


def starts_without(main: str) -> bool:
    """Tell whether words say that something does not start."""
    return bool(hits_in(main, "starts") and hits_in(main, "negator")) and not closing_in(main)


def is_shut(case: str) -> bool:
    """Tell whether a case is that a port is shut: "if … is not open", "unless … is open"."""
    denied, closes, opens = (
        bool(found) for found in (hits_in(case, "negator"), closing_in(case), hits_in(case, "open"))
    )
    unless = words("need.unless").match(case.strip(), 0) is not None
    shut = denied != closes and (closes or opens)
    return (opens or closes) and shut != unless


def _is_of_start(main: str, case: str) -> bool:
    """Tell whether a case is that of the port itself, and without it nothing starts.

    A case may name it by a pronoun, or not at all: "if it is not open".
    """
    named = words("port.word").search(case) is not None and not re.search(r"\d", case)
    named = named or not re.search(r"[^\W_]", words(*_NAMELESS).sub(" ", case))
    return named and starts_without(main) and is_shut(case)


_NAMELESS = (
    "text.condition", "need.unless", "need.negator", "need.open", "need.close", "need.copula", "peer.pronoun",
    "need.object", "need.own", "text.verb",
)  # fmt: skip
"""What a case holds that names nothing: "if it is not open"."""
