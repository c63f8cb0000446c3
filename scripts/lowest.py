"""Print the lowest versions that `pyproject.toml` allows, a line each, to be pinned: `python scripts/lowest.py`."""

import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

PROJECT = Path(__file__).parent.parent / "pyproject.toml"


def lowest() -> Iterator[str]:
    """Yield the lower bound of each dependency, those of extras included; raises ValueError where one has none."""
    project = tomllib.loads(PROJECT.read_text("utf-8"))["project"]
    extras = (each for extra in project["optional-dependencies"].values() for each in extra)
    for each in (*project["dependencies"], *extras):
        bound = re.match(r"([\w.-]+)>=([\w.]+)", each)
        if bound is None:
            raise ValueError(f"{each} has no lower bound")
        yield f"{bound[1]}=={bound[2]}"


if __name__ == "__main__":
    sys.stdout.write("".join(f"{each}\n" for each in lowest()))
