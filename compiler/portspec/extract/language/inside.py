"""Inside: cells and ends that say that only the host itself can connect to a port, or from how far it is reached."""

from collections.abc import Sequence
from functools import lru_cache

from portspec.extract.language.clauses import clauses
from portspec.extract.language.confined import itself_in
from portspec.extract.language.names import REMARK
from portspec.extract.language.need import qualify
from portspec.extract.language.vocabulary import words


@lru_cache(maxsize=4096)  # the ends of many rows are the same
def is_local(text: str) -> bool:
    """Tell whether a cell says that only the host itself can connect."""
    found = qualify(text)
    return words("need.local_cell").whole(text) or (found is not None and found.need == "local")


@lru_cache(maxsize=4096)
def stays_inside(end: str) -> bool:
    """Tell whether an end keeps the traffic inside the host, and not only names it: "nodes (local traffic only)"."""
    parts = (REMARK.sub(" ", end), *(each.group()[1:-1] for each in REMARK.finditer(end)))
    said = (clause.text.strip() for part in parts for clause in clauses(part))
    return any(is_local(each) and not itself_in(each) for each in said)


def tells_reach(title: str, cells: Sequence[str]) -> bool:
    """Tell whether a column says from how far ports are reached: "Scope" above "host", "network" and "bridge only"."""
    if not words("need.reach").whole(title):
        return False
    near = [cell for cell in cells if is_machine(cell) or is_within_unknown(cell)]
    wide = [cell for cell in cells if words("need.wide_cell", "need.wide").whole(_without_only(cell))]
    return bool(near) and bool(wide) and {*cells} == {*near, *wide}


def is_machine(cell: str) -> bool:
    """Tell whether a cell of such a column says that only the host itself reaches the port: "host", "host only"."""
    named = _without_only(cell)
    return words("need.machine", "need.local_end", "port.none").whole(named) or is_local(cell)


def _without_only(cell: str) -> str:
    return words("need.only").sub(" ", cell).strip()


def is_within_unknown(cell: str) -> bool:
    """Tell whether a cell limits the reach of a port to what is no network that is known: "bridge only"."""
    named = _without_only(cell)
    known = ("need.wide_cell", "need.wide", "party.network", "party.inside", "text.host", "text.any_host", "peer.user")
    return named != cell.strip() and not (is_machine(cell) or any(words(each).search(named) for each in known))
