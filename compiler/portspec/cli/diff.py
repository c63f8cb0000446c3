"""`portspec diff`: what has changed between two specs, and what that opens or closes."""

from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from portspec.analysis.releases import latest
from portspec.cli._choose import find
from portspec.cli._session import Session
from portspec.cli._streams import say, say_json
from portspec.findings import Report, finding, silent
from portspec.spec import Spec

if TYPE_CHECKING:
    from portspec.catalog import Catalog
    from portspec.diff.changes import Diff


@click.command("diff", short_help="Say what has changed between two specs, and what it opens.")
@click.argument("old", metavar="[A]", default="latest")
@click.argument("new", metavar="[B]", required=False)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "markdown", "pull-request"]),
    default="text",
    show_default=True,
    help="How the changes are shown; findings are JSON with json.",
)
@click.option("--exit-code", is_flag=True, help="Leave with status 1 if anything has changed, as `git diff` does.")
def command(old: str, new: str | None, form: str, *, exit_code: bool) -> None:
    """Compare A with B by requirement; the gravest changes come first: what is open that was not.

    A and B are releases of the catalog as they are compiled (7.1-beta, PRODUCT/7.1-beta, latest), files (a page, or
    a spec as JSON), or revisions of git (HEAD~1, HEAD~1:7.1-beta), compiled again from their sources. Without B, A is
    compared with what the sources give now; without A, it is the latest release. Where both are whole revisions, all
    releases that differ are shown; where A has no release of a product, everything of it is new. `--format
    pull-request` speaks of all of these as well: its first line is a title, and below it come the changes with the
    page's words before and after, the errata that do not fit any more, and the findings that are new.
    """
    from portspec.diff.changes import to_json
    from portspec.diff.text import as_markdown, as_text

    session = Session("json" if form == "json" else "text")
    if form == "pull-request":
        _letter(old, new, session)
    whole = _is_whole(old, session) and (new is None or _is_whole(new, session))
    found = _all(old, new, session) if whole else (_one(old, new, session),)
    match form:
        case "json":
            say_json(to_json(found).decode())
        case "markdown":
            say(as_markdown(found))
        case _:
            say(as_text(found))
    session.end(usable=not (exit_code and any(each.changes for each in found)))


def _one(old: str, new: str | None, session: Session) -> "Diff":
    """Return the diff of two releases, pages or files, or leave after saying what is not there."""
    from portspec.diff import diff
    from portspec.diff.revisions import NOTHING, nothing

    before = _side(old, session)
    if before is None:
        session.end(usable=False)
    after = _side(new, session) if new else _now(before, old, session)
    if after is NOTHING:
        _has_none(new or "", session)
    if after is None or after is NOTHING:
        session.end(usable=False)
    if before is NOTHING:
        say(f"{old} has no release: everything is new.\n", err=session.shown == "json")
        before = nothing(after.product)
    return diff(before, after)


def _all(old: str, new: str | None, session: Session) -> tuple["Diff", ...]:
    """Return the diffs of all releases that two states have and that differ; all of them where none does."""
    from portspec.diff import diff
    from portspec.diff.revisions import matched

    then = _several(old, session)
    # A page whose hash is not the recorded one is an error, and just what one wants to compare.
    now = _several(new, session) if new else _sources(session, session.report_error)
    if now == ():
        _has_none(new or "The catalog", session)
    if then is None or not now:
        session.end(usable=False)
    known = {each.product.id for each in then if each.product}
    added = dict.fromkeys(each.product.id for each in now if each.product and each.product.id not in known)
    if added:
        of = f" of {', '.join(added)}" if known else ""
        say(f"{old} has no release{of}: everything is new.\n", err=session.shown == "json")
    every = tuple(diff(before, after) for before, after in matched(then, now))
    return tuple(each for each in every if each.changes) or every


def _letter(old: str, new: str | None, session: Session) -> NoReturn:
    """Print the text of a pull request about all that two sides have, and leave."""
    from portspec.diff.letter import as_pull_request, sides

    then = _several(old, session)
    now = _several(new, session) if new else _sources(session, silent)
    if then is None or now is None:
        session.end(usable=False)
    say(as_pull_request(sides(then, now)))
    session.end()


