"""Need columns: what a cell, or a value, says below Required, Optional, When, Default state, Removed in or Open."""

import re
from collections.abc import Callable, Iterable
from functools import cache, lru_cache

from portspec.extract.language.clauses import clauses, hits_in, outside
from portspec.extract.language.conditions import condition_in
from portspec.extract.language.keys import UNSPACED_LETTER
from portspec.extract.language.names import REMARK
from portspec.extract.language.need import Qualified, qualify
from portspec.extract.language.polarity import negations_in, polarity
from portspec.extract.language.vocabulary import words
from portspec.spec import Need

_ASIDE = "(（,;:–—*†‡§-"
_FIRST = re.compile(rf"\s*[^\s{_ASIDE}]+(?: [^\s{_ASIDE}]+){{0,2}}(?=\s*[{_ASIDE}]|\s*$)")
"""The answer that a cell begins with: "Yes (for agents)", "Open*"."""
_NUMBERED = re.compile(r"\d\d")
"""What is longer than the mark of a note, and so may be a port."""
_BLANK = frozenset(("", "n/a", "na"))


def need_cell(text: str, title: str) -> Qualified | None:
    """Return what a cell says of the need in a column of that title; None where it says nothing."""
    if _is_blank(text):
        return None
    if gives_up(title):
        return _removed(text, title)
    if _is_turned(bare_title(title)) and (refused := conceded_by(title) or (asked_by(title) < 0 and "denied")):
        return _said(refused, text) if _is_on(text) else _said("required", text) if _is_off(text) else qualify(text)
    if all(words(f"header.{name}").search(title) for name in ("required", "optional")):  # each cell says which
        return _required(text, title)
    if found := next((read for name, read in _READERS if words(f"header.{name}").search(title)), None):
        return found(text, title)
    return (_state if words("need.switched", "need.status").whole(bare_title(title)) else _conceded)(text, title)


def unmarked(title: str) -> Qualified | None:
    """Return what a blank says below a title such as "Required", where the other cells are marks of a yes."""
    return (
        _said("optional", "–", title)
        if words("header.required").search(title) and not _is_turned(bare_title(title))
        else None
    )


def tells_need(title: str, cells: Iterable[str]) -> bool:
    """Tell whether a column says what is on, "Status" above "On" and "Off", or answers what may stay closed.

    Below "Status" a word such as "closed" is what the firewall does.
    """
    bare, conceding = bare_title(title), conceded_by(title) is not None
    status, switched = words("need.status").whole(bare), words("need.switched").whole(bare)
    said = [cell for cell in cells if not _is_blank(cell)] if conceding or status or switched else []
    off, on = sum(map(_is_off, said)), sum(map(_is_on, said))
    if not said or off + on < (len(said) / 2 if switched and not status else len(said)):
        return False
    plain = status and not any(words("need.close").search(cell) for cell in said)
    return conceding or bool(off and (plain or switched))


@lru_cache(maxsize=4096)
def conceded_by(title: str) -> Need | None:
    """Return the need that a yes below a title gives: "Off by default", "May stay closed"; None where it gives none."""
    found = qualify(bare_title(title)) if asked_by(title) <= 0 else None
    return found.need if found and found.need in ("off", "optional", "conditional") else None


def bare_title(title: str) -> str:
    """Return a header without the question mark or the colon that it ends in."""
    return title.strip(" ¿?？:：")


def _is_blank(text: str) -> bool:
    return text.strip(" -–—").casefold() in _BLANK


@lru_cache(maxsize=4096)
def gives_up(title: str) -> bool:
    """Tell whether a yes below a title says that a port is no longer used, or not: "Deprecated?", "Unused"."""
    return words("need.retired", "need.unused").whole(title.strip().rstrip("?？").strip())


@lru_cache(maxsize=4096)
def lets(text: str) -> bool | None:
    """Return whether a cell below "Inbound" lets traffic in: "Yes", "Optional (for relays)", "Open*"; else None."""
    answer = _answer(text)
    if _NUMBERED.search(text, len(answer)):
        return None
    if words("tick.yes", "need.open", "header.optional", "need.unlimited").whole(answer):
        return True
    return False if words("tick.no", "need.close", "need.freed").whole(answer) else None


def let_if(text: str, title: str) -> Qualified | None:
    """Return when or whether a cell below "Inbound" asks to let traffic in, where it says more than yes."""
    if not lets(text):
        return None
    if not words("header.optional").whole(_answer(text)):
        return _when(text, title) if condition_in(text) else None
    return _required(text, title)


