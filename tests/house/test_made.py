"""What scripts make of the program is what they would make now: manual page, page about Python, lists in schemas."""

import re
import runpy
import subprocess
from pathlib import Path

import click
import pytest

from portspec.cli import group
from tests.conftest import Made, Need

MADE = {
    "man/portspec.1": ("scripts/make_man.py", "manual"),
    **{f"schemas/{name}.schema.json": ("scripts/make_schemas.py", name) for name in ("catalog", "errata", "spec")},
    "site/pages/guide/python.md": ("scripts/make_python_page.py", "page"),
}


@pytest.mark.parametrize("path", MADE)
def test_it_is_what_the_program_gives(path: str, root: Path, made: Made) -> None:
    script, name = MADE[path]
    made(root / path, runpy.run_path(str(root / script))[name]())


def test_the_manual_tells_of_every_command_and_is_sound(root: Path, need: Need) -> None:
    command = [need("groff"), "-man", "-ww", "-Tutf8", str(root / "man/portspec.1")]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env={"GROFF_NO_SGR": "1"})
    assert done.stderr == ""
    text = re.sub(".\b", "", done.stdout)  # bold is one character above another
    names = group.list_commands(click.Context(group))
    assert [name for name in names if f"   portspec {name} " not in text] == []
