"""The frame of a snippet's script, in POSIX sh, of parts that stand in the folder `scripts`."""

import shlex
from collections.abc import Iterable, Mapping
from functools import cache

from portspec.resources import read

FOLDER = "writers/firewall/scripts"


def script(
    head: Iterable[str], rules: str, settings: Mapping[str, str], parts: Iterable[str], own: Iterable[str] = ()
) -> str:
    """Return a script: `head` as comments, `settings` as variables, the lines `own`, then parts by their names.

    Its variable `rules` is the path of the file `rules` beside the script.
    """
    comments = (f"# {line}".rstrip() for line in head)
    variables = (f"{name}={shlex.quote(value)}" for name, value in settings.items())
    beside = f'rules=$(dirname -- "$0")/{shlex.quote(rules)}'
    bodies = (part(name) for name in ("frame", *parts))
    return "\n".join(("#!/bin/sh", *comments, "set -eu", "", beside, *variables, *own, "", "\n\n".join(bodies), ""))


@cache
def part(name: str) -> str:
    """Return a part of scripts, without the comments that it begins with: they say what is set before it."""
    lines = read(f"{FOLDER}/{name}.sh").decode().strip().split("\n")
    start = next(number for number, line in enumerate(lines) if line and not line.startswith("#"))
    return "\n".join(lines[start:])
