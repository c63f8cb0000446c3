"""A diff as a letter to an administrator: what is to be opened and closed, with the page's words before and after."""

from collections.abc import Iterator, Sequence
from textwrap import fill

import msgspec

from portspec.analysis.verdict import seen_from
from portspec.diff import diff
from portspec.diff.changes import Change, Diff, Field, Security
from portspec.diff.revisions import matched
from portspec.diff.text import HEADINGS, literal, name, plain_field, said, title
from portspec.findings import Finding
from portspec.spec import Provenance, Requirement, Spec

Sides = tuple[Diff, Spec, Spec]
"""A diff with the two specs that it is of."""
MEANING: dict[Security, str] = {
    "widened": "Look at these first: hosts have to let through what they did not have to before.",
    "moved": "What was let through before is not enough, and may be too much.",
    "narrowed": "What was let through before can be closed.",
    "condition": "The same is let through, but when or whether it is needed has changed.",
    "unknown": "The page does not say enough any more: what was let through cannot be told from it.",
    "text": "Nothing is opened or closed.",
}
ERRATA = ("PS301", "PS302", "PS303", "PS304")
"""The findings about errata that do not fit the page."""
WIDTH = 76
"""Columns of a mail (RFC 3676, 4.2)."""
COUNTED = {
    "widened": "opened",
    "moved": "moved",
    "narrowed": "closed",
    "condition": "under other conditions",
    "unknown": "not known any more",
    "text": "reworded",
}


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One change, or one finding."""

    head: str
    """One line that says what it is about."""
    lines: tuple[str, ...] = ()
    """What has changed of it, each on a line."""
    quotes: tuple[tuple[str, str], ...] = ()
    """Before or now with the place, and the page's words."""


class Section(msgspec.Struct, frozen=True, kw_only=True):
    """A heading with what belongs below it."""

    heading: str
    """A few words, without a final period."""
    about: str
    """One sentence below the heading; may be empty."""
    items: tuple[Item, ...]
    """In the order in which they are to be read."""


def sides(then: Sequence[Spec], now: Sequence[Spec]) -> list[Sides]:
    """Return what has changed from specs to specs, release by release, and which errata do not fit any more."""
    every = ((diff(before, new), before, new) for before, new in matched(then, now))
    return [each for each in every if each[0].changes or _misfits(each[2])]


def _misfits(spec: Spec) -> list[Finding]:
    return [each for each in spec.findings if each.code in ERRATA]


def as_pull_request(sides: Sequence[Sides]) -> str:
    """Return the text of a pull request in Markdown: its first line is the title, which is followed by an empty one."""
    lines = [subject(sides), ""]
    for each in sides:
        lines += [f"## {literal(_about(each))}", ""]
        for section in _sections(each):
            lines += [f"### {section.heading}", "", section.about, ""]
            lines += [line for item in section.items for line in _markdown(item)]
    return "\n".join(lines).rstrip("\n")


def as_mail(sides: Sequence[Sides]) -> str:
    """Return the text of a mail; its first line is the subject, which is followed by an empty one."""
    lines = [subject(sides), ""]
    for each in sides:
        lines += [_about(each), "", *body(each)]
    return "\n".join(lines).rstrip("\n")


def body(sides: Sides) -> Iterator[str]:
    """Yield the lines of a mail about one release."""
    for section in _sections(sides):
        yield from (section.heading.upper(), "", fill(section.about, WIDTH), "")
        for item in section.items:
            yield _folded(item.head, "* ", "  ")
            yield from (_folded(line, "  ", "    ") for line in item.lines)
            yield from (_folded(f"{when}: {quote}", "  | ", "  | ") for when, quote in item.quotes)
            yield ""


def subject(sides: Sequence[Sides]) -> str:
    """Return one line of what has changed in all releases."""
    if not sides:
        return "Ports: nothing has changed"
    totals = {kind: sum(made.counts[kind] for made, _, _ in sides) for kind in HEADINGS}
    names = ", ".join(dict.fromkeys(title(made.new) for made, _, _ in sides))
    told = ", ".join(f"{count} {COUNTED[kind]}" for kind, count in totals.items() if count)
    return f"Ports of {names if len(sides) < 4 else f'{len(sides)} releases'}: {told or 'other findings'}"  # noqa: PLR2004


