"""What a command prints: all of it goes through here."""

import os
import re
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from os import environ
from types import FrameType

import click
import msgspec

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
    _WORK.clear()
    click.echo(shown.encode(encoding, "backslashreplace"), err=err, nl=False)


class _Work:
    """The line of a terminal that says how far a command is; it stands there while nothing else is printed."""

    def __init__(self) -> None:
        self.seconds = count(1)
        self.done = ""
        self.stands = False

    def show(self, _signal: int, _frame: FrameType | None) -> None:
        """Show the line, as the timer's signal wants; past Python's stream, in which it may have come amid a write."""
        self.stands = True
        os.write(sys.stderr.fileno(), f"\r\x1b[Kat work for {next(self.seconds)} s{self.done}".encode())

    def clear(self) -> None:
        """Take the line away."""
        if self.stands:
            self.stands = False
            os.write(sys.stderr.fileno(), b"\r\x1b[K")


_WORK = _Work()


@contextmanager
def at_work() -> Iterator[None]:
    """Show that a command is at work, from a second on and each second, on a terminal that can take a line back."""
    able = environ.get("TERM", "dumb") != "dumb" and hasattr(signal, "setitimer")
    if not (able and sys.stderr.isatty()):
        yield
        return
    before = signal.signal(signal.SIGALRM, _WORK.show)
    signal.setitimer(signal.ITIMER_REAL, 1, 1)
    try:
        yield
    finally:
        ends_work()
        signal.signal(signal.SIGALRM, before)


def ends_work() -> None:
    """Show no more that the command is at work: it is done, or goes on until somebody ends it."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, 0)
    _WORK.clear()


def progress(done: int, of: int) -> None:
    """Tell how many releases are compiled, of how many."""
    _WORK.done = f", {done} of {of} compiled"


def say_json(json: str, *, err: bool = False) -> None:
    """Print JSON for a program, in UTF-8 whatever the stream's encoding is (RFC 8259, 8.1)."""
    _WORK.clear()
    click.echo(escaped(f"{json.removesuffix(chr(10))}\n").encode(), err=err, nl=False)


def say_value(value: object) -> None:
    """Print a value, or a list of some, as JSON for a program."""
    say_json(msgspec.json.format(msgspec.json.encode(value, order="deterministic"), indent=2).decode())


def give(data: bytes) -> None:
    """Write the bytes of a file to standard output as they are, or as text for a person at a terminal.

    Raises click's error where a terminal would get what is no text.
    """
    _WORK.clear()
    if not sys.stdout.isatty():
        click.echo(data, nl=False)
        return
    try:
        say(data.decode(), nl=False)
    except UnicodeDecodeError as error:
        raise click.UsageError("this file is no text: give a file or folder for it with -o") from error
