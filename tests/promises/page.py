"""The page of the promises: each with its tests, how many cases of them a recorded run has passed, and figures."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

import msgspec

from tests.promises.history import Run, last

PAGE = Path(__file__).parents[2] / "site/pages/guide/tested.md"
HEAD = """# What portspec promises, and how it is tested

Each promise has tests that try to break it. Beside a test stands how many cases of it passed in the last recorded run;
[figures](#figures) of what is measured stand at the end. This page is made of the list of promises in `tests/promises`
and of the recorded runs beside it. `.ci/run` fails where a test that is named here does not run.
"""
SOURCES = {
    "score": "Labelled pages (`make score`)",
    "fuzz": "Broken inputs (`make fuzz`)",
    "bench": "Time and memory (`make bench`)",
}


class Promise(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is promised, and what tries to break it."""

    name: str
    """In a few words."""
    says: str
    """What that means."""
    tests: tuple[str, ...]
    """Files of tests, or single tests as pytest names them."""


def promises() -> tuple[Promise, ...]:
    """Return all promises, in the order of the list."""
    data = tomllib.loads(Path(__file__).with_name("promises.toml").read_text("utf-8"))
    return msgspec.convert(data["promise"], type=tuple[Promise, ...])


def cases(passed: list[str]) -> dict[str, float]:
    """Return how many of the tests that have passed are those of each promise, by the names that the list has.

    Behind an `@` pytest-xdist names the group of tests that stay on one worker.
    """
    named = dict.fromkeys(test for promise in promises() for test in promise.tests)
    return {
        test: float(sum(each == test or each.startswith((f"{test}::", f"{test}[", f"{test}@")) for each in passed))
        for test in named
    }


def page() -> str:
    """Return the page."""
    runs = last()
    ran = runs.get("tests", Run(source="tests", day="", figures={}))
    lines = [HEAD]
    for promise in promises():
        lines += [f"## {promise.name}\n", f"{promise.says}\n", "| Test | Passed |", "| --- | --- |"]
        lines += [
            f"| `{test}` | {_number(ran.figures[test]) if ran.figures.get(test) else '–'} |" for test in promise.tests
        ]
        lines.append("")
    return "\n".join((*lines, *_figures(runs), ""))


def _figures(runs: dict[str, Run]) -> Iterator[str]:
    yield "## Figures"
    for source, title in SOURCES.items():
        if run := runs.get(source):
            yield from ("", f"### {title}, {run.day}\n", "| Figure | Value |", "| --- | --- |")
            yield from (f"| {name} | {_number(value)} |" for name, value in run.figures.items())


def _number(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,.4g}"
