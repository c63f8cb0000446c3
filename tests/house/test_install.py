"""What installs portspec elsewhere names what there is: the image's extras, and the inputs of the action's steps."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path


def test_the_image_has_all_extras(root: Path) -> None:
    image = (root / "Containerfile").read_text("utf-8")
    extras = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    named = re.search(r"\.whl\)\[([\w,]+)\]", image)
    assert named
    assert set(named[1].split(",")) == set(extras)
    assert [line for line in re.findall(r"^FROM (\S+)", image, re.MULTILINE) if "/" in line] == []
    assert "not executed" in image


def test_the_action_is_sound(root: Path) -> None:
    path = root / "action.yml"
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-actions", str(path)]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0
    action = path.read_text("utf-8")
    inputs = re.findall(r"^  (\w+):\n    description", action, re.MULTILINE)
    assert set(re.findall(r"\$\{\{ inputs\.(\w+) \}\}", action)) == set(inputs)
    # What somebody writes into a workflow is given by the environment, and never stands in a script.
    assert [script for script in re.findall(r"run: \|\n((?: {8}.*\n)+)", action) if "${{" in script] == []
    assert "not executed" in action
