"""`portspec emit`: a release in one format, such as firewall configuration for a host; or the site with all of them."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click
from click.core import ParameterSource

from portspec.artifact import Artifact
from portspec.cli import _complete as complete
from portspec.cli._choose import chosen, release_options, role_ids
from portspec.cli._emitted import GATHERING, RULES, SITE, formats
from portspec.cli._host import host_options, options_of
from portspec.cli._page import compiled
from portspec.cli._rules import end_with_rules
from portspec.cli._session import Session, counted, format_option
from portspec.cli._streams import give, say
from portspec.findings import finding, meant, silent
from portspec.spec import Spec
from portspec.writers import write, writers
from portspec.writers.firewall import Options, dialects, emit

if TYPE_CHECKING:
    from portspec.deployment.node import Node


@click.command(
    "emit",
    short_help="Write a release as firewall texts, lists or a site.",
    epilog=f"FORMAT is a dialect ({', '.join(dialects())}), a writer ({', '.join(writers())}), {GATHERING}, "
    f"{RULES}, which is the verdict on each row as one JSON document, or {SITE}, which is the "
    "reference site with all releases, in Markdown: `mkdocs build` in its folder needs no portspec.",
)
@click.argument("form", metavar="FORMAT", shell_complete=complete.formats)
@release_options
@host_options
@click.option(
    "--inventory",
    "hosts",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="In place of --role: hosts as Ansible has them, each in the groups of its roles (mds_server) and with its "
    "addresses; each host's text lets in the others. With the format ansible comes a playbook that applies the texts.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="Write the files to this folder; everything else there stays.",
)
@click.option("--page", metavar="PAGE|ADDRESS|-", help="With rules: any page, without a catalog and errata.")
@click.option("--text", "as_text", is_flag=True, hidden=True, help="With rules: the same as --format text.")
@format_option
def command(
    *,
    form: str,
    product: str | None,
    release: str | None,
    hosts: Path | None,
    output: Path | None,
    page: str | None,
    as_text: bool,
    shown: str,
    **given: object,
) -> None:
    """Write a release in one FORMAT: firewall configuration for the roles of one host, manifests, or the site.

    Without -o a single file is printed. What could not be said is listed in the file's header and as notes. The rules
    are JSON, and with --format text a table for people.
    """
    session = Session(shown)
    if hosts and (given["roles"] or form not in dialects()):
        raise click.UsageError(f"--inventory is for {', '.join(dialects())}, and says the roles itself")
    if form == RULES:
        source = click.get_current_context().get_parameter_source("shown")
        as_text |= shown == "text" and source is not ParameterSource.DEFAULT
        _about_rows(output, given, page and (product or release))
        made = compiled(page, session) if page else (None, chosen(session, product, release))
        end_with_rules(made and made[1], session, as_text=as_text)
    if page or as_text:
        way = f": `portspec init --page {page}` makes a project, in which {form} can be emitted after a build"
        raise click.UsageError(f"--page and --text are for {RULES}{way * bool(page)}")
    if form not in formats():
        help = f"{meant(form, formats())}The formats are {', '.join(formats())}."
        session.report(finding("PS902", f"There is no format {form}", help))
        session.end(usable=False)
    if form == SITE:
        from portspec.cli._mkdocs import need_site

        _about_all(output, product, release, *given.values())
        need_site(session)
        files, name = tuple(_site(session)), SITE
    else:
        spec = chosen(session, product, release, cast("tuple[str, ...]", given["roles"]), role_ids)
        from portspec.cli._facts import given_inventory

        name = _set(form, spec, given, hosts)
        nodes = given_inventory(hosts, tuple(role_ids(spec)), session) if hosts else ()
        files = tuple(_deployed(form, spec, nodes, given, session) if hosts else _files(form, spec, given, session))
        files += tuple(_left(output, name, nodes, session)) if hosts and files and output else ()
    if files and not session.errors:
        told = _deliver(files, output, name, session)
        if told and shown == "text":
            say(told, err=True)
    session.end(usable=bool(files))


def _files(form: str, spec: Spec, given: dict[str, object], session: Session) -> Iterable[Artifact]:
    if form in dialects():
        return emit(form, spec, options_of(given, form, spec, session), session.report)
    if any(given.values()):
        raise click.UsageError(f"{form} takes no options about a host: it is about the whole release")
    if form == GATHERING:
        from portspec.audit.fleet.playbook import playbook

        return playbook(spec)
    return write(form, spec, session.report)


def _deployed(
    form: str, spec: Spec, nodes: "tuple[Node, ...]", given: dict[str, object], session: Session
) -> Iterable[Artifact]:
    """Return the texts of all hosts of an inventory."""
    from portspec.deployment import deployed

    roles = tuple(sorted({role for each in nodes for role in each.roles}))
    options = options_of({**given, "roles": roles}, form, spec, session) if roles else Options(roles=())
    return deployed(form, spec, options, nodes, session.report)


def _left(output: Path, name: str, nodes: "tuple[Node, ...]", session: Session) -> Iterator[Artifact]:
    """Yield the list of hosts that had a text of any release in the folder, and are in the inventory no more."""
    from portspec.deployment.left import LEFT, left
    from portspec.files.disk import read_file
    from portspec.files.shared import written

    known = read_file(output / LEFT, LEFT, silent) or b""
    yield from left(written(output, name.partition("/")[0]), known, nodes, session.report)


def _about_rows(output: Path | None, given: dict[str, object], release: object) -> None:
    """Refuse what the rules have no use for."""
    if output is not None or any(given.values()):
        raise click.UsageError(f"{RULES} are printed, and take no options about a host")
    if release:
        raise click.UsageError("--page is about no release")


def _about_all(output: Path | None, *given: object) -> None:
    """Refuse what the site has no use for."""
    if output is None:
        raise click.UsageError(f"{SITE} is a folder: give it with -o")
    if any(given):
        raise click.UsageError(f"{SITE} takes no options about a release or a host: it is about all of them")


def _site(session: Session) -> Iterable[Artifact]:
    """Return the files of the site, where every release is compiled."""
    from portspec.writers.site.standalone import plain_site

    report, workspace = session.report_error, session.workspace()
    specs, project = workspace.compiled_specs(session.report), workspace.site(report)
    proofs = workspace.proofs(report).values()
    return () if session.errors else plain_site(specs, report, project, proofs, workspace.takings())


def _deliver(files: tuple[Artifact, ...], output: Path | None, name: str, session: Session) -> str:
    """Write the files to the folder, or print the first; return what there is to say about it."""
    from portspec.files.shared import add

    if output is None:
        give(files[0].data)
        alone = ", which by itself opens nothing" * (name.partition(" ")[0] in dialects())
        return f"Only {files[0].path} is printed{alone}; {_others(files[1:])}" if files[1:] else ""
    if not add(files, output, name, session.report):
        return ""
    paths = [f"{output}/{file.path}" for file in files]
    return "\n".join(paths) if len(paths) <= LISTED else f"{output}: {counted(len(paths), 'file')}"


def _others(files: tuple[Artifact, ...]) -> str:
    if len(files) > LISTED:
        return f"with -o come {counted(len(files), 'other file')}"
    return f"with -o come also {', '.join(file.path for file in files)}"


def _set(form: str, spec: Spec, given: dict[str, object], hosts: Path | None) -> str:
    """Return the name of the files that replace each other: one format of one release, of all hosts, or of one."""
    whole = hosts or form in (*writers(), GATHERING)
    about = f"{spec.product.id}/{spec.product.release}{' hosts' if hosts else ''}" if spec.product and whole else ""
    return " ".join((form, *filter(None, (about,)), *cast("tuple[str, ...]", given["roles"])))


LISTED = 40
"""The most files that are named one by one."""
