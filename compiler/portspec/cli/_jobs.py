"""How many releases are compiled side by side, an option of all that compiles a catalog."""

from collections.abc import Callable
from typing import Any

import click


def jobs_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add --jobs."""
    help = "Releases that are compiled at the same time; one for each core unless given."
    kind = click.IntRange(min=0)
    return click.option("--jobs", type=kind, default=0, metavar="NUMBER", help=help)(command)
