"""The same page gives the same findings in the same order, whatever the seed of Python's hashes."""

import os
import subprocess
import sys
from pathlib import Path

from tests.conftest import ALL

SCRIPT = """
import sys
from pathlib import Path

from portspec.pipeline import compile_sources
from portspec.workspace import read_page

for name in sys.argv[1:]:
    found = []
    spec = compile_sources([(read_page(Path(name), found.append), None)], (), None, found.append)
    print(*found, spec, sep="\\n")
"""
HEAD = "## Web server\n\n| Port | Protocol | Direction | Source |\n|---|---|---|---|\n"
PAGES = {
    "repeated": ["80 | UDP | inbound | a", "80 | TCP | inbound | a", '80 | "TCP, UDP" | inbound | a'],
    "overlapping": ["80-90 | UDP | inbound | a", "85-95 | TCP | inbound | a", "88-99 | TCP, UDP | inbound | a"],
    "both ways": ["80 | TCP | inbound | a", "80 | UDP | outbound | a", "80 | TCP, UDP | both | a"],
    "many": [f"80, {port}-{port + 9} | TCP, UDP, SCTP | both | a" for port in range(70, 130, 5)],
}
"""Rows that have more than one kind of traffic in common with others."""


def test_the_order_of_findings_is_no_order_of_hashes(tmp_path: Path) -> None:
    for name, rows in PAGES.items():
        (tmp_path / f"{name}.md").write_text(HEAD + "".join(f"| {row} |\n" for row in rows), "utf-8")

    def run(seed: str) -> str:
        names = sorted(str(path) for path in tmp_path.iterdir())
        environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
        return subprocess.run(
            [sys.executable, "-c", SCRIPT, *names], env=environment, capture_output=True, text=True, check=True
        ).stdout

    first, *others = map(run, "01234" if ALL else "01")
    assert "PS412" in first
    assert "PS413" in first
    assert set(others) == {first}
