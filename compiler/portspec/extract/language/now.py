"""Now: what a text says of the present, where it tells before what was so in an older version."""

from portspec.extract.language.clauses import Clause, clauses, hits_in, outside
from portspec.extract.language.conditions import begins_condition, has_version_end
from portspec.extract.language.polarity import polarity
from portspec.extract.language.subjects import lacks_subject
from portspec.extract.language.vocabulary import words


def current(text: str) -> str:
    """Return a text with blanks in the place of what was so once, where now others can connect.

    "Up to version 3 it answered on localhost only; now it serves the whole network." What is now so otherwise, or not
    said to be, leaves the text as it is: a port that may be closed stays so.
    """
    if not (words("need.now").may_stand_in(text) and words("need.wide").may_stand_in(text)):
        return text
    said = clauses(text)
    now = next((number for number, clause in enumerate(said) if number and _begins_now(clause)), len(said))
    if not any(map(_opens_wide, said[now:])):
        return text
    end = said[now].start
    once = (clause.start for clause in said[:now] if hits_in(clause.text, "past") or has_version_end(clause.text))
    start = next(once, end)
    return text[:start] + " " * (end - start) + text[end:]


def is_overruled(clause: Clause, text: str) -> bool:
    """Tell whether one says only how a port is found, and one behind it asks for it: "Blocked by default; open it".

    What a firewall does is no more than that either: "Most firewalls block it. Add an exception".
    """
    said = clause.text
    found = words("port.default").search(said) or (hits_in(said, "bars") and words("text.firewall").search(said))
    if not found or hits_in(said, "must", "ensure"):
        return False
    return any(each.start >= clause.end and _asks_for_it(each.text) for each in clauses(text))


def _asks_for_it(clause: str) -> bool:
    """Tell whether a clause asks for the port that was named before it."""
    if polarity(clause) <= 0 or begins_condition(clause):
        return False
    made = hits_in(clause, "make") and hits_in(clause, "rule")
    return bool(made or hits_in(clause, "object", "there")) or lacks_subject(clause, clause)


def _begins_now(clause: Clause) -> bool:
    return words("need.now").match(clause.text.strip(), 0) is not None


def _opens_wide(clause: Clause) -> bool:
    against = outside(hits_in(clause.text, "negator", "close", "local", "retired"), hits_in(clause.text, "now"))
    return bool(hits_in(clause.text, "wide")) and not against  # a Dutch "nu" is a "not" in Romanian