def names_rule(title: str) -> bool:
    """Tell whether a column is headed as one of rules: "Firewall exception"."""
    alone = words("need.rule").whole(title.strip(" ?:"))
    return alone or bool(words("need.rule").search(title) and words("text.firewall").search(title))


def lacks_rule(text: str) -> bool:
    """Tell whether a cell below "Firewall exception" says that there is none: "Not required", "Never add one"."""
    first = next((clause.text for clause in clauses(text)), "")
    refused = any(words(each).whole(first) for each in ("tick.no", "port.none")) and any(map(str.isalpha, first))
    return refused or bool(outside(hits_in(first, "negator"), hits_in(first, "more")))


@lru_cache(maxsize=4096)
def asked_by(title: str) -> int:
    """Return 1 where a yes below a title lets traffic pass, "Allowed" or "Open?", -1 where it keeps it out, 0 for none.

    Besides the words that a header has for it, every verb that asks to open a port or to close it does by itself.
    """
    alone = bare_title(title)
    told = words("header.access", "action.passes", "action.told", "text.firewall", "need.rule").whole(alone)
    if told or names_both(title):
        return 1
    if words("action.stops").whole(alone):
        return -1
    if _is_turned(alone) and (asked := polarity(alone) or -_asked_without_no(alone)):
        return asked
    if words("action.blocked").search(title):
        return -1
    if any(words(f"action.{sense}").search(title) for sense in ("allowed", "exposed")):
        return 1
    verb = " ".join(words("text.firewall", "text.on", "need.aside", "peer.article").sub(" ", alone).split())
    asks = words("need.must", "need.opening").search(alone) or any(
        words(f"need.{sense}").whole(said) for sense in ("open", "close") for said in (alone, verb)
    )
    return polarity(alone) if asks else 0


@lru_cache(maxsize=4096)
def names_both(title: str) -> tuple[str, ...]:
    """Return both answers that a header names, of which a mark below it tells neither: "Open/closed", "Auf/Zu"."""
    both = tuple(each.strip() for each in _between_answers().split(bare_title(title).casefold()))
    yes, no = (any(map(words(*each).whole, both)) for each in (_OPEN, _SHUT))
    return both if yes and no and len(both) == len(("yes", "no")) else ()


@cache
def _between_answers() -> re.Pattern[str]:
    return re.compile(rf"[/|／]|\s(?:{words('port.and').pattern})\s")


_OPEN = ("need.open", "tick.yes", "action.passes", "need.on_cell")
_SHUT = ("need.close", "tick.no", "action.stops", "need.off_cell")


def _asked_without_no(title: str) -> int:
    """Return what a title asks without its negation: "Not released", "No access", "No rule"."""
    rest = title
    for no in reversed(negations_in(title)):
        rest = rest[: no.start()] + rest[no.end() :]
    rest = " ".join(rest.split())
    return asked_by(rest) or int(names_rule(rest)) if rest != title else 0


def _is_turned(title: str) -> bool:
    """Tell whether a title has a negation that turns the answers below it: "Do not open", and no "Open or not"."""
    if any(sign in title for sign in "/|／") or words("header.when").search(title):
        return False
    said = negations_in(REMARK.sub("", title))
    return any(UNSPACED_LETTER.search(title) or re.search(r"\w", title[each.end() :]) for each in said)


def forbids(text: str, title: str) -> bool:
    """Tell whether a cell says "Deny", or "no" below "Allowed" or "Exposed", or "yes" below "Blocked"."""
    asked = asked_by(title)
    if asked < 0:
        return words("tick.yes").whole(_plain_answer(text))
    refused = asked > 0 and words("tick.no", "need.negator").whole(_plain_answer(text))
    return words("need.close").search(text) is not None or (bool(refused) and text not in ("-", "–", "—", "n/a"))


def left_open(text: str, title: str) -> Qualified | None:
    """Return the case that a cell leaves open which answers with a no, and says more: "No (open it for agents)".

    Below "Recommended" a no, and what says closed, is such an answer, too.
    """
    asked, answer = asked_by(title), _answer(text)
    if advises(title):
        shut = polarity(text) < 0 or words("need.close", "action.stops").whole(answer)
        return _said("denied", text) if shut else _said("off", text, title) if _is_off(text) else None
    if not asked or answer == text or forbids(text, title):
        return None
    no = ("tick.no", "need.negator", "need.close", "action.stops") if asked > 0 else ("tick.yes",)
    return _said("conditional", text, title) if words(*no).whole(answer) else None


