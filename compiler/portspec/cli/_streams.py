"""What a command prints: all of it goes through here."""

import re
import sys
from os import environ

import click

from portspec.unseen import escaped, visible

COLOURS = {"error": "red", "warning": "yellow", "note": "cyan"}
"""How the severities look on a terminal."""
_SEVERITY = re.compile(rf"^((?:\S.*: )?)({'|'.join(COLOURS)})(?= PS[0-9]{{3}}: )", re.MULTILINE)


def say(text: str, *, err: bool = False, nl: bool = True) -> None:
    """Print text for a person.

    What a terminal would act on in place of showing it, such as the escapes and the marks of direction that a page
    may hold, is named. What the stream's encoding does not have is written as Python's `backslashreplace`.
    """
    stream = sys.stderr if err else sys.stdout
    encoding = getattr(stream, "encoding", None) or "utf-8"
    shown = visible(f"{text}\n" if nl else text)
    if stream.isatty() and not environ.get("NO_COLOR"):  # https://no-color.org
        shown = _SEVERITY.sub(lambda found: found[1] + click.style(found[2], COLOURS[found[2]], bold=True), shown)
    click.echo(shown.encode(encoding, "backslashreplace"), err=err, nl=False)


def progress(done: int, of: int) -> None:
    """Show how many are done, on a terminal and where there are so many that somebody waits."""
    if of >= MANY and sys.stderr.isatty():
        click.echo(f"\r{done} of {of} compiled" + ("\n" if done == of else ""), err=True, nl=False)


MANY = 20
"""So many releases take longer than one wants to see nothing."""


def say_json(json: str, *, err: bool = False) -> None:
    """Print JSON for a program, in UTF-8 whatever the stream's encoding is (RFC 8259, 8.1)."""
    click.echo(escaped(f"{json.removesuffix(chr(10))}\n").encode(), err=err, nl=False)


def give(data: bytes) -> None:
    """Write the bytes of a file to standard output as they are, or as text for a person at a terminal.

    Raises click's error where a terminal would get what is no text.
    """
    if not sys.stdout.isatty():
        click.echo(data, nl=False)
        return
    try:
        say(data.decode(), nl=False)
    except UnicodeDecodeError as error:
        raise click.UsageError("this file is no text: give a file or folder for it with -o") from error
