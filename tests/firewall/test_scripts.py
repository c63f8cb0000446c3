"""The scripts of all dialects are what sh(1) takes, on every machine."""

import subprocess
from pathlib import Path

import pytest

from portspec.resources import listing, resource
from portspec.writers.firewall import Options, dialects, emit, meets
from portspec.writers.firewall.snippet.shell import FOLDER
from tests.conftest import Need
from tests.firewall.reading import MDS, reading

FORMS = [(dialect, form) for dialect in dialects() for form in (False, True) if not form or meets(dialect, "enforce")]


@pytest.mark.parametrize(("dialect", "enforce"), FORMS)
@pytest.mark.parametrize("peers", [{}, {MDS: ("10.0.0.0/24", "fd00::/64")}])
def test_the_scripts_are_clean(
    need: Need, tmp_path: Path, dialect: str, *, enforce: bool, peers: dict[str, tuple[str, ...]]
) -> None:
    shellcheck = need("shellcheck")
    options = Options(roles=(MDS,), enforce=enforce, peers=peers)
    for artifact in emit(dialect, reading(), options, lambda _: None):
        if artifact.path.endswith(".sh"):
            script = tmp_path / "script"
            script.write_bytes(artifact.data)
            done = subprocess.run([shellcheck, "--shell=sh", script], capture_output=True, text=True, check=False)
            assert done.stdout == ""


@pytest.mark.parametrize("part", listing(FOLDER), ids=lambda path: path.rpartition("/")[2])
def test_each_part_is_clean_by_itself(need: Need, part: str) -> None:
    done = subprocess.run([need("shellcheck"), resource(part)], capture_output=True, text=True, check=False)
    assert done.stdout == ""
