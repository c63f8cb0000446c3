"""What runs have measured, a line each, of which the last of a source counts; `PORTSPEC_RECORD=1` records a run."""

import os
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import msgspec

HISTORY = Path(__file__).with_name("history.jsonl")
RECORDED = os.environ.get("PORTSPEC_RECORD") == "1"


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """What one run has measured."""

    source: str
    """`tests`, `score`, `fuzz` or `bench`."""
    day: str
    """When it ended (ISO 8601)."""
    figures: dict[str, float]
    """Each figure by what it is."""


def record(source: str, figures: Mapping[str, float]) -> None:
    """Add a line to the history, if this run is to be recorded."""
    if RECORDED and figures:
        day = datetime.now(UTC).date().isoformat()
        rounded = {name: round(value, 4) for name, value in figures.items()}
        with HISTORY.open("ab") as file:
            file.write(msgspec.json.encode(Run(source=source, day=day, figures=rounded)) + b"\n")


def last() -> dict[str, Run]:
    """Return the last recorded run of each source."""
    lines = HISTORY.read_bytes().splitlines() if HISTORY.is_file() else []
    return {run.source: run for run in (msgspec.json.decode(line, type=Run) for line in lines)}
