"""Shell lines: the commands of a code block, without prompts, comments and what is typed into a program."""

import re
import shlex
from collections.abc import Iterator
from itertools import groupby

import msgspec


class Command(msgspec.Struct, frozen=True, kw_only=True):
    """One simple command."""

    words: tuple[str, ...]
    """The program's name without its folder, in lower case, then its arguments."""
    first: int
    """The line of the block where it begins, from 0."""
    last: int
    """The line where it ends."""
    text: str
    """The line or lines that it stands on, without the prompt and white space folded."""


_PROMPT = re.compile(
    r"^\s*(?:\[?[\w.-]+@[^\]\s#$]*(?:\s[^\]\s#$]*)?\]?\s?[#$%]|(?:PS )?[A-Za-z]:\\[^>]*>|[$%>❯]) *(?=\S)"
)
_ROOT = re.compile(r"^\s*# *(?=\S)")
_HEREDOC = re.compile(r"<<-?\s*(['\"]?)(\w+)\1")
_GOES_ON = re.compile(r"(?<=\s)[\\`^]\s*$")
_BEFORE = frozenset("do then else time exec doas command ! { (".split())
"""Words that may stand before a command."""
_OF_SUDO = frozenset(("-u", "-g", "-h", "-p", "-C", "-D", "-R", "-T", "-U"))
"""Options of sudo that take a value (sudo(8))."""


def commands(text: str, programs: frozenset[str]) -> Iterator[Command]:
    """Yield the commands of a block in which one of some programs is called."""
    lines = list(_lines(text))
    plain = any(not _ROOT.match(line) and _called(line) in programs for _, _, line in lines)
    for first, last, line in lines:
        said = line if plain else _ROOT.sub("", line, count=1)
        for words in _split(said):
            if words[0] in programs:
                yield Command(words=words, first=first, last=last, text=" ".join(said.split()))


def _called(line: str) -> str:
    return next((words[0] for words in _split(line)), "")


def _lines(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the lines of commands with their first and last number; one that goes on in the next is one with it."""
    until, begun, said = "", 0, ""
    for number, line in enumerate(text.split("\n")):
        if until:  # what a program is given to read; saved rules stay rules
            until = "" if line.strip() == until else until
            if not line.lstrip().startswith(("-A ", "-I ")):
                continue
        if not said:
            begun, line = number, _PROMPT.sub("", line, count=1)  # noqa: PLW2901 (the line without its prompt)
        goes_on = _GOES_ON.search(line)
        said += line[: goes_on.start()] if goes_on else line
        if goes_on:
            continue
        if heredoc := _HEREDOC.search(said):
            until = heredoc[2]
        yield begun, number, said
        said = ""
    if said:
        yield begun, text.count("\n"), said


def _split(line: str) -> Iterator[tuple[str, ...]]:
    """Yield the words of each simple command of a line (POSIX.1, Shell Command Language, 2.9.1)."""
    lexer = shlex.shlex(line, posix=True, punctuation_chars=";&|")
    lexer.whitespace_split = True
    try:
        words = list(lexer)
    except ValueError:  # a quote that does not end
        words = line.split()
    for apart, run in groupby(words, key=lambda word: bool(word) and not word.strip(";&|")):
        if not apart and (command := _command([*run])):
            yield command


def _command(words: list[str]) -> tuple[str, ...]:
    """Return a command by itself: without `sudo`, what the environment is given, and the words of a loop."""
    while words:
        if words[0] in _BEFORE or re.match(r"[A-Za-z_]\w*=", words[0]):
            words = words[1:]
        elif words[0] == "sudo":
            words = words[1:]
            while words and words[0].startswith("-"):
                words = words[2:] if words[0] in _OF_SUDO else words[1:]
        else:
            return (_program(words[0]), *words[1:])
    return ()


def _program(word: str) -> str:
    name = re.split(r"[/\\]", word)[-1]
    return name if name.startswith("-") else name.casefold().removesuffix(".exe")
