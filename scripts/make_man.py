"""Print the manual page, man(7), made of the commands and their help: `python scripts/make_man.py`."""

import inspect
import re
import sys
from collections.abc import Iterator

import click

from portspec import __version__
from portspec.cli import group


def manual() -> str:
    """Return the page; the same commands give the same bytes."""
    return "".join(f"{line}\n" for line in _lines())


def _lines() -> Iterator[str]:
    context = click.Context(group, info_name="portspec", help_option_names=["-h", "--help"])
    yield f'.TH PORTSPEC 1 "" "portspec {__version__}" "User Commands"'
    yield ".SH NAME"
    yield _text(f"portspec - {(group.help or '').partition('.')[0].lower()}")
    yield ".SH SYNOPSIS"
    yield r"\fBportspec\fR [\fIOPTIONS\fR] \fICOMMAND\fR [\fIARGS\fR]..."
    yield ".SH DESCRIPTION"
    yield from _paragraphs(group.help or "")
    yield from _options(group, context)
    yield ".SH COMMANDS"
    for name in group.list_commands(context):
        if command := group.get_command(context, name):
            yield from _command(command, click.Context(command, info_name=name, parent=context))
    yield ".SH NOTES"
    yield from _paragraphs(group.epilog or "")
    yield ".SH ENVIRONMENT"
    yield ".TP"
    yield r"\fBNO_COLOR\fR"
    yield "Where it is set and not empty, nothing is coloured."


def _command(command: click.Command, context: click.Context) -> Iterator[str]:
    pieces = " ".join(command.collect_usage_pieces(context))
    yield rf".SS \fBportspec {_text(context.info_name or '')}\fR {_text(pieces)}"
    yield from _paragraphs(command.help or "")
    yield from _options(command, context)
    if command.epilog:
        yield from _paragraphs(command.epilog)


def _options(command: click.Command, context: click.Context) -> Iterator[str]:
    for each in command.get_params(context):
        if isinstance(each, click.Option) and (record := each.get_help_record(context)):
            yield ".TP"
            yield rf"\fB{_text(record[0])}\fR"
            yield _text(record[1])


def _paragraphs(text: str) -> Iterator[str]:
    """Yield paragraphs; one that click leaves as it is (by a backspace) is not filled here either."""
    for each in re.split(r"\n{2,}", inspect.cleandoc(text)):
        yield ".PP"
        if each.startswith("\b\n"):
            yield from (".nf", *(_text(line) for line in each.splitlines()[1:]), ".fi")
        else:
            yield _text(" ".join(each.split()))


def _text(words: str) -> str:
    """Return a text that is nothing more: roff acts on a backslash, and on a point or an apostrophe that begins."""
    escaped = words.replace("\\", r"\e").replace("-", r"\-")
    return rf"\&{escaped}" if escaped[:1] in (".", "'") else escaped


if __name__ == "__main__":
    sys.stdout.write(manual())
