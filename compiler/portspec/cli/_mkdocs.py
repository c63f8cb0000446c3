"""MkDocs as a program of its own, in this Python: neither pipx nor uv puts `mkdocs` on the path."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from os import environ
from pathlib import Path
from subprocess import Popen, run

from portspec.cli._session import Session
from portspec.cli._streams import ends_work
from portspec.findings import finding

SETTINGS = "mkdocs.yml"
QUIET = {"NO_MKDOCS_2_WARNING": "1"}
"""What keeps the theme from speaking of its successor, which who makes a site of ports has not asked for."""


def build_site(root: Path, *arguments: str) -> bool:
    """Build the site of a project, and return whether that is done; MkDocs itself says what stands in its way."""
    ends_work()
    return run(_command("build", *arguments), cwd=root, env=environ | QUIET, check=False).returncode == 0  # noqa: S603 - no shell


@contextmanager
def served(root: Path, address: str) -> Iterator[None]:
    """Let MkDocs serve the site as long as this lasts; it watches the compiled specs itself."""
    with Popen(_command("serve", "--dev-addr", address), cwd=root, env=environ | QUIET) as server:  # noqa: S603 - no shell
        try:
            yield
        finally:
            server.terminate()


def root_of_site(session: Session) -> Path:
    """Return the folder of the project around this one, or leave after saying what its site lacks."""
    from portspec.files import present
    from portspec.workspace.settings import check_settings

    root = session.workspace().root
    if not present([SETTINGS], root):
        help = "`portspec init` writes it in a new project; `portspec emit site -o FOLDER` makes a site without one."
        session.report(finding("PS901", f"There is no {SETTINGS} in {root.name}", help))
    check_settings(root, session.report, about_ports=True)
    need_site(session)
    return root


def need_site(session: Session) -> None:
    """Leave after saying so where the extra is missing that makes a site, or where there is an error already."""
    if missing := [each for each in ("mkdocs", "material", "brython") if find_spec(each) is None]:
        help = "Install portspec again from where it came, with its extra `site`: pip install 'WHEEL[site]'."
        session.report(finding("PS901", f"What makes the site is not installed: {', '.join(missing)}", help))
    if session.errors:
        session.end(usable=False)


def _command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "mkdocs", *arguments]
