"""Told: what the sentences of a section say of all ports below them, gathered as they come."""

import msgspec

from portspec.extract.mentions import mentions
from portspec.extract.phrases import direction_in, is_legend
from portspec.extract.vocabulary import transports_in, words
from portspec.spec import Direction


class Told(msgspec.Struct):
    """What sentences say so far; a page is read in one pass, so no sentence is asked twice."""

    transports: set[tuple[str, ...]] = msgspec.field(default_factory=set)
    """Those that sentences about all the ports name."""
    directions: set[Direction] = msgspec.field(default_factory=set)
    """The same for directions, with those of what listens on ports."""
    near: set[Direction] = msgspec.field(default_factory=set)
    """Directions of listening and of rules, which count right below their sentence though it names no ports."""

    def add(self, sentence: str) -> None:
        """Take in what a sentence says. One that names the number of a port speaks of that."""
        covering = bool(words("text.covering").search(sentence) and words("port.word").search(sentence))
        listening = words("text.listening").search(sentence) is not None
        rules = words("text.rules").search(sentence) is not None
        if covering and (found := transports_in(sentence)):
            self.transports.add(found)
        if not (covering or listening or rules):
            return
        direction = direction_in(sentence)
        if direction == "unstated" or is_legend(sentence) or is_of_others(sentence):
            return
        if covering or (listening and _many_ports(sentence)):
            self.directions.add(direction)
        if listening or (rules and direction != "both"):
            self.near.add(direction)


def is_of_others(sentence: str) -> bool:
    """Tell whether what a sentence says listens is not all that stands below it."""
    if not words("text.listening").search(sentence):
        return False
    return words("text.others").search(sentence) is not None or bool(mentions(sentence))


def _many_ports(sentence: str) -> bool:
    return any(
        match.group().casefold() not in ("port", "puerto", "porta", "poort", "порт")
        for match in words("port.word").finditer(sentence)
    )
