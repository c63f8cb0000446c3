"""State columns: what is done with a port, or its state; a word there that is not understood opens nothing."""

from collections.abc import Iterable
from functools import lru_cache

from portspec.extract.context.need_columns import asked_by, bare_title, lets, names_both, names_rule
from portspec.extract.grammar.port_expression import is_none, parse_ports
from portspec.extract.language.conditions import condition_in
from portspec.extract.language.need import qualify
from portspec.extract.language.phrases import direction_in
from portspec.extract.language.polarity import is_negative, polarity
from portspec.extract.language.vocabulary import is_transport, words

_TOLD = ("need.open", "need.close", "action.passes", "action.stops", "need.on_cell", "need.off_cell")
_KNOWN = ("need.force", "need.open", "action.passes", "header.required", "header.optional", "text.requires")
_VERDICTS = ("tick.yes", "tick.no", "need.open", "need.close")
_WHOLE = ("tick.yes", "tick.no", "need.on_cell", "need.off_cell", "need.unlimited", "need.freed", "cell.same")


def names_state(title: str) -> bool:
    """Tell whether a header names what is done with a port, or its state, and nothing else can stand below it."""
    return words("action.told").whole(bare_title(title)) or bool(names_both(title))


def is_unsure(text: str, title: str) -> bool:
    """Tell whether a cell of such a column says nothing that is understood, or a yes or a no below "Open/closed"."""
    both = names_both(title)
    told = text.casefold() in both or words(*_TOLD).whole(text)
    return bool(both and not told and lets(text) is not None) or _is_unclear(text)


@lru_cache(maxsize=4096)
def _may_name_state(title: str) -> bool:
    """Tell whether a header may name that: below "Rule" and "Firewall" other things can stand as well."""
    bare = bare_title(title)
    return words("header.action", "header.access").whole(bare) or asked_by(title) != 0 or names_rule(title)


def tells_state(title: str, cells: Iterable[str]) -> bool:
    """Tell whether a column says what is done with ports, or in which state they are, by its header and its cells."""
    return names_state(title) or (_may_name_state(title) and any(map(words(*_VERDICTS).whole, cells)))


@lru_cache(maxsize=4096)
def _is_unclear(text: str) -> bool:
    """Tell whether a cell of such a column says something, and nothing that is understood."""
    if is_none(text) or lets(text) is not None or words(*_WHOLE).whole(text):
        return False
    if not words("need.pending").whole(text) and (qualify(text) or condition_in(text)):
        return False
    if words("need.pending", "action.stops").search(text) or is_negative(text):
        return True
    if any(words(each).search(text) for each in _KNOWN) or polarity(text) > 0 or words("need.close").search(text):
        return False
    return not (is_transport(text) or direction_in(text) != "unstated" or parse_ports(text).parts)
