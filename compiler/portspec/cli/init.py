"""`portspec init`: a new project that builds at once."""

from collections.abc import Iterator
from pathlib import Path

import click

from portspec.artifact import Artifact
from portspec.cli._clock import local_day
from portspec.cli._given import a_day, an_id, words
from portspec.cli._page import About, Addition, addition, tell_addition
from portspec.cli._session import Session, counted, format_option
from portspec.cli._streams import say
from portspec.findings import finding


@click.command("init", short_help="Make a new project, of a page or with an example.")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=".")
@click.option("--page", metavar="PAGE|ADDRESS", help="The first page; an example in its place unless given.")
@click.option("--product", metavar="ID", callback=an_id, help="The product's id; the folder's name unless given.")
@click.option("--name", metavar="NAME", callback=words, help="The product's name; its id unless given.")
@click.option("--release", metavar="ID", callback=an_id, default="1", show_default=True, help="The first release's id.")
@click.option("--recorded", metavar="DATE", callback=a_day, help="When its page was taken; today unless given.")
@click.option(
    "--engine",
    type=click.Choice(["mkdocs", "zensical"]),
    default="mkdocs",
    show_default=True,
    help="What makes the site.",
)
@format_option
def command(folder: Path, product: str | None, release: str, engine: str, shown: str, **given: str | None) -> None:
    """Make a new project in FOLDER: a catalog, its first page, mkdocs.yml, a workflow and a hook.

    The page is copied, or fetched if it is an ADDRESS, which `portspec update` asks again; a file is not: who has the
    project may not have the file. What it leaves open is printed as errata, to be filled in and saved below
    spec/errata.

    `portspec build` and `portspec site` work in the project at once. In a repository that has files of these names
    already they are kept as they are, and what they lack is said. A folder with a catalog is left alone.
    """
    from portspec.files import begin, present
    from portspec.scaffold import example, project

    session = Session(shown)
    session.recover(folder)
    product = product or _named_as(folder)
    page, name, day = given["page"], given["name"], given["recorded"] or local_day().isoformat()
    about = About(product=product, product_name=name, release=release, recorded=day)
    added = addition(page, about, folder, session, follow=False) if page else None
    if page and not added:
        session.end(usable=False)
    kept = present(_optional(), folder)
    first = added.page if added else example(product, name or product, release, day)
    files = [*_remembered(added), *project(first, kept, engine)]
    for path in present((file.path for file in files if file.path.startswith("spec/")), folder):
        session.report(finding("PS901", f"{path} is there already", "Add pages to its catalog by `portspec add`."))
    if not session.errors and begin(files, folder, session.report):
        if shown == "text":
            _tell(f"Product {product}, release {release}, recorded {day}", len(files), kept)
        if added:
            if shown == "text" and not added.page.entry.origin:
                say(f"{page} is copied, and {FOLLOWED}", err=True)
            tell_addition(added, shown)
    session.end(usable=not session.errors)


FOLLOWED = "not followed: give an `origin` in spec/catalog.toml if it comes from an address or a repository"


def _remembered(added: Addition | None) -> Iterator[Artifact]:
    """Yield the file of what is to be remembered of a page that was fetched."""
    from portspec.catalog.fetched import to_json
    from portspec.workspace import FETCHED

    if added and added.record:
        yield Artifact(path=FETCHED, data=to_json({added.page.entry.path(added.page.source): added.record}))


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


def _tell(about: str, written: int, kept: tuple[str, ...]) -> None:
    from portspec.scaffold import LACKS

    say(about, err=True)
    for path in kept:
        say(f"{path} is there already and is kept{LACKS[path]}", err=True)
    say(f"{counted(written, 'file')} written; next: portspec build, or portspec serve to see the site", err=True)
