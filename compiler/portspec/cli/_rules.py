"""`portspec emit rules`: the verdict on a release or a page, as JSON and as a table for people."""

from typing import NoReturn

import msgspec

from portspec.analysis.assumed import why_in
from portspec.analysis.verdict import Rule, verdict
from portspec.analysis.worded import words_of
from portspec.cli._columns import in_columns
from portspec.cli._session import Session
from portspec.cli._streams import say, say_value
from portspec.spec import Spec

COLUMNS = ("verdict", "host", "way", "peer", "transport", "ports", "why", "requirement")


class Rules(msgspec.Struct, frozen=True, kw_only=True):
    """What is printed; `schemas/rules.schema.json` is its contract."""

    rules: tuple[Rule, ...]
    """As `verdict` gives them."""


def end_with_rules(spec: Spec | None, session: Session, *, as_text: bool) -> NoReturn:
    """Print all rules, and leave with status 1 where there are none; without a spec there are none."""
    rules = verdict(spec) if spec else ()
    if as_text:
        say(table(rules, spec))
    else:
        say_value(Rules(rules=rules))
    session.end(usable=bool(rules))


def table(rules: tuple[Rule, ...], spec: Spec | None) -> str:
    """Return the lines of a table; what is not known is a hyphen."""
    whys = {row.id: why_in(row, spec) for row in spec.requirements} if spec else {}
    lines = ((*before, whys[id], id) for *before, _, id in map(words_of, rules) if id)
    return in_columns([COLUMNS, *(tuple(value or "-" for value in line) for line in lines)])
