"""`portspec init`: a new project that builds at once."""

from pathlib import Path

import click

from portspec.artifact import Artifact
from portspec.cli._clock import local_day
from portspec.cli._given import a_day, an_id, words
from portspec.cli._session import Session, counted, format_option
from portspec.cli._streams import say
from portspec.findings import finding


@click.command("init", short_help="Make a new project, or add one to a repository.")
@click.argument("folder", type=click.Path(path_type=Path), default=".")
@click.option("--product", metavar="ID", callback=an_id, help="The product's id; the folder's name unless given.")
@click.option("--name", metavar="NAME", callback=words, help="The product's name; its id unless given.")
@click.option("--release", metavar="ID", callback=an_id, default="1", show_default=True, help="The first release's id.")
@click.option("--recorded", metavar="DATE", callback=a_day, help="When its page was taken; today unless given.")
@format_option
def command(
    folder: Path, product: str | None, release: str, recorded: str | None, shown: str, *, name: str | None
) -> None:
    """Make a new project in FOLDER: a catalog, a page to replace by yours, mkdocs.yml, a workflow and a hook.

    `portspec build` and `mkdocs build` work in it at once. In a repository that has files of these names already
    they are kept as they are, and what they lack is said. A folder with a catalog is left alone.
    """
    from portspec.files import present
    from portspec.scaffold import project

    session = Session(shown)
    product = product or _named_as(folder)
    recorded = recorded or local_day().isoformat()
    kept = present(_optional(), folder)
    files = list(project(product, name or product, release, recorded, kept))
    for path in present((file.path for file in files if file.path.startswith("spec/")), folder):
        session.report(finding("PS901", f"{path} is there already", "Add pages to its catalog by `portspec add`."))
    if not session.findings and _write(folder, files, session):
        _tell(f"Product {product}, release {release}, recorded {recorded}", len(files), kept)
    session.end(usable=not session.findings)


def _optional() -> tuple[str, ...]:
    from portspec.scaffold import LACKS

    return tuple(LACKS)


def _named_as(folder: Path) -> str:
    """Return an id made of the folder's name."""
    from portspec.resolve.ids import slug

    made = slug(folder.resolve().name)
    if not made:
        raise click.UsageError("the folder's name makes no id: give --product")
    return made


def _write(folder: Path, files: list[Artifact], session: Session) -> bool:
    """Write the files up to the first that cannot be written; return whether all were."""
    from portspec.files import write_file

    return all(write_file(folder / file.path, file.data, session.report) for file in files)


def _tell(about: str, written: int, kept: tuple[str, ...]) -> None:
    from portspec.scaffold import LACKS

    say(about, err=True)
    for path in kept:
        say(f"{path} is there already and is kept{LACKS[path]}", err=True)
    say(f"{counted(written, 'file')} written; next: portspec build", err=True)
