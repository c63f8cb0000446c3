"""The command line: each module of this folder whose name has no underscore is one command, imported when asked for."""

import sys
from contextlib import suppress
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import click

from portspec import __version__
from portspec.cli._session import as_text
from portspec.cli._streams import at_work, say
from portspec.findings import finding, meant

EPILOG = """Exit status: 0 done; 1 an error was found, a file could not be read or written, or nothing usable came out;
2 the command line was wrong, or names what the catalog does not have.

Findings go to standard error; where they are the result, as those of `portspec check`, to standard output.
`portspec explain CODE` says what a finding means."""


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

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that is named; where there is none, ask whether a similar one was meant."""
        if (name := args[0]) not in self.list_commands(ctx) and not name.startswith("-"):
            raise click.UsageError(f"there is no command {name}. {meant(name, self.list_commands(ctx))}".rstrip(), ctx)
        return super().resolve_command(ctx, args)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Refuse arguments that are not text (Python keeps such bytes as surrogates); all others can be written."""
        for each in args:
            if not each.isascii() and each != each.encode(errors="replace").decode():
                raise click.UsageError(f"{each.encode(errors='replace').decode()} is not UTF-8", ctx)
        return super().parse_args(ctx, args)

    def main(self, *args: Any, **options: Any) -> Any:
        """Run; where the system refuses what no command has expected, such as to print, say so and leave."""
        try:
            return super().main(*args, **options)
        except BrokenPipeError:
            raise
        except OSError as error:
            about = f": {error.filename}" if error.filename else ""
            help = "Check the current folder, where the output goes, and the permissions."
            say(as_text([finding("PS901", f"{error.strerror}{about}", help)]), err=True)
            sys.exit(1)


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
        with at_work():
            group(prog_name="portspec")
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)
    finally:
        with suppress(OSError):  # said already, where it could not be printed; Python would try again at the end
            sys.stdout.close()
