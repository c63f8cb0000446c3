"""The frame of a snippet's script, in POSIX sh, of parts that stand in the folder `scripts`."""

import shlex
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from portspec.resources import read
from portspec.writers.firewall.lowering.plan import Plan

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


def unit(name: str, command: str) -> str:
    """Return a unit of systemd, of the form of those that scripts install, by which a command loads rules at boot."""
    form = part("boot").partition("<<END\n")[2].partition("END\n")[0]
    return form.replace("/bin/sh $copies/$unit/load.sh load", command).replace("$unit", name)


def accepting(plan: Plan) -> tuple[str, ...]:
    """Return a function for scripts that close: whether a rule accepts TCP from the address $1 to the port $2."""
    return ("", "accepting() {", *_accepting(plan), "    return 1", "}")


def _accepting(plan: Plan) -> Iterator[str]:
    for rule in plan.rules:
        match = rule.match
        if (match.direction, match.transport, match.interface, match.sources) == ("in", "tcp", None, ()):
            where = f' && within "$1" {" ".join((*match.networks.v4, *match.networks.v6))}' if match.networks else ""
            for each in rule.openings:
                if each.ports:
                    bounds = f'[ "$2" -ge {each.ports.start} ] && [ "$2" -le {each.ports.end} ]'
                    yield f"    if {bounds}{where}; then return 0; fi"