def advises(title: str) -> bool:
    """Tell whether a header names what is recommended: an answer, a state or an action."""
    return words("need.advised").whole(bare_title(title))


def _plain_answer(text: str) -> str:
    """Return the yes or no that a cell begins with, "No, never", where what follows turns it into no case; else all."""
    answer = _answer(text)
    rest = text[len(answer) :]
    return text if condition_in(text) or polarity(rest) > 0 or words("need.limit").search(rest) else answer


def answered(name: str, value: str) -> Qualified | None:
    """Return what a value says of the need that is given to a name as to a column's: "Required: no", "Exposed: no"."""
    if words("need.local_cell").whole(value):
        return _said("local", value)
    if gives_up(name) or any(words(f"header.{sense}").whole(name) for sense, _ in _READERS):
        return need_cell(value, name)
    return _said("denied", value) if asked_by(name) and forbids(value, name) else left_open(value, name)


def _answer(text: str) -> str:
    """Return the yes or no that a cell begins with, else all of it."""
    first = _FIRST.match(text)
    return first.group().strip() if first and not words("need.limit").match(text, 0) else text


def _is_free(text: str) -> bool:
    return words("need.freed", "tick.no").whole(_answer(text))


def _is_off(text: str) -> bool:
    return _is_free(text) or words("need.off_cell", "tick.no").whole(_answer(text).strip("."))


def _is_on(text: str) -> bool:
    return _is_firm(text) or words("need.on_cell", "tick.yes").whole(_answer(text).strip("."))


def _is_firm(text: str) -> bool:
    answer = _answer(text)
    always = words("need.unlimited").match(answer, 0)  # "always on"
    on = always is not None and words("need.on_cell").whole(answer[always.end() :].strip())
    return on or words("need.unlimited", "tick.yes").whole(answer) or any(map(_is_universal, (answer, text)))


def _is_universal(text: str) -> bool:
    """Tell whether a cell names all cases there are: "every edition", "in all modes"."""
    every = words("need.every").match(text, 0)
    return every is not None and words("need.variety").whole(text[every.end() :])


def _said(need: str, text: str, title: str | None = None) -> Qualified:
    condition = f"{title}: {text}" if title else None
    return Qualified(need=need, start=0, end=len(text), condition=condition)  # type: ignore[arg-type]


def _removed(text: str, title: str) -> Qualified | None:  # noqa: ARG001 (one signature for all)
    return _said("retired", text) if re.search(r"\d", text) or _is_firm(text) else None


def _optional(text: str, title: str) -> Qualified | None:
    """Read a cell below "Optional": a yes says so, a no says that it is required, unless the cell is that very word."""
    if words("need.optional").whole(text) or (_is_firm(text) and not words("need.required").whole(text)):
        return _said("optional", text, title)
    return _said("required", text) if _is_firm(text) or _is_free(text) else _required(text, title)


def _state(text: str, title: str) -> Qualified | None:
    found = qualify(text)
    closed = _is_off(text) or (found is not None and found.need != "required") or polarity(text) < 0
    return _said("off", text, title) if closed else None


def _conceded(text: str, title: str) -> Qualified | None:
    """Read the yes and no below "May stay closed", or below "Recommended"."""
    if advises(title) and (found := left_open(text, title)):
        return found
    need = conceded_by(title)
    return _said(need, text, title) if need and _is_on(text) else _said("required", text)


def _when(text: str, title: str) -> Qualified | None:
    if words("port.none").whole(text):
        return _said("required", text)
    limited = not (_is_firm(text) or _is_free(text))
    return Qualified(need="conditional", start=0, end=len(text), condition=text) if limited else _required(text, title)


def _required(text: str, title: str) -> Qualified | None:
    """Read a cell below "Required": yes, no, a condition, or words that say more: "No (listens on localhost only)"."""
    if _is_firm(text) and not condition_in(text):
        return _said("required", text)
    if _is_free(text):
        found = qualify(text[len(_answer(text)) :])
        graver = found if found and found.need in ("local", "retired", "denied") else None
        return graver or _said("optional", text, title)
    if condition_in(text):
        return Qualified(need="conditional", start=0, end=len(text), condition=text)
    return qualify(text) or _said("conditional", text, title)


_READERS: tuple[tuple[str, Callable[[str, str], Qualified | None]], ...] = (
    ("removed", _removed),
    ("optional", _optional),
    ("state", _state),
    ("when", _when),
    ("required", _required),
)
