"""The pages about findings, as scripts: files to write, commands to run, and what these print."""

import re
import shlex
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import docx
from click.testing import CliRunner
from docx.document import Document
from markdown_it import MarkdownIt
from markdown_it.token import Token
from openpyxl import Workbook

from portspec.cli import group

PREPARE = {"cp", "echo", "mkdir", "printf", "seq"}
"""The programs that a page may run beside portspec, to make what no block can show."""


def executed(text: str, folder: Path) -> str:
    """Return a page with what its commands print when they run in `folder`, which is the current one.

    A block below a paragraph that ends in the path of a file and a colon is that file. A console block holds
    commands behind `$ `, each with lines of its output, or with none where they do not matter. Lines that stand in
    the output as they are shown stay; others become the whole output.
    """
    lines = text.splitlines(keepends=True)
    shown: list[str] = []
    at = 0
    for path, block in _blocks(text):
        first, last = (block.map or [0, 0])[0] + 1, (block.map or [0, 0])[1] - 1
        content = "".join(lines[first:last])
        if block.info == "console":
            shown += [*lines[at:first], *_console(content, folder)]
            at = last
        elif path:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            if path.endswith(".xlsx"):
                workbook(content).save(folder / path)
            elif path.endswith(".docx"):
                document(content).save(str(folder / path))
            else:
                (folder / path).write_text(content, "utf-8")
    return "".join(shown + lines[at:])


def workbook(content: str) -> Workbook:
    """Return a workbook of which a block shows the sheets: a line `Name:` or `Name (hidden):`, and rows with bars."""
    book = Workbook()
    for line in content.splitlines():
        if line.endswith(":"):
            sheet = book.create_sheet(line.removesuffix(":").removesuffix(" (hidden)"))
            sheet.sheet_state = "hidden" if line.endswith("(hidden):") else "visible"
        elif line.strip():
            book.worksheets[-1].append([_value(each.strip()) for each in line.split("|")])
    book.remove(book.worksheets[0])
    return book


def document(content: str) -> Document:
    """Return a text document of which a block shows the header, a line `Header: …`, and the paragraphs."""
    made = docx.Document()
    for line in content.splitlines():
        if line.startswith("Header: "):
            made.sections[0].header.paragraphs[0].text = line.removeprefix("Header: ")
        elif line.strip():
            made.add_paragraph(line)
    return made


def _value(text: str) -> str | int | date:
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return date.fromisoformat(text)
    return int(text) if text.isdecimal() else text


def _blocks(text: str) -> Iterator[tuple[str | None, Token]]:
    """Yield each fenced block with the path that the paragraph right above it ends in."""
    path: re.Match[str] | None = None
    for token in MarkdownIt("commonmark").parse(text):
        if token.type == "fence":
            yield path and path[1], token
        if token.type in ("fence", "inline"):
            path = re.search(r"`([^`]+)`:$", token.content) if token.type == "inline" else None


def _console(content: str, folder: Path) -> Iterator[str]:
    for command, shown in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", content, re.MULTILINE):
        output = run(command, folder)
        yield f"$ {command}\n"
        if shown:
            yield shown if f"\n{shown}" in f"\n{output}" else output


def run(command: str, folder: Path) -> str:
    """Return what a terminal shows when a command runs."""
    if _programs(command) == {"portspec"}:
        result = CliRunner().invoke(group, shlex.split(command)[1:], prog_name="portspec")
        assert result.exception is None or isinstance(result.exception, SystemExit)
        return result.output
    assert _programs(command) <= PREPARE
    subprocess.run(["/bin/sh", "-c", command], cwd=folder, check=True)
    return ""


def _programs(command: str) -> set[str]:
    """Return the first word of the command and of each one inside or after it."""
    words = list(shlex.shlex(command, posix=True, punctuation_chars=True))
    return {word for before, word in zip([";", *words], words, strict=False) if set(before) <= set(";|&(")}
