"""Wholes: clauses as they ask, each with what is only set apart from it: a list of ports, a remark in brackets."""

import msgspec

from portspec.extract.grammar.lexer import tokens
from portspec.extract.grammar.spans import says_only_ports
from portspec.extract.language.clauses import Clause, clauses
from portspec.extract.language.mentioned import is_supposed, names_time
from portspec.extract.language.vocabulary import are_transports, words


def is_of_another_time(text: str) -> bool:
    """Tell whether a text says of its ports what was, will or would be so, and nothing of what is."""
    found = with_lists(text)
    if len(found) > 1 and names_time(found[0].text) and len(found[0].text.split()) <= _SHORT:  # "In version 6, …"
        found = (msgspec.structs.replace(found[1], text=text[: found[1].end]), *found[2:])
    return is_supposed(found)


_SHORT = 4


def with_lists(text: str) -> tuple[Clause, ...]:
    """Return the clauses of a text, those of nothing but ports with the one before: "uses two: 80, 81".

    What goes on behind such a remark in brackets is of the same clause.
    """
    found: list[Clause] = []
    remarked = False
    for each in clauses(text):
        last = found[-1] if found and found[-1].sentence == each.sentence else None
        between = text[last.end : each.start].strip() if last else ""
        alone = bool(between) and _is_of_ports(each.text)
        if last and (alone or (remarked and between in (")", "）"))):
            found[-1] = msgspec.structs.replace(last, end=each.end, text=text[last.start : each.end])
        else:
            found.append(each)
        remarked = alone and between.endswith(("(", "（"))
    return tuple(found)


def _is_of_ports(clause: str) -> bool:
    joints = words("need.both", "cell.both", "port.over")
    return says_only_ports(tokens(clause)) or are_transports(joints.sub("", clause))


def with_remarked(text: str, before: Clause | None, clause: Clause, after: Clause | None) -> str:
    """Return a clause as it asks; one in brackets with the words around it, "sends to the hub (8443/tcp)"."""
    own = _without_article(clause, before)
    if before is None or text[before.end : clause.start].strip() not in ("(", "（"):
        return own
    rest = after.text if after and after.sentence == clause.sentence else ""
    return f"{_without_article(before, None)} {own} {rest}"


def _without_article(clause: Clause, before: Clause | None) -> str:
    """Return a clause without the word it begins its sentence with, a relative pronoun elsewhere: "die"."""
    first = before is None or before.sentence < clause.sentence
    article = words("need.relative").match(clause.text, 0) if first else None
    return clause.text[article.end() :] if article else clause.text
