"""The command line: each module of this folder whose name has no underscore is one command, imported when asked for."""

import sys
from importlib import import_module
from pkgutil import iter_modules

import click

from portspec import __version__

EPILOG = """Exit status: 0 done; 1 an error was found, or nothing usable came out; 2 the command line was wrong.

Findings go to standard error. `portspec explain CODE` says what a finding means."""


class Commands(click.Group):
    """A group whose commands are the modules of this folder."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names of the commands."""
        return sorted(module.name for module in iter_modules(__path__) if not module.name.startswith("_"))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return one command, or None where there is none of that name."""
        if cmd_name not in self.list_commands(ctx):
            return None
        command: click.Command = import_module(f"{__name__}.{cmd_name}").command
        return command


@click.group(
    cls=Commands, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(__version__, prog_name="portspec")
def group() -> None:
    """Compile a vendor's port documentation into one spec, and that into manifests, firewall rules and a site.

    \b
    Any page:        portspec compile page.html --stdout
    The catalog:     portspec build, then portspec show, portspec explain ID, portspec emit nftables --role R
    In CI:           portspec check
    """  # noqa: D301 - a backspace, not a backslash, keeps click from wrapping the lines


def main() -> None:
    """Run the command line; a closed pipe ends it quietly."""
    try:
        group(prog_name="portspec")
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)
