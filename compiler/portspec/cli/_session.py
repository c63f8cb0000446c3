"""One run of a command: it gathers findings, shows them in the end and knows the exit status."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click
import msgspec

from portspec.cli._streams import say, say_json
from portspec.findings import Finding, finding, unacknowledged
from portspec.plugins import faults
from portspec.workspace import Workspace, find_workspace, root_of

if TYPE_CHECKING:
    from portspec.files.stamp import Stamp

COMMAND_LINE = ("PS502", "PS902")
"""The codes of errors that the command line makes."""
format_option = click.option(
    "--format",
    "shown",
    type=click.Choice(["text", "json", "github", "sarif"]),
    default="text",
    show_default=True,
    help="How findings are shown, and the result where it has that form.",
)


class Session:
    """The findings of one command; `result` where they are what the command is asked for."""

    def __init__(self, shown: str, *, result: bool = False) -> None:
        self.findings: list[Finding] = []
        self.shown = shown
        self.result = result

    def report(self, found: Finding) -> None:
        """Take a finding; of the name of a file that is no text the bytes are named, which no form of output holds."""
        message = found.message.encode(errors="backslashreplace").decode()
        self.findings.append(msgspec.structs.replace(found, message=message))

    def report_error(self, found: Finding) -> None:
        """Take a finding only if it is an error, where many texts are made that say the rest in their first lines."""
        if found.severity == "error":
            self.report(found)

    @property
    def unacknowledged(self) -> list[Finding]:
        """The findings that no erratum acknowledges."""
        return unacknowledged(self.findings)

    @property
    def errors(self) -> list[Finding]:
        """The errors among the findings."""
        return [each for each in self.findings if each.severity == "error"]

    def show(self, findings: list[Finding], *, usable: bool = True) -> None:
        """Print findings in the order of their places, source by source.

        They go to standard error, but to standard output where they are the result; what keeps a command from having
        one is no result, but a program that reads them finds it in their place.
        """
        if text := reporter(self.shown)(in_order(findings)):
            printing = say_json if self.shown in ("json", "sarif") else say
            printing(text, err=not self.result or (self.shown == "text" and not usable))

    def end(self, summary: str = "", *, usable: bool = True, strict: bool = False) -> NoReturn:
        """Show the findings and leave: status 1 after an error or where nothing usable came out.

        A strict command fails for any finding that is not acknowledged. Status 2 where that is because the command
        line names what is not there or cannot be done. The summary is a line for people; other formats have no place
        for it.
        """
        self.findings.extend(faults())
        self.show(self.findings, usable=usable)
        if summary and self.shown == "text":
            say(summary, err=True)
        if not usable and any(each.code in COMMAND_LINE for each in self.errors):
            sys.exit(2)
        sys.exit(1 if self.errors or not usable or (strict and self.unacknowledged) else 0)

    @contextmanager
    def alone(self, root: Path) -> Iterator[None]:
        """Be the only command that writes in a workspace; another one is waited for, and that is said."""
        from portspec.files import alone

        with alone(root, lambda: say("Another portspec is writing here; waiting for its end.", err=True)):
            yield

    def workspace(self) -> Workspace:
        """Return the workspace around the current folder, or leave after saying that there is none."""
        if root := root_of(Path.cwd()):
            self.recover(root)
        workspace = find_workspace(Path.cwd(), self.report)
        if workspace is None:
            if not self.findings:
                help = "Run portspec in a checkout that has spec/catalog.toml; `portspec init` makes one."
                self.report(finding("PS901", "There is no catalog here or in a folder above", help))
            self.end(usable=False)
        return workspace

    def unchanged(self) -> "Stamp | None":
        """Return the stamp of the last build where nothing has changed since, in the project around this folder."""
        from portspec.files import fresh, unfinished

        root = root_of(Path.cwd())
        if root is None or unfinished(root):
            return None
        with self.alone(root):
            return fresh(root)

    def recover(self, root: Path) -> None:
        """Undo what a command has left that was killed while it wrote in a project."""
        from portspec.files import recover, unfinished

        if unfinished(root):
            with self.alone(root):
                recover(root)


def in_order(findings: list[Finding]) -> list[Finding]:
    """Return findings by line and column, the sources as they come first; those without a place come last."""
    sources = {each.place.source: None for each in findings if each.place}
    rank = {name: number for number, name in enumerate(sources)}

    def key(found: Finding) -> tuple[int, int, int]:
        at = found.place
        return (rank[at.source], at.line, at.column) if at else (len(rank), 0, 0)

    return sorted(findings, key=key)


def counted(number: int, noun: str, plural: str = "") -> str:
    """Return a number with its noun, in the plural unless there is one."""
    return f"{number} {noun}" if number == 1 else f"{number} {plural or f'{noun}s'}"


def as_text(findings: list[Finding]) -> str:
    """Return findings for a terminal: place, severity, code, message; the quote; what to do."""
    lines: list[str] = []
    for each in unacknowledged(findings):
        at = f"{each.place.address}: " if each.place else ""
        said = f"{at}{each.severity} {each.code}: {each.message}"
        lines.append(said.replace("\n", "<U+000A>"))  # a name may hold one, and would begin a line of its own
        if each.place and each.place.quote:
            lines.append(f"    | {each.place.quote}")
        lines.append(f"    = {each.help}")
    return "\n".join(lines)


def as_json(findings: list[Finding]) -> str:
    """Return findings as a JSON list that fits `schemas/findings.schema.json`."""
    return msgspec.json.format(msgspec.json.encode(findings), indent=2).decode()


def reporter(shown: str) -> Callable[[list[Finding]], str]:
    """Return the way to show findings under one of the names that `format_option` has; a closed set."""
    if shown in ("github", "sarif"):
        from portspec.cli import _formats

        return {"github": _formats.as_github, "sarif": _formats.as_sarif}[shown]
    return {"text": as_text, "json": as_json}[shown]
