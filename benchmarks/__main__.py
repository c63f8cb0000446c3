"""All benchmarks: `python -m benchmarks`, as root for those with packets.

Prints each figure beside its limit, adds a line with all to `build/bench-history.jsonl`, and fails where a limit is not
kept. The history is this machine's own, so it is not committed.
"""

import platform
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from benchmarks import catalog, firewall, manifests, reading, site
from benchmarks.measure import Figure, show
from tests.promises.history import record

ROOT = Path(__file__).parent.parent
HISTORY = ROOT / "build/bench-history.jsonl"


def keep(figures: list[Figure]) -> None:
    """Add a line to the history: when, of which commit, on what, and each value by its name."""
    commit = subprocess.run(["git", "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True)  # noqa: PLW1510, S607
    line = {
        "time": datetime.now(UTC).isoformat(timespec="seconds"),
        "commit": commit.stdout.strip(),
        "machine": f"{platform.machine()}, {platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "figures": {each.name: round(each.value, 3) for each in figures},
    }
    HISTORY.parent.mkdir(exist_ok=True)
    with HISTORY.open("ab") as file:
        file.write(msgspec.json.encode(line) + b"\n")
    record("bench", {each.name: each.value for each in figures})


def main() -> int:
    """Run all; return 1 where a limit is not kept."""
    figures = [each for module in (reading, catalog, manifests, firewall, site) for each in show(module.figures())]
    keep(figures)
    broken = [each.name for each in figures if not each.kept]
    print(f"{len(figures) - len(broken)} limits kept, {len(broken)} not")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
