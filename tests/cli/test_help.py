"""Help that a stranger understands: what a command is for, each option, and the exit status."""

import re

import click
import pytest

from portspec import __version__
from portspec.cli import group
from tests.cli.running import run

CONTEXT = click.Context(group)
NAMES = group.list_commands(CONTEXT)


def command(name: str) -> click.Command:
    found = group.get_command(CONTEXT, name)
    assert found is not None
    return found


def test_the_commands_are_these() -> None:
    assert {"build", "check", "compile", "emit", "explain", "show"} <= set(NAMES)


def test_the_group_says_purpose_commands_and_exit_status() -> None:
    for args in ([], ["--help"], ["-h"]):
        said = run(*args).output
        assert "Compile a vendor's port documentation into one spec" in said
        assert re.search(r"Exit status: 0 .+; 1 .+; 2 ", " ".join(said.split()))
        assert [name for name in NAMES if not re.search(rf"^  {name} +[A-Z]", said, re.MULTILINE)] == []
    assert "\n  In CI: " in run("--help").output


def test_a_terminal_of_80_columns_cuts_no_line() -> None:
    """Of which click leaves two empty."""
    helps = [
        click.Context(each, terminal_width=78, help_option_names=["-h", "--help"]).get_help()
        for each in (group, *map(command, NAMES))
    ]
    lines = [line for each in helps for line in each.splitlines()]
    assert [line for line in lines if re.match(r"  \w.*\.\.\.$", line) or r"\b" in line] == []


def test_the_version_is_that_of_the_package() -> None:
    assert run("--version").output == f"portspec, version {__version__}\n"


@pytest.mark.parametrize("name", NAMES)
def test_a_command_says_its_purpose_first(name: str) -> None:
    help_ = command(name).help or ""
    first = help_.split("\n\n")[0]
    assert re.fullmatch(r"[A-Z][^\n]*\.", first)
    assert "".join(first.split()) in "".join(run(name, "--help").output.split())


@pytest.mark.parametrize("name", NAMES)
def test_every_option_has_help_and_every_argument_is_spoken_of(name: str) -> None:
    said = " ".join(run(name, "--help").output.split())
    for each in command(name).params:
        if isinstance(each, click.Option):
            assert each.help
            assert each.help.endswith(".")
            assert each.help.split()[0] in said
        else:
            words = re.sub(r"[\[\].]", "", each.metavar or each.name or "").upper().split("|")
            text = f"{command(name).help} {command(name).epilog}"
            assert [word for word in words if not re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text)] == []


@pytest.mark.parametrize(
    "args",
    [
        ["no-such-command"],
        ["compile"],
        ["compile", "a.md", "b.md"],
        ["compile", "a.md", "--no-such-option"],
        ["compile", "a.md", "--format", "xml"],
        ["emit"],
        ["explain"],
    ],
    ids=" ".join,
)
def test_a_wrong_command_line_is_status_2_with_usage(args: list[str]) -> None:
    result = run(*args)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Usage: portspec" in result.stderr
    assert "Error: " in result.stderr
