"""The score: how much of the labelled pages in `pages` is read right, by field, shape, language and rule."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from unittest.mock import patch

import msgspec

from portspec.claims import Claim
from portspec.extract.context import evidence
from portspec.extract.context.evidence import RULES, Said
from portspec.findings import Finding
from portspec.source import Source, source_of
from tests.promises.history import record
from tests.reading import HTML, MARKDOWN, reading_of

PAGES = Path(__file__).parent / "pages"
KEPT = PAGES.with_name("kept.sha256")
"""The checksums of the pages that are kept back and of their labels, written before it was read for the first time."""
NEAR = 3
"""A finding so many lines from a label says that it was not read."""


class Label(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A port range or a portless entry with one transport, as one line of the page states it."""

    line: int
    ports: tuple[int, int] | None = None
    dynamic: bool = False
    transport: str | None = None
    direction: str = "unstated"
    source: str | None = None
    destination: str | None = None

    @property
    def atom(self) -> tuple[object, ...]:
        """What must be read for the label to be found."""
        return self.ports, self.dynamic, self.transport


class Gold(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a page states, written by a person before it was read."""

    language: str
    shape: str
    hard: bool
    """Made so that a hasty reading goes wrong."""
    kept: bool
    """Labelled first and read last: for measuring only; `KEPT` lists the page and its labels."""
    rows: tuple[Label, ...]


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """How a page was read."""

    name: str
    gold: Gold
    found: int
    """Atoms that were read."""
    hits: tuple[tuple[Label, Claim], ...]
    silent: tuple[Label, ...]
    """Labels that were not read and that no finding points at."""
    fired: Counter[str]
    """How many values each rule gave."""


def results() -> Iterator[Result]:
    """Yield how each page is read."""
    for path in sorted(PAGES.glob("*.gold.json")):
        yield _result(path)


def sources() -> Iterator[Source]:
    """Yield each page."""
    yield from map(_source, sorted(PAGES.glob("*.gold.json")))


def _source(path: Path) -> Source:
    stem = path.name.removesuffix(".gold.json")
    page = next(each for each in (PAGES / f"{stem}.md", PAGES / f"{stem}.html") if each.exists())
    media_type = HTML if page.suffix == ".html" else MARKDOWN
    return source_of(page.read_bytes(), id=stem, path=page.name, media_type=media_type)


def _result(path: Path) -> Result:
    source = _source(path)
    reading, findings = reading_of(source)
    gold = msgspec.json.decode(path.read_bytes(), type=Gold)
    hits = tuple(_hits(gold.rows, reading.claims))
    found = {label for label, _ in hits}
    told = set(_lines(findings))
    return Result(
        name=source.id,
        gold=gold,
        found=sum(1 for claim in reading.claims for _ in _atoms(claim)),
        hits=hits,
        silent=tuple(each for each in gold.rows if each not in found and each.line not in told),
        fired=Counter(each.rule for claim in reading.claims for each in claim.evidence.values()),
    )


def _atoms(claim: Claim) -> Iterator[tuple[object, ...]]:
    for transport in claim.transports or (None,):
        for each in claim.ports or (None,):
            ports = (each.start, each.end) if each else None
            yield ports, each is None and claim.dynamic is not None, transport


def _hits(labels: Iterable[Label], claims: Iterable[Claim]) -> Iterator[tuple[Label, Claim]]:
    """Yield the labels that were read at their line, each with its claim; those whose ends are right come first."""
    left = [(claim, atom) for claim in claims for atom in _atoms(claim)]
    for label in labels:
        near = [each for each in left if each[1] == label.atom and _is_at(label, each[0])]
        near.sort(key=lambda each: (_ends(each[0]) != _ends(label), abs(each[0].provenance.line - label.line)))
        if near:
            left.remove(near[0])
            yield label, near[0][0]


def _is_at(label: Label, claim: Claim) -> bool:
    place = claim.provenance
    return place.line - 1 <= label.line <= max(place.end_line or 0, place.line + 1)


def _ends(said: Claim | Label) -> tuple[str | None, str | None]:
    return said.source, said.destination


def _lines(findings: Iterable[Finding]) -> Iterator[int]:
    for each in findings:
        if each.place:
            yield from range(each.place.line - NEAR, (each.place.end_line or each.place.line) + NEAR + 1)


def f1(found: Iterable[Result]) -> float:
    """Return the harmonic mean of precision and recall; 1 where there is nothing to read."""
    several = list(found)
    sure = sum(len(each.hits) for each in several)
    total = sum(each.found + len(each.gold.rows) for each in several)
    return 2 * sure / total if total else 1.0


def share(found: Iterable[Result], right: Callable[[Label, Claim], bool | None]) -> float:
    """Return which share of the hits is right; those of which `right` gives None are not asked."""
    answers = [right(label, claim) for each in found for label, claim in each.hits]
    asked = [each for each in answers if each is not None]
    return sum(asked) / len(asked) if asked else 1.0


def direction(label: Label, claim: Claim) -> bool | None:
    """Tell whether a claim has its label's direction; None where neither has one."""
    return None if label.direction == claim.direction == "unstated" else label.direction == claim.direction


def ends(label: Label, claim: Claim) -> bool | None:
    """Tell whether a claim has its label's ends; None where the label has none."""
    return _ends(label) == _ends(claim) if any(_ends(label)) else None


def without(rule: str) -> list[Result]:
    """Return how the pages are read where places of one rule say nothing."""
    settle = evidence.settle

    def settled(said: Iterable[Said]) -> object:
        return settle(each for each in said if each.rule != rule)

    with (
        patch("portspec.extract.statement.settle", settled),
        patch("portspec.extract.context.inherited.settle", settled),
    ):
        return list(results())


def _print(name: str, found: list[Result]) -> None:
    labels = sum(len(each.gold.rows) for each in found)
    hits, read = sum(len(each.hits) for each in found), sum(each.found for each in found)
    silent = sum(len(each.silent) for each in found)
    print(  # noqa: T201 (a report)
        f"{name:24}{len(found):4} pages{labels:5} labels  precision {hits / (read or 1):.4f}  "
        f"recall {hits / (labels or 1):.4f}  f1 {f1(found):.4f}  direction {share(found, direction):.3f}  "
        f"ends {share(found, ends):.3f}  silent {silent}"
    )


def report() -> None:
    """Print the figures of each shape and language, what each rule gives, and apart those of the pages kept back."""
    found = list(results())
    for each in found:
        if f1([each]) < 1:
            _print(each.name, [each])
    for key in ("shape", "language"):
        for value in sorted({getattr(each.gold, key) for each in found}):
            _print(f"{key} {value}", [each for each in found if getattr(each.gold, key) == value])
    fired = sum((each.fired for each in found), Counter[str]())
    for rule in RULES:
        lost = without(rule)
        print(  # noqa: T201 (a report)
            f"without {rule:20} fired {fired[rule]:4}  f1 {f1(lost):.4f}  direction {share(lost, direction):.3f}"
        )
    _print("hard", [each for each in found if each.gold.hard])
    _print("all", found)
    _print("tuned on", [each for each in found if not each.gold.kept])
    _print("kept back", kept := [each for each in found if each.gold.kept])
    record("score", {**figures("of all pages", found), **figures("of pages kept back", kept)})


def figures(whose: str, found: list[Result]) -> dict[str, float]:
    """Return what is kept of a recorded run."""
    return {
        f"pages, {whose}": len(found),
        f"share of labels and readings that agree (F1), {whose}": f1(found),
        f"labels missed in silence, {whose}": sum(len(each.silent) for each in found),
    }


if __name__ == "__main__":
    report()