def _several(name: str, session: Session) -> tuple[Spec, ...] | None:
    """Return all releases of a revision of git, or the one that is named; None after saying that there is none."""
    from portspec.build import compile_catalog
    from portspec.workspace.revision import is_revision, revision

    if not is_revision(session.workspace().root, name):
        one = _side(name, session)
        return None if one is None else (one,)
    with revision(session.workspace().root, name, session.report) as then:
        return None if then is None else compile_catalog(then, silent)


def _sources(session: Session, report: Report) -> tuple[Spec, ...]:
    """Return what the sources give now for all releases."""
    from portspec.build import compile_catalog

    return compile_catalog(session.workspace(), report)


def _is_whole(name: str, session: Session) -> bool:
    """Return whether a name is a revision of git with all its releases, and no file or release."""
    from portspec.readers.formats import named_as
    from portspec.workspace.revision import is_revision

    if Path(name).suffix.lower() == ".json" or named_as(name):
        return False
    workspace = session.workspace()
    return not _named(name, workspace.catalog) and is_revision(workspace.root, name)


def _named(name: str, catalog: "Catalog") -> list[tuple[str, str]]:
    """Return the releases of a catalog, each with its product, that a name stands for."""
    from portspec.catalog import release_of

    product, _, release = name.rpartition("/")
    asked = (each for each in catalog.products if product in ("", each.id))
    return [(each.id, found.id) for each in asked if (found := release_of(each, release))]


def _has_none(name: str, session: Session) -> None:
    help = "Give a revision with a catalog as B."
    session.report(finding("PS902", f"{name} has no release to compare", help))


def _side(name: str, session: Session) -> Spec | None:
    """Return one side, or None after saying why there is none. Findings about its contents are no news here."""
    from portspec.pipeline import compile_sources
    from portspec.readers.formats import named_as
    from portspec.workspace import read_page, read_spec

    if Path(name).suffix.lower() == ".json":
        return read_spec(Path(name), session.report)
    if named_as(name):
        source = read_page(Path(name), session.report)
        return None if source is None else compile_sources([(source, None)], (), None, silent)
    return _release(name, session)


def _release(name: str, session: Session) -> Spec | None:
    """Return a release of the catalog, as it was compiled if it was, or one that a revision of git holds."""
    from portspec.build import compile_catalog
    from portspec.diff.revisions import NOTHING
    from portspec.workspace.revision import revision

    workspace = session.workspace()
    named = _named(name, workspace.catalog)
    if len(named) > 1:
        _of_several(named, session)
        return None
    for ids in named:
        made = find(workspace.compiled_specs(silent), *ids)
        return made or find(compile_catalog(workspace, session.report_error), *ids)
    commit, _, release = name.partition(":")
    with revision(workspace.root, commit, session.report) as then:
        if then is None:
            return None
        if not then.catalog.products:
            return NOTHING
        return _chosen(compile_catalog(then, silent), release, session)


def _chosen(specs: tuple[Spec, ...], name: str, session: Session) -> Spec | None:
    """Return the release of this name, the latest one if it is empty, or None after saying that there is none."""
    product, _, release = name.rpartition("/")
    found = [
        each
        for each in specs
        if each.product and release in ("", "latest", each.product.release) and product in ("", each.product.id)
    ]
    products = {each.product.id: each.product.release for each in found if each.product}
    if len(products) > 1:
        _of_several(list(products.items()), session)
        return None
    if not found:
        names = ", ".join(f"{each.product.id}/{each.product.release}" for each in specs if each.product)
        session.report(finding("PS902", f"There is no release {name} to compare with", f"It has {names or 'none'}."))
    return latest(found) if found else None


def _of_several(releases: list[tuple[str, str]], session: Session) -> None:
    """Say that a name stands for releases of several products."""
    names = ", ".join("/".join(each) for each in releases)
    session.report(finding("PS902", "The catalog has several products", f"Name a release: {names}."))


def _now(old: Spec, name: str, session: Session) -> Spec | None:
    """Return what the sources give now for the release of an old spec; of the findings only errors are news here.

    A revision without a release means its latest, and then the latest of now where that has another id.
    """
    from portspec.diff.revisions import NOTHING

    if old is not NOTHING and old.product is None:
        raise click.UsageError("B is needed where A is a file without a release")
    # A page whose hash is not the recorded one is an error, and just what one wants to compare.
    specs = _sources(session, session.report_error)
    if old.product is None:
        return _chosen(specs, "", session)
    same = find(specs, old.product.id, old.product.release)
    return same or _chosen(specs, f"{old.product.id}/{name.partition(':')[2] or 'latest'}", session)
