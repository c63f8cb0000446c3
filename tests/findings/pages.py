"""The pages about findings, as scripts: files to write, commands to run, and what these print."""

import re
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path

from click.testing import CliRunner
from markdown_it import MarkdownIt
from markdown_it.token import Token

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
            (folder / path).write_text(content, "utf-8")
    return "".join(shown + lines[at:])


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