def _about(sides: Sides) -> str:
    made, _, _ = sides
    new, old = title(made.new), title(made.old)
    return new if new == old else f"{new}, after {old}"


def _sections(sides: Sides) -> Iterator[Section]:
    """Yield what is opened and closed, the gravest first, then the errata that do not fit, then what else is new."""
    made, old, new = sides
    for security, heading in HEADINGS.items():
        items = tuple(_item(each, old, new) for each in made.changes if each.security == security)
        if items:
            yield Section(heading=heading, about=MEANING[security], items=items)
    errata = _misfits(new)
    if errata:
        about = "They do not fit the new page; until they are mended, nothing is built."
        yield Section(heading="Errata to look at", about=about, items=tuple(map(_found, errata)))
    known = {(each.code, each.message) for each in old.findings}
    others = [each for each in new.findings if each not in errata and (each.code, each.message) not in known]
    if others:
        about = "What could not be read as it stands, or seems to be wrong on the page."
        yield Section(heading="New findings", about=about, items=tuple(map(_found, others)))


def _item(change: Change, old: Spec, new: Spec) -> Item:
    told = [each for each in change.fields if not plain_field(change, each) and not _in_head(change, each)]
    lines = tuple(f"{each.name}: {said(change, each)}" for each in told)
    sides = (("Before", change.was, old), ("Now", change.now, new))
    quotes = tuple((f"{when}, {_place(each, spec)}", each.quote) for when, each, spec in sides if each)
    return Item(head=_head(change, old, new), lines=lines, quotes=quotes)


def _in_head(change: Change, field: Field) -> bool:
    """Return whether the head says a field already, as it does all that a whole row has."""
    whole = change.subject == "requirement" and change.kind != "changed"
    return whole and field.name in ("ports", "transports", "direction", "dynamic")


def _head(change: Change, old: Spec, new: Spec) -> str:
    """Return what a change is about: of a requirement the role, the port and the direction."""
    spec, id = (old, change.id) if change.kind == "removed" else (new, change.id)
    row = next((each for each in spec.requirements if change.subject == "requirement" and each.id == id), None)
    return f"{_subject(row, spec)} ({change.kind})" if row else f"{name(change)} ({change.kind})"


def _subject(row: Requirement, spec: Spec) -> str:
    role = next((each.name for each in spec.roles if each.id == row.role), "any host")
    dynamic = f"a port without a number ({row.dynamic.name or row.dynamic.text})" if row.dynamic else ""
    ports = ", ".join(map(str, row.ports)) or dynamic
    transports = "/".join(row.transports) or "transport not stated"
    return f"{role}: {ports} {transports}, {_way(row)}"


def _way(row: Requirement) -> str:
    if row.direction == "unstated" and row.source and row.destination:
        return " ".join(f"from {row.source} to {row.destination}".split())
    return {"both": "in and out", "unstated": "direction not stated"}.get(seen := seen_from(row, row.role), seen)


def _place(place: Provenance, spec: Spec) -> str:
    path = next((each.path for each in spec.sources if each.id == place.source), place.source)
    return f"{path.removeprefix('spec/sources/')} {place.words}"


def _found(finding: Finding) -> Item:
    place = finding.place
    at = f"{place.source.removeprefix('spec/')} {place.at or f'line {place.line}'}: " if place else ""
    quotes = (("There", place.quote),) if place and place.quote else ()
    return Item(head=f"{finding.code}, {at}{finding.message}.", lines=(f"What to do: {finding.help}",), quotes=quotes)


def _markdown(item: Item) -> Iterator[str]:
    yield f"* **{literal(item.head)}**"
    yield from (f"  * {literal(line)}" for line in item.lines)
    for when, quote in item.quotes:
        yield from ("", f"  {literal(when)}:", "", f"  > {literal(quote)}")
    yield ""


def _folded(text: str, first: str, others: str) -> str:
    return fill(" ".join(text.split()), WIDTH, initial_indent=first, subsequent_indent=others, break_long_words=False)
