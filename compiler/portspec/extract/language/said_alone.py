"""Said alone: remarks of no more than a word for a state: "never", "off", "to be decided", "no firewall rule"."""

import re

from portspec.extract.language.clauses import hits_in
from portspec.extract.language.need import Qualified
from portspec.extract.language.vocabulary import words


def need_alone(remark: str) -> Qualified | None:
    """Return the need that a remark tells which says nothing else, None where it tells none."""
    said = remark.strip(" .。")
    no = len(said) > _SIGN and words("tick.no", "need.negator").whole(said) and not words("need.nobody").whole(said)
    if no or _lacks_rule(said):  # "nobody" may go on: "but the agents"
        return Qualified(need="denied", start=0, end=len(remark))
    if words("need.pending").whole(said) or _keeps_out(said):
        return Qualified(need="conditional", start=0, end=len(remark), condition=said)
    return (
        Qualified(need="off", start=0, end=len(remark), condition=said) if words("need.off_cell").whole(said) else None
    )


def _keeps_out(said: str) -> bool:
    """Tell whether a remark begins with those from whom a port is kept: "never from the internet"."""
    no = words("need.negator").match(said, 0)
    return no is not None and words("verb.from").match(said[no.end() :].lstrip(), 0) is not None


def _lacks_rule(said: str) -> bool:
    """Tell whether a remark says that there is no rule, and nothing else."""
    named = hits_in(said, "rule") and hits_in(said, "negator")
    return (
        bool(named)
        and re.search(r"\w", words("need.rule", "need.negator", "port.none", "text.firewall").sub("", said)) is None
    )


_SIGN = 2
"""A word has more letters than a sign for no."""
