"""Diffs in words: as lines for a terminal and as Markdown."""

import re
from collections.abc import Iterator, Sequence

from portspec.diff.changes import Change, Diff, Field, Security, Value
from portspec.spec import Product
from portspec.unseen import visible

HEADINGS: dict[Security, str] = {
    "widened": "More is open",
    "moved": "Something else is open",
    "narrowed": "Less is open",
    "condition": "Other conditions",
    "unknown": "Not known any more",
    "text": "Words only",
}
SIGNS = {"added": "+", "removed": "-", "changed": "~"}


def as_text(diffs: Sequence[Diff]) -> str:
    """Return diffs for a terminal: a line of counts, then each change by what it means, with its fields."""
    return "\n\n".join("\n".join(_lines(each)) for each in diffs)


def _lines(diff: Diff) -> Iterator[str]:
    yield f"{title(diff.old)} → {title(diff.new)}: {summary(diff)}"
    for security, heading in HEADINGS.items():
        found = [each for each in diff.changes if each.security == security]
        if found:
            yield f"\n{heading}:"
        for each in found:
            yield f"  {SIGNS[each.kind]} {name(each)}"
            yield from (
                f"      {field.name}: {said(each, field)}" for field in each.fields if not plain_field(each, field)
            )


def as_markdown(diffs: Sequence[Diff]) -> str:
    """Return diffs as Markdown: a heading for each, and a table of the changes."""
    return "\n".join(line for each in diffs for line in _rows(each))


def _rows(diff: Diff) -> Iterator[str]:
    yield from (f"## {literal(title(diff.old))} → {literal(title(diff.new))}", "", f"{summary(diff).capitalize()}.", "")
    if diff.changes:
        yield from ("| What it means | Change | Of | What |", "| --- | --- | --- | --- |")
    for each in diff.changes:
        told = "; ".join(f"{field.name}: {said(each, field)}" for field in each.fields if not plain_field(each, field))
        yield f"| {HEADINGS[each.security]} | {each.kind} | {literal(name(each))} | {literal(told)} |"
    if diff.changes:
        yield ""


def title(product: Product | None) -> str:
    """Return the name of one side."""
    return f"{product.name} {product.release}" if product else "a page"


def summary(diff: Diff) -> str:
    """Return how many changes of each kind there are, "nothing changed" where there are none."""
    counted = [f"{count} {security}" for security, count in diff.counts.items() if count]
    return ", ".join(counted) or "nothing changed"


def name(change: Change) -> str:
    """Return what a change is about; a note, which has no id, is named by what it says."""
    text = next((field.now or field.was for field in change.fields if field.name == "text"), "")
    about = change.id if change.id is not None else say(text)
    was = f" (was {change.was_id})" if change.was_id else ""
    return f"{about}{was}" if change.subject == "requirement" else f"{change.subject} {about}{was}"


def said(change: Change, field: Field) -> str:
    """Return a field of a change in words: one value where something was added or removed, else both."""
    if change.kind == "changed":
        return f"{say(field.was)} → {say(field.now)}"
    return say(field.now if change.kind == "added" else field.was)


def plain_field(change: Change, field: Field) -> bool:
    """Return whether a field needs no words: a role's or note's own name, what is as usual in an added row."""
    return change.kind != "changed" and (field.name in ("role", "stated", "text", "basis") or field.was == field.now)


def say(value: Value) -> str:
    """Return a value in words; several are joined."""
    match value:
        case None | "" | ():
            return "none"
        case bool():
            return "yes" if value else "no"
        case tuple():
            return ", ".join(" ".join(each.split()) for each in value)
        case _:
            return f"“{' '.join(value.split())}”" if " " in value else value


def literal(text: str) -> str:
    """Return a text on one line that Markdown takes for no more than text (CommonMark, 2.4; GitHub's tables).

    What a forge would act on, an `@name` whom it sends word or a `#1` that it closes, is broken by an empty comment:
    forges look for them in what is shown, so that no escape helps.
    """
    line = re.sub(r"([\\`*_{}\[\]<>#|~&])", r"\\\1", " ".join(visible(text).split()))
    line = re.sub(r"^(?=[-+=])|^(\d+)(?=[.)])", r"\1\\", line)  # a list, a rule or a heading only where a line begins
    return re.sub(r"([@#])(?=\w)", r"\1<!-- -->", line)
